package eqn

import (
	"github.com/golgi-sim/golgi/internal/vm"
)

// scalarArray is the kind of a scalar that a program sees as an array of one
// element.
const scalarArray = vm.F64

// lowerer turns nodes into the instructions of one program.
type lowerer struct {
	c    *compiler
	b    *vm.Builder
	vals map[*node]vm.Val

	arraySlots  []int
	scalarSlots []int
	arrays      map[int]int // slot of the fusion → of the program
	scalars     map[int]int

	// scalarsAreArrays: the program runs once and reads scalars as arrays.
	scalarsAreArrays bool
	// hoistFixed, hoistEach, hoistStep: what is constant over the run, over
	// the run but not the elements, over the elements is read, not computed.
	hoistFixed, hoistEach, hoistStep bool

	pairs map[drawCall][2]vm.Val

	reciprocals map[*node]vm.Val
}

func newLowerer(c *compiler, name string) *lowerer {
	return &lowerer{c: c, b: vm.NewBuilder(name), vals: map[*node]vm.Val{}, arrays: map[int]int{}, scalars: map[int]int{},
		pairs: map[drawCall][2]vm.Val{}, reciprocals: map[*node]vm.Val{}}
}

func (l *lowerer) finish() Program {
	return Program{l.b.Finish(), l.arraySlots, l.scalarSlots}
}

// array returns the program's slot of an array of the fusion.
func (l *lowerer) array(slot int, kind vm.Kind) int {
	if k, ok := l.arrays[slot]; ok {
		return k
	}
	name := ""
	if l.scalarsAreArrays {
		name = l.c.out.Scalars[slot].Name
	} else {
		name = l.c.out.Arrays[slot].Name
	}
	k := l.b.Array(name, kind)
	l.arrays[slot] = k
	l.arraySlots = append(l.arraySlots, slot)
	return k
}

func (l *lowerer) load(slot int) vm.Val {
	return l.b.Load(l.array(slot, l.c.out.Arrays[slot].Kind))
}

// scalar returns a scalar of the fusion.
func (l *lowerer) scalar(slot int, t vm.Type) vm.Val {
	if l.scalarsAreArrays {
		return l.b.Load(l.array(slot, scalarArray))
	}
	k, ok := l.scalars[slot]
	if !ok {
		k = l.b.NewScalar(l.c.out.Scalars[slot].Name, t)
		l.scalars[slot] = k
		l.scalarSlots = append(l.scalarSlots, slot)
	}
	if t == vm.U {
		return l.b.UScalar(k)
	}
	return l.b.Scalar(k)
}

// lowerTo stores the roots where slot says. All values are computed before
// the first is stored.
func (l *lowerer) lowerTo(roots []*node, slot func(*node) int) {
	vals := make([]vm.Val, len(roots))
	for k, n := range roots {
		vals[k] = l.compute(n)
	}
	for k, n := range roots {
		l.b.Store(slot(n), vals[k])
	}
}

// val returns the value of n: read if it is stored somewhere, else computed.
func (l *lowerer) val(n *node) vm.Val {
	if v, ok := l.vals[n]; ok {
		return v
	}
	v, ok := l.stored(n)
	if !ok {
		v = l.compute(n)
	}
	l.vals[n] = v
	return v
}

// stored returns the value of a leaf, or of a node that is hoisted out of this
// program.
func (l *lowerer) stored(n *node) (vm.Val, bool) {
	if n.op == opNum {
		return l.b.Const(n.val), true
	}
	if n.op == opSym && n.sym.kind != symHeld {
		return l.leaf(n.sym), true
	}
	if n.isBool() {
		return vm.None, false
	}
	switch lv := l.c.level(n); {
	case lv == 0 && l.hoistFixed, lv == varies && l.hoistStep:
		return l.scalar(l.c.hoist(n), vm.F), true
	case lv == each && l.hoistEach && dear(n):
		return l.load(l.c.hoistEach(n)), true
	}
	return vm.None, false
}

