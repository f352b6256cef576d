package measure_test

import (
	"fmt"
	"math"
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/golgi-sim/golgi/measure"
)

// Fixed points on the border of the rectangle are in it, however it rounds.
func TestFixedPointsOnBorder(t *testing.T) {
	sink := func(x0, y0 float64) measure.Field {
		return func(x, y float64) (float64, float64) { return -(x - x0), -(y - y0) }
	}
	s := rand.New(rand.NewPCG(1, 2))
	for k := range 200 {
		x0, x1, y0, y1 := 0.1, 0.7, 0.3, 0.9
		if k > 0 {
			x0, y0 = 100*s.Float64()-50, s.Float64()
			x1, y1 = x0+30*s.Float64(), y0+s.Float64()
		}
		for _, at := range [][2]float64{{x0, y0}, {x0, y1}, {x1, y0}, {x1, y1}, {x0, (y0 + y1) / 2}, {(x0 + x1) / 2, y1}} {
			p, err := measure.FixedPoints(sink(at[0], at[1]), x0, x1, y0, y1)
			require.NoError(t, err)
			require.Len(t, p, 1, fmt.Sprint(at, " in ", x0, x1, y0, y1))
			assert.InDelta(t, at[0], p[0].X, 1e-9*(x1-x0))
			assert.InDelta(t, at[1], p[0].Y, 1e-9*(y1-y0))
			assert.True(t, p[0].X >= x0 && p[0].X <= x1 && p[0].Y >= y0 && p[0].Y <= y1)
			assert.True(t, p[0].Stable())
		}
	}
}

// Bins need numbers that are different to end at.
func TestHistogramTooNarrow(t *testing.T) {
	_, err := measure.HistogramOf([]float64{1}, 1, math.Nextafter(1, 2), 10)
	assert.EqualError(t, err, "measure: 10 bins from 1 to 1.0000000000000002; there are not so many numbers between the two")
	h, err := measure.HistogramOf([]float64{1}, 1, math.Nextafter(1, 2), 1)
	require.NoError(t, err)
	assert.Equal(t, []float64{1}, h.Counts)
}
