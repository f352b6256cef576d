package rng

import "math"

// Normal returns a number from the normal distribution of mean 0 and standard
// deviation 1.
//
// The method is the ziggurat (Marsaglia and Tsang 2000,
// doi:10.18637/jss.v005.i08): the area under exp(-x^2/2), x > 0, is covered
// by 256 layers of equal area, layer i of width x[i], of which the part up to
// x[i+1] lies wholly under the curve. In 99 of 100 draws the one word gives
// the result; else it is settled by rejection, so that the distribution is
// exact up to the resolution of 2^-52 of a layer. Layer, sign and place come
// from bits of their own: taken from the same bits they would be correlated
// (Doornik 2005).
func (s *Stream) Normal() float64 {
	for {
		z := s.Uint64()
		i, sign, j := z&255, z&256<<55, z>>12
		layer := &zig[i]
		x := (float64(j) + 0.5) * layer.place
		if j >= layer.inner {
			if i == 0 {
				x = s.normalTail()
			} else if y := s.Float64() * (zig[i+1].height - layer.height); !belowExp(layer.height+float64(y), -0.5*x*x) {
				continue
			}
		}
		return math.Float64frombits(math.Float64bits(x) | sign)
	}
}

// FillNormal sets dst to mu + sigma*z, rounded, z being what calls of Normal
// return, but for those not between lo and hi, which are passed over.
func (s *Stream) FillNormal(dst []float32, mu, sigma, lo, hi float64) {
	state := s.state
	for k := 0; k < len(dst); {
		// As Normal, but for what is not within a layer.
		z := mix(state + wordStep)
		layer := &zig[z&255]
		x := (float64(int64(z>>12)) + 0.5) * layer.place
		if z>>12 >= layer.inner {
			rest := Stream{state}
			x = rest.Normal()
			state = rest.state
		} else {
			x = math.Float64frombits(math.Float64bits(x) | z&256<<55)
			state += wordStep
		}
		if lo < x && x < hi {
			dst[k] = float32(math.FMA(sigma, x, mu))
			k++
		}
	}
	s.state = state
}

// belowExp reports whether y < exp(x), for x <= 0. The exponential function of
// package math, quick but not the same to the last bit on all processors,
// decides all cases but those that are too close for it.
func belowExp(y, x float64) bool {
	if d := y - math.Exp(x); d < -1e-12 || d > 1e-12 {
		return d < 0
	}
	return y < exp(x)
}

// normalTail returns a number from the part of the distribution beyond
// zigTail (Marsaglia 1964): an exponential proposal, thinned.
func (s *Stream) normalTail() float64 {
	for {
		x := s.Exponential() / zigTail
		if 2*s.Exponential() > float64(x*x) {
			return zigTail + x
		}
	}
}

// TruncNormal returns a number from the normal distribution of mean 0 and
// standard deviation 1 under the condition that it lies in [lo, hi]. The
// bounds may be infinite, and as far out as one likes: the proposal is chosen
// such that a good part is accepted, wherever the interval lies
// (Robert 1995, doi:10.1007/BF00143942). It panics unless lo <= hi, lo < Inf
// and hi > -Inf.
func (s *Stream) TruncNormal(lo, hi float64) float64 {
	switch {
	case !(lo <= hi) || math.IsInf(lo, 1) || math.IsInf(hi, -1):
		panic("rng: TruncNormal needs lo <= hi, lo < Inf, hi > -Inf")
	case lo > 0:
		return s.truncTail(lo, hi)
	case hi < 0:
		return -s.truncTail(-hi, -lo)
	case hi-lo < 2.5: // about sqrt(2 pi): uniform proposals are as good there
		return s.truncUniform(lo, hi, 0)
	}
	for {
		if x := s.Normal(); lo <= x && x <= hi {
			return x
		}
	}
}

// truncTail is TruncNormal for 0 < lo. The proposal is exponential beyond lo,
// with the rate a = (lo + sqrt(lo^2+4))/2 that accepts most; written with
// a - lo, which does not cancel. An interval shorter than the proposal's
// mean is filled uniformly.
func (s *Stream) truncTail(lo, hi float64) float64 {
	gap := 2 / (math.Sqrt(float64(lo*lo)+4) + lo) // a - lo
	a := lo + gap
	if a*(hi-lo) < 1 {
		return s.truncUniform(lo, hi, lo)
	}
	for {
		y := s.Exponential() / a
		x := lo + y
		if y -= gap; x <= hi && 2*s.Exponential() >= float64(y*y) {
			return x
		}
	}
}

// truncUniform is TruncNormal by uniform proposals; mode is where in the
// interval the density is largest. Whether an exponential number exceeds h
// has probability exp(-h).
func (s *Stream) truncUniform(lo, hi, mode float64) float64 {
	for {
		x := lo + float64(s.Float64()*(hi-lo))
		x = min(x, hi)
		if s.Exponential() >= (x-mode)*(x/2+mode/2) {
			return x
		}
	}
}
