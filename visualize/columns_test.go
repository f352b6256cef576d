package visualize

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"gonum.org/v1/plot"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
	"gonum.org/v1/plot/vg/vgimg"

	"github.com/golgi-sim/golgi/runner"
)

// place is a plotter that notes where its panel is.
type place struct {
	line
	box *vg.Rectangle
}

func (p *place) Plot(c draw.Canvas, _ *plot.Plot) { *p.box = c.Rectangle }

// TestColumns: panels fill one column after the other, within the figure and
// without overlap; those in one row are equally high, and a short column starts
// at the top.
func TestColumns(t *testing.T) {
	for _, columns := range []int{0, 1, 2, 3, 7} {
		f := &Figure{Columns: columns, ShareX: true, Width: 200, Height: 150}
		boxes := make([]vg.Rectangle, 5)
		for k := range boxes {
			f.Panels = append(f.Panels, Line(runner.NewSeries("E.V", "mV", 0.1, 0, 1, []float64{1, 2, 3})).Panels[0])
			f.Panels[k].Add(&place{line{x: []float64{0, 1}, y: []float64{0, 1}}, &boxes[k]})
		}
		c := vgimg.New(200*vg.Millimeter, 150*vg.Millimeter)
		f.draw(draw.New(c))
		rows := f.rows()
		for k, b := range boxes {
			assert.True(t, b.Min.X > 0 && b.Min.Y > 0 && b.Max.X < 200*vg.Millimeter && b.Max.Y < 150*vg.Millimeter, "%d columns, panel %d: %v", columns, k, b)
			assert.Greater(t, b.Max.X-b.Min.X, 20*vg.Length(1))
			switch {
			case k%rows == 0:
				assert.Equal(t, boxes[0].Max.Y, b.Max.Y, "%d columns, panel %d is not at the top", columns, k)
			default:
				assert.Less(t, b.Max.Y, boxes[k-1].Min.Y, "%d columns, panel %d", columns, k)
				assert.Equal(t, boxes[k-1].Min.X, b.Min.X)
			}
			if k >= rows {
				assert.Greater(t, b.Min.X, boxes[k-rows].Max.X, "%d columns, panel %d", columns, k)
			}
		}
	}
}
