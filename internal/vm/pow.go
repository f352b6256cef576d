package vm

import "math"

// A pair is an unevaluated sum of which lo is about an ulp of hi or less.
type pair struct{ hi, lo Val }

// fastSum gives x + y + lo as a pair, |x| >= |y| or x = 0.
func (b *Builder) fastSum(x, y, lo Val) pair {
	hi := b.Add(x, y)
	return pair{hi, b.Add(b.Add(b.Sub(x, hi), y), lo)}
}

// mulPair gives x*y.
func (b *Builder) mulPair(x, y pair) pair {
	hi := b.Mul(x.hi, y.hi)
	lo := b.FMA(x.hi, y.lo, b.FMS(x.hi, y.hi, hi))
	return pair{hi, b.FMA(x.lo, y.hi, lo)}
}

// log2Pair is the logarithm to base 2 of a positive x, good to 2^-64 of itself:
// with s = (m-1)/(m+1) it is k + s (c0 + s^2 (c1 + s^2 R(s^2))).
func (b *Builder) log2Pair(x Val) pair {
	m, k := b.splitAny(x)
	k = b.FMA(x, b.Const(math.SmallestNonzeroFloat64), k) // for NaN: it leaves others
	f := b.Sub(m, b.one())
	den := b.Add(m, b.one())
	denLo := b.Sub(m, b.Sub(den, b.one()))
	inv := b.Div(b.one(), den)
	s := pair{hi: b.Mul(f, inv)}
	s.lo = b.Mul(inv, b.FNMA(s.hi, denLo, b.FNMA(s.hi, den, f)))

	z := pair{hi: b.Mul(s.hi, s.hi)}
	z.lo = b.FMA(b.Add(s.hi, s.hi), s.lo, b.FMS(s.hi, s.hi, z.hi))

	c1 := b.fastSum(b.Const(cubeLog2eHi), b.Mul(z.hi, b.horner(z.hi, log2P)), b.Const(cubeLog2eLo))
	q := b.mulPair(z, c1)
	g := b.fastSum(b.Const(twoLog2eHi), q.hi, b.Add(q.lo, b.Const(twoLog2eLo)))
	l := b.mulPair(s, g)
	return b.fastSum(k, l.hi, l.lo)
}

// Pow is x^y with the special cases of C99: x^0 and 1^y are 1 for any other
// operand, a negative x needs an integral y.
func (b *Builder) Pow(x, y Val) Val {
	zero, one := b.Const(0), b.one()
	ax := b.Abs(x)
	mag := b.powPositive(ax, y)

	// Integers: y equal to its floor; odd ones: y/2 is not.
	half := b.Mul(y, b.Const(0.5))
	integral := b.EQ(b.Floor(y), y)
	odd := b.And(integral, b.NE(b.Floor(half), half))
	mag = b.Select(b.And(b.LT(x, zero), b.Not(integral)), b.nan(), mag)

	// 0 and Inf, the numbers that are twice themselves, give themselves or,
	// for y < 0, each other.
	other := b.FromBits(b.UXor(b.Bits(ax), b.UConst(math.Float64bits(math.Inf(1)))))
	edge := b.Select(b.LT(y, zero), other, ax)
	mag = b.Select(b.EQ(b.Add(ax, ax), ax), b.Select(b.EQ(y, y), edge, y), mag)

	r := b.flip(mag, b.USelect(odd, b.signOf(x), b.UConst(0)))
	return b.Select(b.Or(b.EQ(y, zero), b.EQ(x, one)), one, r)
}

// powPositive is x^y for positive finite x.
func (b *Builder) powPositive(x, y Val) Val {
	l := b.log2Pair(x)
	y = b.clamp(-0x1p64, 0x1p64, y) // the power is 0, 1 or Inf long before
	p := b.Mul(y, l.hi)
	lo := b.FMA(y, l.lo, b.FMS(y, l.hi, p))
	k := b.clamp(-2000, 2000, b.Rint(p)) // within what Scale takes
	// Where p is beyond the range of exponents lo may be anything.
	r := b.clamp(-1, 1, b.Add(b.Sub(p, k), lo))
	return b.Scale(b.FMA(b.horner(r, exp2P), r, b.one()), k)
}

// PowInt is x^n by repeated multiplication, and 1/x^-n for negative n. Each
// multiplication rounds: the error grows to about n/2 ulp.
func (b *Builder) PowInt(x Val, n int) Val {
	if n == math.MinInt {
		panic("BUG: vm: PowInt: exponent out of range")
	}
	if n < 0 {
		return b.Div(b.one(), b.PowInt(x, -n))
	}
	y := None
	for sq := x; n > 0; n >>= 1 {
		if n&1 != 0 {
			if y == None {
				y = sq
			} else {
				y = b.Mul(y, sq)
			}
		}
		if n > 1 {
			sq = b.Mul(sq, sq)
		}
	}
	if y == None {
		return b.one()
	}
	return y
}
