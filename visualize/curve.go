package visualize

import (
	"image/color"
	"math"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"github.com/golgi-sim/golgi/measure"
)

// curve is lines through the plane.
type curve struct {
	lines  [][]point
	colour color.NRGBA
	width  vg.Length
	begins bool // it is a path: its first point is marked, and its jumps
}

// Plot draws the lines.
func (l *curve) Plot(c draw.Canvas, p *plot.Plot) {
	x, y := transforms(p, &c)
	style := draw.LineStyle{Color: l.colour, Width: l.width}
	for _, points := range l.lines {
		var pts []vg.Point
		stroke := func() {
			if len(pts) > 1 {
				c.StrokeLines(style, c.ClipLinesXY(pts)...)
			}
			pts = nil
		}
		for _, q := range points {
			at := vg.Point{X: x(q.x), Y: y(q.y)}
			if !finite(q.x) || !finite(q.y) || !finite(float64(at.X)) || !finite(float64(at.Y)) {
				stroke()
				continue
			}
			if n := len(pts); l.begins && n > 0 && far(c, pts[n-1], at) {
				last := pts[n-1]
				stroke()
				c.StrokeLines(draw.LineStyle{Color: l.colour, Width: 0.7 * l.width, Dashes: []vg.Length{2, 2}}, c.ClipLinesXY([]vg.Point{last, at})...)
			}
			// Points closer than can be seen would make a long run a large file.
			if n := len(pts); n < 2 || math.Hypot(float64(at.X-pts[n-1].X), float64(at.Y-pts[n-1].Y)) >= resolution {
				pts = append(pts, at)
			}
		}
		stroke()
		if l.begins && len(points) > 0 && finite(points[0].x) && finite(points[0].y) {
			if at := (vg.Point{X: x(points[0].x), Y: y(points[0].y)}); c.Contains(at) {
				c.SetColor(l.colour)
				c.Fill(disc(at, 1.7*l.width))
			}
		}
	}
}

// far reports whether a path jumps from one point to the next, as at a reset.
func far(c draw.Canvas, p, q vg.Point) bool {
	return math.Hypot(float64((q.X-p.X)/(c.Max.X-c.Min.X)), float64((q.Y-p.Y)/(c.Max.Y-c.Min.Y))) > 0.25
}

// marks are fixed points.
type marks struct{ points []measure.FixedPoint }

// Plot draws the marks.
func (m *marks) Plot(c draw.Canvas, p *plot.Plot) {
	x, y := transforms(p, &c)
	for _, q := range m.points {
		if at := (vg.Point{X: x(q.X), Y: y(q.Y)}); c.Contains(at) {
			glyphOf(q).draw(c, at, 2.8)
		}
	}
}

// arrows show where a field goes.
type arrows struct {
	field measure.Field
	x, y  Axis
}

// arrowPlace is the room of an arrow.
const arrowPlace = vg.Length(15)

// Plot draws the arrows.
func (a *arrows) Plot(c draw.Canvas, p *plot.Plot) {
	x, y := transforms(p, &c)
	columns, rows := max(2, int((c.Max.X-c.Min.X)/arrowPlace)), max(2, int((c.Max.Y-c.Min.Y)/arrowPlace))
	type arrow struct{ at, to vg.Point }
	var all []arrow
	fastest := 0.0
	for i := range columns {
		for j := range rows {
			px := a.x.Min + (a.x.Max-a.x.Min)*(float64(i)+0.5)/float64(columns)
			py := a.y.Min + (a.y.Max-a.y.Min)*(float64(j)+0.5)/float64(rows)
			dx, dy := a.field(px, py)
			// As it goes on the canvas.
			v := vg.Point{X: vg.Length(dx/(a.x.Max-a.x.Min)) * (x(a.x.Max) - x(a.x.Min)), Y: vg.Length(dy/(a.y.Max-a.y.Min)) * (y(a.y.Max) - y(a.y.Min))}
			speed := math.Hypot(float64(v.X), float64(v.Y))
			if !(speed > 0) || math.IsInf(speed, 0) {
				continue
			}
			fastest = max(fastest, speed)
			all = append(all, arrow{vg.Point{X: x(px), Y: y(py)}, v})
		}
	}
	style := draw.LineStyle{Color: arrowColour, Width: 0.6}
	for _, w := range all {
		speed := math.Hypot(float64(w.to.X), float64(w.to.Y))
		// Speeds differ by powers of ten.
		length := 0.85 * arrowPlace * vg.Length(0.35+0.65*math.Pow(speed/fastest, 0.3))
		d := vg.Point{X: w.to.X / vg.Length(speed), Y: w.to.Y / vg.Length(speed)}
		from, to := w.at.Sub(d.Scale(length/2)), w.at.Add(d.Scale(length/2))
		side := vg.Point{X: -d.Y, Y: d.X}
		neck := to.Sub(d.Scale(3.2))
		c.StrokeLine2(style, from.X, from.Y, neck.X, neck.Y)
		c.FillPolygon(arrowColour, []vg.Point{to, neck.Add(side.Scale(1.2)), neck.Sub(side.Scale(1.2))})
	}
}

var arrowColour = color.NRGBA{0xB0, 0xB0, 0xB0, 0xFF}
