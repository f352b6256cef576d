package visualize

import (
	"fmt"
	"image/color"
	"math"
	"slices"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

// Bars draws a value for each name, in the colours in which Raster draws trains
// of that order. What the values should be, such as published ones, is marked
// with a line across; references is nil if there is nothing to mark. Values that
// are not finite are left out; if all are, the panel says so.
func Bars(label string, names []string, values, references []float64) *Figure {
	p := &Panel{X: Axis{Names: names, Min: -0.6, Max: float64(len(names)) - 0.4}, Y: Axis{Label: label}}
	f := &Figure{Panels: []*Panel{p}}
	switch {
	case len(names) == 0 || len(values) != len(names):
		f.err = fmt.Errorf("Bars was given %d values for %d names; give one value for each, one at least", len(values), len(names))
		return f
	case references != nil && len(references) != len(names):
		f.err = fmt.Errorf("Bars was given %d references for %d names; give one for each, or none", len(references), len(names))
		return f
	}
	b := &bars{values, references}
	p.Add(b)
	if _, _, lo, hi := b.DataRange(); lo == hi {
		p.Y.Min, p.Y.Max = 0, 1
	}
	if !slices.ContainsFunc(values, finite) {
		p.note = "no values"
	}
	if references == nil {
		return f
	}
	p.Legend = []LegendEntry{{Label: "reference", Colour: ink}}
	return f
}

// bars are bars at 0, 1, 2, ...
type bars struct{ values, references []float64 }

// DataRange returns the range of the values, with 0.
func (b *bars) DataRange() (xmin, xmax, ymin, ymax float64) {
	for _, vs := range [][]float64{b.values, b.references} {
		for _, v := range vs {
			if finite(v) {
				ymin, ymax = math.Min(ymin, v), math.Max(ymax, v)
			}
		}
	}
	return 0, float64(len(b.values) - 1), ymin, ymax
}

// Plot draws the bars.
func (b *bars) Plot(c draw.Canvas, p *plot.Plot) {
	x, y := transforms(p, &c)
	for k, v := range b.values {
		if finite(v) {
			left, right := x(float64(k)-0.35), x(float64(k)+0.35)
			c.FillPolygon(color.NRGBA(Colour(k)), []vg.Point{{X: left, Y: y(0)}, {X: left, Y: y(v)}, {X: right, Y: y(v)}, {X: right, Y: y(0)}})
		}
		if b.references != nil && finite(b.references[k]) {
			at := y(b.references[k])
			c.StrokeLine2(draw.LineStyle{Color: ink, Width: 1.5 * lineWidth}, x(float64(k)-0.45), at, x(float64(k)+0.45), at)
		}
	}
}

// nameTicks are the names of an axis, at 0, 1, 2, ...
func nameTicks(names []string) []plot.Tick {
	var all []plot.Tick
	for k, name := range names {
		all = append(all, plot.Tick{Value: float64(k), Label: name})
	}
	return all
}
