package dyn_test

import (
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"gonum.org/v1/gonum/mat"

	"github.com/golgi-sim/golgi"
	"github.com/golgi-sim/golgi/conn"
	"github.com/golgi-sim/golgi/dnn"
	"github.com/golgi-sim/golgi/dyn"
	initialize "github.com/golgi-sim/golgi/init"
	"github.com/golgi-sim/golgi/internal/placeless"
)

// coupled is two groups and a coupling.
type coupled struct {
	golgi.DynSysGroup
	C    golgi.Projection
	A, B *dyn.Group
}

// clock has x = t, exactly at a step that is a power of two.
var clock = dyn.Equations{Body: "dx/dt = 1", Method: dyn.Euler}

// still has what it was given for ever, and takes a current.
var still = dyn.Equations{Body: `dy/dt = 0*I
	dz/dt = I_z`, Method: dyn.Euler}

// TestCouplingsSeeThePast: in every step the sum is that of the formula, to the
// bit, with a delay for every pair: x(t) = t, and before the first step what x
// begins with, or what was given.
func TestCouplingsSeeThePast(t *testing.T) {
	const dt = 0.25
	w := mat.NewDense(2, 3, []float64{1, 2, 3, 4, 5, 6})
	d := mat.NewDense(2, 3, []float64{0, 0.25, 0.5, 1, 2.5, 0.13})
	rounded := mat.NewDense(2, 3, []float64{0, 0.25, 0.5, 1, 2.5, 0.25})
	y := []float64{0.5, -1, 2}
	for _, c := range []struct {
		name     string
		coupling func(a, b *dyn.Group) golgi.Projection
		before   float64
		minus    float64
		delay    mat.Matrix
	}{
		{"additive", func(a, b *dyn.Group) golgi.Projection {
			return &dyn.AdditiveCoupling{Pre: a, Var: "x", Post: b, Comm: dnn.AllToAll{Weight: w}, Delay: d}
		}, 0, 0, rounded},
		{"with a history", func(a, b *dyn.Group) golgi.Projection {
			return &dyn.AdditiveCoupling{Pre: a, Var: "x", Post: b, Comm: dnn.AllToAll{Weight: w}, Delay: d, Init: -3}
		}, -3, 0, rounded},
		{"diffusive", func(a, b *dyn.Group) golgi.Projection {
			return &dyn.DiffusiveCoupling{Pre: a, Var: "x", Post: b, PostVar: "y", Comm: dnn.MaskedLinear{Conn: conn.All2All{}, Weight: w}, Delay: d}
		}, 0, 1, rounded},
		{"delays in the order of the weights", func(a, b *dyn.Group) golgi.Projection {
			return &dyn.DiffusiveCoupling{Pre: a, Var: "x", Post: b, PostVar: "y", Comm: dnn.Linear{Weight: w}, Delay: []float64{0, 0.25, 0.5, 1, 2.5, 0.13}}
		}, 0, 1, rounded},
		{"one delay", func(a, b *dyn.Group) golgi.Projection {
			return &dyn.AdditiveCoupling{Pre: a, Var: "x", Post: b, Comm: dnn.AllToAll{Weight: w}, Delay: 0.75}
		}, 0, 0, mat.NewDense(2, 3, []float64{0.75, 0.75, 0.75, 0.75, 0.75, 0.75})},
		{"no delay", func(a, b *dyn.Group) golgi.Projection {
			return &dyn.AdditiveCoupling{Pre: a, Var: "x", Post: b, Comm: dnn.AllToAll{Weight: w}}
		}, 0, 0, mat.NewDense(2, 3, nil)},
	} {
		a, b := dyn.NewGroup(2, clock), dyn.NewGroup(3, still.With(golgi.Values{"y": y}))
		sim := build(t, &coupled{A: a, B: b, C: c.coupling(a, b)}, golgi.Dt(dt))
		g, err := sim.Lookup("C.syn.g")
		require.NoError(t, err)
		for n := range 15 {
			steps(t, sim, 1)
			for j := range 3 {
				want := 0.0
				for i := range 2 {
					x := float64(n)*dt - c.delay.At(i, j)
					if x < 0 {
						x = c.before
					}
					want += w.At(i, j) * (x - c.minus*y[j])
				}
				assert.Equal(t, want, g.At(j), "%s, step %d, element %d", c.name, n, j)
			}
		}
	}
}

