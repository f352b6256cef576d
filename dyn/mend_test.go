package dyn_test

import (
	"hash/fnv"
	"math"
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
	"github.com/golgi-sim/golgi/internal/placeless"
)

// garden is a network with parts of many kinds, each of which can have
// mistakes.
type garden struct {
	golgi.DynSysGroup
	N    *dyn.Group
	S    *dyn.SpikeTimeGroup
	D    *delay.VarDelay
	E, I *dyn.FullProjAlignPostMg
	R    golgi.Projection
	B    *dyn.PoissonInput
	More []golgi.Projection
}

func newGarden() *garden {
	n := dyn.NewGroup(60, dyn.LifRef{VRest: -60, VTh: -50, VReset: -60, TauRef: initialize.Uniform(1, 3), V: initialize.Normal(-55, 3)})
	s := dyn.NewSpikeTimeGroup(5, []int{0, 1, 2, 3, 4}, []float64{0.5, 1, 1.5, 2, 2.5})
	g := &garden{N: n, S: s}
	g.mend()
	return g
}

// mend puts right what spoilers have spoilt.
func (g *garden) mend() {
	n, s := g.N, g.S
	if g.D == nil {
		g.D, g.E, g.I, g.B = &delay.VarDelay{}, &dyn.FullProjAlignPostMg{}, &dyn.FullProjAlignPostMg{}, &dyn.PoissonInput{}
		g.R, g.More = &dyn.ExpCUBA{}, []golgi.Projection{&dyn.FullProjAlignPost{}}
	}
	g.D.Of, g.D.Entries, g.D.Init = n.V, delay.Entries{"a": 0.5}, nil
	g.E.Pre, g.E.Post, g.E.Delay, g.E.Comm, g.E.Syn, g.E.Out = n.Slice(0, 40), n, 0.4, dnn.EventJitFPHomoLinear{Prob: 0.2, Weight: 0.5}, dyn.Expon{Tau: 5}, dyn.COBA{E: 0}
	g.I.Pre, g.I.Post, g.I.Delay, g.I.Comm, g.I.Syn, g.I.Out = n.Slice(40, 60), n, 0, dnn.EventCSRLinear{Conn: conn.FixedProb{Prob: 0.2}, Weight: 2, Delay: initialize.Uniform(0, 2)}, dyn.Expon{Tau: 5}, dyn.COBA{E: -80}
	r := g.R.(*dyn.ExpCUBA)
	r.Pre, r.Post, r.Conn, r.GMax, r.Tau = s, n.Slice(0, 5), conn.One2One{}, 30, 3
	g.B.Post, g.B.Var, g.B.NumInput, g.B.Freq, g.B.Weight = n, "E.syn.g", 10, 200, 0.3
	m := g.More[0].(*dyn.FullProjAlignPost)
	m.Pre, m.Post, m.Comm, m.Syn, m.Out = n, n, dnn.OneToOne{}, dyn.DualExpon{}, dyn.CUBA{}
}

// spoilers make one mistake each, or change what is right.
var spoilers = map[string]func(g *garden){
	"Delay":             func(g *garden) { g.E.Delay = 0.25 },
	"long Delay":        func(g *garden) { g.E.Delay = 500 },
	"Prob":              func(g *garden) { g.E.Comm = dnn.EventJitFPHomoLinear{Prob: -1} },
	"other weights":     func(g *garden) { g.E.Comm = dnn.AllToAll{Weight: 3} },
	"synaptic delays":   func(g *garden) { g.E.Comm = dnn.EventCSRLinear{Conn: conn.All2All{}, Delay: 70} },
	"no Comm":           func(g *garden) { g.I.Comm = nil },
	"Syn":               func(g *garden) { g.I.Syn = dyn.Expon{Tau: -1} },
	"Syn of another":    func(g *garden) { g.I.Syn = dyn.Alpha{} },
	"Syn that differs":  func(g *garden) { g.I.Syn = dyn.Expon{Tau: func(i int) float64 { return float64(i + 1) }} },
	"Syn of two":        func(g *garden) { g.E.Syn = dyn.Expon{Tau: []float64{5, 6}} },
	"Syn begins":        func(g *garden) { g.E.Syn = dyn.Expon{Tau: 7, G: 3} },
	"Out":               func(g *garden) { g.E.Out = dyn.COBA{} },
	"Outs alike":        func(g *garden) { g.I.Out, g.R.(*dyn.ExpCUBA).Tau = dyn.COBA{E: 0}, math.NaN() },
	"Pre":               func(g *garden) { g.E.Pre = nil },
	"Post":              func(g *garden) { g.E.Post = dyn.NewGroup(60, dyn.Lif{}) },
	"view":              func(g *garden) { g.R.(*dyn.ExpCUBA).Post = g.N.Slice(58, 63) },
	"Conn":              func(g *garden) { g.R.(*dyn.ExpCUBA).Conn = nil },
	"NumInput":          func(g *garden) { g.B.NumInput = -1 },
	"other NumInput":    func(g *garden) { g.B.NumInput, g.B.Weight = 700, func(i int) float64 { return 1 } },
	"Freq":              func(g *garden) { g.B.Freq = 1e9 },
	"Var":               func(g *garden) { g.B.Var = "E.syn.h" },
	"Var of another":    func(g *garden) { g.B.Var, g.B.NumInput = "V", 20 },
	"entry":             func(g *garden) { g.D.Entries = delay.Entries{"a": 0.123} },
	"Of":                func(g *garden) { g.D.Of = "V" },
	"spikes":            func(g *garden) { g.D.Of = g.N.Spike },
	"Init":              func(g *garden) { g.D.Init = math.NaN() },
	"a projection less": func(g *garden) { g.More[0] = nil },
	"DualExpon":         func(g *garden) { g.More[0].(*dyn.FullProjAlignPost).Syn = dyn.DualExpon{TauRise: -1} },
}

