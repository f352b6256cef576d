package eqn

import (
	"strconv"
	"strings"
)

// binary are the operators that stand between two operands.
var binary = map[tokenKind]Op{
	tokOr: OpOr, tokAnd: OpAnd,
	tokLT: OpLT, tokLE: OpLE, tokGT: OpGT, tokGE: OpGE, tokEQ: OpEQ, tokNE: OpNE,
	tokPlus: OpAdd, tokMinus: OpSub, tokTimes: OpMul, tokDivide: OpDiv, tokPower: OpPow,
}

// expr parses an expression whose operators bind at least as much as least
// (bindCond and up): one operand, then every operator that binds enough, each
// with a right operand that binds more than it.
func (p *parser) expr(least int) (Expr, error) {
	x, err := p.operand(least)
	compared := false
	for err == nil {
		t := p.tok()
		op, ok := binary[t.kind]
		prec := op.precedence()
		if !ok || prec < least {
			return x, nil
		}
		if prec == bindCompare {
			if compared {
				return nil, p.chained(x.(*Binary), t)
			}
			compared = true
		}
		p.take()
		var y Expr
		if prec == bindPower {
			y, err = p.nested(t, bindSign) // a^b^c is a^(b^c), and a^-b needs no parentheses
		} else {
			y, err = p.expr(prec + 1)
		}
		x = &Binary{At: t.pos(), Op: op, X: x, Y: y}
	}
	return nil, err
}

// nested parses an expression one level further down; t is what leads there.
func (p *parser) nested(t token, least int) (Expr, error) {
	if p.depth == maxNesting {
		return nil, p.errorAt(t, "nested more than %d levels deep: give a part of it a name of its own", maxNesting)
	}
	p.depth++
	defer func() { p.depth-- }()
	return p.expr(least)
}

// operand parses what stands between two binary operators of an expression with
// operators from least up.
func (p *parser) operand(least int) (Expr, error) {
	t := p.tok()
	switch t.kind {
	case tokNumber:
		p.take()
		return p.number(t)
	case tokName:
		return p.name()
	case tokLParen:
		p.take()
		x, err := p.nested(t, bindCond)
		if err != nil {
			return nil, err
		}
		return x, p.closeParen(t, "an operator")
	case tokMinus:
		p.take()
		x, err := p.nested(t, bindSign)
		return &Unary{At: t.pos(), Op: OpNeg, X: x}, err
	case tokPlus:
		p.take()
		return p.nested(t, bindSign)
	case tokNot:
		if least > bindNot {
			return nil, p.errorAt(t, `"not" is part of an operation that binds more: put it in parentheses, (not …)`)
		}
		p.take()
		x, err := p.nested(t, bindNot)
		return &Unary{At: t.pos(), Op: OpNot, X: x}, err
	case tokIf:
		if least > bindCond {
			return nil, p.errorAt(t, `"if" is part of an operation that binds more: put it in parentheses, (if …: … else: …)`)
		}
		return p.cond()
	}
	return nil, p.missing(t)
}

func (p *parser) number(t token) (Expr, error) {
	s := p.str(t)
	v, err := strconv.ParseFloat(s, 64)
	if err != nil {
		return nil, p.errorAt(t, "the number %s is too large: the largest is about 1.8e308", shorten(s))
	}
	if mantissa, _, _ := strings.Cut(strings.ToLower(s), "e"); v == 0 && strings.ContainsAny(mantissa, "123456789") {
		return nil, p.errorAt(t, "the number %s is too small: the smallest is about 4.9e-324", shorten(s))
	}
	return &Num{At: t.pos(), Value: v}, nil
}

// name parses what begins with a name: a derivative, a call or the name alone.
func (p *parser) name() (Expr, error) {
	if p.left {
		if target, ok := p.derivative(p.i); ok {
			at := p.take().pos()
			p.take()
			p.take()
			return &Deriv{At: at, Var: target}, nil
		}
	}
	t := p.take()
	if p.tok().kind != tokLParen {
		return &Name{At: t.pos(), Name: p.str(t)}, nil
	}
	if what, ok := given[p.str(t)]; ok {
		return nil, p.errorAt(t, "%q is called like a function, but it is %s", p.str(t), what)
	}
	if strings.Contains(p.str(t), ".") {
		return nil, p.errorAt(t, "%s is called like a function, but a function has no dot in its name", quote(p.str(t)))
	}
	return p.call(t)
}

// call parses the arguments of the function t.
func (p *parser) call(t token) (Expr, error) {
	c := &Call{At: t.pos(), Func: p.str(t)}
	open := p.take()
	if p.tok().kind == tokRParen {
		p.take()
		return c, nil
	}
	for {
		a, err := p.nested(t, bindCond)
		if err != nil {
			return nil, err
		}
		c.Args = append(c.Args, a)
		if p.tok().kind != tokComma {
			return c, p.closeParen(open, `an operator, ","`)
		}
		p.take()
	}
}

// closeParen takes the ")" that belongs to open; others is what else could have
// stood there.
func (p *parser) closeParen(open token, others string) error {
	switch t := p.tok(); {
	case t.kind == tokRParen:
		p.take()
		return nil
	case t.kind.endsStatement():
		return p.errorAt(open, `"(" is never closed: add the ")"`)
	default:
		return p.unexpected(t, others+` or ")" for the "(" at `+open.pos().String())
	}
}

// cond parses `if COND: EXPR else: EXPR`.
func (p *parser) cond() (Expr, error) {
	word := p.take()
	c := &Cond{At: word.pos()}
	var err error
	if c.If, err = p.nested(word, bindOr); err != nil {
		return nil, err
	}
	if t := p.take(); t.kind != tokColon {
		return nil, p.unexpected(t, `":" after the condition of "if"`)
	}
	if c.Then, err = p.nested(word, bindCond); err != nil {
		return nil, err
	}
	switch t := p.take(); {
	case t.kind == tokElse:
	case t.kind.endsStatement():
		return nil, p.errorAt(word, `"if" has no "else:", and without it no value when the condition is false: write if COND: A else: B`)
	default:
		return nil, p.unexpected(t, `an operator or the "else:" of "if"`)
	}
	if t := p.take(); t.kind != tokColon {
		return nil, p.unexpected(t, `":" after "else"`)
	}
	c.Else, err = p.nested(word, bindCond)
	return c, err
}
