package dyn_test

import (
	"bytes"
	"errors"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/golgi-sim/golgi"
	"github.com/golgi-sim/golgi/conn"
	"github.com/golgi-sim/golgi/delay"
	"github.com/golgi-sim/golgi/dnn"
	"github.com/golgi-sim/golgi/dyn"
	initialize "github.com/golgi-sim/golgi/init"
	"github.com/golgi-sim/golgi/internal/portrait"
)

// medley is a network that can have a part of every kind: groups of a model, of
// LIF neurons and of Poisson sources, and others between them.
type medley struct {
	golgi.DynSysGroup
	N, M, P *dyn.Group
	S       *dyn.SpikeTimeGroup
	Parts   map[string]golgi.DynamicalSystem
}

const medleySize = 24

func newMedley(model dyn.Model, parts ...string) *medley {
	var index []int
	var times []float64
	for k := range 60 {
		index, times = append(index, k*7%medleySize), append(times, float64(k*k%83)/10)
	}
	m := &medley{Parts: map[string]golgi.DynamicalSystem{},
		N: dyn.NewGroup(medleySize, portrait.Composed(model)),
		M: dyn.NewGroup(medleySize, dyn.LifRef{VRest: -60, VTh: -50, VReset: -60, TauRef: initialize.Uniform(1, 3), V: initialize.Normal(-53, 3)}),
		P: dyn.NewGroup(medleySize, dyn.PoissonGroup{Freqs: 400}),
		S: dyn.NewSpikeTimeGroup(medleySize, index, times)}
	for _, name := range parts {
		m.Parts[name] = medleyParts[name](m)
	}
	return m
}

// comms are communication layers, between equal numbers of elements.
var comms = map[string]dnn.Comm{
	"AllToAll":                 dnn.AllToAll{Weight: 0.3},
	"Linear":                   dnn.Linear{Weight: initialize.Normal(0.3, 0.1)},
	"OneToOne":                 dnn.OneToOne{Weight: 2},
	"MaskedLinear":             dnn.MaskedLinear{Conn: conn.FixedProb{Prob: 0.3}, Weight: 0.7},
	"CSRLinear":                dnn.CSRLinear{Conn: conn.FixedProb{Prob: 0.3}, Weight: initialize.Uniform(0, 1)},
	"EventCSRLinear":           dnn.EventCSRLinear{Conn: conn.FixedProb{Prob: 0.3}, Weight: 0.6},
	"EventCSRLinear delays":    dnn.EventCSRLinear{Conn: conn.FixedProb{Prob: 0.4}, Weight: 0.6, Delay: initialize.Uniform(0.1, 2)},
	"EventCSRLinear delay":     dnn.EventCSRLinear{Conn: conn.FixedProb{Prob: 0.4}, Weight: 0.6, Delay: 0.9},
	"JitFPHomoLinear":          dnn.JitFPHomoLinear{Prob: 0.3, Weight: 0.6},
	"EventJitFPHomoLinear":     dnn.EventJitFPHomoLinear{Prob: 0.3, Weight: 0.6},
	"JitFPUniformLinear":       dnn.JitFPUniformLinear{Prob: 0.3, WLow: 0, WHigh: 1},
	"EventJitFPUniformLinear":  dnn.EventJitFPUniformLinear{Prob: 0.3, WLow: 0, WHigh: 1},
	"JitFPNormalLinear":        dnn.JitFPNormalLinear{Prob: 0.3, WMu: 0.5, WSigma: 0.1},
	"EventJitFPNormalLinear":   dnn.EventJitFPNormalLinear{Prob: 0.3, WMu: 0.5, WSigma: 0.1},
	"FixedTotalLinear":         dnn.FixedTotalLinear{Num: 200, WMu: 0.5, WSigma: 0.1},
	"FixedTotalLinear delays":  dnn.FixedTotalLinear{Num: 200, WMu: 0.5, WSigma: 0.1, DMu: 1, DSigma: 0.5},
	"JitFixedTotalLinear":      dnn.JitFixedTotalLinear{Num: 200, WMu: 0.5},
	"JitFixedTotalLinear more": dnn.JitFixedTotalLinear{Num: 200, WMu: 0.5, WSigma: 0.2, DMu: 0.7, DSigma: 0.3},
}

