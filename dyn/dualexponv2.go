package dyn

import "github.com/golgi-sim/golgi"

// DualExponV2 is DualExpon as the difference of two exponentials that jump
// together.
//
//	g = A*(g_decay - g_rise)
//	tau_decay*dg_decay/dt = -g_decay,  g_decay += w
//	tau_rise*dg_rise/dt = -g_rise,  g_rise += w
//
// Without A, A = tau_decay/(tau_decay - tau_rise) *
// (tau_rise/tau_decay)^(tau_rise/(tau_rise - tau_decay)), which makes the peak of
// the response to weight 1 equal to 1. Both equations are integrated exactly.
// Equal time constants, at which the difference is 0, are an error; DualExpon
// takes them, and keeps its precision near them.
//
// Reference: Sterratt et al., Principles of Computational Modelling in
// Neuroscience, 2011, section 7.3.
type DualExponV2 struct {
	TauDecay golgi.Value `name:"tau_decay" default:"10" unit:"ms" doc:"time constant of the decay"`
	TauRise  golgi.Value `name:"tau_rise" default:"1" unit:"ms" doc:"time constant of the rise"`
	A        golgi.Value `name:"A" optional:"true" unit:"1" doc:"factor of the difference; left out, the peak is 1"`
	GDecay   golgi.Value `init:"g_decay"`
	GRise    golgi.Value `init:"g_rise"`
}

// Equations returns the equations.
func (d DualExponV2) Equations() Equations {
	// The sign is 1, or 0 where the time constants are equal, which the factor
	// of a derivative must not be.
	e := Equations{
		Body: `tau_decay*dg_decay/dt = -g_decay
			tau_rise*sign(abs(tau_decay - tau_rise))*dg_rise/dt = -g_rise
			g = A*(g_decay - g_rise)
			`,
		Receive: "g_decay += w; g_rise += w",
	}
	if d.A == nil {
		e.Body += `A = tau_decay/(tau_decay - tau_rise)*exp(log(tau_rise/tau_decay)*tau_rise/(tau_rise - tau_decay))`
	}
	return e
}

// Synapse marks a synapse.
func (DualExponV2) Synapse() {}
