package main

import (
	"context"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/golgi-sim/golgi/runner"
)

// activity simulates a brain of 80 regions for 4 s.
func activity(t *testing.T, p params, seed uint64) (*Brain, analysis) {
	t.Helper()
	net := NewBrain(80, p)
	x := net.N.Var("x")
	r, err := runner.New(net, runner.Seed(seed), runner.Input(net.N, p.Input), runner.Monitor(x), runner.Progress(false))
	require.NoError(t, err)
	res, err := r.Run(context.Background(), 4000)
	require.NoError(t, err)
	return net, analyse(res.Series(x), net.structure, p.Skip)
}

// TestFunctionFollowsStructure: functional connectivity is correlated with the
// structural one, though not wholly: there are strong functional connections
// between regions that no fibre joins (Honey et al., PNAS 106, 2035 (2009), in
// people and in a model). The bounds are wide, 0.4 to 0.8 for the mean of three
// seeds. Counterparts in the two hemispheres are the more correlated (Salvador
// et al., Cereb. Cortex 15, 1332 (2005)). Without fibres there is nothing.
func TestFunctionFollowsStructure(t *testing.T) {
	agreement, a := 0.0, analysis{}
	for seed := range uint64(3) {
		var net *Brain
		net, a = activity(t, defaults(), seed)
		agreement += a.agreement / 3
		assert.Greater(t, a.counterparts, a.mean+0.1)
		assert.Greater(t, a.mean, 0.05)
		unjoined := 0.0
		for i := range 80 {
			for j := range i {
				if net.structure.weights.At(i, j) < 0.01 {
					unjoined = max(unjoined, a.function.At(i, j))
				}
			}
		}
		assert.Greater(t, unjoined, a.mean+0.1)
		t.Logf("seed %d: %+.2f, mean %.2f, counterparts %.2f, %.1f Hz", seed, a.agreement, a.mean, a.counterparts, a.frequency)
	}
	assert.Greater(t, agreement, 0.4)
	assert.Less(t, agreement, 0.8)

	p := defaults()
	p.Coupling = 0
	_, a = activity(t, p, 1)
	// 3160 correlations of noise with weights: 0 with a standard deviation of
	// 1/√3160 = 0.018.
	assert.InDelta(t, 0, a.agreement, 0.09)
	assert.InDelta(t, 0, a.mean, 0.02)
}

// TestDelaysMatter: with fibres that are as slow as 1 mm/ms, distant regions no
// longer keep together: their correlations are lower.
func TestDelaysMatter(t *testing.T) {
	p := defaults()
	_, fast := activity(t, p, 1)
	p.Velocity = 1
	_, slow := activity(t, p, 1)
	assert.Less(t, slow.mean, fast.mean-0.05)
}

// TestConnectome: the weights are symmetric, 1 at most, those of neighbours the
// largest; distances are those within a brain.
func TestConnectome(t *testing.T) {
	c := newConnectome(80)
	for i := range 80 {
		assert.Zero(t, c.weights.At(i, i))
		for j := range i {
			assert.Equal(t, c.weights.At(i, j), c.weights.At(j, i))
			assert.True(t, 0 < c.weights.At(i, j) && c.weights.At(i, j) <= 1)
			assert.True(t, 2 < c.distance.At(i, j) && c.distance.At(i, j) < 180, "%v mm", c.distance.At(i, j))
		}
	}
}
