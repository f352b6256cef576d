package dyn_test

import (
	"math"
	"runtime/debug"
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
	"github.com/golgi-sim/golgi/internal/placeless"
)

// mistakes returns the lines of the error of Build.
func mistakes(t *testing.T, net golgi.DynamicalSystem, opts ...golgi.Option) []string {
	t.Helper()
	_, err := golgi.Build(net, opts...)
	var list golgi.BuildErrors
	require.ErrorAs(t, err, &list)
	var lines []string
	for _, e := range list {
		lines = append(lines, placeless.Text(e.Error()))
	}
	return lines
}

// TestAllMistakesTogether: every field of a part is checked, whatever is wrong
// with the others and with the parts that it refers to, and all mistakes are
// one error.
func TestAllMistakesTogether(t *testing.T) {
	n, p := base()
	n.A = dyn.NewGroup(10, dyn.LifRef{Tau: math.NaN(), R: math.Inf(1), TauRef: -1, V: []float64{1}})
	p.Pre, n.D.Of = n.A, n.A.Spike
	p.Delay, p.Comm, p.Syn, p.Out = 0.25, dnn.EventJitFPHomoLinear{Prob: -1, Weight: math.NaN()}, dyn.Expon{Tau: -1}, dyn.COBA{}
	n.B = dyn.NewGroup(20, dyn.LifRef{Tau: -3})
	p.Post = n.B
	assert.ElementsMatch(t, []string{
		"dt is -1 ms; it must be positive",
		"threads is -2; give 1 to 1024, or 0 for one per processor",
		"A: tau of LifRef is NaN",
		"A: R of LifRef is infinite",
		"A: the refractory period tau_ref must not be negative: it is -1 at element 0",
		"A: the initial value of V of LifRef has 1 values for 10 elements; give one number, or one per element",
		"B: tau, which multiplies dV/dt, must be positive: it is -3 at element 0",
		"P: Delay: a delay of 0.25 ms is no multiple of dt = 0.1 ms; take 0.2 or 0.3 ms, or another dt",
		"P: Comm: Prob is -1; a probability is from 0 to 1",
		"P: Comm: Weight is NaN",
		"P: Syn: tau, which multiplies dg/dt, must be positive: it is -1 at element 0",
		"P: field E of COBA has no default; give it a value",
	}, mistakes(t, n, golgi.Dt(-1), golgi.Threads(-2)))
}

// TestMistakesOfAPartWithoutEnds: what is wrong with a projection whose ends are
// not there is reported if it is wrong between any ends.
func TestMistakesOfAPartWithoutEnds(t *testing.T) {
	n, p := base()
	p.Pre, p.Delay, p.Comm, p.Syn = nil, -1, dnn.EventCSRLinear{Conn: conn.FixedProb{Prob: 7}, Weight: "x"}, dyn.Expon{Tau: 0}
	assert.ElementsMatch(t, []string{
		"P: Pre is nil; give a group or a view of one",
		"P: Delay: a delay of -1 ms; it must be a number of ms, at least dt = 0.1 ms, or 0 for one step",
		"P: Comm: Conn: Prob is 7; a probability is from 0 to 1",
		"P: Comm: Weight is a string; give a number, a []float64, a func(i int) float64 or an initialiser such as initialize.Normal(mean, sd)",
		"P: Syn: tau, which multiplies dg/dt, must be positive: it is 0 at element 0",
	}, mistakes(t, n))
	// Nothing is said of sizes that are not known.
	p.Delay, p.Comm, p.Syn = 0, dnn.AllToAll{Weight: []float64{1, 2, 3}}, dyn.Expon{Tau: []float64{1}}
	p.Post = nil
	assert.Equal(t, []string{"P: Pre is nil; give a group or a view of one", "P: Post is nil; give a group or a view of one"}, mistakes(t, n))
}

// TestPoissonInputMistakes are reported where they were made.
func TestPoissonInputMistakes(t *testing.T) {
	for want, p := range map[string]dyn.PoissonInput{
		"P: Binomial(num_input, freq*dt/1000): there are -1 trials": {NumInput: -1, Freq: 5},
		"P: Binomial(num_input, freq*dt/1000): there are 1 trials":  {NumInput: 1, Freq: 1e6},
		"P: num_input of PoissonInput is NaN":                       {NumInput: math.NaN(), Freq: 5},
		"P: field Freq of PoissonInput has no default":              {NumInput: 1},
	} {
		n, _ := base()
		p.Post, p.Var = n.B, "V"
		n.P = &p
		lines := mistakes(t, n)
		require.Len(t, lines, 1)
		assert.Contains(t, lines[0], want)
	}
	// A variable of a synapse that is not there because of a mistake is no
	// second one.
	type driven struct {
		pair
		Q *dyn.PoissonInput
	}
	n, p := base()
	p.Syn = nil
	assert.Equal(t, []string{"P: has no synapse model"}, mistakes(t, &driven{*n, &dyn.PoissonInput{Post: n.B, Var: "P.syn.g", NumInput: 1, Freq: 1}}))
}

