package dyn_test

import (
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/golgi-sim/golgi"
	"github.com/golgi-sim/golgi/conn"
	"github.com/golgi-sim/golgi/dnn"
	"github.com/golgi-sim/golgi/dyn"
	"github.com/golgi-sim/golgi/internal/placeless"
)

// TestDelta: V relaxes, then jumps, in step n + d for a spike of step n: the
// membrane V = Σ w e^(-t/τ) in closed form, exact for exponential Euler.
func TestDelta(t *testing.T) {
	for _, c := range []struct {
		ms    float64
		steps int
	}{{0, 1}, {0.1, 1}, {0.2, 2}, {0.5, 5}, {20, 200}} {
		s, n := dyn.NewSpikeTimeGroup(2, []int{0, 1}, []float64{0.3, 0.9}), dyn.NewGroup(3, dyn.Lif{VTh: 100, Tau: 10})
		net := &chain{S: s, N: n, P: &dyn.FullProjDelta{Pre: s, Post: n.Slice(1, 3), Comm: dnn.AllToAll{Weight: []float64{1, 2, 3, 4}}, Delay: c.ms}}
		sim := build(t, net)
		for step := range c.steps + 30 {
			steps(t, sim, 1)
			want := [3]float64{}
			for k, at := range []int{3, 9} {
				if since := step - at - c.steps; since >= 0 {
					f := math.Exp(-float64(since) * 0.1 / 10)
					want[1] += float64(1+2*k) * f
					want[2] += float64(2+2*k) * f
				}
			}
			require.InDeltaSlice(t, want[:], n.V.Values(), 1e-14, "delay %v, step %d", c.ms, step)
		}
	}
}

// TestDeltaSpikes: a jump over the threshold is a spike in the same step, and
// what arrives while V is held is lost. The refractory period is 1 ms.
func TestDeltaSpikes(t *testing.T) {
	s := dyn.NewSpikeTimeGroup(1, []int{0, 0, 0, 0}, []float64{0.1, 0.5, 1.2, 1.3})
	n := dyn.NewGroup(1, dyn.LifRef{VRest: 0, VTh: 10, VReset: 0, TauRef: 1})
	sim := build(t, &chain{S: s, N: n, P: &dyn.FullProjDelta{Pre: s, Post: n, Comm: dnn.AllToAll{Weight: 10}}})
	var at []int64
	for range 30 {
		steps(t, sim, 1)
		if n.Spike.Count() > 0 {
			at = append(at, sim.Steps()-1)
		}
	}
	// Arrivals in steps 2, 6, 13, 14; steps 3 to 12 are refractory.
	assert.Equal(t, []int64{2, 13}, at)
	assert.Equal(t, 0.0, n.V.At(0), "what arrived in steps 6 and 14 is lost")
}

// TestDeltaWithDelays: delays of single synapses, which merge into one ring with
// those of other projections.
func TestDeltaWithDelays(t *testing.T) {
	type net struct {
		golgi.DynSysGroup
		S    *dyn.SpikeTimeGroup
		N    *dyn.Group
		P, Q *dyn.FullProjDelta
	}
	s, n := dyn.NewSpikeTimeGroup(1, []int{0}, []float64{0}), dyn.NewGroup(3, dyn.Equations{Body: "dV/dt = 0"})
	sim := build(t, &net{S: s, N: n,
		P: &dyn.FullProjDelta{Pre: s, Post: n, Comm: dnn.EventCSRLinear{Conn: conn.All2All{}, Weight: 1, Delay: []float64{0.1, 0.3, 0.7}}},
		Q: &dyn.FullProjDelta{Pre: s, Post: n.Slice(2, 3), Comm: dnn.AllToAll{Weight: 5}, Delay: 0.4}})
	for range 2 {
		for step := range 12 {
			steps(t, sim, 1)
			want := []float64{0, 0, 0}
			for j, d := range []int{1, 3, 7} {
				if step >= d {
					want[j]++
				}
			}
			if step >= 4 {
				want[2] += 5
			}
			assert.Equal(t, want, n.V.Values(), "step %d", step)
		}
		require.NoError(t, sim.Reset())
	}
}

