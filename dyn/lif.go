package dyn

import "github.com/golgi-sim/golgi"

// The equations of the leaky integrate-and-fire models.
func lif(v variant, noise golgi.Value) Equations {
	return v.of(Equations{
		Body:  "tau*dV/dt = V_rest - V + R*$I : init = V_rest$hold",
		Spike: "V >= V_th",
		Reset: "V = V_reset",
	}, noise)
}

// Lif is the leaky integrate-and-fire neuron.
//
//	tau*dV/dt = V_rest - V + R*I
//	spike where V >= V_th, then V = V_reset
//
// I is taken at the beginning of the step and held over it; see LifLTC. V
// starts at V_rest.
//
// Reference: Lapicque, J. Physiol. Pathol. Gen. 9, 620 (1907); Gerstner et al.,
// Neuronal Dynamics, 2014, section 1.3.
type Lif struct {
	VRest  golgi.Value `name:"V_rest" default:"0" unit:"mV" doc:"resting potential"`
	VReset golgi.Value `name:"V_reset" default:"-5" unit:"mV" doc:"potential after a spike"`
	VTh    golgi.Value `name:"V_th" default:"20" unit:"mV" doc:"threshold"`
	R      golgi.Value `name:"R" default:"1" unit:"1" doc:"membrane resistance"`
	Tau    golgi.Value `name:"tau" default:"10" unit:"ms" doc:"membrane time constant"`
	Noise  golgi.Value `name:"noise" optional:"true" unit:"1" doc:"strength of white noise on V, mV per square root of ms; left out, none"`
	V      golgi.Value `init:"V"`
	Method Method
}

// Equations returns the equations.
func (m Lif) Equations() Equations { return lif(plain, m.Noise) }

// LifRef is Lif with a refractory period: V is held at V_reset for
// round(tau_ref/dt) steps after a spike.
type LifRef struct {
	VRest  golgi.Value `name:"V_rest" default:"0" unit:"mV" doc:"resting potential"`
	VReset golgi.Value `name:"V_reset" default:"-5" unit:"mV" doc:"potential after a spike"`
	VTh    golgi.Value `name:"V_th" default:"20" unit:"mV" doc:"threshold"`
	R      golgi.Value `name:"R" default:"1" unit:"1" doc:"membrane resistance"`
	Tau    golgi.Value `name:"tau" default:"10" unit:"ms" doc:"membrane time constant"`
	TauRef golgi.Value `name:"tau_ref" default:"0" unit:"ms" doc:"refractory period"`
	Noise  golgi.Value `name:"noise" optional:"true" unit:"1" doc:"strength of white noise on V, mV per square root of ms; left out, none"`
	V      golgi.Value `init:"V"`
	Method Method
}

// Equations returns the equations.
func (m LifRef) Equations() Equations { return lif(ref, m.Noise) }

// LifLTC is Lif, with the same fields, with the current inside the equation, as
// a function of V: the conductances of synapses are part of the rate at which V
// relaxes ("liquid time constant"), which stays stable with conductances of any
// strength.
//
//	tau*dV/dt = V_rest - V + R*I(V)
//
// Reference: Hasani et al., Liquid time-constant networks, AAAI 2021.
type LifLTC Lif

// Equations returns the equations.
func (m LifLTC) Equations() Equations { return lif(ltc, m.Noise) }

// LifRefLTC is LifLTC with a refractory period; its fields are those of LifRef.
type LifRefLTC LifRef

// Equations returns the equations.
func (m LifRefLTC) Equations() Equations { return lif(ltc|ref, m.Noise) }
