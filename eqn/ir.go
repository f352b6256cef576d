package eqn

import (
	"fmt"
	"math"
	"slices"
	"strings"
)

// The intermediate form is a graph of nodes in which equal expressions are
// one node. Sums and products are flat, numbers gathered, so that a
// derivative stays as short as one written by hand and what is constant over
// the run stands apart from what is not.

type opcode uint8

const (
	opNum   opcode = iota // val
	opSym                 // sym
	opSum                 // val + coef[0]*args[0] + coef[1]*args[1] + …
	opProd                // val * args[0]^exp[0] * args[1]^exp[1] * …
	opCall                // fn(args…)
	opCmp                 // args[0] fn args[1], fn one of < <= == !=
	opAnd                 // args[0] and args[1]
	opOr                  // args[0] or args[1]
	opNot                 // not args[0]
	opCond                // if args[0]: args[1] else: args[2]
	opTruth               // val != 0, as a condition
	numOpcodes
)

// node is one expression. Nodes are made by the methods of graph only, never
// changed, and equal nodes of a graph are the same pointer.
type node struct {
	op   opcode
	fn   string
	val  float64
	sym  *symbol
	args []*node
	coef []float64 // opSum
	exp  []int     // opProd
	id   int
	// fixed: nothing in it changes from step to step.
	fixed bool
}

// symKind says where the value of a symbol comes from.
type symKind uint8

const (
	symParam      symKind = iota // a parameter: fixed, settable between steps
	symState                     // a state variable at the beginning of the step
	symStored                    // the same, without the drives of the step
	symInput                     // an input from outside, one value or one per element
	symTime                      // t, the same for all elements
	symDraw                      // a random number, new for every element and step
	symNoise                     // white noise: stands only in right sides, never lowered
	symHeld                      // an expression with a name, constant to integrators
	symRefractory                // the condition that the element is refractory
)

// symbol is a leaf that is not a number.
type symbol struct {
	name string
	kind symKind
	part int   // component of the fusion it belongs to
	draw *draw // symDraw
	def  *node // symHeld
	// delayed, of a symInput that is a variable of the past, is the use of its
	// array; else 0.
	delayed ArrayUse
}

// draw is one occurrence of a random number in the equations.
type draw struct {
	normal bool // standard normal; else uniform in (0, 1)
	part   int  // component, which has a stream of its own
	number int  // its number among the draws of the component
	init   bool // drawn for initial values rather than in a step
}

type graph struct {
	nodes map[string]*node
	n     int
}

func newGraph() *graph { return &graph{nodes: map[string]*node{}} }

func (g *graph) intern(key string, n node) *node {
	if old, ok := g.nodes[key]; ok {
		return old
	}
	n.id = g.n
	g.n++
	g.nodes[key] = &n
	return &n
}

func (g *graph) num(x float64) *node {
	return g.intern(fmt.Sprintf("#%x", math.Float64bits(x)), node{op: opNum, val: x, fixed: true})
}

func (g *graph) symbol(s *symbol) *node {
	fixed := s.kind == symParam || s.kind == symDraw && s.draw.init
	if s.kind == symHeld {
		fixed = s.def.fixed
	}
	return g.intern(fmt.Sprintf("$%p", s), node{op: opSym, sym: s, fixed: fixed})
}

// make interns a node that is no number, symbol, sum or product.
func (g *graph) make(op opcode, fn string, args ...*node) *node {
	var key strings.Builder
	fmt.Fprintf(&key, "%d%s", op, fn)
	fixed := true
	for _, a := range args {
		fmt.Fprintf(&key, ",%d", a.id)
		fixed = fixed && a.fixed
	}
	return g.intern(key.String(), node{op: op, fn: fn, args: slices.Clone(args), fixed: fixed})
}

func (n *node) isNum(x float64) bool { return n.op == opNum && n.val == x }

// isBool reports whether the node is a condition rather than a number.
func (n *node) isBool() bool {
	switch n.op {
	case opCmp, opAnd, opOr, opNot, opTruth:
		return true
	case opSym:
		return n.sym.kind == symRefractory || n.sym.kind == symHeld && n.sym.def.isBool()
	}
	return false
}

// walk calls f for every node that n is made of, parts before the whole, each
// once.
func walk(f func(*node), roots ...*node) {
	seen := map[*node]bool{}
	var visit func(*node)
	visit = func(n *node) {
		if n == nil || seen[n] {
			return
		}
		seen[n] = true
		for _, a := range n.args {
			visit(a)
		}
		if n.op == opSym && n.sym.kind == symHeld {
			visit(n.sym.def)
		}
		f(n)
	}
	for _, n := range roots {
		visit(n)
	}
}

// uses reports whether a symbol for which is returns true stands in n, the
// definitions of held symbols left out.
func uses(n *node, is func(*symbol) bool) bool {
	seen := map[*node]bool{}
	var visit func(*node) bool
	visit = func(n *node) bool {
		if seen[n] {
			return false
		}
		seen[n] = true
		if n.op == opSym && is(n.sym) {
			return true
		}
		return slices.ContainsFunc(n.args, visit)
	}
	return visit(n)
}
