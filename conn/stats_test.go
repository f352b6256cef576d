package conn

import (
	"fmt"
	"hash/fnv"
	"math"
	"testing"

	"gonum.org/v1/gonum/floats"
	"gonum.org/v1/gonum/stat/distuv"

	"github.com/golgi-sim/golgi/rng"
)

// chi2 tests counts against what is expected of them: they fit with
// probability p at least, else the test fails. Classes of which few are
// expected are put together with the next ones. Keys are fixed, and so is the
// outcome.
func chi2(t *testing.T, what string, counts []int, expected []float64, lost int) {
	t.Helper()
	const p = 1e-3
	x, classes := 0.0, 0
	c, e := 0, 0.0
	left := floats.Sum(expected)
	for k := range counts {
		c += counts[k]
		e += expected[k]
		left -= expected[k]
		if e >= 8 && left >= 8 || k == len(counts)-1 {
			x += (float64(c) - e) * (float64(c) - e) / e
			classes++
			c, e = 0, 0
		}
	}
	if limit := (distuv.ChiSquared{K: float64(classes - lost)}).Quantile(1 - p); x > limit {
		t.Errorf("%s: chi-square is %.1f with %d classes, %.1f is chance", what, x, classes, limit)
	}
}

// degrees tests degrees against gonum's binomial distribution, and that they
// are flat over the index: in 20 stretches.
func degrees(t *testing.T, what string, d []int, trials int, p float64) {
	t.Helper()
	b := distuv.Binomial{N: float64(trials), P: p}
	counts, expected := make([]int, trials+1), make([]float64, trials+1)
	for _, k := range d {
		counts[k]++
	}
	for k := range expected {
		expected[k] = float64(len(d)) * b.Prob(float64(k))
	}
	chi2(t, what+" distribution", counts, expected, 1)
	sums, expected := make([]int, 20), make([]float64, 20)
	for i, k := range d {
		sums[i*20/len(d)] += k
		expected[i*20/len(d)] += b.Mean()
	}
	// The variance of a binomial sum is smaller than its mean by 1-p: with
	// p below 0.1 that is within the tolerance.
	chi2(t, what+" over the index", sums, expected, 0)
}

func TestDegreesAreBinomial(t *testing.T) {
	const pre, post = 6000, 5000
	for _, p := range []float64{0.001, 0.02, 0.1} {
		s := connect(t, FixedProb{Prob: p}, Ends{Pre: pre, Post: post, Key: rng.NewKey(1)})
		degrees(t, fmt.Sprintf("FixedProb %v out-degree", p), s.OutDegrees(), post, p)
		degrees(t, fmt.Sprintf("FixedProb %v in-degree", p), s.InDegrees(), pre, p)
	}
	s := connect(t, FixedProb{Prob: 0.02, NoSelf: true}, Ends{Pre: pre, Post: pre, Recurrent: true, Key: rng.NewKey(2)})
	degrees(t, "NoSelf out-degree", s.OutDegrees(), pre-1, 0.02)
	degrees(t, "NoSelf in-degree", s.InDegrees(), pre-1, 0.02)

	const k = 50
	s = connect(t, FixedOutDegree{K: k}, Ends{Pre: pre, Post: post, Key: rng.NewKey(3)})
	for i, d := range s.OutDegrees() {
		if d != k {
			t.Fatalf("FixedOutDegree: pre %d has %d targets", i, d)
		}
	}
	degrees(t, "FixedOutDegree in-degree", s.InDegrees(), pre, k/float64(post))
	s = connect(t, FixedInDegree{K: k}, Ends{Pre: pre, Post: post, Key: rng.NewKey(4)})
	for j, d := range s.InDegrees() {
		if d != k {
			t.Fatalf("FixedInDegree: post %d has %d sources", j, d)
		}
	}
	degrees(t, "FixedInDegree out-degree", s.OutDegrees(), post, k/float64(pre))
	s = connect(t, FixedTotalNum{N: 300000, Multi: true}, Ends{Pre: pre, Post: post, Key: rng.NewKey(5)})
	degrees(t, "FixedTotalNum out-degree", s.OutDegrees(), 300000, 1./pre)
	degrees(t, "FixedTotalNum in-degree", s.InDegrees(), 300000, 1./post)
}

