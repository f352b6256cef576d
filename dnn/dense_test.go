package dnn

import (
	"math"
	"testing"

	"pgregory.net/rapid"
)

// One weight on equal targets is added once for all of them, with the bits of
// the sum FMA(x[i], w, dst[j]) of each.
func TestOneWeightOnEqualTargets(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		const post = 9
		x := rapid.SliceOfN(rapid.OneOf(rapid.Just(0.0), rapid.Float64Range(-10, 10)), 1, 12).Draw(r, "x")
		w := rapid.Float64Range(-3, 3).Draw(r, "w")
		dst := rapid.SliceOfN(rapid.SampledFrom([]float64{0, 1.5}), post, post).Draw(r, "dst")
		lo := rapid.IntRange(0, post).Draw(r, "lo")
		hi := rapid.IntRange(lo, post).Draw(r, "hi")
		want := append([]float64(nil), dst...)
		for j := lo; j < hi; j++ {
			for _, x := range x {
				want[j] = math.FMA(x, w, want[j])
			}
		}
		layer(t, AllToAll{Weight: w}, Place{Pre: len(x), Post: post}).AddVector(dst, lo, hi, x)
		for j := range dst {
			if dst[j] != want[j] {
				r.Fatalf("element %d is %v, want %v", j, dst[j], want[j])
			}
		}
	})
}
