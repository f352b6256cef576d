package vm

import "math"

// Builder makes a program. Equal operations on equal operands are made once,
// operations on constants are carried out, and what nothing uses is left out
// of the finished program.
type Builder struct {
	p      Program
	values map[Ins]Val
}

// NewBuilder returns a builder of a program of that name.
func NewBuilder(name string) *Builder {
	return &Builder{p: Program{Name: name}, values: map[Ins]Val{}}
}

// Array adds an array and returns its slot.
func (b *Builder) Array(name string, kind Kind) int {
	b.p.Arrays = append(b.p.Arrays, Array{name, kind})
	return len(b.p.Arrays) - 1
}

// NewScalar adds a scalar slot of type F or U and returns it.
func (b *Builder) NewScalar(name string, t Type) int {
	b.p.Scalars = append(b.p.Scalars, Slot{name, t})
	return len(b.p.Scalars) - 1
}

// Event adds an event list and returns its slot.
func (b *Builder) Event(name string) int {
	b.p.Events = append(b.p.Events, name)
	return len(b.p.Events) - 1
}

// Type returns the type of v.
func (b *Builder) Type(v Val) Type { return b.p.Code[v].Op.Result() }

// IsConst reports whether v is a constant, and its bits.
func (b *Builder) IsConst(v Val) (bits uint64, ok bool) {
	switch in := b.p.Code[v]; in.Op {
	case Const, UConst, MConst:
		return in.Imm, true
	}
	return 0, false
}

// Op adds an operation, or returns the value of an equal one.
// A wrong number or type of operands is a bug of the caller and panics.
func (b *Builder) Op(op Op, imm uint64, args ...Val) Val {
	in := Ins{Op: op, A: None, B: None, C: None, Imm: imm}
	want := op.Args()
	if len(want) != len(args) {
		panic("BUG: vm: " + op.String() + ": wrong number of operands")
	}
	for k, v := range args {
		if b.Type(v) != want[k] {
			panic("BUG: vm: " + op.String() + ": operand is " + b.Type(v).String() + ", want " + want[k].String())
		}
		switch k {
		case 0:
			in.A = v
		case 1:
			in.B = v
		case 2:
			in.C = v
		}
	}
	if v, ok := b.fold(in); ok {
		return v
	}
	return b.add(in)
}

func (b *Builder) add(in Ins) Val {
	if in.Op.Result() != Void {
		if v, ok := b.values[in]; ok {
			return v
		}
	}
	b.p.Code = append(b.p.Code, in)
	v := Val(len(b.p.Code) - 1)
	b.values[in] = v
	return v
}

// fold carries out an operation whose operands are all constant, and the
// choices that a constant mask makes, and leaves out what negates a mask for
// a choice or twice.
func (b *Builder) fold(in Ins) (Val, bool) {
	if in.Op == Select || in.Op == USelect {
		if m, ok := b.IsConst(in.A); ok {
			if m != 0 {
				return in.B, true
			}
			return in.C, true
		}
		if in.B == in.C {
			return in.B, true
		}
		if m := b.p.Code[in.A]; m.Op == MNot {
			return b.Op(in.Op, 0, m.A, in.C, in.B), true
		}
	}
	if in.Op == MNot && b.p.Code[in.A].Op == MNot {
		return b.p.Code[in.A].A, true
	}
	if x := b.p.Code; in.Op == Shl && x[in.A].Op == UAnd {
		if m, ok := b.IsConst(x[in.A].B); ok && m<<in.Imm == math.MaxUint64<<in.Imm {
			return b.Op(Shl, in.Imm, x[in.A].A), true // what the mask clears is shifted out
		}
	}
	if len(in.Op.Args()) == 0 || in.Op.Result() == Void {
		return None, false
	}
	var x [3]uint64
	for k, v := range [3]Val{in.A, in.B, in.C} {
		if v == None {
			continue
		}
		bits, ok := b.IsConst(v)
		if !ok {
			return None, false
		}
		x[k] = bits
	}
	r := Eval(in.Op, in.Imm, x[0], x[1], x[2])
	switch in.Op.Result() {
	case F:
		return b.add(Ins{Const, None, None, None, r}), true
	case U:
		return b.add(Ins{UConst, None, None, None, r}), true
	default:
		return b.add(Ins{MConst, None, None, None, r}), true
	}
}

// Finish returns the program without what has no effect.
func (b *Builder) Finish() *Program {
	code := b.p.Code
	live := make([]bool, len(code))
	for k := len(code) - 1; k >= 0; k-- {
		in := code[k]
		if in.Op.Result() == Void {
			live[k] = true
		}
		if !live[k] {
			continue
		}
		for _, v := range [3]Val{in.A, in.B, in.C} {
			if v != None {
				live[v] = true
			}
		}
	}
	p := b.p
	p.Code = nil
	moved := make([]Val, len(code))
	at := func(v Val) Val {
		if v == None {
			return None
		}
		return moved[v]
	}
	for k, in := range code {
		if !live[k] {
			continue
		}
		in.A, in.B, in.C = at(in.A), at(in.B), at(in.C)
		moved[k] = Val(len(p.Code))
		p.Code = append(p.Code, in)
	}
	return &p
}

