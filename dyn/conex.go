package dyn

import "github.com/golgi-sim/golgi"

// The equations of CoNeX's neurons, by forward Euler as there; F is what is
// added to the leak.
func conex(f string) Equations {
	return Equations{
		Body:   "tau*dV/dt = v_rest - V" + f + " + R*I : init = v_rest",
		Spike:  "V >= threshold",
		Reset:  "V = v_reset",
		Method: Euler,
	}
}

const conexExponential = " + delta*exp((V - theta_rh)/delta)"

// LIF is the leaky integrate-and-fire neuron of CoNeX, with the names of its
// parameters, integrated by forward Euler as there; see Lif for BrainPy's.
//
//	tau*dV/dt = v_rest - V + R*I
//	spike where V >= threshold, then V = v_reset
//
// A step integrates V from the current of the step, compares, and resets: the
// order of CoNeX's phases membrane (260) and spike (340). V starts at v_rest, in
// CoNeX at 0. CoNeX has no defaults; these are of the usual size.
//
// Reference: CoNeX, github.com/cnrl/CoNeX, lif_neurons.py; Gerstner et al.,
// Neuronal Dynamics, 2014, section 1.3.
type LIF struct {
	R         golgi.Value `name:"R" default:"1" unit:"1" doc:"membrane resistance"`
	Threshold golgi.Value `name:"threshold" default:"-50" unit:"mV" doc:"threshold"`
	Tau       golgi.Value `name:"tau" default:"10" unit:"ms" doc:"membrane time constant"`
	VReset    golgi.Value `name:"v_reset" default:"-70" unit:"mV" doc:"potential after a spike"`
	VRest     golgi.Value `name:"v_rest" default:"-65" unit:"mV" doc:"resting potential"`
	V         golgi.Value `init:"V"`
	Method    Method
}

// Equations returns the equations.
func (LIF) Equations() Equations { return conex("") }

// ELIF is the exponential integrate-and-fire neuron of CoNeX, see LIF; ExpIF is
// BrainPy's.
//
//	tau*dV/dt = v_rest - V + delta*exp((V - theta_rh)/delta) + R*I
//	spike where V >= threshold, then V = v_reset
//
// Reference: CoNeX, github.com/cnrl/CoNeX, lif_neurons.py; Fourcaud-Trocmé et
// al., J. Neurosci. 23, 11628 (2003).
type ELIF struct {
	R         golgi.Value `name:"R" default:"1" unit:"1" doc:"membrane resistance"`
	Threshold golgi.Value `name:"threshold" default:"-50" unit:"mV" doc:"threshold"`
	Tau       golgi.Value `name:"tau" default:"10" unit:"ms" doc:"membrane time constant"`
	VReset    golgi.Value `name:"v_reset" default:"-70" unit:"mV" doc:"potential after a spike"`
	VRest     golgi.Value `name:"v_rest" default:"-65" unit:"mV" doc:"resting potential"`
	Delta     golgi.Value `name:"delta" default:"2" unit:"mV" range:">0" doc:"sharpness of the beginning of a spike"`
	ThetaRh   golgi.Value `name:"theta_rh" default:"-55" unit:"mV" doc:"potential at which a spike begins"`
	V         golgi.Value `init:"V"`
	Method    Method
}

// Equations returns the equations.
func (ELIF) Equations() Equations { return conex(conexExponential) }

// AELIF is the adaptive exponential integrate-and-fire neuron of CoNeX, see LIF;
// AdExIF is BrainPy's.
//
//	tau*dV/dt = v_rest - V + delta*exp((V - theta_rh)/delta) + R*I - R*omega
//	spike where V >= threshold, then V = v_reset
//	w_tau*domega/dt = alpha*(V - v_rest) - omega + beta*w_tau*spike, after the spike
//
// omega advances after the spike, by forward Euler from the V that the reset
// has left, where spike is 1 in the step of a spike and else 0. A spike thus
// adds beta*dt to omega, which depends on the step; AdExIF adds b.
//
// Equations after the spike take the methods euler and exp_euler.
//
// Reference: CoNeX, github.com/cnrl/CoNeX, lif_neurons.py; Brette and Gerstner,
// J. Neurophysiol. 94, 3637 (2005).
type AELIF struct {
	R         golgi.Value `name:"R" default:"1" unit:"1" doc:"membrane resistance"`
	Threshold golgi.Value `name:"threshold" default:"-50" unit:"mV" doc:"threshold"`
	Tau       golgi.Value `name:"tau" default:"10" unit:"ms" doc:"membrane time constant"`
	VReset    golgi.Value `name:"v_reset" default:"-70" unit:"mV" doc:"potential after a spike"`
	VRest     golgi.Value `name:"v_rest" default:"-65" unit:"mV" doc:"resting potential"`
	Delta     golgi.Value `name:"delta" default:"2" unit:"mV" range:">0" doc:"sharpness of the beginning of a spike"`
	ThetaRh   golgi.Value `name:"theta_rh" default:"-55" unit:"mV" doc:"potential at which a spike begins"`
	Alpha     golgi.Value `name:"alpha" default:"1" unit:"1" doc:"coupling of omega to V"`
	Beta      golgi.Value `name:"beta" default:"1" unit:"1/ms" doc:"rate at which omega grows in the step of a spike"`
	WTau      golgi.Value `name:"w_tau" default:"100" unit:"ms" doc:"time constant of omega"`
	V         golgi.Value `init:"V"`
	Omega     golgi.Value `init:"omega"`
	Method    Method
}

// Equations returns the equations.
func (AELIF) Equations() Equations {
	e := conex(conexExponential + " - R*omega")
	e.Body += "\nw_tau*domega/dt = alpha*(V - v_rest) - omega + beta*w_tau*spike : after spike"
	return e
}
