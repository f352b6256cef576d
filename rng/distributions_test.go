package rng

import (
	"fmt"
	"math"
	"math/big"
	"strconv"
	"testing"

	"gonum.org/v1/gonum/stat/distuv"
)

func TestExponential(t *testing.T) {
	s := NewKey(1).Path("exponential").Stream()
	sample := sampleOf(s.Exponential)
	moments(t, "exponential", sample, 1, 1, 6)
	kolmogorov(t, "exponential", sample, distuv.Exponential{Rate: 1}.CDF)
}

func TestGamma(t *testing.T) {
	s := NewKey(1).Path("gamma").Stream()
	for _, shape := range []float64{0.01, 0.3, 0.999, 1, 1.001, 1.5, 4, 30, 1e4} {
		what := fmt.Sprint("gamma ", shape)
		sample := sampleOf(func() float64 { return s.Gamma(shape) })
		moments(t, what, sample, shape, shape, 6/shape)
		kolmogorov(t, what, sample, distuv.Gamma{Alpha: shape, Beta: 1}.CDF)
	}
	for _, shape := range []float64{0, -1, math.NaN(), math.Inf(1)} {
		if !panics(func() { s.Gamma(shape) }) {
			t.Errorf("shape %v is accepted", shape)
		}
	}
}

// countsOf compares draws with a distribution on the integers.
func countsOf(t *testing.T, what string, draw func() int, prob func(k float64) float64, mean, variance, kurtosis float64) {
	t.Helper()
	sample := make([]float64, draws)
	lo := max(0, int(mean-20*math.Sqrt(variance)-20))
	hi := int(mean + 20*math.Sqrt(variance) + 20)
	// At most some thousand cells, each of several outcomes.
	each := (hi-lo)/4000 + 1
	counts := make([]int, (hi-lo)/each+1)
	expected := make([]float64, len(counts))
	for i := range sample {
		k := draw()
		sample[i] = float64(k)
		if k < lo || k > hi {
			t.Fatalf("%s: %d", what, k)
		}
		counts[(k-lo)/each]++
	}
	for k := lo; k <= hi; k++ {
		expected[(k-lo)/each] += draws * prob(float64(k))
	}
	moments(t, what, sample, mean, variance, kurtosis)
	chiSquare(t, what, counts, expected)
}

func TestPoisson(t *testing.T) {
	s := NewKey(1).Path("poisson").Stream()
	for _, mean := range []float64{0.01, 0.1, 1, 5, 9.99, 10, 10.01, 12, 30, 100, 1000, 1e5} {
		countsOf(t, fmt.Sprint("Poisson ", mean), func() int { return s.Poisson(mean) },
			distuv.Poisson{Lambda: mean}.Prob, mean, mean, 1/mean)
	}
	// Beyond what probabilities can be summed for, the standardised count is
	// normal.
	means := []float64{1e9}
	if strconv.IntSize == 64 { // else the numbers would be too large
		means = append(means, 1e15)
	}
	for _, mean := range means {
		sample := sampleOf(func() float64 { return (float64(s.Poisson(mean)) - mean) / math.Sqrt(mean) })
		moments(t, fmt.Sprint("Poisson ", mean), sample, 0, 1, 0)
		kolmogorov(t, fmt.Sprint("Poisson ", mean), sample, distuv.UnitNormal.CDF)
	}
	if s.Poisson(0) != 0 {
		t.Error("Poisson of mean 0")
	}
	for _, mean := range []float64{-1, math.NaN(), math.Inf(1), 1e17} {
		if !panics(func() { s.Poisson(mean) }) {
			t.Errorf("mean %v is accepted", mean)
		}
	}
}

func TestBinomial(t *testing.T) {
	s := NewKey(1).Path("binomial").Stream()
	for _, c := range []struct {
		n int
		p float64
	}{{1, 0.3}, {10, 0.5}, {100, 0.01}, {100, 0.0999}, {100, 0.1}, {100, 0.101}, {20, 0.5}, {21, 0.5}, {40, 0.7}, {1000, 0.02},
		{4000, 0.02}, {1000, 0.95}, {1e6, 1e-5}, {1e6, 0.3}, {1e9, 1e-9}} {
		d := distuv.Binomial{N: float64(c.n), P: c.p}
		variance := d.Variance()
		countsOf(t, fmt.Sprint("binomial ", c), func() int { return s.Binomial(c.n, c.p) },
			func(k float64) float64 {
				if k > float64(c.n) {
					return 0
				}
				// gonum's Prob takes differences of large logarithms.
				return math.Exp(logBinomialReference(k, float64(c.n), c.p))
			}, d.Mean(), variance, (1-6*c.p*(1-c.p))/variance)
	}
	if strconv.IntSize == 64 {
		many, most := int64(1e15), int64(1<<52)
		sample := sampleOf(func() float64 { return (float64(s.Binomial(int(many), 0.25)) - 2.5e14) / math.Sqrt(1.875e14) })
		kolmogorov(t, "binomial 1e15", sample, distuv.UnitNormal.CDF)
		if got := s.Binomial(int(most), 1); int64(got) != most {
			t.Errorf("Binomial(2^52, 1) = %d", got)
		}
		if !panics(func() { s.Binomial(int(most)+2, 0.5) }) {
			t.Error("Binomial of 2^52 + 2 is accepted")
		}
	}
	for _, c := range []struct {
		n    int
		p    float64
		want int
	}{{0, 0.5, 0}, {10, 0, 0}, {10, 1, 10}} {
		if got := s.Binomial(c.n, c.p); got != c.want {
			t.Errorf("Binomial(%d, %v) = %d", c.n, c.p, got)
		}
	}
	for _, c := range []struct {
		n int
		p float64
	}{{-1, 0.5}, {1, -0.1}, {1, 1.1}, {1, math.NaN()}} {
		if !panics(func() { s.Binomial(c.n, c.p) }) {
			t.Errorf("Binomial(%d, %v) is accepted", c.n, c.p)
		}
	}
}

