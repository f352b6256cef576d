package dyn

import (
	"github.com/golgi-sim/golgi"
	"github.com/golgi-sim/golgi/conn"
)

// ExpCOBA is a ready-made projection over a connector: an exponential conductance-based synapse.
//
//	tau*dg/dt = -g, g += GMax at each presynaptic spike
//	I = g*(E - V), positive inward
//
// The synapse decays first, then adds what arrives, and is not merged.
// BrainPy's page on ExpCOBA writes the current outward, g*(V - E); the
// dynamics are the same.
type ExpCOBA struct {
	ready
	Pre   Source         // a group, a view of one, or another source of spikes
	Post  Target         // a group, or a view of one
	Conn  conn.Connector // who is connected to whom
	GMax  golgi.Value    // weight of a synapse; default 1
	Tau   golgi.Value    // time constant, ms; default 8
	E     golgi.Value    // reversal potential, mV; has to be given
	Delay float64        // ms, a multiple of dt; 0 is one step
}

// Connect joins the projection to its two groups.
func (p *ExpCOBA) Connect(s *golgi.Site) {
	p.connectReady(s, p.Pre, p.Delay, p.Conn, p.GMax, p.Post, Expon{Tau: p.Tau}, COBA{E: p.E})
}

// ExpCUBA is a ready-made projection over a connector: an exponential current-based synapse.
//
//	tau*dg/dt = -g, g += GMax at each presynaptic spike
//	I = g
//
// The synapse decays first, then adds what arrives, and is not merged.
type ExpCUBA struct {
	ready
	Pre   Source         // a group, a view of one, or another source of spikes
	Post  Target         // a group, or a view of one
	Conn  conn.Connector // who is connected to whom
	GMax  golgi.Value    // weight of a synapse; default 1
	Tau   golgi.Value    // time constant, ms; default 8
	Delay float64        // ms, a multiple of dt; 0 is one step
}

// Connect joins the projection to its two groups.
func (p *ExpCUBA) Connect(s *golgi.Site) {
	p.connectReady(s, p.Pre, p.Delay, p.Conn, p.GMax, p.Post, Expon{Tau: p.Tau}, CUBA{})
}
