package eqn

import (
	"fmt"
	"math"
	"slices"
	"strings"
)

// term is coef*n in a sum; factor is n^exp in a product.
type term struct {
	coef float64
	n    *node
}

type factor struct {
	n   *node
	exp int
}

// sum returns val + Σ coef*n in normal form: sums inside are opened where
// their coefficient is 1 or -1, numbers gathered, like terms joined. Terms
// keep the order in which they were written.
func (g *graph) sum(val float64, terms ...term) *node {
	var flat []term
	at := map[*node]int{}
	var put func(c float64, n *node)
	put = func(c float64, n *node) {
		if n.op == opProd && n.val != 1 {
			c *= n.val
			n = g.prod(1, factors(n)...)
		}
		switch {
		case c == 0:
		case n.op == opNum:
			val += float64(c * n.val)
		case n.op == opSum && (c == 1 || c == -1):
			val += float64(c * n.val)
			for k, a := range n.args {
				put(float64(c*n.coef[k]), a)
			}
		default:
			if k, ok := at[n]; ok {
				flat[k].coef += c
				return
			}
			at[n] = len(flat)
			flat = append(flat, term{c, n})
		}
	}
	for _, t := range terms {
		put(t.coef, t.n)
	}
	flat = slices.DeleteFunc(flat, func(t term) bool { return t.coef == 0 })
	switch {
	case len(flat) == 0:
		return g.num(val)
	case len(flat) == 1 && val == 0:
		return g.prod(flat[0].coef, factor{flat[0].n, 1})
	}
	sorted := slices.Clone(flat)
	slices.SortFunc(sorted, func(a, b term) int { return a.n.id - b.n.id })
	var key strings.Builder
	fmt.Fprintf(&key, "+%x", math.Float64bits(val))
	for _, t := range sorted {
		fmt.Fprintf(&key, ",%x*%d", math.Float64bits(t.coef), t.n.id)
	}
	n := node{op: opSum, val: val, fixed: true}
	for _, t := range flat {
		n.args = append(n.args, t.n)
		n.coef = append(n.coef, t.coef)
		n.fixed = n.fixed && t.n.fixed
	}
	return g.intern(key.String(), n)
}

// prod returns val * Π n^exp in normal form: products inside are opened,
// numbers gathered, equal factors joined.
func (g *graph) prod(val float64, fs ...factor) *node {
	var flat []factor
	at := map[*node]int{}
	var put func(n *node, e int)
	put = func(n *node, e int) {
		switch {
		case n.op == opNum:
			val *= powInt(n.val, e)
		case n.op == opProd && n.powers(e):
			val *= powInt(n.val, e)
			for k, a := range n.args {
				put(a, e*n.exp[k])
			}
		case n.op == opCall && n.fn == "exp" && e < 0:
			put(g.call("exp", g.neg(n.args[0])), -e)
		default:
			if k, ok := at[n]; ok {
				flat[k].exp += e
				return
			}
			at[n] = len(flat)
			flat = append(flat, factor{n, e})
		}
	}
	for _, f := range fs {
		put(f.n, f.exp)
	}
	if val == 0 {
		return g.num(0)
	}
	flat = slices.DeleteFunc(flat, func(f factor) bool { return f.exp == 0 })
	switch {
	case len(flat) == 0:
		return g.num(val)
	case len(flat) == 1 && flat[0].exp == 1 && val == 1:
		return flat[0].n
	}
	sorted := slices.Clone(flat)
	slices.SortFunc(sorted, func(a, b factor) int { return a.n.id - b.n.id })
	var key strings.Builder
	fmt.Fprintf(&key, "*%x", math.Float64bits(val))
	for _, f := range sorted {
		fmt.Fprintf(&key, ",%d^%d", f.n.id, f.exp)
	}
	n := node{op: opProd, val: val, fixed: true}
	for _, f := range flat {
		n.args = append(n.args, f.n)
		n.exp = append(n.exp, f.exp)
		n.fixed = n.fixed && f.n.fixed
	}
	return g.intern(key.String(), n)
}

// powers reports whether the exponents of a product stay small when it is
// raised to e. Towers of powers are left as they are: their exponents would
// overflow.
func (n *node) powers(e int) bool {
	for _, x := range n.exp {
		if x*e > maxPower*maxPower || x*e < -maxPower*maxPower {
			return false
		}
	}
	return true
}

func powInt(x float64, e int) float64 {
	r := 1.0
	for range max(e, -e) {
		r *= x
	}
	if e < 0 {
		return 1 / r
	}
	return r
}

// factors returns the factors of n without its number; n itself if it is no
// product.
func factors(n *node) []factor {
	if n.op != opProd {
		return []factor{{n, 1}}
	}
	fs := make([]factor, len(n.args))
	for k, a := range n.args {
		fs[k] = factor{a, n.exp[k]}
	}
	return fs
}

// terms returns the terms of n without its number; n itself if it is no sum.
func terms(n *node) []term {
	if n.op != opSum {
		return []term{{1, n}}
	}
	ts := make([]term, len(n.args))
	for k, a := range n.args {
		ts[k] = term{n.coef[k], a}
	}
	return ts
}

func (g *graph) add(ns ...*node) *node {
	ts := make([]term, len(ns))
	for k, n := range ns {
		ts[k] = term{1, n}
	}
	return g.sum(0, ts...)
}

func (g *graph) sub(a, b *node) *node { return g.sum(0, term{1, a}, term{-1, b}) }
func (g *graph) neg(a *node) *node    { return g.prod(-1, factor{a, 1}) }

