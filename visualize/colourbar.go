package visualize

import (
	"image"
	"math"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/text"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

// colourBar shows at the right of a panel what its colours stand for.
type colourBar struct {
	scale
	label string
	ticks []plot.Tick
}

const (
	barWidth = vg.Length(7)
	barSpace = vg.Length(9) // from the panel
)

// bar returns the bar of a panel, nil if it has no colours to explain.
func (p *Panel) bar() *colourBar {
	for _, q := range p.plotters {
		if c, ok := q.(*cells); ok && c.rows > 0 && c.columns > 0 {
			return &colourBar{scale: c.scale(), label: p.Colour.Label}
		}
	}
	return nil
}

// width is the width of the bar with all that belongs to it.
func (b *colourBar) width(tick, label text.Style) vg.Length {
	w := barSpace + barWidth + tickLength + gap
	var widest vg.Length
	for _, t := range b.ticks {
		widest = max(widest, tick.Width(t.Label))
	}
	w += widest
	if b.label != "" {
		w += gap + label.Height(b.label)
	}
	return w
}

// draw draws the bar beside a panel.
func (b *colourBar) draw(c draw.Canvas, box vg.Rectangle) {
	r := vg.Rectangle{Min: vg.Point{X: box.Max.X + barSpace, Y: box.Min.Y}, Max: vg.Point{X: box.Max.X + barSpace + barWidth, Y: box.Max.Y}}
	drawDots(c, r, func(at [2]func(int) float64, w, h int) image.Image {
		img := b.image(w, h)
		for k := range img.Pix {
			v := (at[1](k/img.Stride) - float64(r.Min.Y)) / float64(r.Max.Y-r.Min.Y)
			img.Pix[k] = index(v)
		}
		return img
	})
	tick := textStyle(tickSize, text.XLeft, text.YCenter)
	var widest vg.Length
	for _, t := range b.ticks {
		y := r.Min.Y + (r.Max.Y-r.Min.Y)*vg.Length((t.Value-b.lo)/(b.hi-b.lo))
		c.StrokeLine2(axisLine, r.Max.X, y, r.Max.X+tickLength, y)
		fillMiddle(c, tick, vg.Point{X: r.Max.X + tickLength + gap, Y: y}, t.Label)
		widest = max(widest, tick.Width(t.Label))
	}
	if b.label != "" {
		up := textStyle(labelSize, text.XCenter, text.YTop)
		up.Rotation = math.Pi / 2
		c.FillText(up, vg.Point{X: r.Max.X + tickLength + 2*gap + widest, Y: (r.Min.Y + r.Max.Y) / 2}, b.label)
	}
}
