package vm

import (
	"math"
	"math/rand/v2"
)

// interpret is the plain meaning of a program: Eval, lane by lane.
func interpret(p *Program, f *Frame, s *Scratch, lo, hi int) {
	v := make([]uint64, len(p.Code))
	for i := lo; i < hi; i++ {
		for k, in := range p.Code {
			var x [3]uint64
			for j, o := range in.operands() {
				x[j] = v[o]
			}
			switch in.Op {
			case Const, UConst, MConst:
				v[k] = in.Imm
			case Scalar, UScalar:
				v[k] = f.Scalars[in.Imm]
			case Index:
				v[k] = uint64(i)
			case Load:
				v[k] = math.Float64bits(f.Arrays[in.Imm].F64[i])
			case ULoad:
				if d := f.Arrays[in.Imm]; p.Arrays[in.Imm].Kind == I32 {
					v[k] = uint64(d.I32[i])
				} else {
					v[k] = uint64(d.U16[i])
				}
			case Store:
				f.Arrays[in.Imm].F64[i] = math.Float64frombits(x[0])
			case UStore:
				if d := f.Arrays[in.Imm]; p.Arrays[in.Imm].Kind == I32 {
					d.I32[i] = int32(x[0])
				} else {
					d.U16[i] = uint16(x[0])
				}
			case Emit:
				if x[0] != 0 {
					s.Events[in.Imm] = append(s.Events[in.Imm], int32(i))
				}
			case Check:
				if y := math.Float64frombits(x[0]); math.IsNaN(y) || math.IsInf(y, 0) {
					s.Bad = true
				}
			default:
				v[k] = Eval(in.Op, in.Imm, x[0], x[1], x[2])
			}
		}
	}
}

// special are float64s at which operations behave in their own way.
var special = []float64{
	0, math.Copysign(0, -1), 1, -1, 0.5, -0.5, 1.5, -1.5, 2.5, 3, -2, 0.49999999999999994,
	math.Inf(1), math.Inf(-1), math.NaN(), math.MaxFloat64, -math.MaxFloat64,
	math.SmallestNonzeroFloat64, -math.SmallestNonzeroFloat64, 0x1p-1022, -0x1p-1022, 0x0.fffffffffffffp-1022,
	1e-310, 1e308, 1e-300, -1e200, math.Pi, -math.E, 1 << 31, 1<<51 - 0.5, 1 << 51, 1<<52 + 1, -(1<<52 + 1), 1 << 53, 1 << 62,
}

// integers are uint64s of that sort.
var integers = []uint64{
	0, 1, 2, 63, 1<<31 - 1, 1 << 31, 1<<32 - 1, 1 << 32, 1<<51 - 1, 1 << 51, 1<<52 + 5, 1 << 63, 1<<63 - 1,
	math.MaxUint64, math.MaxUint64 - 1, 0x5555555555555555, 0x0123456789abcdef, 0x7ff0000000000000,
}

// same reports whether x and y are the same bits, all NaNs being one.
func same(x, y float64) bool {
	return math.Float64bits(x) == math.Float64bits(y) || x != x && y != y
}

func newRand(seed uint64) *rand.Rand { return rand.New(rand.NewPCG(seed, 0x901f)) }

// randomFloat is special, or of any size, or of middling size.
func randomFloat(r *rand.Rand) float64 {
	switch r.IntN(4) {
	case 0:
		return special[r.IntN(len(special))]
	case 1:
		return math.Float64frombits(r.Uint64())
	case 2:
		return float64(r.IntN(200)-100) / 2
	}
	return r.NormFloat64() * math.Exp2(float64(r.IntN(40)-20))
}

func randomInteger(r *rand.Rand) uint64 {
	switch r.IntN(3) {
	case 0:
		return integers[r.IntN(len(integers))]
	case 1:
		return r.Uint64() >> r.IntN(64)
	}
	return r.Uint64()
}

// scaleOperand bends x into the operands that Scale allows.
func scaleOperand(x float64) float64 {
	if x == 0 || x != x || math.IsInf(x, 0) {
		return x
	}
	frac, exp := math.Frexp(x)
	return math.Ldexp(frac, (exp%64+64)%64-31)
}
