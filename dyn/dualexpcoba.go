package dyn

import (
	"github.com/golgi-sim/golgi"
	"github.com/golgi-sim/golgi/conn"
)

// DualExpCOBA is a ready-made projection over a connector: a conductance-based synapse that rises and decays exponentially, see DualExpon.
//
//	I = g*(E - V), positive inward
//
// The synapse decays first, then adds what arrives, and is not merged.
type DualExpCOBA struct {
	ready
	Pre      Source         // a group, a view of one, or another source of spikes
	Post     Target         // a group, or a view of one
	Conn     conn.Connector // who is connected to whom
	GMax     golgi.Value    // weight of a synapse; default 1
	TauDecay golgi.Value    // time constant of the decay, ms; default 10
	TauRise  golgi.Value    // time constant of the rise, ms; default 1
	A        golgi.Value    // factor of the difference of exponentials; left out, the peak is 1
	E        golgi.Value    // reversal potential, mV; has to be given
	Delay    float64        // ms, a multiple of dt; 0 is one step
}

// Connect joins the projection to its two groups.
func (p *DualExpCOBA) Connect(s *golgi.Site) {
	p.connectReady(s, p.Pre, p.Delay, p.Conn, p.GMax, p.Post, DualExpon{TauDecay: p.TauDecay, TauRise: p.TauRise, A: p.A}, COBA{E: p.E})
}

// DualExpCUBA is a ready-made projection over a connector: a current-based synapse that rises and decays exponentially, see DualExpon.
//
//	I = g
//
// The synapse decays first, then adds what arrives, and is not merged.
type DualExpCUBA struct {
	ready
	Pre      Source         // a group, a view of one, or another source of spikes
	Post     Target         // a group, or a view of one
	Conn     conn.Connector // who is connected to whom
	GMax     golgi.Value    // weight of a synapse; default 1
	TauDecay golgi.Value    // time constant of the decay, ms; default 10
	TauRise  golgi.Value    // time constant of the rise, ms; default 1
	A        golgi.Value    // factor of the difference of exponentials; left out, the peak is 1
	Delay    float64        // ms, a multiple of dt; 0 is one step
}

// Connect joins the projection to its two groups.
func (p *DualExpCUBA) Connect(s *golgi.Site) {
	p.connectReady(s, p.Pre, p.Delay, p.Conn, p.GMax, p.Post, DualExpon{TauDecay: p.TauDecay, TauRise: p.TauRise, A: p.A}, CUBA{})
}
