package eqn

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// mistake is a text with the place and message of every mistake in it, one a
// line.
type mistake struct{ text, want string }

// bodyMistakes are what ParseBody refuses.
var bodyMistakes = []mistake{
	{`x = 1 +`,
		`1:8: found the end of the text, expected an expression: a number, a name, a function call or something in parentheses`},
	{`x = (1 + 2`,
		`1:5: "(" is never closed: add the ")"`},
	{`x = ((1 + 2)`,
		`1:5: "(" is never closed: add the ")"`},
	{`x = )`,
		`1:5: found ")", expected an expression: a number, a name, a function call or something in parentheses`},
	{`x = a)`,
		`1:6: ")" has no "(" before it: leave it out or add the "("`},
	{`x = (a b)`,
		`1:8: found "b", expected an operator or ")" for the "(" at 1:5 (a multiplication is written with *)`},
	{`x = (a, b)`,
		`1:7: found ",", expected an operator or ")" for the "(" at 1:5`},
	{`x = f(a`,
		`1:6: "(" is never closed: add the ")"`},
	{`x = f(a,)`,
		`1:9: found ")", expected an expression: a number, a name, a function call or something in parentheses`},
	{`x = f(a b)`,
		`1:9: found "b", expected an operator, "," or ")" for the "(" at 1:6 (a multiplication is written with *)`},
	{`x = f(,)`,
		`1:7: found ",", expected an expression: a number, a name, a function call or something in parentheses`},
	{`x = 3 4`,
		`1:7: found "4", expected an operator, ":" and flags, or the end of the line (a multiplication is written with *)`},
	{`x = V_th V`,
		`1:10: found "V", expected an operator, ":" and flags, or the end of the line (a multiplication is written with *)`},
	{`x = 2(a + b)`,
		`1:6: found "(", expected an operator, ":" and flags, or the end of the line (a multiplication is written with *)`},
	{`x = -5 mV`,
		`1:8: found "mV", expected an operator, ":" and flags, or the end of the line (units are written in the parameters only)`},
	{`x = a < b < c`,
		`1:11: comparisons do not chain: write a < b and b < …`},
	{`x = a == b + 1 != c`,
		`1:16: comparisons do not chain: write a == b + 1 and b + 1 != …`},
	{`x = a + not b`,
		`1:9: "not" is part of an operation that binds more: put it in parentheses, (not …)`},
	{`x = a < not b`,
		`1:9: "not" is part of an operation that binds more: put it in parentheses, (not …)`},
	{`x = -if b: c else: d`,
		`1:6: "if" is part of an operation that binds more: put it in parentheses, (if …: … else: …)`},
	{`x = a or if b: c else: d`,
		`1:10: "if" is part of an operation that binds more: put it in parentheses, (if …: … else: …)`},
	{`x = if a: b`,
		`1:5: "if" has no "else:", and without it no value when the condition is false: write if COND: A else: B`},
	{`x = if a b else: c`,
		`1:10: found "b", expected ":" after the condition of "if"`},
	{`x = if a: b, c`,
		`1:12: found ",", expected an operator or the "else:" of "if"`},
	{`x = if a: b else c`,
		`1:18: found "c", expected ":" after "else"`},
	{`x = if if a: b else: c: d else: e`,
		`1:8: "if" is part of an operation that binds more: put it in parentheses, (if …: … else: …)`},
	{`x = 1 else: 2`,
		`1:7: found "else", expected an operator, ":" and flags, or the end of the line ("else" belongs to an "if COND: EXPR" before it)`},
	{`x = if a: b else:`,
		`1:18: found the end of the text, expected an expression: a number, a name, a function call or something in parentheses`},
	{`x = 5 % 3`,
		`1:7: found "%": it is no operator: for x modulo y write x - y*floor(x/y), to stay within bounds use clip(x, a, b)`},
	{`x = a & b`,
		`1:7: found "&": write "and"`},
	{`x = a | b`,
		`1:7: found "|": write "or", and abs(x) for an absolute value`},
	{`x = ~a`,
		`1:5: found "~": write "not"`},
	{`x = c ? 1 : 2`,
		`1:7: found "?": write if COND: A else: B`},
	{`x = a[0]`,
		`1:6: found "[": group with ( and )`},
	{`x = "a"`,
		`1:5: found "\"": there are no texts in the language`},
	{`V' = 3`,
		`1:2: found "'": a derivative is written dNAME/dt`},
	{`x = a ≤ b`,
		`1:7: found "≤": write <=`},
	{`x = 3 − 2`,
		`1:7: found "−": write -`},
	{`x = @`,
		`1:5: found "@", which is not part of the language`},
	{"x = \u00ad1",
		`1:5: found the invisible character U+00AD: delete it`},
	{`x = pre . V`,
		`1:9: found ".": a dot is part of a number, 0.5, or of a name, pre.V, without spaces`},
	{`x = ..5`,
		`1:5: found ".": a dot is part of a number, 0.5, or of a name, pre.V, without spaces`},
	{`x = a.b.if`,
		`1:5: "a.b.if" is no name: behind the dot stands a word of the language; choose another`},
	{`x = pre.not`,
		`1:5: "pre.not" is no name: behind the dot stands a word of the language; choose another`},
	{`x = pre.f(3)`,
		`1:5: "pre.f" is called like a function, but a function has no dot in its name`},
	{`x = 2*t(a + b)`,
		`1:7: "t" is called like a function, but it is the time, which passes by itself`},
	{`(dx)/dt(2) + dy/dt = 1`,
		`1:6: "dt" is called like a function, but it is the time step, which the simulation is built with`},
	{`x = 2x`,
		`1:5: "2x" is neither a number nor a name: write 2*x`},
	{`x = 5.V`,
		`1:5: "5.V" is neither a number nor a name: write 5.*V`},
	{`x = 1.2.3`,
		`1:5: "1.2.3" is no number: numbers are decimal, as 12.5 or 1e-3`},
	{`x = 1e`,
		`1:5: "1e" is no number: numbers are decimal, as 12.5 or 1e-3`},
	{`x = 1e5x`,
		`1:5: "1e5x" is no number: numbers are decimal, as 12.5 or 1e-3`},
	{`x = 0x10`,
		`1:5: "0x10" is no number: numbers are decimal, as 12.5 or 1e-3`},
	{`x = 1_000`,
		`1:5: "1_000" is no number: numbers are decimal, as 12.5 or 1e-3`},
	{`x = 1e400`,
		`1:5: the number 1e400 is too large: the largest is about 1.8e308`},
	{`x = 1e-400`,
		`1:5: the number 1e-400 is too small: the smallest is about 4.9e-324`},
	{`V`,
		`1:1: found no "=": a statement is NAME = EXPR or dNAME/dt = EXPR`},
	{`V >= 3`,
		`1:1: found no "=": a statement is NAME = EXPR or dNAME/dt = EXPR`},
	{`V == 3`,
		`1:3: found "==", which compares: a statement is written with one "="`},
	{`V $`,
		`1:3: found "$", which is not part of the language`},
	{`x++`,
		`1:1: found no "=": a statement is NAME = EXPR or dNAME/dt = EXPR`},
	{`= 3`,
		`1:1: found "=", expected the name of a variable before it`},
	{`2*x = 3`,
		`1:1: the left side of "=" is neither the name of a variable nor has a derivative dNAME/dt in it`},
	{`x^ = 3`,
		`1:1: the left side of "=" is neither the name of a variable nor has a derivative dNAME/dt in it`},
	{`3 = 3`,
		`1:1: the left side of "=" is neither the name of a variable nor has a derivative dNAME/dt in it`},
	{`$ = 3`,
		`1:1: found "$", which is not part of the language`},
	{`f(x) = 3`,
		`1:1: the left side of "=" is neither the name of a variable nor has a derivative dNAME/dt in it`},
	{`d2V/dt2 = 3`,
		`1:1: the left side of "=" is neither the name of a variable nor has a derivative dNAME/dt in it`},
	{`V : init = 3`,
		`1:1: the left side of "=" is neither the name of a variable nor has a derivative dNAME/dt in it`},
	{`x = y = 3`,
		`1:7: found "=", expected an operator, ":" and flags, or the end of the line (one statement has one "="; to compare, write "==")`},
	{`x = (a = 3)`,
		`1:8: found "=", expected an operator or ")" for the "(" at 1:5 (one statement has one "="; to compare, write "==")`},
	{`x =`,
		`1:4: found the end of the text, expected an expression: a number, a name, a function call or something in parentheses`},
	{`x = a, b`,
		`1:6: found ",", expected an operator, ":" and flags, or the end of the line`},
	{`if = 3`,
		`1:1: "if" cannot be the name of a variable or parameter: it is a word of the language; choose another`},
	{`t = 3`,
		`1:1: "t" cannot be the name of a variable or parameter: it is the time, which passes by itself; choose another`},
	{`dt = 3`,
		`1:1: "dt" cannot be the name of a variable or parameter: it is the time step, which the simulation is built with; choose another`},
	{`xi += 3`,
		`1:1: "xi" cannot be the name of a variable or parameter: it is white noise; choose another`},
	{`dt/dt = 3`,
		`1:1: "t" cannot be the name of a variable or parameter: it is the time, which passes by itself; choose another`},
	{`ddt/dt = 3`,
		`1:1: "dt" cannot be the name of a variable or parameter: it is the time step, which the simulation is built with; choose another`},
	{`dif/dt = 3`,
		`1:1: "if" cannot be the name of a variable or parameter: it is a word of the language; choose another`},
	{`dpre.V/dt = 3`,
		`1:1: "pre.V" belongs to another part, and equations give derivatives of their own variables only`},
	{`d2V/dt = 1`,
		`1:1: "d2V" is not d and the name of a variable; a second derivative takes two equations, as dx/dt = y; dy/dt = …`},
	{`dV/dt += 3`,
		`1:7: found "+=" in a differential equation, expected "=": an equation gives the whole derivative`},
	{`dV/dt + dw/dt = 3`,
		`1:9: found a second derivative variable in one equation: write an equation for each`},
	{`dV/dt + dV/dt = 3`,
		`1:9: found a second derivative variable in one equation: write an equation for each`},
	{`dV/dt + dt = 3`,
		`1:9: on the left of "=", dt is part of a derivative dNAME/dt and nothing else`},
	{`(dV/dt = 3`,
		`1:8: found "=", expected an operator or ")" for the "(" at 1:1 (one statement has one "="; to compare, write "==")`},
	{`dV/dt V = 3`,
		`1:7: found "V", expected an operator or "=" (a multiplication is written with *)`},
	{`dV/dt : init = 3`,
		`1:7: found ":", expected an operator or "="`},
	{`x = 3 :`,
		`1:8: found the end of the text, expected a flag, such as init = …, min = …, max = …, unless refractory, unless post, after spike, shared`},
	{`x = 3 : , shared`,
		`1:9: found ",", expected a flag, such as init = …, min = …, max = …, unless refractory, unless post, after spike, shared`},
	{`x = 3 : init`,
		`1:9: flag "init" needs a value: write init = EXPR`},
	{`x = 3 : init += 2`,
		`1:9: flag "init" needs a value: write init = EXPR`},
	{`x = 3 : init =`,
		`1:15: found the end of the text, expected an expression: a number, a name, a function call or something in parentheses`},
	{`x = 3 : shared = 3`,
		`1:16: flag "shared" takes no value: leave out what follows it`},
	{`x = 3 : init = 1, init = 2`,
		`1:19: flag "init" is given twice, first at 1:9: leave one out`},
	{`x = 3 : init = 1 min = 2`,
		`1:18: found "min", expected "," and another flag, or the end of the line`},
	{`x = 3 : upward`,
		`1:9: flag "upward" belongs to the condition of an event, not to a statement`},
	{`x = 3 : unless refractery`,
		`1:9: unknown flag "unless refractery" (nearest: unless refractory)`},
	{`x = 3 : Min = 2`,
		`1:9: unknown flag "Min" (nearest: min)`},
	{`x = 3 : foo bar`,
		`1:9: unknown flag "foo bar" (known: init = …, min = …, max = …, unless refractory, unless post, after spike, shared)`},
	{`x = 3 : pre.init = 1`,
		`1:9: unknown flag "pre.init" (known: init = …, min = …, max = …, unless refractory, unless post, after spike, shared)`},
	{`x = 3 : if`,
		`1:9: found "if", expected a flag, such as init = …, min = …, max = …, unless refractory, unless post, after spike, shared`},
	{`x = 3 : 5`,
		`1:9: found "5", expected a flag, such as init = …, min = …, max = …, unless refractory, unless post, after spike, shared`},
	{`x = 3 : init = 1 : min = 2`,
		`1:18: found ":", expected "," and another flag, or the end of the line`},
	{"x = 3 : shared,\ny = 4",
		`2:1: unknown flag "y" (known: init = …, min = …, max = …, unless refractory, unless post, after spike, shared)`},
	{`x = 3 : init = %`,
		`1:16: found "%": it is no operator: for x modulo y write x - y*floor(x/y), to stay within bounds use clip(x, a, b)`},
	{"x = (1\ny = 2)\nz = 3",
		"1:5: \"(\" is never closed: add the \")\"\n2:6: \")\" has no \"(\" before it: leave it out or add the \"(\""},
	{"x = 1; y = ; z = 2 2; u = 5\n v = %",
		"1:12: found \";\", expected an expression: a number, a name, a function call or something in parentheses\n1:20: found \"2\", expected an operator, \":\" and flags, or the end of the line (a multiplication is written with *)\n2:6: found \"%\": it is no operator: for x modulo y write x - y*floor(x/y), to stay within bounds use clip(x, a, b)"},
	{`x = longlonglonglonglonglonglonglonglonglonglonglonglonglonglonglonglonglonglonglonglonglonglonglonglonglonglonglonglonglong y`,
		`1:126: found "y", expected an operator, ":" and flags, or the end of the line (a multiplication is written with *)`},
	{`x = 3 V`,
		`1:7: found "V", expected an operator, ":" and flags, or the end of the line (units are written in the parameters only)`},
	{`x = (a + [b])`,
		`1:10: found "[": group with ( and )`},
}

