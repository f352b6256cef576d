package dyn_test

import (
	"fmt"
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/golgi-sim/golgi"
	"github.com/golgi-sim/golgi/dnn"
	"github.com/golgi-sim/golgi/dyn"
	initialize "github.com/golgi-sim/golgi/init"
	"github.com/golgi-sim/golgi/internal/placeless"
)

// fan is several projections from one source onto one group.
type fan struct {
	golgi.DynSysGroup
	S    *dyn.Group
	N    *dyn.Group
	Proj []*dyn.FullProjAlignPostMg
}

func newFan(n int, proj ...*dyn.FullProjAlignPostMg) *fan {
	f := &fan{S: dyn.NewGroup(n, dyn.PoissonGroup{Freqs: 500}), N: dyn.NewGroup(n, dyn.LifRef{VTh: 1, VReset: 0, TauRef: 2})}
	for _, p := range proj {
		p.Pre, p.Post = f.S, f.N
		if p.Comm == nil {
			p.Comm = dnn.OneToOne{Weight: 0.3}
		}
		f.Proj = append(f.Proj, p)
	}
	return f
}

func mg(syn dyn.Synapse, out dyn.Output, label string) *dyn.FullProjAlignPostMg {
	return &dyn.FullProjAlignPostMg{Syn: syn, Out: out, OutLabel: label}
}

// shares returns for each projection the number of the first that it shares a
// synapse with.
func shares(t *testing.T, proj ...*dyn.FullProjAlignPostMg) []int {
	net := newFan(2, proj...)
	build(t, net)
	var first []int
	for _, p := range net.Proj {
		var k int
		_, err := fmt.Sscanf(p.Merged()[0], "Proj[%d]", &k)
		require.NoError(t, err)
		first = append(first, k)
	}
	return first
}

// TestMerging: equal descriptions share one state, by value and not by how they
// are written; anything else does not.
func TestMerging(t *testing.T) {
	assert.Equal(t, []int{0, 0, 0, 0, 0}, shares(t,
		mg(dyn.Expon{Tau: 5}, dyn.COBA{E: 0}, ""), mg(dyn.Expon{Tau: 5.0}, dyn.COBA{E: 0.0}, ""), mg(dyn.Expon{Tau: float32(5)}, dyn.COBA{E: 0}, ""),
		mg(&dyn.Expon{Tau: 5}, dyn.COBA{E: uint8(0)}, ""), mg(dyn.Expon{Tau: 5}, dyn.COBA{E: 0}, "")))
	assert.Equal(t, []int{0, 0}, shares(t, mg(dyn.Expon{}, dyn.CUBA{}, ""), mg(dyn.Expon{Tau: 8}, dyn.CUBA{}, "")), "a default filled in")
	assert.Equal(t, []int{0, 0}, shares(t, mg(dyn.Expon{Tau: []float64{5, 6}}, dyn.CUBA{}, ""), mg(dyn.Expon{Tau: []float64{5, 6}}, dyn.CUBA{}, "")), "arrays by content")
	assert.Equal(t, []int{0, 0}, shares(t, mg(dyn.Expon{Tau: initialize.Constant(5)}, dyn.CUBA{}, ""), mg(dyn.Expon{Tau: initialize.Constant(5)}, dyn.CUBA{}, "")))
	assert.Equal(t, []int{0, 1, 2, 3, 4, 5, 6}, shares(t,
		mg(dyn.Expon{Tau: 5}, dyn.COBA{E: 0}, ""),
		mg(dyn.Expon{Tau: 6}, dyn.COBA{E: 0}, ""),
		mg(dyn.Expon{Tau: 5}, dyn.COBA{E: -80}, ""),
		mg(dyn.Expon{Tau: 5}, dyn.CUBA{}, ""),
		mg(dyn.Expon{Tau: 5}, dyn.COBA{E: 0}, "dend"),
		mg(dyn.Alpha{TauDecay: 5}, dyn.COBA{E: 0}, ""),
		mg(dyn.Expon{Tau: []float64{5, 6}}, dyn.COBA{E: 0}, "")))
	five := func(int) float64 { return 5 }
	assert.Equal(t, []int{0, 1, 2, 3}, shares(t,
		mg(dyn.Expon{Tau: five}, dyn.CUBA{}, ""), mg(dyn.Expon{Tau: five}, dyn.CUBA{}, ""),
		mg(dyn.Expon{Tau: initialize.Uniform(5, 6)}, dyn.CUBA{}, ""), mg(dyn.Expon{Tau: initialize.Uniform(5, 6)}, dyn.CUBA{}, "")), "functions and random values never merge")
	assert.Equal(t, []int{0, 1}, shares(t, mg(dyn.Expon{G: 1}, dyn.CUBA{}, ""), mg(dyn.Expon{}, dyn.CUBA{}, "")), "initial values")
}

