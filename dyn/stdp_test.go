package dyn_test

import (
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/golgi-sim/golgi"
	"github.com/golgi-sim/golgi/conn"
	"github.com/golgi-sim/golgi/dnn"
	"github.com/golgi-sim/golgi/dyn"
	initialize "github.com/golgi-sim/golgi/init"
	"github.com/golgi-sim/golgi/internal/placeless"
)

// told spikes where its external current says so; noisy spikes at random as
// well. The weights of these tests are too small to matter to either.
var (
	told  = dyn.Equations{Body: "dV/dt = 0*I", Spike: "I > 1000"}
	noisy = dyn.Equations{Body: "dV/dt = 0*I", Spike: "I + 2000*Uniform(0, 1) > 1950"}
)

// learning is a projection between two groups that learns.
type learning struct {
	golgi.DynSysGroup
	Pre  *dyn.Group
	Post *dyn.Group
	S    *dyn.STDPSong2000
}

func newLearning(pre, post int, m dyn.Model, s dyn.STDPSong2000) *learning {
	net := &learning{Pre: dyn.NewGroup(pre, m), Post: dyn.NewGroup(post, m), S: &s}
	s.Pre, s.Post, s.Syn, s.Out = net.Pre, net.Post, dyn.Expon{Tau: 5}, dyn.CUBA{}
	return net
}

// The window of Song, Miller and Abbott 2000, their figure 1a: one pre with
// many posts, each of which spikes once. The tolerance is for the rounding of
// 300 steps of decay.
func TestSTDPWindow(t *testing.T) {
	const dt, at, reach = 0.1, 310, 300
	posts := 2*reach + 1
	for name, comm := range map[string]dnn.Comm{"dense": dnn.AllToAll{Weight: 1}, "rows": dnn.CSRLinear{Conn: conn.All2All{}, Weight: 1}} {
		for _, delay := range []int{1, 7} {
			net := newLearning(1, posts, told, dyn.STDPSong2000{Comm: comm, Delay: float64(delay) * dt, A1: 0.9, A2: 0.5, TauS: 17, TauT: 34})
			sim := build(t, net, golgi.Dt(dt))
			drive := make([]float64, posts)
			for step := range at + reach + 20 {
				for j := range drive {
					drive[j] = 0
					if step == at+delay+j-reach { // post j spikes j-reach steps after the arrival
						drive[j] = 2000
					}
				}
				require.NoError(t, net.Post.Input.Set(drive...))
				x := 0.
				if step == at {
					x = 2000
				}
				require.NoError(t, net.Pre.Input.Set(x))
				steps(t, sim, 1)
			}
			w := net.S.Weight()
			for j := range posts {
				ms := float64(j-reach) * dt
				want := 1 + 0.9*math.Exp(-ms/17)
				if ms < 0 {
					want = 1 - 0.5*math.Exp(ms/34)
				}
				assert.InDelta(t, want, w.At(j), 1e-12, "%s, %v ms", name, ms)
			}
		}
	}
}

// pairing is the rule once more, event by event: what a spike finds is a sum
// over all spikes of the other side before it.
type pairing struct {
	a1, a2, tauS, tauT, dt, lo, hi float64
	arrivals, spikes               [][]int // steps, by pre and by post
	w                              [][]float64
	joined                         [][]bool
}

func (p *pairing) sum(past []int, step int, tau float64) (x float64) {
	for _, s := range past {
		x += math.Exp(-float64(step-s) * p.dt / tau)
	}
	return x
}

func (p *pairing) change(i, j int, by float64) {
	if p.joined[i][j] {
		p.w[i][j] = math.Min(math.Max(p.w[i][j]+by, p.lo), p.hi)
	}
}

// step takes the spikes that arrive in a step, then those of post in it.
func (p *pairing) step(step int, arrived, spiked []int) {
	for _, i := range arrived {
		for j := range p.spikes {
			p.change(i, j, -p.a2*p.sum(p.spikes[j], step, p.tauT))
		}
		p.arrivals[i] = append(p.arrivals[i], step)
	}
	for _, j := range spiked {
		for i := range p.arrivals {
			p.change(i, j, p.a1*p.sum(p.arrivals[i], step, p.tauS))
		}
		p.spikes[j] = append(p.spikes[j], step)
	}
}

