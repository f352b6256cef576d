package dyn_test

import (
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/golgi-sim/golgi"
	"github.com/golgi-sim/golgi/conn"
	"github.com/golgi-sim/golgi/dnn"
	"github.com/golgi-sim/golgi/dyn"
	initialize "github.com/golgi-sim/golgi/init"
)

// preKinds makes a projection of each kind aligned with the presynaptic side.
var preKinds = map[string]func(pre dyn.Source, post dyn.Target, syn dyn.Synapse, out dyn.Output, comm dnn.Comm, delay float64) golgi.Projection{
	"SDMg": func(pre dyn.Source, post dyn.Target, syn dyn.Synapse, out dyn.Output, comm dnn.Comm, delay float64) golgi.Projection {
		return &dyn.FullProjAlignPreSDMg{Pre: pre, Post: post, Syn: syn, Out: out, Comm: comm, Delay: delay}
	},
	"DSMg": func(pre dyn.Source, post dyn.Target, syn dyn.Synapse, out dyn.Output, comm dnn.Comm, delay float64) golgi.Projection {
		return &dyn.FullProjAlignPreDSMg{Pre: pre, Post: post, Syn: syn, Out: out, Comm: comm, Delay: delay}
	},
	"SD": func(pre dyn.Source, post dyn.Target, syn dyn.Synapse, out dyn.Output, comm dnn.Comm, delay float64) golgi.Projection {
		return &dyn.FullProjAlignPreSD{Pre: pre, Post: post, Syn: syn, Out: out, Comm: comm, Delay: delay}
	},
	"DS": func(pre dyn.Source, post dyn.Target, syn dyn.Synapse, out dyn.Output, comm dnn.Comm, delay float64) golgi.Projection {
		return &dyn.FullProjAlignPreDS{Pre: pre, Post: post, Syn: syn, Out: out, Comm: comm, Delay: delay}
	},
}

// TestAlignPreDelays: a spike of step 7 with a delay of d steps acts in step
// 7 + d, in every kind of projection; V, which has the current of the step
// before in it, follows in the same step.
func TestAlignPreDelays(t *testing.T) {
	for name, make := range preKinds {
		for _, c := range []struct {
			ms    float64
			steps int
		}{{0, 1}, {0.1, 1}, {0.2, 2}, {0.5, 5}, {20, 200}} {
			s, n := dyn.NewSpikeTimeGroup(1, []int{0}, []float64{0.7}), dyn.NewGroup(1, dyn.Lif{VRest: 0, VTh: 1e9})
			net := &chain{S: s, N: n, P: make(s, n, dyn.Expon{Tau: 5}, dyn.CUBA{}, dnn.OneToOne{Weight: 3}, c.ms)}
			sim := build(t, net)
			g, err := sim.Lookup("P.g")
			require.NoError(t, err)
			for step := range 7 + c.steps {
				steps(t, sim, 1)
				assert.Equal(t, 0.0, g.At(0), "%s, delay %v, step %d", name, c.ms, step)
				assert.Equal(t, 0.0, n.V.At(0))
			}
			steps(t, sim, 1)
			assert.Equal(t, 3.0, g.At(0), "%s, delay %v", name, c.ms)
			assert.Greater(t, n.V.At(0), 0.0)
		}
	}
}

// scenario is Poisson spikes through a projection that make picks.
func scenario(t *testing.T, make func(pre dyn.Source, post dyn.Target) golgi.Projection, opts ...golgi.Option) (g [][]float64, v []float64) {
	pre, post := dyn.NewGroup(3000, dyn.PoissonGroup{Freqs: 40}), dyn.NewGroup(2000, dyn.LifRef{VRest: -60, VTh: -50, VReset: -60, TauRef: 5})
	net := &struct {
		golgi.DynSysGroup
		S, N *dyn.Group
		P    golgi.Projection
	}{S: pre, N: post, P: make(pre.Slice(100, 2900), post)}
	sim := build(t, net, opts...)
	sim.Start()
	defer sim.Stop()
	q, err := sim.Lookup("P.g")
	if err != nil {
		q, err = sim.Lookup("P.syn.g")
	}
	require.NoError(t, err)
	for range 60 {
		steps(t, sim, 5)
		g = append(g, q.Values())
	}
	return g, post.V.Values()
}

