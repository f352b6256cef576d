package dyn

import "github.com/golgi-sim/golgi"

// Alpha is the synapse whose conductance after one spike of weight 1 is
// (t/tau)*exp(-t/tau), with peak 1/e.
//
//	tau*dg/dt = h - g
//	tau*dh/dt = -h,  h += w
//
// Both equations are integrated exactly.
//
// Reference: Rall, J. Neurophysiol. 30, 1138 (1967); Sterratt et al.,
// Principles of Computational Modelling in Neuroscience, 2011, section 7.3.
type Alpha struct {
	TauDecay golgi.Value `name:"tau_decay" default:"10" unit:"ms" doc:"time constant"`
	G        golgi.Value `init:"g"`
	H        golgi.Value `init:"h"`
}

// Equations returns the equations.
func (Alpha) Equations() Equations {
	return Equations{
		Body: `tau_decay*dg/dt = h - g
			tau_decay*dh/dt = -h`,
		Receive: "h += w",
	}
}

// Synapse marks a synapse.
func (Alpha) Synapse() {}
