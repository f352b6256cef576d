package dyn_test

import (
	"context"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/golgi-sim/golgi"
	"github.com/golgi-sim/golgi/conn"
	"github.com/golgi-sim/golgi/delay"
	"github.com/golgi-sim/golgi/dnn"
	"github.com/golgi-sim/golgi/dyn"
	initialize "github.com/golgi-sim/golgi/init"
	"github.com/golgi-sim/golgi/runner"
)

// drawn is a network of several kinds of parts.
type drawn struct {
	golgi.DynSysGroup
	N      *dyn.Group
	P      *dyn.SpikeTimeGroup
	Delay  *delay.VarDelay
	E, E2  *dyn.FullProjAlignPostMg
	I      *dyn.HalfProjAlignPostMg
	A      *dyn.FullProjAlignPreSDMg
	D      *dyn.FullProjDelta
	Gap    *dyn.GapJunction
	Noise  *dyn.PoissonInput
	Reader *dyn.InputGroup
}

func (net *drawn) Update(env *golgi.Env) {
	net.I.Send(env, net.Delay.At("far").Slice(80, 100))
	net.DynSysGroup.Update(env)
}

func newDrawn() *drawn {
	n := dyn.NewGroup(100, dyn.LifRef{VRest: -60, VTh: -50, VReset: -60, Tau: initialize.Uniform(10, 20)})
	p := dyn.NewSpikeTimeGroup(10, []int{3}, []float64{1})
	jit := dnn.JitFPHomoLinear{Prob: 0.25, Weight: 0.5}
	return &drawn{N: n, P: p, Delay: &delay.VarDelay{Of: n.Spike, Entries: delay.Entries{"far": 1.5}},
		E:  &dyn.FullProjAlignPostMg{Pre: n.Slice(0, 80), Comm: jit, Syn: dyn.Expon{Tau: 5}, Out: dyn.COBA{E: 0}, Post: n, Delay: 2},
		E2: &dyn.FullProjAlignPostMg{Pre: p, Comm: dnn.AllToAll{Weight: -2}, Syn: dyn.Expon{Tau: 5}, Out: dyn.COBA{E: 0}, Post: n.Slice(10, 20)},
		I: &dyn.HalfProjAlignPostMg{NumPre: 20, Comm: dnn.FixedTotalLinear{Num: 200, WMu: 1, WSigma: 0.1, DMu: 1, DSigma: 0.2},
			Syn: dyn.Expon{Tau: 10}, Out: dyn.COBA{E: -80}, Post: n},
		A:   &dyn.FullProjAlignPreSDMg{Pre: p, Syn: dyn.NMDA{}, Comm: dnn.AllToAll{}, Out: dyn.CUBA{}, Post: n},
		D:   &dyn.FullProjDelta{Pre: p, Post: n, Comm: dnn.CSRLinear{Conn: conn.FixedProb{Prob: 0.5}, Weight: initialize.Uniform(-1, -0.5), Delay: 0.3}},
		Gap: &dyn.GapJunction{Pre: n, Post: n, Comm: dnn.OneToOne{Weight: 0}}, Reader: dyn.NewInputGroup(7),
		Noise: &dyn.PoissonInput{Post: n, Var: "E.syn.g", NumInput: 100, Freq: 5, Weight: 0.1}}
}

