package dyn

import "github.com/golgi-sim/golgi"

// DualExpon is the synapse whose conductance after one spike is a difference
// of two exponentials.
//
//	dg/dt = -g/tau_decay + h
//	dh/dt = -h/tau_rise,  h += a*w
//
// Without A, a = (tau_decay/tau_rise)^(tau_rise/(tau_decay - tau_rise))/tau_rise,
// which makes the peak of the response to weight 1 equal to 1, also in the limit
// of equal time constants, a = e/tau. With A, a = A*(tau_decay -
// tau_rise)/(tau_rise*tau_decay), so that the response is
// A*(exp(-t/tau_decay) - exp(-t/tau_rise)), which is nothing if the time
// constants are equal: leave A out then. Both equations are integrated
// exactly.
//
// Reference: Sterratt et al., Principles of Computational Modelling in
// Neuroscience, 2011, section 7.3; Roth and van Rossum, Modeling Synapses, 2009.
type DualExpon struct {
	TauDecay golgi.Value `name:"tau_decay" default:"10" unit:"ms" doc:"time constant of the decay"`
	TauRise  golgi.Value `name:"tau_rise" default:"1" unit:"ms" doc:"time constant of the rise"`
	A        golgi.Value `name:"A" optional:"true" unit:"1" doc:"factor of the difference; left out, the peak is 1"`
	G        golgi.Value `init:"g"`
	H        golgi.Value `init:"h"`
}

// Equations returns the equations.
func (d DualExpon) Equations() Equations {
	e := Equations{
		Body: `tau_decay*dg/dt = -g + tau_decay*h
			tau_rise*dh/dt = -h
			`,
		Receive: "h += a*w",
	}
	if d.A != nil {
		e.Body += "a = A*(tau_decay - tau_rise)/(tau_rise*tau_decay)"
		return e
	}
	// With r = tau_decay/tau_rise - 1 the factor is exp(log1p(r)/r)/tau_rise.
	e.Body += `r = (tau_decay - tau_rise)/tau_rise
		slope = if abs(r) < 1e-5: 1 - r/2 else: log1p(r)/r
		a = exp(slope)/tau_rise`
	return e
}

// Synapse marks a synapse.
func (DualExpon) Synapse() {}
