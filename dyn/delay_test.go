package dyn_test

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/golgi-sim/golgi"
	"github.com/golgi-sim/golgi/conn"
	"github.com/golgi-sim/golgi/delay"
	"github.com/golgi-sim/golgi/dnn"
	"github.com/golgi-sim/golgi/dyn"
)

// arrivals is one source and one neuron for each delay, each with a synapse
// that shows when a spike arrives.
type arrivals struct {
	golgi.DynSysGroup
	S     *dyn.SpikeTimeGroup
	Posts []*dyn.Group
	Proj  []golgi.Projection
}

// firstSteps returns the step in which g of each projection is first not 0.
func firstSteps(t *testing.T, sim *golgi.Sim, n, most int) []int64 {
	first := make([]int64, n)
	for k := range first {
		first[k] = -1
	}
	for range most {
		now := sim.Steps()
		require.NoError(t, sim.Step())
		for k := range first {
			g, err := sim.Lookup(fmt.Sprintf("Proj[%d].syn.g", k))
			require.NoError(t, err)
			if first[k] < 0 && g.At(0) != 0 {
				first[k] = now
			}
		}
	}
	return first
}

// TestDelays: a spike emitted in step n with a delay of d steps is delivered in
// step n+d, with delays alone and mixed on one source, in full projections and,
// below, in half projections in any order of Update.
func TestDelays(t *testing.T) {
	ms := []float64{0, 0.1, 0.2, 0.5, 20}
	want := []int64{1, 1, 2, 5, 200}
	const spike = 3
	run := func(ms []float64, merging bool) []int64 {
		net := &arrivals{S: dyn.NewSpikeTimeGroup(1, []int{0}, []float64{spike * 0.1})}
		for _, d := range ms {
			post := dyn.NewGroup(1, dyn.Lif{})
			net.Posts = append(net.Posts, post)
			if merging {
				net.Proj = append(net.Proj, &dyn.FullProjAlignPostMg{Pre: net.S, Delay: d, Post: post, Comm: dnn.OneToOne{}, Syn: dyn.Expon{}, Out: dyn.CUBA{}})
			} else {
				net.Proj = append(net.Proj, &dyn.ExpCUBA{Pre: net.S, Delay: d, Post: post, Conn: conn.One2One{}})
			}
		}
		return firstSteps(t, build(t, net), len(ms), spike+202)
	}
	for _, merging := range []bool{true, false} {
		for k, d := range ms {
			assert.Equal(t, []int64{spike + want[k]}, run([]float64{d}, merging), "delay %v alone", d)
		}
		mixed := run(ms, merging)
		for k := range ms {
			assert.Equal(t, spike+want[k], mixed[k], "delay %v among others", ms[k])
		}
	}
}

// half is a network with an order of its own.
type half struct {
	golgi.DynSysGroup
	S     *dyn.SpikeTimeGroup
	N     *dyn.Group
	Delay *delay.VarDelay
	Proj  []*dyn.HalfProjAlignPostMg
	order string
	names []string
}

func (h *half) Update(env *golgi.Env) {
	for _, c := range h.order {
		switch c {
		case 's':
			h.S.Update(env)
		case 'n':
			h.N.Update(env)
		case 'd':
			h.Delay.Update(env)
		case 'p':
			for k, p := range h.Proj {
				p.Send(env, h.Delay.At(h.names[k]))
			}
		}
	}
}

