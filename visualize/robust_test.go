package visualize_test

import (
	"bytes"
	"image/png"
	"math"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"gonum.org/v1/gonum/mat"
	"gonum.org/v1/plot/plotter"
	"pgregory.net/rapid"

	"github.com/golgi-sim/golgi/conn"
	"github.com/golgi-sim/golgi/measure"
	"github.com/golgi-sim/golgi/runner"
	"github.com/golgi-sim/golgi/visualize"
)

// odd are numbers that pictures have to live with.
var odd = []float64{0, 1, -1, -65, 1e-320, 1e308, -1e308, math.MaxFloat64, math.NaN(), math.Inf(1), math.Inf(-1), 3, 3.0000000001}

func numbers(t *rapid.T, most int) []float64 {
	return rapid.SliceOfN(rapid.SampledFrom(odd), 0, most).Draw(t, "numbers")
}

func axis(t *rapid.T) visualize.Axis {
	return visualize.Axis{
		Label: rapid.SampledFrom([]string{"", "V (mV)", "x", "a (b) c"}).Draw(t, "label"),
		Min:   rapid.SampledFrom(odd).Draw(t, "min"), Max: rapid.SampledFrom(odd).Draw(t, "max"),
		Log: rapid.Bool().Draw(t, "log"), Reversed: rapid.Bool().Draw(t, "reversed"), Whole: rapid.Bool().Draw(t, "whole"),
	}
}

// anything is a figure of something that may make no sense.
func anything(t *rapid.T) *visualize.Figure {
	xs := numbers(t, 24)
	columns := rapid.IntRange(1, 4).Draw(t, "columns")
	s := runner.NewSeries("N.V", "mV", rapid.SampledFrom([]float64{0.1, 1e-9, 1e9}).Draw(t, "dt"), rapid.Int64Range(-3, 1<<40).Draw(t, "start"), columns, xs[:len(xs)/columns*columns])
	n := rapid.IntRange(0, 3).Draw(t, "n")
	end := rapid.Int64Range(0, 9).Draw(t, "end")
	var steps []int64
	var indices []int32
	for step := range end {
		for i := range n {
			if rapid.Bool().Draw(t, "spike") {
				steps, indices = append(steps, step), append(indices, int32(i))
			}
		}
	}
	train := runner.NewSpikeTrain("N.spike", n, 0.1, 0, end, steps, indices)
	var m *mat.Dense
	if len(xs)/columns > 0 {
		m = mat.NewDense(len(xs)/columns, columns, xs[:len(xs)/columns*columns])
	}
	var empty mat.Dense
	kind := func() *visualize.Figure {
		switch rapid.IntRange(0, 17).Draw(t, "kind") {
		case 0:
			return visualize.Raster(train, train)
		case 1:
			return visualize.Line(s)
		case 2:
			return visualize.Traces(s, train)
		case 3:
			return visualize.HeatMap(s)
		case 4:
			return visualize.Weights(m)
		case 5:
			return visualize.Correlations(m)
		case 6:
			return visualize.Matrix("", m)
		case 7:
			return visualize.Connectivity(&conn.Structure{Pre: n, Post: n, Rows: make([]int, n+1)})
		case 8:
			return visualize.Distribution("x (mV)", visualize.Sample{Name: "a", Values: xs}, visualize.Sample{Values: nil})
		case 9:
			return visualize.ECDF("x", visualize.Sample{Name: "a", Values: xs})
		case 10:
			return visualize.ISI(train)
		case 11:
			return visualize.Rates(train, train)
		case 12:
			f := make([]float64, len(xs))
			for k := range f {
				f[k] = float64(k)
			}
			return visualize.Spectrum(&measure.Spectrum{Name: "a", Frequencies: f, Density: xs})
		case 13:
			x := rapid.SampledFrom(odd).Draw(t, "slope")
			return visualize.PhasePlane(func(v, w float64) (float64, float64) { return x*v - w*w, v/w + x }, axis(t), axis(t), visualize.Trajectory{X: xs, Y: xs})
		case 14:
			return visualize.PopulationRate(train)
		case 15:
			return visualize.Weights(&empty)
		case 16:
			return visualize.PhasePlane(func(v, w float64) (float64, float64) { return w, -v }, visualize.Axis{Min: -1, Max: 1}, visualize.Axis{Min: -1, Max: 1}, visualize.TrajectoryOf(s, s))
		}
		names := make([]string, len(xs))
		return visualize.Bars("x", names, xs, nil)
	}
	f := kind()
	for range rapid.IntRange(0, 2).Draw(t, "more") {
		f = rapid.SampledFrom([]func(...*visualize.Figure) *visualize.Figure{visualize.Rows, visualize.Columns, visualize.Stack}).Draw(t, "by")(f, kind())
	}
	if len(f.Panels) > 0 && rapid.Bool().Draw(t, "axes") {
		p := f.Panels[0]
		p.X, p.Y, p.Colour = axis(t), axis(t), axis(t)
	}
	if rapid.Bool().Draw(t, "sized") {
		f.Width = rapid.SampledFrom([]float64{1, 20, 85, 300, -1}).Draw(t, "width")
	}
	if rapid.Bool().Draw(t, "columns of panels") {
		f.Columns = rapid.IntRange(-1, 5).Draw(t, "columns of panels")
	}
	return f
}