// projections are the kinds that have all of a delay, a layer, a synapse and an
// output.
var projections = map[string]func(pre dyn.Source, post dyn.Target, ms float64, comm dnn.Comm, syn dyn.Synapse, out dyn.Output) golgi.Projection{
	"FullProjAlignPostMg": func(pre dyn.Source, post dyn.Target, ms float64, comm dnn.Comm, syn dyn.Synapse, out dyn.Output) golgi.Projection {
		return &dyn.FullProjAlignPostMg{Pre: pre, Post: post, Delay: ms, Comm: comm, Syn: syn, Out: out}
	},
	"FullProjAlignPost": func(pre dyn.Source, post dyn.Target, ms float64, comm dnn.Comm, syn dyn.Synapse, out dyn.Output) golgi.Projection {
		return &dyn.FullProjAlignPost{Pre: pre, Post: post, Delay: ms, Comm: comm, Syn: syn, Out: out}
	},
	"FullProjAlignPreSDMg": func(pre dyn.Source, post dyn.Target, ms float64, comm dnn.Comm, syn dyn.Synapse, out dyn.Output) golgi.Projection {
		return &dyn.FullProjAlignPreSDMg{Pre: pre, Post: post, Delay: ms, Comm: comm, Syn: syn, Out: out}
	},
	"FullProjAlignPreDSMg": func(pre dyn.Source, post dyn.Target, ms float64, comm dnn.Comm, syn dyn.Synapse, out dyn.Output) golgi.Projection {
		return &dyn.FullProjAlignPreDSMg{Pre: pre, Post: post, Delay: ms, Comm: comm, Syn: syn, Out: out}
	},
	"FullProjAlignPreSD": func(pre dyn.Source, post dyn.Target, ms float64, comm dnn.Comm, syn dyn.Synapse, out dyn.Output) golgi.Projection {
		return &dyn.FullProjAlignPreSD{Pre: pre, Post: post, Delay: ms, Comm: comm, Syn: syn, Out: out}
	},
	"FullProjAlignPreDS": func(pre dyn.Source, post dyn.Target, ms float64, comm dnn.Comm, syn dyn.Synapse, out dyn.Output) golgi.Projection {
		return &dyn.FullProjAlignPreDS{Pre: pre, Post: post, Delay: ms, Comm: comm, Syn: syn, Out: out}
	},
	"STDPSong2000": func(pre dyn.Source, post dyn.Target, ms float64, comm dnn.Comm, syn dyn.Synapse, out dyn.Output) golgi.Projection {
		return &dyn.STDPSong2000{Pre: pre, Post: post, Delay: ms, Comm: comm, Syn: syn, Out: out, A1: 0.02, A2: 0.03, WMax: 3, WMin: -3}
	},
	"FullProjDelta": func(pre dyn.Source, post dyn.Target, ms float64, comm dnn.Comm, syn dyn.Synapse, out dyn.Output) golgi.Projection {
		return &dyn.FullProjDelta{Pre: pre, Post: post, Delay: ms, Comm: comm}
	},
}

// latecomer is a network that sends after the update of the group: what it has
// sent is on its way when a step ends.
type latecomer struct {
	golgi.DynSysGroup
	G    *dyn.Group
	D    *delay.VarDelay
	Half *dyn.HalfProjAlignPostMg
	Jump *dyn.HalfProjDelta
	Vec  *dyn.VanillaProj
	Full *dyn.FullProjAlignPost
	Pre  *dyn.FullProjAlignPreSD
	STDP *dyn.STDPSong2000
	x    []float64
}

