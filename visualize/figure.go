package visualize

import (
	"errors"
	"fmt"

	"gonum.org/v1/plot"
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

	err error
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

	plotters []plot.Plotter
	note     string // in the place of data
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

// size returns width and height in mm.
func (f *Figure) size() (w, h float64) {
	w, h = f.Width, f.Height
	if w == 0 {
		w = 160
	}
	if h == 0 {
		h = 16
		for _, p := range f.Panels[:min(f.rows(), len(f.Panels))] {
			h += 40 * p.weight()
		}
	}
	return w, h
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