// TestCouplingsAddUp: couplings that end in one current of a group share its
// sum, with what is set from outside; others have their own; weights that are
// set count from the next step on.
func TestCouplingsAddUp(t *testing.T) {
	a, b := dyn.NewGroup(2, clock), dyn.NewGroup(2, dyn.Equations{Body: `dV/dt = I_u/dt
		dz/dt = I_z/dt`, Method: dyn.Euler})
	coupling := func(w float64, label string) *dyn.AdditiveCoupling {
		return &dyn.AdditiveCoupling{Pre: a, Var: "x", Post: b, Comm: dnn.AllToAll{Weight: w}, OutLabel: label}
	}
	net := &struct {
		golgi.DynSysGroup
		C, D, E *dyn.AdditiveCoupling
		A, B    *dyn.Group
	}{A: a, B: b, C: coupling(1, "u"), D: coupling(2, "u"), E: coupling(5, "z")}
	sim := build(t, net, golgi.Dt(0.5))
	assert.Equal(t, []string{"C", "D"}, net.C.Merged())
	require.NoError(t, b.Var("I_u").Set(100))
	steps(t, sim, 2) // x was 0, then 0.5
	assert.Equal(t, 200+2*3*0.5, b.V.At(1))
	assert.Equal(t, 2*5*0.5, b.Var("z").At(0))
	require.NoError(t, net.D.Weight().Set(0))
	require.NoError(t, b.Var("I_u").Set(0))
	require.NoError(t, b.V.Set(0))
	steps(t, sim, 1)
	assert.Equal(t, 2*1.0, b.V.At(0))
}

// TestCoupledEquation: x' = -x(t - 1), written as a coupling of x with itself,
// tends with order 1 to the solution by the method of steps (Bellman and Cooke
// 1963), as in TestDelayedEquation.
func TestCoupledEquation(t *testing.T) {
	exact := func(x float64) float64 {
		sum, factorial := 0.0, 1.0
		for k := 0; float64(k) <= math.Floor(x)+1; k++ {
			if k > 0 {
				factorial *= float64(k)
			}
			sum += math.Pow(-1, float64(k)) * math.Pow(x-float64(k)+1, float64(k)) / factorial
		}
		return sum
	}
	miss := func(dt float64) float64 {
		n := dyn.NewGroup(1, dyn.Equations{Body: "dx/dt = I : init = 1"})
		net := &struct {
			golgi.DynSysGroup
			N *dyn.Group
			C *dyn.AdditiveCoupling
		}{N: n, C: &dyn.AdditiveCoupling{Pre: n, Var: "x", Post: n, Comm: dnn.OneToOne{Weight: -1}, Delay: 1}}
		sim := build(t, net, golgi.Dt(dt))
		require.NoError(t, sim.Run(sim.StepsIn(5.5)))
		return math.Abs(n.Var("x").At(0) - exact(5.5))
	}
	coarse, fine := miss(1.0/32), miss(1.0/128)
	assert.InDelta(t, 1, math.Log2(coarse/fine)/2, 0.1, "errors %g and %g", coarse, fine)
}

// TestGapJunction: two passive membranes joined by a junction of conductance w
// keep their mean, which decays with tau, and their difference decays with
// tau/(1 + 2*R*w): two exponentials, here to order 1. Where both are equal
// no current flows, not even one of rounding.
func TestGapJunction(t *testing.T) {
	const w, tau, ms = 0.3, 10.0, 8.0
	run := func(dt float64, v ...float64) []float64 {
		n := dyn.NewGroup(2, dyn.Lif{VTh: 1e3, V: v, Tau: tau})
		net := &struct {
			golgi.DynSysGroup
			N *dyn.Group
			C *dyn.GapJunction
		}{N: n, C: &dyn.GapJunction{Pre: n, Post: n, Comm: dnn.AllToAll{Weight: w, NoSelf: true}}}
		sim := build(t, net, golgi.Dt(dt))
		require.NoError(t, sim.Run(sim.StepsIn(ms)))
		g, err := sim.Lookup("C.syn.g")
		require.NoError(t, err)
		return append(n.V.Values(), g.Values()...)
	}
	miss := func(dt float64) float64 {
		v := run(dt, 12, 2)
		mean, difference := 7*math.Exp(-ms/tau), 10*math.Exp(-ms*(1+2*w)/tau)
		assert.InDelta(t, mean, (v[0]+v[1])/2, 1e-12) // the method is exact in it
		return math.Abs(v[0] - v[1] - difference)
	}
	coarse, fine := miss(1.0/8), miss(1.0/32)
	assert.InDelta(t, 1, math.Log2(coarse/fine)/2, 0.05, "errors %g and %g", coarse, fine)
	same := run(0.1, 3.3, 3.3)
	assert.Equal(t, same[0], same[1])
	assert.Equal(t, []float64{0, 0}, same[2:])
}

// network is a ring of oscillators with random delays.
func network(n int) *coupled {
	g := dyn.NewGroup(n, dyn.FHN{XOU: dyn.OU{Sigma: 0.01}})
	return &coupled{A: g, B: dyn.NewGroup(1, dyn.Lif{}), C: &dyn.DiffusiveCoupling{Pre: g.Slice(0, n/2), Var: "x", Post: g,
		Comm: dnn.CSRLinear{Conn: conn.FixedProb{Prob: 0.02}, Weight: initialize.Uniform(0, 0.01)}, Delay: initialize.Uniform(0, 3)}}
}