// TestDeltaExact: jumps and the joint propagator of V with a synapse.
func TestDeltaExact(t *testing.T) {
	s, n := dyn.NewSpikeTimeGroup(1, []int{0}, []float64{0}), dyn.NewGroup(1, dyn.Lif{Tau: 20, VTh: 100, Method: dyn.Exact})
	type net struct {
		golgi.DynSysGroup
		S *dyn.SpikeTimeGroup
		N *dyn.Group
		P *dyn.FullProjDelta
		Q *dyn.FullProjAlignPostMg
	}
	sim := build(t, &net{S: s, N: n, P: &dyn.FullProjDelta{Pre: s, Post: n, Comm: dnn.OneToOne{Weight: 2}},
		Q: &dyn.FullProjAlignPostMg{Pre: s, Post: n, Comm: dnn.OneToOne{Weight: 3}, Syn: dyn.Expon{Tau: 5}, Out: dyn.CUBA{}}}, golgi.Dt(5))
	steps(t, sim, 1)
	for k := range 10 {
		steps(t, sim, 1)
		x := float64(k+1) * 5
		assert.InDelta(t, 2*math.Exp(-(x-5)/20)+3*5/(5-20.0)*(math.Exp(-x/5)-math.Exp(-x/20)), n.V.At(0), 1e-14)
	}
}

// sender sends what send says before its group is updated.
type sender struct {
	golgi.DynSysGroup
	N    *dyn.Group
	P    golgi.Projection
	send func(*golgi.Env)
}

func (s *sender) Update(env *golgi.Env) {
	s.send(env)
	s.P.Update(env)
	s.N.Update(env)
}

// TestHalfProjections: HalfProjDelta and VanillaProj take spikes and vectors,
// several in a step, which add up; with nothing sent there is nothing.
func TestHalfProjections(t *testing.T) {
	w := []float64{1, 2, 3, 4}
	x := []float64{0.5, -1}
	spikes := golgi.NewSpikes([]int32{1}, 2, nil, 0)
	d := &dyn.HalfProjDelta{NumPre: 2, Comm: dnn.AllToAll{Weight: w}}
	net := &sender{N: dyn.NewGroup(2, dyn.Equations{Body: "dV/dt = 0"}), P: d}
	d.Post = net.N
	net.send = func(env *golgi.Env) {
		if env.Step() == 3 {
			d.Send(env, spikes)
			d.SendVector(env, x)
		}
	}
	sim := build(t, net)
	steps(t, sim, 3)
	assert.Equal(t, []float64{0, 0}, net.N.V.Values())
	steps(t, sim, 5)
	assert.Equal(t, []float64{3 + 0.5*1 - 3, 4 + 0.5*2 - 4}, net.N.V.Values())

	v := &dyn.VanillaProj{NumPre: 2, Comm: dnn.AllToAll{Weight: w}, Out: dyn.COBA{E: 10}}
	net = &sender{N: dyn.NewGroup(2, dyn.Equations{Body: "dV/dt = I/dt", Method: dyn.Euler}), P: v}
	v.Post = net.N
	net.send = func(env *golgi.Env) {
		if env.Step() == 3 {
			v.Send(env, spikes)
		}
		if env.Step() == 4 {
			v.SendVector(env, []float64{0.25, 0})
		}
	}
	sim = build(t, net)
	g, err := sim.Lookup("P.g")
	require.NoError(t, err)
	steps(t, sim, 4)
	assert.Equal(t, []float64{3, 4}, g.Values())
	assert.Equal(t, []float64{30, 40}, net.N.V.Values())
	steps(t, sim, 1)
	assert.Equal(t, []float64{0.25, 0.5}, g.Values())
	assert.Equal(t, []float64{30 + 0.25*(10-30), 40 + 0.5*(10-40)}, net.N.V.Values())
	steps(t, sim, 1)
	assert.Equal(t, []float64{0, 0}, g.Values())
}

// TestAlignPreSeenByExact: an exact neuron sees what arrives in the same step.
func TestAlignPreSeenByExact(t *testing.T) {
	s, n := dyn.NewSpikeTimeGroup(1, []int{0}, []float64{0}), dyn.NewGroup(1, dyn.Lif{Tau: 20, VTh: 100, Method: dyn.Exact})
	sim := build(t, &chain{S: s, N: n, P: &dyn.FullProjAlignPreSD{Pre: s, Post: n, Syn: dyn.Expon{Tau: 1e12}, Comm: dnn.OneToOne{Weight: 3}, Out: dyn.CUBA{}}})
	for k := range 20 {
		steps(t, sim, 1)
		assert.InDelta(t, 3*(1-math.Exp(-float64(k)*0.1/20)), n.V.At(0), 1e-10)
	}
}

