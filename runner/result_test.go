package runner_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/golgi-sim/golgi"
	"github.com/golgi-sim/golgi/runner"
)

// view is a range of cells, as a view of a group is.
type view struct {
	c      *cells
	lo, hi int
}

func (v view) SpikeHandle() golgi.Spike { return v.c.Spike.Slice(v.lo, v.hi) }

func TestReferences(t *testing.T) {
	n := newNet()
	r := build(t, n, runner.Dt(0.5), runner.Input(n.E, 0.5),
		runner.Monitor("E.spike", "E.alias.V[1:4]", "I.V[0]", "I.V[1]", "E.tau"),
		runner.MonitorFunc("T", (*golgi.Sim).T))
	res := run(t, r, 4)
	all := res.Spikes(n.E)

	for _, ref := range []any{n.E.Spike, "E.spike", "E", "E.spike[:]", "E.spike[0:4]", view{n.E, 0, 4}} {
		s := res.Spikes(ref)
		require.NoError(t, s.Err(), "%v", ref)
		assert.Equal(t, all.Hash(), s.Hash())
		assert.Equal(t, "E.spike", s.Name)
	}
	for _, ref := range []any{n.E.Spike.Slice(1, 3), "E.spike[1:3]", view{n.E, 1, 3}} {
		s := res.Spikes(ref)
		require.NoError(t, s.Err(), "%v", ref)
		assert.Equal(t, all.Slice(1, 3), s)
		assert.Equal(t, "E.spike[1:3]", s.Name)
	}
	// The quantity has two names; the one range that was recorded stands for all.
	for _, ref := range []any{n.E.V, "E.V", "E.alias.V", n.E.V.Slice(1, 4), "E.V[1:4]", "E.V[1:]"} {
		s := res.Series(ref)
		require.NoError(t, s.Err(), "%v", ref)
		assert.Equal(t, []int{1, 2, 3}, s.Indices)
		assert.Equal(t, "E.alias.V", s.Name)
	}
	s := res.Series("E.V[2]")
	require.NoError(t, s.Err())
	assert.Equal(t, []int{2}, s.Indices)
	assert.Equal(t, res.Series("E.V").Column(1), s.Column(0))
	assert.Equal(t, []int{1}, res.Series(n.I.V.Slice(1, 2)).Indices)
	assert.Equal(t, 8, res.Series("T").Len())

	var none *cells
	for _, c := range []struct {
		ref    any
		series bool
		want   string
	}{
		{n.I, false, `I.spike was not recorded; recorded are E.spike, E.alias.V[1:4], I.V[0], I.V[1], E.tau, T`},
		{"E.spikes", false, `E.spikes was not recorded; recorded are E.spike, E.alias.V[1:4], I.V[0], I.V[1], E.tau, T`},
		{"E.spike[2:9]", false, `E.spike has 4 elements, so there is no range 2 to 9`},
		{"E.V", false, `E.alias.V[1:4] was recorded as values; ask for it with Series`},
		{"T", false, `T was recorded as values; ask for it with Series`},
		{n.E.V.Slice(0, 2), true, `of E.V only E.alias.V[1:4] was recorded`},
		{"I.V", true, `of I.V only I.V[0] and I.V[1] was recorded`},
		{"E.spike", true, `E.spike was recorded as spikes; ask for it with Spikes`},
		{"E.V[a]", true, `results of E.V[a]: [a] is neither an element, as in [3], nor a range, as in [0:10]`},
		{golgi.State{}, true, `results of a handle of nothing: the part has no such variable, or not before it is built, as the weights of a projection; then give the path, as in "E.weight"`},
		{newNet().E, false, `results of spikes that are not of a network that was built`},
		{none, false, `results of nil`},
		{3, false, `results of a value of type int; ask by a handle such as net.N.V, a path such as "N.V", or for spikes by a group`},
	} {
		err := res.Spikes(c.ref).Err()
		if c.series {
			err = res.Series(c.ref).Err()
		}
		assert.EqualError(t, err, c.want)
	}
	empty := run(t, build(t, newNet()), 1)
	assert.EqualError(t, empty.Series("E.V").Err(), "E.V was not recorded, and nothing else was: give runner.Monitor what to record")
}

// A result that failed can be worked with, and says why at the end.
func TestErrorsAreCarried(t *testing.T) {
	res := run(t, build(t, newNet(), runner.Monitor("E.V")), 1)
	s := res.Spikes("E").Slice(0, 2).Window(0, 1).Named("exc")
	assert.ErrorContains(t, s.Err(), "E was not recorded")
	assert.Zero(t, s.Count())
	assert.Empty(t, s.Rates())
	assert.Equal(t, runner.HashOf(), s.Hash())
	v := res.Series("I.V").Slice(0, 1).Window(0, 1).Named("inh")
	assert.ErrorContains(t, v.Err(), "I.V was not recorded")
	assert.Zero(t, v.Len())
	assert.True(t, v.Matrix().IsEmpty())

	v = res.Series("E.V")
	assert.EqualError(t, v.Slice(2, 9).Err(), "E.V: there is no range 2 to 9 of 4 columns")
	assert.EqualError(t, v.Window(5, 1).Err(), "E.V: there is no window from 5 to 1 ms")
	assert.Panics(t, func() { v.Row(99) })
	assert.Panics(t, func() { v.Column(4) })
}

func TestDuplicateMonitorsAreOne(t *testing.T) {
	n := newNet()
	res := run(t, build(t, n, runner.Monitor(n.E.V, "E.V", "E.alias.V"), runner.Monitor(n.E.V)), 1)
	assert.Equal(t, []string{"E.V"}, res.Names())
}
