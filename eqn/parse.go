package eqn

import "unicode/utf8"

// Limits, so that no text can exhaust memory or stack, here or in the stages
// that walk the trees. A model is a few lines; a generated one stays far below.
const (
	maxText    = 1 << 20 // bytes of a text
	maxTokens  = 10_000  // tokens of a statement, which bounds the depth of its tree
	maxNesting = 200     // levels of parentheses, signs, powers and conditionals
	maxErrors  = 50      // mistakes reported of a text
)

// ParseBody parses the equations of a model: differential equations and
// assignments. Its error is an ErrorList with a mistake of every statement that
// has one.
func ParseBody(text string) ([]*Stmt, error) {
	return parseStatements(text, true)
}

// ParseReset parses the statements carried out at an event. These are
// assignments only. Its error is an ErrorList, as that of ParseBody.
func ParseReset(text string) ([]*Stmt, error) {
	return parseStatements(text, false)
}

func parseStatements(text string, body bool) ([]*Stmt, error) {
	var stmts []*Stmt
	err := eachStatement(text, func(p *parser) error {
		s, err := p.statement(body)
		if err == nil {
			stmts = append(stmts, s)
		}
		return err
	})
	if err != nil {
		return nil, err
	}
	return stmts, nil
}

// ParseCondition parses the condition of an event with its flags, as in
// `V >= V_th` or `V >= V_th : upward`. Its error is an ErrorList of one.
func ParseCondition(text string) (Expr, []Flag, error) {
	var cond Expr
	var flags []Flag
	err := theStatement(text, "condition", func(p *parser) (err error) {
		if cond, err = p.expr(bindCond); err != nil {
			return err
		}
		if p.tok().kind == tokAssign {
			return p.errorAt(p.tok(), `found %s in a condition, which compares: write ==, >= or <=`, p.describe(p.tok()))
		}
		flags, err = p.flagsToEnd(true)
		return err
	})
	if err != nil {
		return nil, nil, err
	}
	return cond, flags, nil
}

// ParseExpr parses one expression. Its error is an ErrorList of one.
func ParseExpr(text string) (Expr, error) {
	var x Expr
	err := theStatement(text, "expression", func(p *parser) (err error) {
		if x, err = p.expr(bindCond); err != nil {
			return err
		}
		if t := p.tok(); !t.kind.endsStatement() {
			return p.unexpected(t, "an operator or the end of the expression")
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	return x, nil
}

// parser parses one statement.
type parser struct {
	text  string
	toks  []token // the tokens of the statement and the one that ends it
	i     int     // index of the next token; it never passes the last
	depth int     // levels of nesting
	left  bool    // in the left side of an equation, where dNAME/dt is a derivative
}

// eachStatement calls parse for every statement of text that is not empty, and
// returns the mistakes as an ErrorList. After a mistake it goes on with the
// next statement.
func eachStatement(text string, parse func(*parser) error) error {
	statements, err := split(text)
	if err != nil {
		return ErrorList{err}
	}
	var errs ErrorList
	for _, toks := range statements {
		p := &parser{text: text, toks: toks}
		if len(errs) == maxErrors {
			errs = append(errs, p.errorAt(p.tok(), "too many mistakes: the text is not checked from here on"))
			break
		}
		if err := p.checkSize(); err != nil {
			errs = append(errs, err)
		} else if err := parse(p); err != nil {
			errs = append(errs, err.(*Error))
		}
	}
	return errs.orNil()
}

// theStatement is eachStatement for a text that must be one statement.
func theStatement(text, what string, parse func(*parser) error) error {
	found := false
	err := eachStatement(text, func(p *parser) error {
		if found {
			return p.errorAt(p.tok(), "found %s after the end of the %s, which is one expression", p.describe(p.tok()), what)
		}
		found = true
		return parse(p)
	})
	if errs, ok := err.(ErrorList); ok {
		return errs[:1]
	}
	if !found {
		return ErrorList{NewError(text, Pos{Line: 1, Col: 1}, "found no text, expected an expression")}
	}
	return nil
}

// split returns the tokens of every statement of text that is not empty, each
// with the token that ends it.
func split(text string) ([][]token, *Error) {
	if len(text) > maxText {
		return nil, &Error{Pos: Pos{Line: 1, Col: 1}, Msg: "the text is longer than 1 MB, which no model needs"}
	}
	if at, bad := invalidUTF8(text); bad {
		return nil, NewError(text, at, "the text is not valid UTF-8 here: save it as UTF-8")
	}
	var statements [][]token
	toks := layout(lex(text))
	for from, i := 0, 0; i < len(toks); i++ {
		if toks[i].kind.endsStatement() {
			if i > from {
				statements = append(statements, toks[from:i+1])
			}
			from = i + 1
		}
	}
	return statements, nil
}

// invalidUTF8 returns the first place where text is not valid UTF-8.
func invalidUTF8(text string) (at Pos, bad bool) {
	at = Pos{Line: 1, Col: 1}
	for i, r := range text {
		if r == utf8.RuneError {
			if _, size := utf8.DecodeRuneInString(text[i:]); size == 1 {
				return at, true
			}
		}
		at.Col++
		if r == '\n' {
			at = Pos{Line: at.Line + 1, Col: 1}
		}
	}
	return Pos{}, false
}

func (p *parser) checkSize() *Error {
	if len(p.toks) <= maxTokens {
		return nil
	}
	return p.errorAt(p.tok(), "the statement has more than %d words and signs: split it into several", maxTokens)
}

// tok returns the next token.
func (p *parser) tok() token { return p.toks[p.i] }

// take returns the next token and moves past it, unless it ends the statement.
func (p *parser) take() token {
	t := p.toks[p.i]
	if p.i < len(p.toks)-1 {
		p.i++
	}
	return t
}

// str returns a token as it is written.
func (p *parser) str(t token) string { return p.text[t.start:t.end] }
