package visualize

import (
	"math"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"github.com/golgi-sim/golgi/conn"
)

// synapses draws a point for each synapse.
type synapses struct{ *conn.Structure }

// DataRange returns the places of the neurons.
func (s *synapses) DataRange() (xmin, xmax, ymin, ymax float64) {
	if s.Pre == 0 || s.Post == 0 {
		return math.Inf(1), math.Inf(-1), math.Inf(1), math.Inf(-1)
	}
	return -0.5, float64(s.Post) - 0.5, -0.5, float64(s.Pre) - 0.5
}

// Plot draws the points, which are as large as their places allow.
func (s *synapses) Plot(c draw.Canvas, p *plot.Plot) {
	x, y := transforms(p, &c)
	room := min(math.Abs(float64(x(1)-x(0))), math.Abs(float64(y(1)-y(0))))
	r := vg.Length(min(max(0.4*room, 0.35), 2.5))
	c.SetColor(Colour(0))
	for i := range s.Pre {
		for _, j := range s.Cols[s.Rows[i]:s.Rows[i+1]] {
			if at := (vg.Point{X: x(float64(j)), Y: y(float64(i))}); c.Contains(at) {
				c.Fill(disc(at, r))
			}
		}
	}
}
