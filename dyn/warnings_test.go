package dyn_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/golgi-sim/golgi"
	"github.com/golgi-sim/golgi/bench"
	"github.com/golgi-sim/golgi/delay"
	"github.com/golgi-sim/golgi/dnn"
	"github.com/golgi-sim/golgi/dyn"
	"github.com/golgi-sim/golgi/dyn/channel"
	"github.com/golgi-sim/golgi/dyn/ion"
)

// suspects is a network in which everything is probably wrong.
type suspects struct {
	golgi.DynSysGroup
	Idle, Reset, Fast, HH, N *dyn.Group
	Source                   *dyn.Group
	Given                    *dyn.SpikeTimeGroup
	Lost, Sign, Same         *dyn.FullProjAlignPostMg
}

func newSuspects() *suspects {
	n := &suspects{
		Idle:   dyn.NewGroup(3, dyn.LifRef{}),
		Reset:  dyn.NewGroup(3, dyn.Lif{VTh: 10, VReset: []float64{0, 10, 3}, V: 1}),
		Fast:   dyn.NewGroup(3, dyn.LifRef{Tau: []float64{20, 0.02, 20}, TauRef: 0.04, V: 1}),
		HH:     dyn.NewGroup(3, dyn.HH{}),
		N:      dyn.NewGroup(3, dyn.Lif{}),
		Source: dyn.NewGroup(3, dyn.PoissonGroup{Freqs: 3}),
		Given:  dyn.NewSpikeTimeGroup(3, nil, nil),
	}
	n.Lost = &dyn.FullProjAlignPostMg{Pre: n.HH, Post: n.N, Comm: dnn.EventJitFPHomoLinear{Prob: 1e-9, Weight: 1}, Syn: dyn.Expon{}, Out: dyn.COBA{E: 0}}
	n.Sign = &dyn.FullProjAlignPostMg{Pre: n.HH, Post: n.N, Comm: dnn.AllToAll{Weight: []float64{-1, -1, 1, -1, -1, 1, -1, -1, -1}}, Syn: dyn.Expon{Tau: 0.05}, Out: dyn.COBA{E: 0}}
	n.Same = &dyn.FullProjAlignPostMg{Pre: n.HH, Post: n.N, Comm: dnn.AllToAll{Weight: -1}, Syn: dyn.Expon{}, Out: dyn.CUBA{}}
	return n
}

func warnings(t *testing.T, net golgi.DynamicalSystem, opts ...golgi.Option) map[string][]golgi.WarningKind {
	t.Helper()
	sim, err := golgi.Build(net, opts...)
	require.NoError(t, err)
	kinds := map[string][]golgi.WarningKind{}
	for _, w := range sim.Warnings() {
		kinds[w.Path] = append(kinds[w.Path], w.Kind)
	}
	return kinds
}

// Each suspect gives its warning, and nothing else does.
func TestWarnings(t *testing.T) {
	n := newSuspects()
	assert.Equal(t, map[string][]golgi.WarningKind{
		"Idle": {golgi.Undriven}, "Reset": {golgi.Unlikely}, "Fast": {golgi.Unresolved, golgi.Unresolved}, "HH": {golgi.Unresolved},
		"Source": {golgi.Unread}, "Given": {golgi.Unread}, "Lost": {golgi.Unconnected}, "Sign": {golgi.Unlikely}, "N": {golgi.Unresolved},
	}, warnings(t, n, golgi.Dt(0.2)))
	var texts []string
	for _, w := range n.Idle.Sim().Warnings() {
		texts = append(texts, w.String())
	}
	assert.Regexp(t, `^Idle \(warnings_test\.go:\d+\): every LifRef is at rest, below its threshold, and nothing reaches the group`, texts[0])
	assert.Contains(t, texts[1], "V_reset, 10, is not below V_th, 10 in neuron 1: after a first spike")
	assert.Contains(t, texts[2], "tau, 0.02 ms, is shorter than a step of 0.2 ms")
	assert.Contains(t, texts[3], "tau_ref, 0.04 ms, is less than half a step of 0.2 ms")
	assert.Contains(t, texts[4], "a step of 0.2 ms is too long for HH, whose spikes are resolved by steps up to 0.1 ms")
	assert.Contains(t, texts[5], "tau of Sign.syn, 0.05 ms, is shorter")

	// What was set since counts.
	require.NoError(t, n.Idle.Input.Set(1))
	require.NoError(t, n.Reset.Var("V_reset").Set(-5))
	kinds := map[string]bool{}
	for _, w := range n.Idle.Sim().Warnings() {
		kinds[w.Path] = true
	}
	assert.False(t, kinds["Idle"] || kinds["Reset"], kinds)
}

// busy is a network with code of its own, which may drive and read what it
// likes.
type busy struct{ suspects }

func (b *busy) Update(env *golgi.Env) { b.suspects.Update(env) }