// TestNilAndSizes: what is nil within an interface, or of an impossible size, is
// an error.
func TestNilAndSizes(t *testing.T) {
	type stage func(n *pair, p *dyn.FullProjAlignPostMg)
	group := func(n int, m dyn.Model) stage {
		return func(net *pair, p *dyn.FullProjAlignPostMg) { net.B = dyn.NewGroup(n, m); p.Post = net.B }
	}
	for _, c := range []struct {
		spoil stage
		want  string
	}{
		{group(-5, dyn.Lif{Tau: initialize.Normal(5, 1)}), "B: has -5 neurons"},
		{group(-5, dyn.Lif{Tau: func(int) float64 { return 1 }}), "B: has -5 neurons"},
		{group(math.MaxInt, dyn.Lif{Tau: func(int) float64 { return 1 }}), "B: has 9223372036854775807 neurons"},
		{group(5, (*dyn.Lif)(nil)), "B: has a nil *dyn.Lif"},
		{func(n *pair, p *dyn.FullProjAlignPostMg) { n.B = &dyn.Group{}; p.Post = n.B }, "B: was not made by dyn.NewGroup"},
		{func(n *pair, p *dyn.FullProjAlignPostMg) { b := *n.B; n.B = &b; p.Post = n.B }, "B: is a copy of a group; use the pointer"},
		{func(n *pair, p *dyn.FullProjAlignPostMg) { p.Syn = (*dyn.Expon)(nil) }, "P: has a nil *dyn.Expon"},
		{func(n *pair, p *dyn.FullProjAlignPostMg) { p.Comm = (*dnn.AllToAll)(nil) }, "P: Comm is nil"},
		{func(n *pair, p *dyn.FullProjAlignPostMg) { p.Comm = dnn.EventCSRLinear{Conn: (*conn.FixedProb)(nil)} }, "P: Comm: Conn is nil"},
		{func(n *pair, p *dyn.FullProjAlignPostMg) {
			n.P = &dyn.ExpCUBA{Pre: n.A, Post: n.B, Conn: (*conn.FixedProb)(nil)}
		}, "Conn is nil"},
		{func(n *pair, p *dyn.FullProjAlignPostMg) { p.Pre = (*dyn.SpikeTimeGroup)(nil) }, "P: Pre is nil"},
		{func(n *pair, p *dyn.FullProjAlignPostMg) { p.Pre = (*dyn.Group)(nil).Slice(0, 5) }, "P: Pre is nil"},
		{func(n *pair, p *dyn.FullProjAlignPostMg) { p.Pre = n.A.Slice(0, 99).Slice(0, 5) }, "P: Pre is the view [0:99] of A, which has 10 elements"},
	} {
		n, p := base()
		c.spoil(n, p)
		lines := mistakes(t, n)
		require.Len(t, lines, 1)
		assert.Contains(t, lines[0], c.want)
	}
	none := (*dyn.Group)(nil).Slice(0, 5)
	assert.Zero(t, none.ExternalInput())
	assert.Zero(t, none.SpikeHandle())
	assert.Zero(t, none.Var("V"))
	type value struct {
		golgi.DynSysGroup
		N dyn.Group
		S dyn.SpikeTimeGroup
	}
	lines := mistakes(t, &value{})
	assert.Equal(t, "N: was not made by dyn.NewGroup", lines[0])
	assert.Contains(t, lines[1], "S: has no spikes")
}

