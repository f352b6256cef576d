package vm

import (
	"fmt"
	"math"
	"sync"
)

// A Func is a function of a few numbers, given by operations: for tables and
// constants outside programs, with the bits that programs get. It is safe
// for concurrent use.
type Func struct {
	args   int
	consts []uint64
	code   []funcStep
	result uint8
}

// funcStep is one operation on places of the values of a call: the constants,
// the arguments, then what is computed.
type funcStep struct {
	op         Op
	a, b, c, z uint8
	imm        uint64
}

// funcPlaces is how many values a call can hold.
const funcPlaces = 128

// NewFunc plans the function of n arguments that expand builds. It panics if
// expand uses anything but operations on its arguments and constants.
func NewFunc(n int, expand func(b *Builder, x ...Val) Val) *Func {
	b := NewBuilder("func")
	x := make([]Val, n)
	for k := range x {
		x[k] = b.Scalar(b.NewScalar(fmt.Sprint("x", k), F))
	}
	out := b.Array("y", F64)
	b.Store(out, expand(b, x...))
	p := b.Finish()

	f := &Func{args: n}
	for _, in := range p.Code {
		if _, ok := constBits(in); ok {
			f.consts = append(f.consts, in.Imm)
		}
	}
	place := make([]uint8, len(p.Code))
	last := lastUses(p)
	pool := slotPool{next: int32(len(f.consts) + n)}
	consts := 0
	for k, in := range p.Code {
		if _, ok := constBits(in); ok {
			place[k] = uint8(consts)
			consts++
			continue
		}
		switch in.Op {
		case Scalar:
			place[k] = uint8(len(f.consts) + int(in.Imm))
			continue
		case Store:
			f.result = place[in.A]
			continue
		case Index, Load, ULoad, UScalar, UStore, Emit, Check:
			panic("BUG: vm: NewFunc: " + in.Op.String())
		}
		s := funcStep{op: in.Op, imm: in.Imm}
		for j, v := range in.operands() {
			*[]*uint8{&s.a, &s.b, &s.c}[j] = place[v]
		}
		for _, v := range in.operands() {
			if last[v] == k && int(place[v]) >= len(f.consts)+n {
				pool.release(int32(place[v]))
				last[v] = -1 // once, if it is an operand twice
			}
		}
		z := pool.take()
		if z >= funcPlaces {
			panic("BUG: vm: NewFunc: too many values")
		}
		s.z, place[k] = uint8(z), uint8(z)
		f.code = append(f.code, s)
	}
	return f
}

// Call evaluates the function.
func (f *Func) Call(x ...float64) float64 {
	if len(x) != f.args {
		panic("BUG: vm: Func.Call: wrong number of arguments")
	}
	var v [funcPlaces]uint64
	n := copy(v[:], f.consts)
	for k, a := range x {
		v[(n+k)%funcPlaces] = math.Float64bits(a)
	}
	for k := range f.code {
		s := &f.code[k]
		v[s.z%funcPlaces] = Eval(s.op, s.imm, v[s.a%funcPlaces], v[s.b%funcPlaces], v[s.c%funcPlaces])
	}
	return math.Float64frombits(v[f.result%funcPlaces])
}

// unaryFunc and binaryFunc plan a function when it is first called.
func unaryFunc(expand func(*Builder, Val) Val) func() *Func {
	return sync.OnceValue(func() *Func {
		return NewFunc(1, func(b *Builder, x ...Val) Val { return expand(b, x[0]) })
	})
}

func binaryFunc(expand func(b *Builder, x, y Val) Val) func() *Func {
	return sync.OnceValue(func() *Func {
		return NewFunc(2, func(b *Builder, x ...Val) Val { return expand(b, x[0], x[1]) })
	})
}

var (
	expFunc     = unaryFunc((*Builder).Exp)
	expm1Func   = unaryFunc((*Builder).Expm1)
	exprelFunc  = unaryFunc((*Builder).Exprel)
	invExprel   = unaryFunc((*Builder).InvExprel)
	sigmoidFunc = unaryFunc((*Builder).Sigmoid)
	tanhFunc    = unaryFunc((*Builder).Tanh)
	sinhFunc    = unaryFunc((*Builder).Sinh)
	coshFunc    = unaryFunc((*Builder).Cosh)
	logFunc     = unaryFunc((*Builder).Log)
	log1pFunc   = unaryFunc((*Builder).Log1p)
	log10Func   = unaryFunc((*Builder).Log10)
	sinFunc     = unaryFunc((*Builder).Sin)
	cosFunc     = unaryFunc((*Builder).Cos)
	tanFunc     = unaryFunc((*Builder).Tan)
	powFunc     = binaryFunc((*Builder).Pow)
)

// The functions below are the methods of Builder of the same names, with the
// same bits, for single numbers outside programs.

// Exp is e^x.
func Exp(x float64) float64 { return expFunc().Call(x) }

// Expm1 is e^x - 1.
func Expm1(x float64) float64 { return expm1Func().Call(x) }

// Exprel is (e^x - 1)/x.
func Exprel(x float64) float64 { return exprelFunc().Call(x) }

// InvExprel is x/(e^x - 1).
func InvExprel(x float64) float64 { return invExprel().Call(x) }

// Sigmoid is 1/(1 + e^-x).
func Sigmoid(x float64) float64 { return sigmoidFunc().Call(x) }

// Tanh is the hyperbolic tangent.
func Tanh(x float64) float64 { return tanhFunc().Call(x) }

// Sinh is the hyperbolic sine.
func Sinh(x float64) float64 { return sinhFunc().Call(x) }

// Cosh is the hyperbolic cosine.
func Cosh(x float64) float64 { return coshFunc().Call(x) }

// Log is the natural logarithm.
func Log(x float64) float64 { return logFunc().Call(x) }

// Log1p is ln(1 + x).
func Log1p(x float64) float64 { return log1pFunc().Call(x) }

// Log10 is the logarithm to base 10.
func Log10(x float64) float64 { return log10Func().Call(x) }

// Sin is the sine.
func Sin(x float64) float64 { return sinFunc().Call(x) }

// Cos is the cosine.
func Cos(x float64) float64 { return cosFunc().Call(x) }

// Tan is the tangent.
func Tan(x float64) float64 { return tanFunc().Call(x) }

// Pow is x^y.
func Pow(x, y float64) float64 { return powFunc().Call(x, y) }
