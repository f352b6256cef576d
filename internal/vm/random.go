package vm

import "math"

// Constants of Philox2x32 and Philox4x32 (Salmon, Moraes, Dror and Shaw,
// "Parallel random numbers: as easy as 1, 2, 3", SC 2011).
const (
	philoxM      = 0xD256D193
	philoxM0     = 0xD2511F53
	philoxM1     = 0xCD9E8D57
	philoxW0     = 0x9E3779B9
	philoxW1     = 0xBB67AE85
	philoxRounds = 10
)

// Philox is the counter-based generator Philox4x32-10: four random 32-bit
// words for each counter and key, whose lanes hold 32-bit words as well.
func (b *Builder) Philox(ctr [4]Val, key [2]Val) [4]Val {
	c, k := ctr, key
	m0, m1 := b.UConst(philoxM0), b.UConst(philoxM1)
	for round := range philoxRounds {
		if round > 0 {
			k[0] = b.UAdd(k[0], b.UConst(philoxW0))
			k[1] = b.UAdd(k[1], b.UConst(philoxW1))
		}
		p0, p1 := b.Mul32(c[0], m0), b.Mul32(c[2], m1)
		// Mul32 looks at the lower halves only, so that the upper ones need
		// no clearing until the end. Keys and counters meet first: where
		// both are the same for all lanes that is done once.
		c = [4]Val{
			b.UXor(b.UXor(c[1], k[0]), b.Shr(p1, 32)), p1,
			b.UXor(b.UXor(c[3], k[1]), b.Shr(p0, 32)), p0,
		}
	}
	low := b.UConst(0xffffffff)
	for i := range c {
		c[i] = b.UAnd(c[i], low)
	}
	return c
}

// Philox2x32 is the counter-based generator Philox2x32-10: two random 32-bit
// words for each counter and key, whose lanes hold 32-bit words as well.
func (b *Builder) Philox2x32(ctr [2]Val, key Val) [2]Val {
	c, m := ctr, b.UConst(philoxM)
	for round := range philoxRounds {
		if round > 0 {
			key = b.UAdd(key, b.UConst(philoxW0))
		}
		p := b.Mul32(c[0], m)
		c = [2]Val{b.UXor(b.UXor(c[1], key), b.Shr(p, 32)), p}
	}
	low := b.UConst(0xffffffff)
	return [2]Val{b.UAnd(c[0], low), b.UAnd(c[1], low)}
}

// oneBits are the bits of 1: with 52 random bits below them, a number in [1, 2).
const oneBits = 0x3ff << 52

// unit gives 1 + k 2^-52, k the 52 bits of the word hi and the upper part of lo.
func (b *Builder) unit(hi, lo Val) Val {
	k := b.Shr(b.UOr(b.Shl(hi, 32), lo), 12)
	return b.FromBits(b.UOr(k, b.UConst(oneBits)))
}

// Uniform is uniform in the open interval (0, 1): (k + 1/2) 2^-52 with the 52
// bits k of the word hi and the upper 20 of lo.
func (b *Builder) Uniform(hi, lo Val) Val {
	return b.Sub(b.unit(hi, lo), b.Const(1-0x1p-53))
}

// Rank is how many numbers of a table are below x: of cumulated probabilities
// and a uniform number, a draw of what has them.
func (b *Builder) Rank(x Val, table []float64) Val {
	// Two sums, and so chains of half the length, that begin where whole
	// numbers are the bits of float64.
	n := [2]Val{b.UConst(magicBits), b.UConst(0)}
	for k, t := range table {
		n[k%2] = b.USub(n[k%2], b.USelect(b.LT(b.Const(t), x), b.UConst(math.MaxUint64), b.UConst(0)))
	}
	return b.Sub(b.FromBits(b.UAdd(n[0], n[1])), b.Const(magic))
}

// Normals gives two independent standard normals from four words, by Box and
// Muller: the square root of -2 ln(u) times the sine and the cosine of an
// angle. The angle is within a right angle of 0, and a bit that it does not
// use turns the sign of the cosine.
func (b *Builder) Normals(w [4]Val) (x, y Val) {
	m, e := b.split(b.Uniform(w[0], w[1]))
	k := b.exponent(e, b.Const(fromBiased))
	f := b.Sub(m, b.one())
	s := b.Div(f, b.Add(f, b.Const(2)))
	z := b.Mul(s, s)
	ln := b.FMA(k, b.Const(ln2), b.FNMA(s, b.FNMA(z, b.horner(z, logP), f), f))
	radius := b.Sqrt(b.Mul(b.Const(-2), ln))

	v := b.Sub(b.unit(w[2], w[3]), b.Const(1.5-0x1p-53))
	t := b.Mul(v, v)
	sin := b.Mul(v, b.horner(t, sinPi))
	cos := b.flip(b.horner(t, cosPi), b.Shl(w[3], 63))
	return b.Mul(radius, cos), b.Mul(radius, sin)
}
