package visualize

import (
	"errors"
	"fmt"

	"github.com/golgi-sim/golgi/runner"
)

// HeatMap draws values as colours: time to the right, elements upwards, the
// potential of every neuron of a population, say. Where there are more values
// than a picture can show, 1,000 over time and 500 elements, it draws their
// means over bins of equal size. Values that are not finite are left out; where
// there is no other, the map is grey.
//
// Panels[0].Colour is the label of the colours and, if they shall not be those
// of the data, the ends of their scale; values beyond have the colour of the
// end.
func HeatMap(s *runner.Series) *Figure {
	p := &Panel{Weight: 1.4, X: Axis{Label: "time (ms)", tight: true}, Y: Axis{Label: "neuron", Whole: true, tight: true}}
	f := &Figure{Panels: []*Panel{p}, ShareX: true}
	if s == nil {
		f.err = errors.New("the series of HeatMap is nil")
		return f
	}
	if f.err = s.Err(); f.err != nil {
		return f
	}
	p.Colour.Label = valueLabel([]*runner.Series{s})
	g := newGrid(s.Size(), s.Len(), mostRows, mostColumns)
	for k := range s.Len() {
		for j, v := range s.Row(k) {
			g.add(j, k, v)
		}
	}
	if f.err = s.Err(); f.err != nil { // seen in reading
		return f
	}
	if s.Len() > 0 {
		g.x0, g.dx = s.Times()[0], s.Period()
	}
	if contiguous(s.Indices) {
		g.y0 += float64(s.Indices[0])
	} else {
		p.Y.Label = fmt.Sprintf("%d recorded elements", s.Size())
	}
	p.Add(&cells{grid: g, panel: p, colours: func(float64, float64) *colourMap { return viridis() }})
	if lo, hi := g.valueRange(); lo > hi {
		p.note = "no values"
	}
	return f
}

// contiguous reports whether indices count up.
func contiguous(indices []int) bool {
	for k, i := range indices {
		if i != indices[0]+k {
			return false
		}
	}
	return len(indices) > 0
}
