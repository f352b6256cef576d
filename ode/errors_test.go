package ode

import (
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestMistakes(t *testing.T) {
	f := func(_ float64, _, dy []float64) { dy[0] = 1 }
	start := []float64{1}
	for _, c := range []struct {
		solve func() (*Solution, error)
		want  []string
	}{
		{func() (*Solution, error) { return Fixed{}.Solve(nil, nil, 1, 0) },
			[]string{"right-hand side is nil", "no variables", "not before the start", "Dt is 0"}},
		{func() (*Solution, error) {
			return Fixed{Dt: math.NaN()}.Solve(f, []float64{math.NaN()}, 0, math.Inf(1))
		},
			[]string{"Dt is NaN", "start value 0 is NaN", "must be finite"}},
		{func() (*Solution, error) { return Fixed{Dt: 1e-12}.Solve(f, start, 0, 1e9) }, []string{"too much to store"}},
		{func() (*Solution, error) { return Fixed{Dt: 1e-12}.Solve(f, start, 1e9, 1e9+1e-6) }, []string{"is nothing at t"}},
		{func() (*Solution, error) { return Fixed{Dt: 1, Method: "rk5"}.Solve(f, start, 0, 1) }, []string{`no method is called "rk5"; there are [euler`}},
		{func() (*Solution, error) { return Fixed{Dt: 1, Method: RK4, Tableau: &Tableau{}}.Solve(f, start, 0, 1) }, []string{"both Method and Tableau"}},
		{func() (*Solution, error) { return Fixed{Dt: 1, Tableau: &Tableau{}}.Solve(f, start, 0, 1) }, []string{"one per stage"}},
		{func() (*Solution, error) {
			return Fixed{Dt: 1, Tableau: &Tableau{A: [][]float64{{0.5}}, B: []float64{0.5}, C: []float64{0}, Bulge: []float64{1}}}.Solve(f, start, 0, 1)
		}, []string{"order 0", "an explicit method has at most 0", "sums to 0.5, but C is 0", "weights B sum to 0.5", "Bulge needs"}},
		{func() (*Solution, error) {
			return Fixed{Dt: 0.1}.Solve(func(t float64, _, dy []float64) { dy[0] = math.Log(0.35 - t) }, start, 0, 1)
		}, []string{"variable 0 is NaN at t = 0.4"}},
		{func() (*Solution, error) { return Adaptive{Method: RK4}.Solve(f, start, 0, 1) }, []string{"needs an embedded pair", "[heun_euler"}},
		{func() (*Solution, error) {
			return Adaptive{RelTol: -1, AbsTol: math.NaN(), First: math.Inf(1), Max: -2, MaxSteps: -1, Stops: []float64{math.NaN()}}.Solve(nil, nil, 0, 1)
		}, []string{"RelTol is -1", "AbsTol is NaN", "First is +Inf", "Max is -2", "MaxSteps is -1", "Stops is NaN", "is nil", "no variables"}},
		{func() (*Solution, error) { return ExpEuler{}.Solve(nil, start, 0, 1) }, []string{"is nil", "Dt is 0"}},
		{func() (*Solution, error) { return Fixed{Dt: 1}.Solve(Joint(nil), start, 0, 1) }, []string{"is nil"}},
	} {
		_, err := c.solve()
		require.Error(t, err)
		for _, want := range c.want {
			assert.ErrorContains(t, err, want)
		}
	}
	_, err := RK2(0)
	assert.Error(t, err)
}

func TestSDEMistakes(t *testing.T) {
	f := func(_ float64, _, dy []float64) { dy[0] = 1 }
	for _, c := range []struct {
		m    SDEMethod
		eq   SDE
		want string
	}{
		{"", SDE{}, "needs Drift and Diffusion"},
		{"rk9", SDE{Drift: f, Diffusion: f}, `called "rk9"`},
		{EulerHeun, SDE{Drift: f, Diffusion: f}, "solves Stratonovich equations"},
		{SRK1W1, SDE{Drift: f, Diffusion: f, Calculus: Stratonovich}, "solves Itô equations"},
		{Milstein, SDE{Drift: f, Diffusion: f}, "needs Correction"},
		{KlPl, SDE{Drift: f, Diffusion: f, Noise: General, Wieners: 2}, "cannot take General noise"},
		{"", SDE{Drift: f, Diffusion: f, Noise: General}, "with 0 Wieners"},
		{"", SDE{Drift: f, Diffusion: f, Wieners: 3}, "take it away"},
		{"", SDE{Drift: f, Diffusion: f, Noise: 7}, "the Noise is 7"},
		{"", SDE{Drift: f, Diffusion: f, Calculus: 7}, "the Calculus is 7"},
	} {
		_, err := Stochastic{Method: c.m, Dt: 0.1}.Solve(c.eq, []float64{0}, 0, 1)
		assert.ErrorContains(t, err, c.want)
	}
}

func TestAtMistakes(t *testing.T) {
	sol, err := Fixed{Dt: 0.5}.Solve(pendulum, []float64{1, 0}, 0, 1)
	require.NoError(t, err)
	for _, x := range []float64{-0.1, 1.1, math.NaN()} {
		_, err := sol.At(x, nil)
		assert.ErrorContains(t, err, "from t = 0 to 1")
	}
	_, err = sol.At(0.5, make([]float64, 3))
	assert.ErrorContains(t, err, "3 elements for a state of 2")
}
