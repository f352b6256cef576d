package dyn

import (
	"github.com/golgi-sim/golgi"
	"github.com/golgi-sim/golgi/dnn"
)

// HalfProjAlignPostMg is a projection that is handed its presynaptic spikes,
// with a synapse aligned with the postsynaptic side that merges: all such
// projections onto one group whose synapse, output and label are equal share
// one synapse state. Weights that arrive are added first and decay in the same
// step.
//
//	net.E.Send(env, net.Delay.At("I").Slice(0, 3200))
type HalfProjAlignPostMg struct {
	wire
	NumPre   int      // elements of the presynaptic side
	Comm     dnn.Comm // connectivity and weights
	Syn      Synapse  // dynamics of the synapse
	Out      Output   // current of the synapse
	Post     Target   // a group, or a view of one
	OutLabel string   // which sum of currents it belongs to; "" for I, "dend" for I_dend
}

// Connect hangs the synapse on the post group.
func (p *HalfProjAlignPostMg) Connect(s *golgi.Site) {
	p.half(s, p.NumPre, p.Comm, p.Post, hanging{syn: p.Syn, out: p.Out, label: p.OutLabel, addFirst: true, merge: true})
}

// Compile makes the layer.
func (p *HalfProjAlignPostMg) Compile(s *golgi.Site) { p.lay(s) }

// Send queues spikes of this step's presynaptic side on the post group. Spikes
// of a delay keep their delay whether they are sent before or after the post
// group is updated.
func (p *HalfProjAlignPostMg) Send(env *golgi.Env, spikes golgi.Spikes) { p.send(env, spikes) }

// Update does nothing: what the projection does happens in Send.
func (p *HalfProjAlignPostMg) Update(*golgi.Env) {}

// HalfProjAlignPost is HalfProjAlignPostMg with a synapse of its own, which
// never merges and decays first, then adds the weights that arrive.
type HalfProjAlignPost struct {
	wire
	NumPre   int
	Comm     dnn.Comm
	Syn      Synapse
	Out      Output
	Post     Target
	OutLabel string
}

// Connect hangs the synapse on the post group.
func (p *HalfProjAlignPost) Connect(s *golgi.Site) {
	p.half(s, p.NumPre, p.Comm, p.Post, hanging{syn: p.Syn, out: p.Out, label: p.OutLabel, addFirst: false, merge: false})
}

// Compile makes the layer.
func (p *HalfProjAlignPost) Compile(s *golgi.Site) { p.lay(s) }

// Send queues spikes on the post group, as that of HalfProjAlignPostMg.
func (p *HalfProjAlignPost) Send(env *golgi.Env, spikes golgi.Spikes) { p.send(env, spikes) }

// Update does nothing: what the projection does happens in Send.
func (p *HalfProjAlignPost) Update(*golgi.Env) {}

// half connects a projection that is handed its spikes.
func (w *wire) half(s *golgi.Site, pre int, comm dnn.Comm, post Target, h hanging) {
	w.begin()
	if pre < 1 {
		s.Errorf("NumPre is %d; give the number of presynaptic elements, 1 or more", pre)
	}
	r, _ := w.end(s, post, h)
	w.connect(s, comm, max(0, pre), r.size(), false)
}

// FullProjAlignPostMg is HalfProjAlignPostMg that reads its presynaptic spikes
// itself, with a delay.
type FullProjAlignPostMg struct {
	wire
	look
	Pre      Source   // a group, a view of one, or another source of spikes
	Delay    float64  // ms, a multiple of dt; 0 is one step
	Comm     dnn.Comm // connectivity and weights
	Syn      Synapse  // dynamics of the synapse
	Out      Output   // current of the synapse
	Post     Target   // a group, or a view of one
	OutLabel string   // which sum of currents it belongs to; "" for I, "dend" for I_dend
}

// Connect joins the projection to its two groups.
func (p *FullProjAlignPostMg) Connect(s *golgi.Site) {
	p.full(s, &p.look, p.Pre, p.Delay, p.Comm, p.Post, hanging{syn: p.Syn, out: p.Out, label: p.OutLabel, addFirst: true, merge: true})
}

// Compile makes the layer.
func (p *FullProjAlignPostMg) Compile(s *golgi.Site) { p.lay(s) }

// Update queues the spikes that are due on the post group.
func (p *FullProjAlignPostMg) Update(env *golgi.Env) { p.forward(env, &p.look) }

// FullProjAlignPost is FullProjAlignPostMg with a synapse of its own, which
// never merges and decays first, then adds the weights that arrive.
type FullProjAlignPost struct {
	wire
	look
	Pre      Source
	Delay    float64 // ms, a multiple of dt; 0 is one step
	Comm     dnn.Comm
	Syn      Synapse
	Out      Output
	Post     Target
	OutLabel string
}

// Connect joins the projection to its two groups.
func (p *FullProjAlignPost) Connect(s *golgi.Site) {
	p.full(s, &p.look, p.Pre, p.Delay, p.Comm, p.Post, hanging{syn: p.Syn, out: p.Out, label: p.OutLabel, addFirst: false, merge: false})
}

// Compile makes the layer.
func (p *FullProjAlignPost) Compile(s *golgi.Site) { p.lay(s) }

// Update queues the spikes that are due on the post group.
func (p *FullProjAlignPost) Update(env *golgi.Env) { p.forward(env, &p.look) }

// full connects a projection that reads its spikes itself.
func (w *wire) full(s *golgi.Site, l *look, pre Source, ms float64, comm dnn.Comm, post Target, h hanging) {
	w.begin()
	from, _ := l.begin(s, pre, ms)
	to, _ := w.end(s, post, h)
	w.join(s, from, to, comm, l.steps)
}

// join makes the place of the layer between two groups, with a delay in steps.
func (w *wire) join(s *golgi.Site, from, to reference, comm dnn.Comm, steps int64) {
	w.origin = origin{from: from, steps: int(steps)}
	w.sayPre(from, steps)
	same := from.emitter != nil && from.emitter == to.emitter && from.lo == to.lo && from.hi == to.hi
	w.connect(s, comm, from.size(), to.size(), same)
}

// forward queues what is due.
func (w *wire) forward(env *golgi.Env, l *look) {
	if !env.Begin(&w.Base) {
		return
	}
	if spikes, ok := l.due(env, w.Path(), w.post); ok {
		w.queue(spikes, nil)
	}
}
