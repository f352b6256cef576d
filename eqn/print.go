package eqn

import (
	"math"
	"strconv"
	"strings"
)

// Precedences, from what binds least to what binds most. The parser and the
// printer both go by them, which is what makes one the inverse of the other.
const (
	bindCond = iota // if COND: EXPR else: EXPR
	bindOr
	bindAnd
	bindNot
	bindCompare
	bindSum
	bindProduct
	bindSign
	bindPower
	bindAtom // numbers, names, calls, parentheses
)

// precedence returns that of a binary operator.
func (op Op) precedence() int {
	switch op {
	case OpOr:
		return bindOr
	case OpAnd:
		return bindAnd
	case OpLT, OpLE, OpGT, OpGE, OpEQ, OpNE:
		return bindCompare
	case OpAdd, OpSub:
		return bindSum
	case OpMul, OpDiv:
		return bindProduct
	}
	return bindPower
}

func precedenceOf(e Expr) int {
	switch e := e.(type) {
	case *Num:
		if math.Signbit(e.Value) {
			return bindSign
		}
	case *Unary:
		if e.Op == OpNot {
			return bindNot
		}
		return bindSign
	case *Binary:
		return e.Op.precedence()
	case *Cond:
		return bindCond
	}
	return bindAtom
}

// String returns the number in the shortest form that reads back the same.
func (x *Num) String() string { return exprText(x) }

// String returns the name.
func (x *Name) String() string { return x.Name }

// String returns the operation as text of the language.
func (x *Unary) String() string { return exprText(x) }

// String returns the operation as text of the language.
func (x *Binary) String() string { return exprText(x) }

// String returns the call as text of the language.
func (x *Call) String() string { return exprText(x) }

// String returns the conditional as text of the language.
func (x *Cond) String() string { return exprText(x) }

// String returns the derivative as it is written, dVar/dt.
func (x *Deriv) String() string { return exprText(x) }

func exprText(e Expr) string {
	var b strings.Builder
	writeExpr(&b, e, bindCond)
	return b.String()
}

// writeExpr appends e, in parentheses if it binds less than least.
func writeExpr(b *strings.Builder, e Expr, least int) {
	if precedenceOf(e) < least {
		b.WriteByte('(')
		writeExpr(b, e, bindCond)
		b.WriteByte(')')
		return
	}
	switch e := e.(type) {
	case *Num:
		b.WriteString(formatNumber(e.Value))
	case *Name:
		b.WriteString(e.Name)
	case *Deriv:
		b.WriteString("d" + e.Var + "/dt")
	case *Unary:
		b.WriteString(e.Op.String())
		if e.Op == OpNot {
			b.WriteByte(' ')
		}
		writeExpr(b, e.X, precedenceOf(e))
	case *Binary:
		writeBinary(b, e)
	case *Call:
		b.WriteString(e.Func)
		b.WriteByte('(')
		for i, a := range e.Args {
			if i > 0 {
				b.WriteString(", ")
			}
			writeExpr(b, a, bindCond)
		}
		b.WriteByte(')')
	case *Cond:
		b.WriteString("if ")
		writeExpr(b, e.If, bindOr)
		b.WriteString(": ")
		writeExpr(b, e.Then, bindCond)
		b.WriteString(" else: ")
		writeExpr(b, e.Else, bindCond)
	}
}

func writeBinary(b *strings.Builder, e *Binary) {
	p := e.Op.precedence()
	left, right := p, p+1 // a - b - c is (a - b) - c
	switch p {
	case bindCompare:
		left = p + 1 // comparisons do not chain
	case bindPower:
		left, right = p+1, bindSign // a^b^c is a^(b^c), a^-b is a^(-b)
	}
	writeExpr(b, e.X, left)
	if p >= bindProduct {
		b.WriteString(e.Op.String())
	} else {
		b.WriteString(" " + e.Op.String() + " ")
	}
	writeExpr(b, e.Y, right)
}

// formatNumber returns the shortest text that reads back as v. Infinities and
// NaN, which the language cannot write but a later stage may come upon, print
// as inf and nan.
func formatNumber(v float64) string {
	switch {
	case math.IsNaN(v):
		return "nan"
	case math.IsInf(v, 1):
		return "inf"
	case math.IsInf(v, -1):
		return "-inf"
	}
	s := strconv.FormatFloat(v, 'g', -1, 64)
	mantissa, exponent, found := strings.Cut(s, "e")
	if !found {
		return s
	}
	sign := ""
	if exponent[0] == '-' {
		sign = "-"
	}
	return mantissa + "e" + sign + strings.TrimLeft(exponent[1:], "0")
}

// String returns the flag as it is written.
func (f Flag) String() string {
	if f.Value == nil {
		return f.Name
	}
	return f.Name + " = " + f.Value.String()
}

// String returns the statement as text of the language, on one line.
func (s *Stmt) String() string {
	var b strings.Builder
	if s.Kind == Differential {
		writeExpr(&b, s.Left, bindCond)
	} else {
		b.WriteString(s.Target)
	}
	b.WriteString(" " + s.Op + " ")
	writeExpr(&b, s.Right, bindCond)
	separator := " : "
	for _, f := range s.Flags {
		b.WriteString(separator + f.String())
		separator = ", "
	}
	return b.String()
}

// Equal reports whether a and b are the same tree, wherever they stand in their
// texts. A negative number equals the negation of its absolute value, since
// both are written alike; 0 and -0 differ, and every NaN equals every other.
func Equal(a, b Expr) bool {
	a, b = signed(a), signed(b)
	switch a := a.(type) {
	case *Num:
		b, ok := b.(*Num)
		return ok && (math.Float64bits(a.Value) == math.Float64bits(b.Value) || a.Value != a.Value && b.Value != b.Value)
	case *Name:
		b, ok := b.(*Name)
		return ok && a.Name == b.Name
	case *Unary:
		b, ok := b.(*Unary)
		return ok && a.Op == b.Op && Equal(a.X, b.X)
	case *Binary:
		b, ok := b.(*Binary)
		return ok && a.Op == b.Op && Equal(a.X, b.X) && Equal(a.Y, b.Y)
	case *Call:
		b, ok := b.(*Call)
		if !ok || a.Func != b.Func || len(a.Args) != len(b.Args) {
			return false
		}
		for i := range a.Args {
			if !Equal(a.Args[i], b.Args[i]) {
				return false
			}
		}
		return true
	case *Cond:
		b, ok := b.(*Cond)
		return ok && Equal(a.If, b.If) && Equal(a.Then, b.Then) && Equal(a.Else, b.Else)
	case *Deriv:
		b, ok := b.(*Deriv)
		return ok && a.Var == b.Var
	}
	return a == nil && b == nil
}

// signed turns the negation of a number into a negative number.
func signed(e Expr) Expr {
	if u, ok := e.(*Unary); ok && u.Op == OpNeg {
		if n, ok := u.X.(*Num); ok && !math.Signbit(n.Value) {
			return &Num{At: u.At, Value: -n.Value}
		}
	}
	return e
}