func newLatecomer(m *medley) *latecomer {
	g := dyn.NewGroup(medleySize, dyn.LifRef{VRest: -60, VTh: -50, VReset: -60, TauRef: 1})
	comm, syn, out := dnn.CSRLinear{Conn: conn.FixedProb{Prob: 0.3}, Weight: 0.8}, dyn.Expon{Tau: 4}, dyn.COBA{E: 0}
	return &latecomer{G: g, D: &delay.VarDelay{Of: m.S.Spike, Entries: delay.Entries{"a": 0.4}},
		Half: &dyn.HalfProjAlignPostMg{NumPre: medleySize, Comm: dnn.EventCSRLinear{Conn: conn.FixedProb{Prob: 0.3}, Weight: 2, Delay: 0.5}, Syn: syn, Out: out, Post: g},
		Jump: &dyn.HalfProjDelta{NumPre: medleySize, Comm: comm, Post: g},
		Vec:  &dyn.VanillaProj{NumPre: medleySize, Comm: comm, Out: dyn.CUBA{}, Post: g},
		Full: &dyn.FullProjAlignPost{Pre: m.S, Post: g, Delay: 0.3, Comm: comm, Syn: dyn.Alpha{}, Out: out},
		Pre:  &dyn.FullProjAlignPreSD{Pre: m.S, Post: g, Delay: 0.3, Comm: comm, Syn: dyn.AMPA{}, Out: out},
		STDP: &dyn.STDPSong2000{Pre: m.S, Post: g, Delay: 0.5, Comm: comm, Syn: syn, Out: out, A1: 0.01, A2: 0.02},
	}
}

func (l *latecomer) Update(env *golgi.Env) {
	l.D.Update(env)
	l.G.Update(env)
	l.Half.Send(env, l.D.At("a"))
	l.Jump.Send(env, l.D.At("a"))
	l.x = l.G.V.Values()
	l.Vec.SendVector(env, l.x)
	for _, p := range []golgi.DynamicalSystem{l.Half, l.Jump, l.Vec, l.Full, l.Pre, l.STDP} {
		p.Update(env)
	}
}

// medleyParts are parts of all other kinds.
var medleyParts = map[string]func(m *medley) golgi.DynamicalSystem{
	"VarDelay of spikes": func(m *medley) golgi.DynamicalSystem {
		return &delay.VarDelay{Of: m.S.Spike.Slice(2, 20), Entries: delay.Entries{"a": 0, "b": 1.1}}
	},
	"VarDelay of V": func(m *medley) golgi.DynamicalSystem {
		return &delay.VarDelay{Of: m.M.V.Slice(3, 9), Entries: delay.Entries{"a": 0.7}, Init: initialize.Normal(0, 1)}
	},
	"DataDelay": func(m *medley) golgi.DynamicalSystem {
		return &delay.DataDelay{Size: 3, Entries: delay.Entries{"a": 0.7}, Init: 4}
	},
	"TimeDelay": func(m *medley) golgi.DynamicalSystem { return &delay.TimeDelay{Of: m.M.V, Longest: 1.3} },
	"latecomer": func(m *medley) golgi.DynamicalSystem { return newLatecomer(m) },
	"GapJunction": func(m *medley) golgi.DynamicalSystem {
		return &dyn.GapJunction{Pre: m.M, Post: m.M, Comm: dnn.AllToAll{Weight: 0.01, NoSelf: true}}
	},
	"AdditiveCoupling": func(m *medley) golgi.DynamicalSystem {
		return &dyn.AdditiveCoupling{Pre: m.M, Post: m.M.Slice(0, 5), Comm: dnn.Linear{Weight: 0.001}, Delay: initialize.Uniform(0, 2), Init: initialize.Uniform(-60, -50)}
	},
	"DiffusiveCoupling": func(m *medley) golgi.DynamicalSystem {
		return &dyn.DiffusiveCoupling{Pre: m.M.Slice(2, 12), Post: m.M.Slice(12, 22), Comm: dnn.OneToOne{Weight: 0.1}, Delay: 0.6}
	},
	"PoissonInput": func(m *medley) golgi.DynamicalSystem {
		return &dyn.PoissonInput{Post: m.M, Var: "V", NumInput: 50, Freq: 100, Weight: 0.4}
	},
	"Kuramoto": func(m *medley) golgi.DynamicalSystem {
		return newKuramoto(medleySize, dyn.KuramotoOscillator{Omega: initialize.Normal(1, 0.1)}, dnn.AllToAll{Weight: 0.1})
	},
	"NVAR": func(m *medley) golgi.DynamicalSystem {
		v := dyn.NewNVAR(2, 3, 2)
		v.Stride, v.From = 2, m.M.V.Slice(4, 6)
		return v
	},
	"RNNCell":     func(m *medley) golgi.DynamicalSystem { return medleyCell(m, dyn.RNNCell{}) },
	"GRUCell":     func(m *medley) golgi.DynamicalSystem { return medleyCell(m, dyn.GRUCell{}) },
	"LSTMCell":    func(m *medley) golgi.DynamicalSystem { return medleyCell(m, dyn.LSTMCell{}) },
	"Reservoir":   func(m *medley) golgi.DynamicalSystem { return medleyCell(m, dyn.Reservoir{External: true}) },
	"OutputGroup": func(m *medley) golgi.DynamicalSystem { return dyn.NewOutputGroup(medleySize, m.M.V) },
	"past": func(m *medley) golgi.DynamicalSystem {
		return dyn.NewGroup(5, dyn.Equations{Params: "lag = 1.25 ms", Body: "dx/dt = -0.3*delayed(x, lag) + 0.1*delayed(x, 0.5) + 0.2*xi : init = Normal(0, 1)"})
	},
	"ExpCUBA": func(m *medley) golgi.DynamicalSystem {
		return &dyn.ExpCUBA{Pre: m.P, Post: m.M, Conn: conn.FixedProb{Prob: 0.2}, GMax: 2, Tau: 4, Delay: 0.4}
	},
	"AlphaCOBA": func(m *medley) golgi.DynamicalSystem {
		return &dyn.AlphaCOBA{Pre: m.P, Post: m.M, Conn: conn.FixedProb{Prob: 0.2}, GMax: 0.1, E: 0}
	},
	"DualExpCOBA": func(m *medley) golgi.DynamicalSystem {
		return &dyn.DualExpCOBA{Pre: m.M, Post: m.M, Conn: conn.FixedProb{Prob: 0.2}, GMax: 0.1, E: 0}
	},
}

