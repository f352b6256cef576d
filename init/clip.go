package initialize

import (
	"fmt"

	"github.com/golgi-sim/golgi"
	"github.com/golgi-sim/golgi/rng"
)

// Clip sets elements as init does, and those below lo to lo, those above hi
// to hi. The bounds may be infinite. Other than with TruncatedNormal, a
// part of the distribution then sits on the bounds.
func Clip(init golgi.Initializer, lo, hi float64) golgi.Initializer { return clip{init, lo, hi} }

type clip struct {
	init   golgi.Initializer
	lo, hi float64
}

// String returns the call that makes the initialiser.
func (c clip) String() string { return fmt.Sprintf("Clip(%v, %v, %v)", c.init, c.lo, c.hi) }

// Fill sets the elements and clips them.
func (c clip) Fill(dst []float64, shape []int, key rng.Key) error {
	if c.init == nil {
		return mistakes(c, "there is nothing to clip")
	}
	if err := mistakes(c, interval(c.lo, c.hi)); err != nil {
		return err
	}
	if err := c.init.Fill(dst, shape, key); err != nil {
		return err
	}
	for i, x := range dst {
		// Written so that a NaN stays one, for Build to find.
		if x < c.lo {
			dst[i] = c.lo
		} else if x > c.hi {
			dst[i] = c.hi
		}
	}
	return nil
}
