package dyn

import (
	"github.com/golgi-sim/golgi"
	"github.com/golgi-sim/golgi/dnn"
)

// HalfProjDelta is a projection without a synapse of its own that is handed its
// presynaptic spikes: the weights that arrive make the potential V of the
// postsynaptic neurons jump,
//
//	V_j += Σ_i W_ij*spike_i
//
// after the step of the equations of V and before the threshold. A neuron whose
// V is held while it is refractory, as in LifRef, loses what arrives then.
type HalfProjDelta struct {
	wire
	NumPre int      // elements of the presynaptic side
	Comm   dnn.Comm // connectivity and weights, in the unit of V
	Post   Target   // a group that has a variable V, or a view of one
}

// Connect joins the projection to its group.
func (p *HalfProjDelta) Connect(s *golgi.Site) {
	p.wire.begin()
	if p.NumPre < 1 {
		s.Errorf("NumPre is %d; give the number of presynaptic elements, 1 or more", p.NumPre)
	}
	to := p.endAtV(s, p.Post)
	p.connect(s, p.Comm, max(0, p.NumPre), to.size(), false)
}

// Compile makes the layer.
func (p *HalfProjDelta) Compile(s *golgi.Site) { p.lay(s) }

// Send queues spikes on the post group, as that of HalfProjAlignPostMg.
func (p *HalfProjDelta) Send(env *golgi.Env, spikes golgi.Spikes) { p.send(env, spikes) }

// SendVector queues the numbers x of the presynaptic elements on the post group:
// V_j += Σ_i x_i*W_ij. x must stay as it is until the group has been updated.
func (p *HalfProjDelta) SendVector(env *golgi.Env, x []float64) { p.sendVector(env, x) }

// Update does nothing: what the projection does happens in Send.
func (p *HalfProjDelta) Update(*golgi.Env) {}

// FullProjDelta is HalfProjDelta that reads its presynaptic spikes itself, with
// a delay.
type FullProjDelta struct {
	wire
	look
	Pre   Source   // a group, a view of one, or another source of spikes
	Delay float64  // ms, a multiple of dt; 0 is one step
	Comm  dnn.Comm // connectivity and weights, in the unit of V
	Post  Target   // a group that has a variable V, or a view of one
}

// Connect joins the projection to its two groups.
func (p *FullProjDelta) Connect(s *golgi.Site) {
	p.wire.begin()
	from, _ := p.look.begin(s, p.Pre, p.Delay)
	p.join(s, from, p.endAtV(s, p.Post), p.Comm, p.steps)
}

// Compile makes the layer.
func (p *FullProjDelta) Compile(s *golgi.Site) { p.lay(s) }

// Update queues the spikes that are due on the post group.
func (p *FullProjDelta) Update(env *golgi.Env) { p.forward(env, &p.look) }

// endAtV checks the post side of a projection that makes V jump.
func (w *wire) endAtV(s *golgi.Site, post Target) reference {
	r, ok := referTo(s, "Post", post)
	if !ok {
		return r
	}
	g := post.target()
	v, has := g.desc.model.State("V")
	switch {
	case !has:
		s.Errorf("makes V of Post jump, and %s (%s) has no variable V; use a projection with a synapse and an output", g.Path(), g.desc.name)
	case v.AfterSpike:
		s.Errorf("makes V of Post jump before the spike, and V of %s (%s) is advanced after it; use a projection with a synapse and an output", g.Path(), g.desc.name)
	default:
		g.jumps = true
		w.post, w.lo, w.hi = g, r.lo, r.hi
		g.wires = append(g.wires, w)
	}
	return r
}
