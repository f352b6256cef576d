package eqn

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

func (p *parser) errorAt(t token, format string, args ...any) *Error {
	return NewError(p.text, t.pos(), format, args...)
}

func (p *parser) errorAtPos(at Pos, format string, args ...any) *Error {
	return NewError(p.text, at, format, args...)
}

// describe returns a token in words.
func (p *parser) describe(t token) string {
	switch t.kind {
	case tokEOF:
		return "the end of the text"
	case tokNewline:
		return "the end of the line"
	}
	return quote(p.str(t))
}

// missing is the error of a token where an operand should be.
func (p *parser) missing(t token) error {
	if t.kind == tokBad {
		return p.badToken(t)
	}
	return p.errorAt(t, "found %s, expected an expression: a number, a name, a function call or something in parentheses", p.describe(t))
}

// unexpected is the error of a token that cannot stand where it stands.
func (p *parser) unexpected(t token, expected string) error {
	hint := ""
	switch t.kind {
	case tokBad:
		return p.badToken(t)
	case tokRParen:
		if !t.paired {
			return p.errorAt(t, `")" has no "(" before it: leave it out or add the "("`)
		}
	case tokElse:
		hint = ` ("else" belongs to an "if COND: EXPR" before it)`
	}
	if strings.HasPrefix(expected, "an operator") {
		switch _, unit := conversions[p.str(t)]; {
		case unit && p.i > 0 && p.toks[p.i-1].kind == tokNumber:
			hint = " (units are written in the parameters only)"
		case t.kind == tokName || t.kind == tokNumber || t.kind == tokLParen:
			hint = " (a multiplication is written with *)"
		case t.kind == tokAssign:
			hint = ` (one statement has one "="; to compare, write "==")`
		}
	}
	return p.errorAt(t, "found %s, expected %s%s", p.describe(t), expected, hint)
}

// chained is the error of a second comparison t behind the comparison x.
func (p *parser) chained(x *Binary, t token) error {
	return p.errorAt(t, "comparisons do not chain: write %s and %s %s …", shorten(x.String()), shorten(x.Y.String()), p.str(t))
}

// insteadOf says what to write for characters that are none of the language but
// are found in other languages and in papers.
var insteadOf = map[rune]string{
	'%':  "it is no operator: for x modulo y write x - y*floor(x/y), to stay within bounds use clip(x, a, b)",
	'&':  `write "and"`,
	'|':  `write "or", and abs(x) for an absolute value`,
	'?':  "write if COND: A else: B",
	'\'': "a derivative is written dNAME/dt",
	'"':  "there are no texts in the language",
	'[':  "group with ( and )",
	']':  "group with ( and )",
	'{':  "group with ( and )",
	'}':  "group with ( and )",
	'.':  "a dot is part of a number, 0.5, or of a name, pre.V, without spaces",
	'~':  `write "not"`,
	'−':  "write -",
	'–':  "write -",
	'·':  "write *",
	'×':  "write *",
	'÷':  "write /",
	'≤':  "write <=",
	'≥':  "write >=",
	'≠':  "write !=",
	'²':  "write ^2",
	'³':  "write ^3",
	'∞':  "there is no infinity in the language",
}

// badToken is the error of a token of kind tokBad.
func (p *parser) badToken(t token) error {
	s := p.str(t)
	r, size := utf8.DecodeRuneInString(s)
	switch {
	case isLetter(r):
		return p.badName(t, s)
	case isDigit(s, 0) || isDigit(s, 1):
		return p.badNumber(t, s)
	case insteadOf[r] != "":
		return p.errorAt(t, "found %q: %s", s[:size], insteadOf[r])
	case unicode.IsPrint(r):
		return p.errorAt(t, "found %q, which is not part of the language", s)
	}
	return p.errorAt(t, "found the invisible character %U: delete it", r)
}

func (p *parser) badName(t token, s string) error {
	return p.errorAt(t, `%s is no name: behind the dot stands a word of the language; choose another`, quote(s))
}

func (p *parser) badNumber(t token, s string) error {
	if number, name, ok := runOn(s); ok {
		return p.errorAt(t, "%s is neither a number nor a name: write %s*%s", quote(s), number, shorten(name))
	}
	return p.errorAt(t, "%s is no number: numbers are decimal, as 12.5 or 1e-3", quote(s))
}

// runOn splits 2x or 20ms, where a number runs on into a name.
func runOn(s string) (number, name string, ok bool) {
	name = strings.TrimLeft(s, "0123456789.")
	number = s[:len(s)-len(name)]
	if name == "" || strings.Count(number, ".") > 1 || identifierSize(name) != len(name) {
		return "", "", false
	}
	switch rest := name[1:]; name[0] {
	case 'x', 'X', 'b', 'B': // 0x1F, but 2x
		ok = number != "0"
	case 'e', 'E': // 1e, 1e5x, but 2elements
		ok = rest != "" && !isDigit(rest, 0)
	case '_': // 1_000
	default:
		ok = true
	}
	return number, name, ok
}

// shorten cuts a long s for a message.
func shorten(s string) string {
	const most = 40
	if utf8.RuneCountInString(s) <= most {
		return s
	}
	return fmt.Sprintf("%.*s…", most, s)
}