func (l *lowerer) leaf(s *symbol) vm.Val {
	c := l.c
	isEach := c.symbolLevel(s)&each != 0
	switch s.kind {
	case symParam:
		if isEach {
			return l.load(c.array(s.part, s.name, ParamArray))
		}
		return l.scalar(c.scalar(s.part, s.name, ParamScalar), vm.F)
	case symInput:
		switch {
		case s.delayed != 0:
			return l.load(c.array(s.part, s.name, s.delayed))
		case s.name == incomingName:
			return l.load(c.array(s.part, s.name, IncomingArray))
		case s.name == deltaName:
			return l.load(c.array(s.part, s.name, DeltaArray))
		case isEach:
			return l.load(c.array(s.part, s.name, InputArray))
		}
		return l.scalar(c.scalar(s.part, s.name, InputScalar), vm.F)
	case symTime:
		return l.scalar(c.scalar(0, "t", TimeScalar), vm.F)
	case symState, symStored:
		return l.load(c.array(s.part, s.name, StateArray))
	case symDraw:
		return l.random(s.draw)
	case symRefractory:
		left := l.b.ULoad(l.array(c.array(0, refractoryName, RefractoryArray), vm.I32))
		return l.b.Not(l.b.UEQ(left, l.b.UConst(0)))
	}
	panic("BUG: eqn: symbol " + s.name + " has no value")
}

// compute returns the value of n from those of its parts.
func (l *lowerer) compute(n *node) vm.Val {
	b := l.b
	switch n.op {
	case opNum:
		return b.Const(n.val)
	case opSym:
		if n.sym.kind == symHeld {
			return l.val(n.sym.def)
		}
		return l.leaf(n.sym)
	case opSum:
		return l.sum(n)
	case opProd:
		return l.prod(n)
	case opCall:
		args := make([]vm.Val, len(n.args))
		for k, a := range n.args {
			args[k] = l.val(a)
		}
		return builtins()[n.fn].emit(b, args)
	case opCmp:
		x, y := l.val(n.args[0]), l.val(n.args[1])
		return b.Op(map[string]vm.Op{"<": vm.LT, "<=": vm.LE, "==": vm.EQ, "!=": vm.NE}[n.fn], 0, x, y)
	case opAnd:
		return b.And(l.val(n.args[0]), l.val(n.args[1]))
	case opOr:
		return b.Or(l.val(n.args[0]), l.val(n.args[1]))
	case opNot:
		return b.Not(l.val(n.args[0]))
	case opCond:
		return b.Select(l.val(n.args[0]), l.val(n.args[1]), l.val(n.args[2]))
	case opTruth:
		return b.NE(b.Const(n.args[0].val), b.Const(0))
	}
	panic("BUG: eqn: unknown node")
}

// split parts the factors of a product into its fixed part (with the number c
// in it), what varies in the numerator and what in the denominator.
// The parting goes by meaning (parameter or not) and not by storage (one value
// or one per element), so that storage changes no bit.
func (l *lowerer) split(c float64, n *node) (fixed *node, num, den []factor) {
	var fs []factor
	for _, f := range factors(n) {
		switch {
		case f.n.fixed:
			fs = append(fs, f)
		case f.exp > 0:
			num = append(num, f)
		default:
			den = append(den, factor{f.n, -f.exp})
		}
	}
	v := c
	if n.op == opProd {
		v *= n.val
	}
	return l.c.g.prod(v, fs...), num, den
}

// chain multiplies factors from left to right.
func (l *lowerer) chain(fs []factor) vm.Val {
	v := l.power(fs[0])
	for _, f := range fs[1:] {
		v = l.b.Mul(v, l.power(f))
	}
	return v
}

func (l *lowerer) power(f factor) vm.Val {
	if f.exp == 1 {
		return l.val(f.n)
	}
	return l.b.PowInt(l.val(f.n), f.exp)
}

func (l *lowerer) prod(n *node) vm.Val {
	b := l.b
	if n.fixed {
		return l.fixedProd(n)
	}
	fixed, num, den := l.split(1, n)
	v := vm.None
	if len(num) > 0 {
		v = l.chain(num)
		switch {
		case fixed.isNum(1):
		case fixed.isNum(-1):
			v = b.Neg(v)
		default:
			v = b.Mul(l.val(fixed), v)
		}
	} else {
		v = l.val(fixed)
	}
	switch r, ok := l.reciprocal(den); {
	case len(den) == 0:
	case ok && len(num) == 0 && fixed.isNum(1):
		v = r
	case ok:
		v = b.Mul(v, r)
	default:
		v = b.Div(v, l.chain(den))
	}
	return v
}