func medleyCell(m *medley, model dyn.CellModel) *dyn.Cell {
	c := dyn.NewCell(4, 6, model)
	c.From = m.M.V.Slice(0, 4)
	return c
}

// project adds a projection from the Poisson sources onto the LIF neurons.
func (m *medley) project(kind string, ms float64, comm string, syn dyn.Synapse, out dyn.Output) {
	m.Parts[fmt.Sprintf("%s %d", kind, len(m.Parts))] = projections[kind](m.P, m.M, ms, comms[comm], syn, out)
}

// input drives the groups so that they spike.
func (m *medley) input(t require.TestingT, model dyn.Model) {
	require.NoError(t, m.M.Input.Set(11))
	if x := portrait.Stimulus(dyn.ModelName(model)); x != 0 && dyn.ModelName(model) != "RateQIFWithSFA" { // which diverges at this dt
		_ = m.N.Input.Set(x) // some read none
	}
}

// resumes checks that a network that is saved after some steps and loaded goes
// on as it would have: into a fresh network with other workers and another
// executor, and into one that has run on. between is called half-way to the
// save.
func resumes(t require.TestingT, make func() golgi.DynamicalSystem, at, on int, between func(*golgi.Sim)) {
	fresh := func(opts ...golgi.Option) *golgi.Sim {
		sim, err := golgi.Build(make(), append(opts, golgi.Seed(9))...)
		require.NoError(t, err)
		return sim
	}
	run := func(sim *golgi.Sim, n int) (spikes []string) {
		sim.Start()
		defer sim.Stop()
		for range n {
			require.NoError(t, sim.Step())
			for _, name := range sim.SpikeNames() {
				s, err := sim.LookupSpikes(name)
				require.NoError(t, err)
				spikes = append(spikes, fmt.Sprint(name, s.Indices()))
			}
		}
		return spikes
	}
	save := func(sim *golgi.Sim) []byte {
		var file bytes.Buffer
		require.NoError(t, sim.Save(&file))
		return file.Bytes()
	}
	sim := fresh(golgi.Threads(2))
	require.NoError(t, sim.Reset(golgi.Trial(3)))
	run(sim, at/2)
	between(sim)
	run(sim, at-at/2)
	file := save(sim)
	spikes := run(sim, on)
	end := save(sim)
	other := fresh(golgi.Threads(1), golgi.Executor(golgi.Portable))
	for _, sim := range []*golgi.Sim{other, other, fresh(golgi.Threads(3))} {
		require.NoError(t, sim.Load(bytes.NewReader(file)))
		require.Equal(t, file, save(sim), "saving what was loaded")
		require.Equal(t, int64(at), sim.Steps())
		require.Equal(t, spikes, run(sim, on))
		require.True(t, bytes.Equal(end, save(sim)), "all that there is at the end")
	}
	require.NoError(t, sim.Close())
	require.NoError(t, other.Close())
}

