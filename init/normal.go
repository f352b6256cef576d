package initialize

import (
	"fmt"
	"math"

	"github.com/golgi-sim/golgi"
	"github.com/golgi-sim/golgi/rng"
)

// Normal draws from the normal distribution with that mean and standard
// deviation sd >= 0: element i is FMA(sd, z, mean), z a standard normal
// number.
func Normal(mean, sd float64) golgi.Initializer { return normal{mean, sd} }

type normal struct{ mean, sd float64 }

// String returns the call that makes the initialiser.
func (n normal) String() string { return fmt.Sprintf("Normal(%v, %v)", n.mean, n.sd) }

// Fill draws the elements.
func (n normal) Fill(dst []float64, shape []int, key rng.Key) error {
	if err := mistakes(n, number("mean", n.mean), width("standard deviation", n.sd)); err != nil {
		return err
	}
	return each(dst, shape, key, func(s *rng.Stream) float64 { return math.FMA(n.sd, s.Normal(), n.mean) })
}

// TruncatedNormal draws from the normal distribution with that mean and
// standard deviation sd >= 0 under the condition that the number lies between
// lo and hi. The bounds are values, not multiples of sd, and may be infinite;
// mean and sd are those before the truncation.
func TruncatedNormal(mean, sd, lo, hi float64) golgi.Initializer {
	return truncated{mean, sd, lo, hi}
}

type truncated struct{ mean, sd, lo, hi float64 }

// String returns the call that makes the initialiser.
func (n truncated) String() string {
	return fmt.Sprintf("TruncatedNormal(%v, %v, %v, %v)", n.mean, n.sd, n.lo, n.hi)
}

// Fill draws the elements.
func (n truncated) Fill(dst []float64, shape []int, key rng.Key) error {
	if err := mistakes(n, number("mean", n.mean), width("standard deviation", n.sd), interval(n.lo, n.hi)); err != nil {
		return err
	}
	if n.sd == 0 {
		if n.mean < n.lo || n.mean > n.hi {
			return mistakes(n, "the standard deviation is 0 and the mean is out of bounds")
		}
		return Constant(n.mean).Fill(dst, shape, key)
	}
	lo, hi := (n.lo-n.mean)/n.sd, (n.hi-n.mean)/n.sd
	if math.IsInf(lo, 1) || math.IsInf(hi, -1) {
		return mistakes(n, "the bounds are too far from the mean for such a standard deviation")
	}
	return each(dst, shape, key, func(s *rng.Stream) float64 {
		// Rounding must not lead out of the bounds.
		return min(max(math.FMA(n.sd, s.TruncNormal(lo, hi), n.mean), n.lo), n.hi)
	})
}
