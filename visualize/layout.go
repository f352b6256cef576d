package visualize

import (
	"math"
	"slices"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/text"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

// frame is a panel with its axes made definite.
type frame struct {
	*Panel
	plot   *plot.Plot // carries the axes for the plotters
	xTicks []plot.Tick
	yTicks []plot.Tick
	showX  bool            // numbers and label of the horizontal axis
	legend [][]LegendEntry // in lines
	box    vg.Rectangle
	wide   vg.Length  // that the box has room for
	colour *colourBar // nil if there is none
	empty  string     // said in the place of data
	above  bool       // the title stands above the legend, not beside it
	labelX vg.Length  // of the label of the vertical axis
}

// draw draws the figure.
func (f *Figure) draw(c draw.Canvas) {
	area := c.Rectangle
	area.Min.X += margin
	area.Min.Y += margin
	area.Max.X -= margin
	area.Max.Y -= margin
	f.drawIn(c, area)
}

// drawIn draws the figure in a part of a canvas.
func (f *Figure) drawIn(c draw.Canvas, area vg.Rectangle) {
	if f.Title != "" {
		style := bold(textStyle(titleSize, text.XCenter, text.YTop))
		c.FillText(style, vg.Point{X: (area.Min.X + area.Max.X) / 2, Y: area.Max.Y}, f.Title)
		area.Max.Y -= style.Height(f.Title) + gap
	}
	if f.parts != nil {
		f.drawParts(c, area)
		return
	}
	frames := f.frames()
	rows := f.rows()
	width := (area.Max.X - area.Min.X) / vg.Length(max(f.Columns, 1))
	for k, column := range slices.Collect(slices.Chunk(frames, rows)) {
		part := area
		part.Min.X += vg.Length(k) * width
		part.Max.X = part.Min.X + width
		if k > 0 {
			part.Min.X += 2 * margin
		}
		f.arrange(column, part, rows)
	}
	for _, fr := range frames {
		fr.drawAxes(c)
		inner := c
		inner.Rectangle = fr.box
		for _, p := range fr.plotters {
			p.Plot(inner, fr.plot)
		}
		if fr.empty != "" {
			style := textStyle(labelSize, text.XCenter, text.YCenter)
			style.Color = pale
			c.FillText(style, inner.Center(), fr.empty)
		}
		if fr.aside != "" {
			style := textStyle(tickSize, text.XRight, text.YCenter)
			style.Color = pale
			c.FillText(style, vg.Point{X: fr.box.Max.X, Y: (fr.box.Min.Y + fr.box.Max.Y) / 2}, fr.aside)
		}
		if fr.colour != nil {
			fr.colour.draw(c, fr.box)
		}
		fr.drawHead(c)
	}
}

// between is the distance between figures of which one is composed.
const between = 2 * margin

// square is the height in mm that suits a figure of one panel with an aspect.
func (f *Figure) square(width float64) float64 {
	frames := f.frames()
	fr := frames[0]
	w := vg.Length(width) * mm
	f.arrange(frames, vg.Rectangle{Min: vg.Point{X: margin, Y: margin}, Max: vg.Point{X: w - margin, Y: w}}, 1)
	tick, label := textStyle(tickSize, 0, 0), textStyle(labelSize, 0, 0)
	high := vg.Length(fr.aspect)*max(fr.wide, 20) + fr.head(tick, label) + fr.foot(tick, label) + 2*margin
	if f.Title != "" {
		high += bold(textStyle(titleSize, 0, 0)).Height(f.Title) + gap
	}
	return float64(high / mm)
}

// drawParts draws figures side by side, or one above the other.
func (f *Figure) drawParts(c draw.Canvas, area vg.Rectangle) {
	n := vg.Length(len(f.parts) - 1)
	if f.beside {
		left, width := area.Min.X, area.Max.X-area.Min.X-n*between
		for k, w := range f.widths() {
			part := area
			part.Min.X, part.Max.X = left, left+vg.Length(w)*width
			f.parts[k].drawIn(c, part)
			left = part.Max.X + between
		}
		return
	}
	top, height := area.Max.Y, area.Max.Y-area.Min.Y-n*between
	for k, h := range f.heights(float64((area.Max.X - area.Min.X) / mm)) {
		part := area
		part.Min.Y, part.Max.Y = top-vg.Length(h)*height, top
		f.parts[k].drawIn(c, part)
		top = part.Min.Y - between
	}
}

// frames makes the axes of the panels definite.
func (f *Figure) frames() []*frame {
	var frames []*frame
	for k, p := range f.Panels {
		fr := &frame{Panel: p, plot: plot.New(), showX: !f.ShareX || k == len(f.Panels)-1 || (k+1)%f.rows() == 0, empty: p.note}
		fr.plot.Add(p.plotters...)
		if fr.empty == "" && (p.X.nowhere(fr.plot.X.Min, fr.plot.X.Max) || p.Y.nowhere(fr.plot.Y.Min, fr.plot.Y.Max)) {
			fr.empty = "no positive values"
		}
		fr.plot.X.Scale, fr.plot.Y.Scale = p.X.scale(), p.Y.scale()
		fr.plot.X.Min, fr.plot.X.Max = p.X.sane(p.X.ends(fr.plot.X.Min, fr.plot.X.Max))
		fr.plot.Y.Min, fr.plot.Y.Max = p.Y.known(p.Y.sane(p.Y.ends(fr.plot.Y.Min, fr.plot.Y.Max)))
		fr.colour = p.bar()
		frames = append(frames, fr)
	}
	lo, hi := math.Inf(1), math.Inf(-1)
	for _, fr := range frames {
		lo, hi = min(lo, fr.plot.X.Min), max(hi, fr.plot.X.Max)
	}
	for _, fr := range frames {
		if f.ShareX {
			fr.plot.X.Min, fr.plot.X.Max = lo, hi
		}
		fr.plot.X.Min, fr.plot.X.Max = fr.X.known(fr.plot.X.Min, fr.plot.X.Max)
	}
	return frames
}

// known replaces the ends of an axis without data.
func (a Axis) known(lo, hi float64) (float64, float64) {
	switch {
	case a.Log && hi > 0 && lo <= 0:
		return a.sane(hi/1e3, hi) // it shares an axis that has no logarithms
	case a.Log && !(lo < hi):
		return 1, 10
	case lo < hi:
		return a.sane(lo, hi)
	}
	return 0, 1
}

// ends returns the ends of an axis over data from lo to hi; infinite ones, the
// lower above the upper, if there is no data.
func (a Axis) ends(lo, hi float64) (float64, float64) {
	switch {
	case a.Log && a.Min != a.Max && a.Min > 0 && a.Max > a.Min:
		return a.Min, a.Max
	case a.Log:
		return a.logEnds(lo, hi)
	case a.Min != a.Max && finite(a.Min) && finite(a.Max):
		return min(a.Min, a.Max), max(a.Min, a.Max)
	case !(lo <= hi) || math.IsInf(lo, 0) || math.IsInf(hi, 0):
		return math.Inf(1), math.Inf(-1)
	case lo == hi && a.tight:
		return lo, lo + 1
	case lo == hi:
		d := max(0.05*math.Abs(lo), 0.5)
		return lo - d, hi + d
	case a.tight:
		return lo, hi
	}
	d := 0.05 * (hi - lo)
	return lo - d, hi + d
}

// arrange gives every panel of a column its place: all with the same left and
// right ends. A column that has fewer panels than there are rows leaves room
// below them.
func (f *Figure) arrange(frames []*frame, area vg.Rectangle, rows int) {
	if n := len(frames); n < rows {
		area.Min.Y += (area.Max.Y - area.Min.Y) * vg.Length(rows-n) / vg.Length(rows)
	}
	tick, label := textStyle(tickSize, 0, 0), textStyle(labelSize, 0, 0)
	height := area.Max.Y - area.Min.Y
	for _, fr := range frames {
		fr.legend = fr.rows(0.85*(area.Max.X-area.Min.X), tick)
		fr.above = fr.crowded(0.8*(area.Max.X-area.Min.X), tick, label)
	}
	var weights float64
	for _, fr := range frames {
		height -= fr.head(tick, label) + fr.foot(tick, label)
		weights += fr.weight()
	}
	top := area.Max.Y
	var left, right vg.Length
	for _, fr := range frames {
		fr.box.Max.Y = top - fr.head(tick, label)
		fr.box.Min.Y = fr.box.Max.Y - max(height, least)*vg.Length(fr.weight()/weights)
		top = fr.box.Min.Y - fr.foot(tick, label)
		fr.setYTicks()
		left = max(left, fr.leftWidth(tick, label))
	}
	for _, fr := range frames {
		if fr.colour != nil {
			right = max(right, fr.colour.width(tick, label))
		}
	}
	width := area.Max.X - area.Min.X - left - right
	ends := vg.Length(0)
	for _, fr := range frames {
		fr.xTicks = fr.X.ticks(fr.plot.X.Min, fr.plot.X.Max, max(2, int(width/50)))
		if fr.X.Names != nil {
			fr.xTicks = nameTicks(fr.X.Names)
		}
		if n := len(fr.xTicks); n > 0 && fr.showX {
			// Half of the last number may be beyond the end of the axis.
			last := fr.xTicks[n-1]
			inside := 1 - fr.plot.X.Norm(last.Value)
			ends = max(ends, tick.Width(last.Label)/2-vg.Length(inside)*width)
		}
	}
	right = max(right, ends)
	for _, fr := range frames {
		fr.box.Min.X = area.Min.X + left
		fr.box.Max.X = max(area.Max.X-right, fr.box.Min.X+least)
		fr.wide = fr.box.Max.X - fr.box.Min.X
		if len(frames) == 1 && fr.aspect > 0 {
			fr.shrink()
		}
		fr.labelX = area.Min.X + label.Height(fr.Y.Label)
	}
}

// least is the least size of a panel, for figures too small for what is in them.
const least = vg.Length(4)

// shrink takes from the box of a panel what it has beyond its aspect, and gives
// it the ticks that are left room for.
func (fr *frame) shrink() {
	w, h := fr.box.Max.X-fr.box.Min.X, fr.box.Max.Y-fr.box.Min.Y
	if want := vg.Length(fr.aspect) * w; want < h {
		fr.box.Min.Y = fr.box.Max.Y - want
		fr.setYTicks()
	} else {
		fr.box.Max.X = fr.box.Min.X + h/vg.Length(fr.aspect)
		fr.xTicks = fr.X.ticks(fr.plot.X.Min, fr.plot.X.Max, max(2, int(h/vg.Length(fr.aspect)/50)))
	}
}

// setYTicks makes the ticks of the vertical axis and of the colours, for the
// height of the box.
func (fr *frame) setYTicks() {
	about := max(2, int((fr.box.Max.Y-fr.box.Min.Y)/24+0.5))
	fr.yTicks = fr.Y.ticks(fr.plot.Y.Min, fr.plot.Y.Max, about)
	if fr.colour != nil {
		fr.colour.ticks = ticks(fr.colour.lo, fr.colour.hi, about, fr.Colour.Whole)
	}
}

// head is the height above the data: of a title or legend, or of half a number
// at the upper end of the axis.
func (fr *frame) head(tick, label text.Style) vg.Length {
	lines := max(len(fr.legend), min(len(fr.Title), 1))
	if fr.above {
		lines++
	}
	if lines > 0 {
		return vg.Length(lines)*label.Height("X") + 2*gap
	}
	return tick.Height("0")/2 + gap
}

// foot is the height below the data.
func (fr *frame) foot(tick, label text.Style) vg.Length {
	h := offset
	if fr.showX {
		h += tickLength + gap + tick.Height("0")
		if fr.X.Label != "" {
			h += gap + label.Height(fr.X.Label)
		}
	}
	return h
}

// leftWidth is the width of the vertical axis.
func (fr *frame) leftWidth(tick, label text.Style) vg.Length {
	w := offset + tickLength + gap
	var widest vg.Length
	for _, t := range fr.yTicks {
		widest = max(widest, tick.Width(t.Label))
	}
	w += widest
	if fr.Y.Label != "" {
		w += 2*gap + label.Height(fr.Y.Label)
	}
	return w
}