// TestMergedStateCount: k equal projections allocate one state.
func TestMergedStateCount(t *testing.T) {
	bytes := func(k int) int {
		var proj []*dyn.FullProjAlignPostMg
		for range k {
			proj = append(proj, mg(dyn.Expon{Tau: 5}, dyn.COBA{E: 0}, ""))
		}
		net := newFan(100, proj...)
		build(t, net)
		return net.N.Bytes()
	}
	assert.Equal(t, bytes(1), bytes(7))
	assert.Contains(t, func() string {
		net := newFan(3, mg(dyn.Expon{}, dyn.CUBA{}, ""), mg(dyn.Expon{}, dyn.CUBA{}, ""))
		return build(t, net).Explain()
	}(), "serves Proj[0], Proj[1]")
}

// TestMergedAgreesWithUnmerged in an open loop: three projections that merge,
// and the same three kept apart by their labels onto a neuron that adds the
// labelled currents. The sums are taken in another order, so they agree to
// rounding: 1e-13 of a conductance of some tens.
func TestMergedAgreesWithUnmerged(t *testing.T) {
	weights := []float64{0.1, 0.7, 1.3}
	run := func(labels [3]string, m dyn.Equations) []float64 {
		var proj []*dyn.FullProjAlignPostMg
		for k, w := range weights {
			p := mg(dyn.Expon{Tau: 5}, dyn.COBA{E: 30}, labels[k])
			p.Comm = dnn.EventJitFPHomoLinear{Prob: 0.3, Weight: w}
			proj = append(proj, p)
		}
		net := newFan(50, proj...)
		net.N = dyn.NewGroup(50, m)
		for _, p := range proj {
			p.Post = net.N
		}
		sim := build(t, net, golgi.Seed(3))
		require.NoError(t, sim.Run(2000))
		return net.N.V.Values()
	}
	one := dyn.Equations{Body: "10*dV/dt = -V + I"}
	three := dyn.Equations{Body: "10*dV/dt = -V + I_a + I_b + I_c"}
	a, b := run([3]string{}, one), run([3]string{"a", "b", "c"}, three)
	for i := range a {
		assert.InEpsilon(t, a[i], b[i], 1e-13)
		assert.False(t, math.IsNaN(a[i]) || a[i] == 0)
	}
}

// TestLabels: I_dend is the currents with that label, I is all of them.
func TestLabels(t *testing.T) {
	m := dyn.Equations{Body: "dV/dt = 0\ndu/dt = I/dt\ndd/dt = I_dend/dt", Method: dyn.Euler}
	for _, c := range []struct {
		label string
		u, d  float64
	}{{"dend", 22, 22}, {"", 22, 20}} {
		s, n := dyn.NewSpikeTimeGroup(1, []int{0}, []float64{0}), dyn.NewGroup(1, m)
		net := &chain{S: s, N: n, P: &dyn.FullProjAlignPost{Pre: s, Post: n, Comm: dnn.OneToOne{Weight: 2}, Syn: dyn.Expon{}, Out: dyn.CUBA{}, OutLabel: c.label}}
		sim := build(t, net)
		require.NoError(t, n.Var("I_dend").Set(10))
		steps(t, sim, 2)
		assert.Equal(t, c.u, n.Var("u").At(0), c.label)
		assert.Equal(t, c.d, n.Var("d").At(0), c.label)
	}
}

