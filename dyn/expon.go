package dyn

import "github.com/golgi-sim/golgi"

// Expon is the exponential synapse: g decays, and jumps by the weights that
// arrive.
//
//	tau*dg/dt = -g
//
// Reference: Sterratt et al., Principles of Computational Modelling in
// Neuroscience, 2011, section 7.3.
type Expon struct {
	Tau golgi.Value `name:"tau" default:"8" unit:"ms" doc:"time constant of the decay"`
	G   golgi.Value `init:"g"`
}

// Equations returns the equations.
func (Expon) Equations() Equations {
	return Equations{Body: "tau*dg/dt = -g", Receive: "g += w"}
}

// Synapse marks a synapse.
func (Expon) Synapse() {}
