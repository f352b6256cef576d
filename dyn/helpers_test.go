package dyn_test

import (
	"math"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/golgi-sim/golgi"
	"github.com/golgi-sim/golgi/dyn"
)

// alone is a network of one group.
type alone struct {
	golgi.DynSysGroup
	N *dyn.Group
}

// build builds a network that has no mistakes.
func build(t testing.TB, net golgi.DynamicalSystem, opts ...golgi.Option) *golgi.Sim {
	t.Helper()
	sim, err := golgi.Build(net, opts...)
	require.NoError(t, err)
	return sim
}

// spikeTimes runs one neuron of a model under a constant current for ms and
// returns the times of its spikes.
func spikeTimes(t testing.TB, m dyn.Model, input, dt, ms float64) []float64 {
	t.Helper()
	net := &alone{N: dyn.NewGroup(1, m)}
	sim := build(t, net, golgi.Dt(dt))
	require.NoError(t, net.N.Input.Set(input))
	var at []float64
	for range sim.StepsIn(ms) {
		now := sim.T()
		require.NoError(t, sim.Step())
		if net.N.Spike.Count() > 0 {
			at = append(at, math.Round(now*1e6)/1e6)
		}
	}
	return at
}

// steps makes steps that must succeed.
func steps(t testing.TB, sim *golgi.Sim, n int) {
	t.Helper()
	for range n {
		require.NoError(t, sim.Step())
	}
}
