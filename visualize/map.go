package visualize

import (
	"errors"
	"math"

	"github.com/golgi-sim/golgi/runner"
)

// Map draws a figure of a sweep over two parameters, as runner.Table.Matrix
// gives it: the parameter of the columns to the right, that of the rows upwards.
// Where the values of a parameter are not at equal distances, the axis counts
// them.
func Map(m *runner.Map) *Figure {
	p := &Panel{X: Axis{tight: true}, Y: Axis{tight: true}, aspect: 1}
	f := &Figure{Panels: []*Panel{p}}
	if m == nil || m.Z == nil {
		f.err = errors.New("the map is nil")
		return f
	}
	if len(m.Rows) == 0 || len(m.Columns) == 0 {
		f.err = errors.New("the map has no values")
		return f
	}
	g := newGrid(len(m.Rows), len(m.Columns), mostMatrix, mostMatrix)
	if rows, columns := m.Z.Dims(); rows != g.nrows || columns != g.ncols {
		f.err = errors.New("the map has other sizes than its values")
		return f
	}
	for i := range m.Rows {
		for j := range m.Columns {
			g.add(i, j, m.Z.At(i, j))
		}
	}
	g.x0, g.dx = along(&p.X, m.ColumnName, m.Columns)
	g.y0, g.dy = along(&p.Y, m.RowName, m.Rows)
	c := show(p, g)
	p.Colour.Label = m.Figure
	c.colours = func(float64, float64) *colourMap { return viridis() }
	return f
}

// along sets the axis of a parameter, and returns where its first cell begins
// and how large a cell is.
func along(a *Axis, name string, values []float64) (begin, size float64) {
	a.Label = name
	n := len(values)
	if n < 2 {
		return values[0] - 0.5, 1
	}
	size = (values[n-1] - values[0]) / float64(n-1)
	for k, v := range values {
		if !(math.Abs(v-(values[0]+float64(k)*size)) <= 1e-6*size) {
			a.Label, a.Whole = name+" (number of the value)", true
			return -0.5, 1
		}
	}
	return values[0] - size/2, size
}
