package rng

import "math"

// Binomial returns a number from the binomial distribution of n trials with
// success probability p. It panics unless 0 <= n <= 2^52 and 0 <= p <= 1.
//
// Where fewer than 10 successes (or failures, if p > 1/2) are expected, the
// method is inversion, else Hörmann's transformed rejection BTRS (1993,
// doi:10.1080/00949659308811496).
func (s *Stream) Binomial(n int, p float64) int {
	if !(0 <= n && float64(n) <= maxCount && 0 <= p && p <= 1) {
		panic("rng: Binomial needs n of 0 to 2^52 and p of 0 to 1")
	}
	if p > 0.5 {
		return n - s.Binomial(n, 1-p)
	}
	if n == 0 || p == 0 {
		return 0
	}
	trials := float64(n)
	mean, q := float64(trials*p), 1-p
	if mean < 10 {
		first := exp(trials * log1p(-p))
		return s.invert(first, func(k float64) float64 { return (trials + 1 - k) / k * (p / q) })
	}
	sd := math.Sqrt(mean * q)
	b := 1.15 + float64(2.53*sd)
	a := float64(0.0248*b) + float64(0.01*p) - 0.0873
	quick := 0.92 - 4.2/b
	scale := (2.83 + 5.1/b) * sd
	mode := math.Floor((trials + 1) * p)
	for {
		k, v, sure := s.hat(a, b, mean+0.5, quick)
		if sure {
			return int(k)
		}
		if k >= 0 && k <= trials && log(v*scale) <= logBinomial(k, trials, p)-logBinomial(mode, trials, p) {
			return int(k)
		}
	}
}
