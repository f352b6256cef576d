package golgi_test

import (
	"fmt"
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/golgi-sim/golgi"
	"github.com/golgi-sim/golgi/dyn"
	initialize "github.com/golgi-sim/golgi/init"
	"github.com/golgi-sim/golgi/internal/placeless"
	"github.com/golgi-sim/golgi/rng"
)

// counter is a system without identity, with code of its own.
type counter struct {
	name string
	log  *[]string
}

func (c *counter) Update(*golgi.Env) { *c.log = append(*c.log, c.name) }

// first and middle are of the kinds that go before others.
type first struct {
	golgi.Base
	counter
}

func (*first) Projects()              {}
func (f *first) Update(e *golgi.Env)  { f.counter.Update(e) }
func (m *middle) Update(e *golgi.Env) { m.counter.Update(e) }

type middle struct {
	golgi.Base
	counter
}

func (*middle) Populates() {}

type inner struct {
	golgi.DynSysGroup
	Z golgi.DynamicalSystem
	A *first
}

type outer struct {
	golgi.DynSysGroup
	Rest   golgi.DynamicalSystem
	Many   []*middle
	Named  map[string]*middle
	Number map[int]*first
	In     inner
	Last   *first
	Ignore float64
}

// TestDefaultOrder: projections, then populations, then the rest, each in the
// order of the fields; maps by their keys; a network within a network is
// updated as a whole.
func TestDefaultOrder(t *testing.T) {
	var log []string
	c := func(name string) counter { return counter{name, &log} }
	f := func(name string) *first { return &first{counter: c(name)} }
	m := func(name string) *middle { return &middle{counter: c(name)} }
	x, z := c("rest"), c("z")
	net := &outer{Rest: &x, Many: []*middle{m("many0"), m("many1")}, Named: map[string]*middle{"b": m("b"), "a": m("a")},
		Number: map[int]*first{10: f("10"), 9: f("9")}, In: inner{Z: &z, A: f("A")}, Last: f("last")}
	sim, err := golgi.Build(net)
	require.NoError(t, err)
	require.NoError(t, sim.Step())
	assert.Equal(t, []string{"9", "10", "last", "many0", "many1", "a", "b", "rest", "A", "z"}, log)
	var paths []string
	for _, p := range sim.Parts() {
		if b, ok := p.(interface{ Path() string }); ok {
			paths = append(paths, b.Path())
		}
	}
	assert.Equal(t, []string{"", "Many[0]", "Many[1]", "Named[a]", "Named[b]", "Number[9]", "Number[10]", "In", "In.A", "Last"}, paths)
}

func TestTreeMistakes(t *testing.T) {
	type hidden struct {
		golgi.DynSysGroup
		group *dyn.Group
	}
	type described struct {
		golgi.DynSysGroup
		N dyn.LifRef
	}
	type plain struct {
		golgi.DynSysGroup
		Sub *golgi.DynSysGroup
	}
	type byValue struct {
		golgi.DynSysGroup
		M map[string]inner
	}
	shared := dyn.NewGroup(1, dyn.Lif{})
	for _, c := range []struct {
		net  golgi.DynamicalSystem
		want string
	}{
		{&hidden{group: shared}, "group: is a part in an unexported field; write Group"},
		{&described{}, "N: is a dyn.LifRef, a description and not a part; make a group of it with dyn.NewGroup"},
		{&plain{}, "Sub: is a plain DynSysGroup, which has no parts"},
		{&byValue{M: map[string]inner{"a": {}}}, "M[a]: is a golgi_test.inner in a map, which has no place of its own; make it a map of pointers"},
		{(*hidden)(nil), "Build was given nil"},
		{&outer{Many: []*middle{nil}}, "Many[0]: is nil"},
	} {
		_, err := golgi.Build(c.net)
		assert.ErrorContains(t, placeless.Error(err), c.want)
	}
}

func TestOptions(t *testing.T) {
	net := func() golgi.DynamicalSystem {
		return &inner{Z: &counter{log: new([]string)}, A: &first{counter: counter{log: new([]string)}}}
	}
	for _, c := range []struct {
		opt  golgi.Option
		want string
	}{
		{golgi.Dt(0), "dt is 0 ms; it must be positive"},
		{golgi.Dt(math.NaN()), "dt is NaN ms"},
		{golgi.Dt(math.Inf(1)), "dt is +Inf ms"},
		{golgi.Threads(-1), "threads is -1; give 1 to 1024"},
		{golgi.Executor("gpu"), `there is no executor "gpu" here; there are`},
	} {
		_, err := golgi.Build(net(), c.opt)
		assert.ErrorContains(t, err, c.want)
	}
	sim, err := golgi.Build(net(), golgi.Dt(0.25), golgi.Seed(7), golgi.Threads(3), golgi.Executor(golgi.Portable))
	require.NoError(t, err)
	assert.Equal(t, 0.25, sim.Dt())
	assert.Equal(t, uint64(7), sim.Seed())
	assert.Equal(t, 3, sim.Threads())
	assert.Equal(t, "portable", sim.Executor())
	for _, e := range []golgi.Exec{golgi.Auto, golgi.AVX2, golgi.AVX512} {
		sim, err := golgi.Build(net(), golgi.Executor(e))
		if err != nil {
			assert.ErrorContains(t, err, fmt.Sprintf("there is no executor %q here: this machine has no %s; there are auto", e, e))
			continue
		}
		if e != golgi.Auto {
			assert.Equal(t, string(e), sim.Executor())
		}
	}
	assert.Equal(t, int64(4), sim.StepsIn(1))
	assert.Equal(t, int64(3), sim.StepsIn(0.7), "rounded, not cut")
}

