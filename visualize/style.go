package visualize

import (
	"image/color"

	xfont "golang.org/x/image/font"
	"gonum.org/v1/plot"
	"gonum.org/v1/plot/font"
	"gonum.org/v1/plot/text"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

// palette are the colours of Okabe and Ito, which those who see colours
// differently can tell apart, in an order that puts dark ones first. Their
// yellow is too light for lines on white.
var palette = [...]color.NRGBA{
	{0x00, 0x72, 0xB2, 0xFF}, // blue
	{0xD5, 0x5E, 0x00, 0xFF}, // vermilion
	{0x00, 0x9E, 0x73, 0xFF}, // bluish green
	{0xCC, 0x79, 0xA7, 0xFF}, // reddish purple
	{0xE6, 0x9F, 0x00, 0xFF}, // orange
	{0x56, 0xB4, 0xE9, 0xFF}, // sky blue
	{0x00, 0x00, 0x00, 0xFF}, // black
	{0x99, 0x99, 0x99, 0xFF}, // grey
}

// Colour returns the k-th colour of the house style; they repeat, also before the
// first.
func Colour(k int) color.NRGBA {
	n := len(palette)
	return palette[(k%n+n)%n]
}

var (
	ink   = color.NRGBA{0x22, 0x22, 0x22, 0xFF} // of axes and text
	pale  = color.NRGBA{0x77, 0x77, 0x77, 0xFF} // of notes
	paper = color.NRGBA{0xFF, 0xFF, 0xFF, 0xFF}
)

// Sizes. A figure is drawn at the size at which it is printed, so that these
// are the points of a paper.
const (
	tickSize  = 8
	labelSize = 9
	titleSize = 10

	axisWidth  = vg.Length(0.6)
	lineWidth  = vg.Length(0.9)
	tickLength = vg.Length(3)
	offset     = vg.Length(4) // of an axis from the data
	gap        = vg.Length(3) // between an axis, its numbers and its label
	margin     = vg.Length(6) // around a figure
)

var axisLine = draw.LineStyle{Color: ink, Width: axisWidth}

// textStyle is sans serif text of a size.
func textStyle(size vg.Length, x text.XAlignment, y text.YAlignment) text.Style {
	return text.Style{
		Color: ink, Font: font.Font{Typeface: "Liberation", Variant: "Sans", Size: size},
		XAlign: x, YAlign: y, Handler: plot.DefaultTextHandler,
	}
}

func bold(s text.Style) text.Style {
	s.Font.Weight = xfont.WeightBold
	return s
}
