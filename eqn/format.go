package eqn

import (
	"strconv"
	"strings"
)

// String returns the node as an expression of the language.
func (n *node) String() string {
	var b strings.Builder
	n.write(&b, 0)
	return b.String()
}

// Binding powers for parentheses: sums, products, powers.
const (
	precLogic = iota + 1
	precCmp
	precSum
	precProd
	precPow
)

func (n *node) write(b *strings.Builder, outer int) {
	prec, parts := n.prec(), n.args
	if prec != 0 && prec < outer {
		b.WriteByte('(')
		defer b.WriteByte(')')
	}
	switch n.op {
	case opNum:
		b.WriteString(number(n.val))
	case opSym:
		b.WriteString(n.sym.name)
	case opSum:
		n.writeSum(b)
	case opProd:
		n.writeProd(b)
	case opCall:
		b.WriteString(n.fn + "(")
		for k, a := range parts {
			if k > 0 {
				b.WriteString(", ")
			}
			a.write(b, 0)
		}
		b.WriteByte(')')
	case opCmp:
		parts[0].write(b, precSum)
		b.WriteString(" " + n.fn + " ")
		parts[1].write(b, precSum)
	case opAnd, opOr:
		parts[0].write(b, precCmp)
		b.WriteString(map[opcode]string{opAnd: " and ", opOr: " or "}[n.op])
		parts[1].write(b, precCmp)
	case opNot:
		b.WriteString("not ")
		parts[0].write(b, precCmp)
	case opCond:
		b.WriteString("(if ")
		parts[0].write(b, 0)
		b.WriteString(": ")
		parts[1].write(b, 0)
		b.WriteString(" else: ")
		parts[2].write(b, 0)
		b.WriteByte(')')
	case opTruth:
		b.WriteString(map[bool]string{true: "true", false: "false"}[parts[0].val != 0])
	}
}

func (n *node) prec() int {
	switch n.op {
	case opAnd, opOr, opNot:
		return precLogic
	case opCmp:
		return precCmp
	case opSum:
		return precSum
	case opProd:
		return precProd
	case opNum:
		if n.val < 0 {
			return precSum
		}
	}
	return 0
}

func (n *node) writeSum(b *strings.Builder) {
	first := true
	put := func(c float64, a *node) {
		if c < 0 {
			b.WriteString(map[bool]string{true: "-", false: " - "}[first])
			c = -c
		} else if !first {
			b.WriteString(" + ")
		}
		first = false
		switch {
		case a == nil:
			b.WriteString(number(c))
		case c == 1:
			a.write(b, precProd)
		default:
			b.WriteString(number(c) + "*")
			a.write(b, precPow)
		}
	}
	for k, a := range n.args {
		put(n.coef[k], a)
	}
	if n.val != 0 {
		put(n.val, nil)
	}
}

func (n *node) writeProd(b *strings.Builder) {
	first := true
	switch n.val {
	case 1:
	case -1:
		b.WriteByte('-')
	default:
		b.WriteString(number(n.val))
		first = false
	}
	put := func(a *node, e int) {
		a.write(b, precPow)
		if e != 1 {
			b.WriteString("^" + strconv.Itoa(e))
		}
	}
	for k, a := range n.args {
		if n.exp[k] > 0 {
			if !first {
				b.WriteByte('*')
			}
			put(a, n.exp[k])
			first = false
		}
	}
	for k, a := range n.args {
		if n.exp[k] < 0 {
			if first {
				b.WriteByte('1')
			}
			b.WriteByte('/')
			put(a, -n.exp[k])
			first = false
		}
	}
}

func number(x float64) string { return strconv.FormatFloat(x, 'g', -1, 64) }