// state is the spikes of a run and all that there is at its end.
func (g *garden) state(t require.TestingT, sim *golgi.Sim) (uint64, map[string][]float64) {
	h := fnv.New64a()
	for range 150 {
		require.NoError(t, sim.Step())
		for _, i := range g.N.Spike.Indices() {
			h.Write([]byte{byte(i), byte(sim.Steps())})
		}
	}
	all := map[string][]float64{}
	for _, name := range sim.Names() {
		q, err := sim.Lookup(name)
		require.NoError(t, err)
		all[name] = q.Values()
	}
	all["delayed V"] = g.D.Values("a")
	return h.Sum64(), all
}

// TestMendedIsFresh: a network that has been built with mistakes, any number of
// times, and then mended is that which was built at once, in all bits.
func TestMendedIsFresh(t *testing.T) {
	fresh := newGarden()
	sim, err := golgi.Build(fresh, golgi.Seed(3))
	require.NoError(t, err)
	hash, all := fresh.state(t, sim)
	var names []string
	for name := range spoilers {
		names = append(names, name)
	}
	rapid.Check(t, func(t *rapid.T) {
		g := newGarden()
		for range rapid.IntRange(1, 3).Draw(t, "builds") {
			more := g.More[0]
			for _, name := range rapid.SliceOfNDistinct(rapid.SampledFrom(names), 1, 5, rapid.ID).Draw(t, "spoilt") {
				if g.More[0] != nil {
					spoilers[name](g)
				}
			}
			// Some changes are no mistake; this one is, and comes last.
			g.S = dyn.NewSpikeTimeGroup(5, []int{0}, []float64{-1})
			s := g.S
			if rapid.Bool().Draw(t, "late") {
				// A mistake that is found after all others were looked for.
				g.S = dyn.NewSpikeTimeGroup(5, []int{0}, []float64{1})
				g.D.Of, g.D.Init = g.N.V, math.Inf(1)
			}
			_, err := golgi.Build(g, golgi.Seed(3))
			require.Error(t, err)
			assert.Zero(t, s.Path())
			assert.Zero(t, g.N.V.Path())
			assert.Zero(t, g.N.Spike.Path())
			g.S = dyn.NewSpikeTimeGroup(5, []int{0, 1, 2, 3, 4}, []float64{0.5, 1, 1.5, 2, 2.5})
			g.More[0] = more
			g.mend()
		}
		sim, err := golgi.Build(g, golgi.Seed(3))
		require.NoError(t, err)
		h, values := g.state(t, sim)
		assert.Equal(t, hash, h, "spikes")
		assert.Equal(t, all, values)
	})
}

// TestMendedByAnotherNetwork: what a failed Build made of parts does not stay
// when other parts are built with them.
func TestMendedByAnotherNetwork(t *testing.T) {
	type both struct {
		golgi.DynSysGroup
		Old  *dyn.Group
		E, I *dyn.FullProjAlignPostMg
	}
	type one struct {
		golgi.DynSysGroup
		New *dyn.Group
		E   *dyn.FullProjAlignPostMg
	}
	n := dyn.NewGroup(10, dyn.Lif{})
	project := func(tau golgi.Value, prob float64) *dyn.FullProjAlignPostMg {
		return &dyn.FullProjAlignPostMg{Pre: n, Post: n, Comm: dnn.EventJitFPHomoLinear{Prob: prob}, Syn: dyn.Expon{Tau: tau}, Out: dyn.CUBA{}}
	}
	e := project(5, 1)
	_, err := golgi.Build(&both{Old: n, E: e, I: project(6, 2)})
	require.ErrorContains(t, placeless.Error(err), "I: Comm: Prob is 2")
	assert.Equal(t, "", n.V.Path())
	sim, err := golgi.Build(&one{New: n, E: e})
	require.NoError(t, err)
	assert.Equal(t, "New.V", n.V.Path())
	assert.Equal(t, "New.spike", n.Spike.Path())
	assert.Equal(t, []string{"E"}, e.Merged())
	steps(t, sim, 10)
}
