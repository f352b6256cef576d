package visualize

import (
	"math"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

// Ends of axes are within these, so that their difference and their ratio are
// numbers.
const (
	tiny = 1e-150
	huge = 1e150
)

// transforms are where numbers are on a canvas. What is infinitely far outside,
// or as good as that, is just far outside, so that lines to there can be drawn.
func transforms(p *plot.Plot, c *draw.Canvas) (x, y func(float64) vg.Length) {
	tx, ty := p.Transforms(c)
	near := func(f func(float64) vg.Length) func(float64) vg.Length {
		return func(v float64) vg.Length {
			const far = 1e5
			return min(max(f(min(max(v, -huge), huge)), -far), far)
		}
	}
	return near(tx), near(ty)
}

// sane moves ends of an axis to where they can be worked with: within bounds, and
// apart.
func (a Axis) sane(lo, hi float64) (float64, float64) {
	if !(lo < hi) {
		return lo, hi // there is no data
	}
	if a.Log {
		lo, hi = min(max(lo, tiny), huge), min(max(hi, tiny), huge)
		if !(hi > lo*(1+1e-9)) {
			return lo / 2, lo * 2
		}
		return lo, hi
	}
	lo, hi = min(max(lo, -huge), huge), min(max(hi, -huge), huge)
	if least := max(1e-12*math.Max(math.Abs(lo), math.Abs(hi)), tiny); hi-lo < least {
		middle := lo/2 + hi/2
		return middle - least, middle + least
	}
	return lo, hi
}
