package eqn

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// tree writes an expression with every operation in brackets.
func tree(e Expr) string {
	list := func(head string, parts ...Expr) string {
		var b strings.Builder
		b.WriteString("[" + head)
		for _, p := range parts {
			b.WriteString(" " + tree(p))
		}
		return b.String() + "]"
	}
	switch e := e.(type) {
	case *Unary:
		return list(e.Op.String(), e.X)
	case *Binary:
		return list(e.Op.String(), e.X, e.Y)
	case *Call:
		return list(e.Func+"()", e.Args...)
	case *Cond:
		return list("if", e.If, e.Then, e.Else)
	}
	return e.String()
}

// expressions are texts, the trees they stand for and how these are printed;
// an empty print is the text itself.
var expressions = []struct{ text, tree, printed string }{
	{"1", "1", ""},
	{"1.50", "1.5", "1.5"},
	{".5", "0.5", "0.5"},
	{"5.", "5", "5"},
	{"1e3", "1000", "1000"},
	{"1E+30", "1e30", "1e30"},
	{"0.00000025", "2.5e-7", "2.5e-7"},
	{"123456789.5", "1.234567895e8", "1.234567895e8"},
	{"1.7976931348623157e308", "1.7976931348623157e308", ""},
	{"4.9e-324", "5e-324", "5e-324"},
	{"0e999999999999", "0", "0"},
	{"V", "V", ""},
	{"pre.V", "pre.V", ""},
	{"Δ_t", "Δ_t", ""},

	{"a + b + c", "[+ [+ a b] c]", ""},
	{"a - b - c", "[- [- a b] c]", ""},
	{"a - (b - c)", "[- a [- b c]]", ""},
	{"a + (b + c)", "[+ a [+ b c]]", ""},
	{"(a + b) + c", "[+ [+ a b] c]", "a + b + c"},
	{"a/b/c", "[/ [/ a b] c]", ""},
	{"a/(b*c)", "[/ a [* b c]]", ""},
	{"a*b/c*d", "[* [/ [* a b] c] d]", ""},
	{"a + b*c", "[+ a [* b c]]", ""},
	{"(a + b)*c", "[* [+ a b] c]", ""},

	{"a^b^c", "[^ a [^ b c]]", ""},
	{"(a^b)^c", "[^ [^ a b] c]", ""},
	{"a ** b ** c", "[^ a [^ b c]]", "a^b^c"},
	{"-x^2", "[- [^ x 2]]", ""},
	{"(-x)^2", "[^ [- x] 2]", ""},
	{"2^-x", "[^ 2 [- x]]", ""},
	{"2^-x^3", "[^ 2 [- [^ x 3]]]", ""},
	{"2^-x*y", "[* [^ 2 [- x]] y]", ""},
	{"2^(-x*y)", "[^ 2 [* [- x] y]]", ""},
	{"2^+x", "[^ 2 x]", "2^x"},
	{"a*b^c", "[* a [^ b c]]", ""},

	{"-5", "[- 5]", ""},
	{"--x", "[- [- x]]", ""},
	{"+x", "x", "x"},
	{"-+-x", "[- [- x]]", "--x"},
	{"a - -b", "[- a [- b]]", ""},
	{"a*-b", "[* a [- b]]", ""},
	{"-a*b", "[* [- a] b]", ""},
	{"-(a*b)", "[- [* a b]]", ""},
	{"-(a + b)", "[- [+ a b]]", ""},

	{"a < b", "[< a b]", ""},
	{"a + 1 >= b*2", "[>= [+ a 1] [* b 2]]", ""},
	{"(a < b) == (c != d)", "[== [< a b] [!= c d]]", ""},
	{"not a", "[not a]", ""},
	{"not not a", "[not [not a]]", ""},
	{"!a && b || c", "[or [and [not a] b] c]", "not a and b or c"},
	{"not a == b", "[not [== a b]]", ""},
	{"(not a) == b", "[== [not a] b]", ""},
	{"a and not b", "[and a [not b]]", ""},
	{"not (a and b)", "[not [and a b]]", ""},
	{"a or b and c", "[or a [and b c]]", ""},
	{"(a or b) and c", "[and [or a b] c]", ""},
	{"a or (b or c)", "[or a [or b c]]", ""},
	{"-(not a)", "[- [not a]]", ""},

	{"f()", "[f()]", ""},
	{"f( x )", "[f() x]", "f(x)"},
	{"f (x)", "[f() x]", "f(x)"},
	{"exp(-(V + 40)/10)^2", "[^ [exp() [/ [- [+ V 40]] 10]] 2]", ""},
	{"clip(x, if a: b else: c, -d)", "[clip() x [if a b c] [- d]]", ""},

	{"if a: b else: c", "[if a b c]", ""},
	{"if a < b or c: d + 1 else: e + 1", "[if [or [< a b] c] [+ d 1] [+ e 1]]", ""},
	{"if a: b else: if c: d else: e", "[if a b [if c d e]]", ""},
	{"if a: if b: c else: d else: e", "[if a [if b c d] e]", ""},
	{"if (if a: b else: c): d else: e", "[if [if a b c] d e]", ""},
	{"x + (if a: b else: c)", "[+ x [if a b c]]", ""},
	{"(if a: b else: c) + x", "[+ [if a b c] x]", ""},
	{"if a: b else: c + x", "[if a b [+ c x]]", ""},
	{"-(if a: b else: c)", "[- [if a b c]]", ""},
	{"not (if a: b else: c)", "[not [if a b c]]", ""},
	{"2^(if a: b else: c)", "[^ 2 [if a b c]]", ""},

	{"dx/dt", "[/ dx dt]", ""},
	{"(a\n+ b\n)", "[+ a b]", "a + b"},
	{"a + # first\n b", "[+ a b]", "a + b"},
	{"if a: b\nelse: c", "[if a b c]", "if a: b else: c"},
	{"\n\n a ;;\n# end", "a", "a"},
}