func TestSTDPAgainstEvents(t *testing.T) {
	const dt, n, ran = 0.5, 12, 1500
	comms := map[string]dnn.Comm{
		"dense":     dnn.AllToAll{Weight: initialize.Uniform(0.1, 0.9)},
		"no self":   dnn.AllToAll{Weight: initialize.Uniform(0.1, 0.9), NoSelf: true},
		"rows":      dnn.CSRLinear{Conn: conn.FixedProb{Prob: 0.4}, Weight: initialize.Uniform(0.1, 0.9)},
		"mask":      dnn.MaskedLinear{Conn: conn.FixedProb{Prob: 0.4}, Weight: 0.5},
		"one value": dnn.CSRLinear{Conn: conn.FixedProb{Prob: 0.4}, Weight: 0.5},
		"pairs":     dnn.OneToOne{Weight: 0.5},
	}
	for name, comm := range comms {
		for _, whole := range []bool{true, false} { // a group onto itself, or views of it
			t.Run(name, func(t *testing.T) {
				if name == "no self" && !whole {
					t.Skip("there is no self")
				}
				g := dyn.NewGroup(2*n, noisy)
				pre, post := g.Slice(0, 2*n), g.Slice(0, 2*n)
				if !whole {
					pre, post = g.Slice(0, n), g.Slice(n, 2*n)
				}
				net := &struct {
					golgi.DynSysGroup
					N *dyn.Group
					S *dyn.STDPSong2000
				}{N: g, S: &dyn.STDPSong2000{Pre: pre, Post: post, Comm: comm, Delay: 3 * dt, Syn: dyn.Expon{}, Out: dyn.CUBA{},
					TauS: 10, TauT: 15, A1: 0.03, A2: 0.04, WMax: 1, WMin: 0}}
				sim := build(t, net, golgi.Dt(dt), golgi.Seed(5))
				m, err := net.S.Layer().Matrix()
				require.NoError(t, err)
				rows, cols := m.Dims()
				p := &pairing{a1: 0.03, a2: 0.04, tauS: 10, tauT: 15, dt: dt, lo: 0, hi: 1,
					arrivals: make([][]int, rows), spikes: make([][]int, cols)}
				for i := range rows {
					p.w = append(p.w, append([]float64(nil), m.RawRowView(i)...))
					joined := make([]bool, cols)
					for j := range joined {
						joined[j] = m.At(i, j) != 0
					}
					p.joined = append(p.joined, joined)
				}
				in := func(v dyn.View) (list []int) {
					for i := range v.SpikeHandle().Now().All() {
						list = append(list, i)
					}
					return list
				}
				var sent [][]int
				total := 0
				for step := range ran {
					steps(t, sim, 1)
					sent = append(sent, in(pre))
					var arrived []int
					if step >= 3 {
						arrived = sent[step-3]
					}
					spiked := in(post)
					if step < ran-1 { // those of the last step are not learned yet
						p.step(step, arrived, spiked)
					} else {
						p.step(step, arrived, nil)
					}
					total += len(spiked)
				}
				require.Greater(t, total, 100)
				m, err = net.S.Layer().Matrix()
				require.NoError(t, err)
				atBound := 0
				for i := range rows {
					for j := range cols {
						assert.InDelta(t, p.w[i][j], m.At(i, j), 1e-12, "%d to %d", i, j)
						if x := p.w[i][j]; p.joined[i][j] && (x == 0 || x == 1) {
							atBound++
						}
					}
				}
				if name != "pairs" {
					assert.Positive(t, atBound, "the bounds were never met")
				}
			})
		}
	}
}

// One spike of either side in the same step: what arrives comes first.
func TestSTDPWithinOneStep(t *testing.T) {
	net := newLearning(1, 1, told, dyn.STDPSong2000{Comm: dnn.AllToAll{Weight: 1}, A1: 0.3, A2: 0.2})
	sim := build(t, net, golgi.Dt(1))
	drive := func(pre, post float64) {
		require.NoError(t, net.Pre.Input.Set(pre))
		require.NoError(t, net.Post.Input.Set(post))
		steps(t, sim, 1)
	}
	drive(2000, 0)
	drive(0, 2000) // the spike arrives, and post spikes
	assert.Equal(t, 1., net.S.Weight().At(0), "the spike of post is for the next step")
	drive(0, 0)
	assert.Equal(t, math.FMA(0.3, 1, 1), net.S.Weight().At(0), "potentiated as of no distance, and not depressed")
	assert.InDelta(t, math.Exp(-1/16.8), sim0(t, sim, "S.Apre"), 1e-15)
	assert.InDelta(t, math.Exp(-1/33.7), sim0(t, sim, "S.Apost"), 1e-15)
}

