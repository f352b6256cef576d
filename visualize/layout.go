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
	labelX vg.Length // of the label of the vertical axis
}

// draw draws the figure.
func (f *Figure) draw(c draw.Canvas) {
	area := c.Rectangle
	area.Min.X += margin
	area.Min.Y += margin
	area.Max.X -= margin
	area.Max.Y -= margin
	if f.Title != "" {
		style := bold(textStyle(titleSize, text.XCenter, text.YTop))
		c.FillText(style, vg.Point{X: (area.Min.X + area.Max.X) / 2, Y: area.Max.Y}, f.Title)
		area.Max.Y -= style.Height(f.Title) + gap
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
		if fr.note != "" {
			style := textStyle(labelSize, text.XCenter, text.YCenter)
			style.Color = pale
			c.FillText(style, inner.Center(), fr.note)
		}
		fr.drawHead(c)
	}
}

// frames makes the axes of the panels definite.
func (f *Figure) frames() []*frame {
	var frames []*frame
	for k, p := range f.Panels {
		fr := &frame{Panel: p, plot: plot.New(), showX: !f.ShareX || k == len(f.Panels)-1 || (k+1)%f.rows() == 0}
		fr.plot.Add(p.plotters...)
		fr.plot.X.Min, fr.plot.X.Max = p.X.ends(fr.plot.X.Min, fr.plot.X.Max)
		fr.plot.Y.Min, fr.plot.Y.Max = known(p.Y.ends(fr.plot.Y.Min, fr.plot.Y.Max))
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
		fr.plot.X.Min, fr.plot.X.Max = known(fr.plot.X.Min, fr.plot.X.Max)
	}
	return frames
}

// known replaces the ends of an axis without data.
func known(lo, hi float64) (float64, float64) {
	if lo < hi {
		return lo, hi
	}
	return 0, 1
}

// ends returns the ends of an axis over data from lo to hi; infinite ones, the
// lower above the upper, if there is no data.
func (a Axis) ends(lo, hi float64) (float64, float64) {
	switch {
	case a.Min != a.Max:
		return a.Min, a.Max
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
		fr.box.Min.Y = fr.box.Max.Y - height*vg.Length(fr.weight()/weights)
		top = fr.box.Min.Y - fr.foot(tick, label)
		fr.yTicks = ticks(fr.plot.Y.Min, fr.plot.Y.Max, max(2, int((fr.box.Max.Y-fr.box.Min.Y)/24+0.5)), fr.Y.Whole)
		left = max(left, fr.leftWidth(tick, label))
	}
	width := area.Max.X - area.Min.X - left
	for _, fr := range frames {
		fr.xTicks = ticks(fr.plot.X.Min, fr.plot.X.Max, max(2, int(width/55)), fr.X.Whole)
		if fr.X.Names != nil {
			fr.xTicks = nameTicks(fr.X.Names)
		}
		if n := len(fr.xTicks); n > 0 && fr.showX {
			// Half of the last number may be beyond the end of the axis.
			last := fr.xTicks[n-1]
			inside := (fr.plot.X.Max - last.Value) / (fr.plot.X.Max - fr.plot.X.Min)
			right = max(right, tick.Width(last.Label)/2-vg.Length(inside)*width)
		}
	}
	for _, fr := range frames {
		fr.box.Min.X, fr.box.Max.X = area.Min.X+left, area.Max.X-right
		fr.labelX = area.Min.X + label.Height(fr.Y.Label)
	}
}

// head is the height above the data: of a title or legend, or of half a number
// at the upper end of the axis.
func (fr *frame) head(tick, label text.Style) vg.Length {
	if lines := max(len(fr.legend), min(len(fr.Title), 1)); lines > 0 {
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