// resetMistakes are what ParseReset refuses.
var resetMistakes = []mistake{
	{`dV/dt = 3`,
		`1:1: found a differential equation among the statements of an event, which are assignments: it belongs in the body`},
	{`V`,
		`1:1: found no "=": a statement here is NAME = EXPR`},
	{`V = 3; tau*dw/dt = 2 : init = 2`,
		`1:8: found a differential equation among the statements of an event, which are assignments: it belongs in the body`},
}

// conditionMistakes are what ParseCondition refuses.
var conditionMistakes = []mistake{
	{``,
		`1:1: found no text, expected an expression`},
	{`# nothing`,
		`1:1: found no text, expected an expression`},
	{`V = 3`,
		`1:3: found "=" in a condition, which compares: write ==, >= or <=`},
	{`V > 3; W > 2`,
		`1:8: found "W" after the end of the condition, which is one expression`},
	{"V > 3\nW > 2",
		`2:1: found "W" after the end of the condition, which is one expression`},
	{`V > 3 W`,
		`1:7: found "W", expected an operator, ":" and flags, or the end of the line (a multiplication is written with *)`},
	{`V > 3 :`,
		`1:8: found the end of the text, expected a flag, such as upward`},
	{`V > 3 : upwards`,
		`1:9: unknown flag "upwards" (nearest: upward)`},
	{`V > 3 : foo`,
		`1:9: unknown flag "foo" (known: upward)`},
	{`V > 3 : init = 3`,
		`1:9: flag "init" belongs to a statement, not to a condition`},
	{`V > 3 : upward, upward`,
		`1:17: flag "upward" is given twice, first at 1:9: leave one out`},
	{`V > 3 : upward = 1`,
		`1:16: flag "upward" takes no value: leave out what follows it`},
	{`V >`,
		`1:4: found the end of the text, expected an expression: a number, a name, a function call or something in parentheses`},
}