func logBinomialReference(k, n, p float64) float64 {
	lg := func(x float64) float64 { y, _ := math.Lgamma(x + 1); return y }
	choose := lg(n) - lg(k) - lg(n-k)
	if n > 1e5 && k < 100 {
		choose = -lg(k)
		for i := range int(k) {
			choose += math.Log(n - float64(i))
		}
	}
	return choose + k*math.Log(p) + (n-k)*math.Log1p(-p)
}

// The logarithms of probabilities, against big arithmetic: to 4e-15, relative
// or ten times that absolute.
func TestLogProbabilities(t *testing.T) {
	logFactorial := func(k int) *big.Float {
		f := bigf(1)
		for i := 2; i <= k; i++ {
			f = mul(f, bigf(float64(i)))
		}
		return bigLog(f)
	}
	for _, k := range []int{0, 1, 2, 9, 15, 16, 17, 40, 300, 2000} {
		for _, mean := range []float64{0.5, 10, 16.5, 100, 1999, 1e6} {
			want, _ := sub(sub(mul(bigf(float64(k)), bigLog(bigf(mean))), bigf(mean)), logFactorial(k)).Float64()
			if got := logPoisson(float64(k), mean); math.Abs(got-want) > 4e-15*(math.Abs(want)+10) {
				t.Errorf("log Poisson(%d; %v) = %v, want %v", k, mean, got, want)
			}
		}
		for _, n := range []int{k, k + 1, 2 * k, 2500} {
			for _, p := range []float64{1e-3, 0.2, 0.5} {
				if n == 0 {
					continue
				}
				choose := sub(sub(logFactorial(n), logFactorial(k)), logFactorial(n-k))
				hits, misses := mul(bigf(float64(k)), bigLog(bigf(p))), mul(bigf(float64(n-k)), bigLog(sub(bigf(1), bigf(p))))
				want, _ := add(choose, add(hits, misses)).Float64()
				if got := logBinomial(float64(k), float64(n), p); math.Abs(got-want) > 4e-15*(math.Abs(want)+10) {
					t.Errorf("log binomial(%d; %d, %v) = %v, want %v", k, n, p, got, want)
				}
			}
		}
	}
}

func TestAlias(t *testing.T) {
	s := NewKey(1).Path("alias").Stream()
	for _, weights := range [][]float64{
		{1}, {3, 1}, {1, 1, 1}, {0, 5, 0, 0, 1}, {1e-300, 1e300}, {1e308, 1e308, 1e308}, {1, 2, 3, 4, 5, 6, 7, 8, 9}, {5e-324, 5e-324},
	} {
		a, err := NewAlias(weights)
		if err != nil {
			t.Fatal(err)
		}
		if a.Len() != len(weights) {
			t.Errorf("%v: length %d", weights, a.Len())
		}
		// Every partial sum is within half a unit of 2^-62.
		mass := make([]uint64, len(a.table))
		each := uint64(1) << (62 - a.bits)
		for c, column := range a.table {
			mass[c] += column.keep
			mass[column.out[0]] += each - column.keep
		}
		total, part, units := bigf(0), bigf(0), uint64(0)
		for _, w := range weights {
			total = add(total, bigf(w))
		}
		for i, w := range weights {
			part, units = add(part, bigf(w)), units+mass[i]
			diff := sub(bigf(0).SetUint64(units), bigf(0).SetMantExp(quo(part, total), 62))
			if diff.Abs(diff).Cmp(bigf(0.5+1e-9)) > 0 {
				t.Errorf("%v: outcomes up to %d have %d units, off by %.3g", weights, i, units, diff)
			}
		}
		if units != 1<<62 {
			t.Errorf("%v: %d units in all", weights, units)
		}
		counts, expected := make([]int, len(weights)), make([]float64, len(weights))
		for range draws {
			counts[a.Pick(s.Uint64())]++
		}
		cells := 0
		for i := range expected {
			p, _ := quo(bigf(weights[i]), total).Float64()
			if expected[i] = draws * p; expected[i] >= 10 {
				cells++
			} else if counts[i] > 0 {
				t.Errorf("%v: outcome %d", weights, i)
			}
		}
		if cells > 1 {
			chiSquare(t, fmt.Sprint(weights), counts, expected)
		}
	}
	for _, weights := range [][]float64{nil, {}, {0, 0}, {1, -1}, {1, math.NaN()}, {math.Inf(1)}} {
		if _, err := NewAlias(weights); err == nil {
			t.Errorf("weights %v are accepted", weights)
		}
	}
}

func BenchmarkDraw(b *testing.B) {
	s := NewKey(1).Stream()
	dst := make([]int32, 80)
	for _, c := range []struct {
		name string
		draw func()
	}{
		{"Exponential", func() { s.Exponential() }},
		{"Gamma(2)", func() { s.Gamma(2) }},
		{"Poisson(1)", func() { s.Poisson(1) }},
		{"Poisson(100)", func() { s.Poisson(100) }},
		{"Binomial(4000,0.02)", func() { s.Binomial(4000, 0.02) }},
		{"TruncNormal(1,2)", func() { s.TruncNormal(1, 2) }},
		{"Sample(80 of 4000)", func() { s.Sample(dst, 4000) }},
	} {
		b.Run(c.name, func(b *testing.B) {
			for b.Loop() {
				c.draw()
			}
		})
	}
}