var sparse = dnn.EventCSRLinear{Conn: conn.FixedProb{Prob: 0.02}, Weight: 0.1}

// TestAlignPreKindsAgree: SD, DS, merging or not, give the same bits. For the
// exponential synapse they are the align-post projection that decays first,
// within the rounding of sums in another order: 1e-12 of values of order 1.
func TestAlignPreKindsAgree(t *testing.T) {
	for _, syn := range []dyn.Synapse{dyn.Expon{Tau: 5}, dyn.NMDA{}, dyn.AMPA{}, dyn.BioNMDA{}, dyn.STP{}, dyn.DualExponV2{}, dyn.Scaled{Syn: dyn.Expon{}, By: dyn.STP{}}} {
		kind := func(name string) ([][]float64, []float64) {
			return scenario(t, func(pre dyn.Source, post dyn.Target) golgi.Projection {
				return preKinds[name](pre, post, syn, dyn.COBA{E: 0}, sparse, 0.5)
			})
		}
		g, v := kind("SDMg")
		sum := 0.0
		for _, x := range g[len(g)-1] {
			sum += x
		}
		require.Greater(t, sum, 1.0)
		for _, name := range []string{"SD", "DS", "DSMg"} {
			g2, v2 := kind(name)
			require.Equal(t, g, g2, "%s %T", name, syn)
			require.Equal(t, v, v2, name)
		}
		if _, ok := syn.(dyn.Expon); !ok {
			continue
		}
		g2, _ := scenario(t, func(pre dyn.Source, post dyn.Target) golgi.Projection {
			return &dyn.FullProjAlignPost{Pre: pre, Post: post, Syn: syn, Out: dyn.COBA{E: 0}, Comm: sparse, Delay: 0.5}
		})
		for k := range g {
			require.InDeltaSlice(t, g2[k], g[k], 1e-12)
		}
	}
}

// TestAlignPreDeterminism: threads and executors change no bit.
func TestAlignPreDeterminism(t *testing.T) {
	for _, name := range []string{"SDMg", "DS"} {
		run := func(o golgi.Option) ([][]float64, []float64) {
			return scenario(t, func(pre dyn.Source, post dyn.Target) golgi.Projection {
				return preKinds[name](pre, post, dyn.Scaled{Syn: dyn.NMDA{}, By: dyn.STD{}}, dyn.MgBlock{}, sparse, 1)
			}, o)
		}
		g, v := run(golgi.Threads(1))
		for _, o := range []golgi.Option{golgi.Threads(2), golgi.Threads(5), golgi.Executor(golgi.Portable)} {
			g2, v2 := run(o)
			require.Equal(t, g, g2)
			require.Equal(t, v, v2)
		}
	}
}

// TestAlignPreReset: Reset repeats bit for bit, and a step allocates nothing.
func TestAlignPreReset(t *testing.T) {
	pre, post := dyn.NewGroup(50, dyn.PoissonGroup{Freqs: 200}), dyn.NewGroup(20, dyn.LifRef{})
	net := &struct {
		golgi.DynSysGroup
		S, N *dyn.Group
		P    *dyn.FullProjAlignPreSDMg
		Q    *dyn.FullProjAlignPreDS
	}{S: pre, N: post,
		P: &dyn.FullProjAlignPreSDMg{Pre: pre, Post: post, Syn: dyn.AMPA{}, Comm: dnn.AllToAll{Weight: 0.1}, Out: dyn.COBA{E: 0}, Delay: 2},
		Q: &dyn.FullProjAlignPreDS{Pre: pre, Post: post, Syn: dyn.Expon{G: initialize.Uniform(0, 1)}, Comm: sparse, Out: dyn.CUBA{}, Delay: 3}}
	sim := build(t, net)
	run := func() []float64 {
		steps(t, sim, 500)
		return post.V.Values()
	}
	first := run()
	require.NoError(t, sim.Reset())
	assert.Equal(t, first, run())
	require.NoError(t, sim.Reset(golgi.Trial(1)))
	assert.NotEqual(t, first, run())
	steps(t, sim, 300) // slots of spikes reach their size
	assert.Zero(t, testing.AllocsPerRun(200, func() { _ = sim.Step() }))
}

