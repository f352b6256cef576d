package rng

import (
	"fmt"
	"math"
	"testing"

	"gonum.org/v1/gonum/stat/distuv"
)

func sampleOf(draw func() float64) []float64 {
	sample := make([]float64, draws)
	for i := range sample {
		sample[i] = draw()
	}
	return sample
}

func TestNormal(t *testing.T) {
	s := NewKey(1).Path("normal").Stream()
	sample := sampleOf(s.Normal)
	last, both, signs := 0.0, 0.0, 0
	for _, x := range sample {
		both += x * last
		last = x
		if x > 0 {
			signs++
		}
	}
	near(t, "successive normals", both, 0, draws)
	near(t, "signs", float64(signs), draws/2, draws/4)
	moments(t, "normal", sample, 0, 1, 0)
	kolmogorov(t, "normal", sample, distuv.UnitNormal.CDF)
}

// Bins fine enough to see a single layer of the ziggurat that is wrong.
func TestNormalLayers(t *testing.T) {
	s := NewKey(2).Path("normal").Stream()
	const n = 2000000
	const bins = 2000
	counts, expected := make([]int, bins+1), make([]float64, bins+1)
	for range n {
		counts[min(bins, int(math.Abs(s.Normal())*(bins/5.0)))]++
	}
	for i := range expected {
		expected[i] = 2 * n * (distuv.UnitNormal.Survival(float64(i)*5/bins) - distuv.UnitNormal.Survival(float64(i+1)*5/bins))
	}
	expected[bins] = 2 * n * distuv.UnitNormal.Survival(5)
	chiSquare(t, "absolute value", counts, expected)
}

func TestNormalTail(t *testing.T) {
	s := NewKey(3).Path("normal").Stream()
	all := distuv.UnitNormal.Survival(zigTail)
	kolmogorov(t, "tail", sampleOf(s.normalTail), func(x float64) float64 { return 1 - distuv.UnitNormal.Survival(x)/all })
}

func TestTruncNormal(t *testing.T) {
	inf := math.Inf(1)
	s := NewKey(4).Path("normal").Stream()
	for _, c := range [][2]float64{
		{-inf, inf}, {-1, 1}, {0, inf}, {-0.1, 9}, {-9, 0.1}, {0, 0.5}, {-2, 0.4}, {-2, 0.6},
		{0.5, inf}, {0.5, 0.6}, {0.5, 1.5}, {1, 3}, {3, inf}, {3, 3.3}, {3, 3.4}, {-inf, -4}, {-5, -4}, {6, 6.01},
	} {
		lo, hi := c[0], c[1]
		what := fmt.Sprintf("normal in [%v, %v]", lo, hi)
		sample := sampleOf(func() float64 { return s.TruncNormal(lo, hi) })
		for _, x := range sample {
			if x < lo || x > hi {
				t.Fatalf("%s: %v", what, x)
			}
		}
		// By upper tails on the right, where they have all their digits.
		if lo > 0 {
			a, b := distuv.UnitNormal.Survival(lo), distuv.UnitNormal.Survival(hi)
			kolmogorov(t, what, sample, func(x float64) float64 { return (a - distuv.UnitNormal.Survival(x)) / (a - b) })
		} else {
			a, b := distuv.UnitNormal.CDF(lo), distuv.UnitNormal.CDF(hi)
			kolmogorov(t, what, sample, func(x float64) float64 { return (distuv.UnitNormal.CDF(x) - a) / (b - a) })
		}
	}
	// Far out, lo*(x-lo) is exponential.
	for _, lo := range []float64{1e3, 1e8} {
		sample := sampleOf(func() float64 { return lo * (s.TruncNormal(lo, inf) - lo) })
		if lo == 1e3 {
			kolmogorov(t, "far tail", sample, distuv.Exponential{Rate: 1}.CDF)
		}
	}
	for _, c := range [][2]float64{
		{1e100, inf}, {1e200, inf}, {math.MaxFloat64, inf}, {math.MaxFloat64, math.MaxFloat64}, {1e300, 2e300},
		{-inf, -1e200}, {2, 2}, {-3, -3}, {0, 0}, {40, 40 + 1e-13}, {0, 5e-324}, {-5e-324, 5e-324}, {-math.MaxFloat64, math.MaxFloat64},
	} {
		for range 100 {
			if x := s.TruncNormal(c[0], c[1]); x < c[0] || x > c[1] || math.IsNaN(x) {
				t.Errorf("normal in %v: %v", c, x)
			}
		}
	}
	nan := math.NaN()
	for _, c := range [][2]float64{{1, 0}, {nan, 0}, {0, nan}, {nan, nan}, {inf, inf}, {-inf, -inf}} {
		if !panics(func() { s.TruncNormal(c[0], c[1]) }) {
			t.Errorf("TruncNormal%v is accepted", c)
		}
	}
}

func BenchmarkNormal(b *testing.B) {
	s := NewKey(1).Stream()
	for b.Loop() {
		s.Normal()
	}
}

// FillNormal is Normal in a loop.
func TestFillNormal(t *testing.T) {
	for _, c := range [][4]float64{{0, 1, math.Inf(-1), math.Inf(1)}, {87.8, 8.78, -10, math.Inf(1)}, {1, 2, -0.5, 0.1}, {0, 1, 3.9, 4}} {
		mu, sigma, lo, hi := c[0], c[1], c[2], c[3]
		s := NewKey(7).Stream()
		one := s
		got := make([]float32, 20000)
		if hi == 4 {
			got = got[:50] // of the tail
		}
		s.FillNormal(got, mu, sigma, lo, hi)
		for k, x := range got {
			z := one.Normal()
			for z <= lo || z >= hi {
				z = one.Normal()
			}
			if want := float32(math.FMA(sigma, z, mu)); x != want {
				t.Fatalf("%v: number %d is %v, want %v", c, k, x, want)
			}
		}
		if s != one {
			t.Errorf("%v: the stream is elsewhere", c)
		}
	}
}
