package eqn

import (
	"fmt"
	"maps"
	"math"
	"strings"
)

// scope turns the expressions of one component into nodes.
type scope struct {
	g     *graph
	m     *Model
	part  int
	dt    float64
	names map[string]*node // parameters, variables and what else has a value
	time  *node
	// current gives the current with a label at a potential; held says that
	// it is taken at the beginning of the step.
	current func(label string, v *node, held bool) *node
	// bake returns the number that a fixed expression stands for, which
	// becomes part of the program.
	bake   func(n *node) (float64, error)
	report func(error)
	// past returns a variable of the past.
	past func(Delayed) *node
	// init: draws are those of initial values.
	init bool
	// equation is the variable whose equation is being turned; plain xi is
	// its own noise.
	equation string
	deriv    *node // the derivative on the left side of that equation

	aux   map[string]*node
	draws *drawTable
	noise map[string]*symbol
}

// drawTable numbers the random draws of one component: one for each place in
// the text, however often it is turned into nodes.
type drawTable struct {
	part             int
	at               map[drawPlace]*symbol
	normals, uniform int
}

// drawPlace is a call in the text, and the number of the draw in it.
type drawPlace struct {
	e *Call
	k int
}

func newDrawTable(part int) *drawTable { return &drawTable{part: part, at: map[drawPlace]*symbol{}} }

// symbol returns draw k of a call.
func (d *drawTable) symbol(e *Call, k int, init bool) *symbol {
	at := drawPlace{e, k}
	if d.at[at] == nil {
		d.at[at] = d.take(&draw{normal: e.Func == "Normal", part: d.part, init: init})
	}
	return d.at[at]
}

// noise returns the standard normal that stands for white noise of that name.
func (d *drawTable) noise() *symbol { return d.take(&draw{normal: true, part: d.part}) }

func (d *drawTable) take(w *draw) *symbol {
	n := &d.uniform
	if w.normal {
		n = &d.normals
	}
	w.number = *n
	*n++
	return &symbol{name: fmt.Sprintf("%s%d", map[bool]string{true: "normal", false: "uniform"}[w.normal], w.number), kind: symDraw, part: d.part, draw: w}
}

// with returns a scope in which names have other values. Draws stay those of
// the same places in the text.
func (s *scope) with(names map[string]*node) *scope {
	t := *s
	t.names, t.aux = maps.Clone(s.names), map[string]*node{}
	maps.Copy(t.names, names)
	return &t
}

// expr returns the number that e stands for; a condition counts as 1 or 0.
func (s *scope) expr(e Expr) *node {
	n := s.node(e)
	if n.isBool() {
		return s.g.cond(n, s.g.num(1), s.g.num(0))
	}
	return n
}

// node returns e as a number or a condition.
func (s *scope) node(e Expr) *node {
	g := s.g
	switch e := e.(type) {
	case *Num:
		return g.num(e.Value)
	case *Name:
		return s.name(e)
	case *Deriv:
		return s.deriv
	case *Unary:
		if e.Op == OpNot {
			return g.not(s.condition(e.X))
		}
		return g.neg(s.expr(e.X))
	case *Binary:
		return s.binary(e)
	case *Cond:
		c, a, b := s.condition(e.If), s.node(e.Then), s.node(e.Else)
		if a.isBool() && b.isBool() {
			return g.or(g.and(c, a), g.and(g.not(c), b))
		}
		return g.cond(c, s.number(a), s.number(b))
	case *Call:
		return s.call(e)
	}
	panic("BUG: eqn: expression was not checked: " + e.String())
}

func (s *scope) number(n *node) *node {
	if n.isBool() {
		return s.g.cond(n, s.g.num(1), s.g.num(0))
	}
	return n
}

func (s *scope) condition(e Expr) *node {
	n := s.node(e)
	if !n.isBool() {
		panic("BUG: eqn: condition was not checked: " + e.String())
	}
	return n
}

