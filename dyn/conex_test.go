package dyn_test

import (
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/golgi-sim/golgi"
	"github.com/golgi-sim/golgi/dyn"
)

// TestConexTable is the neuron of a worked example of CoNeX's order of
// execution, emulated in double precision: one LIF with R 10, τ 10, threshold
// -50, v_reset -70, v_rest -65 at dt 1, and the currents that its one synapse
// makes of spikes at iterations 2, 4 and 5. V is after the phase of spikes.
func TestConexTable(t *testing.T) {
	net := &alone{N: dyn.NewGroup(1, dyn.LIF{R: 10, Tau: 10, Threshold: -50, VReset: -70, VRest: -65})}
	sim := build(t, net, golgi.Dt(1))
	for k, c := range []struct {
		current, v float64
		spike      int
	}{{0, -65, 0}, {0, -65, 0}, {20, -70, 1}, {0, -69.5, 0}, {20.0405, -70, 1}, {20.19566, -70, 1}, {0, -69.5, 0}} {
		require.NoError(t, net.N.Input.Set(c.current))
		steps(t, sim, 1)
		assert.InDelta(t, c.v, net.N.V.At(0), 1e-12, "iteration %d", k+1)
		assert.Equal(t, c.spike, net.N.Spike.Count(), "iteration %d", k+1)
	}

	// V before the phase of spikes, by a threshold that is not reached.
	for _, c := range []struct{ from, current, before float64 }{{-65, 20, -45}, {-69.5, 20.0405, -49.0095}, {-70, 20.19566, -49.30434}} {
		net := &alone{N: dyn.NewGroup(1, dyn.LIF{R: 10, Threshold: 1e3, V: c.from})}
		sim := build(t, net, golgi.Dt(1))
		require.NoError(t, net.N.Input.Set(c.current))
		steps(t, sim, 1)
		assert.InDelta(t, c.before, net.N.V.At(0), 1e-12)
	}
}

// TestConexOrder compares LIF, ELIF and AELIF, spikes and all, with CoNeX's
// recursion written again: membrane by forward Euler with the omega of the step
// before, spike, reset, then omega by forward Euler from the reset V, so that a
// spike adds beta*dt. Both do the same operations up to their order, so 1e-9
// after 3000 steps.
func TestConexOrder(t *testing.T) {
	const dt, input = 0.1, 25.0
	for _, c := range []struct {
		m                     dyn.Model
		r, delta, alpha, beta float64
	}{
		{dyn.LIF{}, 1, 0, 0, 0}, {dyn.ELIF{}, 1, 2, 0, 0}, {dyn.AELIF{}, 1, 2, 1, 1}, {dyn.AELIF{R: 1.5, Beta: 30, Alpha: 0.5}, 1.5, 2, 0.5, 30},
	} {
		net := &alone{N: dyn.NewGroup(1, c.m)}
		sim := build(t, net, golgi.Dt(dt))
		require.NoError(t, net.N.Input.Set(input))
		v, omega, spikes := -65.0, 0.0, 0
		for k := range 3000 {
			f := -65 - v
			if c.delta != 0 {
				f += c.delta * math.Exp((v+55)/c.delta)
			}
			v += (f + c.r*input - c.r*omega) * dt / 10
			s := 0.0
			if v >= -50 {
				v, s = -70, 1
				spikes++
			}
			if c.alpha != 0 {
				omega += (c.alpha*(v+65) - omega + c.beta*100*s) * dt / 100
			}
			steps(t, sim, 1)
			require.InDelta(t, v, net.N.V.At(0), 1e-9, "%s, step %d", dyn.ModelName(c.m), k)
			require.Equal(t, int(s), net.N.Spike.Count(), "%s, step %d", dyn.ModelName(c.m), k)
			if c.alpha != 0 {
				require.InDelta(t, omega, net.N.Var("omega").At(0), 1e-9, "step %d", k)
			}
		}
		require.Greater(t, spikes, 3, dyn.ModelName(c.m))
	}
}

// TestConexSpikeAddsBetaDt: what a spike adds to omega is beta*dt, at any step.
func TestConexSpikeAddsBetaDt(t *testing.T) {
	for _, dt := range []float64{0.05, 0.1, 1} {
		omega := func(threshold float64) float64 {
			net := &alone{N: dyn.NewGroup(1, dyn.AELIF{V: -40, VReset: -40, VRest: -40, ThetaRh: 1e3, Beta: 3, Threshold: threshold})}
			sim := build(t, net, golgi.Dt(dt))
			steps(t, sim, 1)
			return net.N.Var("omega").At(0)
		}
		assert.InDelta(t, 3*dt, omega(-40)-omega(1e3), 1e-15, "dt %v", dt)
	}
}