// Rows next to each other, and columns, share as many elements as chance
// gives: post*p^2 per pair of rows, binomial.
func TestNeighboursAreUncorrelated(t *testing.T) {
	const n, p = 4000, 0.02
	s := connect(t, FixedProb{Prob: p}, Ends{Pre: n, Post: n, Key: rng.NewKey(6)})
	for what, x := range map[string]*Structure{"rows": s, "columns": s.Post2Pre()} {
		shared := 0
		for i := range n - 1 {
			in := map[int32]bool{}
			for _, c := range x.Row(i) {
				in[c] = true
			}
			for _, c := range x.Row(i + 1) {
				if in[c] {
					shared++
				}
			}
		}
		mean := p * p * n * (n - 1)
		if sd := math.Sqrt(mean); math.Abs(float64(shared)-mean) > 4*sd {
			t.Errorf("neighbouring %s share %d elements, chance is %.0f ± %.0f", what, shared, mean, sd)
		}
	}
}

// With few pairs every outcome can be counted: all are equally likely.
func TestEverySetIsEquallyLikely(t *testing.T) {
	for _, c := range []struct {
		c         Connector
		recurrent bool
		outcomes  int
	}{
		{FixedTotalNum{N: 4}, false, 126},              // 4 of 9 pairs
		{FixedTotalNum{N: 6}, false, 84},               // by what is left out
		{FixedTotalNum{N: 3, NoSelf: true}, true, 20},  // 3 of 6
		{FixedOutDegree{K: 2}, false, 27},              // 2 of 3, three times
		{FixedOutDegree{K: 1, NoSelf: true}, true, 8},  // 1 of 2, three times
		{FixedInDegree{K: 2}, false, 27},               // likewise
		{FixedInDegree{K: 1, NoSelf: true}, true, 8},   // likewise
		{FixedProb{Prob: 0.5, NoSelf: true}, true, 64}, // 6 pairs or not
	} {
		seen := map[string]int{}
		draws := 60 * c.outcomes
		for k := range draws {
			s := connect(t, c.c, Ends{Pre: 3, Post: 3, Recurrent: c.recurrent, Key: rng.NewKey(7).With(uint64(k))})
			seen[fmt.Sprint(s.Rows, s.Cols)]++
		}
		if len(seen) != c.outcomes {
			t.Errorf("%#v: %d outcomes, want %d", c.c, len(seen), c.outcomes)
			continue
		}
		var counts []int
		var expected []float64
		for _, n := range seen {
			counts, expected = append(counts, n), append(expected, 60)
		}
		chi2(t, fmt.Sprintf("%#v", c.c), counts, expected, 1)
	}
}

// Multapses: the number of connections of a pair is binomial.
func TestMultapses(t *testing.T) {
	const n, total = 50, 10000
	s := connect(t, FixedTotalNum{N: total, Multi: true}, Ends{Pre: n, Post: n, Key: rng.NewKey(8)})
	pairs := make([]int, n*n)
	pre, post := s.COO()
	for k := range pre {
		pairs[int(pre[k])*n+int(post[k])]++
	}
	degrees(t, "pairs", pairs, total, 1./(n*n))
}

// Changing any of these changes every user's networks.
func TestFrozen(t *testing.T) {
	e := Ends{Pre: 60, Post: 60, Recurrent: true, Key: rng.NewKey(42).Path("E.comm")}
	for _, c := range []struct {
		c    Connector
		want uint64
	}{
		{FixedProb{Prob: 0.1}, 0x1ab067785371235a},
		{FixedProb{Prob: 0.001}, 0x75fb2acfd49ae92f},
		{FixedProb{Prob: 0.5, NoSelf: true}, 0x6fe397106907f085},
		{FixedOutDegree{K: 7}, 0xca49809ff605113f},
		{FixedOutDegree{K: 30, NoSelf: true}, 0xb9df96e8b9c338b9},
		{FixedInDegree{K: 7}, 0x6fe80f2c103cadf4},
		{FixedInDegree{K: 30, NoSelf: true}, 0x68a956766ea0ef46},
		{FixedTotalNum{N: 500}, 0x96d5c28a17274fda},
		{FixedTotalNum{N: 3000, NoSelf: true}, 0x38e9f8b8807d9ec5},
		{FixedTotalNum{N: 500, Multi: true}, 0xe9b31bece70943a8},
	} {
		s := connect(t, c.c, e)
		h := fnv.New64a()
		fmt.Fprint(h, s.Rows, s.Cols)
		if got := h.Sum64(); got != c.want {
			t.Errorf("%#v: the structure hashes to %#x, was %#x", c.c, got, c.want)
		}
	}
}

func BenchmarkConnect(b *testing.B) {
	for _, c := range []Connector{FixedProb{Prob: 0.002}, FixedOutDegree{K: 80}, FixedInDegree{K: 80}, FixedTotalNum{N: 80 * 40000}} {
		b.Run(fmt.Sprintf("%T", c), func(b *testing.B) {
			n := 0
			for b.Loop() {
				n += connect(b, c, Ends{Pre: 40000, Post: 40000, Key: 1}).Synapses()
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(n), "ns/synapse")
		})
	}
}
