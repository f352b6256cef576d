package main

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/golgi-sim/golgi"
)

// cells are what a run left of the first neuron of each kind.
type cells struct {
	relay, blocked []float64 // times of spikes, ms
	sag            float64   // how far V came back up during the current, mV
	rest           float64   // V before the current
}

// simulate runs a pair of neurons.
func simulate(t *testing.T, p params) cells {
	t.Helper()
	net := NewThalamus(2, p)
	sim, err := golgi.Build(net, golgi.Dt(0.02))
	require.NoError(t, err)
	var c cells
	lowest := 0.0
	for range sim.StepsIn(1300) {
		now := sim.T()
		input := 0.0
		if now >= p.Onset && now < p.Offset {
			input = p.Input
			lowest = min(lowest, net.Relay.V.At(0))
			c.sag = net.Relay.V.At(0) - lowest
		}
		if now < p.Onset {
			c.rest = net.Relay.V.At(0)
		}
		require.NoError(t, net.Relay.Input.Set(input))
		require.NoError(t, net.Blocked.Input.Set(input))
		require.NoError(t, sim.Step())
		if net.Relay.Spike.Count() > 0 {
			c.relay = append(c.relay, now)
		}
		if net.Blocked.Spike.Count() > 0 {
			c.blocked = append(c.blocked, now)
		}
	}
	return c
}

// TestReboundBurst: a relay neuron is silent at rest near -65 mV and answers the
// end of a hyperpolarisation with one burst of 3 to 10 spikes at 150 to 450 Hz
// that slows down (McCormick and Huguenard 1992; Destexhe et al. 1996). The burst
// is that of the T current: a neuron without it has none, nor has one that was
// not hyperpolarised.
func TestReboundBurst(t *testing.T) {
	p := defaults()
	c := simulate(t, p)
	b := burst(c.relay, p.Offset)
	require.Equal(t, len(b), len(c.relay), "spikes outside the burst: %v", c.relay)
	require.GreaterOrEqual(t, len(b), 3)
	assert.LessOrEqual(t, len(b), 10)
	_, hz := frequency(b)
	assert.Greater(t, hz, 150.)
	assert.Less(t, hz, 450.)
	for k := 2; k < len(b); k++ {
		assert.Greater(t, b[k]-b[k-1], b[k-1]-b[k-2]-0.03, "the burst does not slow down") // to a step
	}
	assert.Less(t, b[0]-p.Offset, 100., "ms after the current")
	assert.InDelta(t, -65, c.rest, 5)
	assert.Empty(t, c.blocked)

	p.Input = 0
	assert.Empty(t, simulate(t, p).relay, "a burst without hyperpolarisation")
}

// TestIh: Ih brings the potential back up during the hyperpolarisation, the sag,
// and the rebound earlier (McCormick and Pape 1990; McCormick and Huguenard 1992).
func TestIh(t *testing.T) {
	p := defaults()
	with := simulate(t, p)
	p.GH = 0
	without := simulate(t, p)
	assert.Greater(t, with.sag, 3.)
	assert.Less(t, without.sag, 0.5)
	require.NotEmpty(t, without.relay)
	assert.Less(t, with.relay[0], without.relay[0]-20)
}