// TestMemory: what there is no memory for is an error before it is taken.
func TestMemory(t *testing.T) {
	defer debug.SetMemoryLimit(debug.SetMemoryLimit(1 << 30))
	type one struct {
		golgi.DynSysGroup
		N *dyn.Group
		D golgi.DynamicalSystem
		P golgi.Projection
	}
	small, large := dyn.NewGroup(10, dyn.Lif{}), dyn.NewGroup(4000, dyn.Lif{})
	nothing := &delay.VarDelay{Of: small.V}
	source := dyn.NewSpikeTimeGroup(10, nil, nil)
	for _, c := range []struct {
		net  *one
		want string
	}{
		{&one{N: dyn.NewGroup(math.MaxInt32, dyn.HH{}), D: source}, "N: 2147483647 × HH would take "},
		{&one{N: dyn.NewGroup(1e9, dyn.Lif{Tau: initialize.Normal(1, 2)}), D: source}, "N: the parameters of Lif would take 8 GB of memory, and "},
		{&one{N: large, D: &delay.VarDelay{Of: large.V, Entries: delay.Entries{"far": 1e6}}}, "D: the past of 10000000 steps would take 320 GB of memory, and "},
		{&one{N: small, D: &delay.VarDelay{Of: small.Spike, Entries: delay.Entries{"far": 1.6e6}}}, "D: the past of 16000000 steps would take "},
		{&one{N: small, D: &delay.DataDelay{Size: 4000, Entries: delay.Entries{"far": 1e6}}}, "D: the past of 10000000 steps of 4000 elements would take 320 GB"},
		{&one{N: large, D: nothing, P: &dyn.FullProjAlignPost{Pre: large, Post: large, Comm: dnn.CSRLinear{Conn: conn.One2One{}, Delay: 6000}, Syn: dyn.Expon{}, Out: dyn.CUBA{}}},
			"P: delays of up to 60000 steps onto 4000 neurons would take 2.1 GB"},
		{&one{N: large, D: source, P: &dyn.FullProjAlignPost{Pre: source, Post: large, Delay: 1.6e6, Comm: dnn.AllToAll{}, Syn: dyn.Expon{}, Out: dyn.CUBA{}}},
			"D: the spikes of the 16000000 steps that projections look back would take "},
	} {
		if c.net.P == nil {
			c.net.P = &dyn.PoissonInput{Post: c.net.N, Var: "V", NumInput: 1, Freq: 1}
		}
		if v, ok := c.net.D.(*delay.VarDelay); ok && v == nothing {
			c.net.D = &delay.VarDelay{Of: large.V}
		}
		lines := mistakes(t, c.net)
		require.Len(t, lines, 1)
		assert.Contains(t, lines[0], c.want)
	}
}

// beacon emits what it is told.
type beacon struct {
	dyn.Emitter
	list []int32
}

func (b *beacon) Update(env *golgi.Env) {
	if env.Begin(&b.Base) {
		b.Emit(env, b.list)
	}
}

// TestEmitted: indices that are no elements, twice there or not in order stop
// the run.
func TestEmitted(t *testing.T) {
	for _, c := range []struct {
		list []int32
		want string
	}{
		{nil, ""}, {[]int32{0, 3, 4}, ""},
		{[]int32{5}, "B: entry 0 of the spikes that it emitted in step 0 is 5, after -1; they are to ascend, each element once, in 0 to 4"},
		{[]int32{0, -1}, "entry 1 of the spikes that it emitted in step 0 is -1"},
		{[]int32{2, 1}, "entry 1"}, {[]int32{2, 2}, "entry 1"},
	} {
		b, n := &beacon{dyn.NewEmitter(5), c.list}, dyn.NewGroup(5, dyn.Lif{})
		sim := build(t, &struct {
			golgi.DynSysGroup
			B *beacon
			N *dyn.Group
			P *dyn.FullProjAlignPost
		}{B: b, N: n, P: &dyn.FullProjAlignPost{Pre: b, Post: n, Comm: dnn.OneToOne{}, Syn: dyn.Expon{}, Out: dyn.CUBA{}}})
		if err := sim.Run(3); c.want == "" {
			assert.NoError(t, err)
		} else {
			assert.ErrorContains(t, err, c.want)
			assert.Zero(t, b.Spike.Count())
		}
	}
}

// byHand is a network with an Update of its own, whose projection and delay may
// not be parts of it.
type byHand struct {
	golgi.DynSysGroup
	N      *dyn.Group
	D      *delay.VarDelay
	H      *dyn.HalfProjAlignPostMg
	update func(env *golgi.Env)
}

func (n *byHand) Update(env *golgi.Env) { n.update(env) }

