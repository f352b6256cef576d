package vm_test

import (
	"math"
	"math/big"
	"sync"
)

// The reference values of the tests: elementary functions by their series,
// in arithmetic of refPrec bits, good to more than 200. Nothing here is
// shared with the code under test.

const refPrec = 384

func bf() *big.Float { return new(big.Float).SetPrec(refPrec) }

func bff(x float64) *big.Float { return bf().SetFloat64(x) }

func bfi(n int64) *big.Float { return bf().SetInt64(n) }

func shift(x *big.Float, n int) *big.Float {
	if x.Sign() == 0 {
		return x
	}
	return bf().SetMantExp(x, n)
}

// atanhRef is the series u + u^3/3 + u^5/5 + ... for small u.
func atanhRef(u *big.Float) *big.Float {
	sum, pow, sq := bf().Set(u), bf().Set(u), bf().Mul(u, u)
	for n := int64(3); ; n += 2 {
		pow.Mul(pow, sq)
		if pow.Sign() == 0 || pow.MantExp(nil) < sum.MantExp(nil)-refPrec {
			return sum
		}
		sum.Add(sum, bf().Quo(pow, bfi(n)))
	}
}

// refLn2 is 2 atanh(1/3).
var refLn2 = sync.OnceValue(func() *big.Float {
	return shift(atanhRef(bf().Quo(bfi(1), bfi(3))), 1)
})

// refPi is Machin's 16 atan(1/5) - 4 atan(1/239).
var refPi = sync.OnceValue(func() *big.Float {
	atan := func(n int64) *big.Float {
		pow := bf().Quo(bfi(1), bfi(n))
		sum, sq := bf().Set(pow), bfi(n*n)
		for k := int64(3); pow.MantExp(nil) > -refPrec-8; k += 2 {
			pow.Quo(pow, sq)
			pow.Neg(pow)
			sum.Add(sum, bf().Quo(pow, bfi(k)))
		}
		return sum
	}
	return bf().Sub(shift(atan(5), 4), shift(atan(239), 2))
})

// refExpm1 is the Taylor series of x/2^m, then m times E(2x) = E(x)(E(x)+2).
func refExpm1(x *big.Float) *big.Float {
	if x.Sign() == 0 {
		return bf()
	}
	m := max(0, x.MantExp(nil)+16)
	r := shift(x, -m)
	sum, term := bf().Set(r), bf().Set(r)
	for n := int64(2); ; n++ {
		term.Mul(term, r)
		term.Quo(term, bfi(n))
		if term.MantExp(nil) < sum.MantExp(nil)-refPrec {
			break
		}
		sum.Add(sum, term)
	}
	for range m {
		sum.Mul(sum, bf().Add(sum, bfi(2)))
	}
	return sum
}

func refExp(x *big.Float) *big.Float {
	// Multiplying up loses a bit of e^-|x| per doubling; e^|x| does not.
	e := bf().Add(refExpm1(bf().Abs(x)), bfi(1))
	if x.Sign() < 0 {
		return e.Quo(bfi(1), e)
	}
	return e
}

// refLog is y + 2 atanh((z-1)/(z+1)), z = x e^-y, y a guess good to a few digits.
func refLog(x *big.Float) *big.Float {
	mant := bf()
	k := x.MantExp(mant) // x = mant 2^k, 1/2 <= mant < 1
	if mant.Cmp(bff(0.75)) < 0 {
		mant, k = shift(mant, 1), k-1
	}
	f, _ := mant.Float64()
	y := bff(math.Log(f))
	z := bf().Mul(mant, refExp(bf().Neg(y)))
	u := bf().Quo(bf().Sub(z, bfi(1)), bf().Add(z, bfi(1)))
	y.Add(y, shift(atanhRef(u), 1))
	return y.Add(y, bf().Mul(bfi(int64(k)), refLn2()))
}

func refLog1p(x *big.Float) *big.Float {
	if x.Sign() != 0 && x.MantExp(nil) < -60 {
		u := bf().Quo(x, bf().Add(x, bfi(2)))
		return shift(atanhRef(u), 1)
	}
	return refLog(bf().Add(x, bfi(1)))
}

