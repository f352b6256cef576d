package initialize

import (
	"fmt"
	"math"

	"github.com/golgi-sim/golgi"
	"github.com/golgi-sim/golgi/rng"
)

// Uniform draws from the uniform distribution between lo and hi: element i is
// FMA(hi-lo, u, lo), u uniform between 0 and 1.
func Uniform(lo, hi float64) golgi.Initializer { return uniform{lo, hi} }

type uniform struct{ lo, hi float64 }

// String returns the call that makes the initialiser.
func (u uniform) String() string { return fmt.Sprintf("Uniform(%v, %v)", u.lo, u.hi) }

// Fill draws the elements.
func (u uniform) Fill(dst []float64, shape []int, key rng.Key) error {
	err := mistakes(u, number("lower bound", u.lo), number("upper bound", u.hi))
	if err == nil {
		err = mistakes(u, interval(u.lo, u.hi), number("difference of the bounds", u.hi-u.lo))
	}
	if err != nil {
		return err
	}
	return each(dst, shape, key, func(s *rng.Stream) float64 { return math.FMA(u.hi-u.lo, s.Float64(), u.lo) })
}
