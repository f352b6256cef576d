package main

import (
	"flag"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"gonum.org/v1/gonum/stat"

	"github.com/golgi-sim/golgi/runner"
)

var long = flag.Bool("long", false, "run the 100 s of the published example, which takes seconds to a minute")

// learn runs the network and returns what it shows, with the weights.
func learn(t *testing.T, p params, ms, dt float64) (o observed, before, after []float64) {
	t.Helper()
	net := NewLearning(1000, p)
	run, err := runner.New(net, runner.Dt(dt), runner.Seed(42), runner.Progress(false), runner.Monitor(net.N.Spike))
	require.NoError(t, err)
	before = net.S.Weight().Values()
	res, err := run.Run(t.Context(), ms)
	require.NoError(t, err)
	after = net.S.Weight().Values()
	return observe(res.Spikes(net.N), before, after, p.GMax), before, after
}

// TestCompetition: Song, Miller and Abbott 2000, figure 2. The weights, which
// start uniform, part towards the two bounds, and the neuron fires irregularly.
// A uniform distribution has a tenth of the weights in either tail, give or
// take 0.01 among 1000 weights; half as much again is beyond chance.
func TestCompetition(t *testing.T) {
	p := defaults()
	o, before, after := learn(t, p, 40_000, 0.2)
	t.Logf("%+v", o)
	assert.Greater(t, o.low, 0.15)
	assert.Greater(t, o.high, 0.15)
	assert.Less(t, middle(after, p.GMax), 0.85*middle(before, p.GMax))
	assert.Greater(t, o.cv, 0.6)
	assert.LessOrEqual(t, o.change, p.GMax)
}

// TestRegulation: the same, figure 2: with a higher rate of the sources learning
// leaves weaker synapses, so that the rate of the neuron follows less than
// without learning.
func TestRegulation(t *testing.T) {
	rate := func(freq, learning float64) (hz, mean float64) {
		p := defaults()
		p.Freq, p.APlus, p.AMinus = freq, learning*p.APlus, learning*p.AMinus
		o, _, after := learn(t, p, 20_000, 0.2)
		return o.rate, stat.Mean(after, nil)
	}
	slow, strong := rate(15, 2)
	fast, weak := rate(30, 2)
	before, _ := rate(15, 0)
	after, _ := rate(30, 0)
	t.Logf("learned %.1f and %.1f Hz, mean weight %.4f and %.4f; not learned %.1f and %.1f Hz", slow, fast, strong, weak, before, after)
	assert.Less(t, fast/slow, after/before/2)
	assert.Less(t, weak, 0.8*strong)
}

// TestPublished runs the example as it is: after 100 s the weights are bimodal
// and the rate has come down.
func TestPublished(t *testing.T) {
	if !*long {
		t.Skip("takes long without machine code; run with -long")
	}
	p := defaults()
	o, _, after := learn(t, p, 100_000, 0.1)
	t.Logf("%+v", o)
	assert.Greater(t, o.low, 0.18)
	assert.Greater(t, o.high, 0.18)
	assert.Less(t, middle(after, p.GMax), 0.3)
	assert.Greater(t, o.rate, 10.)
	assert.Less(t, o.rate, 30.)
}

// middle returns the share of weights between 0.3 and 0.7 of gmax.
func middle(weights []float64, gmax float64) (share float64) {
	for _, w := range weights {
		if w > 0.3*gmax && w < 0.7*gmax {
			share += 1 / float64(len(weights))
		}
	}
	return share
}