// TestAlignPreMerging: what is shared, and that parameters can be set, for all
// that share.
func TestAlignPreMerging(t *testing.T) {
	pre, post := dyn.NewGroup(4, dyn.PoissonGroup{Freqs: 900}), dyn.NewGroup(4, dyn.Lif{VTh: 1e9})
	sd := func(s dyn.Source, delay float64, syn dyn.Synapse) *dyn.FullProjAlignPreSDMg {
		return &dyn.FullProjAlignPreSDMg{Pre: s, Post: post, Delay: delay, Syn: syn, Comm: dnn.AllToAll{}, Out: dyn.CUBA{}}
	}
	ds := func(s dyn.Source, delay float64, syn dyn.Synapse) *dyn.FullProjAlignPreDSMg {
		return &dyn.FullProjAlignPreDSMg{Pre: s, Post: post, Delay: delay, Syn: syn, Comm: dnn.AllToAll{}, Out: dyn.CUBA{}}
	}
	net := &struct {
		golgi.DynSysGroup
		S, N       *dyn.Group
		A, B, C, D *dyn.FullProjAlignPreSDMg
		E, F, G    *dyn.FullProjAlignPreDSMg
		H          *dyn.FullProjAlignPreDS
	}{S: pre, N: post,
		A: sd(pre, 1, dyn.NMDA{}), B: sd(pre, 2, dyn.NMDA{TauDecay: 100.0}), C: sd(pre, 1, dyn.NMDA{TauDecay: 50}), D: sd(pre.Slice(0, 3), 1, dyn.NMDA{}),
		E: ds(pre, 1, dyn.NMDA{}), F: ds(pre, 1, dyn.NMDA{}), G: ds(pre, 2, dyn.NMDA{}),
		H: &dyn.FullProjAlignPreDS{Pre: pre, Post: post, Delay: 1, Syn: dyn.NMDA{}, Comm: dnn.AllToAll{}, Out: dyn.CUBA{}}}
	sim := build(t, net)
	assert.Equal(t, []string{"A", "B"}, net.A.Merged())
	assert.Equal(t, []string{"A", "B"}, net.B.Merged())
	assert.Equal(t, []string{"C"}, net.C.Merged())
	assert.Equal(t, []string{"D"}, net.D.Merged())
	assert.Equal(t, []string{"E", "F"}, net.F.Merged())
	assert.Equal(t, []string{"G"}, net.G.Merged())
	assert.Equal(t, []string{"H"}, net.H.Merged())
	assert.Contains(t, sim.Explain(), "serves A, B")
	steps(t, sim, 50)
	get := func(path string) golgi.State {
		q, err := sim.Lookup(path)
		require.NoError(t, err)
		return q
	}
	assert.Greater(t, get("A.syn.g").At(0), 0.0)
	assert.Equal(t, get("A.syn.g").Values(), get("B.syn.g").Values())
	assert.Error(t, get("B.syn.tau_decay").Set(-1))
	require.NoError(t, get("B.syn.tau_rise").Set(1, 2, 3, 4))
	assert.Equal(t, 4.0, get("A.syn.tau_rise").At(3))
	require.NoError(t, pre.Var("freqs").Set(0))
	require.NoError(t, get("A.syn.x").Set(0))
	require.NoError(t, get("A.syn.g").Set(0.25))
	before := get("B.g").At(0)
	steps(t, sim, 11)
	// A delay later A sees what was set, after one step of decay. B does not yet.
	assert.InDelta(t, 4*0.25*math.Exp(-0.1/100), get("A.g").At(0), 1e-9)
	assert.Greater(t, get("B.g").At(0), before)
}

// AlignPre projections find what is due also if their ends are updated first.
type backwards struct {
	golgi.DynSysGroup
	S *dyn.SpikeTimeGroup
	N *dyn.Group
	P golgi.Projection
	// order in which the parts are updated.
	order string
}

func (b *backwards) Update(env *golgi.Env) {
	for _, p := range b.order {
		map[rune]golgi.DynamicalSystem{'S': b.S, 'N': b.N, 'P': b.P}[p].Update(env)
	}
}