// TestNotInTheTree: what is done with parts that are not in the network is an
// error that says what to do.
func TestNotInTheTree(t *testing.T) {
	n := dyn.NewGroup(5, dyn.Lif{})
	half := func() *dyn.HalfProjAlignPostMg {
		return &dyn.HalfProjAlignPostMg{NumPre: 5, Comm: dnn.OneToOne{}, Syn: dyn.Expon{}, Out: dyn.CUBA{}, Post: n}
	}
	lost, lostDelay := half(), &delay.VarDelay{Of: n.Spike, Entries: delay.Entries{"x": 0}}
	net := &byHand{N: n, D: &delay.VarDelay{Of: n.Spike, Entries: delay.Entries{"x": 0}}, H: half()}
	other, another := half(), dyn.NewGroup(5, dyn.Lif{})
	other.Post = another
	build(t, &struct {
		golgi.DynSysGroup
		N *dyn.Group
		O *dyn.HalfProjAlignPostMg
	}{N: another, O: other})
	sim := build(t, net)
	for _, c := range []struct {
		update func(env *golgi.Env)
		want   string
	}{
		{func(env *golgi.Env) { lost.Send(env, net.D.At("x")) }, "Send was called on a projection that is not part of the network; make it an exported field of the network"},
		{func(env *golgi.Env) { other.Send(env, net.D.At("x")) }, "Send was called on a projection that is not part of the network (O of another)"},
		{func(env *golgi.Env) { net.H.Send(env, lostDelay.At("x").Slice(0, 5)) }, "H was sent spikes that there are not: At was called on a VarDelay that is not part of the network; make it an exported field"},
		{func(env *golgi.Env) { net.H.Send(env, net.D.At("y").Slice(0, 5)) }, `D has no entry "y"; the names are x`},
		{func(env *golgi.Env) { lostDelay.Update(env) }, "a part was updated in a network that it does not belong to"},
		{func(env *golgi.Env) { lostDelay.Values("x") }, ""},
	} {
		require.NoError(t, sim.Reset())
		net.update = func(env *golgi.Env) { c.update(env); n.Update(env); net.D.Update(env) }
		if err := sim.Step(); c.want == "" {
			assert.NoError(t, err)
		} else {
			assert.ErrorContains(t, err, c.want)
		}
	}
}

// TestDelayOfAnotherNetwork: a delay keeps the past of its own network only, and
// of elements that there are.
func TestDelayOfAnotherNetwork(t *testing.T) {
	other := &alone{N: dyn.NewGroup(10, dyn.Lif{})}
	build(t, other)
	loose := dyn.NewGroup(10, dyn.Lif{})
	n, _ := base()
	for want, of := range map[string]any{
		"D: Of is N of another network":                                other.N.Spike,
		"D: Of is N of another  network":                               other.N.V,
		"D: Of is not part of the network; make it an exported field":  loose.Spike,
		"D: Of is not part of the network; make it an exported  field": loose.V,
		"D: Of is a handle of nothing: the part has no spikes":         golgi.Spike{},
		"D: Of is a handle of nothing: the part has no such variable, or not before it is built, as the weights of a projection": golgi.State{},
		"D: Of: A.spike has 10 elements, so there is no range 5 to 11":                                                           n.A.Spike.Slice(5, 11),
		"D: Of: A.V has no range 2 to 8 in a range of it that has 5 elements":                                                    n.A.V.Slice(0, 5).Slice(2, 8),
		"D: Of: A.spike has no range 2 to 8 in a range of it that has 5  elements":                                               n.A.Spike.Slice(0, 5).Slice(2, 8),
	} {
		n.D.Of = of
		assert.Equal(t, []string{strings.ReplaceAll(want, "  ", " ")}, mistakes(t, n))
	}
	// The mistakes of a group are not those of its delay.
	n.A = dyn.NewGroup(10, dyn.Equations{Body: "dV/dt = W"})
	n.D.Of, n.P = n.A.V, &dyn.PoissonInput{Post: n.B, Var: "V", NumInput: 1, Freq: 1}
	assert.Len(t, mistakes(t, n), 1)
}

// TestOrderOfUpdates: what cannot be done because of the order of calls says so.
func TestOrderOfUpdates(t *testing.T) {
	type ordered struct {
		byHand
		M *dyn.Group
		P *dyn.FullProjAlignPostMg
	}
	pre, post := dyn.NewGroup(5, dyn.Lif{}), dyn.NewGroup(5, dyn.Lif{})
	net := &ordered{M: post, P: &dyn.FullProjAlignPostMg{Pre: pre, Post: post, Comm: dnn.OneToOne{}, Syn: dyn.Expon{}, Out: dyn.CUBA{}}}
	net.N = pre
	net.D, net.H = &delay.VarDelay{Of: pre.V}, &dyn.HalfProjAlignPostMg{NumPre: 5, Comm: dnn.OneToOne{}, Syn: dyn.Expon{}, Out: dyn.CUBA{}, Post: post}
	net.update = func(env *golgi.Env) {
		post.Update(env)
		net.P.Update(env)
		pre.Update(env)
		net.D.Update(env)
	}
	assert.ErrorContains(t, build(t, net).Step(), "P was updated in step 0 after M, whose next spikes are those that N is still to emit in this step; update P before M, or after N")
}

// TestSpikeTimesFarAway: a time that no run comes to is not negative.
func TestSpikeTimesFarAway(t *testing.T) {
	n, _ := base()
	n.P = nil
	lines := mistakes(t, &struct {
		golgi.DynSysGroup
		S *dyn.SpikeTimeGroup
	}{S: dyn.NewSpikeTimeGroup(2, []int{1}, []float64{1e30})})
	assert.Equal(t, []string{"S: event 0 is at 1e+30 ms, more than 2^52 steps of dt = 0.1 ms; no run goes so far"}, lines)
}
