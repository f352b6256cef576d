package visualize

import (
	"image/color"
	"math"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/text"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

// LegendEntry says what a colour stands for.
type LegendEntry struct {
	Label  string
	Colour color.Color
	Dots   bool // drawn as points, not as a line

	glyph glyph // in the place of a point
}

// drawAxes draws a line, ticks, numbers and a label on the left and, in the last
// of panels that share it, below.
func (fr *frame) drawAxes(c draw.Canvas) {
	inner := c
	inner.Rectangle = fr.box
	x, y := transforms(fr.plot, &inner)
	tick, label := textStyle(tickSize, text.XRight, text.YCenter), textStyle(labelSize, text.XCenter, text.YBottom)

	at := fr.box.Min.X - offset
	c.StrokeLine2(axisLine, at, fr.box.Min.Y, at, fr.box.Max.Y)
	for _, t := range fr.yTicks {
		c.StrokeLine2(axisLine, at-markLength(t), y(t.Value), at, y(t.Value))
		fillMiddle(c, tick, vg.Point{X: at - tickLength - gap, Y: y(t.Value)}, t.Label)
	}
	if fr.Y.Label != "" {
		up := label
		up.Rotation = math.Pi / 2
		c.FillText(up, vg.Point{X: fr.labelX, Y: (fr.box.Min.Y + fr.box.Max.Y) / 2}, fr.Y.Label)
	}
	if !fr.showX {
		return
	}
	at = fr.box.Min.Y - offset
	tick.XAlign, tick.YAlign, label.YAlign = text.XCenter, text.YTop, text.YTop
	c.StrokeLine2(axisLine, fr.box.Min.X, at, fr.box.Max.X, at)
	for _, t := range fr.xTicks {
		c.StrokeLine2(axisLine, x(t.Value), at-markLength(t), x(t.Value), at)
		c.FillText(tick, vg.Point{X: x(t.Value), Y: at - tickLength - gap}, t.Label)
	}
	if fr.X.Label != "" {
		below := at - tickLength - 2*gap - tick.Height("0")
		c.FillText(label, vg.Point{X: (fr.box.Min.X + fr.box.Max.X) / 2, Y: below}, fr.X.Label)
	}
}

// markLength is the length of a tick: those without a number are short.
func markLength(t plot.Tick) vg.Length {
	if t.Label == "" {
		return 0.6 * tickLength
	}
	return tickLength
}

// fillMiddle writes text whose digits, rather than its whole line, have their
// middle at a point.
func fillMiddle(c draw.Canvas, s text.Style, at vg.Point, txt string) {
	s.YAlign = text.YBottom
	at.Y -= baseline(s) + digitHeight*s.Font.Size/2
	c.FillText(s, at, txt)
}

// Heights of Liberation Sans, in parts of its size.
const (
	digitHeight = 0.69
	smallHeight = 0.53 // of x
)

// baseline is the height of the line that text stands on above the point where
// it is written with YBottom.
func baseline(s text.Style) vg.Length { return s.Font.Size - s.FontExtents().Ascent }

// drawHead draws the title of a panel at the left above it, and the legend at
// the right.
func (fr *frame) drawHead(c draw.Canvas) {
	y := fr.box.Max.Y + gap
	if fr.Title != "" {
		up := vg.Length(0)
		if fr.above {
			up = vg.Length(len(fr.legend)) * textStyle(labelSize, 0, 0).Height("X")
		}
		c.FillText(bold(textStyle(labelSize, text.XLeft, text.YBottom)), vg.Point{X: fr.box.Min.X, Y: y + up}, fr.Title)
	}
	style := textStyle(tickSize, text.XLeft, text.YBottom)
	for k, row := range fr.legend {
		y := y + vg.Length(len(fr.legend)-1-k)*textStyle(labelSize, 0, 0).Height("X")
		x := fr.box.Max.X + space
		for _, e := range row {
			x -= e.width(style)
		}
		middle := y + baseline(style) + smallHeight*style.Font.Size/2
		for _, e := range row {
			switch at := (vg.Point{X: x + e.sample()/2, Y: middle}); {
			case e.glyph != none:
				e.glyph.draw(c, at, e.sample()/2)
			case e.Dots:
				c.SetColor(e.Colour)
				c.Fill(disc(at, e.sample()/2))
			default:
				c.StrokeLine2(draw.LineStyle{Color: e.Colour, Width: 1.5 * lineWidth}, x, middle, x+e.sample(), middle)
			}
			c.FillText(style, vg.Point{X: x + e.sample() + gap, Y: y}, e.Label)
			x += e.width(style)
		}
	}
}

// space is the distance between the entries of a legend.
const space = vg.Length(12)

// width is the width of an entry, with the space behind it.
func (e LegendEntry) width(s text.Style) vg.Length {
	return e.sample() + gap + s.Width(e.Label) + space
}

// rows puts the entries of the legend into lines that are not too wide.
func (p *Panel) rows(widest vg.Length, s text.Style) [][]LegendEntry {
	var rows [][]LegendEntry
	left := vg.Length(0)
	for _, e := range p.Legend {
		w := e.width(s)
		if len(rows) == 0 || w > left {
			rows, left = append(rows, nil), widest
		}
		rows[len(rows)-1] = append(rows[len(rows)-1], e)
		left -= w
	}
	return rows
}

// crowded reports whether the title and the legend are too wide for one line.
func (fr *frame) crowded(width vg.Length, tick, label text.Style) bool {
	if fr.Title == "" || len(fr.legend) == 0 {
		return false
	}
	w := vg.Length(0)
	for _, e := range fr.legend[0] {
		w += e.width(tick)
	}
	return w+bold(label).Width(fr.Title) > width
}

// sample is the width of what stands before the text of an entry.
func (e LegendEntry) sample() vg.Length {
	if e.Dots || e.glyph != none {
		return 4.6
	}
	return 14
}

// disc is a circle as a path.
func disc(centre vg.Point, r vg.Length) vg.Path {
	var p vg.Path
	p.Move(vg.Point{X: centre.X + r, Y: centre.Y})
	p.Arc(centre, r, 0, 2*math.Pi)
	p.Close()
	return p
}