// TestEveryKindResumes: every neuron model, synapse, output, layer, projection,
// and every other part, one by one.
func TestEveryKindResumes(t *testing.T) {
	try := func(name string, model dyn.Model, more func(m *medley), parts ...string) {
		t.Run(name, func(t *testing.T) {
			var m *medley
			resumes(t, func() golgi.DynamicalSystem {
				m = newMedley(model, parts...)
				more(m)
				return m
			}, 37, 23, func(*golgi.Sim) { m.input(t, model) })
		})
	}
	nothing := func(*medley) {}
	for _, m := range slices.Concat(dyn.NeuronModels(), dyn.RateModels(), dyn.OtherModels(), dyn.ComposedModels()) {
		try(dyn.ModelName(m), m, nothing)
	}
	for _, syn := range dyn.SynapseModels() {
		for _, kind := range []string{"FullProjAlignPreSDMg", "FullProjAlignPreDS"} {
			try(kind+" "+reflect.TypeOf(syn).Name(), dyn.Lif{}, func(m *medley) { m.project(kind, 0.5, "CSRLinear", syn, dyn.COBA{E: 0}) })
		}
	}
	linear := []dyn.Synapse{dyn.Expon{}, dyn.DualExpon{}, dyn.DualExponV2{}, dyn.Alpha{}}
	for _, syn := range linear {
		for _, out := range dyn.OutputModels() {
			for _, kind := range []string{"FullProjAlignPostMg", "FullProjAlignPost", "STDPSong2000"} {
				try(fmt.Sprintf("%s %T %T", kind, syn, out), dyn.Lif{}, func(m *medley) { m.project(kind, 0.3, "CSRLinear", syn, out) })
			}
		}
	}
	for comm := range comms {
		try("post "+comm, dyn.Lif{}, func(m *medley) { m.project("FullProjAlignPostMg", 0.4, comm, dyn.Expon{}, dyn.COBA{E: 0}) })
		try("delta "+comm, dyn.Lif{}, func(m *medley) { m.project("FullProjDelta", 0, comm, nil, nil) })
	}
	for part := range medleyParts {
		try(part, dyn.Lif{}, nothing, part)
	}
	try("Scaled", dyn.Lif{}, func(m *medley) {
		m.project("FullProjAlignPreSD", 0.3, "CSRLinear", dyn.Scaled{Syn: dyn.NMDA{}, By: dyn.STP{}}, dyn.MgBlock{})
	})
}

// TestResumes: a random network, of which random quantities were set, saved at a
// random step.
func TestResumes(t *testing.T) {
	models := slices.Concat(dyn.NeuronModels(), dyn.RateModels(), dyn.OtherModels(), dyn.ComposedModels())
	linear := []dyn.Synapse{dyn.Expon{}, dyn.DualExpon{}, dyn.DualExponV2{}, dyn.Alpha{}}
	kinds, layers, parts := slices.Sorted(maps.Keys(projections)), slices.Sorted(maps.Keys(comms)), slices.Sorted(maps.Keys(medleyParts))
	rapid.Check(t, func(t *rapid.T) {
		model := rapid.SampledFrom(models).Draw(t, "model")
		some := rapid.SliceOfNDistinct(rapid.SampledFrom(parts), 0, 5, rapid.ID).Draw(t, "parts")
		type projected struct {
			kind, comm string
			ms         float64
			syn        dyn.Synapse
			out        dyn.Output
		}
		var projects []projected
		for range rapid.IntRange(0, 4).Draw(t, "projections") {
			p := projected{kind: rapid.SampledFrom(kinds).Draw(t, "kind"), comm: rapid.SampledFrom(layers).Draw(t, "layer"),
				ms: float64(rapid.IntRange(0, 20).Draw(t, "delay")) / 10, out: rapid.SampledFrom(dyn.OutputModels()).Draw(t, "output")}
			p.syn = rapid.SampledFrom(linear).Draw(t, "synapse")
			switch p.kind {
			case "STDPSong2000":
				p.comm = "CSRLinear"
			case "FullProjAlignPreSDMg", "FullProjAlignPreDSMg", "FullProjAlignPreSD", "FullProjAlignPreDS":
				p.comm, p.syn = "Linear", rapid.SampledFrom(dyn.SynapseModels()).Draw(t, "synapse of pre")
			}
			projects = append(projects, p)
		}
		var m *medley
		make := func() golgi.DynamicalSystem {
			m = newMedley(model, some...)
			for _, p := range projects {
				m.project(p.kind, p.ms, p.comm, p.syn, p.out)
			}
			return m
		}
		at, on := rapid.IntRange(0, 60).Draw(t, "saved at"), rapid.IntRange(1, 40).Draw(t, "then")
		resumes(t, make, at, on, func(sim *golgi.Sim) {
			m.input(t, model)
			for range rapid.IntRange(0, 6).Draw(t, "changes") {
				s, err := sim.Lookup(rapid.SampledFrom(sim.Names()).Draw(t, "changed"))
				require.NoError(t, err)
				if s.Len() == 0 {
					continue
				}
				x := s.Values()
				for i := range x {
					x[i] *= 1 + float64(i)*1e-4
				}
				if rapid.Bool().Draw(t, "one for all") {
					x = x[len(x)-1:]
				}
				before := s.Values()
				if s.Set(x...) != nil {
					require.Equal(t, before, s.Values(), "what is refused is not set")
				}
			}
		})
	})
}

