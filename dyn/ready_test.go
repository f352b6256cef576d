package dyn_test

import (
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/golgi-sim/golgi"
	"github.com/golgi-sim/golgi/conn"
	"github.com/golgi-sim/golgi/dyn"
)

// TestReadyMade: the ready-made projections have the conductances of their
// closed forms, from the step of arrival on, times the weight, and inject what
// their doc comments say into a neuron at a fixed potential. All is exact but
// for rounding.
func TestReadyMade(t *testing.T) {
	const dt, weight, v, e = 0.5, 2.0, -50.0, 20.0
	expon := func(s float64) float64 { return math.Exp(-s / 4) }
	alpha := func(s float64) float64 { return s / 4 * math.Exp(-s/4) }
	difference := func(s float64) float64 { return math.Exp(-s/4) - math.Exp(-s) }
	dual := func(s float64) float64 { return difference(s) / difference(4./3*math.Log(4)) }
	s, n := func() *dyn.SpikeTimeGroup { return dyn.NewSpikeTimeGroup(1, []int{0}, []float64{1}) }, func() *dyn.Group {
		return dyn.NewGroup(1, dyn.Equations{Body: "dV/dt = 0\ndu/dt = I/dt", Method: dyn.Euler}.With(golgi.Values{"V": v}))
	}
	c := conn.All2All{}
	for name, k := range map[string]struct {
		make func(s *dyn.SpikeTimeGroup, n *dyn.Group) golgi.Projection
		g    func(t float64) float64
		coba bool
	}{
		"ExpCOBA": {func(s *dyn.SpikeTimeGroup, n *dyn.Group) golgi.Projection {
			return &dyn.ExpCOBA{Pre: s, Post: n, Conn: c, GMax: weight, Tau: 4, E: e}
		}, expon, true},
		"ExpCUBA": {func(s *dyn.SpikeTimeGroup, n *dyn.Group) golgi.Projection {
			return &dyn.ExpCUBA{Pre: s, Post: n, Conn: c, GMax: weight, Tau: 4}
		}, expon, false},
		"AlphaCOBA": {func(s *dyn.SpikeTimeGroup, n *dyn.Group) golgi.Projection {
			return &dyn.AlphaCOBA{Pre: s, Post: n, Conn: c, GMax: weight, TauDecay: 4, E: e}
		}, alpha, true},
		"AlphaCUBA": {func(s *dyn.SpikeTimeGroup, n *dyn.Group) golgi.Projection {
			return &dyn.AlphaCUBA{Pre: s, Post: n, Conn: c, GMax: weight, TauDecay: 4}
		}, alpha, false},
		"DualExpCOBA": {func(s *dyn.SpikeTimeGroup, n *dyn.Group) golgi.Projection {
			return &dyn.DualExpCOBA{Pre: s, Post: n, Conn: c, GMax: weight, TauDecay: 4, TauRise: 1, E: e}
		}, dual, true},
		"DualExpCUBA": {func(s *dyn.SpikeTimeGroup, n *dyn.Group) golgi.Projection {
			return &dyn.DualExpCUBA{Pre: s, Post: n, Conn: c, GMax: weight, TauDecay: 4, TauRise: 1}
		}, dual, false},
	} {
		t.Run(name, func(t *testing.T) {
			s, n := s(), n()
			sim := build(t, &chain{S: s, N: n, P: k.make(s, n)}, golgi.Dt(dt))
			g, err := sim.Lookup("P.g")
			require.NoError(t, err)
			before := 0.0
			for step := range 40 {
				steps(t, sim, 1)
				want := 0.0
				if since := float64(step)*dt - 1.5; since >= 0 { // spike at 1 ms, delay of a step
					want = weight * k.g(since)
				}
				assert.InDelta(t, want, g.At(0), 1e-14, "step %d", step)
				if k.coba {
					want *= e - v
				}
				u := n.Var("u").At(0)
				assert.InDelta(t, want, u-before, 1e-11, "step %d: u has grown to hundreds, and loses digits", step)
				before = u
			}
		})
	}
}

// TestHH1952: with the leak of the paper the model rests at -65 mV, where a
// small step of potential decays with the resting conductance of 0.677 mS/cm²
// (Hodgkin and Huxley 1952, table 3 and figure 21: gNa 0.0106, gK 0.367 and gL
// 0.3), and with BrainPy's it does not rest there.
func TestHH1952(t *testing.T) {
	for _, c := range []struct {
		m    dyn.HH
		rest bool
	}{{dyn.HH1952(), true}, {dyn.HH{}, false}} {
		c.m.V = -65
		n := dyn.NewGroup(1, c.m)
		sim := build(t, n, golgi.Dt(0.01))
		steps(t, sim, 2000)
		assert.Equal(t, c.rest, math.Abs(n.V.At(0)+65) < 0.01, "V = %v", n.V.At(0))
	}
	c := dyn.HH1952()
	c.V = -65
	m, h, gate := 0.0529324852572496, 0.596120753508461, 0.317676914060697
	gna, gk := 120*m*m*m*h, 36*math.Pow(gate, 4)
	assert.InDelta(t, 0.0106, gna, 0.0001)
	assert.InDelta(t, 0.367, gk, 0.001)
	slope := func(v float64) float64 { // of the first step; gates have not moved yet
		n := dyn.NewGroup(1, c)
		sim := build(t, n, golgi.Dt(0.01))
		require.NoError(t, n.V.Set(v))
		steps(t, sim, 1)
		return (n.V.At(0) - v) / 0.01
	}
	g := gna + gk + 0.3
	assert.InDelta(t, -g*0.01, slope(-64.99)-slope(-65), 0.01*g*0.01, "exponential Euler of 0.01 ms is 0.3 %% off")
}
