package ode

import (
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// y' = −y(t−1), y = 1 before 0. By the method of steps
// y = Σ_k (−1)^k (t−k+1)^k/k!, k from 0 to ⌊t⌋+1.
func lag1(t float64, _ []float64, past *Past, dy []float64) { dy[0] = -past.At(0, t-1) }

func lag1Exact(t float64) float64 {
	y, fact := 0.0, 1.0
	for k := 0; k <= int(t)+1; k++ {
		if k > 0 {
			fact *= -float64(k)
		}
		y += math.Pow(t-float64(k)+1, float64(k)) / fact
	}
	return y
}

func TestDelay(t *testing.T) {
	fault := func(s Delayed) float64 {
		sol, err := s.Solve(lag1, []float64{1}, 0, 6)
		require.NoError(t, err)
		worst := 0.0
		for k, x := range sol.T {
			worst = max(worst, math.Abs(sol.Y[k][0]-lag1Exact(x)))
		}
		return worst
	}
	for _, c := range []struct {
		m     Method
		order float64
	}{{Euler, 1}, {Midpoint, 2}, {Heun3, 3}} {
		p := math.Log2(fault(Delayed{Method: c.m, Dt: 0.05}) / fault(Delayed{Method: c.m, Dt: 0.025}))
		assert.InDelta(t, c.order, p, 0.2, "%s", c.m)
	}
	assert.Less(t, fault(Delayed{Dt: 0.1}), 1e-6)
	for _, m := range Methods()[13:] {
		s := Delayed{Adaptive: &Adaptive{Method: m, RelTol: 1e-8, AbsTol: 1e-8}, Lags: []float64{1}}
		if m != DormandPrince { // the cubic past has to be held by hand
			s.Adaptive.Max = 0.1
		}
		assert.Less(t, fault(s), 1e-6, "%s", m)
	}
	// Without Lags the jumps are found by rejection, and long steps shrink to
	// the delay.
	assert.Less(t, fault(Delayed{Adaptive: &Adaptive{First: 5}}), 1e-4)
}

// The logistic equation with a delay, against itself with a tight tolerance:
// RK4 with the cubic past is of order 4 (nonlinear, so that the past's error
// goes round).
func TestDelayOrder4(t *testing.T) {
	hutchinson := func(t float64, y []float64, past *Past, dy []float64) { dy[0] = 1.4 * y[0] * (1 - past.At(0, t-1)) }
	ref, err := Delayed{Adaptive: &Adaptive{RelTol: 1e-12, AbsTol: 1e-13, Max: 0.01}, Lags: []float64{1}}.Solve(hutchinson, []float64{0.5}, 0, 5)
	require.NoError(t, err)
	fault := func(dt float64) float64 {
		sol, err := Delayed{Dt: dt}.Solve(hutchinson, []float64{0.5}, 0, 5)
		require.NoError(t, err)
		return math.Abs(sol.End()[0] - ref.End()[0])
	}
	assert.InDelta(t, 4, math.Log2(fault(0.05)/fault(0.025)), 0.4)
}

// A neutral equation, y' = y'(t−1)/2 with y = t before: the slope halves every
// unit of time. And a history that is a function: sin goes on as the
// solution of y' = −y(t−π/2), since sin' = cos = −sin(t−π/2).
func TestNeutralAndHistory(t *testing.T) {
	neutral := func(t float64, _ []float64, past *Past, dy []float64) { dy[0] = past.Slope(0, t-1) / 2 }
	s := Delayed{Dt: 0.125, Method: Midpoint, History: func(_ int, t float64) float64 { return t }, Slopes: func(int, float64) float64 { return 1 }}
	sol, err := s.Solve(neutral, []float64{0}, 0, 3)
	require.NoError(t, err)
	// At the joints the slope is that of the right side, so the cubic past of
	// the step before a joint is off: errors of the order of the step there.
	assert.InDelta(t, 0.5+0.25+0.125, sol.End()[0], 0.125*0.25)

	sine := func(t float64, _ []float64, past *Past, dy []float64) { dy[0] = -past.At(0, t-math.Pi/2) }
	s = Delayed{Dt: math.Pi / 200, History: func(_ int, t float64) float64 { return math.Sin(t) }}
	sol, err = s.Solve(sine, []float64{0}, 0, 10*math.Pi)
	require.NoError(t, err)
	assert.InDelta(t, 0, sol.End()[0], 1e-6)
	at, err := sol.At(math.Pi/2+2*math.Pi, nil)
	require.NoError(t, err)
	assert.InDelta(t, 1, at[0], 1e-6)
}

// A delay that depends on the state: y' = −y(t − 1 − |y|), with small fixed steps
// and with a tight tolerance.
func TestStateDependentDelay(t *testing.T) {
	f := func(t float64, y []float64, past *Past, dy []float64) { dy[0] = -past.At(0, t-1-math.Abs(y[0])) }
	loose, err := Delayed{Dt: 0.01}.Solve(f, []float64{1}, 0, 8)
	require.NoError(t, err)
	tight, err := Delayed{Adaptive: &Adaptive{RelTol: 1e-10, AbsTol: 1e-10, Max: 0.1}}.Solve(f, []float64{1}, 0, 8)
	require.NoError(t, err)
	assert.InDelta(t, tight.End()[0], loose.End()[0], 1e-4)
}

func TestDelayMistakes(t *testing.T) {
	_, err := Delayed{Dt: 2}.Solve(lag1, []float64{1}, 0, 6)
	assert.ErrorContains(t, err, "a delay is shorter than the step 2: take a smaller Dt")
	ahead := func(t float64, _ []float64, past *Past, dy []float64) { dy[0] = past.At(0, t+1) }
	_, err = Delayed{Dt: 0.1}.Solve(ahead, []float64{1}, 0, 6)
	assert.Error(t, err)
	_, err = Delayed{Adaptive: &Adaptive{}}.Solve(ahead, []float64{1}, 0, 6)
	assert.Error(t, err)
	for _, i := range []int{-1, 1} {
		bad := func(t float64, _ []float64, past *Past, dy []float64) { dy[0] = past.At(i, t-1) }
		_, err = Delayed{Dt: 0.1}.Solve(bad, []float64{1}, 0, 6)
		assert.ErrorContains(t, err, "of the past is asked for")
		_, err = Delayed{Adaptive: &Adaptive{}}.Solve(bad, []float64{1}, 0, 6)
		assert.ErrorContains(t, err, "of the past is asked for")
	}
	slope := func(t float64, _ []float64, past *Past, dy []float64) { dy[0] = past.Slope(0, t-1) }
	_, err = Delayed{Dt: 0.1, History: func(int, float64) float64 { return 1 }}.Solve(slope, []float64{1}, 0, 6)
	assert.ErrorContains(t, err, "Slopes is not given")
	_, err = Delayed{Dt: 0.1, Adaptive: &Adaptive{}, Method: RK4, Lags: []float64{-1}}.Solve(nil, nil, 1, 0)
	for _, want := range []string{"not both", "its own Method", "a lag of -1", "is nil", "no variables", "not before the start"} {
		assert.ErrorContains(t, err, want)
	}
}