// TestAnotherNetworkIsRefused: a file of another network is refused with the
// difference, and the network goes on as if nothing had been.
func TestAnotherNetworkIsRefused(t *testing.T) {
	file := func(g *garden, opts ...golgi.Option) []byte {
		sim, err := golgi.Build(g, opts...)
		require.NoError(t, err)
		require.NoError(t, sim.Run(20))
		var b bytes.Buffer
		require.NoError(t, sim.Save(&b))
		return b.Bytes()
	}
	for name, c := range map[string]struct {
		change func(g *garden)
		want   string
	}{
		"weight":  {func(g *garden) { g.E.Comm = dnn.EventJitFPHomoLinear{Prob: 0.2, Weight: 0.6} }, "E: Comm is EventJitFPHomoLinear{Prob: 0.2, Weight: 0.5} here, and was EventJitFPHomoLinear{Prob: 0.2, Weight: 0.6} when the file was saved"},
		"delay":   {func(g *garden) { g.E.Delay = 0.5 }, "E: Delay is 4 steps here, and was 5 steps when the file was saved"},
		"time":    {func(g *garden) { g.E.Syn = dyn.Expon{Tau: 6} }, "E.syn: tau is 5 here, and was 6 when"},
		"synapse": {func(g *garden) { g.E.Syn = dyn.Alpha{} }, "E.syn: model is Expon here, and was Alpha when the file was saved"},
		"view":    {func(g *garden) { g.E.Pre = g.N.Slice(0, 41) }, "E: Pre is N[0:40] here, and was N[0:41] when the file was saved"},
		"spikes":  {func(g *garden) { g.S = dyn.NewSpikeTimeGroup(5, []int{1}, []float64{1}); g.mend() }, "S: events is 5 spikes"},
		"size":    {func(g *garden) { g.N = dyn.NewGroup(61, dyn.LifRef{}); g.mend() }, "N: neurons is 60 here, and was 61 when the file was saved"},
		"model":   {func(g *garden) { g.N = dyn.NewGroup(60, dyn.LifRefLTC{}); g.mend() }, "N: model is LifRef here, and was LifRefLTC when the file was saved"},
		"part": {func(g *garden) {
			g.More = append(g.More, &dyn.FullProjDelta{Pre: g.S, Post: g.N, Comm: dnn.AllToAll{}})
		}, "More[1]: is a part in the file, and there is none here"},
		"less": {func(g *garden) { g.More = nil }, "More[0]: is a part here, and there was none when the file was saved"},
		"kind": {func(g *garden) { g.More[0] = &dyn.FullProjDelta{Pre: g.N, Post: g.N, Comm: dnn.OneToOne{}} }, "More[0]: kind is dyn.FullProjAlignPost here, and was dyn.FullProjDelta when the file was saved"},
		"parameters": {func(g *garden) {
			g.N = dyn.NewGroup(60, dyn.LifRef{VRest: -60, VTh: -50, VReset: -60, TauRef: 2})
			g.mend()
		}, "N: tau_ref is 60 values with checksum"},
		"initial": {func(g *garden) {
			g.N = dyn.NewGroup(60, dyn.LifRef{VRest: -60, VTh: -50, VReset: -60, TauRef: initialize.Uniform(1, 3), V: -55})
			g.mend()
		}, "N: initial V is "},
		"entries": {func(g *garden) { g.D.Entries = delay.Entries{"a": 0.5, "b": 0} }, "D: Entries is a: 5 steps here, and was a: 5 steps, b: 1 steps when the file was saved"},
		"connections": {func(g *garden) {
			g.I.Comm = dnn.EventCSRLinear{Conn: conn.FixedProb{Prob: 0.21}, Weight: 2, Delay: initialize.Uniform(0, 2)}
		}, "I: Comm is EventCSRLinear{Conn: FixedProb{Prob: 0.2}"},
	} {
		t.Run(name, func(t *testing.T) {
			other := newGarden()
			c.change(other)
			data := file(other, golgi.Seed(1))
			g := newGarden()
			sim, err := golgi.Build(g, golgi.Seed(1))
			require.NoError(t, err)
			require.NoError(t, sim.Run(7))
			var before, after bytes.Buffer
			require.NoError(t, sim.Save(&before))
			err = sim.Load(bytes.NewReader(data))
			require.ErrorContains(t, err, c.want)
			if name == "size" { // what follows from it is not said
				assert.NotRegexp(t, `N\[0:60\]|has 60 elements`, err.Error())
			}
			var list golgi.BuildErrors
			require.True(t, errors.As(err, &list))
			require.NoError(t, sim.Save(&after))
			assert.True(t, bytes.Equal(before.Bytes(), after.Bytes()), "what is refused changes nothing")
			fresh := newGarden()
			simFresh, err := golgi.Build(fresh, golgi.Seed(1))
			require.NoError(t, err)
			require.NoError(t, simFresh.Run(7))
			a, all := g.state(t, sim)
			b, want := fresh.state(t, simFresh)
			assert.Equal(t, b, a)
			assert.Equal(t, want, all)
		})
	}
	data := file(newGarden(), golgi.Seed(1), golgi.Dt(0.05))
	sim, err := golgi.Build(newGarden(), golgi.Seed(2))
	require.NoError(t, err)
	err = sim.Load(bytes.NewReader(data))
	assert.ErrorContains(t, err, "dt is 0.1 ms here, and was 0.05 ms when the file was saved\nseed is 2 here, and was 1 when the file was saved")
}

