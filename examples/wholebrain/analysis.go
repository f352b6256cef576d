package main

import (
	"math"

	"gonum.org/v1/gonum/mat"
	"gonum.org/v1/gonum/stat"
	"gonum.org/v1/plot/palette/moreland"
	"gonum.org/v1/plot/plotter"

	"github.com/golgi-sim/golgi/measure"
	"github.com/golgi-sim/golgi/runner"
	"github.com/golgi-sim/golgi/visualize"
)

// analysis is what the activity of a brain comes to; NaN where there is none.
type analysis struct {
	function     *mat.SymDense // functional connectivity
	agreement    float64       // its correlation with the weights of the fibres
	mean         float64       // its mean over all pairs
	counterparts float64       // and over regions and those opposite
	frequency    float64       // of the oscillations, Hz
}

// analyse looks at the activities x after the first skip ms.
func analyse(x *runner.Series, c connectome, skip float64) analysis {
	nan := math.NaN()
	a := analysis{agreement: nan, mean: nan, counterparts: nan, frequency: nan}
	x = x.Window(skip, math.Inf(1))
	n := x.Size()
	var err error
	if a.function, err = measure.FunctionalConnectivity(x); err != nil {
		return a
	}
	if r, err := measure.MatrixCorrelation(a.function, c.weights); err == nil {
		a.agreement = r
	}
	a.mean = (mat.Sum(a.function) - float64(n)) / float64(n*(n-1))
	a.counterparts = 0
	for i := range n / 2 {
		a.counterparts += a.function.At(i, i+n/2) / float64(n/2)
	}
	rises := 0
	for j := range n {
		rises += crossings(x.Column(j))
	}
	a.frequency = float64(rises) / float64(n) / (float64(x.Len()) * x.Period()) * 1000
	return a
}

// crossings counts how often x comes up to its mean plus half its standard
// deviation after it was as far below.
func crossings(x []float64) int {
	m, sd := stat.MeanStdDev(x, nil)
	count, low := 0, false
	for _, v := range x {
		switch {
		case v < m-sd/2:
			low = true
		case v > m+sd/2 && low:
			count, low = count+1, false
		}
	}
	return count
}

// matrix is a matrix as a plotter wants it: row 0 on top.
type matrix struct{ mat.Matrix }

// Dims returns the number of columns and rows.
func (m matrix) Dims() (c, r int) {
	r, c = m.Matrix.Dims()
	return c, r
}

// Z returns an entry.
func (m matrix) Z(c, r int) float64 { return m.At(r, c) }

// X returns the place of a column.
func (m matrix) X(c int) float64 { return float64(c) }

// Y returns the place of a row.
func (m matrix) Y(r int) float64 { return float64(r) }

// picture leaves the activities of some regions, both connectivities, and one
// over the other.
func picture(path string, x *runner.Series, net *Brain, a analysis) error {
	end := float64(x.Start)*x.Dt + float64(x.Len())*x.Period()
	traces := visualize.Line(x.Window(max(0, end-1000), end).Slice(0, min(4, x.Size())))
	traces.Panels[0].Y.Label = "activity x"
	f := &visualize.Figure{Width: 180, Height: 140, Columns: 2, Panels: []*visualize.Panel{traces.Panels[0]}}
	if a.function == nil {
		f.Columns = 1
		return f.Save(path)
	}
	colours := moreland.SmoothBlueRed().Palette(255)
	regions := visualize.Axis{Label: "region", Min: -0.5, Max: float64(net.N.Size()) - 0.5}
	heat := func(title string, m mat.Matrix, largest float64) *visualize.Panel {
		h := plotter.NewHeatMap(matrix{m}, colours)
		h.Min, h.Max, h.Rasterized = -largest, largest, true
		p := &visualize.Panel{Title: title, X: regions, Y: regions}
		p.Add(h)
		return p
	}
	points := plotter.XYs{}
	for i := range net.N.Size() {
		for j := range i {
			points = append(points, plotter.XY{X: net.structure.weights.At(i, j), Y: a.function.At(i, j)})
		}
	}
	scatter, err := plotter.NewScatter(points)
	if err != nil {
		return err
	}
	scatter.Radius, scatter.Color = 1, visualize.Colour(0)
	both := &visualize.Panel{Title: "Function over structure", X: visualize.Axis{Label: "weight"}, Y: visualize.Axis{Label: "correlation"}}
	both.Add(scatter)
	f.Panels = append(f.Panels, both, heat("Structural connectivity", net.structure.weights, 1), heat("Functional connectivity", a.function, 1))
	return f.Save(path)
}
