package dyn

import (
	"github.com/golgi-sim/golgi"
	"github.com/golgi-sim/golgi/conn"
)

// AlphaCOBA is a ready-made projection over a connector: a conductance-based alpha synapse, see Alpha.
//
//	I = g*(E - V), positive inward
//
// The synapse decays first, then adds what arrives, and is not merged.
type AlphaCOBA struct {
	ready
	Pre      Source         // a group, a view of one, or another source of spikes
	Post     Target         // a group, or a view of one
	Conn     conn.Connector // who is connected to whom
	GMax     golgi.Value    // weight of a synapse; default 1
	TauDecay golgi.Value    // time constant, ms; default 10
	E        golgi.Value    // reversal potential, mV; has to be given
	Delay    float64        // ms, a multiple of dt; 0 is one step
}

// Connect joins the projection to its two groups.
func (p *AlphaCOBA) Connect(s *golgi.Site) {
	p.connectReady(s, p.Pre, p.Delay, p.Conn, p.GMax, p.Post, Alpha{TauDecay: p.TauDecay}, COBA{E: p.E})
}

// AlphaCUBA is a ready-made projection over a connector: a current-based alpha synapse, see Alpha.
//
//	I = g
//
// The synapse decays first, then adds what arrives, and is not merged.
type AlphaCUBA struct {
	ready
	Pre      Source         // a group, a view of one, or another source of spikes
	Post     Target         // a group, or a view of one
	Conn     conn.Connector // who is connected to whom
	GMax     golgi.Value    // weight of a synapse; default 1
	TauDecay golgi.Value    // time constant, ms; default 10
	Delay    float64        // ms, a multiple of dt; 0 is one step
}

// Connect joins the projection to its two groups.
func (p *AlphaCUBA) Connect(s *golgi.Site) {
	p.connectReady(s, p.Pre, p.Delay, p.Conn, p.GMax, p.Post, Alpha{TauDecay: p.TauDecay}, CUBA{})
}