// TestCalendarResumes: weights of so large a group that they wait in another
// form than a plain ring, with regions that depend on the workers.
func TestCalendarResumes(t *testing.T) {
	type network struct {
		golgi.DynSysGroup
		P, N *dyn.Group
		E, J *dyn.FullProjAlignPostMg
	}
	const n = 6000
	var net *network
	make := func() golgi.DynamicalSystem {
		p, g := dyn.NewGroup(500, dyn.PoissonGroup{Freqs: 300}), dyn.NewGroup(n, dyn.LifRef{VRest: -60, VTh: -50, VReset: -60, TauRef: 2})
		net = &network{P: p, N: g,
			E: &dyn.FullProjAlignPostMg{Pre: p, Post: g, Comm: dnn.FixedTotalLinear{Num: 50000, WMu: 0.25, WSigma: 0.1, DMu: 2, DSigma: 1}, Syn: dyn.Expon{Tau: 5}, Out: dyn.COBA{E: 0}},
			J: &dyn.FullProjAlignPostMg{Pre: g, Post: g, Comm: dnn.JitFixedTotalLinear{Num: 90000, WMu: 0.125, DMu: 1.5, DSigma: 0.7}, Syn: dyn.Expon{Tau: 5}, Out: dyn.COBA{E: 0}}}
		return net
	}
	for _, at := range []int{0, 5, 8, 31, 67} {
		resumes(t, make, at, 40, func(*golgi.Sim) { _ = net.N.Input.Set(9) })
	}
}

