package dyn

import (
	"github.com/golgi-sim/golgi"
	"github.com/golgi-sim/golgi/dnn"
)

// FullProjAlignPreSDMg is a projection whose synapse is aligned with the
// presynaptic side, so that it need not be linear: each presynaptic element has
// one, driven by its spikes, and what its output sees, g, is multiplied by the
// weights in every step.
//
//	g_i:   the synapse of element i, which has advanced and then received
//	I_j:   the output, with Σ_i W_ij*g_i(a delay ago) for g
//
// SD: the synapse comes first, then the delay. Projections from the same
// elements whose synapses are equal share one, whatever their delays (Mg). A
// spike of step n with a delay of d steps acts in step n + d, as in all
// projections; with a synapse that starts at rest, SD and DS give the same bits.
type FullProjAlignPreSDMg struct {
	alignPre
	Pre      Source   // a group, a view of one, or another source of spikes
	Syn      Synapse  // dynamics of the synapse
	Delay    float64  // ms, a multiple of dt; 0 is one step
	Comm     dnn.Comm // connectivity and weights, applied to all elements in each step
	Out      Output   // current of the synapse
	Post     Target   // a group, or a view of one
	OutLabel string   // which sum of currents it belongs to; "" for I, "dend" for I_dend
}

// Connect joins the projection to its two groups.
func (p *FullProjAlignPreSDMg) Connect(s *golgi.Site) {
	p.joinPre(s, between{pre: p.Pre, post: p.Post, syn: p.Syn, out: p.Out, comm: p.Comm, label: p.OutLabel, ms: p.Delay, merge: true})
}

// FullProjAlignPreDSMg is FullProjAlignPreSDMg with the delay first and the
// synapse behind it, which projections from the same elements with the same
// delay and equal synapses share.
type FullProjAlignPreDSMg struct {
	alignPre
	Pre      Source   // a group, a view of one, or another source of spikes
	Delay    float64  // ms, a multiple of dt; 0 is one step
	Syn      Synapse  // dynamics of the synapse
	Comm     dnn.Comm // connectivity and weights, applied to all elements in each step
	Out      Output   // current of the synapse
	Post     Target   // a group, or a view of one
	OutLabel string   // which sum of currents it belongs to; "" for I, "dend" for I_dend
}

// Connect joins the projection to its two groups.
func (p *FullProjAlignPreDSMg) Connect(s *golgi.Site) {
	p.joinPre(s, between{pre: p.Pre, post: p.Post, syn: p.Syn, out: p.Out, comm: p.Comm, label: p.OutLabel, ms: p.Delay, delayFirst: true, merge: true})
}

// FullProjAlignPreSD is FullProjAlignPreSDMg with a synapse of its own, which
// never merges.
type FullProjAlignPreSD struct {
	alignPre
	Pre      Source
	Syn      Synapse
	Delay    float64 // ms, a multiple of dt; 0 is one step
	Comm     dnn.Comm
	Out      Output
	Post     Target
	OutLabel string
}

// Connect joins the projection to its two groups.
func (p *FullProjAlignPreSD) Connect(s *golgi.Site) {
	p.joinPre(s, between{pre: p.Pre, post: p.Post, syn: p.Syn, out: p.Out, comm: p.Comm, label: p.OutLabel, ms: p.Delay})
}

// FullProjAlignPreDS is FullProjAlignPreDSMg with a synapse of its own, which
// never merges.
type FullProjAlignPreDS struct {
	alignPre
	Pre      Source
	Delay    float64 // ms, a multiple of dt; 0 is one step
	Syn      Synapse
	Comm     dnn.Comm
	Out      Output
	Post     Target
	OutLabel string
}

// Connect joins the projection to its two groups.
func (p *FullProjAlignPreDS) Connect(s *golgi.Site) {
	p.joinPre(s, between{pre: p.Pre, post: p.Post, syn: p.Syn, out: p.Out, comm: p.Comm, label: p.OutLabel, ms: p.Delay, delayFirst: true})
}

// VanillaProj is a projection without a synapse that is handed its input: what
// arrives in a step is what the output sees in it,
//
//	g_j = Σ_i W_ij*x_i
//
// with x the spikes that are sent, or numbers. With nothing sent g is 0.
type VanillaProj struct {
	wire
	NumPre   int      // elements of the presynaptic side
	Comm     dnn.Comm // connectivity and weights
	Out      Output   // current of the synapse
	Post     Target   // a group, or a view of one
	OutLabel string   // which sum of currents it belongs to; "" for I, "dend" for I_dend
}

// Connect joins the projection to its group.
func (p *VanillaProj) Connect(s *golgi.Site) {
	p.half(s, p.NumPre, p.Comm, p.Post, hanging{syn: arriving, out: p.Out, label: p.OutLabel, addFirst: true, relay: true})
}

// Compile makes the layer.
func (p *VanillaProj) Compile(s *golgi.Site) { p.lay(s) }

// Send queues spikes on the post group, as that of HalfProjAlignPostMg.
func (p *VanillaProj) Send(env *golgi.Env, spikes golgi.Spikes) { p.send(env, spikes) }

// SendVector queues the numbers x of the presynaptic elements on the post group.
// x must stay as it is until the group has been updated.
func (p *VanillaProj) SendVector(env *golgi.Env, x []float64) { p.sendVector(env, x) }

// Update does nothing: what the projection does happens in Send.
func (p *VanillaProj) Update(*golgi.Env) {}
