package dyn

import "github.com/golgi-sim/golgi"

// NMDA is the synapse of NMDA receptors, whose open channels g saturate at 1.
//
//	dg/dt = -g/tau_decay + a*x*(1 - g)
//	dx/dt = -x/tau_rise,  x += 1 at each presynaptic spike
//
// Two spikes do not do twice what one does, so it is aligned with the
// presynaptic side; the weights are those of the layer. RK4 integrates it, with
// an error of order dt^4. Its output is MgBlock as a rule.
//
// Reference: Wang, Neuron 36, 955 (2002); Brunel and Wang, J. Comput. Neurosci.
// 11, 63 (2001).
type NMDA struct {
	TauDecay golgi.Value `name:"tau_decay" default:"100" unit:"ms" doc:"time constant of the decay"`
	TauRise  golgi.Value `name:"tau_rise" default:"2" unit:"ms" doc:"time constant of the rise"`
	A        golgi.Value `name:"a" default:"0.5" unit:"1/ms" range:">=0" doc:"rate of opening per x"`
	G        golgi.Value `init:"g"`
	X        golgi.Value `init:"x"`
	Method   Method
}

// Equations returns the equations.
func (NMDA) Equations() Equations {
	return Equations{
		Body: `tau_decay*dg/dt = -g + tau_decay*a*x*(1 - g)
			tau_rise*dx/dt = -x`,
		Receive: "x += w",
		Method:  RK4,
	}
}

// Synapse marks a synapse.
func (NMDA) Synapse() {}