// TestSavedAfterReset: a network that was taken back to its beginning is saved as
// one that is new, and a file that it refuses leaves it there.
func TestSavedAfterReset(t *testing.T) {
	for part := range medleyParts {
		t.Run(part, func(t *testing.T) {
			build := func(opts ...golgi.Option) *golgi.Sim {
				sim, err := golgi.Build(newMedley(dyn.Lif{}, part), opts...)
				require.NoError(t, err)
				return sim
			}
			save := func(sim *golgi.Sim) []byte {
				var file bytes.Buffer
				require.NoError(t, sim.Save(&file))
				return file.Bytes()
			}
			sim, other := build(golgi.Seed(9)), newMedley(dyn.HH{}, part)
			require.NoError(t, sim.Run(36))
			require.NoError(t, sim.Reset(golgi.Trial(3)))
			file := save(sim)
			another, err := golgi.Build(other, golgi.Seed(9))
			require.NoError(t, err)
			require.NoError(t, another.Run(3))
			require.ErrorContains(t, sim.Load(bytes.NewReader(save(another))), "N: model is ")
			require.NoError(t, sim.Err())
			require.True(t, bytes.Equal(file, save(sim)), "what is refused changes nothing")
			fresh := build(golgi.Seed(9))
			require.NoError(t, fresh.Load(bytes.NewReader(file)))
			require.NoError(t, fresh.Run(20))
			require.NoError(t, sim.Run(20))
			require.True(t, bytes.Equal(save(sim), save(fresh)))
		})
	}
}

// TestDelayThatWasSetResumes: a delay that is a parameter may be raised to many
// times what it was built with, and one that no memory is enough for is refused.
func TestDelayThatWasSetResumes(t *testing.T) {
	const n = 20000
	type network struct {
		golgi.DynSysGroup
		N *dyn.Group
	}
	build := func() (*golgi.Sim, golgi.State) {
		sim, err := golgi.Build(&network{N: dyn.NewGroup(n, dyn.Equations{Params: "lag = 1 ms", Body: "dx/dt = -0.3*delayed(x, lag) : init = Normal(0, 1)"})})
		require.NoError(t, err)
		lag, err := sim.Lookup("N.lag")
		require.NoError(t, err)
		return sim, lag
	}
	save := func(sim *golgi.Sim) []byte {
		var file bytes.Buffer
		require.NoError(t, sim.Save(&file))
		return file.Bytes()
	}
	sim, lag := build()
	short := save(sim)
	require.NoError(t, lag.Set(20))
	require.NoError(t, sim.Run(10))
	file := save(sim)
	fresh, other := build()
	// What is cut short takes no more memory than what there is of it.
	require.ErrorContains(t, fresh.Load(bytes.NewReader(file[:len(file)/2])), "was cut")
	require.NoError(t, fresh.Load(bytes.NewReader(file)))
	require.Equal(t, 20.0, other.Values()[0])
	require.NoError(t, fresh.Run(30))
	require.NoError(t, sim.Run(30))
	require.True(t, bytes.Equal(save(sim), save(fresh)))
	require.NoError(t, fresh.Load(bytes.NewReader(short)), "and back")
	require.True(t, bytes.Equal(short, save(fresh)))
	require.ErrorContains(t, lag.Set(1.6e6), "of memory, and ")
	require.Equal(t, 20.0, lag.Values()[0])
}

// TestPrecisionOfWeights: a checkpoint that has more values than there is room
// for, since weights were double floats and are single ones, says so.
func TestPrecisionOfWeights(t *testing.T) {
	type net struct {
		golgi.DynSysGroup
		N *dyn.Group
		P *dyn.FullProjAlignPost
	}
	const n, in = 2000, 100
	w := make([]float64, n*in)
	for k := range w {
		w[k] = 0.1 + float64(k)
	}
	build := func(single bool) *golgi.Sim {
		m := &net{N: dyn.NewGroup(n, dyn.Lif{})}
		m.P = &dyn.FullProjAlignPost{Pre: m.N, Comm: dnn.CSRLinear{Conn: conn.FixedInDegree{K: in}, Weight: w, Single: single}, Syn: dyn.Expon{}, Out: dyn.CUBA{}, Post: m.N}
		sim, err := golgi.Build(m)
		require.NoError(t, err)
		return sim
	}
	var b bytes.Buffer
	require.NoError(t, build(false).Save(&b))
	sim := build(true)
	err := sim.Load(bytes.NewReader(b.Bytes()))
	require.ErrorContains(t, err, "P: Comm is CSRLinear{")
	assert.Regexp(t, `, Single: true} here, and was CSRLinear.* when the file was saved`, err.Error())
	assert.NotContains(t, err.Error(), "bytes")
	require.NoError(t, sim.Step()) // as before
}
