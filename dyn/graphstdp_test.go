package dyn_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/golgi-sim/golgi"
	"github.com/golgi-sim/golgi/dnn"
	"github.com/golgi-sim/golgi/dyn"
)

// A rule of learning shows its parameters, defaults too, and no bound that it
// does not have.
func TestGraphOfLearning(t *testing.T) {
	pre, post := dyn.NewGroup(5, dyn.LifRef{}), dyn.NewGroup(4, dyn.LifRef{})
	net := &struct {
		golgi.DynSysGroup
		Pre, Post *dyn.Group
		S         *dyn.STDPSong2000
	}{Pre: pre, Post: post, S: &dyn.STDPSong2000{Pre: pre, Post: post, Comm: dnn.AllToAll{Weight: 0.5}, Syn: dyn.Expon{}, Out: dyn.CUBA{}, WMax: 1}}
	sim, err := golgi.Build(net)
	require.NoError(t, err)
	p := sim.Graph().Projections[0]
	var names []string
	for _, x := range p.Params {
		names = append(names, x.String())
	}
	assert.Equal(t, []string{"tau_s = 16.8 ms", "tau_t = 33.7 ms", "A1 = 0.96", "A2 = 0.53", "W_max = 1"}, names)
	assert.Equal(t, int64(8*(2*20+2*5+4)), p.Bytes)
	assert.Contains(t, sim.Graph().String(), "S  tau_s = 16.8 ms, ")
}
