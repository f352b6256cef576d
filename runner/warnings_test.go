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

// What a run is too short for is warned of once, and not if a run before had
// something.
func TestUnreached(t *testing.T) {
	n := dyn.NewGroup(2, dyn.Lif{})
	var got []string
	r := build(t, n, runner.Warnings(func(w golgi.Warning) { got = append(got, w.String()) }), runner.Input(n, 1), runner.Monitor(n.Spike),
		runner.Monitor(n.V, runner.Between(50, 60)), runner.Monitor(n.V, runner.Every(100), runner.Offset(90), runner.As("rare")),
		runner.Monitor(n.V, runner.As("early"), runner.Between(0, 5)), runner.Monitor(n.V, runner.As("never"), runner.Every(10), runner.Between(1, 9)))
	run(t, r, 0)
	assert.Empty(t, got)
	run(t, r, 10)
	const advice = "; make a longer run, or change the runner.Every or runner.Between of its monitor"
	assert.Equal(t, []string{"V: nothing of it is recorded in a run from 0 to 10 ms: it begins at 50 ms" + advice,
		"rare: nothing of it is recorded in a run from 0 to 10 ms: it begins at 90 ms" + advice,
		"never: nothing of it is recorded in a run from 0 to 10 ms: none of its times lies in its window" + advice}, got)
	run(t, r, 10) // the early window is over, and has been recorded
	run(t, r, 10)
	assert.Len(t, got, 3)

	got = nil
	r = build(t, dyn.NewGroup(1, dyn.Lif{}), runner.Warnings(func(w golgi.Warning) { got = append(got, w.String()) }), runner.Input("I", 1), runner.Monitor("V", runner.Between(0, 5)))
	for range 80 {
		require.NoError(t, r.Sim().Step())
	}
	run(t, r, 10)
	assert.Equal(t, []string{"V: nothing of it is recorded in a run from 8 to 18 ms: its window ends at 5 ms" + advice}, got)
}