// TestProjectionMistakes: what cannot be is an error of Build, with the path of
// the projection and what to do.
func TestProjectionMistakes(t *testing.T) {
	s := func() *dyn.SpikeTimeGroup { return dyn.NewSpikeTimeGroup(2, []int{0}, []float64{0}) }
	lif := func() *dyn.Group { return dyn.NewGroup(2, dyn.Lif{}) }
	delays := dnn.EventCSRLinear{Conn: conn.All2All{}, Delay: 0.5}
	rate := dyn.NewGroup(2, dyn.Equations{Name: "Rate", Body: "dx/dt = -x + I"})
	for _, c := range []struct {
		n     *dyn.Group
		p     func(s *dyn.SpikeTimeGroup, n *dyn.Group) golgi.Projection
		words string
	}{
		{rate, func(s *dyn.SpikeTimeGroup, n *dyn.Group) golgi.Projection {
			return &dyn.FullProjDelta{Pre: s, Post: n, Comm: dnn.AllToAll{}}
		}, "P: makes V of Post jump, and N (Rate) has no variable V"},
		{lif(), func(s *dyn.SpikeTimeGroup, n *dyn.Group) golgi.Projection {
			return &dyn.HalfProjDelta{Post: n, Comm: dnn.AllToAll{}}
		}, "P: NumPre is 0"},
		{lif(), func(s *dyn.SpikeTimeGroup, n *dyn.Group) golgi.Projection {
			return &dyn.FullProjDelta{Pre: s, Post: n}
		}, "P: Comm is nil"},
		{lif(), func(s *dyn.SpikeTimeGroup, n *dyn.Group) golgi.Projection {
			return &dyn.FullProjDelta{Pre: s, Post: n.Slice(0, 5), Comm: dnn.AllToAll{}, Delay: 0.25}
		}, "P: Post is the view [0:5] of N"},
		{lif(), func(s *dyn.SpikeTimeGroup, n *dyn.Group) golgi.Projection {
			return &dyn.FullProjAlignPreDSMg{Pre: s, Post: n, Comm: delays, Syn: dyn.Expon{}, Out: dyn.CUBA{}}
		}, "P: Comm has delays of single synapses, up to 5 steps, which are for spikes"},
		{lif(), func(s *dyn.SpikeTimeGroup, n *dyn.Group) golgi.Projection {
			return &dyn.FullProjAlignPreSD{Pre: s, Post: n, Comm: dnn.AllToAll{}, Syn: dyn.Expon{}, Out: dyn.CUBA{}, Delay: 0.25}
		}, "P: Delay: a delay of 0.25 ms is no multiple of dt"},
		{lif(), func(s *dyn.SpikeTimeGroup, n *dyn.Group) golgi.Projection {
			return &dyn.FullProjAlignPreSD{Pre: s, Post: n, Comm: dnn.AllToAll{}, Out: dyn.CUBA{}}
		}, "P: has no synapse model"},
		{lif(), func(s *dyn.SpikeTimeGroup, n *dyn.Group) golgi.Projection {
			return &dyn.FullProjAlignPreSD{Pre: s, Post: n, Comm: dnn.AllToAll{}, Syn: dyn.Expon{Tau: []float64{1, 2, 3}}, Out: dyn.CUBA{}}
		}, "P: Syn: tau of Expon"},
		{lif(), func(s *dyn.SpikeTimeGroup, n *dyn.Group) golgi.Projection {
			return &dyn.FullProjAlignPreSDMg{Post: n, Comm: dnn.AllToAll{}, Syn: dyn.Expon{}, Out: dyn.CUBA{}}
		}, "P: Pre is nil"},
		{lif(), func(s *dyn.SpikeTimeGroup, n *dyn.Group) golgi.Projection {
			return &dyn.FullProjAlignPreSDMg{Pre: s, Post: n, Comm: dnn.AllToAll{}, Syn: dyn.AMPA{TDur: -1}, Out: dyn.CUBA{}}
		}, "P: "},
		{lif(), func(s *dyn.SpikeTimeGroup, n *dyn.Group) golgi.Projection {
			return &dyn.FullProjAlignPost{Pre: s, Post: n, Comm: dnn.AllToAll{}, Syn: dyn.DualExponV2{TauDecay: 4, TauRise: 4}, Out: dyn.CUBA{}}
		}, "tau_decay - tau_rise"},
		{dyn.NewGroup(2, dyn.Equations{Name: "Deaf", Body: "dV/dt = -V"}), func(s *dyn.SpikeTimeGroup, n *dyn.Group) golgi.Projection {
			return &dyn.FullProjAlignPreSDMg{Pre: s, Post: n, Comm: dnn.AllToAll{}, Syn: dyn.Expon{}, Out: dyn.CUBA{}}
		}, "P: its current would be part of I, which N (Deaf) does not read"},
	} {
		src := s()
		_, err := golgi.Build(&chain{S: src, N: c.n, P: c.p(src, c.n)})
		assert.ErrorContains(t, placeless.Error(err), c.words)
	}
	v := &dyn.VanillaProj{NumPre: 2, Comm: delays, Out: dyn.CUBA{}}
	net := &sender{N: lif(), P: v, send: func(env *golgi.Env) { v.SendVector(env, []float64{1, 2}) }}
	v.Post = net.N
	assert.ErrorContains(t, build(t, net).Step(), "P: Comm has delays")
	v = &dyn.VanillaProj{NumPre: 2, Comm: dnn.AllToAll{}, Out: dyn.CUBA{}}
	net = &sender{N: lif(), P: v, send: func(env *golgi.Env) { v.SendVector(env, []float64{1}) }}
	v.Post = net.N
	assert.ErrorContains(t, build(t, net).Step(), "P: was sent 1 numbers")
}

