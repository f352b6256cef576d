package ode

import (
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

// The Arenstorf orbit (Hairer, Nørsett and Wanner 1993, II.0): a periodic
// orbit of three bodies, with close passages for which steps must be small.
func arenstorf(_ float64, y, dy []float64) {
	const mu, nu = 0.012277471, 1 - 0.012277471
	d1 := math.Pow((y[0]+mu)*(y[0]+mu)+y[1]*y[1], 1.5)
	d2 := math.Pow((y[0]-nu)*(y[0]-nu)+y[1]*y[1], 1.5)
	dy[0], dy[1] = y[2], y[3]
	dy[2] = y[0] + 2*y[3] - nu*(y[0]+mu)/d1 - mu*(y[0]-nu)/d2
	dy[3] = y[1] - 2*y[2] - nu*y[1]/d1 - mu*y[1]/d2
}

func TestArenstorf(t *testing.T) {
	const period = 17.0652165601579625588917206249
	start := []float64{0.994, 0, 0, -2.00158510637908252240537862224}
	sol, err := Adaptive{RelTol: 1e-11, AbsTol: 1e-12, Max: 1}.Solve(arenstorf, start, 0, period)
	require.NoError(t, err)
	// The orbit closes; it magnifies errors by about 1e6 on the way.
	assert.InDeltaSlice(t, start[:2], sol.End()[:2], 1e-4)
	shortest, longest := math.Inf(1), 0.0
	for k := 1; k < len(sol.T); k++ {
		shortest, longest = min(shortest, sol.T[k]-sol.T[k-1]), max(longest, sol.T[k]-sol.T[k-1])
	}
	assert.Greater(t, longest/shortest, 100., "steps follow the orbit")
	assert.Equal(t, 2+6*(len(sol.T)-1+sol.Rejected), sol.Calls, "six calls a step, and two to begin")
}

// The error follows the tolerance, for every pair.
func TestTolerance(t *testing.T) {
	ref, err := Adaptive{RelTol: 1e-13, AbsTol: 1e-14}.Solve(pendulum, []float64{1, 0}, 0, 3)
	require.NoError(t, err)
	for _, m := range Methods()[11:] {
		for _, tol := range []float64{1e-3, 1e-5, 1e-7} {
			sol, err := Adaptive{Method: m, RelTol: tol, AbsTol: tol}.Solve(pendulum, []float64{1, 0}, 0, 3)
			require.NoError(t, err)
			// Errors of steps add up over the span: within a factor of 20. The
			// pair of Fehlberg2 sees little of its error; see there.
			factor := 20.0
			if m == Fehlberg2 {
				factor = 200
			}
			assert.Less(t, math.Abs(sol.End()[0]-ref.End()[0]), factor*tol, "%s %g", m, tol)
		}
	}
}

// A pulse that a first step would pass over: a step that meets it is rejected.
func TestRejection(t *testing.T) {
	pulse := func(t float64, _, dy []float64) { dy[0] = math.Exp(-(t-5)*(t-5)/0.02) / math.Sqrt(0.02*math.Pi) }
	sol, err := Adaptive{RelTol: 1e-8, AbsTol: 1e-10, Max: 0.5}.Solve(pulse, []float64{0}, 0, 10)
	require.NoError(t, err)
	assert.Positive(t, sol.Rejected)
	assert.InDelta(t, 1, sol.End()[0], 1e-7) // the integral of a Gaussian

	// A square of an input: a stop at each jump leaves nothing to reject.
	square := func(t float64, y, dy []float64) {
		dy[0] = -y[0]
		if t >= 2 && t < 3 {
			dy[0]++
		}
	}
	with, err := Adaptive{Stops: []float64{3, 2, 2, -1, 99}}.Solve(square, []float64{0}, 0, 10)
	require.NoError(t, err)
	without, err := Adaptive{}.Solve(square, []float64{0}, 0, 10)
	require.NoError(t, err)
	assert.Contains(t, with.T, 2.0)
	assert.Contains(t, with.T, 3.0)
	assert.Greater(t, without.Rejected, with.Rejected)
}

// Two solutions of one problem agree within their tolerances, wherever the
// span is cut.
func TestCutting(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		cut := rapid.Float64Range(0, 3).Draw(r, "cut")
		m := rapid.SampledFrom(Methods()[13:]).Draw(r, "method")
		s := Adaptive{Method: m, RelTol: 1e-8, AbsTol: 1e-8}
		whole, err := s.Solve(pendulum, []float64{1, 0}, 0, 3)
		require.NoError(r, err)
		half, err := s.Solve(pendulum, []float64{1, 0}, 0, cut)
		require.NoError(r, err)
		rest, err := s.Solve(pendulum, half.End(), cut, 3)
		require.NoError(r, err)
		require.InDelta(r, whole.End()[0], rest.End()[0], 1e-6)
		at, err := whole.At(cut, nil)
		require.NoError(r, err)
		require.InDelta(r, at[0], half.End()[0], 1e-4)
	})
}

func TestAdaptiveFailures(t *testing.T) {
	// y' = y² from 1 is 1/(1−t): it ends at 1.
	_, err := Adaptive{}.Solve(func(_ float64, y, dy []float64) { dy[0] = y[0] * y[0] }, []float64{1}, 0, 2)
	assert.ErrorContains(t, err, "the step has shrunk")
	_, err = Adaptive{}.Solve(func(t float64, y, dy []float64) { dy[0] = math.Sqrt(1 - t) }, []float64{1}, 0, 2)
	assert.ErrorContains(t, err, "the step has shrunk")
	_, err = Adaptive{}.Solve(func(_ float64, _, dy []float64) { dy[0] = math.NaN() }, []float64{1}, 0, 2)
	assert.ErrorContains(t, err, "the derivative of variable 0 is NaN at t = 0")
	_, err = Adaptive{MaxSteps: 10}.Solve(arenstorf, []float64{0.994, 0, 0, -2}, 0, 17)
	assert.ErrorContains(t, err, "10 steps were tried")
}