var (
	images  = regexp.MustCompile(`xlink:href="data:[^"]*"`)
	noPlace = regexp.MustCompile("NaN|Inf")
)

// Whatever is drawn, there is a picture or an error, and never a panic.
func TestAnything(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		f := anything(t)
		f.DPI = 20
		for _, format := range []string{"png", "svg", "pdf"}[:rapid.IntRange(1, 3).Draw(t, "formats")] {
			var b bytes.Buffer
			if err := f.Write(&b, format); err != nil {
				require.ErrorContains(t, err, "visualize: ")
				return
			}
			if format == "png" {
				_, err := png.Decode(&b)
				require.NoError(t, err)
			}
			require.False(t, format == "svg" && noPlace.Match(images.ReplaceAll(b.Bytes(), nil)), "there are places that are no numbers")
		}
	})
}

func TestMistakesOfKinds(t *testing.T) {
	bad := runner.NewSpikeTrain("N.spike", -1, 0.1, 0, 1, nil, nil)
	worse := runner.NewSeries("N.V", "", 0.1, 0, 0, nil)
	good := runner.NewSeries("E.V", "mV", 0.1, 0, 1, []float64{1, 2, 3})
	field := func(x, y float64) (float64, float64) { return y, -x }
	unit := visualize.Axis{Min: 0, Max: 1}
	var nothing *mat.Dense
	for want, f := range map[string]*visualize.Figure{
		"visualize: the series of HeatMap is nil":                                               visualize.HeatMap(nil),
		"visualize: N.V: a series of 0 columns":                                                 visualize.HeatMap(worse),
		"visualize: the series of Traces is nil":                                                visualize.Traces(nil, bad),
		"visualize: the spikes of Traces are nil":                                               visualize.Traces(good, nil),
		"visualize: N.spike: -1 neurons":                                                        visualize.Traces(good, bad),
		"visualize: the matrix of Weights is nil":                                               visualize.Weights(nothing),
		"visualize: the matrix of Matrix is nil":                                                visualize.Matrix("", nil),
		"visualize: the structure of Connectivity is nil":                                       visualize.Connectivity(nil),
		"visualize: Distribution was given nothing":                                             visualize.Distribution("x"),
		"visualize: ECDF was given nothing":                                                     visualize.ECDF("x"),
		"visualize: ISI was given nothing":                                                      visualize.ISI(),
		"visualize: train 0 of Rates is nil":                                                    visualize.Rates(nil),
		"visualize: Spectrum was given nothing":                                                 visualize.Spectrum(),
		"visualize: spectrum 0 of Spectrum is nil":                                              visualize.Spectrum(nil),
		"visualize: PhasePlane was given no field":                                              visualize.PhasePlane(nil, unit, unit),
		"visualize: Raster was given no spikes":                                                 visualize.PopulationRate(),
		"visualize: figure 0 of Columns is nil":                                                 visualize.Columns(nil),
		"visualize: figure 0 of Stack has no panels":                                            visualize.Stack(&visualize.Figure{}),
		"visualize: trajectory 0 of PhasePlane: N.V: a series of":                               visualize.PhasePlane(field, unit, unit, visualize.TrajectoryOf(worse, good)),
		"visualize: Correlations was given a matrix of 2 × 3; correlations are a square matrix": visualize.Correlations(mat.NewDense(2, 3, nil)),
		"visualize: Connectivity: a structure of 3 × 0 elements has 0 entries in Rows; it needs one per pre and one more":                 visualize.Connectivity(&conn.Structure{Pre: 3}),
		"visualize: the axis y of PhasePlane is from 0 to 0; give it Min and Max, the one less than the other, and neither Log nor Names": visualize.PhasePlane(field, unit, visualize.Axis{}),
		"visualize: trajectory 0 of PhasePlane has 1 values of x and 0 of y":                                                              visualize.PhasePlane(field, unit, unit, visualize.Trajectory{X: []float64{1}}),
		"visualize: spectrum 0 of Spectrum, x, has 0 densities for 1 frequencies":                                                         visualize.Spectrum(&measure.Spectrum{Name: "x", Frequencies: []float64{1}}),
		"visualize: figure 0 of Rows is composed of figures; use Stack":                                                                   visualize.Rows(visualize.Columns(simple(), simple())),
	} {
		assert.ErrorContains(t, f.Write(&bytes.Buffer{}, "png"), want)
	}
}

