package bench

import (
	"github.com/golgi-sim/golgi"
	"github.com/golgi-sim/golgi/conn"
	"github.com/golgi-sim/golgi/dnn"
	"github.com/golgi-sim/golgi/dyn"
	initialize "github.com/golgi-sim/golgi/init"
)

// Net is a population of excitatory and inhibitory neurons, the excitatory
// first.
type Net struct {
	golgi.DynSysGroup
	N *dyn.Group
	// E and I are the projections of the excitatory and of the inhibitory
	// neurons.
	E, I Projection

	Excitatory int // neurons that are excitatory
}

// Projection is a projection with a layer.
type Projection interface {
	golgi.Projection
	Layer() dnn.Layer
}

// Synapses returns the number of synapses.
func (n *Net) Synapses() int64 { return n.E.Layer().Synapses() + n.I.Layer().Synapses() }

// Wiring says how the neurons are joined.
type Wiring struct {
	InDegree float64 `set:"in_degree" in:"[0,inf)"` // mean number of inputs of a neuron
	WE       float64 `set:"w_E"`                    // weights
	WI       float64 `set:"w_I"`
	TauE     float64 `set:"tau_E" in:"(0,inf)"` // time constants of the synapses, ms
	TauI     float64 `set:"tau_I" in:"(0,inf)"`
	// Stored connectivity instead of just-in-time.
	Stored bool
}

func (w Wiring) comm(n int, weight float64) dnn.Comm {
	p := w.InDegree / float64(n)
	if w.Stored {
		return dnn.EventCSRLinear{Conn: conn.FixedProb{Prob: p}, Weight: weight}
	}
	return dnn.EventJitFPHomoLinear{Prob: p, Weight: weight}
}

// Lif has the parameters of the integrate-and-fire neurons.
type Lif struct {
	VRest  float64 `set:"V_rest"`
	VTh    float64 `set:"V_th"`
	VReset float64 `set:"V_reset"`
	Tau    float64 `set:"tau" in:"(0,inf)"`
	TauRef float64 `set:"tau_ref" in:"[0,inf)"`
	VMean  float64 `set:"V_mean"` // of the initial potentials
	VSD    float64 `set:"V_sd" in:"[0,inf)"`
}

func (l Lif) group(n int) *dyn.Group {
	return dyn.NewGroup(n, dyn.LifRef{VRest: l.VRest, VTh: l.VTh, VReset: l.VReset, Tau: l.Tau, TauRef: l.TauRef,
		V: initialize.Normal(l.VMean, l.VSD)})
}

// COBAParams are the parameters of the network with conductance-based synapses.
type COBAParams struct {
	Lif
	Wiring
	EE    float64 `set:"E_E"` // reversal potentials, mV
	EI    float64 `set:"E_I"`
	Input float64 `set:"input"` // constant current
}

// DefaultCOBA has the parameters of BrainPy's page on HalfProjAlignPostMg.
func DefaultCOBA() COBAParams {
	return COBAParams{Lif{-60, -50, -60, 20, 5, -55, 2}, Wiring{InDegree: 80, WE: 0.6, WI: 6.7, TauE: 5, TauI: 10}, 0, -80, 20}
}

// NewCOBA returns the network with conductance-based synapses (benchmark 1).
func NewCOBA(n int, p COBAParams) *Net {
	g, ne := p.group(n), n*4/5
	return &Net{N: g, Excitatory: ne,
		E: &dyn.FullProjAlignPostMg{Pre: g.Slice(0, ne), Comm: p.comm(n, p.WE), Syn: dyn.Expon{Tau: p.TauE}, Out: dyn.COBA{E: p.EE}, Post: g},
		I: &dyn.FullProjAlignPostMg{Pre: g.Slice(ne, n), Comm: p.comm(n, p.WI), Syn: dyn.Expon{Tau: p.TauI}, Out: dyn.COBA{E: p.EI}, Post: g}}
}

// CUBAParams are the parameters of the network with current-based synapses.
type CUBAParams struct {
	Lif
	Wiring
	Input float64 `set:"input"` // constant current
}

// DefaultCUBA has the parameters of the benchmark, at rest above threshold.
func DefaultCUBA() CUBAParams {
	return CUBAParams{Lif{-49, -50, -60, 20, 5, -55, 2}, Wiring{InDegree: 80, WE: 1.62, WI: -9, TauE: 5, TauI: 10}, 0}
}

// NewCUBA returns the network with current-based synapses (benchmark 2).
func NewCUBA(n int, p CUBAParams) *Net {
	g, ne := p.group(n), n*4/5
	return &Net{N: g, Excitatory: ne,
		E: &dyn.FullProjAlignPostMg{Pre: g.Slice(0, ne), Comm: p.comm(n, p.WE), Syn: dyn.Expon{Tau: p.TauE}, Out: dyn.CUBA{}, Post: g},
		I: &dyn.FullProjAlignPostMg{Pre: g.Slice(ne, n), Comm: p.comm(n, p.WI), Syn: dyn.Expon{Tau: p.TauI}, Out: dyn.CUBA{}, Post: g}}
}
