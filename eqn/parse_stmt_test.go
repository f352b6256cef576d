package eqn

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// bodies are texts of statements and how the statements are printed.
var bodies = []struct {
	text    string
	printed []string
}{
	{"", nil},
	{" \n;; # nothing\n", nil},
	{"dV/dt = -V", []string{"dV/dt = -V"}},
	{"tau*dV/dt = V_rest-V", []string{"tau*dV/dt = V_rest - V"}},
	{"tau * dV / dt + V = I", []string{"tau*dV/dt + V = I"}},
	{"-(dV/dt)/2 = V", []string{"-dV/dt/2 = V"}},
	{"dτ_x/dt = 1", []string{"dτ_x/dt = 1"}},
	{"ddV/dt = 1", []string{"ddV/dt = 1"}},
	{"C*dV/dt = dx/dt", []string{"C*dV/dt = dx/dt"}},
	{"x = 1; y += 2; z -= 3\nu *= 4\r\nv /= 5;", []string{"x = 1", "y += 2", "z -= 3", "u *= 4", "v /= 5"}},
	{"d = 1; d_x = dx/dt", []string{"d = 1", "d_x = dx/dt"}},
	{"post.g += w", []string{"post.g += w"}},
	{"x = if c: a else: b : init = 1", []string{"x = if c: a else: b : init = 1"}},
	{"x = if c: a else: b\n : init = if c: a else: b, min=0", []string{"x = if c: a else: b : init = if c: a else: b, min = 0"}},
	{"dV/dt = -V : init=V_rest , unless   refractory,min = -80,\n max = f(a, b)",
		[]string{"dV/dt = -V : init = V_rest, unless refractory, min = -80, max = f(a, b)"}},
	{"x = a : unless post, after spike, shared", []string{"x = a : unless post, after spike, shared"}},
	{"x = if a: 1\n    else: 2\ny = (1\n+ 2)\n", []string{"x = if a: 1 else: 2", "y = 1 + 2"}},
	{"x = -5 # five\n# six\ny=6", []string{"x = -5", "y = 6"}},
}

func TestParseBody(t *testing.T) {
	for _, c := range bodies {
		stmts, err := ParseBody(c.text)
		if !assert.NoError(t, err, c.text) {
			continue
		}
		var printed []string
		for _, s := range stmts {
			printed = append(printed, s.String())
		}
		assert.Equal(t, c.printed, printed, "%q", c.text)
	}
}

func TestStmtFields(t *testing.T) {
	stmts, err := ParseBody("\n tau*dV/dt + V = I : init = 2, shared\n w -= b")
	require.NoError(t, err)
	require.Len(t, stmts, 2)

	v := stmts[0]
	assert.Equal(t, Pos{Line: 2, Col: 2}, v.At)
	assert.Equal(t, Differential, v.Kind)
	assert.Equal(t, "differential equation", v.Kind.String())
	assert.Equal(t, "V", v.Target)
	assert.Equal(t, "=", v.Op)
	assert.Equal(t, "[+ [* tau dV/dt] V]", tree(v.Left))
	assert.Equal(t, "I", v.Right.String())
	var derivatives []string
	Inspect(v.Left, func(e Expr) bool {
		if d, ok := e.(*Deriv); ok {
			derivatives = append(derivatives, d.Var+" "+d.Pos().String())
		}
		return true
	})
	assert.Equal(t, []string{"V 2:6"}, derivatives)

	f, ok := v.Flag("init")
	assert.True(t, ok)
	assert.Equal(t, Pos{Line: 2, Col: 22}, f.At)
	assert.Equal(t, "2", f.Value.String())
	f, ok = v.Flag("shared")
	assert.True(t, ok)
	assert.Nil(t, f.Value)
	_, ok = v.Flag("min")
	assert.False(t, ok)

	w := stmts[1]
	assert.Equal(t, Assignment, w.Kind)
	assert.Equal(t, "assignment", w.Kind.String())
	assert.Equal(t, "-=", w.Op)
	assert.Nil(t, w.Left)
}

func TestParseReset(t *testing.T) {
	stmts, err := ParseReset("V = V_reset; w += b : unless post")
	require.NoError(t, err)
	require.Len(t, stmts, 2)
	assert.Equal(t, "V = V_reset", stmts[0].String())
	assert.Equal(t, "w += b : unless post", stmts[1].String())
}

func TestParseCondition(t *testing.T) {
	for _, c := range []struct {
		text, cond string
		flags      []string
	}{
		{"V >= V_th", "V >= V_th", nil},
		{" V >= V_th: upward # crossing", "V >= V_th", []string{"upward"}},
		{"\nV > 1 and\nnot held\n", "V > 1 and not held", nil},
		{"if a: b else: c : upward", "if a: b else: c", []string{"upward"}},
	} {
		cond, flags, err := ParseCondition(c.text)
		require.NoError(t, err, c.text)
		assert.Equal(t, c.cond, cond.String())
		var printed []string
		for _, f := range flags {
			printed = append(printed, f.String())
		}
		assert.Equal(t, c.flags, printed, c.text)
	}
}

func TestKnownFlagsParse(t *testing.T) {
	for _, k := range KnownFlags() {
		assert.NotEmpty(t, k.Doc, k.Name)
		text := "x > 1 : " + k.Name
		if k.Value {
			text += " = 1"
		}
		_, flags, err := ParseCondition(text)
		if !k.Condition {
			assert.ErrorContains(t, err, "belongs to a statement")
			var stmts []*Stmt
			stmts, err = ParseBody("x = " + text)
			require.Len(t, stmts, 1)
			flags = stmts[0].Flags
		}
		require.NoError(t, err)
		require.Len(t, flags, 1)
		assert.Equal(t, k.Name, flags[0].Name)
	}
}
