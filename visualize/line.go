package visualize

import (
	"fmt"
	"image/color"
	"math"
	"slices"
	"strings"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"github.com/golgi-sim/golgi/runner"
)

// manyLines is how many lines a legend can name.
const manyLines = 6

// Line draws values over time, all in one panel: a line for every column of
// every series. Values that are not finite leave gaps.
func Line(series ...*runner.Series) *Figure {
	p := &Panel{X: Axis{Label: "time (ms)", tight: true}}
	f := &Figure{Panels: []*Panel{p}, ShareX: true}
	if len(series) == 0 {
		f.err = fmt.Errorf("Line was given no series")
		return f
	}
	for k, s := range series {
		if s == nil {
			f.err = fmt.Errorf("series %d of Line is nil", k)
			return f
		}
		times := s.Times()
		if n := len(times); n > 0 {
			// The axis goes on to where the next row would be, a round number.
			if p.X.Min == p.X.Max {
				p.X.Min, p.X.Max = times[0], seriesEnd(s)
			}
			p.X.Min, p.X.Max = min(p.X.Min, times[0]), max(p.X.Max, seriesEnd(s))
		}
		for j, xs := range s.Columns() {
			c := Colour(len(p.plotters))
			p.Add(&line{x: times, y: xs, colour: c})
			p.Legend = append(p.Legend, LegendEntry{Label: lineLabel(s, j), Colour: c})
		}
		if f.err == nil {
			f.err = s.Err() // that of reading, too
		}
	}
	p.Y.Label = valueLabel(series)
	if name := "." + variable(series[0].Name); strings.HasPrefix(p.Y.Label, name[1:]) {
		// What the axis says need not be said of every line.
		for k := range p.Legend {
			p.Legend[k].Label = strings.Replace(p.Legend[k].Label, name, "", 1)
		}
	}
	if len(p.Legend) > manyLines || len(p.Legend) == 1 {
		p.Legend = nil
	}
	if !drawsAnything(p.plotters) {
		p.note, p.Legend = "no values", nil
	}
	return f
}

// seriesEnd is the time of the row after the last, in ms.
func seriesEnd(s *runner.Series) float64 { return float64(s.Start+int64(s.Len())*s.Every) * s.Dt }

// lineLabel names a column.
func lineLabel(s *runner.Series, j int) string {
	if s.Size() == 1 && s.Indices[0] == 0 {
		return s.Name
	}
	return fmt.Sprintf("%s[%d]", s.Name, s.Indices[j])
}

// valueLabel is the label of an axis that series share: what they are of, if it
// is the same, and their unit.
func valueLabel(series []*runner.Series) string {
	name, unit := variable(series[0].Name), series[0].Unit
	for _, s := range series[1:] {
		if variable(s.Name) != name {
			name = ""
		}
		if s.Unit != unit {
			unit = ""
		}
	}
	switch {
	case unit == "":
		return name
	case name == "":
		return unit
	}
	return name + " (" + unit + ")"
}

// variable is the last part of a path: V of E.V.
func variable(path string) string { return path[strings.LastIndexByte(path, '.')+1:] }

func drawsAnything(ps []plot.Plotter) bool {
	for _, p := range ps {
		if l, ok := p.(*line); ok {
			if _, _, lo, hi := l.DataRange(); lo <= hi {
				return true
			}
		}
	}
	return false
}

// line is a line through points whose x ascends.
type line struct {
	x, y   []float64
	colour color.NRGBA
	filled bool // down to 0, if nothing is missing
}

func finite(x float64) bool { return x-x == 0 }

// DataRange returns the range of the finite values.
func (l *line) DataRange() (xmin, xmax, ymin, ymax float64) {
	xmin, xmax, ymin, ymax = math.Inf(1), math.Inf(-1), math.Inf(1), math.Inf(-1)
	if n := len(l.x); n > 0 {
		xmin, xmax = l.x[0], l.x[n-1]
	}
	for _, y := range l.y {
		if finite(y) {
			ymin, ymax = min(ymin, y), max(ymax, y)
		}
	}
	return xmin, xmax, ymin, ymax
}

// Plot draws the line.
func (l *line) Plot(c draw.Canvas, p *plot.Plot) {
	x, y := transforms(p, &c)
	if l.filled && len(l.x) > 0 && !slices.ContainsFunc(l.y, func(y float64) bool { return !finite(y) }) {
		area := []vg.Point{{X: x(l.x[0]), Y: y(0)}}
		for k, v := range l.y {
			area = append(area, vg.Point{X: x(l.x[k]), Y: y(v)})
		}
		pale := l.colour
		pale.A = 0x30
		c.FillPolygon(pale, c.ClipPolygonXY(append(area, vg.Point{X: x(l.x[len(l.x)-1]), Y: y(0)})))
	}
	style := draw.LineStyle{Color: l.colour, Width: lineWidth}
	var pts []vg.Point
	stroke := func() {
		switch {
		case len(pts) == 1 && c.Contains(pts[0]):
			c.SetColor(l.colour)
			c.Fill(disc(pts[0], lineWidth))
		case len(pts) > 1:
			c.StrokeLines(style, c.ClipLinesXY(thin(pts))...)
		}
		pts = nil
	}
	for k, v := range l.y {
		if !finite(v) {
			stroke()
			continue
		}
		pts = append(pts, vg.Point{X: x(l.x[k]), Y: y(v)})
	}
	stroke()
}

// resolution is the width in points that one column of a thinned line stands
// for: below what can be seen or printed.
const resolution = 0.12

// thin leaves out the points of a line that cannot be seen: of those in one
// column it keeps the first, the lowest, the highest and the last, so that no
// spike is lost.
func thin(pts []vg.Point) []vg.Point {
	var kept []vg.Point
	for from := 0; from < len(pts); {
		low, high, to := from, from, from+1
		column := math.Floor(float64(pts[from].X) / resolution)
		for ; to < len(pts) && math.Floor(float64(pts[to].X)/resolution) == column; to++ {
			if pts[to].Y < pts[low].Y {
				low = to
			}
			if pts[to].Y > pts[high].Y {
				high = to
			}
		}
		last := -1
		for _, k := range []int{from, min(low, high), max(low, high), to - 1} {
			if k > last {
				kept = append(kept, pts[k])
				last = k
			}
		}
		from = to
	}
	return kept
}