// A description says of every part what it is, from its fields as they were
// written, and of all the memory.
func TestGraph(t *testing.T) {
	net := newDrawn()
	run, err := runner.New(net, runner.Input(net.N, 20), runner.Threads(2), runner.Seed(7), runner.Progress(false))
	require.NoError(t, err)
	before := run.Graph()
	res, err := run.Run(context.Background(), 5)
	require.NoError(t, err)
	g := res.Graph

	assert.Equal(t, []any{0.1, uint64(7), 2}, []any{g.Dt, g.Seed, g.Workers})
	assert.Equal(t, 117, g.Neurons())
	require.Len(t, g.Groups, 3)
	n := g.Groups[0]
	assert.Equal(t, []any{"N", "dyn.Group", "LifRef", 100}, []any{n.Path, n.Kind, n.Model, n.Size})
	assert.Equal(t, []golgi.VariableInfo{{Name: "V", Unit: "mV"}}, n.Variables)
	assert.Contains(t, n.Equations, "tau*dV/dt = ")
	assert.Positive(t, n.Program.Operations)
	for _, p := range n.Params {
		switch p.Name {
		case "V_th":
			assert.Equal(t, golgi.Uniform(-50, 100), p.Value)
			assert.Equal(t, "mV", p.Unit)
		case "tau":
			assert.Equal(t, 100, p.Value.N)
			assert.InDelta(t, 15, p.Value.Mean, 1.2)
			assert.InDelta(t, 10/3.4641, p.Value.SD, 0.5)
			assert.True(t, 10 <= p.Value.Min && p.Value.Max <= 20)
		}
	}
	assert.Equal(t, "dyn.SpikeTimeGroup", g.Groups[1].Kind)
	assert.Equal(t, "dyn.InputGroup", g.Groups[2].Kind)

	of := map[string]golgi.ProjectionInfo{}
	for _, p := range g.Projections {
		of[p.Path] = p
	}
	e := of["E"]
	assert.Equal(t, golgi.End{Path: "N", Lo: 0, Hi: 80, Size: 100}, e.Pre)
	assert.Equal(t, "N[0:80]", e.Pre.String())
	assert.Equal(t, []any{"JitFPHomoLinear", int64(2000), true, 2.0, 2.0, golgi.Excitatory, "E.syn"},
		[]any{e.Layer, e.Synapses, e.Expected, e.DelayMin, e.DelayMax, e.Effect, e.Synapse})
	assert.Equal(t, []any{"E.syn", golgi.Inhibitory, int64(100), "N[10:20]"}, []any{of["E2"].Synapse, of["E2"].Effect, of["E2"].Synapses, of["E2"].Post.String()})
	i := of["I"]
	assert.Equal(t, golgi.End{Path: "N", Lo: 80, Hi: 100, Size: 100}, i.Pre)
	assert.Equal(t, []any{1.5, "normal(1, 0.1)", golgi.Inhibitory, int64(200)}, []any{i.DelayMin, i.Weight.String(), i.Effect, i.Synapses})
	assert.InDelta(t, 1.5+2.2-0.1, i.DelayMax, 1e-9) // DMu + 6 DSigma
	assert.GreaterOrEqual(t, i.Bytes, int64(6*200))
	assert.Equal(t, "A.syn", of["A"].Synapse)
	d := of["D"]
	assert.Equal(t, []any{0.3, 0.3, golgi.Inhibitory, ""}, []any{d.DelayMin, d.DelayMax, d.Effect, d.Synapse})
	assert.True(t, -1 <= d.Weight.Min && d.Weight.Max <= -0.5 && d.Weight.N == int(d.Synapses))
	assert.Equal(t, "N", of["Gap"].Pre.Path)

	// What is sent comes from nowhere until it was sent.
	for _, p := range before.Projections {
		if p.Path == "I" {
			assert.Equal(t, golgi.End{Hi: 20, Size: 20}, p.Pre)
		}
	}
	require.NotEmpty(t, g.Synapses)
	assert.Equal(t, []string{"E", "E2"}, g.Synapses[0].Projections)
	assert.Equal(t, []any{"Expon", "COBA", "I"}, []any{g.Synapses[0].Model, g.Synapses[0].Output, g.Synapses[0].Current})
	assert.Equal(t, []golgi.InputInfo{{Path: "Noise", Target: "E.syn.g", What: "Poisson, 100 × 5 Hz, weight 0.1"}, {Target: "N.I", What: "20"}}, g.Inputs)
	assert.Greater(t, g.Bytes(), int64(100*8*4))

	text := g.String()
	for _, want := range []string{"117 elements in 3 groups; 6 projections", "≈ 2,000", "N[0:80]", "E, E2", "tau = 5 ms", "Poisson", "NMDA"} {
		assert.Contains(t, text, want)
	}
	for _, line := range strings.Split(text, "\n") {
		assert.Equal(t, strings.TrimRight(line, " "), line)
	}
	assert.Contains(t, run.Sim().Explain(), text[:40])
}
