package dyn_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/golgi-sim/golgi"
	"github.com/golgi-sim/golgi/dnn"
	"github.com/golgi-sim/golgi/dyn"
)

// early sends the spikes of the last step, then updates their group before they
// are delivered.
type early struct {
	golgi.DynSysGroup
	Pre, Post *dyn.Group
	P         *dyn.HalfProjAlignPostMg
}

func (n *early) Update(env *golgi.Env) {
	n.P.Send(env, n.Pre.Spike.Now())
	n.Pre.Update(env)
	n.Post.Update(env)
}

// TestSentSpikesStayWhatTheyWere: a queued delivery is of the spikes that were
// sent, whatever their group does in between.
func TestSentSpikesStayWhatTheyWere(t *testing.T) {
	// Element k spikes in steps k, k+4, k+8, ...
	clock := dyn.Equations{Params: "start = 0", Body: "dV/dt = 1/dt : init = start", Spike: "V >= 4", Reset: "V = 0", Method: dyn.Euler}
	pre := dyn.NewGroup(4, clock.With(golgi.Values{"start": []float64{3, 2, 1, 0}}))
	sum := dyn.Equations{Body: "dg/dt = 0", Receive: "g += w"}
	post := dyn.NewGroup(4, dyn.Lif{})
	net := &early{Pre: pre, Post: post, P: &dyn.HalfProjAlignPostMg{NumPre: 4, Comm: dnn.OneToOne{Weight: 1}, Syn: sum, Out: dyn.CUBA{}, Post: post}}
	sim := build(t, net)
	g, err := sim.Lookup("P.syn.g")
	assert.NoError(t, err)
	steps(t, sim, 5)
	assert.Equal(t, []float64{1, 1, 1, 1}, g.Values())
}