// sim0 returns element 0 of what is at a path.
func sim0(t *testing.T, sim *golgi.Sim, path string) float64 {
	t.Helper()
	s, err := sim.Lookup(path)
	require.NoError(t, err)
	return s.At(0)
}

// With a rule that changes nothing the projection is FullProjAlignPostMg, and
// merges with it.
func TestSTDPDelivers(t *testing.T) {
	type pair struct {
		golgi.DynSysGroup
		Pre, Post, Like *dyn.Group
		S               *dyn.STDPSong2000
		More, Fixed     *dyn.FullProjAlignPostMg
	}
	w := func(i int) float64 { return 0.01 * float64(i%7) }
	net := &pair{Pre: dyn.NewGroup(20, noisy), Post: dyn.NewGroup(9, dyn.Lif{}), Like: dyn.NewGroup(9, dyn.Lif{})}
	net.S = &dyn.STDPSong2000{Pre: net.Pre, Post: net.Post, Comm: dnn.AllToAll{Weight: w}, Syn: dyn.Expon{}, Out: dyn.COBA{E: 0}, A1: 0, A2: 0, Delay: 0.3}
	net.More = &dyn.FullProjAlignPostMg{Pre: net.Pre, Post: net.Post, Comm: dnn.OneToOne{}, Syn: dyn.Expon{}, Out: dyn.COBA{E: 0}}
	net.More.Pre = net.Pre.Slice(0, 9)
	net.Fixed = &dyn.FullProjAlignPostMg{Pre: net.Pre, Post: net.Like, Comm: dnn.AllToAll{Weight: w}, Syn: dyn.Expon{}, Out: dyn.COBA{E: 0}, Delay: 0.3}
	fixedMore := &dyn.FullProjAlignPostMg{Pre: net.Pre.Slice(0, 9), Post: net.Like, Comm: dnn.OneToOne{}, Syn: dyn.Expon{}, Out: dyn.COBA{E: 0}}
	sim := build(t, &struct {
		golgi.DynSysGroup
		Net  *pair
		More *dyn.FullProjAlignPostMg
	}{Net: net, More: fixedMore})
	steps(t, sim, 500)
	assert.Len(t, net.S.Merged(), 2)
	assert.Equal(t, net.Like.V.Values(), net.Post.V.Values())
	assert.Positive(t, sim0(t, sim, "Net.S.syn.g"))
}

// wide is large enough for several workers.
func wide() *learning {
	net := newLearning(300, 2000, noisy, dyn.STDPSong2000{Comm: dnn.CSRLinear{Conn: conn.FixedProb{Prob: 0.1}, Weight: initialize.Uniform(0, 1)},
		A1: 0.05, A2: 0.04, WMax: 1, WMin: 0})
	return net
}

func TestSTDPThreads(t *testing.T) {
	var want []float64
	for _, threads := range []int{1, 2, 3} {
		net := wide()
		sim := build(t, net, golgi.Threads(threads), golgi.Seed(9))
		first := net.S.Weight().Values()
		for range 2 { // and again after Reset
			steps(t, sim, 80)
			w := net.S.Weight().Values()
			require.NotEqual(t, first, w)
			if want == nil {
				want = w
			}
			assert.Equal(t, want, w, "%d threads", threads)
			require.NoError(t, sim.Reset())
			assert.Equal(t, first, net.S.Weight().Values())
			assert.Zero(t, sim0(t, sim, "S.Apre"))
		}
	}
}

func TestSTDPAllocatesNothing(t *testing.T) {
	sim := build(t, wide(), golgi.Threads(2))
	steps(t, sim, 50)
	assert.Zero(t, testing.AllocsPerRun(50, func() { steps(t, sim, 1) }))
}

