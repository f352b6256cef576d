package vmtest

import (
	"math"
	"math/rand/v2"
)

// Special are float64s at which operations behave in their own way.
var Special = []float64{
	0, math.Copysign(0, -1), 1, -1, 0.5, -0.5, 1.5, -1.5, 2.5, 3, -2, 0.49999999999999994,
	math.Inf(1), math.Inf(-1), math.NaN(), math.MaxFloat64, -math.MaxFloat64,
	math.SmallestNonzeroFloat64, -math.SmallestNonzeroFloat64, 0x1p-1022, -0x1p-1022, 0x0.fffffffffffffp-1022,
	1e-310, 1e308, 1e-300, -1e200, math.Pi, -math.E, 1 << 31, 1<<51 - 0.5, 1 << 51, 1<<52 + 1, -(1<<52 + 1), 1 << 53, 1 << 62,
}

// Integers are uint64s of that sort.
var Integers = []uint64{
	0, 1, 2, 63, 1<<31 - 1, 1 << 31, 1<<32 - 1, 1 << 32, 1<<51 - 1, 1 << 51, 1<<52 + 5, 1 << 63, 1<<63 - 1,
	math.MaxUint64, math.MaxUint64 - 1, 0x5555555555555555, 0x0123456789abcdef, 0x7ff0000000000000,
}

// Same reports whether x and y are the Same bits, all NaNs being one.
func Same(x, y float64) bool {
	return math.Float64bits(x) == math.Float64bits(y) || x != x && y != y
}

// NewRand returns a source of random numbers.
func NewRand(seed uint64) *rand.Rand { return rand.New(rand.NewPCG(seed, 0x901f)) }

// RandomFloat is Special, or of any size, or of middling size.
func RandomFloat(r *rand.Rand) float64 {
	switch r.IntN(4) {
	case 0:
		return Special[r.IntN(len(Special))]
	case 1:
		return math.Float64frombits(r.Uint64())
	case 2:
		return float64(r.IntN(200)-100) / 2
	}
	return r.NormFloat64() * math.Exp2(float64(r.IntN(40)-20))
}

// RandomInteger is one of Integers, or of any size.
func RandomInteger(r *rand.Rand) uint64 {
	switch r.IntN(3) {
	case 0:
		return Integers[r.IntN(len(Integers))]
	case 1:
		return r.Uint64() >> r.IntN(64)
	}
	return r.Uint64()
}

// ScaleOperand bends x into the operands that Scale allows.
func ScaleOperand(x float64) float64 {
	if x == 0 || x != x || math.IsInf(x, 0) {
		return x
	}
	frac, exp := math.Frexp(x)
	return math.Ldexp(frac, (exp%64+64)%64-31)
}