func TestParseExpr(t *testing.T) {
	for _, c := range expressions {
		x, err := ParseExpr(c.text)
		if !assert.NoError(t, err, c.text) {
			continue
		}
		assert.Equal(t, c.tree, tree(x), c.text)
		printed := c.printed
		if printed == "" {
			printed = c.text
		}
		assert.Equal(t, printed, x.String())
	}
}

func TestExprPositions(t *testing.T) {
	x, err := ParseExpr("a +\n  -f(bb, if c: 1 else: 2)")
	require.NoError(t, err)
	var got []string
	Inspect(x, func(e Expr) bool {
		got = append(got, fmt.Sprintf("%T@%s", e, e.Pos()))
		return true
	})
	assert.Equal(t, []string{
		"*eqn.Binary@1:3", "*eqn.Name@1:1", "*eqn.Unary@2:3", "*eqn.Call@2:4", "*eqn.Name@2:6",
		"*eqn.Cond@2:10", "*eqn.Name@2:13", "*eqn.Num@2:16", "*eqn.Num@2:24",
	}, got)
}

func TestNestingLimit(t *testing.T) {
	for _, c := range []struct{ before, after string }{
		{"(", ")"}, {"-", ""}, {"f(", ")"}, {"not ", ""}, {"2^", ""}, {"if a: b else: ", ""}, {"1 + (", ")"},
	} {
		nest := func(n int) string { return strings.Repeat(c.before, n) + "x" + strings.Repeat(c.after, n) }
		_, err := ParseExpr(nest(maxNesting))
		assert.NoError(t, err, c.before)
		_, err = ParseExpr(nest(maxNesting + 1))
		assert.ErrorContains(t, err, "nested more than 200 levels deep", c.before)
	}
}

func TestInspectSkipsPartsAndNil(t *testing.T) {
	x, err := ParseExpr("f(a) + b")
	require.NoError(t, err)
	n := 0
	Inspect(x, func(e Expr) bool {
		n++
		_, call := e.(*Call)
		return !call
	})
	assert.Equal(t, 3, n)
	Inspect(nil, func(Expr) bool { panic("called for nil") })
}
