package grid

import (
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestDistances(t *testing.T) {
	line, err := Grid{}.Layout(5, 5)
	require.NoError(t, err)
	assert.Equal(t, 16.0, line.Square(0, 4))
	ring, err := Grid{Periodic: true}.Layout(5, 5)
	require.NoError(t, err)
	assert.Equal(t, 1.0, ring.Square(0, 4))
	assert.Equal(t, 4.0, ring.Square(4, 1))

	// The last dimension is the fastest: element 5 of 2 × 3 is row 1, column 2.
	sheet, err := Grid{Size: []int{2, 3}}.Layout(6, 6)
	require.NoError(t, err)
	assert.Equal(t, 1.0+4, sheet.Square(0, 5))
	assert.Equal(t, 1.0, sheet.Square(0, 3))

	circle, err := Grid{Encoding: [][2]float64{{-math.Pi, math.Pi}}, Periodic: true, PostSize: []int{4}}.Layout(8, 4)
	require.NoError(t, err)
	assert.InDelta(t, math.Pi*math.Pi/16, circle.Square(1, 0), 1e-12) // 45° apart
	assert.InDelta(t, math.Pi*math.Pi, circle.Square(0, 2), 1e-12)    // the other side
}

func TestMistakes(t *testing.T) {
	for _, c := range []struct {
		g    Grid
		want string
	}{
		{Grid{Size: []int{2, 2}}, "Size is [2 2], a grid of 4 elements, but pre has 6"},
		{Grid{Size: []int{-2, -3}}, "no dimension can be negative"},
		{Grid{Size: []int{2, 3}, PostSize: []int{6}}, "both sides lie in the same space"},
		{Grid{Size: []int{2, 3}, Encoding: [][2]float64{{0, 1}, {0, 1}, {0, 1}}}, "3 ranges for 2 dimensions"},
		{Grid{Encoding: [][2]float64{{1, 1}}}, "range 0 of Encoding is from 1 to 1"},
		{Grid{Encoding: [][2]float64{{0, math.NaN()}}}, "range 0 of Encoding"},
		{Grid{Size: make([]int, 9)}, "9 dimensions"},
	} {
		_, err := c.g.Layout(6, 6)
		assert.ErrorContains(t, err, c.want)
	}
}