// Large results make no large files: a million spikes, and noise in every cell of
// a heat map of 4,000 neurons over 10,000 steps, which no image format can make
// smaller.
func TestLargeResultsMakeSmallFiles(t *testing.T) {
	spikes, cells := visualize.Raster(irregular(5000, 100, 2000, 4)), visualize.HeatMap(noisy(large()))
	weights := visualize.Weights(block(1500, 0.1, -4))
	for format, most := range map[string]int{"png": 2 << 20, "svg": 3 << 20, "pdf": 3 << 20} {
		for name, f := range map[string]*visualize.Figure{"spikes": spikes, "cells": cells, "weights": weights} {
			var b bytes.Buffer
			require.NoError(t, f.Write(&b, format))
			assert.Less(t, b.Len(), most, "%s as %s", name, format)
			t.Logf("%s as %s: %d kB", name, format, b.Len()/1000)
		}
	}
}

// The axis of a raster says when its numbers are not those of the neurons.
func TestRasterOfPicks(t *testing.T) {
	train := runner.NewSpikeTrain("N.spike", 3, 0.1, 0, 10, []int64{1, 2, 2}, []int32{0, 1, 2})
	label := func() string { return visualize.Raster(train).Panels[0].Y.Label }
	assert.Equal(t, "neuron", label())
	train.Neurons = []int{0, 1, 2}
	assert.Equal(t, "neuron", label())
	train.Neurons = []int{3, 7, 50}
	assert.Equal(t, "recorded neuron", label())
}

// Values that differ by rounding only are drawn as one value is.
func TestDistributionOfRounding(t *testing.T) {
	for _, values := range [][]float64{{1, math.Nextafter(1, 2)}, {-65, -65, math.Nextafter(-65, 0)}, {-65, -65 * (1 + 2e-14)}} {
		assert.NoError(t, visualize.Distribution("x", visualize.Sample{Values: values}).Err())
	}
}

// An axis of logarithms has no place for what is not positive, and says so where
// nothing else is there.
func TestLogarithmsOfNothing(t *testing.T) {
	text := func(x, y []float64, logX, logY bool) string {
		p := &visualize.Panel{X: visualize.Axis{Log: logX}, Y: visualize.Axis{Log: logY}}
		points, err := plotter.NewScatter(plotter.XYs{{X: x[0], Y: y[0]}, {X: x[1], Y: y[1]}})
		require.NoError(t, err)
		p.Add(points)
		var b bytes.Buffer
		require.NoError(t, (&visualize.Figure{Panels: []*visualize.Panel{p}}).Write(&b, "svg"))
		return b.String()
	}
	const note = "no positive values"
	up, down := []float64{1, 2}, []float64{-1, 0}
	assert.Contains(t, text(up, down, false, true), note)
	assert.Contains(t, text(down, up, true, false), note)
	assert.NotContains(t, text(up, down, false, false), note)
	assert.NotContains(t, text(up, []float64{-1, 2}, false, true), note)
	// One that has a note keeps it.
	f := visualize.Line(runner.NewSeries("N.V", "mV", 0.1, 0, 1, []float64{math.NaN()}))
	f.Panels[0].Y.Log = true
	var b bytes.Buffer
	require.NoError(t, f.Write(&b, "svg"))
	assert.Contains(t, b.String(), "no values")
	assert.NotContains(t, b.String(), note)
}

// A panel in which nothing is drawn says so, and what cannot be less than 0 has
// an axis from 0.
func TestPanelsOfNothing(t *testing.T) {
	svg := func(f *visualize.Figure) string {
		var b bytes.Buffer
		require.NoError(t, f.Write(&b, "svg"))
		return b.String()
	}
	nan := math.NaN()
	names := []string{"E", "I"}
	for name, f := range map[string]*visualize.Figure{
		"bars":                 visualize.Bars("CV", names, []float64{nan, nan}, nil),
		"bars with references": visualize.Bars("rate (Hz)", names, []float64{nan, nan}, []float64{3, 5}),
		"rates over no time":   visualize.Raster(&runner.SpikeTrain{Name: "N.spike", Dt: 0.1, N: 4}),
	} {
		assert.Equal(t, 1, strings.Count(svg(f), "no values"), name)
		if name != "bars with references" { // whose axis has a margin below
			assert.NotContains(t, svg(f), "−", "%s: an axis begins below 0", name)
		}
	}
	for _, f := range []*visualize.Figure{
		visualize.Bars("CV", names, []float64{0, nan}, nil),
		visualize.Bars("CV", names, []float64{0, 0}, []float64{0, 0}),
		visualize.Raster(&runner.SpikeTrain{Name: "N.spike", Dt: 0.1, N: 4, Stop: 100}), // a rate of 0
	} {
		assert.NotContains(t, svg(f), "no values")
		assert.NotContains(t, svg(f), "−")
	}
}
