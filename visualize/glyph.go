package visualize

import (
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

// glyph is how a fixed point is drawn.
type glyph uint8

const (
	none   glyph = iota
	full         // a filled circle
	hollow       // an empty circle
	half         // a square, empty
)

// draw draws the glyph with a radius around a point.
func (g glyph) draw(c draw.Canvas, at vg.Point, r vg.Length) {
	outline := disc(at, r)
	if g == half {
		r *= 0.9
		outline = vg.Path{}
		outline.Move(at.Add(vg.Point{X: -r, Y: -r}))
		outline.Line(at.Add(vg.Point{X: r, Y: -r}))
		outline.Line(at.Add(vg.Point{X: r, Y: r}))
		outline.Line(at.Add(vg.Point{X: -r, Y: r}))
		outline.Close()
	}
	if g == full {
		c.SetColor(ink)
		c.Fill(outline)
		return
	}
	c.SetColor(paper)
	c.Fill(outline)
	c.SetLineStyle(draw.LineStyle{Color: ink, Width: lineWidth})
	c.Stroke(outline)
}
