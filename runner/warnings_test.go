package runner_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/golgi-sim/golgi"
	"github.com/golgi-sim/golgi/dyn"
	"github.com/golgi-sim/golgi/inputs"
	"github.com/golgi-sim/golgi/runner"
)

// Warnings are told once, at the first run, without those that the runner knows
// to be mistaken.
func TestWarnings(t *testing.T) {
	type net struct {
		golgi.DynSysGroup
		Idle, Set, Driven, Zero *dyn.Group
		Lost, Seen              *dyn.Group
	}
	lif := func() *dyn.Group { return dyn.NewGroup(2, dyn.Lif{}) }
	source := func() *dyn.Group { return dyn.NewGroup(2, dyn.PoissonGroup{Freqs: 1}) }
	n := &net{Idle: lif(), Set: lif(), Driven: lif(), Zero: lif(), Lost: source(), Seen: source()}
	var got []string
	r := build(t, n, runner.Warnings(func(w golgi.Warning) { got = append(got, w.Path+" "+string(w.Kind)) }),
		runner.Input(n.Driven, inputs.Func(func(t float64) float64 { return t })), runner.Input(n.Zero, 0), runner.Monitor("Seen.spike"))
	require.NoError(t, n.Set.Input.Set(3))
	assert.Empty(t, got)
	run(t, r, 1)
	assert.Equal(t, []string{"Idle undriven", "Lost unread"}, got)
	run(t, r, 1)
	assert.Len(t, got, 2)

	run(t, build(t, lif(), runner.Warnings(nil)), 1) // silent
}
