package dyn_test

import (
	"context"
	"math"
	"math/cmplx"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"gonum.org/v1/gonum/mat"
	"gonum.org/v1/gonum/stat"

	"github.com/golgi-sim/golgi"
	"github.com/golgi-sim/golgi/dnn"
	"github.com/golgi-sim/golgi/dyn"
	initialize "github.com/golgi-sim/golgi/init"
	"github.com/golgi-sim/golgi/inputs"
	"github.com/golgi-sim/golgi/internal/placeless"
	"github.com/golgi-sim/golgi/runner"
)

type cellNet struct {
	golgi.DynSysGroup
	C *dyn.Cell
}

const cellIn, cellN = 3, 4

// drive runs a cell for some steps with inputs of its own in each, and hands
// state and inputs to check.
func driveCell(t *testing.T, m dyn.CellModel, check func(sim *golgi.Sim, c *dyn.Cell, x []float64)) {
	t.Helper()
	net := &cellNet{C: dyn.NewCell(cellIn, cellN, m)}
	sim, err := golgi.Build(net, golgi.Seed(3))
	require.NoError(t, err)
	for k := range 20 {
		x := []float64{math.Sin(float64(k)), math.Cos(float64(k)), 1}
		require.NoError(t, net.C.Input.Set(x...))
		require.NoError(t, sim.Step())
		check(sim, net.C, x)
	}
}

// weightsOf returns a matrix of weights by its path.
func weightsOf(t *testing.T, sim *golgi.Sim, path string, rows int) mat.Matrix {
	t.Helper()
	q, err := sim.Lookup(path)
	require.NoError(t, err)
	return mat.NewDense(rows, cellN, q.Values())
}

// affine is x·Wi + h·Wh + b, by gonum.
func affine(t *testing.T, sim *golgi.Sim, gate string, x, h []float64, b float64) []float64 {
	var p, q mat.VecDense
	p.MulVec(weightsOf(t, sim, "C."+gate+".input", cellIn).T(), mat.NewVecDense(cellIn, x))
	q.MulVec(weightsOf(t, sim, "C."+gate+".recurrent", cellN).T(), mat.NewVecDense(cellN, h))
	out := make([]float64, cellN)
	for i := range out {
		out[i] = p.AtVec(i) + q.AtVec(i) + b
	}
	return out
}

func sigma(x float64) float64 { return 1 / (1 + math.Exp(-x)) }

// The equations of the papers, written with gonum and package math.
func TestCells(t *testing.T) {
	t.Run("RNNCell", func(t *testing.T) {
		h := make([]float64, cellN)
		driveCell(t, dyn.RNNCell{B: 0.5}, func(sim *golgi.Sim, c *dyn.Cell, x []float64) {
			for i, a := range affine(t, sim, "a", x, h, 0.5) {
				h[i] = max(0, a)
			}
			assert.InDeltaSlice(t, h, c.H.Values(), 1e-12)
			copy(h, c.H.Values())
		})
	})
	t.Run("GRUCell", func(t *testing.T) {
		h, rh := make([]float64, cellN), make([]float64, cellN)
		driveCell(t, dyn.GRUCell{B: [3]golgi.Value{0.1, 0.2, 0.3}}, func(sim *golgi.Sim, c *dyn.Cell, x []float64) {
			z, r := affine(t, sim, "z", x, h, 0.1), affine(t, sim, "r", x, h, 0.2)
			for i := range rh {
				rh[i] = sigma(r[i]) * h[i]
			}
			for i, a := range affine(t, sim, "a", x, rh, 0.3) {
				h[i] = (1-sigma(z[i]))*h[i] + sigma(z[i])*math.Tanh(a)
			}
			assert.InDeltaSlice(t, h, c.H.Values(), 1e-12)
		})
	})
	t.Run("LSTMCell", func(t *testing.T) {
		h, memory := make([]float64, cellN), []float64{0.5, 0.5, 0.5, 0.5}
		driveCell(t, dyn.LSTMCell{C: 0.5}, func(sim *golgi.Sim, c *dyn.Cell, x []float64) {
			i, g := affine(t, sim, "i", x, h, 0), affine(t, sim, "g", x, h, 0)
			f, o := affine(t, sim, "f", x, h, 0), affine(t, sim, "o", x, h, 0)
			for k := range h {
				memory[k] = sigma(f[k]+1)*memory[k] + sigma(i[k])*math.Tanh(g[k])
				h[k] = sigma(o[k]) * math.Tanh(memory[k])
			}
			assert.InDeltaSlice(t, h, c.H.Values(), 1e-12)
			assert.InDeltaSlice(t, memory, c.Var("c").Values(), 1e-12)
		})
	})
	for _, external := range []bool{false, true} {
		h, r := make([]float64, cellN), make([]float64, cellN)
		m := dyn.Reservoir{LeakyRate: 0.2, B: 0.1, External: external, Win: dnn.Linear{Weight: initialize.Normal(0, 1)}, Wrec: dnn.Linear{Weight: initialize.Normal(0, 1)}, SpectralRadius: 0.9}
		driveCell(t, m, func(sim *golgi.Sim, c *dyn.Cell, x []float64) {
			for i, a := range affine(t, sim, "in", x, h, 0.1) {
				if external {
					r[i] = 0.8*r[i] + 0.2*a
					h[i] = math.Tanh(r[i])
				} else {
					h[i] = 0.8*h[i] + 0.2*math.Tanh(a)
				}
			}
			assert.InDeltaSlice(t, h, c.H.Values(), 1e-12)
		})
	}
}