// reciprocal returns 1 over the factors of a denominator, if to multiply by it is
// quicker than to divide: several products are divided by the same, or it is
// exprel, whose reciprocal costs no more than itself.
func (l *lowerer) reciprocal(den []factor) (vm.Val, bool) {
	if len(den) != 1 || den[0].exp != 1 {
		return vm.None, false
	}
	d := den[0].n
	if r, ok := l.reciprocals[d]; ok {
		return r, true
	}
	var r vm.Val
	switch {
	case d.op == opCall && d.fn == "exprel":
		r = l.b.InvExprel(l.val(d.args[0]))
	case l.c.divisors[d] > 1 && d.op == opSum:
		// Of a sum only: what other divisors give, such as exp(x), is often so
		// small that its reciprocal is infinite. A sum is that when all its
		// terms are subnormal, which decaying states are not: they are flushed.
		r = l.b.Div(l.b.Const(1), l.val(d))
	default:
		return vm.None, false
	}
	l.reciprocals[d] = r
	return r, true
}

// fixedProd multiplies and divides as written: it runs once.
func (l *lowerer) fixedProd(n *node) vm.Val {
	var num, den []factor
	for _, f := range factors(n) {
		if f.exp > 0 {
			num = append(num, f)
		} else {
			den = append(den, factor{f.n, -f.exp})
		}
	}
	v := l.b.Const(n.val)
	if len(num) > 0 {
		v = l.chain(num)
		if n.val != 1 {
			v = l.b.Mul(l.b.Const(n.val), v)
		}
	}
	if len(den) > 0 {
		v = l.b.Div(v, l.chain(den))
	}
	return v
}

// sum adds the terms in the order in which they were written, what is fixed
// first, products by fused multiply-add.
func (l *lowerer) sum(n *node) vm.Val {
	if n.fixed {
		return l.fixedSum(n)
	}
	var fixed, rest []term
	for _, t := range terms(n) {
		if t.n.fixed {
			fixed = append(fixed, t)
		} else {
			rest = append(rest, t)
		}
	}
	var acc vm.Val
	if start := l.c.g.sum(n.val, fixed...); !start.isNum(0) {
		acc = l.val(start)
	} else {
		// Begin with a term that is no product: products can be fused.
		first := 0
		for k, t := range rest {
			if t.coef == 1 && t.n.op != opProd {
				first = k
				break
			}
		}
		t := rest[first]
		acc = l.val(l.c.g.prod(t.coef, factor{t.n, 1}))
		rest = append(rest[:first:first], rest[first+1:]...)
	}
	for _, t := range rest {
		acc = l.accumulate(acc, t)
	}
	return acc
}

func (l *lowerer) fixedSum(n *node) vm.Val {
	ts := terms(n)
	acc := l.b.Const(n.val)
	if n.val == 0 {
		acc = l.val(l.c.g.prod(ts[0].coef, factor{ts[0].n, 1}))
		ts = ts[1:]
	}
	for _, t := range ts {
		acc = l.accumulate(acc, t)
	}
	return acc
}

// accumulate returns acc + t.
func (l *lowerer) accumulate(acc vm.Val, t term) vm.Val {
	b := l.b
	if t.n.fixed {
		return l.plus(acc, t.coef, l.val(t.n))
	}
	fixed, num, den := l.split(t.coef, t.n)
	if len(den) > 0 || len(num) == 0 {
		return l.plus(acc, t.coef, l.val(t.n))
	}
	last := len(num) - 1
	switch {
	case !fixed.isNum(1) && !fixed.isNum(-1):
		return b.FMA(l.val(fixed), l.chain(num), acc)
	case last == 0:
		return l.plus(acc, fixed.val, l.chain(num))
	case fixed.isNum(1):
		return b.FMA(l.chain(num[:last]), l.power(num[last]), acc)
	default:
		return b.FNMA(l.chain(num[:last]), l.power(num[last]), acc)
	}
}

func (l *lowerer) plus(acc vm.Val, c float64, v vm.Val) vm.Val {
	switch c {
	case 1:
		return l.b.Add(acc, v)
	case -1:
		return l.b.Sub(acc, v)
	}
	return l.b.FMA(l.b.Const(c), v, acc)
}
