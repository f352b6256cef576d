package dyn_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/golgi-sim/golgi"
	"github.com/golgi-sim/golgi/dnn"
	"github.com/golgi-sim/golgi/dyn"
)

// TestViews: a projection between views reaches the neurons of the view only,
// numbered from its beginning, whatever the ranges of the workers.
func TestViews(t *testing.T) {
	s, n := dyn.NewSpikeTimeGroup(10, []int{3, 4, 7}, []float64{0, 0, 0}), dyn.NewGroup(3000, dyn.Lif{})
	net := &chain{S: s, N: n, P: &dyn.FullProjAlignPostMg{Pre: s, Post: n.Slice(700, 2700).Slice(300, 310), Comm: dnn.OneToOne{}, Syn: dyn.Expon{}, Out: dyn.CUBA{}}}
	sim := build(t, net)
	steps(t, sim, 2)
	g, err := sim.Lookup("P.syn.g")
	require.NoError(t, err)
	for i, x := range g.Values() {
		assert.Equal(t, i == 1003 || i == 1004 || i == 1007, x != 0, "neuron %d", i)
	}
	assert.Equal(t, 10, g.Slice(1000, 1010).Len())
	assert.Equal(t, g.At(1003), g.Slice(1000, 1010).At(3))
}

// TestPreView: indices of a pre view begin at its beginning.
func TestPreView(t *testing.T) {
	m := dyn.Equations{Body: "dV/dt = 1", Spike: "V >= 1.5", Reset: "V = -1000", Method: dyn.Euler}
	src := dyn.NewGroup(10, m.With(golgi.Values{"V": []float64{0, 0, 0, 0, 1.45, 0, 0, 0, 0, 0}}))
	type network struct {
		chain
		Src *dyn.Group
	}
	post := dyn.NewGroup(4, dyn.Lif{})
	net := &network{Src: src}
	net.S, net.N = dyn.NewSpikeTimeGroup(1, nil, nil), post
	net.P = &dyn.FullProjAlignPostMg{Pre: src.Slice(2, 6), Post: post, Comm: dnn.OneToOne{}, Syn: dyn.Expon{}, Out: dyn.CUBA{}}
	sim := build(t, net)
	steps(t, sim, 2)
	g, err := sim.Lookup("P.syn.g")
	require.NoError(t, err)
	assert.Equal(t, []bool{false, false, true, false}, []bool{g.At(0) != 0, g.At(1) != 0, g.At(2) != 0, g.At(3) != 0})
}
