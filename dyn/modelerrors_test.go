package dyn_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/golgi-sim/golgi"
	"github.com/golgi-sim/golgi/dyn"
)

func mistakesOf(t *testing.T, m dyn.Model) string {
	t.Helper()
	_, err := golgi.Build(&struct {
		golgi.DynSysGroup
		N *dyn.Group
	}{N: dyn.NewGroup(3, m)})
	require.Error(t, err)
	return err.Error()
}

// TestAllMistakesOfAModel: one in the parameters hides none in the equations,
// and makes none of its own there.
func TestAllMistakesOfAModel(t *testing.T) {
	text := mistakesOf(t, dyn.Equations{Params: "tau = 20 mss; E = -60 mV; k = x", Body: "tau*dV/dt = E - V + k + foo", Spike: "V >= V_th", Reset: "v = E", Method: "rk5"})
	for _, want := range []string{`Params 1:10: unknown unit "mss"`, `1:31: found "x"`, `unknown name "foo"`, `Spike 1:6: unknown name "V_th"`, `unknown variable "v"`, "the methods are euler, exp_euler"} {
		assert.Contains(t, text, want)
	}
	assert.NotContains(t, text, `unknown name "tau"`)
	assert.NotContains(t, text, `unknown name "k"`)
	assert.NotContains(t, text, "[")
}

// slips is a model whose fields are no parameters.
type slips struct {
	Tau  float64     `name:"tau" default:"20" unit:"ms"`
	e    golgi.Value `name:"E" default:"-60" unit:"mV"`
	V    float64     `init:"V"`
	K    golgi.Value `name:"k"`
	U    golgi.Value `name:"u" default:"3" unit:"furlong"`
	note string
}

func (slips) Equations() dyn.Equations {
	return dyn.Equations{Body: "tau*dV/dt = E - V + k*u"}
}

// TestFieldsThatAreNoParameters: what is wrong is the field, not the equation.
func TestFieldsThatAreNoParameters(t *testing.T) {
	s := slips{e: 3, note: "no tags"}
	text := mistakesOf(t, s)
	for _, want := range []string{
		`field Tau of slips has the tag name:"tau" and is of type float64; make it one of type golgi.Value`,
		`field e of slips has the tag name:"E" and is not exported; begin its name with a capital letter`,
		`field V of slips has the tag init:"V" and is of type float64`,
		"field K of slips has no default", `unknown unit "furlong"`} {
		assert.Contains(t, text, want)
	}
	assert.NotContains(t, text, "unknown name")
	assert.NotContains(t, text, s.note)
}

// TestBoundsOfAModel: those that cannot be met are found by Build.
func TestBoundsOfAModel(t *testing.T) {
	text := mistakesOf(t, dyn.Equations{Params: "top = 1", Body: "dx/dt = -x : min = 3, max = top, init = 2\ndV/dt = x : max = 5, init = 7"})
	for _, want := range []string{"max - min of x must not be negative: it is -2", "init - min of x must not be negative: it is -1", "max - init of V must not be negative: it is -2"} {
		assert.Contains(t, text, want)
	}
	assert.Contains(t, mistakesOf(t, dyn.Equations{}), "a neuron has a differential equation")
}