// refSinCos reduces by pi/2, then takes the series of 1 - cos(r/2^8) and eight
// times v(2r) = 2 v(r) (2 - v(r)).
func refSinCos(x *big.Float) (sin, cos *big.Float) {
	q := bf().Quo(x, shift(refPi(), -1))
	q.Add(q, bff(math.Copysign(0.5, float64(x.Sign()))))
	n, _ := q.Int(nil)
	r := bf().Sub(x, bf().Mul(bf().SetInt(n), shift(refPi(), -1)))
	if r.Sign() == 0 {
		sin, cos = bf(), bfi(1)
	} else {
		t := shift(r, -8)
		sq := bf().Mul(t, t)
		term := shift(sq, -1)
		v := bf().Set(term)
		for k := int64(3); ; k += 2 {
			term.Mul(term, sq)
			term.Quo(term, bfi(-k*(k+1)))
			if term.MantExp(nil) < v.MantExp(nil)-refPrec {
				break
			}
			v.Add(v, term)
		}
		for range 8 {
			v.Mul(v, bf().Sub(bfi(2), v))
			v = shift(v, 1)
		}
		cos = bf().Sub(bfi(1), v)
		sin = bf().Sqrt(bf().Mul(v, bf().Sub(bfi(2), v)))
		if r.Sign() < 0 {
			sin.Neg(sin)
		}
	}
	switch new(big.Int).And(n, big.NewInt(3)).Int64() {
	case 1:
		return cos, sin.Neg(sin)
	case 2:
		return sin.Neg(sin), cos.Neg(cos)
	case 3:
		return cos.Neg(cos), sin
	}
	return sin, cos
}

func refSinh(x *big.Float) *big.Float {
	e := refExpm1(bf().Abs(x))
	y := shift(bf().Add(e, bf().Quo(e, bf().Add(e, bfi(1)))), -1)
	if x.Sign() < 0 {
		y.Neg(y)
	}
	return y
}

func refCosh(x *big.Float) *big.Float {
	e := refExp(bf().Abs(x))
	return shift(bf().Add(e, bf().Quo(bfi(1), e)), -1)
}

func refTanh(x *big.Float) *big.Float {
	if x.Sign() == 0 {
		return bf()
	}
	e := refExpm1(shift(bf().Abs(x), 1))
	y := bf().Quo(e, bf().Add(e, bfi(2)))
	if x.Sign() < 0 {
		y.Neg(y)
	}
	return y
}

func refSigmoid(x *big.Float) *big.Float {
	return bf().Quo(bfi(1), bf().Add(bfi(1), refExp(bf().Neg(x))))
}

func refExprel(x *big.Float) *big.Float {
	if x.Sign() == 0 {
		return bfi(1)
	}
	if x.Sign() < 0 { // (1 - e^-|x|)/|x| with no loss
		e := refExpm1(bf().Abs(x))
		return e.Quo(bf().Quo(e, bf().Add(e, bfi(1))), bf().Abs(x))
	}
	return bf().Quo(refExpm1(x), x)
}

func refPow(x, y *big.Float) *big.Float {
	return refExp(bf().Mul(y, refLog(x)))
}

// ulpError is |got - want| in units in the last place of want, subnormals
// included. A want that rounds to Inf is met by Inf only.
func ulpError(got float64, want *big.Float) float64 {
	w, _ := want.Float64()
	if math.IsInf(w, 0) || math.IsInf(got, 0) {
		if got == w {
			return 0
		}
		// At the edge the neighbour of Inf counts as one step away.
		if m := math.Nextafter(math.Inf(1), 0); math.Abs(got) == m && math.IsInf(w, 0) || math.Abs(w) == m && math.IsInf(got, 0) {
			return 1
		}
		return math.Inf(1)
	}
	if math.IsNaN(got) {
		return math.Inf(1)
	}
	if want.Sign() == 0 {
		if got == 0 {
			return 0
		}
		return math.Inf(1)
	}
	e := max(want.MantExp(nil)-53, -1074)
	d := bf().Sub(bff(got), want)
	u, _ := shift(d, -e).Float64()
	return math.Abs(u)
}

func float(x *big.Float) float64 {
	f, _ := x.Float64()
	return f
}
