package main

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/golgi-sim/golgi/inputs"
	"github.com/golgi-sim/golgi/runner"
)

// simulate runs the network for 500 ms and returns its spikes, and the
// potentials that it started from.
func simulate(t *testing.T, seed uint64, p params) (spikes *runner.SpikeTrain, v []float64) {
	t.Helper()
	net, err := NewNetwork(100, seed, p)
	require.NoError(t, err)
	run, err := runner.New(net, runner.Dt(0.05), runner.Seed(seed), runner.Progress(false),
		runner.Input(net.N, inputs.PerNeuron(currents(100, p))), runner.Monitor(net.N.Spike))
	require.NoError(t, err)
	v = net.N.V.Values()
	res, err := run.Run(t.Context(), 500)
	require.NoError(t, err)
	return res.Spikes(net.N), v
}

// TestGamma: Wang and Buzsáki 1996, figure 3A: at 1 uA/cm2 the cells come into
// step within some cycles, at 38 Hz by an integration of the paper's equations
// (some 40 Hz in the figure), and stay so. By 300 ms, eleven cycles, all are.
func TestGamma(t *testing.T) {
	for _, seed := range []uint64{1, 2, 3} {
		spikes, _ := simulate(t, seed, defaults())
		o := observe(spikes)
		t.Logf("%+v", o)
		assert.InDelta(t, 38.6, o.population, 0.5)
		assert.Less(t, o.first, 0.3)
		assert.Greater(t, coherence(spikes.Window(300, 500), o.population), 0.95)
	}
}

// TestAgainstReference compares with the equations of the paper, whose synapses
// see the presynaptic potential all the time, from the same potentials: rates to
// 0.5 %, and the coherence in steps of 100 ms to 0.1, with equal cells and with
// cells that differ by 3 %, which come into step in part (their figure 5). What
// is left is the shape of F.
func TestAgainstReference(t *testing.T) {
	for _, sigma := range []float64{0, 0.03} {
		p := defaults()
		p.Sigma = sigma
		spikes, v := simulate(t, 2, p)
		want := reference(v, currents(100, p), p.G, 500, 0.05)
		assert.InEpsilon(t, want.Rate(), spikes.Rate(), 0.005)
		for from := 0.; from < 500; from += 100 {
			assert.InDelta(t, coherence(want.Window(from, from+100), 38), coherence(spikes.Window(from, from+100), 38), 0.1, "sigma %v, from %v ms", sigma, from)
		}
	}
}

// TestConditions: there is no coherence without inhibition, and with cells that
// differ too much there is little (the same, figure 5); chance gives 0.1.
func TestConditions(t *testing.T) {
	p := defaults()
	p.G = 0
	spikes, _ := simulate(t, 1, p)
	assert.Less(t, coherence(spikes.Window(250, 500), 38), 0.4)
	assert.True(t, observe(spikes).none)
	p = defaults()
	p.Sigma = 0.1
	spikes, _ = simulate(t, 1, p)
	assert.True(t, observe(spikes).none)
	assert.Less(t, coherence(spikes.Window(250, 500), 38), 0.3)
}
