package visualize

import (
	"errors"
	"fmt"
	"math"

	"github.com/golgi-sim/golgi/internal/null"
)

// check returns why the figure cannot be drawn.
func (f *Figure) check() error {
	if f.err != nil {
		return f.err
	}
	var errs []error
	if len(f.Panels) == 0 {
		errs = append(errs, errors.New("the figure has no panels; give it some, as those of Line and Raster"))
	}
	for k, p := range f.Panels {
		if p == nil {
			errs = append(errs, fmt.Errorf("panel %d is nil", k))
			continue
		}
		for j, what := range p.plotters {
			if null.Is(what) {
				errs = append(errs, fmt.Errorf("plotter %d of panel %d is nil", j, k))
			}
		}
	}
	errs = append(errs, f.checkSize())
	for k, part := range f.parts {
		if err := part.checkSize(); err != nil {
			errs = append(errs, fmt.Errorf("figure %d that it is composed of: %w", k, err))
		}
	}
	return errors.Join(errs...)
}

// checkSize returns what is wrong with the size that the figure was given.
func (f *Figure) checkSize() error {
	var errs []error
	for _, side := range []struct {
		name string
		mm   float64
	}{{"Width", f.Width}, {"Height", f.Height}} {
		if !(side.mm >= 0) || math.IsInf(side.mm, 0) {
			errs = append(errs, fmt.Errorf("the %s of the figure is %g mm; give a positive number, or 0 for one that suits", side.name, side.mm))
		}
	}
	if f.DPI < 0 {
		errs = append(errs, fmt.Errorf("the DPI of the figure are %d; give a positive number, or 0 for the usual one", f.DPI))
	}
	return errors.Join(errs...)
}
