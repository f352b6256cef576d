package dyn_test

import (
	"fmt"
	"hash/fnv"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/golgi-sim/golgi"
	"github.com/golgi-sim/golgi/bench"
	"github.com/golgi-sim/golgi/conn"
	"github.com/golgi-sim/golgi/dnn"
	"github.com/golgi-sim/golgi/dyn"
	initialize "github.com/golgi-sim/golgi/init"
)

func fixedProb(p float64) conn.Connector { return conn.FixedProb{Prob: p} }

// hash runs a network and returns a hash of its spikes and of all its
// variables at the end.
func hash(t require.TestingT, sim *golgi.Sim, spikes golgi.Spike, n int64) uint64 {
	h := fnv.New64a()
	sim.Start()
	defer sim.Stop()
	for range n {
		require.NoError(t, sim.Step())
		fmt.Fprint(h, sim.Steps(), spikes.Indices())
	}
	for _, name := range sim.Names() {
		s, err := sim.Lookup(name)
		require.NoError(t, err)
		for i := range s.Len() {
			fmt.Fprintf(h, "%x", s.At(i))
		}
	}
	return h.Sum64()
}

// coba is the benchmark network with its input.
func coba(t testing.TB, n int, opts ...golgi.Option) (*bench.Net, *golgi.Sim) {
	t.Helper()
	p := bench.DefaultCOBA()
	net := bench.NewCOBA(n, p)
	sim := build(t, net, opts...)
	require.NoError(t, net.N.Input.Set(p.Input))
	return net, sim
}

// TestFrozenHash: the same seed gives the same spikes in every run and on every
// platform. A change of this number changes the results of every user.
func TestFrozenHash(t *testing.T) {
	net, sim := coba(t, 4000, golgi.Seed(42))
	h := fnv.New64a()
	var b [12]byte
	for range 200 {
		step := sim.Steps()
		require.NoError(t, sim.Step())
		for _, i := range net.N.Spike.Indices() {
			for k := range 8 {
				b[k] = byte(uint64(step) >> (8 * k))
			}
			for k := range 4 {
				b[8+k] = byte(uint32(i) >> (8 * k))
			}
			h.Write(b[:])
		}
	}
	assert.Equal(t, "452495c4b3a74760", fmt.Sprintf("%016x", h.Sum64()))
}

// TestStepAllocatesNothing after it has warmed up.
func TestStepAllocatesNothing(t *testing.T) {
	net, sim := coba(t, 4000)
	steps(t, sim, 500)
	x := make([]float64, 4000)
	allocs := testing.AllocsPerRun(1000, func() {
		if err := sim.Step(); err != nil {
			t.Fatal(err)
		}
		net.N.Input.Set(20)
		net.N.Spike.Indices()
		net.N.V.Read(x)
		net.N.Var("tau").Set(20)
	})
	assert.Zero(t, allocs)
	// Reading and setting one value per neuron costs nothing either, once a
	// quantity has an array.
	require.NoError(t, net.N.Input.Set(x...))
	steps(t, sim, 10)
	assert.Zero(t, testing.AllocsPerRun(100, func() {
		sim.Step()
		net.N.Input.Set(x...)
		net.N.V.Slice(0, 10).Set(-60)
	}))
}

// zoo is a network with something of everything.
type zoo struct {
	golgi.DynSysGroup
	E, I    *dyn.Group
	Extra   map[string]golgi.DynamicalSystem
	P       []golgi.Projection
	Poisson *dyn.PoissonInput
}