// The spectral radius, by the eigenvalues that gonum finds: of random weights,
// of a rotation, whose eigenvalues are complex, and of weights that grow for
// long before they decay.
func TestSpectralRadius(t *testing.T) {
	for _, c := range []struct {
		n int
		w golgi.Value
	}{{60, initialize.Normal(0, 1)}, {61, initialize.Uniform(0, 3)}, {2, []float64{0, -0.2, 0.2, 0}}, {2, []float64{1, 1000, 0, 0.5}}, {3, 2}} {
		net := &cellNet{C: dyn.NewCell(2, c.n, dyn.Reservoir{SpectralRadius: 1.3, Wrec: dnn.Linear{Weight: c.w}})}
		sim, err := golgi.Build(net)
		require.NoError(t, err)
		q, err := sim.Lookup("C.in.recurrent")
		require.NoError(t, err)
		w := q.Values()
		require.Len(t, w, c.n*c.n)
		var e mat.Eigen
		require.True(t, e.Factorize(mat.NewDense(c.n, c.n, w), mat.EigenNone))
		largest := 0.0
		for _, v := range e.Values(nil) {
			largest = max(largest, cmplx.Abs(v))
		}
		assert.InEpsilon(t, 1.3, largest, 2e-5)
	}
}

// A runner drives a cell as it drives a group, and records its state.
func TestCellInARun(t *testing.T) {
	net := &cellNet{C: dyn.NewCell(2, 1, dyn.RNNCell{Wi: 1, Wh: 0.5})}
	run, err := runner.New(net, runner.Dt(1), runner.Input(net.C, inputs.PerNeuron([]float64{1, 2})), runner.Monitor(net.C.H, "C.a.recurrent"))
	require.NoError(t, err)
	res, err := run.Run(context.Background(), 4)
	require.NoError(t, err)
	assert.Equal(t, []float64{3, 4.5, 5.25, 5.625}, res.Series(net.C.H).Column(0))
}

func TestEchoStateForgets(t *testing.T) {
	run := func(start golgi.Value) []float64 {
		net := &cellNet{C: dyn.NewCell(1, 50, dyn.Reservoir{SpectralRadius: 0.5, H: start})}
		sim, err := golgi.Build(net, golgi.Seed(1))
		require.NoError(t, err)
		for k := range 200 {
			require.NoError(t, net.C.Input.Set(math.Sin(float64(k)/5)))
			require.NoError(t, sim.Step())
		}
		return net.C.H.Values()
	}
	a, b := run(0), run(initialize.Uniform(-1, 1))
	assert.InDeltaSlice(t, a, b, 1e-6, "with a radius below 1 the start is forgotten")
	assert.Greater(t, stat.StdDev(a, nil), 0.001)
}

