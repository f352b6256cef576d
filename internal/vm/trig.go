package vm

// trigTop is the largest argument that is reduced. Sin, Cos and Tan are NaN
// beyond.
const trigTop = 0x1p30

// trigArg writes |x| = n pi/2 + r + c with integral n, |r| <= pi/4 and c what
// r lost by rounding; q has n mod 4 in its lowest bits.
func (b *Builder) trigArg(x Val) (r, c, q Val) {
	a := b.Abs(x)
	a = b.Select(b.LE(a, b.Const(trigTop)), a, b.nan())
	n, sum := b.nearest(a, twoOverPi)
	// Exact: both terms are multiples of 2^-53, the difference is below 1.
	r1 := b.FNMA(n, b.Const(halfPi1), a)
	// n halfPi2 in two parts. The second and n halfPi3 count when r1 and
	// the first nearly cancel.
	w := b.Mul(n, b.Const(halfPi2))
	low := b.FMS(n, b.Const(halfPi2), w)
	r = b.Sub(r1, w)
	c = b.Sub(b.Sub(b.Sub(r1, r), w), low)
	c = b.FNMA(n, b.Const(halfPi3), c)
	return r, c, b.Bits(sum)
}

// sinCosPoly gives the sine and cosine of r + c, |r| <= pi/4.
func (b *Builder) sinCosPoly(r, c Val) (sin, cos Val) {
	rc := b.Mul(r, c)
	z := b.FMA(r, r, b.Add(rc, rc)) // (r + c)^2
	sin = b.Add(r, b.FMA(b.Mul(r, z), b.horner(z, sinS), c))
	cos = b.FMA(z, b.FMA(z, b.horner(z, cosC), b.Const(-0.5)), b.one())
	return sin, cos
}

// even reports whether q is.
func (b *Builder) even(q Val) Val {
	return b.UEQ(b.UAnd(q, b.UConst(1)), b.UConst(0))
}

// Sin is the sine, for |x| <= 2^30.
func (b *Builder) Sin(x Val) Val {
	r, c, q := b.trigArg(x)
	sin, cos := b.sinCosPoly(r, c)
	sign := b.UAnd(b.UXor(b.Bits(x), b.Shl(q, 62)), b.UConst(signBit))
	return b.flip(b.Select(b.even(q), sin, cos), sign)
}

// Cos is the cosine, for |x| <= 2^30.
func (b *Builder) Cos(x Val) Val {
	r, c, q := b.trigArg(x)
	sin, cos := b.sinCosPoly(r, c)
	sign := b.UAnd(b.Shl(b.UAdd(q, b.UConst(1)), 62), b.UConst(signBit))
	return b.flip(b.Select(b.even(q), cos, sin), sign)
}

// Tan is the tangent, for |x| <= 2^30.
func (b *Builder) Tan(x Val) Val {
	r, c, q := b.trigArg(x)
	z := b.Mul(r, r)
	// The derivative of the tangent, 1 + tan^2, is 1 + z nearly enough for c.
	t := b.Add(r, b.FMA(b.Mul(r, z), b.horner(z, tanT), b.FMA(c, z, c)))
	y := b.Select(b.even(q), t, b.Div(b.one(), t))
	sign := b.UAnd(b.UXor(b.Bits(x), b.Shl(q, 63)), b.UConst(signBit))
	return b.flip(y, sign)
}
