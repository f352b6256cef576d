package dyn_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/golgi-sim/golgi"
	"github.com/golgi-sim/golgi/dyn"
)

// TestPinskyRinzelBursts: through a burst, in which the dendrite comes into the
// range where the rates of c change and calcium saturates its current, the model
// follows the published equations. Rates have a kink there, so that RK4 at
// 1/256 ms and the reference at 1/1024 ms agree to 1e-3 of the ranges of the
// variables and no order is measured.
func TestPinskyRinzelBursts(t *testing.T) {
	const ms, dt = 40.0, 1.0 / 256
	r := pinskyRinzelReference()
	want, _ := r.integrate(ms, 1.0/1024)
	net := &alone{N: dyn.NewGroup(1, dyn.PinskyRinzelModel{Method: dyn.RK4})}
	sim := build(t, net, golgi.Dt(dt))
	require.NoError(t, net.N.Input.Set(r.input))
	require.NoError(t, net.N.Var("I_dend").Set(r.labelled["I_dend"]))
	vd, ca, spikes := -100.0, 0.0, 0
	for range sim.StepsIn(ms) {
		steps(t, sim, 1)
		vd, ca = max(vd, net.N.Var("Vd").At(0)), max(ca, net.N.Var("Ca").At(0))
		spikes += net.N.Spike.Count()
	}
	assert.Greater(t, vd, -10.0)
	assert.Greater(t, ca, 250.0)
	assert.Positive(t, spikes)
	ranges := []float64{100, 100, 300, 1, 1, 1, 1, 1}
	for k, name := range r.vars {
		assert.InDelta(t, want[k], net.N.Var(name).At(0), 1e-3*ranges[k], name)
	}
}
