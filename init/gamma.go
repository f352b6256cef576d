package initialize

import (
	"fmt"

	"github.com/golgi-sim/golgi"
	"github.com/golgi-sim/golgi/rng"
)

// Exponential draws from the exponential distribution whose mean is scale,
// scale >= 0.
func Exponential(scale float64) golgi.Initializer { return exponential{scale} }

type exponential struct{ scale float64 }

// String returns the call that makes the initialiser.
func (e exponential) String() string { return fmt.Sprintf("Exponential(%v)", e.scale) }

// Fill draws the elements.
func (e exponential) Fill(dst []float64, shape []int, key rng.Key) error {
	if err := mistakes(e, width("scale", e.scale)); err != nil {
		return err
	}
	return each(dst, shape, key, func(s *rng.Stream) float64 { return e.scale * s.Exponential() })
}

// Gamma draws from the gamma distribution of that shape, which is positive,
// and scale >= 0: the mean is shape*scale, the variance shape*scale^2.
func Gamma(shape, scale float64) golgi.Initializer { return gamma{shape, scale} }

type gamma struct{ shape, scale float64 }

// String returns the call that makes the initialiser.
func (g gamma) String() string { return fmt.Sprintf("Gamma(%v, %v)", g.shape, g.scale) }

// Fill draws the elements.
func (g gamma) Fill(dst []float64, shape []int, key rng.Key) error {
	form := width("shape", g.shape)
	if g.shape == 0 {
		form = "the shape is 0 (it must be positive)"
	}
	if err := mistakes(g, form, width("scale", g.scale)); err != nil {
		return err
	}
	return each(dst, shape, key, func(s *rng.Stream) float64 { return g.scale * s.Gamma(g.shape) })
}