// TestAlignPreOrder: the order of the calls in an Update of one's own does not
// shift a delay, and an impossible order is an error.
func TestAlignPreOrder(t *testing.T) {
	for name, make := range preKinds {
		for _, order := range []string{"PSN", "SPN", "NSP", "PNS", "SNP"} {
			s, n := dyn.NewSpikeTimeGroup(1, []int{0}, []float64{0.7}), dyn.NewGroup(1, dyn.Lif{})
			net := &backwards{S: s, N: n, P: make(s, n, dyn.Expon{}, dyn.CUBA{}, dnn.OneToOne{}, 0.2), order: order}
			sim := build(t, net)
			g, err := sim.Lookup("P.g")
			require.NoError(t, err)
			steps(t, sim, 9)
			assert.Equal(t, 0.0, g.At(0), "%s %s", name, order)
			steps(t, sim, 1)
			assert.Equal(t, 1.0, g.At(0), "%s %s", name, order)
		}
		s, n := dyn.NewSpikeTimeGroup(1, []int{0}, []float64{0.7}), dyn.NewGroup(1, dyn.Lif{})
		sim := build(t, &backwards{S: s, N: n, P: make(s, n, dyn.Expon{}, dyn.CUBA{}, dnn.OneToOne{}, 0.1), order: "NPS"})
		err := sim.Step()
		assert.ErrorContains(t, err, "S")
		assert.ErrorContains(t, err, "P")
	}
}

// TestAlignPreMend: a network with mistakes can be mended and built, and is then
// what it would have been.
func TestAlignPreMend(t *testing.T) {
	pre, post := dyn.NewGroup(5, dyn.PoissonGroup{Freqs: 900}), dyn.NewGroup(2, dyn.Lif{VTh: 1e9})
	p := &dyn.FullProjAlignPreSDMg{Pre: pre, Post: post, Syn: dyn.AMPA{}, Comm: dnn.AllToAll{}, Out: dyn.COBA{E: 0}, Delay: 0.3}
	q := &dyn.FullProjAlignPreDSMg{Pre: pre, Post: post, Syn: dyn.NMDA{TauRise: -1}, Comm: dnn.AllToAll{}, Out: dyn.COBA{E: 0}, Delay: 0.3}
	d := &dyn.FullProjDelta{Pre: pre, Post: post, Comm: dnn.OneToOne{}}
	net := &struct {
		golgi.DynSysGroup
		S, N *dyn.Group
		P    *dyn.FullProjAlignPreSDMg
		Q    *dyn.FullProjAlignPreDSMg
		D    *dyn.FullProjDelta
	}{S: pre, N: post, P: p, Q: q, D: d}
	_, err := golgi.Build(net)
	assert.ErrorContains(t, err, "Q: Syn: ")
	assert.ErrorContains(t, err, "tau_rise")
	assert.ErrorContains(t, err, "D: Comm: OneToOne joins sides of one size")
	q.Syn, d.Comm = dyn.NMDA{}, dnn.AllToAll{Weight: 0.1}
	sim := build(t, net)
	steps(t, sim, 100)
	assert.Equal(t, []string{"P"}, p.Merged())
	assert.Greater(t, post.V.At(0), 0.0)
	assert.NoError(t, sim.Close())
}

// TestAlignPreNonFinite: a synapse that is no longer finite stops the run, and
// says which it is.
func TestAlignPreNonFinite(t *testing.T) {
	for _, make := range preKinds {
		s, n := dyn.NewSpikeTimeGroup(1, []int{0}, []float64{0.2}), dyn.NewGroup(1, dyn.Lif{})
		sim := build(t, &chain{S: s, N: n, P: make(s, n, dyn.Equations{Body: "dg/dt = g^2", Receive: "g += w*1e200"}, dyn.CUBA{}, dnn.OneToOne{}, 0)})
		err := sim.Run(100)
		var bad *golgi.NonFiniteError
		require.ErrorAs(t, err, &bad)
		assert.Equal(t, "P.syn.g", bad.Path)
		assert.Equal(t, 0, bad.Index)
	}
}
