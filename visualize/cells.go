package visualize

import (
	"image"
	"math"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

// cells are numbers on a grid, drawn as colours.
type cells struct {
	*grid
	panel   *Panel // which has the scale
	colours func(lo, hi float64) *colourMap
	// even says that the scale has 0 in its middle.
	even bool
}

// grid is means of numbers over bins, of which there are not more than a picture
// can show.
type grid struct {
	rows, columns  int // of bins
	nrows, ncols   int // of numbers
	high, wide     int // of a bin, in numbers; the last may have fewer
	sum            []float64
	count          []float64 // numbers that are finite
	x0, dx, y0, dy float64   // where number 0 begins, and how large it is
}

const (
	mostColumns = 1000
	mostRows    = 500
)

// newGrid is an empty grid for numbers in rows and columns.
func newGrid(rows, columns, mostRows, mostColumns int) *grid {
	g := &grid{nrows: rows, ncols: columns, dx: 1, dy: 1, x0: -0.5, y0: -0.5}
	g.high, g.wide = max(1, (rows+mostRows-1)/mostRows), max(1, (columns+mostColumns-1)/mostColumns)
	g.rows, g.columns = (rows+g.high-1)/g.high, (columns+g.wide-1)/g.wide
	g.sum, g.count = make([]float64, g.rows*g.columns), make([]float64, g.rows*g.columns)
	return g
}

// add adds a number.
func (g *grid) add(i, j int, v float64) {
	if finite(v) {
		k := i/g.high*g.columns + j/g.wide
		g.sum[k] += v
		g.count[k]++
	}
}

// addTo adds to what is in a bin, of which all numbers count, those that are not
// added as 0.
func (g *grid) addTo(i, j int, v float64) {
	if finite(v) {
		g.sum[i/g.high*g.columns+j/g.wide] += v
	}
}

// full counts all numbers of all bins.
func (g *grid) full() {
	for i := range g.rows {
		for j := range g.columns {
			h, w := min(g.high, g.nrows-i*g.high), min(g.wide, g.ncols-j*g.wide)
			g.count[i*g.columns+j] = float64(h * w)
		}
	}
}

// at is the mean of a bin; NaN if nothing is in it.
func (g *grid) at(i, j int) float64 {
	k := i*g.columns + j
	if g.count[k] == 0 {
		return math.NaN()
	}
	return g.sum[k] / g.count[k]
}

// valueRange is the range of the means of the bins; the lower above the upper if
// there are none.
func (g *grid) valueRange() (lo, hi float64) {
	lo, hi = math.Inf(1), math.Inf(-1)
	for i := range g.rows {
		for j := range g.columns {
			if v := g.at(i, j); finite(v) {
				lo, hi = min(lo, v), max(hi, v)
			}
		}
	}
	return lo, hi
}

// DataRange returns where the grid is.
func (g *grid) DataRange() (xmin, xmax, ymin, ymax float64) {
	if g.nrows == 0 || g.ncols == 0 {
		return math.Inf(1), math.Inf(-1), math.Inf(1), math.Inf(-1)
	}
	return g.x0, g.x0 + g.dx*float64(g.ncols), g.y0, g.y0 + g.dy*float64(g.nrows)
}

// scale is the scale of the numbers of the panel.
func (c *cells) scale() scale {
	lo, hi := c.valueRange()
	if c.even && lo <= hi {
		hi = max(math.Abs(lo), math.Abs(hi))
		lo = -hi
	}
	a := c.panel.Colour
	a.tight = true
	a.Log = false
	lo, hi = a.known(a.sane(a.ends(lo, hi)))
	return scale{lo, hi, c.colours(lo, hi)}
}

// Plot draws the cells.
func (c *cells) Plot(area draw.Canvas, p *plot.Plot) {
	if c.rows == 0 || c.columns == 0 {
		return
	}
	x, y := transforms(p, &area)
	s := c.scale()
	colours := make([]uint8, len(c.sum))
	for k := range colours {
		colours[k] = s.index(c.at(k/c.columns, k%c.columns))
	}
	// Which bin is at a place of the canvas; -1 outside.
	bin := func(a, b vg.Length, n, size, bins int) func(at float64) int {
		return func(at float64) int {
			v := (at - float64(a)) / float64(b-a) * float64(n)
			if !(v >= 0 && v < float64(n)) {
				return -1
			}
			return min(int(v)/size, bins-1)
		}
	}
	x0, x1, y0, y1 := c.DataRange()
	column, row := bin(x(x0), x(x1), c.ncols, c.wide, c.columns), bin(y(y0), y(y1), c.nrows, c.high, c.rows)
	drawDots(area, area.Rectangle, func(at [2]func(int) float64, w, h int) image.Image {
		img := s.image(w, h)
		js := make([]int, w)
		for k := range js {
			js[k] = column(at[0](k))
		}
		for k := range h {
			i := row(at[1](k))
			if i < 0 {
				continue
			}
			line := img.Pix[k*img.Stride : k*img.Stride+w]
			for l, j := range js {
				if j >= 0 {
					line[l] = colours[i*c.columns+j]
				}
			}
		}
		return img
	})
}

// drawDots draws an image of the resolution of the canvas on a rectangle, its
// dots those of the canvas, or they would be blurred. make is given where the
// middles of the columns and rows of the image are on the canvas, and its size.
func drawDots(c draw.Canvas, r vg.Rectangle, make func(at [2]func(int) float64, w, h int) image.Image) {
	dots := float64(imageDPI(c.Canvas)) / 72 // in a point
	left, bottom := math.Round(float64(r.Min.X)*dots), math.Round(float64(r.Min.Y)*dots)
	w, h := int(math.Round(float64(r.Max.X)*dots)-left), int(math.Round(float64(r.Max.Y)*dots)-bottom)
	if w < 1 || h < 1 {
		return
	}
	// The outermost dots are those of the ends, on whichever side of them
	// their middle is.
	inside := func(at float64, lo, hi vg.Length) float64 {
		return min(max(at, float64(lo)+1e-6*float64(hi-lo)), float64(hi)-1e-6*float64(hi-lo))
	}
	img := make([2]func(int) float64{
		func(k int) float64 { return inside((left+float64(k)+0.5)/dots, r.Min.X, r.Max.X) },
		func(k int) float64 { return inside((bottom+float64(h-1-k)+0.5)/dots, r.Min.Y, r.Max.Y) },
	}, w, h)
	corner := vg.Point{X: vg.Length(left / dots), Y: vg.Length(bottom / dots)}
	c.DrawImage(vg.Rectangle{Min: corner, Max: corner.Add(vg.Point{X: vg.Length(float64(w) / dots), Y: vg.Length(float64(h) / dots)})}, img)
}