func TestSTDPSet(t *testing.T) {
	net := newLearning(2, 3, told, dyn.STDPSong2000{Comm: dnn.AllToAll{Weight: 0.5}, WMax: 1, WMin: 0})
	sim := build(t, net, golgi.Dt(1))
	set := func(path string, x ...float64) error {
		s, err := sim.Lookup(path)
		require.NoError(t, err)
		return s.Set(x...)
	}
	require.NoError(t, set("S.Apost", 1, 2, 0))
	require.NoError(t, set("S.tau_t", 10))
	require.NoError(t, set("S.A2", 0.1))
	require.NoError(t, net.Pre.Input.Set(2000, 0))
	steps(t, sim, 1)
	require.NoError(t, net.Pre.Input.Set(0))
	steps(t, sim, 1)
	f := math.Exp(-2 / 10.)
	assert.InDeltaSlice(t, []float64{0.5 - 0.1*f, 0.5 - 0.2*f, 0.5, 0.5, 0.5, 0.5}, net.S.Weight().Values(), 1e-15)
	assert.ErrorContains(t, set("S.weight", 2), "W_max")
	assert.ErrorContains(t, set("S.tau_s", -1), "positive")
	assert.ErrorContains(t, set("S.W_min", 1.5), "W_max")
	assert.Equal(t, 0., sim0(t, sim, "S.W_min"))
	require.NoError(t, set("S.W_max", 0.45))
	assert.InDeltaSlice(t, []float64{0.5 - 0.1*f, 0.5 - 0.2*f, 0.45, 0.45, 0.45, 0.45}, net.S.Weight().Values(), 1e-15)
	require.NoError(t, set("S.weight", 0.2))
	assert.Equal(t, 0.2, net.S.Weight().At(5))
}

func TestSTDPErrors(t *testing.T) {
	for name, c := range map[string]struct {
		s    dyn.STDPSong2000
		want string
	}{
		"formula":  {dyn.STDPSong2000{Comm: dnn.EventJitFPHomoLinear{Prob: 0.1, Weight: 1}}, "S: Comm: the synapses of a dnn.EventJitFPHomoLinear cannot learn"},
		"delays":   {dyn.STDPSong2000{Comm: dnn.CSRLinear{Conn: conn.FixedProb{Prob: 0.5}, Delay: 1.}}, "give the Delay to the projection"},
		"bounds":   {dyn.STDPSong2000{Comm: dnn.AllToAll{}, WMin: 1, WMax: 0}, "W_min is 1 and W_max 0"},
		"outside":  {dyn.STDPSong2000{Comm: dnn.AllToAll{Weight: 2}, WMax: 1.5}, "the weight of synapse 0 is 2"},
		"tau":      {dyn.STDPSong2000{Comm: dnn.AllToAll{}, TauS: 0}, "tau_s is 0"},
		"NaN":      {dyn.STDPSong2000{Comm: dnn.AllToAll{}, A1: math.NaN()}, "A1 is NaN"},
		"each":     {dyn.STDPSong2000{Comm: dnn.AllToAll{}, A2: []float64{1, 2}}, "give one number"},
		"text":     {dyn.STDPSong2000{Comm: dnn.AllToAll{}, A2: "much"}, "A2 is a string"},
		"no layer": {dyn.STDPSong2000{}, "Comm is nil"},
		"delay":    {dyn.STDPSong2000{Comm: dnn.AllToAll{}, Delay: 0.15}, "Delay"},
	} {
		_, err := golgi.Build(newLearning(4, 4, told, c.s))
		assert.ErrorContains(t, placeless.Error(err), c.want, name)
	}
	_, err := golgi.Build(&struct {
		golgi.DynSysGroup
		S *dyn.STDPSong2000
	}{S: &dyn.STDPSong2000{}})
	assert.ErrorContains(t, err, "Pre is nil")
	assert.ErrorContains(t, err, "Post is nil")
}

// Whatever happens, weights stay within their bounds.
func TestSTDPBounds(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		lo := rapid.Float64Range(-1, 1).Draw(t, "lo")
		hi := lo + rapid.Float64Range(0, 1).Draw(t, "width")
		n := rapid.IntRange(1, 6).Draw(t, "n")
		net := newLearning(n, 5, noisy, dyn.STDPSong2000{Comm: dnn.AllToAll{Weight: initialize.Uniform(lo, hi)}, WMin: lo, WMax: hi,
			A1: rapid.Float64Range(-2, 2).Draw(t, "A1"), A2: rapid.Float64Range(-2, 2).Draw(t, "A2")})
		sim, err := golgi.Build(net, golgi.Seed(rapid.Uint64().Draw(t, "seed")))
		if err != nil {
			t.Fatal(err)
		}
		for range 200 {
			if err := sim.Step(); err != nil {
				t.Fatal(err)
			}
		}
		for _, w := range net.S.Weight().Values() {
			if w < lo || w > hi {
				t.Fatalf("%v is outside %v to %v", w, lo, hi)
			}
		}
	})
}
