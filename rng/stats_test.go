package rng

import (
	"math"
	"slices"
	"testing"

	"gonum.org/v1/gonum/stat/distuv"
)

// Statistical tests run at fixed seeds, so that they either always pass or
// always fail. A test fails if its statistic, or one as extreme in either
// direction, has a probability below 2 * level under the hypothesis.
const level = 1e-4

func judge(t *testing.T, what string, p float64) {
	t.Helper()
	if !(p > level && p < 1-level) {
		t.Errorf("%s: p-value %.3g", what, p)
	}
}

// chiSquare compares counts with what is expected of them. Neighbouring cells
// are joined until 10 are expected.
func chiSquare(t *testing.T, what string, counts []int, expected []float64) {
	t.Helper()
	stat, cells := 0.0, 0
	c, e := 0.0, 0.0
	left := 0.0
	for _, x := range expected {
		left += x
	}
	for i := range counts {
		c, e = c+float64(counts[i]), e+expected[i]
		left -= expected[i]
		if e >= 10 && left >= 10 || i == len(counts)-1 {
			stat += (c - e) * (c - e) / e
			cells++
			c, e = 0, 0
		}
	}
	if cells < 2 {
		t.Fatalf("%s: %d cells", what, cells)
	}
	judge(t, what, distuv.ChiSquared{K: float64(cells - 1)}.Survival(stat))
}

// flat compares counts with equal expectations.
func flat(t *testing.T, what string, counts []int) {
	t.Helper()
	n := 0
	for _, c := range counts {
		n += c
	}
	expected := make([]float64, len(counts))
	for i := range expected {
		expected[i] = float64(n) / float64(len(counts))
	}
	chiSquare(t, what, counts, expected)
}

// kolmogorov compares a sample with a continuous distribution.
func kolmogorov(t *testing.T, what string, sample []float64, cdf func(float64) float64) {
	t.Helper()
	slices.Sort(sample)
	n := float64(len(sample))
	d := 0.0
	for i, x := range sample {
		f := cdf(x)
		d = max(d, f-float64(i)/n, float64(i+1)/n-f)
	}
	// Kolmogorov's limit, with Stephens' correction for finite samples.
	x := d * (math.Sqrt(n) + 0.12 + 0.11/math.Sqrt(n))
	p := 0.0
	for k := 1.0; k < 100; k++ {
		p += 2 * math.Pow(-1, k-1) * math.Exp(-2*k*k*x*x)
	}
	judge(t, what, p)
}

// near judges an observed sum whose distribution is nearly normal.
func near(t *testing.T, what string, got, mean, variance float64) {
	t.Helper()
	judge(t, what, distuv.UnitNormal.CDF((got-mean)/math.Sqrt(variance)))
}

// moments compares mean and variance of a sample with those of a distribution
// of that excess kurtosis.
func moments(t *testing.T, what string, sample []float64, mean, variance, kurtosis float64) {
	t.Helper()
	n := float64(len(sample))
	sum, squares := 0.0, 0.0
	for _, x := range sample {
		sum += x - mean
		squares += (x - mean) * (x - mean)
	}
	near(t, what+", mean", sum/n, 0, variance/n)
	near(t, what+", variance", squares/n, variance, variance*variance*(kurtosis+2)/n)
}
