package demo

import (
	"fmt"
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestOutside(t *testing.T) {
	nan, inf := math.NaN(), math.Inf(1)
	for _, c := range []struct {
		x        float64
		in, want string
	}{
		{-5, "", ""}, {nan, "", "a finite number"}, {inf, "[0,inf)", "a finite number"},
		{0, "[0,inf)", ""}, {-1, "[0,inf)", "0 or more"}, {0, "(0,inf)", "more than 0"}, {1e-9, "(0,inf)", ""},
		{0.5, "(0,0.5)", "more than 0 and less than 0.5"}, {0.4, "(0,0.5)", ""}, {1, "[-1,1]", ""}, {1.1, "[-1,1]", "-1 or more and 1 at most"},
		{3, "(-inf,2]", "2 at most"}, {2, "(-inf,2)", "less than 2"}, {-1e300, "(-inf,2)", ""},
	} {
		assert.Equal(t, c.want, outside(c.x, c.in), "%v in %s", c.x, c.in)
	}
	assert.Panics(t, func() { outside(1, "0 to 1") })
}

// What is not known is printed as a dash, as wide as a number.
func TestDashes(t *testing.T) {
	nan := math.NaN()
	args, some := dashed([]any{nan, math.Inf(-1), 1.5, nan, []float64{1, nan}, 7})
	assert.True(t, some)
	assert.Equal(t, "|    –|–|1.5|–   |[1 –]|7|", fmt.Sprintf("|%5.1f|%.2f|%.1f|%-4g|%v|%d|", args...))
	_, some = dashed([]any{1., "NaN", []float64{2}})
	assert.False(t, some)
}

// What a run was too short for is said only if it is not known and the run was.
func TestNeeds(t *testing.T) {
	f, r := &Flags{}, &Report{DurationMs: 100}
	f.Needs(r, "known", 200, 1, 2)
	f.Needs(r, "long enough", 99, math.NaN())
	f.Needs(r, "rates", 100, 1, math.NaN())
	assert.Equal(t, []string{"rates; the run would have to last more than 100 ms, and 100 ms are there"}, f.missing)
}
