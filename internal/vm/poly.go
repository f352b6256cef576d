package vm

import (
	"math"
	"slices"
)

const signBit = 1 << 63

// horner evaluates c[0] + c[1] x + c[2] x^2 + ...
func (b *Builder) horner(x Val, c []float64) Val {
	y := b.Const(c[len(c)-1])
	for k := len(c) - 2; k >= 0; k-- {
		y = b.FMA(y, x, b.Const(c[k]))
	}
	return y
}

// fours evaluates what horner does, z being x^2, by fours of coefficients that do
// not wait for one another (Estrin): one operation more, besides z, in less than
// half the time.
func (b *Builder) fours(x, z Val, c []float64) Val {
	var parts []Val
	for len(c) > 4 {
		parts = append(parts, b.FMA(b.horner(x, c[2:4]), z, b.horner(x, c[:2])))
		c = c[4:]
	}
	y, z2 := b.horner(x, c), b.Mul(z, z)
	for _, p := range slices.Backward(parts) {
		y = b.FMA(y, z2, p)
	}
	return y
}

// nearest gives the integer k nearest to x*c, and never -0. |x*c| < 2^51.
// The units of magic are whole numbers, so that adding it rounds to one; sum,
// still with magic in it, has k in its low bits.
func (b *Builder) nearest(x Val, c float64) (k, sum Val) {
	m := b.Const(magic)
	sum = b.FMA(x, b.Const(c), m)
	return b.Sub(sum, m), sum
}

// nearestPower is nearest, with the power 2^(k+shift) besides, for one operation
// more: the low bits of the sum are its exponent as a float64 has it, which
// must be in range, -1022 <= k+shift <= 1023.
func (b *Builder) nearestPower(x Val, c float64, shift int) (k, power Val) {
	m := b.Const(magic + 1023 + float64(shift))
	sum := b.FMA(x, b.Const(c), m)
	return b.Sub(sum, m), b.FromBits(b.Shl(b.Bits(sum), 52))
}

// power is 2^(k+shift) for an integral k, -1022 <= k+shift <= 1023.
func (b *Builder) power(k Val, shift int) Val {
	return b.FromBits(b.Shl(b.Bits(b.Add(k, b.Const(magic+1023+float64(shift)))), 52))
}

// clamp bounds x by lo and hi and lets a NaN through: Min and Max give their
// second operand when the comparison fails.
func (b *Builder) clamp(lo, hi float64, x Val) Val {
	return b.Max(b.Const(lo), b.Min(b.Const(hi), x))
}

// signOf gives the sign bit of x.
func (b *Builder) signOf(x Val) Val {
	return b.UAnd(b.Bits(x), b.UConst(signBit))
}

// flip changes the sign of x where sign has the sign bit. It has no other.
func (b *Builder) flip(x, sign Val) Val {
	return b.FromBits(b.UXor(b.Bits(x), sign))
}

func (b *Builder) one() Val { return b.Const(1) }

func (b *Builder) nan() Val { return b.Const(math.NaN()) }
