package dyn_test

import (
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/golgi-sim/golgi"
	"github.com/golgi-sim/golgi/dnn"
	"github.com/golgi-sim/golgi/dyn"
	"github.com/golgi-sim/golgi/internal/placeless"
)

// chain is a source of spikes, a projection and a neuron.
type chain struct {
	golgi.DynSysGroup
	S *dyn.SpikeTimeGroup
	P golgi.Projection
	N *dyn.Group
}

// oneSynapse joins a spike in step 0 to one neuron by an exponential
// conductance with reversal potential 30 mV.
func oneSynapse(m dyn.Model, weight float64) *chain {
	s, n := dyn.NewSpikeTimeGroup(1, []int{0}, []float64{0}), dyn.NewGroup(1, m)
	return &chain{S: s, N: n, P: &dyn.FullProjAlignPostMg{Pre: s, Post: n, Comm: dnn.OneToOne{Weight: weight}, Syn: dyn.Expon{Tau: 5}, Out: dyn.COBA{E: 30}}}
}

// response is g of a synapse after a spike in step 0, from the step in which it
// arrives.
func response(t *testing.T, syn dyn.Synapse, merging bool, dt float64, n int) []float64 {
	s, post := dyn.NewSpikeTimeGroup(1, []int{0}, []float64{0}), dyn.NewGroup(1, dyn.Equations{Body: "dx/dt = (I - x)/dt", Method: dyn.Euler})
	net := &chain{S: s, N: post}
	if merging {
		net.P = &dyn.FullProjAlignPostMg{Pre: s, Post: post, Comm: dnn.OneToOne{Weight: 1}, Syn: syn, Out: dyn.CUBA{}}
	} else {
		net.P = &dyn.FullProjAlignPost{Pre: s, Post: post, Comm: dnn.OneToOne{Weight: 1}, Syn: syn, Out: dyn.CUBA{}}
	}
	sim := build(t, net, golgi.Dt(dt))
	g, err := sim.Lookup("P.syn.g")
	if err != nil {
		// g is no variable: a neuron that takes the value of its current
		// shows it.
		g = post.Var("x")
	}
	steps(t, sim, 1)
	require.Equal(t, 0.0, g.At(0))
	var out []float64
	for range n {
		steps(t, sim, 1)
		out = append(out, g.At(0))
	}
	return out
}

// TestKernels compares the response to one spike with the closed forms
// e^(-t/τ), (t/τ)e^(-t/τ) and (e^(-t/τd) - e^(-t/τr)) normalised to peak 1, with
// t counted from the spike: exact but for rounding, at a step as long as the
// rise. In a merging projection the synapse has advanced one step when it is
// first seen; otherwise it begins at t = 0.
func TestKernels(t *testing.T) {
	const dt, n = 0.5, 60
	tpeak := 10 * 2 / (10 - 2.0) * math.Log(10/2.0)
	difference := func(s float64) float64 { return math.Exp(-s/10) - math.Exp(-s/2) }
	for _, c := range []struct {
		name string
		syn  dyn.Synapse
		want func(s float64) float64
	}{
		{"Expon", dyn.Expon{Tau: 5}, func(s float64) float64 { return math.Exp(-s / 5) }},
		{"Alpha", dyn.Alpha{TauDecay: 3}, func(s float64) float64 { return s / 3 * math.Exp(-s/3) }},
		{"DualExpon", dyn.DualExpon{TauDecay: 10, TauRise: 2}, func(s float64) float64 { return difference(s) / difference(tpeak) }},
		{"DualExpon with A", dyn.DualExpon{TauDecay: 10, TauRise: 2, A: 3}, func(s float64) float64 { return 3 * difference(s) }},
		{"DualExponV2", dyn.DualExponV2{TauDecay: 10, TauRise: 2}, func(s float64) float64 { return difference(s) / difference(tpeak) }},
		{"DualExponV2 with A", dyn.DualExponV2{TauDecay: 10, TauRise: 2, A: 3}, func(s float64) float64 { return 3 * difference(s) }},
		{"DualExpon with equal times", dyn.DualExpon{TauDecay: 4, TauRise: 4}, func(s float64) float64 { return math.E * s / 4 * math.Exp(-s/4) }},
		{"DualExpon with nearly equal times", dyn.DualExpon{TauDecay: 4 + 1e-9, TauRise: 4}, func(s float64) float64 { return math.E * s / 4 * math.Exp(-s/4) }},
	} {
		for _, merging := range []bool{true, false} {
			for k, g := range response(t, c.syn, merging, dt, n) {
				s := float64(k) * dt
				if merging {
					s += dt
				}
				// The last case is compared with its limit, 1e-9 away.
				assert.InDelta(t, c.want(s), g, 2e-9, "%s at %v (merging %v)", c.name, s, merging)
			}
		}
	}
}