// TestCouplingSteps: threads change no bit, Reset repeats bit for bit, another
// trial does not; a step allocates nothing.
func TestCouplingSteps(t *testing.T) {
	run := func(sim *golgi.Sim, net *coupled) []float64 {
		require.NoError(t, sim.Run(60))
		return net.A.Var("x").Values()
	}
	net, other := network(3000), network(3000)
	sim := build(t, net, golgi.Threads(1))
	first := run(sim, net)
	assert.Equal(t, first, run(build(t, other, golgi.Threads(5)), other))
	require.NoError(t, sim.Reset())
	assert.Equal(t, first, run(sim, net))
	require.NoError(t, sim.Reset(golgi.Trial(1)))
	assert.NotEqual(t, first, run(sim, net))
	assert.Zero(t, testing.AllocsPerRun(20, func() { _ = sim.Step() }))
}

// TestCouplingMistakes: each is an error with the path of the coupling and what
// to do.
func TestCouplingMistakes(t *testing.T) {
	for _, c := range []struct {
		change func(c *dyn.DiffusiveCoupling)
		want   string
	}{
		{func(c *dyn.DiffusiveCoupling) { c.Var = "u" }, `C: Pre, A (equations), has no variable "u"; the names are x`},
		{func(c *dyn.DiffusiveCoupling) { c.PostVar = "" }, `C: Post, B (equations), has no variable "x"; the names are y, z`},
		{func(c *dyn.DiffusiveCoupling) { c.Pre = nil }, "C: Pre is nil"},
		{func(c *dyn.DiffusiveCoupling) { c.Post = nil }, "C: Post is nil"},
		{func(c *dyn.DiffusiveCoupling) { c.Comm = nil }, "C: Comm is nil"},
		{func(c *dyn.DiffusiveCoupling) { c.OutLabel = "q" }, "C: its current would be part of I_q, which B (equations) does not read; it reads I, I_z"},
		{func(c *dyn.DiffusiveCoupling) { c.Comm = dnn.JitFPHomoLinear{Prob: 0.5} }, "C: Comm: a dnn.JitFPHomoLinear makes its connections anew"},
		{func(c *dyn.DiffusiveCoupling) { c.Comm = dnn.CSRLinear{Conn: conn.All2All{}, Delay: 1} }, "C: Comm has delays, which are those of spikes"},
		{func(c *dyn.DiffusiveCoupling) { c.Delay = 0.25 }, "C: Delay: a delay of 0.25 ms is no multiple of dt = 0.1 ms"},
		{func(c *dyn.DiffusiveCoupling) { c.Delay = -1 }, "C: Delay: a delay of -1 ms"},
		{func(c *dyn.DiffusiveCoupling) { c.Delay = 1e5 }, "C: Delay of 100000 ms is 1000000 steps"},
		{func(c *dyn.DiffusiveCoupling) { c.Delay = []float64{1, 1, -1, 1, 1, 1} }, "C: Delay of synapse 2 is -1 ms"},
		{func(c *dyn.DiffusiveCoupling) { c.Delay = []float64{1, 1} }, "C: Delay has 2 values for 6 elements"},
		{func(c *dyn.DiffusiveCoupling) { c.Delay = mat.NewDense(3, 2, nil) }, "C: Delay is a matrix of 3 × 2 for 2 pre and 3 post elements"},
		{func(c *dyn.DiffusiveCoupling) { c.Delay = "long" }, "C: Delay is a string"},
		{func(c *dyn.DiffusiveCoupling) { c.Init = []float64{1} }, "C: Init has 1 values for 2 elements"},
	} {
		a, b := dyn.NewGroup(2, clock), dyn.NewGroup(3, still)
		p := &dyn.DiffusiveCoupling{Pre: a, Var: "x", Post: b, PostVar: "y", Comm: dnn.AllToAll{}}
		c.change(p)
		_, err := golgi.Build(&coupled{A: a, B: b, C: p})
		assert.ErrorContains(t, placeless.Error(err), c.want)
	}
}

// late updates its coupling after one of its groups.
type late struct {
	golgi.DynSysGroup
	C    *dyn.AdditiveCoupling
	A, B *dyn.Group
}

func (net *late) Update(env *golgi.Env) {
	net.A.Update(env)
	net.C.Update(env)
	net.B.Update(env)
}

func TestCouplingOutOfOrder(t *testing.T) {
	a, b := dyn.NewGroup(2, clock), dyn.NewGroup(3, still)
	sim := build(t, &late{A: a, B: b, C: &dyn.AdditiveCoupling{Pre: a, Var: "x", Post: b, Comm: dnn.AllToAll{}}})
	assert.ErrorContains(t, sim.Step(), "C was updated after A in step 0; update a coupling before both of its groups")
}