func (s *scope) binary(e *Binary) *node {
	g := s.g
	if e.Op == OpAnd || e.Op == OpOr {
		a, b := s.condition(e.X), s.condition(e.Y)
		if e.Op == OpAnd {
			return g.and(a, b)
		}
		return g.or(a, b)
	}
	a, b := s.expr(e.X), s.expr(e.Y)
	switch e.Op {
	case OpAdd:
		return g.add(a, b)
	case OpSub:
		return g.sub(a, b)
	case OpMul:
		return g.mul(a, b)
	case OpDiv:
		return g.div(a, b)
	case OpPow:
		return g.pow(a, b)
	case OpLT:
		return g.cmp("<", a, b)
	case OpLE:
		return g.cmp("<=", a, b)
	case OpGT:
		return g.cmp("<", b, a)
	case OpGE:
		return g.cmp("<=", b, a)
	case OpEQ:
		return g.cmp("==", a, b)
	case OpNE:
		return g.cmp("!=", a, b)
	}
	panic("BUG: eqn: unknown operator " + e.Op.String())
}

func (s *scope) name(e *Name) *node {
	switch n := e.Name; {
	case n == "t":
		return s.time
	case n == "dt":
		return s.g.num(s.dt)
	case n == "pi":
		return s.g.num(math.Pi)
	case n == "xi" || strings.HasPrefix(n, "xi_"):
		if n == "xi" {
			n = "xi of " + s.equation
		}
		if s.noise[n] == nil {
			s.noise[n] = &symbol{name: n, kind: symNoise, part: s.part}
		}
		return s.g.symbol(s.noise[n])
	}
	if n, ok := s.names[e.Name]; ok {
		return n
	}
	if n, ok := s.aux[e.Name]; ok {
		return n
	}
	for _, a := range s.m.Aux {
		if a.Target == e.Name {
			n := s.node(a.Right)
			s.aux[e.Name] = n
			return n
		}
	}
	if l, ok := label(e.Name); ok && s.current != nil {
		return s.current(l, nil, true)
	}
	panic("BUG: eqn: name was not checked: " + e.Name)
}

func (s *scope) call(e *Call) *node {
	g := s.g
	if e.Func == "delayed" {
		return s.delayed(e)
	}
	args := make([]*node, len(e.Args))
	for k, a := range e.Args {
		args[k] = s.expr(a)
	}
	switch e.Func {
	case "Normal":
		return g.add(args[0], g.mul(args[1], g.symbol(s.draws.symbol(e, 0, s.init))))
	case "Uniform":
		return g.add(args[0], g.mul(g.sub(args[1], args[0]), g.symbol(s.draws.symbol(e, 0, s.init))))
	case "Poisson", "Binomial":
		return s.count(e, args)
	case "hold":
		return g.hold("hold", g.regularise(args[0]))
	case "min", "max":
		n := args[0]
		for _, a := range args[1:] {
			n = g.call(e.Func, n, a)
		}
		return n
	case "pow":
		return g.pow(args[0], args[1])
	}
	if _, ok := builtins()[e.Func]; ok {
		return g.call(e.Func, args...)
	}
	if l, ok := label(e.Func); ok && s.current != nil {
		return s.current(l, args[0], false)
	}
	panic("BUG: eqn: function was not checked: " + e.Func)
}

// hold returns n as a quantity taken at the beginning of the step: integrators
// see a constant.
func (g *graph) hold(name string, n *node) *node {
	if n.fixed {
		return n
	}
	return g.named(name, n)
}

// named returns n under a name: one value that the expressions around it do
// not open. The first name of a node stays.
func (g *graph) named(name string, n *node) *node {
	if n.op == opNum || n.op == opSym {
		return n
	}
	key := fmt.Sprintf("=%d", n.id)
	if old, ok := g.nodes[key]; ok {
		return old
	}
	m := g.symbol(&symbol{name: name, kind: symHeld, def: n})
	g.nodes[key] = m
	return m
}

// rightSide returns f of dx/dt = f for an equation that is linear in the
// derivative on its left side, and the factor of the derivative there.
func (s *scope) rightSide(st *State) (f, factor *node, err error) {
	g := s.g
	d := &symbol{name: "d" + st.Name + "/dt", kind: symState, part: s.part}
	s.equation, s.deriv = st.Name, g.symbol(d)
	left, right := s.expr(st.Stmt.Left), s.expr(st.Stmt.Right)
	isD := func(y *symbol) bool { return y == d }
	a := g.derivative(left, d)
	if uses(a, isD) || a.isNum(0) {
		return nil, nil, NewError(s.m.Body, st.Stmt.At, "the left side must be linear in d%s/dt, as in tau*d%s/dt", st.Name, st.Name)
	}
	b := g.substitute(left, map[*symbol]*node{d: g.num(0)})
	return g.regularise(g.div(g.sub(right, b), a)), a, nil
}
