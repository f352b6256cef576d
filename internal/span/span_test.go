package span_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"pgregory.net/rapid"

	"github.com/golgi-sim/golgi/internal/span"
)

// TestLikeSlices: a chain of cuts is without fault where the same chain of
// slices of a slice is within lengths, and then is the same elements.
func TestLikeSlices(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(0, 12).Draw(t, "n")
		want := make([]int, n)
		for k := range want {
			want[k] = k
		}
		var r span.Range
		ok := true
		for range rapid.IntRange(0, 4).Draw(t, "cuts") {
			a, b := rapid.IntRange(-2, 14).Draw(t, "a"), rapid.IntRange(-2, 14).Draw(t, "b")
			r = r.Slice(a, b)
			if ok = ok && 0 <= a && a <= b && b <= len(want); ok {
				want = want[a:b]
			}
		}
		f, wrong := r.Fault(n)
		assert.Equal(t, ok, !wrong, "%v", f)
		if ok {
			lo, hi := r.Of(n)
			assert.Equal(t, len(want), hi-lo)
			if hi > lo {
				assert.Equal(t, want[0], lo)
			}
		}
	})
}

func TestFaultsInWords(t *testing.T) {
	f, _ := span.Range{}.Slice(0, 5).Slice(2, 8).Fault(10)
	assert.Equal(t, "has no range 2 to 8 in a range of it that has 5 elements", f.String())
	f, _ = span.Range{}.Slice(0, 99).Slice(2, 8).Fault(10)
	assert.Equal(t, "has 10 elements, so there is no range 0 to 99", f.String())
	f, _ = span.Range{}.Slice(-1, 3).Fault(1)
	assert.Equal(t, "has 1 element, so there is no range -1 to 3", f.String())
}
