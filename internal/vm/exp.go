package vm

// Everything here writes x = k ln(2) + r with integral k and |r| <= ln(2)/2.
//
// The first step of the reduction, h = x - k*ln2Short, is exact: for k != 0 both
// terms of the difference are multiples of 2^-54, and it is below 1/2.

const (
	expTop    = 710  // e^x overflows from 709.79 on
	expBottom = -746 // and is 0 below -745.14
)

// expArg reduces x: x = k ln(2) + h - k ln2Rest, with h exact. h rounded into
// one number is r.
func (b *Builder) expArg(x Val) (k, h, r Val) {
	k, _ = b.nearest(x, log2e)
	h = b.FNMA(k, b.Const(ln2Short), x)
	return k, h, b.FNMA(k, b.Const(ln2Rest), h)
}

// expPoly is e^r for |r| <= ln(2)/2.
func (b *Builder) expPoly(r Val) Val {
	q := b.fours(r, b.Mul(r, r), expQ)
	return b.FMA(b.FMA(q, r, b.one()), r, b.one())
}

// Exp is e^x, in 20 operations.
func (b *Builder) Exp(x Val) Val {
	k, _, r := b.expArg(b.clamp(expBottom, expTop, x))
	return b.Scale(b.expPoly(r), k)
}

// expm1Rest returns h and v of e^x - 1 = 2^k (1 + h + v) - 1, x being k ln(2) + r:
// h + v = e^r - 1, with h exact. As ln2Short is short, 2^k h + (2^k - 1) is
// exact, too, for 0 <= k <= 52; v is small, and so is what is lost in it.
func (b *Builder) expm1Rest(x, k Val) (h, v Val) {
	h = b.FNMA(k, b.Const(ln2Short), x)
	lo := b.Mul(k, b.Const(ln2Rest))
	r := b.Sub(h, lo)
	z := b.Mul(r, r)
	return h, b.FMS(z, b.fours(r, z, expQ), lo)
}

// Expm1 is e^x - 1, with no loss near 0.
func (b *Builder) Expm1(x Val) Val {
	bounded := b.clamp(-50, expTop, x)
	k, _ := b.nearest(bounded, log2e)
	h, v := b.expm1Rest(bounded, k)
	k1 := b.Min(b.Const(1023), k)
	t := b.power(k1, 0)
	y := b.FMA(t, v, b.FMS(t, h, b.Sub(b.one(), t)))
	y = b.FMA(y, b.Sub(k, k1), y) // once more times 2 if k is 1024
	// e^x - 1 >= x: the maximum restores -0 and leaves the rest.
	return b.Max(y, x)
}

// Exprel is (e^x - 1)/x, and 1 at 0.
func (b *Builder) Exprel(x Val) Val {
	t, h, v, rest, den := b.exprelArgs(x)
	num := b.FMA(t, b.Add(h, v), rest)
	return b.Select(b.EQ(den, b.Const(0)), b.one(), b.Div(num, den))
}

// InvExprel is 1/exprel(x), x/(e^x - 1), and 1 at 0: one division in place of
// two. It is within 2 units in the last place, but 2.25 just below x = 37.
func (b *Builder) InvExprel(x Val) Val {
	t, h, v, rest, den := b.exprelArgs(x)
	// From x = 0.35 on, where the quotient is below 1, h + v would round too much.
	// t h + rest is exact up to k = 52 and nearly so from 54 on.
	num := b.FMA(t, v, b.FMA(t, h, rest))
	return b.Select(b.EQ(den, b.Const(0)), b.one(), b.Div(den, num))
}

// exprelArgs returns the parts of e^x - 1 = t (h + v) + rest and of x, both times
// 2^-64: e^x may overflow where the quotient does not. Beyond x = 753 one quotient
// is infinite, and the other 0.
func (b *Builder) exprelArgs(x Val) (t, h, v, rest, den Val) {
	const scale = 0x1p-64
	below := b.Min(b.Const(753), x)
	bounded := b.Max(below, b.Const(-50)) // no NaN, but den has it
	k, t := b.nearestPower(bounded, log2e, -64)
	h, v = b.expm1Rest(bounded, k)
	return t, h, v, b.Sub(t, b.Const(scale)), b.Mul(below, b.Const(scale))
}

// Sigmoid is 1/(1 + e^-x).
func (b *Builder) Sigmoid(x Val) Val {
	x = b.clamp(expBottom, 60, x)
	k, _ := b.nearest(x, log2e)
	// With -r in place of r, 2^k/(2^k + e^-r) neither overflows nor loses
	// a small result.
	r := b.FMA(k, b.Const(ln2Rest), b.FMS(k, b.Const(ln2Short), x))
	s := b.Scale(b.one(), k)
	// s + 1 + u r, the larger of s and 1 last: it is all that rounds much.
	u := b.FMA(b.fours(r, b.Mul(r, r), expQ), r, b.one())
	den := b.Add(b.Max(s, b.one()), b.FMA(u, r, b.Min(s, b.one())))
	return b.Div(s, den)
}

// Tanh is the hyperbolic tangent.
func (b *Builder) Tanh(x Val) Val {
	a := b.Max(b.Const(-20), b.FromBits(b.UOr(b.Bits(x), b.UConst(signBit)))) // -|x|; 1 from 19.1 on
	// |tanh(x)| = (1 - e^2a)/(1 + e^2a) with e^2a = t (1 + h + v)
	twice := b.Add(a, a)
	k, t := b.nearestPower(twice, log2e, 0)
	h, v := b.expm1Rest(twice, k)
	p := b.Add(h, v)
	rest := b.Sub(b.one(), t)
	num := b.FNMA(t, p, rest)
	den := b.FMA(t, p, b.Add(b.one(), t))
	// What num lost by rounding, over den, which is between 1 and 2: for so
	// small a part a fixed number is near enough to 1/den.
	lost := b.FNMA(t, v, b.FNMA(t, h, b.Sub(rest, num)))
	y := b.FMA(lost, b.Const(0.62), b.Div(num, den))
	return b.flip(y, b.signOf(x))
}

// sinhCoshArg gives what Sinh and Cosh share: |x| = k ln(2) + r, the polynomials
// of r, and (2^k + 2^-k)/2, (2^k - 2^-k)/2, both over 2^d.
func (b *Builder) sinhCoshArg(x Val) (s, c, sum, diff, d Val) {
	k, h, r := b.expArg(b.Min(b.Const(720), b.Abs(x)))
	z := b.Mul(r, r)
	s = b.Add(h, b.FNMA(k, b.Const(ln2Rest), b.Mul(b.Mul(z, r), b.horner(z, sinhS))))
	c = b.Mul(z, b.horner(z, coshC))
	k1 := b.Min(b.Const(1023), k)
	up := b.power(k1, -1)
	down := b.Scale(b.Const(0.5), b.Neg(k))
	return s, c, b.Add(up, down), b.Sub(up, down), b.Sub(k, k1)
}

// Sinh is the hyperbolic sine.
func (b *Builder) Sinh(x Val) Val {
	s, c, sum, diff, d := b.sinhCoshArg(x)
	y := b.Add(diff, b.FMA(c, diff, b.Mul(s, sum)))
	return b.flip(b.Mul(y, b.power(d, 0)), b.signOf(x))
}

// Cosh is the hyperbolic cosine.
func (b *Builder) Cosh(x Val) Val {
	s, c, sum, diff, d := b.sinhCoshArg(x)
	y := b.Add(sum, b.FMA(c, sum, b.Mul(s, diff)))
	return b.Mul(y, b.power(d, 0))
}