// TestHalfDelays: whatever the order of Update, the delay stays. Orders in
// which a spike would be needed before it is there, or is read after it was
// due, stop with an error.
func TestHalfDelays(t *testing.T) {
	entries := delay.Entries{"none": 0, "a": 0.1, "b": 0.2, "c": 0.5, "d": 20}
	names := []string{"none", "a", "b", "c", "d"}
	want := []int64{1, 1, 2, 5, 200}
	for _, order := range []string{"psnd", "pnsd", "snpd", "sdpn", "dpsn", "dpns", "sndp", "dspn", "nsdp"} {
		s, n := dyn.NewSpikeTimeGroup(1, []int{0}, []float64{0.3}), dyn.NewGroup(1, dyn.Lif{})
		net := &half{S: s, N: n, Delay: &delay.VarDelay{Of: s.Spike, Entries: entries}, order: order, names: names}
		for k := range names {
			// Labels keep the synapses apart.
			net.Proj = append(net.Proj, &dyn.HalfProjAlignPostMg{NumPre: 1, Post: n, Comm: dnn.OneToOne{}, Syn: dyn.Expon{}, Out: dyn.CUBA{}, OutLabel: names[k]})
		}
		sim := build(t, net)
		if order == "snpd" {
			var err error
			for range 10 {
				if err = sim.Step(); err != nil {
					break
				}
			}
			assert.ErrorContains(t, err, "one step late", order)
			continue
		}
		for k, at := range firstSteps(t, sim, len(names), 210) {
			assert.Equal(t, 3+want[k], at, "order %s, entry %s", order, names[k])
		}
	}
}

// TestValueDelay: the value that the target had d steps ago, and the initial
// history before step 0.
func TestValueDelay(t *testing.T) {
	type network struct {
		golgi.DynSysGroup
		N     *dyn.Group
		Delay *delay.VarDelay
	}
	n := dyn.NewGroup(2, dyn.Equations{Body: "dx/dt = 1/dt", Method: dyn.Euler})
	net := &network{N: n, Delay: &delay.VarDelay{Of: n.Var("x"), Entries: delay.Entries{"one": 0, "three": 0.3}, Init: -5}}
	sim := build(t, net)
	for k := range 6 {
		// x is k after k steps, kept as the value of step k-1.
		if k >= 1 {
			assert.Equal(t, []float64{float64(k), float64(k)}, net.Delay.Values("one"))
		}
		if k >= 3 {
			assert.Equal(t, float64(k-2), net.Delay.Values("three")[1])
		} else {
			assert.Equal(t, -5.0, net.Delay.Values("three")[1])
		}
		steps(t, sim, 1)
	}
	net.Delay.Values("for")
	assert.ErrorContains(t, sim.Step(), `Delay has no entry "for"; the names are one, three`)
}

func TestDataDelay(t *testing.T) {
	type network struct {
		golgi.DynSysGroup
		D *delay.DataDelay
	}
	net := &network{D: &delay.DataDelay{Size: 2, Entries: delay.Entries{"x": 0.2}}}
	sim := build(t, net)
	for k := range 5 {
		assert.Equal(t, max(0, float64(k-1)), net.D.Values("x")[0])
		net.D.Put(float64(k+1), 7)
		steps(t, sim, 1)
	}
}

// TestSynapseDelays: in a layer with delays of its own each synapse delivers in
// its step, and synapses of one time constant share the slots.
func TestSynapseDelays(t *testing.T) {
	ms := []float64{0.1, 0.3, 2.5}
	s, n := dyn.NewSpikeTimeGroup(1, []int{0}, []float64{0.2}), dyn.NewGroup(3, dyn.Lif{})
	net := &chain{S: s, N: n, P: &dyn.FullProjAlignPostMg{Pre: s, Post: n, Syn: dyn.Expon{}, Out: dyn.CUBA{},
		Comm: dnn.EventCSRLinear{Conn: conn.All2All{}, Delay: ms}}}
	sim := build(t, net)
	g, err := sim.Lookup("P.syn.g")
	require.NoError(t, err)
	first := []int64{-1, -1, -1}
	for range 40 {
		now := sim.Steps()
		steps(t, sim, 1)
		for i := range first {
			if first[i] < 0 && g.At(i) != 0 {
				first[i] = now
			}
		}
	}
	assert.Equal(t, []int64{2 + 1, 2 + 3, 2 + 25}, first)
}
