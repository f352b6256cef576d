package dnn

import (
	"encoding/binary"
	"fmt"
	"hash/fnv"
	"math"
	"slices"
	"testing"

	"gonum.org/v1/gonum/floats"
	"gonum.org/v1/gonum/mat"
	"gonum.org/v1/gonum/stat"
	"gonum.org/v1/gonum/stat/distuv"
	"pgregory.net/rapid"

	"github.com/golgi-sim/golgi"
	"github.com/golgi-sim/golgi/conn"
	initialize "github.com/golgi-sim/golgi/init"
	"github.com/golgi-sim/golgi/rng"
)

func TestBlockWidth(t *testing.T) {
	for _, c := range []struct {
		n    int
		p    float64
		want int
	}{
		{1, 1, 1024}, {1000, 0.5, 1024}, {4000, 0.02, 1024}, {4000, 1e-6, 1024},
		{40000, 0.002, 10240}, {40000, 0.02, 2560}, {400000, 2e-4, 100096},
		{400000, 0.5, 6256}, {4000000, 2e-5, 1000192}, {1 << 20, 1e-9, 1 << 18},
	} {
		if got := blockWidth(c.n, c.p); got != c.want {
			t.Errorf("n = %d, p = %v: blocks of %d, want %d", c.n, c.p, got, c.want)
		}
	}
	rapid.Check(t, func(r *rapid.T) {
		n := rapid.IntRange(1, maxElements).Draw(r, "n")
		p := math.Pow(10, rapid.Float64Range(-9, 0).Draw(r, "log p"))
		width := blockWidth(n, p)
		unit := int(math.Ceil(math.Ceil(float64(n)/64)/16)) * 16
		j := math.Log2(float64(width) / float64(unit))
		if j != math.Trunc(j) || j < 0 || width < 1024 || (n+width-1)/width > 64 {
			r.Fatalf("blocks of %d = %d * 2^%v", width, unit, j)
		}
		if j > 0 && width/2 >= 1024 && (float64(width/2)*p >= 32 || j > 4) {
			r.Fatalf("blocks of %d = %d * 2^%v are wider than need be", width, unit, j)
		}
		if float64(width)*p < 32 && j < 4 {
			r.Fatalf("blocks of %d = %d * 2^%v are too narrow", width, unit, j)
		}
	})
}

// The documentation, word for word.
func TestJitIsAsSpecified(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		pre, post := rapid.IntRange(1, 4).Draw(r, "pre"), rapid.IntRange(1, 6000).Draw(r, "post")
		p := rapid.SampledFrom([]float64{0.001, 0.02, 0.4, 1}).Draw(r, "p")
		place := Place{Pre: pre, Post: post, Key: rng.Key(rapid.Uint64().Draw(r, "key"))}
		gaps, err := rng.NewGeometric(p)
		if err != nil {
			r.Fatal(err)
		}
		uniform, normal := mat.NewDense(pre, post, nil), mat.NewDense(pre, post, nil)
		width := blockWidth(post, p)
		for i := range pre {
			for b := 0; b*width < post; b++ {
				key := place.Key.Path("Conn").With(uint64(64*i + b))
				u, n := key.With(0).Stream(), key.With(0).Stream()
				for _, c := range gaps.Positions(key, 0, width, nil) {
					x, y := math.FMA(3, u.Float64(), -1), math.FMA(0.5, n.Normal(), 2)
					if j := b*width + int(c); j < post {
						uniform.Set(i, j, x)
						normal.Set(i, j, y)
					}
				}
			}
		}
		if !mat.Equal(matrix(t, layer(t, JitFPUniformLinear{Prob: p, WLow: -1, WHigh: 2}, place)), uniform) {
			r.Fatal("uniform weights are not as specified")
		}
		if !mat.Equal(matrix(t, layer(t, JitFPNormalLinear{Prob: p, WMu: 2, WSigma: 0.5}, place)), normal) {
			r.Fatal("normal weights are not as specified")
		}
	})
}