func (g *graph) mul(ns ...*node) *node {
	fs := make([]factor, len(ns))
	for k, n := range ns {
		fs[k] = factor{n, 1}
	}
	return g.prod(1, fs...)
}

func (g *graph) scaled(c float64, n *node) *node { return g.prod(c, factor{n, 1}) }

func (g *graph) div(a, b *node) *node { return g.prod(1, factor{a, 1}, factor{b, -1}) }

// maxPower bounds the whole exponents that become multiplications.
const maxPower = 64

func (g *graph) pow(x, y *node) *node {
	if y.op == opNum {
		switch e := y.val; {
		case e == math.Trunc(e) && math.Abs(e) <= maxPower && !x.isNum(0):
			return g.prod(1, factor{x, int(e)})
		case e == 0.5:
			return g.call("sqrt", x)
		case e == -0.5:
			return g.prod(1, factor{g.call("sqrt", x), -1})
		}
	}
	return g.call("pow", x, y)
}

// call returns fn(args…), carried out if all arguments are numbers.
func (g *graph) call(fn string, args ...*node) *node {
	if x, ok := foldCall(fn, args); ok {
		return g.num(x)
	}
	return g.make(opCall, fn, args...)
}

// cmp returns the condition a fn b, fn one of < <= == !=.
func (g *graph) cmp(fn string, a, b *node) *node {
	if a.op == opNum && b.op == opNum {
		return g.truth(map[string]bool{"<": a.val < b.val, "<=": a.val <= b.val, "==": a.val == b.val, "!=": a.val != b.val}[fn])
	}
	return g.make(opCmp, fn, a, b)
}

func (g *graph) truth(b bool) *node {
	x := 0.0
	if b {
		x = 1
	}
	return g.make(opTruth, "", g.num(x))
}

// isTruth reports whether n is a condition known beforehand, and its value.
func (n *node) isTruth() (value, known bool) {
	if n.op != opTruth {
		return false, false
	}
	return n.args[0].val != 0, true
}

func (g *graph) and(a, b *node) *node {
	for _, p := range [2][2]*node{{a, b}, {b, a}} {
		if v, ok := p[0].isTruth(); ok {
			if v {
				return p[1]
			}
			return p[0]
		}
	}
	return g.make(opAnd, "", a, b)
}

func (g *graph) or(a, b *node) *node {
	for _, p := range [2][2]*node{{a, b}, {b, a}} {
		if v, ok := p[0].isTruth(); ok {
			if v {
				return p[0]
			}
			return p[1]
		}
	}
	return g.make(opOr, "", a, b)
}

func (g *graph) not(a *node) *node {
	if v, ok := a.isTruth(); ok {
		return g.truth(!v)
	}
	if a.op == opNot {
		return a.args[0]
	}
	return g.make(opNot, "", a)
}

func (g *graph) cond(c, a, b *node) *node {
	if v, ok := c.isTruth(); ok {
		if v {
			return a
		}
		return b
	}
	if a == b {
		return a
	}
	return g.make(opCond, "", c, a, b)
}

// rebuild returns n with every node for which change gives another replaced,
// in normal form again. Definitions of held symbols stay as they are.
func (g *graph) rebuild(n *node, change func(*node) *node) *node {
	done := map[*node]*node{}
	var visit func(*node) *node
	visit = func(n *node) *node {
		if m, ok := done[n]; ok {
			return m
		}
		m := change(n)
		if m == nil {
			m = g.remake(n, visit)
		}
		done[n] = m
		return m
	}
	return visit(n)
}

// remake returns n made anew of its arguments after visit.
func (g *graph) remake(n *node, visit func(*node) *node) *node {
	if len(n.args) == 0 {
		return n
	}
	args := make([]*node, len(n.args))
	same := true
	for k, a := range n.args {
		args[k] = visit(a)
		same = same && args[k] == a
	}
	if same {
		return n
	}
	switch n.op {
	case opSum:
		ts := make([]term, len(args))
		for k, a := range args {
			ts[k] = term{n.coef[k], a}
		}
		return g.sum(n.val, ts...)
	case opProd:
		fs := make([]factor, len(args))
		for k, a := range args {
			fs[k] = factor{a, n.exp[k]}
		}
		return g.prod(n.val, fs...)
	case opCall:
		if n.fn == "pow" {
			return g.pow(args[0], args[1])
		}
		return g.call(n.fn, args...)
	case opCmp:
		return g.cmp(n.fn, args[0], args[1])
	case opAnd:
		return g.and(args[0], args[1])
	case opOr:
		return g.or(args[0], args[1])
	case opNot:
		return g.not(args[0])
	case opCond:
		return g.cond(args[0], args[1], args[2])
	}
	panic("BUG: eqn: remake of an unknown node")
}

// substitute returns n with symbols replaced.
func (g *graph) substitute(n *node, by map[*symbol]*node) *node {
	return g.rebuild(n, func(n *node) *node {
		if n.op == opSym {
			return by[n.sym]
		}
		return nil
	})
}

// substituteDeep is substitute that goes into the definitions of names too.
func (g *graph) substituteDeep(n *node, by map[*symbol]*node) *node {
	done := map[*node]*node{}
	var deep func(*node) *node
	deep = func(n *node) *node {
		return g.rebuild(n, func(n *node) *node {
			if n.op != opSym {
				return nil
			}
			if m := by[n.sym]; m != nil || n.sym.kind != symHeld {
				return m
			}
			if done[n] == nil {
				done[n] = n
				if def := deep(n.sym.def); def != n.sym.def {
					done[n] = g.named(n.sym.name, def)
				}
			}
			return done[n]
		})
	}
	return deep(n)
}