// Short forms of Op, one for each operation. The constants of type Op say what
// the operations do. Scalar, Load, Store, Emit and their kin take a slot, Shl
// and Shr a number of bits below 64.

func (b *Builder) Const(x float64) Val     { return b.Op(Const, math.Float64bits(x)) }
func (b *Builder) UConst(x uint64) Val     { return b.Op(UConst, x) }
func (b *Builder) Scalar(slot int) Val     { return b.Op(Scalar, uint64(slot)) }
func (b *Builder) UScalar(slot int) Val    { return b.Op(UScalar, uint64(slot)) }
func (b *Builder) Index() Val              { return b.Op(Index, 0) }
func (b *Builder) Load(array int) Val      { return b.Op(Load, uint64(array)) }
func (b *Builder) ULoad(array int) Val     { return b.Op(ULoad, uint64(array)) }
func (b *Builder) Store(array int, x Val)  { b.Op(Store, uint64(array), x) }
func (b *Builder) UStore(array int, x Val) { b.Op(UStore, uint64(array), x) }
func (b *Builder) Emit(event int, m Val)   { b.Op(Emit, uint64(event), m) }
func (b *Builder) Check(x Val)             { b.Op(Check, 0, x) }

func (b *Builder) Add(x, y Val) Val        { return b.Op(Add, 0, x, y) }
func (b *Builder) Sub(x, y Val) Val        { return b.Op(Sub, 0, x, y) }
func (b *Builder) Mul(x, y Val) Val        { return b.Op(Mul, 0, x, y) }
func (b *Builder) Div(x, y Val) Val        { return b.Op(Div, 0, x, y) }
func (b *Builder) Sqrt(x Val) Val          { return b.Op(Sqrt, 0, x) }
func (b *Builder) FMA(x, y, z Val) Val     { return b.Op(FMA, 0, x, y, z) }
func (b *Builder) FMS(x, y, z Val) Val     { return b.Op(FMS, 0, x, y, z) }
func (b *Builder) FNMA(x, y, z Val) Val    { return b.Op(FNMA, 0, x, y, z) }
func (b *Builder) Neg(x Val) Val           { return b.Op(Neg, 0, x) }
func (b *Builder) Abs(x Val) Val           { return b.Op(Abs, 0, x) }
func (b *Builder) Min(x, y Val) Val        { return b.Op(Min, 0, x, y) }
func (b *Builder) Max(x, y Val) Val        { return b.Op(Max, 0, x, y) }
func (b *Builder) Floor(x Val) Val         { return b.Op(Floor, 0, x) }
func (b *Builder) Ceil(x Val) Val          { return b.Op(Ceil, 0, x) }
func (b *Builder) Rint(x Val) Val          { return b.Op(Rint, 0, x) }
func (b *Builder) Scale(x, k Val) Val      { return b.Op(Scale, 0, x, k) }
func (b *Builder) Flush(x Val) Val         { return b.Op(Flush, 0, x) }
func (b *Builder) LT(x, y Val) Val         { return b.Op(LT, 0, x, y) }
func (b *Builder) LE(x, y Val) Val         { return b.Op(LE, 0, x, y) }
func (b *Builder) EQ(x, y Val) Val         { return b.Op(EQ, 0, x, y) }
func (b *Builder) NE(x, y Val) Val         { return b.Op(NE, 0, x, y) }
func (b *Builder) And(m, n Val) Val        { return b.Op(MAnd, 0, m, n) }
func (b *Builder) Or(m, n Val) Val         { return b.Op(MOr, 0, m, n) }
func (b *Builder) Not(m Val) Val           { return b.Op(MNot, 0, m) }
func (b *Builder) Select(m, x, y Val) Val  { return b.Op(Select, 0, m, x, y) }
func (b *Builder) USelect(m, x, y Val) Val { return b.Op(USelect, 0, m, x, y) }
func (b *Builder) UAdd(x, y Val) Val       { return b.Op(UAdd, 0, x, y) }
func (b *Builder) USub(x, y Val) Val       { return b.Op(USub, 0, x, y) }
func (b *Builder) UAnd(x, y Val) Val       { return b.Op(UAnd, 0, x, y) }
func (b *Builder) UOr(x, y Val) Val        { return b.Op(UOr, 0, x, y) }
func (b *Builder) UXor(x, y Val) Val       { return b.Op(UXor, 0, x, y) }
func (b *Builder) Shl(x Val, n uint) Val   { return b.Op(Shl, uint64(n), x) }
func (b *Builder) Shr(x Val, n uint) Val   { return b.Op(Shr, uint64(n), x) }
func (b *Builder) Mul32(x, y Val) Val      { return b.Op(Mul32, 0, x, y) }
func (b *Builder) UEQ(x, y Val) Val        { return b.Op(UEQ, 0, x, y) }
func (b *Builder) Bits(x Val) Val          { return b.Op(Bits, 0, x) }
func (b *Builder) FromBits(x Val) Val      { return b.Op(FromBits, 0, x) }
func (b *Builder) ToInt(x Val) Val         { return b.Op(ToInt, 0, x) }
func (b *Builder) FromInt(x Val) Val       { return b.Op(FromInt, 0, x) }
