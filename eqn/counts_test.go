package eqn_test

import (
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"gonum.org/v1/gonum/stat/distuv"

	"github.com/golgi-sim/golgi/eqn"
)

// TestCounts compares the frequencies of counts with the probabilities of
// gonum's distributions by chi-square; the seeds are fixed, and the bound is
// the 1 - 1e-4 quantile.
func TestCounts(t *testing.T) {
	const n = 200000
	for _, c := range []struct {
		expr string
		p    func(k float64) float64
		mean float64
	}{
		{"Poisson(0.05)", distuv.Poisson{Lambda: 0.05}.Prob, 0.05},
		{"Poisson(2.5)", distuv.Poisson{Lambda: 2.5}.Prob, 2.5},
		{"Poisson(80)", distuv.Poisson{Lambda: 80}.Prob, 80},
		{"Binomial(1000, 0.002)", distuv.Binomial{N: 1000, P: 0.002}.Prob, 2},
		{"Binomial(7, 0.9)", distuv.Binomial{N: 7, P: 0.9}.Prob, 6.3},
		{"Binomial(33, 0.97)", distuv.Binomial{N: 33, P: 0.97}.Prob, 32.01},
		{"Binomial(200, 0.75)", distuv.Binomial{N: 200, P: 0.75}.Prob, 150},
		{"Binomial(101, 0.5)", distuv.Binomial{N: 101, P: 0.5}.Prob, 50.5},
	} {
		p := source{body: "dx/dt = " + c.expr, method: eqn.Euler}.build(t, 1, n)
		p.run(1)
		seen := map[float64]float64{}
		for _, x := range p.x("x") {
			seen[x]++
		}
		chi, bins, rest := 0.0, 0, float64(n)
		restSeen := float64(n)
		for k := range 400 {
			want := n * c.p(float64(k))
			if want < 10 {
				continue
			}
			chi += math.Pow(seen[float64(k)]-want, 2) / want
			rest -= want
			restSeen -= seen[float64(k)]
			bins++
		}
		if rest > 10 {
			chi += math.Pow(restSeen-rest, 2) / rest
		}
		limit := distuv.ChiSquared{K: float64(bins)}.Quantile(1 - 1e-4)
		assert.Less(t, chi, limit, "%s over %d bins", c.expr, bins)
		assert.InDelta(t, c.mean, mean(p.x("x")), 5*math.Sqrt(c.mean/n), c.expr)
	}
	for expr, want := range map[string]float64{"Binomial(5, 1)": 5, "Binomial(5, 0)": 0, "Poisson(0)": 0, "Binomial(0, 0.5)": 0} {
		p := source{body: "dx/dt = " + expr, method: eqn.Euler}.build(t, 1, 10)
		p.run(1)
		assert.Equal(t, want, p.x("x")[9], expr)
	}
}

func TestCountMistakes(t *testing.T) {
	for expr, want := range map[string]string{
		"Poisson(-1)": "the mean is -1", "Poisson(1e9)": "take Normal(mean, sd)", "Binomial(2.5, 0.5)": "must be whole",
		"Binomial(10, 1.5)":     "probability in 0 to 1",
		"Binomial(100000, 0.5)": "the mean is 50000", "Binomial(100000, 0.75)": "the mean number of failures is 25000", "Poisson(k)": "must be one number for all elements",
	} {
		m := source{params: "k = 1", body: "dx/dt = " + expr}.model(t)
		_, err := (&eqn.Fusion{Dt: 1, Neuron: m}).Compile()
		require.Error(t, err, expr)
		assert.Contains(t, err.Error(), want)
	}
	ps, _ := eqn.ParseParams("k = 1")
	_, err := eqn.NewModel(eqn.Source{Name: "test", Params: ps, Body: "dx/dt = Poisson(x)"})
	assert.ErrorContains(t, err, "may depend on parameters only")
}

// TestBinomialMoments: mean n*p and variance n*p*(1-p) over n and p, down to
// probabilities near 0 and 1, where (1-p)^n underflows or is 1. Bounds are five
// standard errors: of the mean sqrt(v/N), of the variance sqrt((m - v^2)/N) with
// the fourth central moment m = 3*v^2 + v*(1 - 6*p*(1-p)).
func TestBinomialMoments(t *testing.T) {
	const elements = 20000
	for _, n := range []float64{1, 2, 31, 32, 33, 1000, 1e6, 1 << 31} {
		for _, p := range []float64{0, 1e-300, 1e-9, 1e-3, 0.1, 0.49, 0.5, 0.51, 0.9, 0.999, 1 - 1e-9, math.Nextafter(1, 0), 1} {
			if n*min(p, 1-p) > 1500 {
				continue
			}
			expr := "Binomial(" + num(n) + ", " + num(p) + ")"
			a := source{body: "dx/dt = " + expr, method: eqn.Euler}.build(t, 1, elements)
			a.run(1)
			v, m, got := n*p*(1-p), mean(a.x("x")), 0.0
			for _, x := range a.x("x") {
				if x < 0 || x > n || x != math.Trunc(x) {
					t.Fatalf("%s gives %v", expr, x)
				}
				got += (x - m) * (x - m) / elements
			}
			assert.InDelta(t, n*p, m, 5*math.Sqrt(v/elements)+1e-12*n, expr)
			assert.InDelta(t, v, got, 5*math.Sqrt((v+2*v*v)/elements)+1e-3, expr)
		}
	}
}

// TestDrive: what a driver adds is there before the step, whatever the
// integrator: x goes from 0 by +1 and then by the exact decay.
func TestDrive(t *testing.T) {
	for _, method := range []eqn.Method{eqn.ExpEuler, eqn.Exact, eqn.RK4} {
		f := &eqn.Fusion{Dt: 1, Neuron: source{body: "dx/dt = -x/10", method: method}.model(t), Drives: []eqn.Drive{
			{Model: part(t, eqn.Driver, "w = 0.5", "x = w*2", ""), Part: 1, Of: eqn.Variable{Part: 0, Name: "x"}}}}
		p := build(t, f, 3)
		p.run(2)
		d := math.Exp(-0.1)
		// RK4 errs by (0.1)^5/120 relative per step.
		assert.InEpsilon(t, d*(1+d), p.x("x")[2], 1e-6, "%s", method)
	}
}
