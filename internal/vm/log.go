package vm

import "math"

const (
	exponentBits = 0xfff << 52 // with the sign

	// fromBiased is the integer 2^52 + 2048: the float64 with the bits of
	// 2^52 and k+2048 in the lowest is it plus k.
	fromBiased = 0x1p52 + 2048
	biasedBits = 0x433<<52 | 2048
)

var sqrtHalfBits = math.Float64bits(math.Sqrt2 / 2)

// split writes a positive normal x as m 2^k with sqrt(1/2) <= m < sqrt(2). It
// gives m and the bits from which exponent makes k.
func (b *Builder) split(x Val) (m, e Val) {
	e = b.USub(b.Bits(x), b.UConst(sqrtHalfBits))
	m = b.FromBits(b.USub(b.Bits(x), b.UAnd(e, b.UConst(exponentBits))))
	return m, e
}

// exponent makes k + bias - fromBiased.
func (b *Builder) exponent(e, bias Val) Val {
	// The 12 bits of k in two's complement, with 2048 added.
	biased := b.UXor(b.Shr(e, 52), b.UConst(biasedBits))
	return b.Sub(b.FromBits(biased), bias)
}

// splitAny is split and exponent for positive x that may be subnormal.
func (b *Builder) splitAny(x Val) (m, k Val) {
	small := b.LT(x, b.Const(minNorm))
	m, e := b.split(b.Select(small, b.Mul(x, b.Const(0x1p54)), x))
	return m, b.exponent(e, b.Select(small, b.Const(fromBiased+54), b.Const(fromBiased)))
}

// logCore gives ln(m 2^k) as the sum of a and a smaller rest. f + lo is m - 1,
// where lo is far below f or is None. top is k again, or Inf if the logarithm
// is.
//
// With s = f/(2 + f), ln(1+f) = 2 atanh(s) = f - s (f - s^2 P(s^2)).
func (b *Builder) logCore(f, k, top, lo Val) (a, rest Val) {
	g := f
	if lo != None {
		g = b.Add(f, lo)
	}
	s := b.Div(g, b.Add(g, b.Const(2)))
	z := b.Mul(s, s)
	small := b.FNMA(z, b.horner(z, logP), g)
	short := b.Const(ln2Short) // k times it is exact
	a = b.FMA(k, short, f)
	rest = b.Sub(f, b.FNMA(k, short, a)) // what a lost by rounding
	if lo != None {
		rest = b.Add(rest, lo)
	}
	return a, b.FNMA(s, small, b.FMA(top, b.Const(ln2Rest), rest))
}

// logParts gives ln(x) = a + rest for positive x, and Inf or NaN for such x.
func (b *Builder) logParts(x Val) (a, rest Val) {
	m, k := b.splitAny(x)
	// 2^-1074 x is far too small to change k unless x is Inf or NaN.
	top := b.FMA(x, b.Const(math.SmallestNonzeroFloat64), k)
	return b.logCore(b.Sub(m, b.one()), k, top, None)
}

// logDomain gives y for x > 0, -Inf for x = 0 and NaN for the rest.
func (b *Builder) logDomain(x, y Val) Val {
	zero := b.Const(0)
	atZero := b.Select(b.EQ(x, zero), b.Const(math.Inf(-1)), b.nan())
	return b.Select(b.LT(zero, x), y, atZero)
}

// Log is the natural logarithm.
func (b *Builder) Log(x Val) Val {
	a, rest := b.logParts(x)
	return b.logDomain(x, b.Add(a, rest))
}

// Log10 is the logarithm to base 10. It is exact where x is a power of ten.
func (b *Builder) Log10(x Val) Val {
	a, rest := b.logParts(x)
	hi := b.Const(log10eHi)
	y := b.FMA(a, hi, b.FMA(rest, hi, b.Mul(a, b.Const(log10eLo))))
	return b.logDomain(x, y)
}

// Log1p is ln(1 + x), with no loss near 0.
func (b *Builder) Log1p(x Val) Val {
	u := b.Add(b.one(), x)
	lost := b.Sub(x, b.Sub(u, b.one())) // 1 + x = u + lost, or u is beyond 2^53
	m, e := b.split(u)
	k := b.exponent(e, b.Const(fromBiased))
	lo := b.Mul(lost, b.Scale(b.one(), b.Neg(k)))
	a, rest := b.logCore(b.Sub(m, b.one()), k, k, lo)
	// ln(1+x) <= x: the minimum restores -0, and +Inf after its NaN.
	y := b.Min(b.Add(a, rest), x)
	return b.logDomain(b.Add(b.one(), x), y)
}
