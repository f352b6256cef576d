package dyn_test

import (
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/golgi-sim/golgi"
	"github.com/golgi-sim/golgi/dnn"
	"github.com/golgi-sim/golgi/dyn"
	"github.com/golgi-sim/golgi/internal/placeless"
)

type kuramoto struct {
	golgi.DynSysGroup
	N *dyn.Group
	C *dyn.PhaseCoupling
}

func newKuramoto(n int, m dyn.KuramotoOscillator, comm dnn.Comm) *kuramoto {
	g := dyn.NewGroup(n, m)
	return &kuramoto{N: g, C: &dyn.PhaseCoupling{Pre: g, Post: g, Comm: comm}}
}

// TestTwoOscillatorsLock: the difference φ of two phases obeys
// φ' = Δω - K*sin(φ) with Kuramoto's weights 1/2, and goes to asin(Δω/K) from
// below, where tan(φ/2) is known in closed form; here its end.
func TestTwoOscillatorsLock(t *testing.T) {
	const k, difference = 0.5, 0.3
	net := newKuramoto(2, dyn.KuramotoOscillator{Omega: []float64{0.1, 0.1 + difference}, K: k, Theta: []float64{1, 1.2}}, dnn.AllToAll{Weight: 0.5})
	sim := build(t, net, golgi.Dt(0.05))
	require.NoError(t, sim.Run(sim.StepsIn(100)))
	theta := net.N.Var("theta").Values()
	assert.InDelta(t, math.Asin(difference/k), theta[1]-theta[0], 1e-9)
	// They turn with the mean frequency.
	before := theta[0]
	require.NoError(t, sim.Run(sim.StepsIn(10)))
	assert.InDelta(t, (0.1+0.1+difference)/2, (net.N.Var("theta").At(0)-before)/10, 1e-9)
}

// TestKuramotoTransition: with frequencies from a Lorentzian of half width γ the
// order parameter is √(1 - 2γ/K) above K = 2γ, and 0 below (Kuramoto 1984). The
// frequencies are quantiles, so 400 oscillators are within 0.03 above; below,
// fluctuations are of the order of 1/√N.
func TestKuramotoTransition(t *testing.T) {
	const n, width = 400, 0.05
	omega := func(i int) float64 { return width * math.Tan(math.Pi*((float64(i)+0.5)/n-0.5)) }
	for _, c := range []struct{ k, order, tolerance float64 }{{0.2, math.Sqrt(0.5), 0.03}, {0.4, math.Sqrt(0.75), 0.03}, {0.04, 0, 0.15}} {
		net := newKuramoto(n, dyn.KuramotoOscillator{Omega: omega, K: c.k}, dnn.AllToAll{Weight: 1.0 / n})
		sim := build(t, net, golgi.Dt(0.5))
		require.NoError(t, sim.Run(sim.StepsIn(300)))
		mean := 0.0
		const samples = 50
		for range samples {
			steps(t, sim, 4)
			s, o := 0.0, 0.0
			for _, x := range net.N.Var("theta").Values() {
				s, o = s+math.Sin(x)/n, o+math.Cos(x)/n
			}
			mean += math.Hypot(s, o) / samples
		}
		assert.InDelta(t, c.order, mean, c.tolerance, "K = %v", c.k)
	}
}

// TestPhaseCouplingConverges: with weights that differ the phases tend, with
// order 1, to the solution of the equations as Kuramoto writes them, by RK4.
func TestPhaseCouplingConverges(t *testing.T) {
	const n, k, ms = 5, 0.4, 8.0
	weights, start, omega := make([]float64, n*n), make([]float64, n), make([]float64, n)
	for i := range n {
		start[i], omega[i] = math.Sqrt(float64(i)), 0.1*float64(i)
		for j := range n {
			weights[i*n+j] = float64((3*i+j)%4) / 4
		}
	}
	r := reference{start: start, f: func(x []float64, _ float64) []float64 {
		d := make([]float64, n)
		for j := range d {
			d[j] = omega[j]
			for i := range n {
				d[j] += k * weights[i*n+j] * math.Sin(x[i]-x[j])
			}
		}
		return d
	}}
	want, _ := r.integrate(ms, 1.0/256)
	miss := func(dt float64) float64 {
		net := newKuramoto(n, dyn.KuramotoOscillator{Omega: omega, K: k, Theta: start}, dnn.AllToAll{Weight: weights})
		sim := build(t, net, golgi.Dt(dt))
		require.NoError(t, sim.Run(sim.StepsIn(ms)))
		worst := 0.0
		for j, x := range net.N.Var("theta").Values() {
			worst = max(worst, math.Abs(x-want[j]))
		}
		return worst
	}
	coarse, fine := miss(1.0/16), miss(1.0/64)
	assert.InDelta(t, 1, math.Log2(coarse/fine)/2, 0.2, "errors %g and %g", coarse, fine)
}

// TestPhaseCouplingSteps: a step allocates nothing, Reset repeats bit for bit,
// and threads change no bit.
func TestPhaseCouplingSteps(t *testing.T) {
	net := newKuramoto(2000, dyn.KuramotoOscillator{Noise: 0.1}, dnn.AllToAll{Weight: 1.0 / 2000})
	sim := build(t, net)
	steps(t, sim, 20)
	first := net.N.Var("theta").Values()
	assert.Zero(t, testing.AllocsPerRun(20, func() { _ = sim.Step() }))
	require.NoError(t, sim.Reset())
	steps(t, sim, 20)
	assert.Equal(t, first, net.N.Var("theta").Values())
	other := newKuramoto(2000, dyn.KuramotoOscillator{Noise: 0.1}, dnn.AllToAll{Weight: 1.0 / 2000})
	steps(t, build(t, other, golgi.Threads(3)), 20)
	assert.Equal(t, first, other.N.Var("theta").Values())
}

// TestPhaseCouplingMistakes: each is an error with the path of the coupling.
func TestPhaseCouplingMistakes(t *testing.T) {
	net := newKuramoto(3, dyn.KuramotoOscillator{}, dnn.AllToAll{})
	net.C.Post = dyn.NewGroup(3, dyn.Lif{})
	_, err := golgi.Build(&struct {
		golgi.DynSysGroup
		N, L *dyn.Group
		C    *dyn.PhaseCoupling
	}{N: net.N, L: net.C.Post, C: net.C})
	assert.ErrorContains(t, placeless.Error(err), "C: couples KuramotoOscillator to Lif; Pre must have a variable theta")

	net = newKuramoto(3, dyn.KuramotoOscillator{}, nil)
	_, err = golgi.Build(net)
	assert.ErrorContains(t, placeless.Error(err), "C: Comm is nil")

	net = newKuramoto(3, dyn.KuramotoOscillator{}, dnn.AllToAll{})
	net.C.Pre = nil
	_, err = golgi.Build(net)
	assert.ErrorContains(t, placeless.Error(err), "C: Pre or Post is nil")

	net = newKuramoto(3, dyn.KuramotoOscillator{}, dnn.AllToAll{})
	_, err = golgi.Build(&struct {
		golgi.DynSysGroup
		N    *dyn.Group
		C, D *dyn.PhaseCoupling
	}{N: net.N, C: net.C, D: &dyn.PhaseCoupling{Pre: net.N, Post: net.N, Comm: dnn.AllToAll{}}})
	assert.ErrorContains(t, placeless.Error(err), "D: Post, N, has the coupling C already")
}
