package vm

import "math"

const (
	magic   = 0x1.8p52
	minNorm = 0x1p-1022
)

var magicBits = math.Float64bits(magic)

// Eval carries out one operation on one lane: the meaning of the operations,
// which every executor keeps. Operands and result are bits; masks are 0 or 1.
func Eval(op Op, imm, a, b, c uint64) uint64 {
	x, y, z := math.Float64frombits(a), math.Float64frombits(b), math.Float64frombits(c)
	f := math.Float64bits
	switch op {
	case Add:
		return f(x + y)
	case Sub:
		return f(x - y)
	case Mul:
		return f(x * y)
	case Div:
		return f(x / y)
	case Sqrt:
		return f(math.Sqrt(x))
	case FMA:
		return f(math.FMA(x, y, z))
	case FMS:
		return f(math.FMA(x, y, -z))
	case FNMA:
		return f(math.FMA(-x, y, z))
	case Neg:
		return a ^ 1<<63
	case Abs:
		return a &^ (1 << 63)
	case Min:
		return choose(x < y, a, b)
	case Max:
		return choose(x > y, a, b)
	case Floor:
		return f(math.Floor(x))
	case Ceil:
		return f(math.Ceil(x))
	case Rint:
		return f(math.RoundToEven(x))
	case Scale:
		return f(scale(x, y))
	case Flush:
		return choose(math.Abs(x) < minNorm, 0, a)
	case LT:
		return mask(x < y)
	case LE:
		return mask(x <= y)
	case EQ:
		return mask(x == y)
	case NE:
		return mask(x != y)
	case MAnd, UAnd:
		return a & b
	case MOr, UOr:
		return a | b
	case MXor, UXor:
		return a ^ b
	case MNot:
		return a ^ 1
	case Select, USelect:
		return choose(a != 0, b, c)
	case UAdd:
		return a + b
	case USub:
		return a - b
	case Shl:
		return a << imm
	case Shr:
		return a >> imm
	case Mul32:
		return (a & 0xffffffff) * (b & 0xffffffff)
	case UEQ:
		return mask(a == b)
	case Bits, FromBits:
		return a
	case ToInt:
		return f(x+magic) - magicBits
	case FromInt:
		return f(math.Float64frombits(a+magicBits) - magic)
	}
	panic("BUG: vm: Eval of " + op.String())
}

func mask(b bool) uint64 {
	if b {
		return 1
	}
	return 0
}

func choose(m bool, a, b uint64) uint64 {
	if m {
		return a
	}
	return b
}

// scale returns x * 2^k, rounded once.
func scale(x, k float64) float64 {
	if k != k {
		return k
	}
	// Beyond these every allowed x has over- or underflown.
	return math.Ldexp(x, int(math.Max(-2200, math.Min(2200, k))))
}
