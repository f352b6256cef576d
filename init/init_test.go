package initialize

import (
	"fmt"
	"math"
	"runtime"
	"slices"
	"strings"
	"testing"

	"gonum.org/v1/gonum/stat"
	"gonum.org/v1/gonum/stat/distuv"
	"pgregory.net/rapid"

	"github.com/golgi-sim/golgi"
	"github.com/golgi-sim/golgi/rng"
)

func fill(t testing.TB, init golgi.Initializer, key rng.Key, shape ...int) []float64 {
	t.Helper()
	n := 1
	for _, s := range shape {
		n *= s
	}
	dst := make([]float64, n)
	for i := range dst {
		dst[i] = math.NaN() // every element has to be set
	}
	if err := init.Fill(dst, shape, key); err != nil {
		t.Fatalf("%v: %v", init, err)
	}
	return dst
}

// The distribution functions are gonum's. The largest distance of n numbers to
// them is below 1.95/sqrt(n) with probability 0.999 (Kolmogorov); the keys are
// fixed.
func TestDistributions(t *testing.T) {
	n := distuv.Normal{Mu: -55, Sigma: 2}
	truncated := func(lo, hi float64) func(float64) float64 {
		return func(x float64) float64 {
			return (n.CDF(min(max(x, lo), hi)) - n.CDF(lo)) / (n.CDF(hi) - n.CDF(lo))
		}
	}
	for _, c := range []struct {
		init golgi.Initializer
		cdf  func(float64) float64
	}{
		{Normal(-55, 2), n.CDF},
		{Uniform(-70, -60), distuv.Uniform{Min: -70, Max: -60}.CDF},
		{TruncatedNormal(-55, 2, -56, -50), truncated(-56, -50)},
		{TruncatedNormal(-55, 2, -50, math.Inf(1)), truncated(-50, math.Inf(1))},
		{TruncatedNormal(-55, 2, -55.5, -54.8), truncated(-55.5, -54.8)},
		{Exponential(3), distuv.Exponential{Rate: 1. / 3}.CDF},
		{Gamma(0.5, 2), distuv.Gamma{Alpha: 0.5, Beta: 0.5}.CDF},
		{Gamma(7, 0.1), distuv.Gamma{Alpha: 7, Beta: 10}.CDF},
	} {
		const size = 100000
		x := fill(t, c.init, 17, size)
		slices.Sort(x)
		far := 0.0
		for i, v := range x {
			p := c.cdf(v)
			far = max(far, math.Abs(p-float64(i)/size), math.Abs(p-float64(i+1)/size))
		}
		if limit := 1.95 / math.Sqrt(size); far > limit {
			t.Errorf("%v: the distribution is off by %.4f, at most %.4f is chance", c.init, far, limit)
		}
	}
}

// Neighbouring elements, and the same element under neighbouring keys, are
// uncorrelated: a correlation has a standard deviation of 1/sqrt(n), and four
// of them are allowed.
func TestElementsAreIndependent(t *testing.T) {
	const n = 100000
	a, b := fill(t, Normal(0, 1), 3, n), fill(t, Normal(0, 1), 4, n)
	for what, r := range map[string]float64{
		"neighbours": stat.Correlation(a[1:], a[:n-1], nil),
		"keys":       stat.Correlation(a, b, nil),
	} {
		if math.Abs(r) > 4/math.Sqrt(n) {
			t.Errorf("%s: correlation %v", what, r)
		}
	}
}

var all = []golgi.Initializer{
	Constant(2), Zero(), One(), Normal(-55, 2), Uniform(-1, 3), TruncatedNormal(0, 1, -2, 2),
	Exponential(2), Gamma(2, 3), Gamma(0.3, 1), Clip(Normal(0, 1), -1, 1),
}

func TestGrowingChangesNoElement(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		init := rapid.SampledFrom(all).Draw(r, "init")
		key := rng.Key(rapid.Uint64().Draw(r, "key"))
		n := rapid.IntRange(0, 300).Draw(r, "n")
		more := rapid.IntRange(0, 300).Draw(r, "more")
		small, large := fill(t, init, key, n), fill(t, init, key, n+more)
		if !slices.Equal(small, large[:n]) {
			r.Fatalf("%v: the first %d elements changed when there were %d", init, n, n+more)
		}
	})
}

func TestWorkersChangeNothing(t *testing.T) {
	const n = 100003
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))
	alone := fill(t, Normal(0, 1), 5, n)
	for _, procs := range []int{2, 3, 5} {
		runtime.GOMAXPROCS(procs)
		if !slices.Equal(alone, fill(t, Normal(0, 1), 5, n)) {
			t.Errorf("%d processors fill an array with other numbers than 1", procs)
		}
	}
}

