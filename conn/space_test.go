package conn

import (
	"math"
	"runtime"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/golgi-sim/golgi/rng"
)

func square(n int, seed uint64) Ends {
	return Ends{Pre: n, Post: n, Recurrent: true, Key: rng.NewKey(seed)}
}

// sample is connect for rules that connect no pair twice.
func sample(t testing.TB, c Connector, e Ends) *Structure {
	t.Helper()
	s := connect(t, c, e)
	_, _, twice := s.Multi()
	require.False(t, twice)
	return s
}

// Neighbours, against a look at every pair.
func TestGridRules(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		size := rapid.SliceOfN(rapid.IntRange(1, 5), 1, 3).Draw(r, "size")
		periodic, self := rapid.Bool().Draw(r, "periodic"), rapid.Bool().Draw(r, "self")
		far := rapid.IntRange(1, 6).Draw(r, "N")
		n := 1
		for _, s := range size {
			n *= s
		}
		// Distances along the dimensions: their sum and the largest.
		distance := func(i, j int) (sum, largest int) {
			for d := len(size) - 1; d >= 0; d-- {
				x := i%size[d] - j%size[d]
				x = max(x, -x)
				if periodic {
					x = min(x, size[d]-x)
				}
				sum, largest = sum+x, max(largest, x)
				i, j = i/size[d], j/size[d]
			}
			return sum, largest
		}
		e := Ends{Pre: n, Post: n}
		four := sample(t, GridFour{Size: size, Periodic: periodic, Self: self}, e)
		eight := sample(t, GridEight{Size: size, Periodic: periodic, Self: self}, e)
		many := sample(t, GridN{N: far, Size: size, Periodic: periodic, Self: self}, e)
		for i := range n {
			for j := range n {
				sum, largest := distance(i, j)
				ok := self || i != j
				require.Equal(r, ok && sum <= 1, slices.Contains(four.Row(i), int32(j)))
				require.Equal(r, ok && largest <= 1, slices.Contains(eight.Row(i), int32(j)))
				require.Equal(r, ok && largest <= far, slices.Contains(many.Row(i), int32(j)))
			}
		}
	})
}

// classes tests, for every distance, that the number of connected pairs is
// binomial with the probability that prob gives: within 4.5 standard
// deviations, some 50 classes, fixed keys.
func classes(t *testing.T, s *Structure, distance func(i, j int) float64, prob func(d float64) float64) {
	t.Helper()
	pairs, got := map[float64]float64{}, map[float64]float64{}
	for i := range s.Pre {
		for j := range s.Post {
			pairs[distance(i, j)]++
		}
		for _, j := range s.Row(i) {
			got[distance(i, int(j))]++
		}
	}
	for d, n := range pairs {
		p := prob(d)
		sd := math.Sqrt(n * p * (1 - p))
		assert.LessOrEqual(t, math.Abs(got[d]-n*p), 4.5*sd+1e-9*n, "distance %v: %v of %v pairs, probability %v", d, got[d], n, p)
	}
}

func TestDistanceRules(t *testing.T) {
	const n = 400
	line := func(i, j int) float64 { return math.Abs(float64(i - j)) }
	ring := func(i, j int) float64 { return min(line(i, j), n-line(i, j)) }
	sheet := func(i, j int) float64 { return float64((i/20-j/20)*(i/20-j/20) + (i%20-j%20)*(i%20-j%20)) } // squared: exact
	bell := func(d, s float64) float64 { return math.Exp(-d * d / (2 * s * s)) }

	classes(t, sample(t, GaussianProb{Sigma: 10}, square(n, 1)), line, func(d float64) float64 { return bell(d, 10) })
	classes(t, sample(t, GaussianProb{Grid: Grid{Periodic: true}, Sigma: 20, Prob: 0.5, NoSelf: true}, square(n, 2)), ring, func(d float64) float64 {
		if d == 0 {
			return 0
		}
		return 0.5 * bell(d, 20)
	})
	// Largest among the others is that of neighbours.
	classes(t, sample(t, GaussianProb{Sigma: 2, Normalize: true, NoSelf: true}, square(n, 3)), line, func(d float64) float64 {
		if d == 0 {
			return 0
		}
		return bell(d, 2) / bell(1, 2)
	})
	classes(t, sample(t, GaussianProb{Grid: Grid{Size: []int{20, 20}}, Sigma: 3}, square(n, 4)), sheet, func(d float64) float64 { return bell(math.Sqrt(d), 3) })
	classes(t, sample(t, DOGProb{Sigma: [2]float64{30, 10}, Prob: [2]float64{0.9, 0.7}}, square(n, 5)), line, func(d float64) float64 {
		return max(0, 0.9*bell(d, 30)-0.7*bell(d, 10))
	})
	classes(t, sample(t, ProbDist{Dist: 2, Prob: 0.3, Grid: Grid{Size: []int{20, 20}}}, square(n, 6)), sheet, func(d float64) float64 {
		if d <= 4 {
			return 0.3
		}
		return 0
	})
	// By angle on a circle, from 400 onto 100 elements.
	e := Ends{Pre: n, Post: 100, Key: 7}
	circle := Grid{Encoding: [][2]float64{{-math.Pi, math.Pi}}, PostSize: []int{100}, Periodic: true}
	classes(t, sample(t, GaussianProb{Grid: circle, Sigma: 1}, e), func(i, j int) float64 { return ring(i, 4*j) }, func(d float64) float64 { return bell(d*2*math.Pi/n, 1) })

	// The default of ProbDist: the nearest, and itself.
	near := sample(t, ProbDist{}, square(5, 1))
	assert.Equal(t, []int32{1, 2, 3}, near.Row(2))
}

func TestPreRatio(t *testing.T) {
	for _, c := range []Connector{FixedProb{Prob: 0.9, PreRatio: 0.25}, ProbDist{Dist: 20, PreRatio: 0.25}} {
		s, busy := sample(t, c, square(200, 3)), 0
		for i := range s.Pre {
			if len(s.Row(i)) > 0 {
				busy++
			}
		}
		assert.Equal(t, 50, busy)
	}
	// Rows that remain are those of the whole.
	part, whole := sample(t, FixedProb{Prob: 0.5, PreRatio: 0.5}, square(50, 3)), sample(t, FixedProb{Prob: 0.5}, square(50, 3))
	for i := range 50 {
		if row := part.Row(i); len(row) > 0 {
			assert.Equal(t, whole.Row(i), row)
		}
	}
}

func TestNewRulesAreSamples(t *testing.T) {
	rules := []Connector{GaussianProb{Sigma: 5}, DOGProb{Sigma: [2]float64{5, 2}, Prob: [2]float64{1, 0.5}}, ProbDist{Dist: 3, Prob: 0.5, PreRatio: 0.5},
		SmallWorld{K: 6, Prob: 0.3}, SmallWorld{K: 6, Prob: 0.3, Directed: true}, ScaleFreeBA{M: 3}, ScaleFreeBADual{M1: 1, M2: 4, P: 0.5}, PowerLaw{M: 3, P: 0.5}}
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))
	for _, c := range rules {
		runtime.GOMAXPROCS(1)
		one, other := sample(t, c, square(700, 1)), sample(t, c, square(700, 2))
		runtime.GOMAXPROCS(3)
		assert.Equal(t, one, sample(t, c, square(700, 1)), "%T: the same key", c)
		assert.NotEqual(t, one.Cols, other.Cols, "%T: another key", c)
	}
}