// A current that nothing reads is a mistake.
func TestCurrentsThatNothingReads(t *testing.T) {
	dend := dyn.Equations{Name: "Two", Body: "dV/dt = -V + I_dend"}
	both := dyn.Equations{Name: "Both", Body: "dV/dt = -V + I + 2*I_dend"}
	none := dyn.Equations{Name: "None", Body: "dV/dt = -V"}
	for _, c := range []struct {
		m     dyn.Model
		label string
		words string
	}{
		{dyn.LifRef{}, "", ""}, {dyn.LifRef{}, "dend", ""}, {dend, "dend", ""}, {both, "", ""}, {both, "dend", ""},
		{dend, "", "P: its current would be part of I, which N (Two) does not read; it reads I_dend"},
		{both, "dnd", "P: its current would be part of I_dnd, which N (Both) does not read; it reads I, I_dend"},
		{none, "", "P: its current would be part of I, which N (None) does not read; it reads no current"},
		{dyn.LifRef{}, "1 +", `P: OutLabel is "1 +"; a label is a word of letters, digits and underscores`},
	} {
		s, n := dyn.NewSpikeTimeGroup(1, []int{0}, []float64{0}), dyn.NewGroup(1, c.m)
		_, err := golgi.Build(&chain{S: s, N: n, P: &dyn.FullProjAlignPost{Pre: s, Post: n, Comm: dnn.OneToOne{Weight: 2}, Syn: dyn.Expon{}, Out: dyn.CUBA{}, OutLabel: c.label}})
		if c.words == "" {
			assert.NoError(t, err)
		} else {
			assert.ErrorContains(t, placeless.Error(err), c.words)
		}
	}
	n := dyn.NewGroup(1, dend)
	build(t, n)
	assert.NoError(t, n.Input.Set(0))
	assert.EqualError(t, n.Input.Set(20), "I: Two does not read I; it reads I_dend")
	assert.Equal(t, 0.0, n.Input.At(0))
}

// What Build refuses, Set refuses too, and nothing is set.
func TestSetKeepsLimits(t *testing.T) {
	type net struct {
		golgi.DynSysGroup
		S *dyn.SpikeTimeGroup
		N *dyn.Group
		P *dyn.FullProjAlignPostMg
		B *dyn.PoissonInput
	}
	s := dyn.NewSpikeTimeGroup(1, []int{0}, []float64{0})
	n := dyn.NewGroup(3, dyn.LifRef{TauRef: 1})
	sim := build(t, &net{S: s, N: n, P: &dyn.FullProjAlignPostMg{Pre: s, Post: n, Comm: dnn.AllToAll{}, Syn: dyn.Expon{}, Out: dyn.CUBA{}},
		B: &dyn.PoissonInput{Post: n, Var: "V", NumInput: 10, Freq: 100}})
	for _, c := range []struct {
		path  string
		x     []float64
		words string
	}{
		{"N.tau", []float64{-5}, "must be positive"}, {"N.tau", []float64{0}, "must be positive"}, {"N.tau", []float64{10, 20, -1}, "-1 at element 2"},
		{"N.tau_ref", []float64{-1}, "must not be negative"}, {"N.tau_ref", []float64{1e12}, "2^31"}, {"P.syn.tau", []float64{-1}, "must be positive"},
		{"B.num_input", []float64{-3}, "-3 trials"}, {"B.freq", []float64{1e7}, "probability"}, {"B.freq", []float64{1, 2, 3}, "one number for all"},
	} {
		q, err := sim.Lookup(c.path)
		require.NoError(t, err)
		before := q.Values()
		assert.ErrorContains(t, q.Set(c.x...), c.words, "%s = %v", c.path, c.x)
		assert.Equal(t, before, q.Values(), "%s = %v", c.path, c.x)
		require.NoError(t, q.Set(before[0]))
	}
	q, err := sim.Lookup("N.tau")
	require.NoError(t, err)
	require.NoError(t, q.Set(10, 20, 30))
	assert.ErrorContains(t, q.Slice(1, 2).Set(-1), "must be positive")
	assert.Equal(t, []float64{10, 20, 30}, q.Values())
	assert.Zero(t, testing.AllocsPerRun(10, func() { _ = q.Set(10, 20, 31) }))
	steps(t, sim, 10)
}
