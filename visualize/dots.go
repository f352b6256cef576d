package visualize

import (
	"image"
	"image/color"
	"math"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"github.com/golgi-sim/golgi/runner"
)

// dots draws spikes as points or, where a neuron has room, as upright ticks.
type dots struct {
	train  *runner.SpikeTrain
	shift  int // place of neuron 0 on the axis
	colour color.NRGBA
	total  int // spikes in the panel
}

const (
	// manyDots is how many points are drawn one by one. More are an image,
	// which is much smaller in a file and much faster to show.
	manyDots = 3000
	// roomy is the height of a neuron's row from which on spikes are ticks.
	roomy = vg.Length(3)

	largestDot  = 2.2
	smallestDot = 0.5
	// inked is the part of the area that points may cover, so that dense
	// activity keeps its structure.
	inked = 0.25
)

// DataRange returns the span of the train and the places of its neurons.
func (d *dots) DataRange() (xmin, xmax, ymin, ymax float64) {
	t := d.train
	if t.N == 0 {
		return float64(t.Start) * t.Dt, float64(t.Stop) * t.Dt, math.Inf(1), math.Inf(-1)
	}
	return float64(t.Start) * t.Dt, float64(t.Stop) * t.Dt, float64(d.shift) - 0.5, float64(d.shift+t.N) - 0.5
}

// Plot draws the spikes.
func (d *dots) Plot(c draw.Canvas, p *plot.Plot) {
	x, y := transforms(p, &c)
	row := y(1) - y(0)
	if row >= roomy && d.total <= manyDots {
		h := min(0.7*row, 12) / 2
		style := draw.LineStyle{Color: d.colour, Width: 0.9}
		d.each(&c, x, y, func(at vg.Point) { c.StrokeLine2(style, at.X, at.Y-h, at.X, at.Y+h) })
		return
	}
	size, alpha := dotSize(d.total, float64(c.Max.X-c.Min.X), float64(c.Max.Y-c.Min.Y))
	if d.total > manyDots {
		d.image(&c, x, y, size/2, alpha)
		return
	}
	c.SetColor(d.colour)
	d.each(&c, x, y, func(at vg.Point) { c.Fill(disc(at, vg.Length(size/2))) })
}

// each calls f with the place of every spike on the canvas.
func (d *dots) each(c *draw.Canvas, x, y func(float64) vg.Length, f func(vg.Point)) {
	for step, i := range d.train.All() {
		at := vg.Point{X: x(float64(step) * d.train.Dt), Y: y(float64(int(i) + d.shift))}
		if c.Contains(at) {
			f(at)
		}
	}
}

// dotSize returns the diameter of points in points of 1/72 inch, and how opaque
// they are: n of them cover a part of the area that leaves it legible.
func dotSize(n int, width, height float64) (size, alpha float64) {
	if n == 0 {
		return largestDot, 1
	}
	size = math.Sqrt(inked * width * height / float64(n) / (math.Pi / 4))
	size = min(max(size, smallestDot), largestDot)
	cover := float64(n) * math.Pi / 4 * size * size / (width * height)
	return size, min(1, max(0.15, 2*inked/cover))
}

// image draws the spikes as an image of the resolution of the canvas.
func (d *dots) image(c *draw.Canvas, x, y func(float64) vg.Length, r, alpha float64) {
	dpi := float64(imageDPI(c.Canvas))
	scale := dpi / 72 // dots in a point
	// The image begins and ends at whole dots of the canvas, or they would be
	// blurred.
	left, bottom := math.Floor(float64(c.Min.X)*scale)-4, math.Floor(float64(c.Min.Y)*scale)-4
	w, h := int(math.Ceil(float64(c.Max.X)*scale)-left)+4, int(math.Ceil(float64(c.Max.Y)*scale)-bottom)+4
	m := newMask(w, h, r*scale, alpha)
	d.each(c, x, y, func(at vg.Point) {
		m.dot(float64(at.X)*scale-left, float64(h)-(float64(at.Y)*scale-bottom))
	})
	corner := vg.Point{X: vg.Length(left / scale), Y: vg.Length(bottom / scale)}
	c.DrawImage(vg.Rectangle{Min: corner, Max: corner.Add(vg.Point{X: vg.Length(float64(w) / scale), Y: vg.Length(float64(h) / scale)})}, m.image(d.colour))
}

// mask is how much of every dot of an image is covered.
type mask struct {
	w, h     int
	r, alpha float64 // of a disc
	light    []float32
}

func newMask(w, h int, r, alpha float64) *mask {
	m := &mask{w: w, h: h, r: r, alpha: alpha, light: make([]float32, w*h)}
	for k := range m.light {
		m.light[k] = 1
	}
	return m
}

// dot covers a disc around a place.
func (m *mask) dot(x, y float64) {
	r := m.r
	weight := m.alpha
	if r < 0.7 {
		// A disc smaller than what a dot of the image can show is drawn larger
		// and paler.
		weight *= r * r / 0.49
		r = 0.7
	}
	for j := max(0, int(y-r-1)); j <= min(m.h-1, int(y+r+1)); j++ {
		for i := max(0, int(x-r-1)); i <= min(m.w-1, int(x+r+1)); i++ {
			dist := math.Hypot(float64(i)+0.5-x, float64(j)+0.5-y)
			if cover := min(1, r+0.5-dist); cover > 0 {
				m.light[j*m.w+i] *= float32(1 - weight*cover)
			}
		}
	}
}

// image is the mask in a colour.
func (m *mask) image(c color.NRGBA) *image.NRGBA {
	img := image.NewNRGBA(image.Rect(0, 0, m.w, m.h))
	for k, light := range m.light {
		c.A = uint8(math.Round(255 * float64(1-light)))
		if c.A > 0 {
			img.SetNRGBA(k%m.w, k/m.w, c)
		}
	}
	return img
}
