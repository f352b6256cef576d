package demo

import (
	"math"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/golgi-sim/golgi/runner"
)

// A population whose rate is 1 + cos(2πft): the autocorrelation has its first
// peak at 1/f, and a lag is found to a small part of a bin.
func TestOscillation(t *testing.T) {
	const f, dt = 43.7, 0.1
	train := &runner.SpikeTrain{Dt: dt, Stop: 20000, N: 100}
	for step := range int64(20000) {
		for i := range int(math.Round(20 * (1 + math.Cos(2*math.Pi*f/1000*dt*float64(step))))) {
			train.Steps, train.Indices = append(train.Steps, step), append(train.Indices, int32(i))
		}
	}
	hz, height := Oscillation(train, 0.5, 50)
	assert.InDelta(t, f, hz, 0.1)
	assert.InDelta(t, 1, height, 0.05)
	hz, height = Oscillation(train, 0.5, 10) // no lag that long
	assert.True(t, math.IsNaN(hz) && math.IsNaN(height))
	hz, _ = Oscillation(&runner.SpikeTrain{Dt: dt, N: 100}, 0.5, 50) // no time
	assert.True(t, math.IsNaN(hz))
}