// exprMistakes are what ParseExpr refuses.
var exprMistakes = []mistake{
	{``,
		`1:1: found no text, expected an expression`},
	{`a b`,
		`1:3: found "b", expected an operator or the end of the expression (a multiplication is written with *)`},
	{`a : shared`,
		`1:3: found ":", expected an operator or the end of the expression`},
	{`a = b`,
		`1:3: found "=", expected an operator or the end of the expression (one statement has one "="; to compare, write "==")`},
	{`a; b`,
		`1:4: found "b" after the end of the expression, which is one expression`},
	{`a)`,
		`1:2: ")" has no "(" before it: leave it out or add the "("`},
	{`(a; b)`,
		`1:1: "(" is never closed: add the ")"`},
	{`*a`,
		`1:1: found "*", expected an expression: a number, a name, a function call or something in parentheses`},
}

// checkMistakes checks that parse refuses each text, and how.
func checkMistakes(t *testing.T, mistakes []mistake, parse func(string) error) {
	t.Helper()
	for _, c := range mistakes {
		var list ErrorList
		if !assert.ErrorAs(t, parse(c.text), &list, "%q", c.text) {
			continue
		}
		var got []string
		for _, e := range list {
			got = append(got, e.Pos.String()+": "+e.Msg)
		}
		assert.Equal(t, c.want, strings.Join(got, "\n"), "%q", c.text)
	}
}

