package main

import (
	"context"
	"flag"
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/golgi-sim/golgi/runner"
)

var long = flag.Bool("long", false, "run the validation at full scale, which takes some minutes and 2 GB")

// simulate runs the model for some ms.
func simulate(t *testing.T, scale float64, jit bool, seed uint64, threads int, ms float64) (*analysis, uint64) {
	t.Helper()
	net := NewMicrocircuit(scale, jit, defaults())
	opts := []runner.Option{runner.Dt(0.1), runner.Seed(seed), runner.Threads(threads), runner.Progress(false)}
	for _, g := range net.Populations {
		opts = append(opts, runner.Monitor(g.Spike))
	}
	run, err := runner.New(net, opts...)
	require.NoError(t, err)
	res, err := run.Run(context.Background(), ms)
	require.NoError(t, err)
	a := analyse(net, res)
	return a, runner.HashOf(a.all...)
}

// The published description gives the numbers of neurons and synapses and the
// weight of 87.8 pA that makes a potential of 0.15 mV.
func TestSize(t *testing.T) {
	p := defaults()
	assert.InDelta(t, 87.8, p.PSP*p.psc(), 0.05)
	neurons, synapses := 0, 0.0
	for i, n := range sizes {
		neurons += n
		for j := range sizes {
			synapses += total(i, j)
		}
	}
	assert.Equal(t, 77169, neurons)
	assert.InDelta(t, 0.3e9, synapses, 0.002e9)
}

// Stored or just in time, on any number of threads, the spikes are the same, in
// every version and on every platform.
func TestHash(t *testing.T) {
	for _, c := range []struct {
		jit     bool
		threads int
	}{{false, 1}, {false, 2}, {true, 1}, {true, 2}, {true, 5}} {
		_, hash := simulate(t, 0.1, c.jit, 1, c.threads, 60)
		assert.Equal(t, uint64(0x3ae1f07b64476ad6), hash, "%+v: %#x", c, hash)
	}
}

// A tenth of the neurons with a tenth of the inputs have nearly the rates of
// the full model: mean and variance of the input are kept, while correlations
// grow and rates fall: over 2 s and six seeds those of L2/3I to 2.06 to 2.18 Hz.
// Over half a second the rates of the smallest populations vary by some percent
// more; a wrong weight, delay or drive changes rates by far more.
func TestScaled(t *testing.T) {
	a, _ := simulate(t, 0.1, true, 1, 2, 1000)
	for k, name := range names {
		assert.InDelta(t, published[k], a.rate[k], math.Max(0.32*published[k], 0.45), name)
		assert.Less(t, math.Abs(a.correlation[k]), 0.03, name)
	}
}

// The full model, against the rates that the reference implementation has
// over long runs (github.com/INM-6/microcircuit-PD14-model); its published
// spread between simulators and seeds is about 15 %.
func TestFullScale(t *testing.T) {
	if !*long {
		t.Skip("takes minutes; run with -long")
	}
	for seed := range uint64(3) {
		a, _ := simulate(t, 1, false, seed, 0, 10500)
		for k, name := range names {
			t.Logf("seed %d, %s: %.2f Hz, CV %.2f, correlation %.4f", seed, name, a.rate[k], a.cv[k], a.correlation[k])
			assert.InDelta(t, published[k], a.rate[k], math.Max(0.15*published[k], 0.2), name)
			assert.InDelta(t, 0.85, a.cv[k], 0.15, name)
			assert.Less(t, math.Abs(a.correlation[k]), 0.02, name)
		}
	}
}
