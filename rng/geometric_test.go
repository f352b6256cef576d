package rng

import (
	"fmt"
	"math"
	"math/big"
	"math/rand/v2"
	"slices"
	"testing"

	"gonum.org/v1/gonum/stat/distuv"
)

// probabilities are those that geometric gaps are tested at: the ends, the
// changes of the stride, and what networks use.
var probabilities = []float64{1e-6, 8e-6, 2e-5, 1e-4, 2e-4, 0.002, 0.0078, 8.0 / 1023, 0.0079, 0.02, 0.1, 0.5, 0.9, 1}

func geometric(t testing.TB, p float64) *Geometric {
	t.Helper()
	g, err := NewGeometric(p)
	if err != nil {
		t.Fatal(err)
	}
	return g
}

func TestGeometricRefuses(t *testing.T) {
	for _, p := range []float64{0, -0.1, 1.0000001, math.NaN(), math.Inf(1)} {
		if _, err := NewGeometric(p); err == nil {
			t.Errorf("probability %v is accepted", p)
		}
	}
}

func TestStride(t *testing.T) {
	for p, want := range map[float64]int{1: 1, 0.02: 1, 0.0079: 1, 0.0078: 2, 0.002: 4, 2e-4: 64, 1e-4: 128, 8e-6: 1024, 1e-6: 1024, 1e-300: 1024} {
		if got := geometric(t, p).Stride(); got != want {
			t.Errorf("p = %v: stride %d, want %d", p, got, want)
		}
	}
}

// column returns column c of the table of a: its threshold, as an integer, and
// its two outcomes, the alias 0 if it says "more".
func column(g *Geometric, c int) (keep, own, alias uint64) {
	if g.one != nil {
		keep, alias, own = uint64(g.one.keep[c]), uint64(g.one.out[2*c]), uint64(g.one.out[2*c+1])
	} else {
		ch := g.wide.a[c]
		keep, alias, own = uint64(g.wide.keep[c]), uint64(ch.alias), uint64(ch.alias+ch.diff)
	}
	if alias == beyond {
		alias = 0
	}
	return keep >> 10, own >> g.shift, alias >> g.shift
}

// tally returns how many units the tables give to each outcome: a from 1 to
// 1023 and "more" for a at 0, and r.
func tally(g *Geometric) (a [columns]uint64, r []uint64) {
	for c := range columns {
		keep, own, alias := column(g, c)
		a[own] += keep
		a[alias] += 1<<22 - keep
	}
	if g.wide != nil {
		r = make([]uint64, g.Stride())
		for c := range r {
			keep := (uint64(g.wide.last[c]) + 1) >> g.shift
			r[c] += keep
			r[g.wide.r[c]] += 1<<(32-g.shift) - keep
		}
	}
	return a, r
}

// The tables have the exact probabilities, rounded to the documented unit:
// every partial sum is within half a unit. The exact ones come from bigExp
// and bigLog here, from repeated multiplication there.
func TestGeometricTables(t *testing.T) {
	for _, p := range append(probabilities, 1e-9, 1e-13) {
		g := geometric(t, p)
		a, r := tally(g)
		half := bigf(0.5 + 1e-12) // the reference is good to 1e-20 or so
		check := func(what string, n int, got uint64, exact *big.Float) {
			diff := sub(bigf(0).SetUint64(got), bigf(0).SetMantExp(exact, 32))
			if diff.Abs(diff).Cmp(half) > 0 {
				t.Errorf("p = %v: %s %d is %d units, off by %.3g", p, what, n, got, diff)
			}
		}
		// logFail = log(1-p), with all digits for small p too.
		pow := func(n int) *big.Float { return bigf(float64(max(0, 1-n))) }
		if p < 1 {
			logFail := bigLog(sub(bigf(1), bigf(p)))
			pow = func(n int) *big.Float {
				if x := mul(logFail, bigf(float64(n))); x.Cmp(bigf(-900)) > 0 {
					return bigExp(x)
				}
				return bigf(0)
			}
		}
		above := a[0]
		for n := columns - 1; n >= 0; n-- {
			if n%16 == 15 || n < 16 {
				check("P(a > n)", n, above, pow(n*g.Stride()))
			}
			above += a[n]
		}
		if above-a[0] != 1<<32 {
			t.Errorf("p = %v: %d units in all", p, above-a[0])
		}
		if r == nil {
			continue
		}
		from := uint64(0)
		some := sub(bigf(1), pow(g.Stride()))
		for n := len(r) - 1; n >= 0; n-- {
			from += r[n]
			if n%16 == 15 || n < 16 {
				check("P(r >= n)", n, from, quo(sub(bigf(1), pow(len(r)-n)), some))
			}
		}
		if from != 1<<32 {
			t.Errorf("p = %v: %d units of r in all", p, from)
		}
	}
}