func TestMistakes(t *testing.T) {
	checkMistakes(t, bodyMistakes, func(s string) error { _, err := ParseBody(s); return err })
	checkMistakes(t, resetMistakes, func(s string) error { _, err := ParseReset(s); return err })
	checkMistakes(t, conditionMistakes, func(s string) error { _, _, err := ParseCondition(s); return err })
	checkMistakes(t, exprMistakes, func(s string) error { _, err := ParseExpr(s); return err })
	checkMistakes(t, paramMistakes, func(s string) error { _, err := ParseParams(s); return err })
}

func TestErrorText(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{
			"x = 1\n\t  τ*dV/dt = V_rest - V\t: unles refractory # why\r\ny = 2",
			"2:27: unknown flag \"unles refractory\" (nearest: unless refractory)\n" +
				"    τ*dV/dt = V_rest - V : unles refractory # why\n" +
				"                           ^",
		},
		{
			"x = 1 +   # nothing\n\n",
			"1:8: found the end of the text, expected an expression: a number, a name, a function call or something in parentheses\n" +
				"    x = 1 +   # nothing\n" +
				"           ^",
		},
		{
			"x = " + strings.Repeat("a + ", 40) + "$ + " + strings.Repeat("b + ", 40) + "c",
			"1:165: found \"$\", which is not part of the language\n" +
				"    … a + a + a + a + a + a + a + a + a + a + a + a + $ + b + b + b + b + b + b + b + b + b + b + b + b…\n" +
				"                                                      ^",
		},
		{
			"x = \u202e1",
			"1:5: found the invisible character U+202E: delete it\n" +
				"    x = \ufffd1\n" +
				"        ^",
		},
		{"", "1:1: found no text, expected an expression"},
	} {
		parse := func(s string) error { _, err := ParseBody(s); return err }
		if c.text == "" {
			parse = func(s string) error { _, err := ParseExpr(s); return err }
		}
		assert.EqualError(t, parse(c.text), c.want)
	}
}

