package eqn

import "strings"

// statement parses an assignment or, in a body, a differential equation.
func (p *parser) statement(body bool) (*Stmt, error) {
	equals := p.find(tokAssign)
	if equals < 0 {
		return nil, p.noAssignment(body)
	}
	s := &Stmt{At: p.tok().pos(), Op: p.str(p.toks[equals])}
	var err error
	if p.hasDerivative(equals) {
		s.Kind = Differential
		if !body {
			return nil, p.errorAt(p.tok(), "found a differential equation among the statements of an event, which are assignments: it belongs in the body")
		}
		s.Left, s.Target, err = p.leftSide(equals)
	} else {
		s.Kind = Assignment
		s.Target, err = p.target(equals)
	}
	if err != nil {
		return nil, err
	}
	p.take()
	if s.Right, err = p.expr(bindCond); err != nil {
		return nil, err
	}
	s.Flags, err = p.flagsToEnd(false)
	return s, err
}

// find returns the index of the first token of that kind, -1 if there is none.
func (p *parser) find(kind tokenKind) int {
	for i, t := range p.toks {
		if t.kind == kind {
			return i
		}
	}
	return -1
}

// noAssignment is the error of a statement without an equals sign.
func (p *parser) noAssignment(body bool) error {
	if i := p.find(tokBad); i >= 0 {
		return p.badToken(p.toks[i])
	}
	if i := p.find(tokEQ); i >= 0 {
		return p.errorAt(p.toks[i], `found "==", which compares: a statement is written with one "="`)
	}
	if body {
		return p.errorAt(p.tok(), `found no "=": a statement is NAME = EXPR or dNAME/dt = EXPR`)
	}
	return p.errorAt(p.tok(), `found no "=": a statement here is NAME = EXPR`)
}

// derivative returns NAME if the tokens from index i on are dNAME/dt.
func (p *parser) derivative(i int) (name string, ok bool) {
	if i+2 >= len(p.toks) || p.toks[i].kind != tokName || p.toks[i+1].kind != tokDivide ||
		p.toks[i+2].kind != tokName || p.str(p.toks[i+2]) != "dt" {
		return "", false
	}
	name, ok = strings.CutPrefix(p.str(p.toks[i]), "d")
	return name, ok && name != ""
}

// hasDerivative reports whether there is a derivative before index end.
func (p *parser) hasDerivative(end int) bool {
	for i := range end {
		if _, ok := p.derivative(i); ok {
			return true
		}
	}
	return false
}

// leftSide parses the left side of a differential equation, which ends at index
// equals.
func (p *parser) leftSide(equals int) (left Expr, target string, err error) {
	p.left = true
	left, err = p.expr(bindCond)
	p.left = false
	if err != nil {
		return nil, "", err
	}
	if p.i != equals {
		return nil, "", p.unexpected(p.tok(), `an operator or "="`)
	}
	if op := p.str(p.tok()); op != "=" {
		return nil, "", p.errorAt(p.tok(), `found %q in a differential equation, expected "=": an equation gives the whole derivative`, op)
	}
	Inspect(left, func(e Expr) bool {
		switch e := e.(type) {
		case *Deriv:
			if target != "" {
				err = p.errorAtPos(e.At, "found a second derivative variable in one equation: write an equation for each")
			} else {
				target, err = e.Var, p.checkDerivative(e)
			}
		case *Name:
			if e.Name == "dt" {
				err = p.errorAtPos(e.At, `on the left of "=", dt is part of a derivative dNAME/dt and nothing else`)
			}
		}
		return err == nil
	})
	return left, target, err
}

func (p *parser) checkDerivative(d *Deriv) error {
	switch {
	case foreign(d.Var):
		return p.errorAtPos(d.At, "%s belongs to another part, and equations give derivatives of their own variables only", quote(d.Var))
	case identifierSize(d.Var) == 0:
		return p.errorAtPos(d.At, "%s is not d and the name of a variable; a second derivative takes two equations, as dx/dt = y; dy/dt = …", quote("d"+d.Var))
	}
	return p.checkTarget(d.Var, d.At)
}

// foreign reports whether a name is that of a quantity of the neuron on one side
// of a synapse, which is not the synapse's own.
func foreign(name string) bool {
	return strings.HasPrefix(name, "pre.") || strings.HasPrefix(name, "post.")
}

// target parses the left side of an assignment, which ends at index equals.
func (p *parser) target(equals int) (string, error) {
	for _, t := range p.toks[:equals] {
		if t.kind == tokBad {
			return "", p.badToken(t)
		}
	}
	t := p.tok()
	if equals == 0 {
		return "", p.errorAt(t, "found %s, expected the name of a variable before it", p.describe(t))
	}
	if equals > 1 || t.kind != tokName && words[p.str(t)] == 0 {
		return "", p.errorAt(t, `the left side of %s is neither the name of a variable nor has a derivative dNAME/dt in it`, p.describe(p.toks[equals]))
	}
	p.take()
	return p.str(t), p.checkTarget(p.str(t), t.pos())
}

// given are the names that the language itself gives a value.
var given = map[string]string{
	"t":  "the time, which passes by itself",
	"dt": "the time step, which the simulation is built with",
	"xi": "white noise",
}

// checkTarget returns an error if nothing may be given the name.
func (p *parser) checkTarget(name string, at Pos) error {
	what, ok := given[name]
	if words[name] != 0 {
		what, ok = "a word of the language", true
	}
	if !ok {
		return nil
	}
	return p.errorAtPos(at, "%q cannot be the name of a variable or parameter: it is %s; choose another", name, what)
}