// An outcome is what the specification makes of a word, or of half of it.
type outcome struct {
	d    int // the gap, or how far "more" leads
	more bool
}

// specified is the specification of a word, word for word.
func specified(g *Geometric, z uint64) []outcome {
	s := g.shift
	draw := func(half uint64) (a uint64, more bool) {
		keep, own, alias := column(g, int(half&1023))
		if half>>10 < keep {
			return own, false
		}
		return alias, alias == 0
	}
	low, high := z&(1<<32-1), z>>32
	a, more := draw(low)
	if more {
		return []outcome{{1023 << s, true}}
	}
	if s > 0 {
		r := high & (1<<s - 1)
		if high>>s >= (uint64(g.wide.last[r])+1)>>s {
			r = uint64(g.wide.r[r])
		}
		return []outcome{{int(a<<s - r), false}}
	}
	b, more := draw(high)
	if more {
		b = 1023
	}
	return []outcome{{int(a), false}, {int(b), more}}
}

func TestGeometricWord(t *testing.T) {
	src := rand.New(rand.NewPCG(1, 2))
	for _, p := range probabilities {
		g := geometric(t, p)
		try := func(z uint64) {
			near, far, n := g.word(z)
			pos, columns := 0, []int{}
			for _, o := range specified(g, z) {
				if o.d < 1 || o.d > 1023<<g.shift {
					t.Fatalf("p = %v, z = %#x: a gap of %d", p, z, o.d)
				}
				if pos += o.d; !o.more {
					columns = append(columns, pos)
				}
			}
			if got := []int{near, far}[:n]; !slices.Equal(got, columns) || far != pos {
				t.Fatalf("p = %v, z = %#x: columns %v, then %d; want %v, then %d", p, z, got, far, columns, pos)
			}
		}
		for range 20000 {
			try(src.Uint64())
		}
		// The halves on both sides of every threshold.
		for c := range uint64(columns) {
			keep, _, _ := column(g, int(c))
			for d := range uint64(3) {
				a := (keep+d-1)<<10&(1<<32-1) | c
				if g.one != nil {
					try(a | src.Uint64()<<32)
					try(a<<32 | src.Uint64()>>32)
					continue
				}
				rc := c % uint64(g.Stride())
				r := uint64(g.wide.last[rc]+1) + (d-1)<<g.shift | rc
				try(a | r<<32)
			}
		}
	}
}

// gapBins returns bounds that cut the geometric distribution into about n
// equally likely parts: part i has bounds[i] <= G < bounds[i+1].
func gapBins(p float64, n int) []int {
	bounds := []int{0}
	for i := 1; i < n; i++ {
		b := math.Ceil(math.Log1p(-float64(i)/float64(n)) / math.Log1p(-p))
		if int(b) > bounds[len(bounds)-1] {
			bounds = append(bounds, int(b))
		}
	}
	return append(bounds, math.MaxInt)
}

// gapsOf returns a function that draws the number of failures before the next
// success, on and on.
func gapsOf(g *Geometric, s Stream) func() int {
	var left []outcome
	return func() int {
		for n := -1; ; {
			if len(left) == 0 {
				left = specified(g, s.Uint64())
			}
			o := left[0]
			left = left[1:]
			if n += o.d; !o.more {
				return n
			}
		}
	}
}