func newZoo(n int) *zoo {
	e := dyn.NewGroup(n, dyn.LifRefLTC{VRest: -60, VTh: -50, VReset: -60, Tau: initialize.Normal(20, 1), TauRef: 2, V: initialize.Normal(-55, 3)})
	i := dyn.NewGroup(n/2+1, dyn.Equations{
		Params: "tau = 10 ms; s = 1.5",
		Body:   "tau*dV/dt = -60 - V + I + s*xi + Normal(0, 1) : init = Uniform(-60, -50), unless refractory",
		Spike:  "V >= -52", Reset: "V = -60", Refractory: "1"})
	z := &zoo{E: e, I: i, Extra: map[string]golgi.DynamicalSystem{}}
	z.Poisson = &dyn.PoissonInput{Post: e, Var: "P[0].syn.g", NumInput: 40, Freq: 30, Weight: 0.4}
	z.P = []golgi.Projection{
		&dyn.FullProjAlignPostMg{Pre: e, Post: e, Delay: 0.3, Comm: dnn.EventJitFPHomoLinear{Prob: 0.1, Weight: 0.3}, Syn: dyn.Expon{Tau: 5}, Out: dyn.COBA{E: 0}},
		&dyn.FullProjAlignPostMg{Pre: i, Post: e, Comm: dnn.EventJitFPNormalLinear{Prob: 0.2, WMu: 1, WSigma: 0.2}, Syn: dyn.DualExpon{}, Out: dyn.COBA{E: -80}},
		&dyn.FullProjAlignPost{Pre: e.Slice(0, n/2), Post: i, Comm: dnn.EventCSRLinear{Conn: nil, Weight: 1}, Syn: dyn.Alpha{}, Out: dyn.CUBA{}},
		&dyn.FullProjAlignPostMg{Pre: e, Post: e.Slice(n/4, n), Comm: dnn.EventJitFPUniformLinear{Prob: 0.05, WLow: 0, WHigh: 0.2}, Syn: dyn.Expon{Tau: 5}, Out: dyn.COBA{E: 0}},
		&dyn.FullProjAlignPreSDMg{Pre: e.Slice(n/8, n), Post: e.Slice(n/8, n), Delay: 0.4, Comm: dnn.OneToOne{Weight: 0.1}, Syn: dyn.Scaled{Syn: dyn.NMDA{}, By: dyn.STP{}}, Out: dyn.MgBlock{}},
		&dyn.FullProjAlignPreDS{Pre: e.Slice(0, n/2), Post: i.Slice(0, n/2), Delay: 0.7, Comm: dnn.OneToOne{Weight: 0.5}, Syn: dyn.AMPA{}, Out: dyn.COBA{E: 0}},
		&dyn.FullProjDelta{Pre: i, Post: e, Delay: 0.2, Comm: dnn.EventJitFPHomoLinear{Prob: 0.02, Weight: -0.3}},
		&dyn.GapJunction{Pre: i.Slice(0, 4), Post: i.Slice(0, 4), Comm: dnn.AllToAll{Weight: 0.1, NoSelf: true}},
	}
	return z
}

// TestInvariants: threads change no bit, a monitor or an unconnected group
// changes nothing elsewhere, and Reset repeats, as a property over sizes and
// seeds.
func TestInvariants(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		n := rapid.IntRange(8, 3000).Draw(rt, "n")
		seed := rapid.Uint64().Draw(rt, "seed")
		const run = 60
		make := func(extra bool, opts ...golgi.Option) (*zoo, *golgi.Sim) {
			z := newZoo(n)
			z.P[2].(*dyn.FullProjAlignPost).Comm = dnn.EventCSRLinear{Conn: fixedProb(0.1), Weight: initialize.Uniform(0, 2), Delay: initialize.Uniform(0.1, 1.5)}
			if extra {
				z.Extra["noise"] = dyn.NewGroup(77, dyn.PoissonGroup{Freqs: 100})
			}
			sim, err := golgi.Build(z, append(opts, golgi.Seed(seed))...)
			require.NoError(rt, err)
			return z, sim
		}
		z, sim := make(false, golgi.Threads(1))
		want := hash(rt, sim, z.E.Spike, run)
		require.NoError(rt, sim.Reset())
		assert.Equal(rt, want, hash(rt, sim, z.E.Spike, run), "Reset repeats")
		require.NoError(rt, sim.Reset(golgi.Trial(1)))
		assert.NotEqual(rt, want, hash(rt, sim, z.E.Spike, run), "another trial")
		require.NoError(rt, sim.Reset(golgi.Trial(0)))
		assert.Equal(rt, want, hash(rt, sim, z.E.Spike, run), "the first trial again")
		for _, threads := range []int{2, 3, 5} {
			z, sim := make(false, golgi.Threads(threads))
			assert.Equal(rt, want, hash(rt, sim, z.E.Spike, run), "%d threads", threads)
		}
		z, sim = make(true, golgi.Threads(2))
		v := z.E.V.Values()
		steps := run
		for range steps {
			require.NoError(rt, sim.Step())
			z.E.V.Read(v)
		}
		plain, sim2 := make(false, golgi.Threads(2))
		require.NoError(rt, sim2.Run(run))
		assert.Equal(rt, plain.E.V.Values(), v, "an unconnected group and a reader change nothing")
	})
}