// Changing any of these changes every user's networks.
func TestFrozen(t *testing.T) {
	place := Place{Pre: 60, Post: 2500, Dt: 0.1, Key: rng.NewKey(42).Path("E").Path("comm")}
	square := place
	square.Post, square.Recurrent = 60, true
	for _, c := range []struct {
		c    Comm
		p    Place
		want uint64
	}{
		{OneToOne{Weight: initialize.Normal(0, 1)}, square, 0xcda5fe8ee4594378},
		{AllToAll{Weight: initialize.Normal(0, 1), NoSelf: true}, square, 0x27d01d1747cacc34},
		{Linear{Weight: initialize.Normal(0, 1)}, place, 0x2dd5e16a9a14f07f},
		{MaskedLinear{Conn: conn.FixedProb{Prob: 0.1}, Weight: initialize.Normal(0, 1)}, place, 0xe8625d6846808df9},
		{CSRLinear{Conn: conn.FixedProb{Prob: 0.1}, Weight: initialize.Normal(0, 1)}, place, 0x287c267f537621fb},
		{JitFPHomoLinear{Prob: 0.02, Weight: 0.6}, place, 0x7bd5b79870b75139},
		{JitFPHomoLinear{Prob: 0.001, Weight: 0.6}, place, 0x66cf97460fcf5739},
		{JitFPUniformLinear{Prob: 0.1, WLow: -1, WHigh: 1}, place, 0x2b12abb992721943},
		{JitFPNormalLinear{Prob: 0.1, WMu: 0.6, WSigma: 0.1}, place, 0x8d0d0e997c59df10},
	} {
		h := fnv.New64a()
		if err := binary.Write(h, binary.LittleEndian, matrix(t, layer(t, c.c, c.p)).RawMatrix().Data); err != nil {
			t.Fatal(err)
		}
		if got := h.Sum64(); got != c.want {
			t.Errorf("%#v: the matrix hashes to %#x, was %#x", c.c, got, c.want)
		}
	}
	l := layer(t, CSRLinear{Conn: conn.FixedProb{Prob: 0.1}, Delay: initialize.Uniform(0.1, 2)}, place)
	h := fnv.New64a()
	fmt.Fprint(h, l.(*csr[uint16]).delays)
	if got, want := h.Sum64(), uint64(0x5c7e91ba4526a14a); got != want {
		t.Errorf("the delays hash to %#x, was %#x", got, want)
	}
}

// chi2 tests counts against what is expected of them: they fit with
// probability 0.001 at least, else the test fails. Classes of which few are
// expected are put together. Keys are fixed, and so is the outcome.
func chi2(t *testing.T, what string, counts, expected []float64) {
	t.Helper()
	x, classes := 0.0, 0
	c, e, left := 0.0, 0.0, floats.Sum(expected)
	for k := range counts {
		c += counts[k]
		e += expected[k]
		left -= expected[k]
		if e >= 8 && left >= 8 || k == len(counts)-1 {
			x += (c - e) * (c - e) / e
			classes++
			c, e = 0, 0
		}
	}
	if limit := (distuv.ChiSquared{K: float64(classes)}).Quantile(0.999); x > limit {
		t.Errorf("%s: chi-square is %.1f with %d classes, %.1f is chance", what, x, classes, limit)
	}
}

// degrees returns how many connections every column has, and every row.
func degrees(l Layer) (in, out []float64) {
	pre, post := l.Size()
	in, out = make([]float64, post), make([]float64, pre)
	ones := make([]float64, max(pre, post))
	for k := range ones {
		ones[k] = 1
	}
	l.AddVector(in, 0, post, ones[:pre])
	l.AddTransposed(out, 0, pre, ones[:post])
	return in, out
}

// The numbers of connections of rows and columns are binomial (gonum's
// distribution), flat over the index, and equal in all, from p = 1e-6 to 1.
func TestDegrees(t *testing.T) {
	for _, c := range []struct {
		pre, post int
		p         float64
	}{
		{4000, 4000, 0.02}, {3000, 40000, 0.002}, {500, 400000, 2e-4}, {5000, 1000000, 1e-6},
		{20000, 300, 0.01}, {800, 1500, 0.3}, {300, 3000, 0.99}, {100, 2000, 1},
	} {
		what := fmt.Sprintf("%d × %d, p = %v", c.pre, c.post, c.p)
		l := layer(t, JitFPHomoLinear{Prob: c.p}, Place{Pre: c.pre, Post: c.post, Key: rng.NewKey(1)})
		in, out := degrees(l)
		total := float64(l.Synapses())
		if floats.Sum(in) != total || floats.Sum(out) != total {
			t.Errorf("%s: %v connections by columns, %v by rows, %v in all", what, floats.Sum(in), floats.Sum(out), total)
		}
		mean := float64(c.pre) * float64(c.post) * c.p
		if math.Abs(total-mean) > 4*math.Sqrt(mean*(1-c.p)) {
			t.Errorf("%s: %v connections, expected are %v", what, total, mean)
		}
		if c.p == 1 {
			continue
		}
		for _, side := range []struct {
			name    string
			degrees []float64
			trials  int
		}{{"in-degree", in, c.pre}, {"out-degree", out, c.post}} {
			b := distuv.Binomial{N: float64(side.trials), P: c.p}
			top := int(slices.Max(side.degrees)) + 10
			counts, expected := make([]float64, top), make([]float64, top)
			for _, d := range side.degrees {
				counts[int(d)]++
			}
			for k := range min(top, side.trials+1) {
				expected[k] = float64(len(side.degrees)) * b.Prob(float64(k))
			}
			chi2(t, what+": "+side.name, counts, expected)
			// Sixteen stretches, whose sums are normal.
			flat := 0.0
			for k := range 16 {
				a, z := k*len(side.degrees)/16, (k+1)*len(side.degrees)/16
				n := float64(z - a)
				d := floats.Sum(side.degrees[a:z]) - n*b.Mean()
				flat += d * d / (n * b.Variance())
			}
			if limit := (distuv.ChiSquared{K: 16}).Quantile(0.999); flat > limit {
				t.Errorf("%s: the %s is not flat: %.1f, %.1f is chance", what, side.name, flat, limit)
			}
		}
	}
}