// TestResolve: every kind of value, and every mistake.
func TestResolve(t *testing.T) {
	key := rng.NewKey(1)
	for _, v := range []golgi.Value{3, 3.0, float32(3), int8(3), uint64(3)} {
		r, err := golgi.Resolve(v, []int{4}, key)
		require.NoError(t, err)
		assert.Equal(t, golgi.Resolved{Uniform: 3}, r)
	}
	r, err := golgi.Resolve(func(i int) float64 { return float64(i * i) }, []int{2, 2}, key)
	require.NoError(t, err)
	assert.Equal(t, []float64{0, 1, 4, 9}, r.Each)
	assert.True(t, r.Drawn)
	given := []float64{1, 2}
	r, err = golgi.Resolve(given, []int{2}, key)
	require.NoError(t, err)
	given[0] = 100
	assert.Equal(t, 1.0, r.At(0), "what is given is copied")
	var nilFunc func(int) float64
	for v, want := range map[string]golgi.Value{
		"has no value": nil, "is a bool": true, "is NaN": math.NaN(), "is infinite": math.Inf(-1), "is a nil function": nilFunc,
		"has 1 values for 2 elements": []float64{1}, "is NaN at element 1": []float64{0, math.NaN()},
	} {
		_, err := golgi.Resolve(want, []int{2}, key)
		assert.ErrorContains(t, err, v)
	}
	a, _ := golgi.Resolve(initialize.Constant(2), []int{2}, key)
	b, _ := golgi.Resolve(initialize.Constant(2), []int{2}, key)
	assert.True(t, a.Equal(b))
	a, _ = golgi.Resolve(initialize.Normal(0, 1), []int{2}, key)
	assert.False(t, a.Equal(a), "what is drawn is equal to nothing")
}

func TestSpikes(t *testing.T) {
	s := golgi.NewSpikes([]int32{1, 4, 5, 9}, 10, nil, 3)
	v := s.Slice(4, 9)
	assert.Equal(t, 2, v.Len())
	assert.Equal(t, 5, v.Size())
	var got []int
	for i := range v.All() {
		got = append(got, i)
	}
	assert.Equal(t, []int{0, 1}, got)
	w := v.Slice(1, 5)
	assert.Equal(t, []int32{5}, w.List())
	assert.Equal(t, 5, w.Offset())
	assert.Zero(t, s.Slice(6, 9).Len())
	assert.Panics(t, func() { v.Slice(0, 6) })
	_, ok := v.Shifted(1)
	assert.False(t, ok)
}

// TestHandles: reading and setting by parts, parameters that become one per
// neuron, inputs that keep what they are set to.
func TestHandles(t *testing.T) {
	type network struct {
		golgi.DynSysGroup
		N *dyn.Group
	}
	net := &network{N: dyn.NewGroup(4, dyn.Lif{Tau: 10})}
	assert.Zero(t, net.N.V.Len(), "no values before Build")
	assert.Nil(t, net.N.V.Values())
	sim, err := golgi.Build(net, golgi.Dt(1))
	require.NoError(t, err)
	require.NoError(t, net.N.V.Slice(1, 3).Set(5, 6))
	assert.Equal(t, []float64{0, 5, 6, 0}, net.N.V.Values())
	require.NoError(t, net.N.V.Set(1))
	tau := net.N.Var("tau")
	require.NoError(t, tau.Slice(0, 1).Set(20))
	assert.Equal(t, []float64{20, 10, 10, 10}, tau.Values())
	require.NoError(t, sim.Step())
	e := func(tau float64) float64 { return math.Exp(-1 / tau) }
	assert.InDeltaSlice(t, []float64{e(20), e(10), e(10), e(10)}, net.N.V.Values(), 1e-15)
	require.NoError(t, tau.Set(5))
	require.NoError(t, net.N.V.Set(1))
	require.NoError(t, net.N.Input.Set(0, 0, 3, 0))
	require.NoError(t, sim.Run(2))
	assert.InDelta(t, math.Exp(-2.0/5), net.N.V.At(0), 1e-15)
	assert.InDelta(t, math.Exp(-2.0/5)+3*(1-math.Exp(-2.0/5)), net.N.V.At(2), 1e-14)
	v, err := sim.Lookup("N.V")
	require.NoError(t, err)
	assert.Equal(t, net.N.V.Values(), v.Values())
	assert.Panics(t, func() { net.N.V.At(4) })
	_, err = net.N.V.Read(make([]float64, 3))
	assert.ErrorContains(t, err, "N.V has 4 elements, dst has room for 3")
	assert.Contains(t, sim.Names(), "N.tau")
	_, err = sim.LookupSpikes("N.spikes")
	assert.ErrorContains(t, err, `did you mean "N.spike"`)
	assert.Contains(t, sim.Explain(), "exprel(-1/tau)/tau, for each element")
}