// TestPieces: a group so large that a worker advances it in pieces, of whole
// column blocks or not, has the spikes of a stored copy of its connections,
// which are delivered to all neurons at once.
func TestPieces(t *testing.T) {
	const n = 70000
	key := func(stored bool) uint64 {
		p := bench.DefaultCOBA()
		net := bench.NewCOBA(n, p)
		if stored {
			net.E = &dyn.FullProjAlignPostMg{Pre: net.N.Slice(0, n*4/5), Post: net.N, Comm: copied{dnn.EventJitFPHomoLinear{Prob: p.InDegree / n, Weight: p.WE}}, Syn: dyn.Expon{Tau: p.TauE}, Out: dyn.COBA{E: p.EE}}
		}
		sim := build(t, net, golgi.Seed(4), golgi.Threads(1))
		require.NoError(t, net.N.Input.Set(20))
		return hash(t, sim, net.N.Spike, 30)
	}
	assert.Equal(t, key(true), key(false))
}

// copied hides that a layer has blocks.
type copied struct{ dnn.Comm }

func (c copied) Layer(p dnn.Place) (dnn.Layer, error) {
	l, err := c.Comm.Layer(p)
	return struct{ dnn.Layer }{l}, err
}

// TestExecutors: machine code and plain Go give the same bits, for any number
// of workers.
func TestExecutors(t *testing.T) {
	networks := map[string]func() (golgi.DynamicalSystem, *dyn.Group){
		"COBA": func() (golgi.DynamicalSystem, *dyn.Group) {
			net := bench.NewCOBA(4001, bench.DefaultCOBA())
			return net, net.N
		},
		"CUBA": func() (golgi.DynamicalSystem, *dyn.Group) {
			net := bench.NewCUBA(4003, bench.DefaultCUBA())
			return net, net.N
		},
		"COBAHH": func() (golgi.DynamicalSystem, *dyn.Group) {
			net := bench.NewCOBAHH(1501, bench.DefaultHH())
			return net, net.N
		},
		"zoo": func() (golgi.DynamicalSystem, *dyn.Group) {
			z := newZoo(1237)
			z.P[2].(*dyn.FullProjAlignPost).Comm = dnn.EventCSRLinear{Conn: fixedProb(0.1), Weight: initialize.Uniform(0, 2)}
			return z, z.E
		},
	}
	for name, make := range networks {
		run := func(e golgi.Exec, threads int) uint64 {
			net, n := make()
			sim := build(t, net, golgi.Seed(3), golgi.Executor(e), golgi.Threads(threads))
			require.NoError(t, n.Input.Set(20))
			return hash(t, sim, n.Spike, 150)
		}
		want := run(golgi.Portable, 1)
		for _, e := range []golgi.Exec{golgi.AVX2, golgi.AVX512} {
			if _, err := golgi.Build(newZoo(8), golgi.Executor(e)); err != nil && strings.Contains(err.Error(), string(e)) {
				t.Logf("%s: not on this machine", e)
				continue
			}
			for _, threads := range []int{1, 2, 3, 8} {
				assert.Equal(t, want, run(e, threads), "%s: %s, %d threads", name, e, threads)
			}
		}
	}
}

// TestTwoSimulationsAtOnce are independent: run with -race.
func TestTwoSimulationsAtOnce(t *testing.T) {
	run := func() uint64 {
		net, sim := coba(t, 2000, golgi.Threads(2))
		return hash(t, sim, net.N.Spike, 100)
	}
	want := run()
	var wg sync.WaitGroup
	for range 4 {
		wg.Add(1)
		go func() {
			defer wg.Done()
			assert.Equal(t, want, run())
		}()
	}
	wg.Wait()
}

// TestSilence: a network that nothing excites any more comes to rest at numbers:
// what decays becomes 0 and never lingers as a subnormal, which would be slow.
func TestSilence(t *testing.T) {
	p := bench.DefaultCOBA()
	net := bench.NewCOBA(200, bench.COBAParams{Lif: p.Lif, Wiring: bench.Wiring{InDegree: 20, WE: p.WE, WI: p.WI, TauE: p.TauE, TauI: p.TauI}, EI: p.EI, Input: p.Input})
	sim := build(t, net)
	require.NoError(t, net.N.Input.Set(20))
	steps(t, sim, 500)
	g, err := sim.Lookup("E.syn.g")
	require.NoError(t, err)
	require.NotZero(t, g.At(0)+g.At(1)+g.At(2))
	require.NoError(t, net.N.Input.Set(-20))
	for range 100000 {
		require.NoError(t, sim.Step())
		for _, x := range []float64{g.At(0), g.At(1), g.At(2)} {
			if x != 0 && x < 0x1p-1022 {
				t.Fatalf("g = %v is subnormal", x)
			}
		}
		if g.At(0) == 0 && g.At(1) == 0 && g.At(2) == 0 {
			return
		}
	}
	t.Fatalf("g is still %v", g.At(0))
}
