package visualize

import (
	"bytes"
	"image"
	"image/draw"
	"io"
	"strings"

	xfont "golang.org/x/image/font"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
	"gonum.org/v1/plot/font"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/vgsvg"
)

// canvas is a canvas that knows its resolution.
type canvas struct {
	vg.CanvasSizer
	dpi int
	// pdf says that the canvas is a PDF, which here has but one weight of a
	// font, no letters beyond ASCII, not even a minus sign, and puts images
	// upside down.
	pdf bool
}

// imageDPI is the resolution of images on a canvas.
func imageDPI(c vg.Canvas) int {
	if c, ok := c.(*canvas); ok {
		return c.dpi
	}
	return vectorDPI
}

// FillString writes text.
func (c *canvas) FillString(face font.Face, at vg.Point, text string) {
	if !c.pdf || isASCII(text) && face.Font.Weight == xfont.WeightNormal {
		c.CanvasSizer.FillString(face, at, text)
		return
	}
	var buf sfnt.Buffer
	ppem := fixed.I(int(face.Face.UnitsPerEm()))
	scale := face.Font.Size / vg.Length(face.Face.UnitsPerEm())
	for _, r := range text {
		glyph, err := face.Face.GlyphIndex(&buf, r)
		if err != nil {
			continue
		}
		if segments, err := face.Face.LoadGlyph(&buf, glyph, ppem, nil); err == nil && len(segments) > 0 {
			c.Fill(outline(segments, at, scale))
		}
		if advance, err := face.Face.GlyphAdvance(&buf, glyph, ppem, 0); err == nil {
			at.X += scale * vg.Length(advance) / 64
		}
	}
}

// DrawImage draws an image.
func (c *canvas) DrawImage(at vg.Rectangle, img image.Image) {
	if c.pdf {
		img = flipped(img)
	}
	c.CanvasSizer.DrawImage(at, img)
}

// flipped returns an image upside down.
func flipped(img image.Image) image.Image {
	b := img.Bounds()
	up := image.NewNRGBA(image.Rect(0, 0, b.Dx(), b.Dy()))
	for y := range b.Dy() {
		line := image.Rect(0, b.Dy()-1-y, b.Dx(), b.Dy()-y)
		draw.Draw(up, line, img, image.Pt(b.Min.X, b.Min.Y+y), draw.Src)
	}
	return up
}

func isASCII(s string) bool {
	return strings.IndexFunc(s, func(r rune) bool { return r >= 0x80 }) < 0
}

// outline is a glyph as a path.
func outline(segments sfnt.Segments, at vg.Point, scale vg.Length) vg.Path {
	place := func(p fixed.Point26_6) vg.Point {
		return vg.Point{X: at.X + scale*vg.Length(p.X)/64, Y: at.Y - scale*vg.Length(p.Y)/64}
	}
	var path vg.Path
	for k, s := range segments {
		switch s.Op {
		case sfnt.SegmentOpMoveTo:
			if k > 0 {
				path.Close()
			}
			path.Move(place(s.Args[0]))
		case sfnt.SegmentOpLineTo:
			path.Line(place(s.Args[0]))
		case sfnt.SegmentOpQuadTo:
			path.QuadTo(place(s.Args[0]), place(s.Args[1]))
		case sfnt.SegmentOpCubeTo:
			path.CubeTo(place(s.Args[0]), place(s.Args[1]), place(s.Args[2]))
		}
	}
	path.Close()
	return path
}

// writeSVG writes an SVG that looks the same where the font is not installed:
// Arial and Helvetica have the same widths. It also gives images their type,
// which the canvas gets wrong.
func writeSVG(w io.Writer, c *vgsvg.Canvas) error {
	var b bytes.Buffer
	if _, err := c.WriteTo(&b); err != nil {
		return err
	}
	svg := bytes.ReplaceAll(b.Bytes(), []byte("font-family:Liberation Sans;"), []byte("font-family:'Liberation Sans',Arial,Helvetica,sans-serif;"))
	svg = bytes.ReplaceAll(svg, []byte(`xlink:href="data:image/jpg;base64,`), []byte(`xlink:href="data:image/png;base64,`))
	_, err := w.Write(svg)
	return err
}