func TestWarningsOfOwnCode(t *testing.T) {
	kinds := warnings(t, &busy{*newSuspects()}, golgi.Dt(0.2))
	assert.NotContains(t, kinds, "Idle")
	assert.NotContains(t, kinds, "Source")
	assert.Contains(t, kinds, "Reset")
}

// What moves, is driven or is read in one way or another is no suspect.
func TestNoWarnings(t *testing.T) {
	type net struct {
		golgi.DynSysGroup
		Moved, Tonic, Noisy, Driven, Onto *dyn.Group
		Source, Delayed                   *dyn.Group
		In                                *dyn.PoissonInput
		P                                 *dyn.FullProjDelta
		D                                 *delay.VarDelay
	}
	n := &net{
		Moved: dyn.NewGroup(2, dyn.Lif{V: 3}), Tonic: dyn.NewGroup(2, dyn.Lif{VRest: 25}), Noisy: dyn.NewGroup(2, dyn.Lif{Noise: 1}),
		Driven: dyn.NewGroup(2, dyn.Lif{}), Onto: dyn.NewGroup(2, dyn.Lif{}),
		Source: dyn.NewGroup(2, dyn.PoissonGroup{Freqs: 3}), Delayed: dyn.NewGroup(2, dyn.PoissonGroup{Freqs: 3}),
	}
	n.In = &dyn.PoissonInput{Post: n.Driven, Var: "V", NumInput: 1, Freq: 1}
	n.P = &dyn.FullProjDelta{Pre: n.Source, Post: n.Onto, Comm: dnn.AllToAll{Weight: -1}}
	n.D = &delay.VarDelay{Of: n.Delayed.Spike, Entries: delay.Entries{"a": 1}}
	assert.Empty(t, warnings(t, n))
	assert.Empty(t, warnings(t, bench.NewCOBA(200, bench.DefaultCOBA())))
}

// A neuron that is composed is resolved by steps that resolve all of its parts,
// one of equations by steps that these say.
func TestWarningsOfStepsOfParts(t *testing.T) {
	slow := func(longest float64) dyn.Channel {
		return dyn.Equations{Name: "slow", Params: "g_max = 1", Body: "I = g_max*(-70 - V)", Longest: longest}
	}
	neuron := func(parts dyn.Channels) dyn.Model { return dyn.CondNeuGroup{V: -60, Channels: parts} }
	sodium := dyn.CondNeuGroup{V: -60, Ions: dyn.Ions{"Na": ion.SodiumFixed{Channels: dyn.Channels{"T": channel.INaTM1991{}}}}}
	for k, c := range []struct {
		m       dyn.Model
		longest float64
	}{
		{bench.TraubMiles, 0.1}, {sodium, 0.1}, {neuron(dyn.Channels{"Na": channel.INaBa2002{}, "K": slow(0.5)}), 0.1},
		{neuron(dyn.Channels{"Na": channel.INaHH1952{}, "K": slow(0.05)}), 0.05}, {neuron(dyn.Channels{"K": slow(0)}), 100},
		{dyn.Equations{Body: "dV/dt = -V", Longest: 0.3}, 0.3},
	} {
		assert.Empty(t, warnings(t, dyn.NewGroup(2, c.m), golgi.Dt(min(c.longest, 1))), k)
		if c.longest < 100 {
			assert.Equal(t, []golgi.WarningKind{golgi.Unresolved}, warnings(t, dyn.NewGroup(2, c.m), golgi.Dt(1.01*c.longest))[""], k)
		}
	}
	_, err := golgi.Build(dyn.NewGroup(2, dyn.Equations{Body: "dV/dt = -V", Longest: -1}))
	assert.ErrorContains(t, err, "Longest is -1; give a step in ms, more than 0, or leave it out")
}

// A parameter that is nowhere is named; one that is somewhere is not.
func TestWarningsOfUnusedParameters(t *testing.T) {
	sim, err := golgi.Build(dyn.NewGroup(2, dyn.Equations{
		Params: "tau = 10 ms; b = 2; th = 1; r = 0; d = 2 ms; k = 1", Body: "tau*dV/dt = k1 - V + I\nk1 = k", Spike: "V >= th", Reset: "V = r", Refractory: "d"}))
	require.NoError(t, err)
	var texts []string
	for _, w := range sim.Warnings() {
		texts = append(texts, string(w.Kind)+" "+w.Text)
	}
	assert.Equal(t, []string{"unused the parameter b is in none of the equations; write it where it belongs, or leave it out"}, texts)
}

// Every model of the library, with its defaults and an input, is above
// suspicion.
func TestModelsGiveNoWarnings(t *testing.T) {
	for _, m := range append(append(dyn.NeuronModels(), dyn.RateModels()...), dyn.OtherModels()...) {
		g := dyn.NewGroup(2, m)
		sim, err := golgi.Build(g)
		require.NoError(t, err)
		require.NoError(t, err)
		for _, w := range sim.Warnings() {
			assert.Equal(t, golgi.Undriven, w.Kind, "%s: %s", dyn.ModelName(m), w)
		}
	}
}
