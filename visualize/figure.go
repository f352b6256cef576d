package visualize

import (
	"errors"
	"fmt"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/vg"
)

// Figure is a picture: panels, one above the other.
type Figure struct {
	Title  string
	Panels []*Panel
	// Width and Height are in mm; 0 stands for 160, and for a height that
	// suits the panels.
	Width, Height float64
	// DPI is the resolution of a PNG, and of dense points in an SVG or PDF, in
	// dots per inch; 0 stands for 200, and 300 in an SVG or PDF.
	DPI int
	// ShareX says that all panels have the same horizontal axis, which only the
	// last one shows.
	ShareX bool
	// Columns is in how many columns the panels stand, which are filled one
	// after the other; 0 stands for 1. The height that suits is that of the
	// first. With ShareX the last panel of every column shows the axis.
	Columns int

	parts  []*Figure // that it is composed of, nil if it has panels of its own
	beside bool      // the parts stand side by side, not one above the other
	err    error
}

// Err returns why there is nothing to draw, nil if nothing is wrong.
func (f *Figure) Err() error { return f.err }

// Panel is a pair of axes and what is drawn in it.
type Panel struct {
	Title string
	X, Y  Axis
	// Weight is the height of the panel in relation to the others; 0 stands
	// for 1.
	Weight float64
	Legend []LegendEntry
	// Colour is the scale of colours, which a bar at the right of the panel
	// shows, if something in it has one: a heat map or a matrix.
	Colour Axis

	plotters []plot.Plotter
	note     string  // in the place of data
	aside    string  // at the right of the data
	aspect   float64 // height over width, if the panel stands alone; 0: any
}

// Axis is an axis of a panel.
type Axis struct {
	Label string
	// Min and Max are the ends of the axis; if they are equal, they are those
	// of the data.
	Min, Max float64
	// Whole says that the axis counts something: its ticks are whole numbers.
	Whole bool
	// Names stand at 0, 1, 2, ... in the place of numbers, on a horizontal
	// axis.
	Names []string
	// Log says that equal ratios are equally far apart. What is not positive is
	// left out.
	Log bool
	// Reversed says that the axis goes to the left, or down.
	Reversed bool
	// tight is an axis that ends where its data do.
	tight bool
}

// Add adds what is drawn, such as the plotters of gonum.org/v1/plot/plotter.
// One that has a method DataRange widens the axes.
func (p *Panel) Add(what ...plot.Plotter) { p.plotters = append(p.plotters, what...) }

// Rows puts figures one above the other, as one figure with the title and the
// width of the first that has them. Their panels share the horizontal axis.
func Rows(figures ...*Figure) *Figure {
	all := &Figure{ShareX: true}
	var errs []error
	for k, f := range figures {
		if f == nil {
			errs = append(errs, fmt.Errorf("figure %d of Rows is nil", k))
			continue
		}
		if f.parts != nil {
			errs = append(errs, fmt.Errorf("figure %d of Rows is composed of figures; use Stack", k))
			continue
		}
		if all.Title == "" {
			all.Title = f.Title
		}
		if all.Width == 0 {
			all.Width = f.Width
		}
		all.Panels = append(all.Panels, f.Panels...)
		errs = append(errs, f.err)
	}
	all.err = errors.Join(errs...)
	return all
}

// Columns puts figures side by side, each as it is: with its title above it and
// axes of its own. Figures are as wide in relation to each other as they would be
// alone. It is 180 mm wide, as a page is, unless it is given another Width; its
// Height and DPI count, not those of its parts.
func Columns(figures ...*Figure) *Figure { return compose("Columns", true, figures) }

// Stack puts figures one above the other, each as it is: other than in Rows they
// share no axis, and may be composed themselves.
func Stack(figures ...*Figure) *Figure { return compose("Stack", false, figures) }

func compose(caller string, beside bool, figures []*Figure) *Figure {
	all := &Figure{parts: []*Figure{}, beside: beside}
	var errs []error
	for k, f := range figures {
		if f == nil {
			errs = append(errs, fmt.Errorf("figure %d of %s is nil", k, caller))
			continue
		}
		if len(f.Panels) == 0 && f.err == nil {
			errs = append(errs, fmt.Errorf("figure %d of %s has no panels", k, caller))
			continue
		}
		all.parts = append(all.parts, f)
		all.Panels = append(all.Panels, f.Panels...)
		errs = append(errs, f.err)
	}
	all.err = errors.Join(errs...)
	return all
}

// size returns width and height in mm.
func (f *Figure) size() (w, h float64) {
	w, h = f.Width, f.Height
	switch {
	case w != 0:
	case f.parts != nil && f.beside:
		w = 180
	case f.parts == nil && len(f.Panels) == 1 && f.Panels[0].aspect > 0:
		w = 100
	default:
		w = 160
	}
	if h == 0 {
		h = f.high(w)
	}
	return w, h
}

// high is the height in mm that suits a width.
func (f *Figure) high(width float64) float64 {
	h := 0.0
	switch {
	case f.parts != nil && f.beside:
		for k, w := range f.partWidths(width) {
			h = max(h, f.parts[k].high(w))
		}
	case f.parts != nil:
		for _, p := range f.parts {
			h += p.high(width)
		}
	case len(f.Panels) == 1 && f.Panels[0].aspect > 0:
		h = f.square(width)
	default:
		h = 16
		for _, p := range f.Panels[:min(f.rows(), len(f.Panels))] {
			h += 40 * p.weight()
		}
	}
	return h
}

// partWidths are the widths in mm of parts that stand side by side, as if each
// were alone, with the margins of a figure.
func (f *Figure) partWidths(width float64) []float64 {
	all := f.widths()
	for k := range all {
		all[k] = all[k]*(width-2*float64((margin+between*vg.Length(len(all)-1)/2)/mm)) + 2*float64(margin/mm)
	}
	return all
}

// widths are the parts of the width that the parts of the figure have.
func (f *Figure) widths() []float64 {
	all, total := make([]float64, len(f.parts)), 0.0
	for k, p := range f.parts {
		all[k], _ = p.size()
		total += max(all[k], 1)
	}
	for k := range all {
		all[k] = max(all[k], 1) / total
	}
	return all
}

// heights are the parts of the height that the parts of the figure have.
func (f *Figure) heights(width float64) []float64 {
	all, total := make([]float64, len(f.parts)), 0.0
	for k, p := range f.parts {
		all[k] = max(p.high(width), 1)
		total += all[k]
	}
	for k := range all {
		all[k] /= total
	}
	return all
}

// rows returns the number of panels of a column; the last may have fewer.
func (f *Figure) rows() int {
	columns := max(f.Columns, 1)
	return max((len(f.Panels)+columns-1)/columns, 1)
}

func (p *Panel) weight() float64 {
	if p.Weight <= 0 {
		return 1
	}
	return p.Weight
}
