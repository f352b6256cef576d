package dnn

import (
	"math"
	"math/rand/v2"
	"slices"
	"sort"
	"testing"
)

// The loops do what their comments say, at every length.
func TestLoops(t *testing.T) {
	testLoops[int32](t)
	testLoops[uint16](t)
}

func testLoops[C column](t *testing.T) {
	random := rand.New(rand.NewPCG(1, 1))
	for n := range 40 {
		const size = 60
		cols := make([]C, n)
		for k := range cols {
			cols[k] = C(random.IntN(size)) // also twice the same
		}
		w, y, begin := some(random, n), some(random, size), some(random, size)
		check := func(what string, want, got func(dst []float64)) {
			t.Helper()
			a, b := slices.Clone(begin), slices.Clone(begin)
			want(a)
			got(b)
			if !equal(a, b) {
				t.Errorf("%s of %d: %v, want %v", what, n, b, a)
			}
		}
		check("scatter", func(dst []float64) {
			for _, c := range cols {
				dst[c] += 0.3
			}
		}, func(dst []float64) { scatter(dst, cols, 0.3) })
		check("scatterEach", func(dst []float64) {
			for k, c := range cols {
				dst[c] += w[k]
			}
		}, func(dst []float64) { scatterEach(dst, cols, w) })
		check("scatterFMA", func(dst []float64) {
			for _, c := range cols {
				dst[c] = math.FMA(0.7, 0.3, dst[c])
			}
		}, func(dst []float64) { scatterFMA(dst, cols, 0.7, 0.3) })
		check("scatterFMAEach", func(dst []float64) {
			for k, c := range cols {
				dst[c] = math.FMA(0.7, w[k], dst[c])
			}
		}, func(dst []float64) { scatterFMAEach(dst, cols, 0.7, w) })
		check("gather", func(dst []float64) {
			for _, c := range cols {
				dst[0] = math.FMA(y[c], 0.3, dst[0])
			}
		}, func(dst []float64) { dst[0] = gather(dst[0], y, cols, 0.3) })
		check("gatherEach", func(dst []float64) {
			for k, c := range cols {
				dst[0] = math.FMA(y[c], w[k], dst[0])
			}
		}, func(dst []float64) { dst[0] = gatherEach(dst[0], y, cols, w) })
		for _, times := range []int{0, 1, 5} {
			check("addTimes", func(dst []float64) {
				for range times {
					for k := range n {
						dst[k] += 0.1
					}
				}
			}, func(dst []float64) { addTimes(dst[:n], 0.1, times) })
		}
	}
}

func TestFrom(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 1))
	for n := range 70 {
		cols := make([]int32, n)
		for k := range cols {
			cols[k] = int32(random.IntN(50))
		}
		slices.Sort(cols)
		for x := -1; x < 52; x++ {
			if got, want := from(cols, x), sort.Search(n, func(k int) bool { return int(cols[k]) >= x }); got != want {
				t.Fatalf("from(%v, %d) is %d, want %d", cols, x, got, want)
			}
		}
	}
}
