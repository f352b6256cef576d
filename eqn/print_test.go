package eqn

import (
	"math"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

// equalStmts reports whether two statements are the same but for their places.
func equalStmts(a, b *Stmt) bool {
	if a.Kind != b.Kind || a.Target != b.Target || a.Op != b.Op || !Equal(a.Left, b.Left) || !Equal(a.Right, b.Right) ||
		len(a.Flags) != len(b.Flags) {
		return false
	}
	for i := range a.Flags {
		if a.Flags[i].Name != b.Flags[i].Name || !Equal(a.Flags[i].Value, b.Flags[i].Value) {
			return false
		}
	}
	return true
}

// tester is what a test, a fuzz target and a property have in common.
type tester interface {
	Errorf(format string, args ...any)
	FailNow()
}

// checkExpr checks that x survives printing and parsing, and prints the same.
func checkExpr(t tester, x Expr) {
	printed := x.String()
	again, err := ParseExpr(printed)
	require.NoError(t, err, "%q", printed)
	if !Equal(x, again) {
		require.Equal(t, tree(x), tree(again), "%q", printed)
		require.Fail(t, "equal trees that are not Equal", "%q", printed)
	}
	require.Equal(t, printed, again.String())
}

// checkStmts checks that statements survive printing and parsing.
func checkStmts(t tester, stmts []*Stmt) {
	var lines []string
	for _, s := range stmts {
		lines = append(lines, s.String())
	}
	again, err := ParseBody(strings.Join(lines, "\n"))
	require.NoError(t, err, "%q", lines)
	require.Len(t, again, len(stmts))
	for i, s := range stmts {
		require.True(t, equalStmts(s, again[i]), "%q", lines[i])
		require.Equal(t, lines[i], again[i].String())
	}
}

func TestTablesRoundTrip(t *testing.T) {
	for _, c := range expressions {
		x, err := ParseExpr(c.text)
		require.NoError(t, err)
		checkExpr(t, x)
	}
	for _, c := range bodies {
		stmts, err := ParseBody(c.text)
		require.NoError(t, err)
		checkStmts(t, stmts)
	}
}

var (
	functions = rapid.SampledFrom([]string{"a", "V_th", "d", "dx", "e1", "τ_m", "iffy"})
	names     = rapid.OneOf(functions, rapid.SampledFrom([]string{"pre.V", "post.d", "Na.HH.m", "t", "dt", "xi"}))
	numbers   = rapid.OneOf(rapid.SampledFrom([]float64{0, math.Copysign(0, -1), 1, -1, 2, -65, 1e-3, 1e21, -1e-7}), finite)
	finite    = rapid.Float64().Filter(func(v float64) bool { return !math.IsInf(v, 0) && v == v })
	unaryOps  = rapid.SampledFrom([]Op{OpNeg, OpNeg, OpNot})
	binaryOps = rapid.SampledFrom([]Op{OpAdd, OpSub, OpMul, OpDiv, OpPow, OpPow, OpAnd, OpOr, OpLT, OpLE, OpGT, OpGE, OpEQ, OpNE})
)

// drawExpr draws a tree of any shape, also one of negative numbers and of
// operations that make no sense, with conditionals in every place.
func drawExpr(t *rapid.T, depth int) Expr {
	kind := rapid.IntRange(0, 6).Draw(t, "kind")
	if depth == 0 {
		kind %= 2
	}
	switch kind {
	case 0:
		return &Num{Value: numbers.Draw(t, "number")}
	case 1:
		return &Name{Name: names.Draw(t, "name")}
	case 2:
		return &Unary{Op: unaryOps.Draw(t, "op"), X: drawExpr(t, depth-1)}
	case 3:
		return &Cond{If: drawExpr(t, depth-1), Then: drawExpr(t, depth-1), Else: drawExpr(t, depth-1)}
	case 4:
		c := &Call{Func: functions.Draw(t, "function")}
		for range rapid.IntRange(0, 3).Draw(t, "arguments") {
			c.Args = append(c.Args, drawExpr(t, depth-1))
		}
		return c
	}
	return &Binary{Op: binaryOps.Draw(t, "op"), X: drawExpr(t, depth-1), Y: drawExpr(t, depth-1)}
}

// drawLeft draws the left side of an equation of x.
func drawLeft(t *rapid.T) Expr {
	noStep := func(e Expr) bool {
		ok := true
		Inspect(e, func(e Expr) bool {
			n, name := e.(*Name)
			ok = ok && !(name && n.Name == "dt")
			return ok
		})
		return ok
	}
	other := rapid.Custom(func(t *rapid.T) Expr { return drawExpr(t, 2) }).Filter(noStep)
	var left Expr = &Deriv{Var: "x"}
	for range rapid.IntRange(0, 3).Draw(t, "operations") {
		switch op := binaryOps.Draw(t, "op"); rapid.IntRange(0, 3).Draw(t, "side") {
		case 0:
			left = &Binary{Op: op, X: left, Y: other.Draw(t, "right")}
		case 1:
			left = &Binary{Op: op, X: other.Draw(t, "left"), Y: left}
		case 2:
			left = &Cond{If: other.Draw(t, "if"), Then: left, Else: other.Draw(t, "else")}
		default:
			left = &Unary{Op: unaryOps.Draw(t, "unary"), X: left}
		}
	}
	return left
}

func TestExprRoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) { checkExpr(t, drawExpr(t, 4)) })
}

func TestStmtRoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := &Stmt{Kind: Differential, Target: "x", Op: "="}
		if rapid.Bool().Draw(t, "assignment") {
			s.Kind, s.Op = Assignment, rapid.SampledFrom([]string{"=", "+=", "-=", "*=", "/="}).Draw(t, "op")
		} else {
			s.Left = drawLeft(t)
		}
		s.Right = drawExpr(t, 3)
		for _, k := range KnownFlags() {
			if k.Condition || rapid.Bool().Draw(t, k.Name) {
				continue
			}
			f := Flag{Name: k.Name}
			if k.Value {
				f.Value = drawExpr(t, 2)
			}
			s.Flags = append(s.Flags, f)
		}
		checkStmts(t, []*Stmt{s, s})
	})
}

func TestEqual(t *testing.T) {
	parse := func(s string) Expr {
		x, err := ParseExpr(s)
		require.NoError(t, err)
		return x
	}
	texts := []string{"1", "2", "0", "-0", "-1", "a", "b", "not a", "-a", "a + b", "b + a", "a - b", "f(a)", "f(a, b)", "f(b)", "g(a)",
		"if a: b else: c", "if a: c else: b", "if b: b else: c"}
	for i, a := range texts {
		for j, b := range texts {
			assert.Equal(t, i == j, Equal(parse(a), parse(" "+b)), "%s and %s", a, b)
		}
	}
	assert.True(t, Equal(nil, nil))
	assert.False(t, Equal(parse("a"), nil))
	assert.False(t, Equal(nil, parse("a")))
	assert.True(t, Equal(parse("-5"), &Num{Value: -5}), "a negative number is written as the negated number")
	assert.True(t, Equal(&Num{Value: math.NaN()}, &Num{Value: -math.NaN()}))
	assert.True(t, Equal(&Deriv{Var: "V"}, &Deriv{Var: "V", At: Pos{Line: 1, Col: 1}}))
	assert.False(t, Equal(&Deriv{Var: "V"}, &Deriv{Var: "w"}))
}

// What later stages may make prints too, though it cannot be written.
func TestPrintOfWhatCannotBeWritten(t *testing.T) {
	inf := &Num{Value: math.Inf(1)}
	assert.Equal(t, "inf", inf.String())
	assert.Equal(t, "(-inf)^nan", (&Binary{Op: OpPow, X: &Num{Value: math.Inf(-1)}, Y: &Num{Value: math.NaN()}}).String())
	assert.Equal(t, "?", Op(0).String())
	assert.Equal(t, "?", Op(200).String())
	assert.Equal(t, "unknown statement", StmtKind(0).String())
}

// The tree of a long sum is as deep as the sum is long.
func TestPrintOfLongSum(t *testing.T) {
	x, err := ParseExpr(strings.Repeat("a - ", maxTokens/2-1) + "a")
	require.NoError(t, err)
	checkExpr(t, x)
}
