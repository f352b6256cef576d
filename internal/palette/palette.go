// Package palette makes small PNGs of pictures, for pages: fewer pixels, and
// fewer colours.
package palette

import (
	"bytes"
	"image"
	"image/color"
	"image/png"
	"maps"
	"math"
	"slices"

	"golang.org/x/image/draw"
)

// colours is how many a small picture has, the most first.
var colours = []int{128, 48, 24, 12}

// Small returns a picture as a PNG of at most that many pixels across and, if it
// can be with fewer colours and pixels, at most that many bytes.
func Small(m image.Image, width, bytes int) (text []byte, err error) {
	for ; width > 100; width = width * 9 / 10 {
		for _, n := range colours {
			if text, err = small(m, width, n); err != nil || len(text) <= bytes {
				return text, err
			}
		}
	}
	return small(m, width, colours[0])
}

func small(m image.Image, width, colours int) ([]byte, error) {
	size := m.Bounds()
	width = min(width, size.Dx())
	height := max(1, size.Dy()*width/max(1, size.Dx()))
	scaled := image.NewRGBA(image.Rect(0, 0, width, height))
	draw.Draw(scaled, scaled.Bounds(), image.White, image.Point{}, draw.Src)
	draw.CatmullRom.Scale(scaled, scaled.Bounds(), m, size, draw.Over, nil)
	reduced := image.NewPaletted(scaled.Bounds(), frequent(scaled, colours))
	draw.Draw(reduced, reduced.Bounds(), scaled, image.Point{}, draw.Src)
	var b bytes.Buffer
	err := (&png.Encoder{CompressionLevel: png.BestCompression}).Encode(&b, reduced)
	return b.Bytes(), err
}

// pixel is a colour of a picture, and how many pixels have about that colour.
type pixel struct {
	n int
	c [3]int // red, green, blue
}

// frequent returns colours that stand for those of a picture: the box of all
// colours is cut into two, always the one that its pixels lie farthest apart in,
// in the middle of its longest side. So rare colours that are like no other
// have a place too.
func frequent(m *image.RGBA, colours int) color.Palette {
	boxes := [][]pixel{pixels(m)}
	for len(boxes) < colours {
		most, cut, axis := 0., -1, 0
		for k, b := range boxes {
			if a, spread := spread(b); spread > most {
				most, cut, axis = spread, k, a
			}
		}
		if cut < 0 {
			break
		}
		low, high := halves(boxes[cut], axis)
		boxes[cut] = low
		boxes = append(boxes, high)
	}
	var p color.Palette
	for _, b := range boxes {
		var sum pixel
		for _, x := range b {
			sum.n += x.n
			for a := range sum.c {
				sum.c[a] += x.n * x.c[a]
			}
		}
		of := func(a int) uint8 { return uint8((sum.c[a] + sum.n/2) / sum.n) }
		p = append(p, color.RGBA{of(0), of(1), of(2), 255})
	}
	return p
}

// pixels returns the colours of a picture, those whose first five bits are equal
// as one, in the order of their bits.
func pixels(m *image.RGBA) []pixel {
	sums := map[int]*pixel{}
	for k := 0; k+3 < len(m.Pix); k += 4 {
		c := [3]int{int(m.Pix[k]), int(m.Pix[k+1]), int(m.Pix[k+2])}
		key := c[0]>>3<<10 | c[1]>>3<<5 | c[2]>>3
		if sums[key] == nil {
			sums[key] = &pixel{}
		}
		s := sums[key]
		s.n++
		for a := range c {
			s.c[a] += c[a]
		}
	}
	var all []pixel
	for _, key := range slices.Sorted(maps.Keys(sums)) {
		s := *sums[key]
		for a := range s.c {
			s.c[a] = (s.c[a] + s.n/2) / s.n
		}
		all = append(all, s)
	}
	return all
}

// spread returns the longest side of the box around pixels, and how far they
// lie apart: the longer, and the more, the farther.
func spread(b []pixel) (axis int, far float64) {
	n, longest := 0, 0
	for _, x := range b {
		n += x.n
	}
	for a := range 3 {
		least, most := 255, 0
		for _, x := range b {
			least, most = min(least, x.c[a]), max(most, x.c[a])
		}
		if most-least > longest {
			axis, longest = a, most-least
		}
	}
	return axis, float64(longest) * float64(longest) * math.Sqrt(float64(n))
}

// halves cuts pixels in the middle between the ends of an axis.
func halves(b []pixel, axis int) (low, high []pixel) {
	least, most := 255, 0
	for _, x := range b {
		least, most = min(least, x.c[axis]), max(most, x.c[axis])
	}
	for _, x := range b {
		if 2*x.c[axis] <= least+most {
			low = append(low, x)
		} else {
			high = append(high, x)
		}
	}
	return low, high
}
