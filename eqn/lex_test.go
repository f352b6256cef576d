package eqn

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
)

// kindText names the tokens whose text alone does not tell what they are.
var kindText = map[tokenKind]string{
	tokEOF: "EOF", tokNewline: "NL", tokSemicolon: ";", tokBad: "bad", tokName: "name", tokNumber: "num",
	tokIf: "if", tokElse: "else", tokAnd: "and", tokOr: "or", tokNot: "not", tokPower: "^",
}

func tokenText(text string, toks []token) string {
	var parts []string
	for _, t := range toks {
		s := text[t.start:t.end]
		switch name, ok := kindText[t.kind]; {
		case !ok:
			parts = append(parts, s)
		case t.kind == tokBad || t.kind == tokName || t.kind == tokNumber:
			parts = append(parts, name+"<"+s+">")
		default:
			parts = append(parts, name)
		}
	}
	return strings.Join(parts, " ")
}

func TestLex(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"", "EOF"},
		{" \t\r\n", "NL EOF"},
		{"tau*dV/dt=-V", "name<tau> * name<dV> / name<dt> = - name<V> EOF"},
		{"x # = 3; y\nz#", "name<x> NL name<z> EOF"},
		{"a;b", "name<a> ; name<b> EOF"},
		{"a+=b-=c*=d/=e", "name<a> += name<b> -= name<c> *= name<d> /= name<e> EOF"},
		{"a<=b>=c==d!=e<f>g=h", "name<a> <= name<b> >= name<c> == name<d> != name<e> < name<f> > name<g> = name<h> EOF"},
		{"a**b^c***d", "name<a> ^ name<b> ^ name<c> ^ * name<d> EOF"},
		{"a&&b||!c", "name<a> and name<b> or not name<c> EOF"},
		{"if not a and b or c: d else: e", "if not name<a> and name<b> or name<c> : name<d> else : name<e> EOF"},
		{"iffy notx _or else_", "name<iffy> name<notx> name<_or> name<else_> EOF"},
		{"f(x, y)", "name<f> ( name<x> , name<y> ) EOF"},
		{"τ_m é V́", "name<τ_m> name<é> name<V> bad<\u0301> EOF"},
		{"x١", "name<x١> EOF"},
		{"pre.V post.r_1", "name<pre.V> name<post.r_1> EOF"},
		{"pre. V", "name<pre> bad<.> name<V> EOF"},
		{"a.b.c pre.if", "name<a.b.c> bad<pre.if> EOF"},
		{"if.x", "if bad<.> name<x> EOF"},
		{"x.5", "name<x> num<.5> EOF"},
		{"0 1.5 .5 5. 1e3 1E-3 1.e+3 .5e0", "num<0> num<1.5> num<.5> num<5.> num<1e3> num<1E-3> num<1.e+3> num<.5e0> EOF"},
		{"1e 1e+ 1e5x 1.2.3 2x 0x1F 1_0 5.V 1..", "bad<1e> bad<1e> + bad<1e5x> bad<1.2.3> bad<2x> bad<0x1F> bad<1_0> bad<5.V> bad<1..> EOF"},
		{"1-2", "num<1> - num<2> EOF"},
		{"a % b & c [", "name<a> bad<%> name<b> bad<&> name<c> bad<[> EOF"},
		{"a\u00a0+\u2003b", "name<a> + name<b> EOF"},
		{"−\x00", "bad<−> bad<\x00> EOF"},
	} {
		assert.Equal(t, c.want, tokenText(c.text, lex(c.text)), "%q", c.text)
	}
}

func TestLexPositions(t *testing.T) {
	text := "τ = 1  # one\n\n\tb = (c\n  + d)"
	var got []string
	for _, tok := range lex(text) {
		got = append(got, fmt.Sprintf("%s@%d:%d", tokenText(text, []token{tok}), tok.line, tok.col))
	}
	assert.Equal(t, []string{
		"name<τ>@1:1", "=@1:3", "num<1>@1:5", "NL@1:6", "NL@1:6",
		"name<b>@3:2", "=@3:4", "(@3:6", "name<c>@3:7", "NL@3:8", "+@4:3", "name<d>@4:5", ")@4:6", "EOF@4:7",
	}, got)
}

func TestLayout(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"a newline ends a statement", "a\nb", "name<a> NL name<b> EOF"},
		{"not in parentheses", "(a\n+ b\n)\nc", "( name<a> + name<b> ) NL name<c> EOF"},
		{"not behind an operator", "a +\n\n# more\nb", "name<a> + name<b> EOF"},
		{"nor behind other things that need more", "a =\nb :\nc,\nnot\nd", "name<a> = name<b> : name<c> , not name<d> EOF"},
		{"nor before else", "if a: b\n\n  else: c", "if name<a> : name<b> else : name<c> EOF"},
		{"or before a colon", "a\n: b", "name<a> : name<b> EOF"},
		{"a semicolon always ends one", "(a; b)\nelse", "( name<a> ; name<b> ) else EOF"},
		{"an unclosed parenthesis holds no newline", "x = (a\ny = b", "name<x> = ( name<a> NL name<y> = name<b> EOF"},
		{"nor one closed only in a later statement", "x = (a\ny = b)", "name<x> = ( name<a> NL name<y> = name<b> ) EOF"},
		{"the inner pair counts", "x = ((a\n)\ny", "name<x> = ( ( name<a> ) NL name<y> EOF"},
	} {
		assert.Equal(t, c.want, tokenText(c.text, layout(lex(c.text))), c.name)
	}
}

// No text, however odd, may take long: everything is linear in its size.
func TestLargeTexts(t *testing.T) {
	for _, part := range []string{
		"(", ")", "\n", ";", "a=", "x=1\n", "x=(\n", "else\n", "-", "!", "1+", "f(", "if a:", "a:a ", "x=1:", "^2", "1", "a", ".", "$", "# ", "α", "x=1:a,",
		"\n \n else", "not ", "a=if a:b else:", "dV/dt", "=", ",", ":",
	} {
		text := "x = " + strings.Repeat(part, maxText/len(part)-4)
		start := time.Now()
		stmts, err := ParseBody(text)
		if err != nil {
			assert.Less(t, len(err.Error()), 100_000, "%q", part)
		}
		for _, s := range stmts {
			_ = s.String()
		}
		assert.Less(t, time.Since(start), 20*time.Second, "%q", part)
	}
}
