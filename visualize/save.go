package visualize

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"math"
	"path/filepath"
	"strings"

	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
	"gonum.org/v1/plot/vg/vgimg"
	"gonum.org/v1/plot/vg/vgpdf"
	"gonum.org/v1/plot/vg/vgsvg"

	"github.com/golgi-sim/golgi/internal/null"
	"github.com/golgi-sim/golgi/internal/safefile"
)

const (
	pngDPI    = 200
	vectorDPI = 300
	// largestSide bounds pictures, in dots.
	largestSide = 30000

	mm = vg.Length(72 / 25.4)
)

// Save writes the figure to a file, as what its name ends with: .png, .svg or
// .pdf. The file appears, or replaces one that is there, when it is complete.
func (f *Figure) Save(path string) error {
	ext := strings.ToLower(filepath.Ext(path))
	switch ext {
	case ".png", ".svg", ".pdf":
	default:
		return fmt.Errorf("visualize: %q: the name of a picture ends with .png, .svg or .pdf", path)
	}
	var b bytes.Buffer
	if err := f.Write(&b, ext[1:]); err != nil {
		return err
	}
	if err := safefile.Write(path, b.Bytes()); err != nil {
		return fmt.Errorf("visualize: %w", err)
	}
	return nil
}

// Write writes the figure in a format: "png", "svg" or "pdf".
func (f *Figure) Write(w io.Writer, format string) error {
	if err := f.check(); err != nil {
		return fmt.Errorf("visualize: %w", err)
	}
	if null.Is(w) {
		return errors.New("visualize: the writer is nil; give one such as a bytes.Buffer, or a file to Save")
	}
	width, height := f.size()
	dpi := f.DPI
	switch {
	case dpi == 0 && format == "png":
		dpi = pngDPI
	case dpi == 0:
		dpi = vectorDPI
	}
	if side := math.Max(width, height) / 25.4 * float64(dpi); side > largestSide {
		return fmt.Errorf("visualize: %g × %g mm at %d dpi is more than %d dots; take a smaller size or resolution", width, height, dpi, largestSide)
	}
	wide, high := vg.Length(width)*mm, vg.Length(height)*mm
	switch format {
	case "png":
		c := vgimg.NewWith(vgimg.UseWH(wide, high), vgimg.UseDPI(dpi))
		f.draw(draw.New(&canvas{CanvasSizer: c, dpi: dpi}))
		_, err := vgimg.PngCanvas{Canvas: c}.WriteTo(w)
		return err
	case "svg":
		c := vgsvg.New(wide, high)
		f.draw(draw.New(&canvas{CanvasSizer: c, dpi: dpi}))
		return writeSVG(w, c)
	case "pdf":
		c := vgpdf.New(wide, high)
		f.draw(draw.New(&canvas{CanvasSizer: c, dpi: dpi, pdf: true}))
		_, err := c.WriteTo(w)
		return err
	}
	return fmt.Errorf("visualize: there is no format %q; there are png, svg and pdf", format)
}
