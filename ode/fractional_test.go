package ode

import (
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// mittagLeffler is E_α(z) by its series, for |z| of a few.
func mittagLeffler(alpha, z float64) float64 {
	sum := 0.0
	for k := range 150 {
		g, _ := math.Lgamma(alpha*float64(k) + 1)
		sum += math.Pow(z, float64(k)) * math.Exp(-g)
	}
	return sum
}

func TestMittagLeffler(t *testing.T) {
	assert.InDelta(t, math.Exp(-2), mittagLeffler(1, -2), 1e-13)
	// E_{1/2}(−√t) = e^t erfc(√t).
	assert.InDelta(t, math.E*math.Erfc(1), mittagLeffler(0.5, -1), 1e-12)
}

func solveFractional(t *testing.T, s Fractional, f Func, y0, t1 float64) *Solution {
	t.Helper()
	sol, err := s.Solve(f, []float64{y0}, 0, t1)
	require.NoError(t, err)
	return sol
}

// D^α y = −y has the solution y_0 E_α(−t^α). At a fixed time all methods come
// to it with order 1 at least: its weak singularity at 0 costs no more.
func TestRelaxation(t *testing.T) {
	decay := func(_ float64, y, dy []float64) { dy[0] = -y[0] }
	for _, alpha := range []float64{0.5, 0.8} {
		want := 3 * mittagLeffler(alpha, -math.Pow(2, alpha))
		for _, m := range FractionalMethods() {
			fault := func(dt float64) float64 {
				sol := solveFractional(t, Fractional{Method: m, Alpha: []float64{alpha}, Dt: dt}, decay, 3, 2)
				return math.Abs(sol.End()[0] - want)
			}
			small, p := fault(1./256), math.Log2(fault(1./256)/fault(1./512))
			assert.Less(t, small, 0.01, "%s, α = %v", m, alpha)
			assert.Greater(t, p, 0.8, "%s, α = %v", m, alpha)
		}
	}
}

// A smooth solution, y = t³ + 1 of D^α y = 6 t^(3−α)/Γ(4−α) + λ(t³ + 1 − y),
// shows the orders.
func TestFractionalOrders(t *testing.T) {
	for _, alpha := range []float64{0.3, 0.6, 0.9} {
		f := func(t float64, y, dy []float64) {
			dy[0] = 6*math.Pow(t, 3-alpha)/math.Gamma(4-alpha) + t*t*t + 1 - y[0]
		}
		for _, c := range []struct {
			m     FractionalMethod
			order float64
		}{{CaputoEuler, 1}, {CaputoL1, 1}, {CaputoL1Implicit, 2 - alpha}, {GrunwaldLetnikov, 1}, {CaputoPECE, 1 + alpha}} {
			fault := func(dt float64) float64 {
				sol := solveFractional(t, Fractional{Method: c.m, Alpha: []float64{alpha}, Dt: dt}, f, 1, 1)
				return math.Abs(sol.End()[0] - 2)
			}
			assert.InDelta(t, c.order, math.Log2(fault(1./256)/fault(1./512)), 0.2, "%s, α = %v", c.m, alpha)
		}
	}
}

// Of order 1 the methods are Euler's, implicit Euler's and Heun's.
func TestOrderOne(t *testing.T) {
	f := func(t float64, y, dy []float64) { dy[0] = math.Cos(t) - y[0] }
	euler, err := Fixed{Method: Euler, Dt: 0.1}.Solve(f, []float64{2}, 0, 3)
	require.NoError(t, err)
	heun, err := Fixed{Method: Heun2, Dt: 0.1}.Solve(f, []float64{2}, 0, 3)
	require.NoError(t, err)
	implicit := 2.0
	for k := range 30 {
		implicit = (implicit + 0.1*math.Cos(float64(k+1)*0.1)) / 1.1
	}
	for m, want := range map[FractionalMethod]float64{CaputoEuler: euler.End()[0], CaputoL1: euler.End()[0],
		GrunwaldLetnikov: euler.End()[0], CaputoPECE: 0, CaputoL1Implicit: implicit} {
		got := solveFractional(t, Fractional{Method: m, Alpha: []float64{1}, Dt: 0.1}, f, 2, 3).End()[0]
		if m == CaputoPECE { // predicts from the start by Euler's sum, so only like Heun
			assert.InDelta(t, heun.End()[0], got, 2e-3)
			continue
		}
		assert.InDelta(t, want, got, 1e-12, m)
	}
}

// Each variable can have its own order, and a memory that reaches back to the
// start is all of it; a short one forgets, and less the longer it is.
func TestOrdersAndMemory(t *testing.T) {
	decay := func(_ float64, y, dy []float64) { dy[0], dy[1] = -y[0], -y[1] }
	one := func(_ float64, y, dy []float64) { dy[0] = -y[0] }
	for _, m := range FractionalMethods() {
		s := Fractional{Method: m, Alpha: []float64{0.4, 0.9}, Dt: 0.01}
		both, err := s.Solve(decay, []float64{1, 1}, 0, 1)
		require.NoError(t, err)
		for i, a := range s.Alpha {
			alone := solveFractional(t, Fractional{Method: m, Alpha: []float64{a}, Dt: 0.01}, one, 1, 1)
			if m == CaputoL1Implicit { // the iteration ends when both have settled
				assert.InDelta(t, alone.End()[0], both.End()[i], 1e-12)
				continue
			}
			assert.Equal(t, alone.End()[0], both.End()[i], m)
		}
	}
	for _, m := range []FractionalMethod{CaputoL1, CaputoL1Implicit, GrunwaldLetnikov} {
		all := solveFractional(t, Fractional{Method: m, Alpha: []float64{0.7}, Dt: 0.01}, one, 1, 2).End()[0]
		last := math.Inf(1)
		for _, memory := range []int{20, 50, 100, 200} {
			got := solveFractional(t, Fractional{Method: m, Alpha: []float64{0.7}, Dt: 0.01, Memory: memory}, one, 1, 2).End()[0]
			far := math.Abs(got - all)
			assert.Less(t, far, last, "%s, %d steps", m, memory)
			last = far
		}
		assert.Zero(t, last, "%s", m)
	}
}

func TestGamma(t *testing.T) {
	for x := 1.0; x <= 3; x += 0.01 {
		assert.InEpsilon(t, math.Gamma(x), gamma(x), 2e-14)
	}
}

func TestFractionalMistakes(t *testing.T) {
	f := func(_ float64, y, dy []float64) { dy[0] = -y[0] }
	_, err := Fractional{Alpha: []float64{0, 1.5, math.NaN()}, Dt: 0.3, Memory: -1, Method: "spline"}.Solve(nil, []float64{1}, 0, 1)
	for _, want := range []string{"3 orders for 1", "order 0 of Alpha is 0", "order 1 of Alpha is 1.5", "order 2 of Alpha is NaN",
		"is nil", `"spline"`, "Memory is -1", "whole number of equal steps"} {
		assert.ErrorContains(t, err, want)
	}
	_, err = Fractional{Alpha: []float64{0.5}, Dt: 0.1, Memory: 5, Method: CaputoPECE}.Solve(f, []float64{1}, 0, 1)
	assert.ErrorContains(t, err, "cannot forget")
	stiff := func(_ float64, y, dy []float64) { dy[0] = -1e3 * y[0] }
	_, err = Fractional{Alpha: []float64{0.5}, Dt: 0.1, Method: CaputoL1Implicit}.Solve(stiff, []float64{1}, 0, 1)
	assert.ErrorContains(t, err, "take a smaller")
}