// Changing any of these changes every user's networks.
func TestFrozen(t *testing.T) {
	key := rng.NewKey(42).Path("N.V")
	for _, c := range []struct {
		init golgi.Initializer
		want [2]float64
	}{
		{Normal(-55, 2), [2]float64{-56.08339926210752, -54.81486930767122}},
		{Uniform(-70, -60), [2]float64{-62.404791079717484, -69.38076484647151}},
		{TruncatedNormal(0, 1, -2, 2), [2]float64{-0.5416996310537581, 0.0925653461643875}},
		{Exponential(3), [2]float64{2.278562676084755, 0.1857705460585487}},
		{Gamma(0.5, 2), [2]float64{1.2922207610728926, 0.4333121273227112}},
	} {
		if got := [2]float64(fill(t, c.init, key, 2)); got != c.want {
			t.Errorf("%v: {%v, %v}, was %v", c.init, got[0], got[1], c.want)
		}
	}
}

func TestBounds(t *testing.T) {
	for _, c := range []struct {
		init   golgi.Initializer
		lo, hi float64
	}{
		{Clip(Normal(0, 1), -1, 0.5), -1, 0.5},
		{Clip(Normal(0, 1), 0, math.Inf(1)), 0, math.Inf(1)},
		{TruncatedNormal(0, 1, 5, 5.0001), 5, 5.0001},
		{TruncatedNormal(3, 0, 3, 4), 3, 3},
		{Uniform(1, 1), 1, 1},
		{Normal(7, 0), 7, 7},
		{Exponential(0), 0, 0},
		{Gamma(2, 0), 0, 0},
	} {
		for _, x := range fill(t, c.init, 1, 1000) {
			if !(c.lo <= x && x <= c.hi) {
				t.Errorf("%v: %v is out of bounds", c.init, x)
			}
		}
	}
	// Clipping moves what is outside and nothing else.
	free, clipped := fill(t, Normal(0, 1), 1, 1000), fill(t, Clip(Normal(0, 1), -1, 0.5), 1, 1000)
	for i, x := range free {
		if want := min(max(x, -1), 0.5); clipped[i] != want {
			t.Errorf("clipped %v to %v", x, clipped[i])
		}
	}
}

func TestIdentity(t *testing.T) {
	if got := fill(t, Identity(2), 0, 2, 3); !slices.Equal(got, []float64{2, 0, 0, 0, 2, 0}) {
		t.Errorf("2 × 3: %v", got)
	}
	if got := fill(t, Identity(1), 0, 2, 2); !slices.Equal(got, []float64{1, 0, 0, 1}) {
		t.Errorf("2 × 2: %v", got)
	}
}

func TestMistakes(t *testing.T) {
	nan, inf := math.NaN(), math.Inf(1)
	for _, c := range []struct {
		init  golgi.Initializer
		words string // that the error must have
	}{
		{Constant(nan), "value is NaN"},
		{Normal(0, -1), "standard deviation is -1"},
		{Normal(nan, -1), "mean is NaN (it must be a finite number) and the standard deviation is -1"},
		{Normal(0, inf), "standard deviation is +Inf"},
		{Uniform(2, 1), "bounds are 2 and 1"},
		{Uniform(nan, 1), "lower bound is NaN"},
		{Uniform(-math.MaxFloat64, math.MaxFloat64), "difference of the bounds is +Inf"},
		{TruncatedNormal(0, 1, 2, -2), "bounds are 2 and -2"},
		{TruncatedNormal(0, 1, nan, 2), "bounds are NaN and 2"},
		{TruncatedNormal(0, 0, 1, 2), "out of bounds"},
		{TruncatedNormal(0, 1e-308, 10, 11), "too far from the mean"},
		{Exponential(-2), "scale is -2"},
		{Gamma(0, 1), "shape is 0"},
		{Gamma(-1, nan), "shape is -1 (it must be 0 or a positive number) and the scale is NaN"},
		{Clip(nil, 0, 1), "nothing to clip"},
		{Clip(Zero(), 1, 0), "bounds are 1 and 0"},
		{Clip(Normal(0, -1), 0, 1), "standard deviation is -1"},
		{Identity(1), "makes a matrix"},
	} {
		err := c.init.Fill(make([]float64, 4), []int{4}, 0)
		if err == nil || !strings.Contains(err.Error(), c.words) || !strings.Contains(err.Error(), fmt.Sprint(c.init)) && !strings.Contains(c.words, "standard deviation is -1") {
			t.Errorf("%v: %v, want an error with %q and the initialiser", c.init, err, c.words)
		}
	}
	for _, init := range append(all, Identity(1)) {
		if err := init.Fill(make([]float64, 5), []int{2, 3}, 0); err == nil {
			t.Errorf("%v: an array of 5 passes for one of shape 2 × 3", init)
		}
	}
	if err := Zero().Fill(nil, []int{-1, 0}, 0); err == nil {
		t.Error("a negative dimension is accepted")
	}
}

func BenchmarkFill(b *testing.B) {
	dst := make([]float64, 10000)
	for _, init := range all {
		b.Run(fmt.Sprint(init), func(b *testing.B) {
			for b.Loop() {
				if err := init.Fill(dst, []int{len(dst)}, 1); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*len(dst)), "ns/element")
		})
	}
}