// TestAlignPostHasToBeLinear: a synapse that does not answer two spikes with
// twice its answer to one is an error where one stands for many.
func TestAlignPostHasToBeLinear(t *testing.T) {
	eq := func(body, receive string) dyn.Synapse {
		return dyn.Equations{Name: "Own", Body: body, Receive: receive}
	}
	for _, c := range []struct {
		syn   dyn.Synapse
		words string // "": it is linear
	}{
		{dyn.Expon{}, ""}, {dyn.DualExpon{}, ""}, {dyn.DualExponV2{}, ""}, {dyn.Alpha{}, ""},
		{eq("dg/dt = (0.5 - g)/5", "g += 2*w"), ""},
		{eq("dg/dt = -g/5*(if t > 5: 2 else: 1) + 0.1*xi", "g += w*exp(-t)"), ""},
		{eq("dh/dt = -h\ndg/dt = h - g", "h += w; g += 3*w + h"), ""},
		{dyn.NMDA{}, "dg/dt is not linear"},
		{dyn.AMPA{}, "dg/dt is not linear"},
		{dyn.GABAa{}, "not linear"},
		{dyn.BioNMDA{}, "not linear"},
		{dyn.STD{}, "what arrives changes x by something that is not linear"},
		{dyn.STP{}, "not linear"},
		{dyn.Scaled{Syn: dyn.Expon{}, By: dyn.STD{}}, "not linear"},
		{eq("dg/dt = -g*g", "g += w"), "dg/dt is not linear"},
		{eq("dg/dt = -abs(g)", "g += w"), "dg/dt is not linear"},
		{eq("dg/dt = -g", "g += w*w"), "what arrives changes g"},
		{eq("dg/dt = -g", "g += if w > 0: 1 else: 0"), "what arrives changes g"},
		{eq("dx/dt = -x\ng = x^2", "x += w"), "g is not linear"},
		{eq("dg/dt = -g : max = 1", "g += w"), "g has a bound"},
		{eq("dg/dt = -g + g*xi", "g += w"), "the noise of g depends"},
	} {
		for _, merging := range []bool{true, false} {
			s, n := dyn.NewSpikeTimeGroup(1, []int{0}, []float64{0}), dyn.NewGroup(1, dyn.Lif{})
			net := &chain{S: s, N: n, P: &dyn.FullProjAlignPost{Pre: s, Post: n, Comm: dnn.OneToOne{}, Syn: c.syn, Out: dyn.CUBA{}}}
			if merging {
				net.P = &dyn.FullProjAlignPostMg{Pre: s, Post: n, Comm: dnn.OneToOne{}, Syn: c.syn, Out: dyn.CUBA{}}
			}
			_, err := golgi.Build(net)
			if c.words == "" {
				assert.NoError(t, err)
				continue
			}
			assert.ErrorContains(t, err, c.words)
			assert.ErrorContains(t, placeless.Error(err), "P: Syn: ")
			assert.ErrorContains(t, placeless.Error(err), "use it in dyn.FullProjAlignPreDSMg or another align-pre projection")
		}
	}
}