func TestNVAR(t *testing.T) {
	v := dyn.NewNVAR(2, 2, 2, 3)
	v.Stride, v.Constant = 3, true
	net := &struct {
		golgi.DynSysGroup
		V *dyn.NVAR
	}{V: v}
	sim, err := golgi.Build(net)
	require.NoError(t, err)
	var xs [][2]float64
	for k := range 9 {
		x := [2]float64{float64(k + 1), math.Sqrt(float64(k))}
		xs = append(xs, x)
		require.NoError(t, v.Input.Set(x[:]...))
		require.NoError(t, sim.Step())
		var old [2]float64
		if k >= 3 {
			old = xs[k-3]
		}
		lin := []float64{x[0], x[1], old[0], old[1]}
		want := append([]float64{1}, lin...)
		for i := range lin {
			for j := i; j < 4; j++ {
				want = append(want, lin[i]*lin[j])
			}
		}
		for i := range lin {
			for j := i; j < 4; j++ {
				for l := j; l < 4; l++ {
					want = append(want, lin[i]*lin[j]*lin[l])
				}
			}
		}
		assert.InDeltaSlice(t, want, v.Features.Values(), 1e-9)
	}
	assert.Len(t, v.Features.Values(), 1+4+10+20)
}

// A network of these: an input, a cell that reads it, an output that reads the
// cell.
func TestRelays(t *testing.T) {
	in := dyn.NewInputGroup(cellIn)
	cell := dyn.NewCell(cellIn, cellN, dyn.RNNCell{Wi: 1, Wh: 0})
	cell.From = in.X
	net := &struct {
		golgi.DynSysGroup
		In  *dyn.InputGroup
		C   *dyn.Cell
		Out *dyn.OutputGroup
	}{In: in, C: cell, Out: dyn.NewOutputGroup(2, cell.H.Slice(1, 3))}
	sim, err := golgi.Build(net)
	require.NoError(t, err)
	require.NoError(t, in.Input.Set(1, 2, 3))
	require.NoError(t, cell.Input.Set(0.5))
	require.NoError(t, sim.Step())
	assert.Equal(t, []float64{7.5, 7.5}, net.Out.X.Values())
	assert.Zero(t, testing.AllocsPerRun(50, func() { _ = sim.Step() }))
	require.NoError(t, sim.Reset())
	assert.Equal(t, []float64{0, 0}, net.Out.X.Values())
}

func TestOthers(t *testing.T) {
	const dt, tau = 0.5, 7.0
	leaky, integrator := dyn.NewGroup(1, dyn.Leaky{Tau: tau}), dyn.NewGroup(1, dyn.Integrator{Tau: tau, X: 2})
	ou := dyn.NewGroup(4000, dyn.OUProcess{Mean: 3, Sigma: 0.4, Tau: 5})
	net := &struct {
		golgi.DynSysGroup
		L, I, O *dyn.Group
	}{L: leaky, I: integrator, O: ou}
	sim, err := golgi.Build(net, golgi.Dt(dt), golgi.Seed(2))
	require.NoError(t, err)
	x, y := 0.0, 2.0
	keep := math.Exp(-dt / tau)
	for k := range 100 {
		in := math.Sin(float64(k))
		require.NoError(t, leaky.Input.Set(in))
		require.NoError(t, integrator.Input.Set(in))
		require.NoError(t, sim.Step())
		x = x*keep + in
		y = in + (y-in)*keep
		assert.InDelta(t, x, leaky.Var("x").At(0), 1e-12)
		assert.InDelta(t, y, integrator.Var("x").At(0), 1e-12)
	}
	// The stationary law; 4 standard errors of 4000 units.
	mean, variance := stat.MeanVariance(ou.Var("x").Values(), nil)
	want := 0.4 * 0.4 * 5 / 2
	assert.InDelta(t, 3, mean, 4*math.Sqrt(want/4000))
	assert.InEpsilon(t, want, variance, 4*math.Sqrt(2./4000))
	// With a step of two time constants, where Euler's noise would be too
	// strong by half, it is the same.
	ou = dyn.NewGroup(4000, dyn.OUProcess{Sigma: 1, Tau: 1})
	sim, err = golgi.Build(&struct {
		golgi.DynSysGroup
		O *dyn.Group
	}{O: ou}, golgi.Dt(2))
	require.NoError(t, err)
	for range 5 {
		require.NoError(t, sim.Step())
	}
	_, variance = stat.MeanVariance(ou.Var("x").Values(), nil)
	assert.InEpsilon(t, 0.5, variance, 4*math.Sqrt(2./4000))
}

