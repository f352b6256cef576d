package visualize

import (
	"errors"
	"fmt"
	"math"

	"gonum.org/v1/gonum/mat"

	"github.com/golgi-sim/golgi/conn"
	"github.com/golgi-sim/golgi/internal/null"
)

// mostMatrix is how many rows or columns of a matrix are drawn.
const mostMatrix = 250

// Weights draws a matrix of weights, as the Matrix of a layer is: a row for
// every presynaptic neuron, the first on top, a column for every postsynaptic
// one. 0 is almost white, positive weights are red, negative ones blue. Of a matrix of
// more than 250 rows or columns it draws means over bins, in which a pair that
// is not connected counts as 0.
//
// What has a method DoNonZero, as gonum's sparse matrices do, is asked for what
// is not 0 only.
func Weights(m mat.Matrix) *Figure {
	f, c := matrix("Weights", m)
	if f.err != nil {
		return f
	}
	p := f.Panels[0]
	p.X.Label, p.Y.Label, p.Colour.Label = "postsynaptic neuron", "presynaptic neuron", "weight"
	if c.high*c.wide > 1 {
		p.Colour.Label = fmt.Sprintf("mean weight in %d × %d", c.high, c.wide)
	}
	lo, hi := c.valueRange()
	switch {
	case lo < 0 && hi > 0:
		c.even = true
		c.colours = func(float64, float64) *colourMap { return diverging(0, 1) }
	case lo < 0:
		p.Colour.Min, p.Colour.Max = lo, 0
		c.colours = func(float64, float64) *colourMap { return diverging(0, 0.5) }
	default:
		if hi > 0 {
			p.Colour.Min, p.Colour.Max = 0, hi
		}
		c.colours = func(float64, float64) *colourMap { return diverging(0.5, 1) }
	}
	return f
}

// Correlations draws a matrix of correlations, as those of package measure are:
// positive ones red, negative ones blue. The scale is that of what is off the
// diagonal.
func Correlations(m mat.Matrix) *Figure {
	f, c := matrix("Correlations", m)
	if f.err != nil {
		return f
	}
	p := f.Panels[0]
	p.X.Label, p.Y.Label, p.Colour.Label = "neuron", "neuron", "correlation"
	if rows, columns := m.Dims(); rows != columns {
		f.err = fmt.Errorf("Correlations was given a matrix of %d × %d; correlations are a square matrix", rows, columns)
		return f
	}
	if c.high > 1 {
		p.Colour.Label = fmt.Sprintf("mean correlation in %d × %d", c.high, c.wide)
	}
	c.even = true
	c.colours = func(float64, float64) *colourMap { return diverging(0, 1) }
	off := 0.0
	for i := range c.rows {
		for j := range c.columns {
			if v := math.Abs(c.at(i, j)); i != j && finite(v) {
				off = max(off, v)
			}
		}
	}
	if off == 0 {
		off = 1
	}
	p.Colour.Min, p.Colour.Max = -off, off
	return f
}

// Matrix draws any matrix, the first row on top: for numbers without a sign by
// which they would differ. Of more than 250 rows or columns it draws means over
// bins.
func Matrix(label string, m mat.Matrix) *Figure {
	f, c := matrix("Matrix", m)
	if f.err == nil {
		f.Panels[0].X.Label, f.Panels[0].Y.Label, f.Panels[0].Colour.Label = "column", "row", label
		c.colours = func(float64, float64) *colourMap { return viridis() }
	}
	return f
}

// matrix is a square panel with the cells of a matrix.
func matrix(caller string, m mat.Matrix) (*Figure, *cells) {
	f, p := square()
	if null.Is(m) {
		f.err = fmt.Errorf("the matrix of %s is nil", caller)
		return f, nil
	}
	rows, columns := m.Dims()
	g := newGrid(rows, columns, mostMatrix, mostMatrix)
	if sparse, ok := m.(mat.NonZeroDoer); ok {
		sparse.DoNonZero(g.addTo)
		g.full()
	} else {
		for i := range rows {
			for j := range columns {
				g.add(i, j, m.At(i, j))
			}
		}
	}
	return f, show(p, g)
}

// square is a figure of a square panel whose first row is on top.
func square() (*Figure, *Panel) {
	p := &Panel{X: Axis{Whole: true, tight: true}, Y: Axis{Whole: true, tight: true, Reversed: true}, aspect: 1}
	return &Figure{Panels: []*Panel{p}}, p
}

// show puts a grid into a panel.
func show(p *Panel, g *grid) *cells {
	c := &cells{grid: g, panel: p}
	p.Add(c)
	if g.nrows > 0 && g.ncols > 0 {
		// Far from a square, rows or columns would be too thin to see.
		p.aspect = min(max(float64(g.nrows)/float64(g.ncols), 0.4), 2)
	}
	if lo, hi := g.valueRange(); lo > hi {
		p.note = "no values"
	}
	return c
}

// Connectivity draws who is connected to whom: a point for every synapse, its
// row the presynaptic neuron, the first on top, its column the postsynaptic one.
// Of more than 250 neurons, or where points would hide each other, it draws the
// density of synapses: how many there are in a bin over how many pairs.
//
// conn.MatConn makes a structure of a matrix.
func Connectivity(s *conn.Structure) *Figure {
	f, p := square()
	if s == nil {
		f.err = errors.New("the structure of Connectivity is nil")
		return f
	}
	if err := s.Check(); err != nil {
		f.err = fmt.Errorf("Connectivity: %w", err)
		return f
	}
	p.X.Label, p.Y.Label = "postsynaptic neuron", "presynaptic neuron"
	if max(s.Pre, s.Post) <= mostMatrix && len(s.Cols) <= manyDots {
		p.Add(&synapses{s})
		p.aspect = min(max(float64(s.Pre)/float64(max(s.Post, 1)), 0.4), 2)
		if len(s.Cols) == 0 {
			p.note = "no synapses"
		}
		return f
	}
	g := newGrid(s.Pre, s.Post, mostMatrix, mostMatrix)
	for i := range s.Pre {
		for _, j := range s.Cols[s.Rows[i]:s.Rows[i+1]] {
			g.addTo(i, int(j), 1)
		}
	}
	g.full()
	c := show(p, g)
	c.colours = func(float64, float64) *colourMap { return diverging(0.5, 0) }
	_, hi := g.valueRange()
	p.Colour = Axis{Label: "synapses per pair", Max: max(hi, 1e-300)}
	if hi == 0 {
		p.Colour.Max, p.note = 1, "no synapses"
	}
	return f
}
