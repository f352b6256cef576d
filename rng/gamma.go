package rng

import "math"

// Exponential returns a number from the exponential distribution of mean 1.
//
// The method is von Neumann's (1951): it only compares random numbers, needs
// no function of them, and is exact. Let u1 > u2 > ... > un be the longest
// descending start of a sequence of uniform numbers. Given u1, n is odd with
// probability exp(-u1). So u1 is the fractional part if n is odd, and
// otherwise the integral part goes up by one, with probability exp(-1).
func (s *Stream) Exponential() float64 {
	for whole := 0.0; ; whole++ {
		first := s.Uint64()
		odd := true
		for top, next := first, s.Uint64(); next < top; top, next = next, s.Uint64() {
			odd = !odd
		}
		if odd {
			return whole + unit(first)
		}
	}
}

// Gamma returns a number from the gamma distribution of that shape and scale
// 1: mean and variance are shape. It panics unless shape is positive and
// finite.
//
// The method is that of Marsaglia and Tsang (2000, doi:10.1145/358407.358414):
// the cube of a normal number, thinned. A shape below 1 is brought above it
// by Gamma(shape) = Gamma(shape+1) * U^(1/shape).
func (s *Stream) Gamma(shape float64) float64 {
	if !(shape > 0) || math.IsInf(shape, 1) {
		panic("rng: Gamma needs a positive, finite shape")
	}
	if shape < 1 {
		x := s.Gamma(shape + 1)
		return x * exp(-s.Exponential()/shape)
	}
	d := shape - 1.0/3
	c := 1 / (3 * math.Sqrt(d))
	for {
		x := s.Normal()
		v := math.FMA(c, x, 1)
		if v <= 0 {
			continue
		}
		v *= v * v
		u := s.Float64()
		x2 := x * x
		if u < 1-float64(0.0331*x2*x2) {
			return d * v
		}
		if log(u) < float64(0.5*x2)+float64(d*(1-v+log(v))) {
			return d * v
		}
	}
}
