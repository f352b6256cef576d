package main

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/golgi-sim/golgi/runner"
)

func simulate(t *testing.T, p params) observed {
	t.Helper()
	net := NewNetwork(5000, p)
	run, err := runner.New(net, runner.Dt(0.1), runner.Seed(7), runner.Progress(false), runner.Monitor(net.N.Spike))
	require.NoError(t, err)
	res, err := run.Run(t.Context(), 600)
	require.NoError(t, err)
	o := observe(res.Spikes(net.N))
	t.Logf("delay %v, sigma %v: %+v", p.Delay, p.Sigma, o)
	return o
}

// TestFastOscillation: Brunel and Hakim 1999. Neurons of low rate make a
// population that oscillates many times faster; the period is between two delays,
// of a population that responds at once, and four, of one that integrates.
func TestFastOscillation(t *testing.T) {
	p := defaults()
	o := simulate(t, p)
	assert.Less(t, o.rate, 10.)
	assert.Greater(t, o.rate, 1.)
	assert.Greater(t, o.population, 10*o.rate)
	assert.Greater(t, 1000/o.population, 2*p.Delay)
	assert.Less(t, 1000/o.population, 4*p.Delay)
	assert.Greater(t, o.height, 0.4)
}

// TestFrequency: in strong noise the response of the neurons to fast changes of
// their input lags behind by an eighth of a period, inhibition turns it round
// by a half, so that what is left, three eighths, is the delay: 3/(8*delay)
// (Brunel and Hakim 1999; Brunel and Hakim, Chaos 18, 015113, 2008). It holds
// in the limit of short delays; 15 % is for delays of a tenth of tau.
func TestFrequency(t *testing.T) {
	for _, delay := range []float64{1, 2} {
		p := defaults()
		p.Delay, p.Sigma = delay, 4
		assert.InEpsilon(t, 1000*3/(8*delay), simulate(t, p).population, 0.15, "delay %v", delay)
	}
}

// TestNoOscillation: neurons that are not joined do not oscillate together.
func TestNoOscillation(t *testing.T) {
	p := defaults()
	p.J, p.Sigma = 0, 5
	o := simulate(t, p)
	assert.True(t, o.none)
	assert.False(t, simulate(t, defaults()).none)
}
