package visualize

import (
	"gonum.org/v1/plot/font"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
	"gonum.org/v1/plot/vg/recorder"
)

// Text is what is written in a picture.
type Text struct {
	Text string
	Box  vg.Rectangle // of the letters, in points
	Size vg.Length
}

// Texts returns what is written in a figure, and the size of the figure.
func Texts(f *Figure) (texts []Text, w, h vg.Length) {
	wide, high := f.size()
	w, h = vg.Length(wide)*mm, vg.Length(high)*mm
	var r recorder.Canvas
	f.draw(draw.NewCanvas(&r, w, h))
	depth, turned := 0, -1
	for _, a := range r.Actions {
		switch a := a.(type) {
		case *recorder.Push:
			depth++
		case *recorder.Pop:
			if depth--; depth < turned {
				turned = -1
			}
		case *recorder.Rotate: // by a right angle
			turned = depth
		case *recorder.FillString:
			face := font.DefaultCache.Lookup(a.Font, a.Size)
			width := face.Width(a.String)
			// From a little below the line on which letters stand to their top.
			p, q := a.Point.Add(vg.Point{Y: -0.1 * a.Size}), a.Point.Add(vg.Point{X: width, Y: 0.72 * a.Size})
			box := vg.Rectangle{Min: p, Max: q}
			if turned >= 0 {
				box = vg.Rectangle{Min: vg.Point{X: -q.Y, Y: p.X}, Max: vg.Point{X: -p.Y, Y: q.X}}
			}
			texts = append(texts, Text{a.String, box, a.Size})
		}
	}
	return texts, w, h
}
