package eqn

import (
	"math"
	"sync"

	"github.com/golgi-sim/golgi/internal/vm"
)

// function is a function of the equation language.
type function struct {
	arity int // of min and max: at least 2
	emit  func(b *vm.Builder, x []vm.Val) vm.Val
	// inner: made by later stages only, no function of the language.
	inner bool
}

// builtins returns the functions of the language by name. hold, Normal and
// Uniform are not among them: they are no functions of their arguments.
var builtins = sync.OnceValue(func() map[string]function {
	one := func(f func(*vm.Builder, vm.Val) vm.Val) function {
		return function{arity: 1, emit: func(b *vm.Builder, x []vm.Val) vm.Val { return f(b, x[0]) }}
	}
	two := func(f func(*vm.Builder, vm.Val, vm.Val) vm.Val) function {
		return function{arity: 2, emit: func(b *vm.Builder, x []vm.Val) vm.Val { return f(b, x[0], x[1]) }}
	}
	inner := func(f function) function {
		f.inner = true
		return f
	}
	return map[string]function{
		"abs": one((*vm.Builder).Abs), "sqrt": one((*vm.Builder).Sqrt),
		"exp": one((*vm.Builder).Exp), "expm1": one((*vm.Builder).Expm1), "exprel": one((*vm.Builder).Exprel),
		"log": one((*vm.Builder).Log), "log1p": one((*vm.Builder).Log1p), "log10": one((*vm.Builder).Log10),
		"sin": one((*vm.Builder).Sin), "cos": one((*vm.Builder).Cos), "tan": one((*vm.Builder).Tan),
		"sinh": one((*vm.Builder).Sinh), "cosh": one((*vm.Builder).Cosh), "tanh": one((*vm.Builder).Tanh),
		"sigmoid": one((*vm.Builder).Sigmoid),
		"floor":   one((*vm.Builder).Floor), "ceil": one((*vm.Builder).Ceil), "rint": one((*vm.Builder).Rint),
		"sign":    one(sign),
		"dexprel": inner(one(dexprel)), "steps": inner(two(steps)), "rank": inner(function{emit: rank}),
		"pow": two((*vm.Builder).Pow), "min": two((*vm.Builder).Min), "max": two((*vm.Builder).Max),
		"clip": {arity: 3, emit: func(b *vm.Builder, x []vm.Val) vm.Val {
			// The bound first, so that a NaN passes through.
			return b.Min(x[2], b.Max(x[1], x[0]))
		}},
	}
})

// sign returns -1, 0 or 1; a NaN gives NaN.
func sign(b *vm.Builder, x vm.Val) vm.Val {
	zero := b.Const(0)
	return b.Select(b.LT(zero, x), b.Const(1), b.Select(b.LT(x, zero), b.Const(-1), x))
}

// dexprel returns the derivative of exprel, (e^x - exprel(x))/x, which is 1/2
// at 0. Near 0 the difference cancels, so there the series Σ x^k/(k!(k+2))
// stands in, at |x| < 1/16 right to 2^-52 with seven terms. It is used in
// derivatives only.
func dexprel(b *vm.Builder, x vm.Val) vm.Val {
	p := b.Const(1.0 / (720 * 8))
	for _, c := range []float64{1.0 / (120 * 7), 1.0 / (24 * 6), 1.0 / (6 * 5), 1.0 / (2 * 4), 1.0 / 3, 0.5} {
		p = b.FMA(p, x, b.Const(c))
	}
	whole := b.Div(b.Sub(b.Exp(x), b.Exprel(x)), x)
	// Where exp overflows the difference would be Inf - Inf.
	whole = b.Select(b.LT(b.Const(709.7), x), b.Const(math.Inf(1)), whole)
	return b.Select(b.LT(b.Abs(x), b.Const(1.0/16)), p, whole)
}

// rank returns how many numbers of a table are below the first argument. The
// table is the other arguments.
func rank(b *vm.Builder, x []vm.Val) vm.Val {
	table := make([]float64, len(x)-1)
	for k, v := range x[1:] {
		bits, _ := b.IsConst(v)
		table[k] = math.Float64frombits(bits)
	}
	return b.Rank(x[0], table)
}

// steps returns the number of steps of length dt in a time, rounded to the
// nearest, half a step up. It is no product with 1/dt, which is not the quotient:
// 0.35*(1/0.1) is 3.5, and 0.35/0.1 is less.
func steps(b *vm.Builder, time, dt vm.Val) vm.Val {
	n := b.Div(time, dt)
	whole := b.Floor(n)
	return b.Select(b.LE(b.Const(0.5), b.Sub(n, whole)), b.Add(whole, b.Const(1)), whole)
}

// foldCall carries out fn on numbers, with the bits the program would give.
func foldCall(fn string, args []*node) (float64, bool) {
	f, ok := builtins()[fn]
	if !ok {
		return 0, false
	}
	b := vm.NewBuilder("constant")
	vals := make([]vm.Val, len(args))
	for k, a := range args {
		if a.op != opNum {
			return 0, false
		}
		vals[k] = b.Const(a.val)
	}
	bits, ok := b.IsConst(f.emit(b, vals))
	if !ok {
		return 0, false
	}
	return math.Float64frombits(bits), true
}
