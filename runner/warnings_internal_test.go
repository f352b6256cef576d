package runner

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/golgi-sim/golgi"
)

// nothing is a network in which nothing happens.
type nothing struct{ golgi.DynSysGroup }

// A recording is large if it takes more than half of what is free; what goes to
// a folder is not, nor are spikes, whose number nobody knows.
func TestLargeRecordings(t *testing.T) {
	sim, err := golgi.Build(&nothing{})
	require.NoError(t, err)
	free := func() float64 { return 16e9 }
	w := &warner{recorded: []recorded{
		{names: []string{"N.V"}, lo: 0, hi: 4000, size: 4000, timing: always},
		{names: []string{"N.w"}, lo: 0, hi: 4000, size: 4000, timing: timing{every: 100, to: always.to}},
		{names: []string{"N.spike"}, spikes: true, lo: 0, hi: 4000, size: 4000, timing: always}}}
	_, large := w.large(sim, 200_000, free)
	assert.False(t, large, "6.4 GB")
	one, large := w.large(sim, 1_250_000, free)
	assert.True(t, large)
	assert.Equal(t, "N.V: recording it for 125000 ms takes 40 GB of memory, all monitors together 40.4 GB, and 16 GB are free; record less often (runner.Every), fewer elements or their mean, or into a folder (runner.StreamTo)", one.String())
	w.streams = true
	_, large = w.large(sim, 1_250_000, free)
	assert.False(t, large)
	var told []golgi.Warning
	w.streams, w.take = false, func(o golgi.Warning) { told = append(told, o) }
	w.reached = make([]bool, len(w.recorded))
	w.before(sim, 0, 1e13)
	w.before(sim, 0, 1e13)
	assert.Len(t, told, 1)
}
