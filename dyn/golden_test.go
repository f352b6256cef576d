package dyn_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/golgi-sim/golgi/dyn"
)

// TestSingleCells compares spike times with those of an emulation of BrainPy's
// documented semantics in double precision at dt 0.1 ms: the first spikes and
// their number within 100 ms (HH, from V = -65 with gates at rest) and the
// period of LifRef, 20 ms*ln 2 + 5 ms rounded up to steps.
func TestSingleCells(t *testing.T) {
	lif := dyn.LifRef{VRest: -60, VTh: -50, VReset: -60, Tau: 20, TauRef: 5, V: -60}
	assert.Equal(t, []float64{13.8, 32.7, 51.6, 70.5, 89.4}, spikeTimes(t, lif, 20, 0.1, 100))
	for _, c := range []struct {
		input float64
		first []float64
		count int
	}{
		{5, []float64{5.1, 24.2, 43.2, 62.3}, 5},
		{6, []float64{3.9, 21.7, 39.4, 57.1}, 6},
		{10, []float64{2.5, 17.5, 32.3, 47.1}, 7},
	} {
		got := spikeTimes(t, dyn.HH{V: -65}, c.input, 0.1, 100)
		assert.Len(t, got, c.count, "input %v: %v", c.input, got)
		assert.Equal(t, c.first, got[:4], "input %v", c.input)
	}
}
