package dyn_test

import (
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/golgi-sim/golgi"
	"github.com/golgi-sim/golgi/dyn"
)

// lagging is x' = -x(t - 1) with x = 1 up to 0.
var lagging = dyn.Equations{Name: "lagging", Params: "lag = 1 ms", Body: "dx/dt = -delayed(x, lag) : init = 1"}

// TestDelayedEquation: the solution of lagging by the method of steps is
// Σ_k (-1)^k (t - k + 1)^k / k! over k = 0 … ⌊t⌋ + 1 (Bellman and Cooke,
// Differential-Difference Equations, 1963, chapter 3). Euler's methods tend to it
// with order 1, the others with order 2, whether the delay is a multiple of the
// step or not.
func TestDelayedEquation(t *testing.T) {
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
	const end = 5.5
	miss := func(method dyn.Method, n float64) float64 {
		m := lagging
		m.Method = method
		net := &alone{N: dyn.NewGroup(1, m)}
		sim := build(t, net, golgi.Dt(end/n))
		require.NoError(t, sim.Run(sim.StepsIn(end)))
		return math.Abs(net.N.Var("x").At(0) - exact(end))
	}
	for method, order := range map[dyn.Method]float64{dyn.Euler: 1, dyn.ExpEuler: 1, dyn.Exact: 1, dyn.RK2: 2, dyn.Heun: 2, dyn.RK4: 2} {
		// 88 steps are multiples of the delay; with 100 it ends within a step.
		for _, n := range []float64{88, 100} {
			coarse, fine := miss(method, n), miss(method, 4*n)
			assert.InDelta(t, order, math.Log2(coarse/fine)/2, 0.2, "%s, %v steps: errors %g and %g", method, n, coarse, fine)
		}
	}
}

// TestDelayedOfOneStep: with a delay of one step x' = -x(t - dt) by Euler is
// x_{n+1} = x_n - dt*x_{n-1}, and what is set before the first step is what x
// always was. The past is that of the run, also after Reset.
func TestDelayedOfOneStep(t *testing.T) {
	m := lagging.With(golgi.Values{"lag": 0.5})
	m.Method = dyn.Euler
	net := &alone{N: dyn.NewGroup(1, m)}
	sim := build(t, net, golgi.Dt(0.5))
	for _, start := range []float64{1, 3} {
		require.NoError(t, sim.Reset())
		require.NoError(t, net.N.Var("x").Set(start))
		x, before := start, start
		for range 10 {
			x, before = x-0.5*before, x
			steps(t, sim, 1)
			assert.Equal(t, x, net.N.Var("x").At(0))
		}
	}
}

// TestDelayIsSet: a delay that is set in a run takes effect, and the past that
// is known stays; where it grows beyond that, it ends with the oldest value.
func TestDelayIsSet(t *testing.T) {
	m := dyn.Equations{Params: "lag = 3 ms", Body: `dx/dt = 1
		dy/dt = (delayed(x, lag) - y)/dt`, Method: dyn.Euler}
	net := &alone{N: dyn.NewGroup(2, m)}
	sim := build(t, net, golgi.Dt(1))
	y := func() float64 { return net.N.Var("y").At(1) }
	steps(t, sim, 10) // the last began at x = 9
	assert.Equal(t, 6.0, y())
	require.NoError(t, net.N.Var("lag").Set(2))
	steps(t, sim, 1)
	assert.Equal(t, 8.0, y())
	require.NoError(t, net.N.Var("lag").Set(5))
	var seen []float64
	for range 5 {
		steps(t, sim, 1)
		seen = append(seen, y())
	}
	assert.Equal(t, []float64{8, 8, 8, 9, 10}, seen)
	// Between two steps x lies on the line between them, as it is here.
	require.NoError(t, net.N.Var("lag").Set(2.25))
	steps(t, sim, 1)
	assert.Equal(t, 16-2.25, y())
	assert.ErrorContains(t, net.N.Var("lag").Set(0.5), "a delay of 0.5 ms; it must be a number of ms, at least dt = 1 ms")
}

// TestDelayedIsDeterministic: the threads change no bit, and a step allocates
// nothing.
func TestDelayedIsDeterministic(t *testing.T) {
	m := dyn.Equations{Body: "dx/dt = -delayed(x, 1.2) + 0.3*xi : init = Uniform(-1, 1)"}
	run := func(threads int) []float64 {
		net := &alone{N: dyn.NewGroup(5000, m)}
		sim := build(t, net, golgi.Threads(threads))
		steps(t, sim, 50)
		return net.N.Var("x").Values()
	}
	assert.Equal(t, run(1), run(4))

	sim := build(t, &alone{N: dyn.NewGroup(50, m)})
	steps(t, sim, 20)
	assert.Zero(t, testing.AllocsPerRun(20, func() { _ = sim.Step() }))
}

// TestDelayedMistakes: each is an error of Build with what to do.
func TestDelayedMistakes(t *testing.T) {
	for _, c := range []struct {
		body string
		set  golgi.Values
		want string
	}{
		{"dx/dt = -delayed(x, lag)", golgi.Values{"lag": 0.09}, "delayed(x): a delay of 0.09 ms; it must be a number of ms, at least dt = 0.1 ms"},
		{"dx/dt = -delayed(x, lag)", golgi.Values{"lag": 0}, "the delay is 0 ms; it must be more than 0"},
		{"dx/dt = -delayed(x, lag)", golgi.Values{"lag": []float64{1, 2}}, "lag"},
		{"dx/dt = -delayed(x, x)", nil, `a delay may depend on parameters only, and "x" is none`},
		{"dx/dt = -delayed(2*x, lag)", nil, "delayed takes a variable that has a differential equation"},
		{"dx/dt = -delayed(lag, lag)", nil, "delayed takes a variable that has a differential equation"},
		{"dx/dt = -delayed(x)", nil, "delayed takes 2 arguments, not 1"},
	} {
		m := dyn.Equations{Params: "lag = 1 ms", Body: c.body}.With(c.set)
		_, err := golgi.Build(&alone{N: dyn.NewGroup(2, m)}, golgi.Dt(0.1))
		assert.ErrorContains(t, err, c.want, c.body)
	}
}
