package eqn

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// addSeeds gives a fuzz target every text of the tables.
func addSeeds(f *testing.F) {
	for _, c := range expressions {
		f.Add(c.text)
	}
	for _, c := range bodies {
		f.Add(c.text)
	}
	for _, c := range paramTexts {
		f.Add(c.text)
	}
	for _, table := range [][]mistake{bodyMistakes, resetMistakes, conditionMistakes, exprMistakes, paramMistakes} {
		for _, c := range table {
			f.Add(c.text)
		}
	}
}

// checkErrors checks what holds for the errors of any text.
func checkErrors(t *testing.T, text string, err error) {
	var list ErrorList
	require.ErrorAs(t, err, &list)
	require.NotEmpty(t, list)
	for _, e := range list {
		require.Positive(t, e.Pos.Line)
		require.Positive(t, e.Pos.Col)
		require.LessOrEqual(t, e.Pos.Line, strings.Count(text, "\n")+1)
		if !strings.Contains(text, "%!") {
			require.NotContains(t, e.Msg, "%!", "a message with a wrong verb")
		}
		require.Less(t, len(e.Error()), 5000)
	}
}

func FuzzParseBody(f *testing.F) {
	addSeeds(f)
	f.Fuzz(func(t *testing.T, text string) {
		if _, err := ParseReset(text); err != nil {
			checkErrors(t, text, err)
		}
		stmts, err := ParseBody(text)
		if err != nil {
			require.Nil(t, stmts)
			checkErrors(t, text, err)
			return
		}
		checkStmts(t, stmts)
	})
}

func FuzzParseExpr(f *testing.F) {
	addSeeds(f)
	f.Fuzz(func(t *testing.T, text string) {
		if cond, _, err := ParseCondition(text); err != nil {
			checkErrors(t, text, err)
		} else {
			checkExpr(t, cond)
		}
		x, err := ParseExpr(text)
		if err != nil {
			require.Nil(t, x)
			checkErrors(t, text, err)
			return
		}
		checkExpr(t, x)
	})
}

func FuzzParseParams(f *testing.F) {
	addSeeds(f)
	f.Fuzz(func(t *testing.T, text string) {
		params, err := ParseParams(text)
		if err != nil {
			for _, p := range params {
				require.NotZero(t, identifierSize(p.Name), "%q", p.Name)
			}
			checkErrors(t, text, err)
			return
		}
		var lines []string
		for i, p := range params {
			lines = append(lines, p.String())
			params[i].At = Pos{Line: i + 1, Col: 1}
		}
		again, err := ParseParams(strings.Join(lines, "\n"))
		require.NoError(t, err)
		require.Equal(t, params, again)
	})
}