// Read row after row, the matrix is a sequence of independent trials: the gaps
// between connections are geometric, across the blocks and rows too.
func TestGapsAreGeometric(t *testing.T) {
	for _, c := range []struct {
		pre, post int
		p         float64
	}{{1000, 4000, 0.02}, {500, 40000, 0.002}, {500, 1500, 0.2}, {100, 3000, 0.7}} {
		w := matrix(t, layer(t, JitFPHomoLinear{Prob: c.p}, Place{Pre: c.pre, Post: c.post, Key: rng.NewKey(2)}))
		top := int(20 / c.p)
		counts, expected := make([]float64, top), make([]float64, top)
		gap, n := 0, 0.0
		for _, x := range w.RawMatrix().Data {
			if x == 0 {
				gap++
				continue
			}
			counts[min(gap, top-1)]++
			n++
			gap = 0
		}
		for k := range expected {
			expected[k] = n * c.p * math.Pow(1-c.p, float64(k))
		}
		chi2(t, fmt.Sprintf("p = %v: gaps", c.p), counts, expected)
	}
}

// Neighbouring rows, neighbouring columns, and columns and rows a block apart
// share as many connections as chance gives: p^2 of the pairs.
func TestNeighboursAreUncorrelated(t *testing.T) {
	const n, p = 4000, 0.02
	w := matrix(t, layer(t, JitFPHomoLinear{Prob: p}, Place{Pre: n, Post: n, Key: rng.NewKey(3)}))
	data := w.RawMatrix().Data
	for _, c := range []struct {
		what  string
		apart int // in data
	}{{"columns", 1}, {"columns a block", 1024}, {"rows", n}, {"rows 64", 64 * n}, {"diagonal", n + 1}} {
		shared, pairs := 0.0, float64(len(data)-c.apart)
		for k := range len(data) - c.apart {
			shared += data[k] * data[k+c.apart]
		}
		mean := p * p * pairs
		if sd := math.Sqrt(mean); math.Abs(shared-mean) > 4*sd {
			t.Errorf("%s apart share %v connections, chance is %.0f ± %.0f", c.what, shared, mean, sd)
		}
	}
}

// The weights have their distribution, and those of neighbouring connections
// and rows do not depend on each other.
func TestWeightsAreDrawn(t *testing.T) {
	place := Place{Pre: 300, Post: 3000, Key: rng.NewKey(4)}
	for _, c := range []struct {
		c   Comm
		cdf func(float64) float64
	}{
		{JitFPUniformLinear{Prob: 0.1, WLow: -1, WHigh: 2}, distuv.Uniform{Min: -1, Max: 2}.CDF},
		{JitFPNormalLinear{Prob: 0.1, WMu: 0.6, WSigma: 0.1}, distuv.Normal{Mu: 0.6, Sigma: 0.1}.CDF},
	} {
		w := matrix(t, layer(t, c.c, place))
		var x []float64
		for _, v := range w.RawMatrix().Data {
			if v != 0 {
				x = append(x, v)
			}
		}
		n := math.Sqrt(float64(len(x)))
		if r := stat.Correlation(x[1:], x[:len(x)-1], nil); math.Abs(r) > 4/n {
			t.Errorf("%#v: neighbours are correlated by %v", c.c, r)
		}
		slices.Sort(x)
		far := 0.0
		for k, v := range x {
			far = max(far, math.Abs(c.cdf(v)-float64(k)/float64(len(x))))
		}
		if far > 1.95/n { // Kolmogorov, 0.001
			t.Errorf("%#v: the distribution of weights is off by %v", c.c, far)
		}
	}
}

// A row that is longer than foreseen finds room.
func TestLongRows(t *testing.T) {
	l := layer(t, JitFPNormalLinear{Prob: 0.5, WMu: 1, WSigma: 0}, Place{Pre: 1, Post: 1000}).(*jitRandom)
	l.most = 1
	dst := make([]float64, 1000)
	l.AddSpikes(dst, 0, 1000, golgi.NewSpikes([]int32{0}, 1, nil, 0))
	if floats.Sum(dst) != float64(l.Synapses()) {
		t.Errorf("%v of %d weights arrived", floats.Sum(dst), l.Synapses())
	}
}

func TestBlock(t *testing.T) {
	if b := layer(t, JitFPHomoLinear{Prob: 0.002}, Place{Pre: 3, Post: 40000}).(Blocked).Block(); b != 10240 {
		t.Errorf("blocks of %d", b)
	}
	if b := layer(t, JitFPHomoLinear{Prob: 0}, Place{Pre: 3, Post: 40000}).(Blocked).Block(); b != 1 {
		t.Errorf("blocks of %d without connections", b)
	}
}
