package visualize

import (
	"image"
	"image/color"
	"math"

	"gonum.org/v1/plot/palette/brewer"
)

// colourMap are the colours of numbers from 0 to 1.
type colourMap [mapColours]color.NRGBA

// mapColours leaves, of the 256 colours of an image with a palette, one for what
// is no number and one for no colour.
const mapColours = 254

var (
	absent = color.NRGBA{0xD9, 0xD9, 0xD9, 0xFF} // of what is no number
	clear  = color.NRGBA{}
)

// viridis is the map of that name by Smith and van der Walt (2015), by ten of
// its colours: even steps of lightness for all who see colours differently, and
// in print without colours.
func viridis() *colourMap {
	return through(0x440154, 0x482878, 0x3E4A89, 0x31688E, 0x26828E, 0x1F9E89, 0x35B779, 0x6DCD59, 0xB4DE2C, 0xFDE725)
}

// diverging is Brewer's map from blue over white to red, whose two sides remain
// apart for those who see colours differently. Of the part lo to hi of it.
func diverging(lo, hi float64) *colourMap {
	var whole colourMap
	colours := brewer.RdBu[11].Color
	for k := range whole {
		whole[k] = mixed(colours, 1-float64(k)/(mapColours-1))
	}
	part := whole
	for k := range part {
		part[k] = whole.at(lo + (hi-lo)*float64(k)/(mapColours-1))
	}
	return &part
}

// through is a map through colours at even distances.
func through(hex ...uint32) *colourMap {
	var colours []color.Color
	for _, h := range hex {
		colours = append(colours, color.NRGBA{uint8(h >> 16), uint8(h >> 8), uint8(h), 0xFF})
	}
	var m colourMap
	for k := range m {
		m[k] = mixed(colours, float64(k)/(mapColours-1))
	}
	return &m
}

// mixed is the colour at a place from 0 to 1 among colours.
func mixed(colours []color.Color, at float64) color.NRGBA {
	at *= float64(len(colours) - 1)
	k := min(int(at), len(colours)-2)
	a, b := color.NRGBAModel.Convert(colours[k]).(color.NRGBA), color.NRGBAModel.Convert(colours[k+1]).(color.NRGBA)
	mix := func(a, b uint8) uint8 { return uint8(math.Round(float64(a) + (at-float64(k))*(float64(b)-float64(a)))) }
	return color.NRGBA{mix(a.R, b.R), mix(a.G, b.G), mix(a.B, b.B), 0xFF}
}

// at is the colour of a number from 0 to 1; those outside have that of the end.
func (m *colourMap) at(x float64) color.NRGBA { return m[index(x)] }

// index is the place of a number from 0 to 1 in a map.
func index(x float64) uint8 {
	return uint8(math.Round(min(1, max(0, x)) * (mapColours - 1)))
}

// image is an image of the colours of a map, as yet without a colour; absentIndex
// is what is no number.
func (m *colourMap) image(w, h int) *image.Paletted {
	all := color.Palette{}
	for _, c := range m {
		all = append(all, c)
	}
	img := image.NewPaletted(image.Rect(0, 0, w, h), append(all, absent, clear))
	for k := range img.Pix {
		img.Pix[k] = clearIndex
	}
	return img
}

const (
	absentIndex = mapColours
	clearIndex  = mapColours + 1
)

// scale gives numbers colours.
type scale struct {
	lo, hi float64
	*colourMap
}

// index is the place of the colour of a number.
func (s scale) index(x float64) uint8 {
	switch {
	case math.IsNaN(x):
		return absentIndex
	case s.lo == s.hi:
		return index(0.5)
	}
	return index(x/(s.hi-s.lo) - s.lo/(s.hi-s.lo))
}
