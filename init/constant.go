package initialize

import (
	"fmt"

	"github.com/golgi-sim/golgi"
	"github.com/golgi-sim/golgi/rng"
)

// Constant sets all elements to x.
func Constant(x float64) golgi.Initializer { return constant{x} }

// Zero sets all elements to 0. It is BrainPy's ZeroInit.
func Zero() golgi.Initializer { return constant{0} }

// One sets all elements to 1. It is BrainPy's OneInit.
func One() golgi.Initializer { return constant{1} }

type constant struct{ x float64 }

// Deterministic says that nothing is drawn.
func (constant) Deterministic() bool { return true }

// String returns the call that makes the initialiser.
func (c constant) String() string { return fmt.Sprintf("Constant(%v)", c.x) }

// Fill sets all elements.
func (c constant) Fill(dst []float64, shape []int, _ rng.Key) error {
	if err := fits(dst, shape); err != nil {
		return err
	}
	if err := mistakes(c, number("value", c.x)); err != nil {
		return err
	}
	for i := range dst {
		dst[i] = c.x
	}
	return nil
}

// Identity makes a matrix, an array of two dimensions, with scale where row
// and column are equal and 0 elsewhere. It need not be square. Any other
// number of dimensions is an error.
func Identity(scale float64) golgi.Initializer { return identity{scale} }

type identity struct{ scale float64 }

// Deterministic says that nothing is drawn.
func (identity) Deterministic() bool { return true }

// String returns the call that makes the initialiser.
func (e identity) String() string { return fmt.Sprintf("Identity(%v)", e.scale) }

// Fill sets the elements of a matrix.
func (e identity) Fill(dst []float64, shape []int, _ rng.Key) error {
	if len(shape) != 2 {
		return fmt.Errorf("is %v, which makes a matrix, but an array of shape %v is wanted; use it for the weights of a dense layer, or give Constant", e, shape)
	}
	if err := fits(dst, shape); err != nil {
		return err
	}
	if err := mistakes(e, number("scale", e.scale)); err != nil {
		return err
	}
	clear(dst)
	for i := range min(shape[0], shape[1]) {
		dst[i*shape[1]+i] = e.scale
	}
	return nil
}