func TestGeometricGaps(t *testing.T) {
	const draws = 100000
	for _, p := range probabilities {
		g := geometric(t, p)
		gap := gapsOf(g, NewKey(42).Path(fmt.Sprint(p)).Stream())
		if p == 1 {
			for range 1000 {
				if gap() != 0 {
					t.Fatal("p = 1 with a gap")
				}
			}
			continue
		}
		bounds := gapBins(p, 2000)
		counts := make([]int, len(bounds)-1)
		sum, last, both := 0.0, 0, 0.0
		mean, variance := (1-p)/p, (1-p)/(p*p)
		for range draws {
			n := gap()
			i := 0
			for j := len(counts); j-i > 1; {
				if m := (i + j) / 2; n >= bounds[m] {
					i = m
				} else {
					j = m
				}
			}
			counts[i]++
			sum += float64(n)
			both += (float64(n) - mean) * (float64(last) - mean)
			last = n
		}
		expected := make([]float64, len(counts))
		for i := range expected {
			expected[i] = draws * (math.Exp(float64(bounds[i])*math.Log1p(-p)) - math.Exp(float64(bounds[i+1])*math.Log1p(-p)))
		}
		what := fmt.Sprintf("p = %v", p)
		chiSquare(t, what, counts, expected)
		near(t, what+", mean", sum/draws, mean, variance/draws)
		near(t, what+", successive gaps", both/draws, 0, variance*variance/draws)
		// Within a stride: the lowest bits of the position.
		if g.Stride() > 1 {
			low := make([]int, g.Stride())
			pos := 0
			for range draws {
				pos = (pos + gap() + 1) % len(low)
				low[pos]++
			}
			flat(t, what+", within strides", low)
		}
	}
}

// Counts per block are binomial, columns equally frequent, neighbouring rows
// and blocks unrelated.
func TestGeometricRows(t *testing.T) {
	for _, c := range []struct {
		p           float64
		width, rows int
	}{
		{1e-6, 4 << 20, 3000}, {1e-4, 50000, 4000}, {2e-4, 50048, 4000}, {0.002, 5120, 10000},
		{0.0078, 1280, 10000}, {0.02, 1024, 10000}, {0.02, 3000, 3000}, {0.1, 1024, 3000}, {0.5, 200, 3000}, {0.9, 100, 3000},
	} {
		what := fmt.Sprintf("p = %v, width %d", c.p, c.width)
		g := geometric(t, c.p)
		base := NewKey(7).Path(what)
		n, p := float64(c.width), c.p
		counts := make([]float64, c.rows)
		columns := make([]int, min(c.width, 256))
		member := make([]uint32, c.width)
		shared, cross := 0, 0.0
		var pos []int32
		for row := range counts {
			pos = g.Positions(base.With(uint64(row)), 0, c.width, pos[:0])
			counts[row] = float64(len(pos))
			for _, i := range pos {
				columns[int(i)*len(columns)/c.width]++
				if member[i] == uint32(row) && row > 0 {
					shared++
				}
				member[i] = uint32(row + 1)
			}
			if row > 0 {
				cross += (counts[row] - n*p) * (counts[row-1] - n*p)
			}
		}
		rows := float64(c.rows)
		variance := n * p * (1 - p)
		moments(t, what, counts, n*p, variance, (1-6*p*(1-p))/variance)
		binomial := distuv.Binomial{N: n, P: p}
		hist := make([]int, c.width+1)
		prob := make([]float64, c.width+1)
		for k := range prob {
			if math.Abs(float64(k)-n*p) < 20*math.Sqrt(variance) {
				prob[k] = rows * binomial.Prob(float64(k))
			}
		}
		for _, x := range counts {
			hist[int(x)]++
		}
		chiSquare(t, what+", counts", hist, prob)
		if c.width%len(columns) == 0 { // as many in each cell
			each := rows * n * p / float64(len(columns))
			stat := 0.0
			for _, c := range columns {
				stat += (float64(c) - each) * (float64(c) - each) / (each * (1 - p))
			}
			judge(t, what+", columns", distuv.ChiSquared{K: float64(len(columns))}.Survival(stat))
		}
		near(t, what+", counts of neighbouring rows", cross, 0, rows*variance*variance)
		pairs := (rows - 1) * n
		if e := pairs * p * p; e > 20 {
			// Given the rows, p^2 (1-p)^2 for each column and pair, and the
			// covariance of pairs that have a row in common.
			v := pairs*p*p*(1-p*p) + 2*pairs*(p*p*p-p*p*p*p)
			near(t, what+", columns shared by neighbouring rows", float64(shared), e, v)
		}
	}
}