func TestErrorListUnwraps(t *testing.T) {
	_, err := ParseBody("x = 1 1\ny = 2\nz = 3 3")
	err = fmt.Errorf("Body: %w", err)
	var list ErrorList
	require.ErrorAs(t, err, &list)
	assert.Len(t, list, 2)
	var first *Error
	require.ErrorAs(t, err, &first)
	assert.Equal(t, Pos{Line: 1, Col: 7}, first.Pos)
	assert.Equal(t, "x = 1 1", first.Line)
	assert.True(t, errors.Is(err, list[1]))
}

func TestTooManyMistakes(t *testing.T) {
	_, err := ParseBody(strings.Repeat("x = \n", 10) + strings.Repeat("1\n", 1000))
	var list ErrorList
	require.ErrorAs(t, err, &list)
	assert.Len(t, list, maxErrors+1)
	assert.Equal(t, "too many mistakes: the text is not checked from here on", list[maxErrors].Msg)
}

func TestLimitsOfSize(t *testing.T) {
	text := "x = 1 " + strings.Repeat("#", maxText)
	_, err := ParseBody(text[:maxText])
	assert.NoError(t, err)
	_, err = ParseBody(text)
	assert.EqualError(t, err, "1:1: the text is longer than 1 MB, which no model needs")

	_, err = ParseBody("x = " + strings.Repeat("1+", (maxTokens-4)/2) + "1")
	assert.NoError(t, err)
	_, err = ParseBody("y = 1\nx = " + strings.Repeat("1+", (maxTokens-2)/2) + "1")
	assert.ErrorContains(t, err, "2:1: the statement has more than 10000 words and signs: split it into several")
}

func TestInvalidUTF8(t *testing.T) {
	for _, c := range []struct{ text, at string }{
		{"x = 1\n# \xff\n", "2:3"},
		{"\xc3", "1:1"},
		{"τ = \xce", "1:5"},
	} {
		_, err := ParseBody(c.text)
		assert.ErrorContains(t, err, c.at+": the text is not valid UTF-8 here: save it as UTF-8")
	}
	_, err := ParseBody("x = 1 # \ufffd")
	assert.NoError(t, err, "the replacement character itself is valid")
}

func TestPosString(t *testing.T) {
	assert.Equal(t, "3:7", Pos{Line: 3, Col: 7}.String())
	assert.Equal(t, "-", Pos{}.String())
}