func TestCellMistakes(t *testing.T) {
	nan := dnn.LeakyReLU(math.NaN())
	wrong := dyn.NewCell(2, 3, dyn.RNNCell{})
	wrong.From = dyn.NewGroup(5, dyn.Lif{}).V
	typo := dyn.NewCell(2, 3, dyn.GRUCell{})
	typo.Var("c")
	for want, c := range map[string]*dyn.Cell{
		"has 0 inputs and -1 units":     dyn.NewCell(0, -1, dyn.RNNCell{}),
		"has no model":                  dyn.NewCell(1, 1, nil),
		"Weight has 2 values":           dyn.NewCell(2, 3, dyn.RNNCell{Wi: []float64{1, 2}}),
		"bias has 2 values":             dyn.NewCell(2, 3, dyn.LSTMCell{B: [4]golgi.Value{0, []float64{1, 2}}}),
		"LeakyReLU(NaN)":                dyn.NewCell(2, 3, dyn.GRUCell{Activation: &nan}),
		"LeakyRate of Reservoir is 2":   dyn.NewCell(2, 3, dyn.Reservoir{LeakyRate: 2}),
		"SpectralRadius is -1":          dyn.NewCell(2, 30, dyn.Reservoir{SpectralRadius: -1}),
		"made just in time":             dyn.NewCell(2, 30, dyn.Reservoir{SpectralRadius: 1, Wrec: dnn.JitFPNormalLinear{Prob: 0.1, WMu: 0, WSigma: 1}}),
		"the recurrent weights is 0":    dyn.NewCell(2, 30, dyn.Reservoir{SpectralRadius: 1, Wrec: dnn.Linear{Weight: 0}}),
		"the initial value of h of RNN": dyn.NewCell(2, 3, dyn.RNNCell{H: []float64{1}}),
		`GRUCell has no state "c"`:      typo,
		"From: V has no values yet":     wrong,
	} {
		_, err := golgi.Build(&cellNet{C: c})
		assert.ErrorContains(t, err, want)
	}
	_, err := golgi.Build(&struct {
		golgi.DynSysGroup
		A, B, C *dyn.NVAR
		I       *dyn.InputGroup
		Z       *dyn.InputGroup
	}{A: dyn.NewNVAR(1, 0), B: dyn.NewNVAR(2, 1, 1), C: dyn.NewNVAR(100, 100, 9), I: dyn.NewInputGroup(0), Z: &dyn.InputGroup{}})
	for _, want := range []string{"A: has Delay 0", "B: has products of order 1", "C: has at least", "I: has 0 elements", "Z: has no size"} {
		assert.ErrorContains(t, placeless.Error(err), want)
	}
	// What grows without bound is an error with the place.
	net := &cellNet{C: dyn.NewCell(1, 2, dyn.RNNCell{Wi: 1, Wh: 1e200, H: 1})}
	sim, err := golgi.Build(net)
	require.NoError(t, err)
	for range 3 {
		err = sim.Step()
		if err != nil {
			break
		}
	}
	assert.ErrorContains(t, err, "C.")
}
