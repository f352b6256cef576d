package vm

import "fmt"

// Type is the type of a lane.
type Type uint8

const (
	// Void is the result of an operation that only has an effect.
	Void Type = iota
	// F is a float64.
	F
	// U is a uint64.
	U
	// M is a mask: true or false.
	M
)

func (t Type) String() string { return [...]string{"void", "f", "u", "m"}[t] }

// MaxScale is the largest power of two that Scale multiplies by.
const MaxScale = 2044

// Op is one operation, applied to every lane alike.
type Op uint8

// The operations. a, b, c are the operands; imm is the immediate.
// Arithmetic is IEEE 754 binary64, rounded to nearest even, subnormals
// kept; all NaNs count as one value.
const (
	opInvalid Op = iota

	// Sources.
	Const  // f: the float64 whose bits are imm
	UConst // u: imm
	MConst // m: imm != 0
	Scalar // f: scalar slot imm of the frame, the same for every lane
	UScalar
	Index // u: the number of the element
	Load  // f: element of float64 array imm
	ULoad // u: element of int32 (sign-extended) or uint16 (zero-extended) array imm

	// float64.
	Add
	Sub
	Mul
	Div
	Sqrt
	FMA   // a*b + c, rounded once
	FMS   // a*b - c, rounded once
	FNMA  // c - a*b, rounded once
	Neg   // sign bit flipped, also of a NaN or zero
	Abs   // sign bit cleared
	Min   // a < b ? a : b
	Max   // a > b ? a : b
	Floor // to an integer, towards -Inf
	Ceil  // to an integer, towards +Inf
	Rint  // to an integer, ties to even
	// Scale gives a * 2^b, rounded once, for integral |b| <= MaxScale and a that
	// is 0, Inf, NaN or 2^-64 <= |a| <= 2^64. What it makes of other operands
	// differs between executors, also of b that is NaN.
	Scale
	Flush // |a| < 2^-1022 ? +0 : a

	// Comparisons of float64: false if an operand is NaN (NE: true).
	LT
	LE
	EQ
	NE

	// Masks.
	MAnd
	MOr
	MXor
	MNot
	Select  // f: a ? b : c
	USelect // u: a ? b : c

	// uint64, modulo 2^64.
	UAdd
	USub
	UAnd
	UOr
	UXor
	Shl   // a << imm, imm < 64
	Shr   // a >> imm, logical, imm < 64
	Mul32 // (a mod 2^32) * (b mod 2^32)
	UEQ   // m: a == b

	// Conversions.
	Bits     // u: the bits of float64 a; of a NaN, those of some NaN
	FromBits // f: the float64 with bits a
	// ToInt gives bits(a + 0x1.8p52) - bits(0x1.8p52): the integer nearest
	// to a (ties to even) in two's complement for |a| <= 2^51, and just that
	// formula beyond, with the bits of some NaN for a NaN.
	ToInt
	// FromInt gives frombits(a + bits(0x1.8p52)) - 0x1.8p52: the value of the
	// two's complement integer a for |a| <= 2^51, and just that formula beyond.
	FromInt

	// Effects.
	Store  // element of float64 array imm = a
	UStore // element of int32 or uint16 array imm = a, truncated
	Emit   // where mask a: append the number of the element to event list imm
	Check  // where float64 a is Inf or NaN: mark the run as bad

	numOps
)

// opInfo says what an operation takes and gives.
type opInfo struct {
	name   string
	args   []Type
	result Type
	imm    bool // imm takes part
}

var ops = [numOps]opInfo{
	Const: {"const", nil, F, true}, UConst: {"uconst", nil, U, true}, MConst: {"mconst", nil, M, true},
	Scalar: {"scalar", nil, F, true}, UScalar: {"uscalar", nil, U, true}, Index: {"index", nil, U, false},
	Load: {"load", nil, F, true}, ULoad: {"uload", nil, U, true},

	Add: {"add", ff, F, false}, Sub: {"sub", ff, F, false}, Mul: {"mul", ff, F, false}, Div: {"div", ff, F, false},
	Sqrt: {"sqrt", f1, F, false},
	FMA:  {"fma", fff, F, false}, FMS: {"fms", fff, F, false}, FNMA: {"fnma", fff, F, false},
	Neg: {"neg", f1, F, false}, Abs: {"abs", f1, F, false},
	Min: {"min", ff, F, false}, Max: {"max", ff, F, false},
	Floor: {"floor", f1, F, false}, Ceil: {"ceil", f1, F, false}, Rint: {"rint", f1, F, false},
	Scale: {"scale", ff, F, false}, Flush: {"flush", f1, F, false},

	LT: {"lt", ff, M, false}, LE: {"le", ff, M, false}, EQ: {"eq", ff, M, false}, NE: {"ne", ff, M, false},

	MAnd: {"mand", mm, M, false}, MOr: {"mor", mm, M, false}, MXor: {"mxor", mm, M, false}, MNot: {"mnot", []Type{M}, M, false},
	Select: {"select", []Type{M, F, F}, F, false}, USelect: {"uselect", []Type{M, U, U}, U, false},

	UAdd: {"uadd", uu, U, false}, USub: {"usub", uu, U, false}, UAnd: {"uand", uu, U, false}, UOr: {"uor", uu, U, false},
	UXor: {"uxor", uu, U, false}, Shl: {"shl", u1, U, true}, Shr: {"shr", u1, U, true}, Mul32: {"mul32", uu, U, false},
	UEQ: {"ueq", uu, M, false},

	Bits: {"bits", f1, U, false}, FromBits: {"frombits", u1, F, false},
	ToInt: {"toint", f1, U, false}, FromInt: {"fromint", u1, F, false},

	Store: {"store", f1, Void, true}, UStore: {"ustore", u1, Void, true},
	Emit: {"emit", []Type{M}, Void, true}, Check: {"check", f1, Void, false},
}

var (
	f1  = []Type{F}
	ff  = []Type{F, F}
	fff = []Type{F, F, F}
	u1  = []Type{U}
	uu  = []Type{U, U}
	mm  = []Type{M, M}
)

func (op Op) String() string {
	if op == opInvalid || op >= numOps {
		return fmt.Sprintf("op%d", uint8(op))
	}
	return ops[op].name
}

// Args returns the types of the operands of op.
func (op Op) Args() []Type { return ops[op].args }

// Result returns the type of the result of op.
func (op Op) Result() Type { return ops[op].result }

// HasImm reports whether the immediate takes part in op.
func (op Op) HasImm() bool { return ops[op].imm }

// Ops returns all operations.
func Ops() []Op {
	var all []Op
	for op := opInvalid + 1; op < numOps; op++ {
		all = append(all, op)
	}
	return all
}
