package rng

import "math"

// invert returns an outcome of a distribution on 0, 1, 2, ... by inversion:
// the probability of 0 is first, that of k is ratio(k) times that of k-1. The
// outcome is expected to be small.
func (s *Stream) invert(first float64, ratio func(k float64) float64) int {
	for {
		u, prob := s.Float64(), first
		// A mean below 10 never leads to 200. What does is a u so near to 1
		// that the rounded probabilities do not sum up to it.
		for k := range 200 {
			if u <= prob {
				return k
			}
			u -= prob
			prob *= ratio(float64(k + 1))
		}
	}
}

// hat makes a proposal of Hörmann's transformed rejection with those
// constants: an outcome k, and the height v below the hat, up to a factor
// that depends on the distribution. If sure, it is accepted whatever the
// height: it lies in the box that is wholly under the distribution.
func (s *Stream) hat(a, b, c, quick float64) (k, v float64, sure bool) {
	u, v := s.Float64()-0.5, s.Float64()
	side := 0.5 - math.Abs(u)
	k = math.Floor(float64((2*a/side+b)*u) + c)
	return k, v / (a/float64(side*side) + b), side >= 0.07 && v <= quick
}

// Logarithms of probabilities after Loader (2000), "Fast and accurate
// computation of binomial probabilities": the large terms of the logarithms of
// factorials are taken out before they cancel, so that the result is
// accurate for counts of any size.

const halfLog2Pi = 0x1.d67f1c864beb5p-1

// logPoisson returns the logarithm of the probability of k.
func logPoisson(k, mean float64) float64 {
	if k == 0 {
		return -mean
	}
	return -stirlingError(k) - deviance(k, mean) - halfLog2Pi - float64(0.5*log(k))
}

// logBinomial returns the logarithm of the probability of k in n trials,
// 0 < p <= 1/2.
func logBinomial(k, n, p float64) float64 {
	switch k {
	case 0:
		return n * log1p(-p)
	case n:
		return n * log(p)
	}
	l := n - k
	return stirlingError(n) - stirlingError(k) - stirlingError(l) -
		deviance(k, float64(n*p)) - deviance(l, float64(n*(1-p))) -
		halfLog2Pi + float64(0.5*log(n/k/l))
}

// stirlingError returns log(n!) less Stirling's formula, n >= 1 an integer.
func stirlingError(n float64) float64 {
	if n < 16 {
		f := 1.0
		for k := 2.0; k <= n; k++ {
			f *= k
		}
		return log(f) - float64((n+0.5)*log(n)) + n - halfLog2Pi
	}
	y := 1 / float64(n*n)
	s := -1.0 / 1680
	s = math.FMA(s, y, 1.0/1260)
	s = math.FMA(s, y, -1.0/360)
	s = math.FMA(s, y, 1.0/12)
	return s / n
}

// deviance returns x log(x/m) + m - x, without cancellation near x = m: there
// it is the series of x log((1+v)/(1-v)) with v = (x-m)/(x+m).
func deviance(x, m float64) float64 {
	if math.Abs(x-m) >= 0.1*(x+m) {
		return float64(x*log(x/m)) + m - x
	}
	v := (x - m) / (x + m)
	v2 := v * v
	s := 0.0
	for n := 17; n >= 3; n -= 2 {
		s = math.FMA(s, v2, 1/float64(n))
	}
	return math.FMA(float64(2*x*v), float64(v2*s), float64((x-m)*v))
}