// TestMergingFormIsOneDecayAhead: the merging form of Expon is e^(-dt/τ) times
// the other, exactly in exact arithmetic, to an ulp or two here.
func TestMergingFormIsOneDecayAhead(t *testing.T) {
	a, b := response(t, dyn.Expon{Tau: 5}, true, 0.1, 50), response(t, dyn.Expon{Tau: 5}, false, 0.1, 50)
	for k := range a {
		assert.InEpsilon(t, math.Exp(-0.1/5)*b[k], a[k], 1e-15)
	}
}

// TestOutputs compares the current with its formula: V after one Euler step
// from -60 with tau 1/dt is V + I.
func TestOutputs(t *testing.T) {
	const v, g = -60.0, 0.3
	still := dyn.Equations{Body: "dV/dt = I/dt : init = -60", Method: dyn.Euler}
	for _, c := range []struct {
		out  dyn.Output
		want float64
	}{
		{dyn.COBA{E: -75}, g * (-75 - v)},
		{dyn.CUBA{}, g},
		// Jahr and Stevens 1990: 1/(1 + [Mg]/3.57 e^(-0.062 V)).
		{dyn.MgBlock{}, g * (0 - v) / (1 + 1.2/3.57*math.Exp(-0.062*v))},
		{dyn.Equations{Params: "k = 2", Body: "I = k*g^2"}, 2 * g * g},
	} {
		s, n := dyn.NewSpikeTimeGroup(1, []int{0}, []float64{0}), dyn.NewGroup(1, still)
		net := &chain{S: s, N: n, P: &dyn.FullProjAlignPost{Pre: s, Post: n, Comm: dnn.OneToOne{Weight: g}, Syn: dyn.Expon{Tau: 10}, Out: c.out}}
		sim := build(t, net)
		steps(t, sim, 2)
		assert.InEpsilon(t, v+c.want, n.V.At(0), 1e-14, "%T", c.out)
	}
}

// TestExactJointPropagator: with the method Exact, V and its synapses are one
// linear system: V after a spike through CUBA follows the difference of
// exponentials w*R*τs/(τs-τm)*(e^(-t/τs) - e^(-t/τm)) at any step, here as long
// as the synapse.
func TestExactJointPropagator(t *testing.T) {
	s, n := dyn.NewSpikeTimeGroup(1, []int{0}, []float64{0}), dyn.NewGroup(1, dyn.Lif{Tau: 20, Method: dyn.Exact})
	net := &chain{S: s, N: n, P: &dyn.FullProjAlignPostMg{Pre: s, Post: n, Comm: dnn.OneToOne{Weight: 3}, Syn: dyn.Expon{Tau: 5}, Out: dyn.CUBA{}}}
	sim := build(t, net, golgi.Dt(5))
	steps(t, sim, 1)
	for k := range 10 {
		steps(t, sim, 1)
		x := float64(k+1) * 5
		assert.InDelta(t, 3*5/(5-20.0)*(math.Exp(-x/5)-math.Exp(-x/20)), n.V.At(0), 1e-14)
	}
}

func TestExactRefusesConductances(t *testing.T) {
	_, err := golgi.Build(oneSynapse(dyn.Lif{Method: dyn.Exact}, 1))
	assert.ErrorContains(t, err, "exact integration needs linear equations with constant coefficients")
	assert.ErrorContains(t, placeless.Error(err), "N: ")
}

// TestOutputWithoutV: an output that does not read V serves a model that has
// none.
func TestOutputWithoutV(t *testing.T) {
	s, n := dyn.NewSpikeTimeGroup(1, []int{0}, []float64{0}), dyn.NewGroup(1, dyn.Equations{Body: "dx/dt = I/dt", Method: dyn.Euler})
	net := &chain{S: s, N: n, P: &dyn.FullProjAlignPost{Pre: s, Post: n, Comm: dnn.OneToOne{Weight: 3}, Syn: dyn.Expon{}, Out: dyn.CUBA{}}}
	steps(t, build(t, net), 2)
	assert.Equal(t, 3.0, n.Var("x").At(0))
}
