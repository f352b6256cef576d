package rng

import "math"

// maxCount is the largest mean of a Poisson and number of trials of a
// binomial distribution: counts are exact in a float64.
const maxCount = 1 << 52

// Poisson returns a number from the Poisson distribution of that mean. It
// panics unless 0 <= mean <= 2^52.
//
// Below a mean of 10 the method is inversion, else Hörmann's transformed
// rejection PTRS (1993, doi:10.1016/0167-6687(93)90997-4).
func (s *Stream) Poisson(mean float64) int {
	if !(mean >= 0 && mean <= maxCount) {
		panic("rng: Poisson needs a mean of 0 to 2^52")
	}
	if mean < 10 {
		first := exp(-mean)
		return s.invert(first, func(k float64) float64 { return mean / k })
	}
	b := 0.931 + float64(2.53*math.Sqrt(mean))
	a := float64(0.02483*b) - 0.059
	quick := 0.9277 - 3.6224/(b-2)
	scale := 1.1239 + 1.1328/(b-3.4)
	for {
		k, v, sure := s.hat(a, b, mean+0.43, quick)
		if sure {
			return int(k)
		}
		if k >= 0 && log(v*scale) <= logPoisson(k, mean) {
			return int(k)
		}
	}
}
