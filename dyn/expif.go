package dyn

import "github.com/golgi-sim/golgi"

// The equations of the exponential integrate-and-fire models.
func expIF(v variant, noise golgi.Value) Equations {
	return v.of(Equations{
		Body:  "tau*dV/dt = V_rest - V + delta_T*exp((V - V_T)/delta_T) + R*$I : init = V_rest$hold",
		Spike: "V >= V_th",
		Reset: "V = V_reset",
	}, noise)
}

// ExpIF is the exponential integrate-and-fire neuron: close to V_T the fast
// sodium current makes V rise exponentially.
//
//	tau*dV/dt = V_rest - V + delta_T*exp((V - V_T)/delta_T) + R*I
//	spike where V >= V_th, then V = V_reset
//
// V starts at V_rest, not at 0 as in BrainPy, where it would spike at once.
//
// Reference: Fourcaud-Trocmé, Hansel, van Vreeswijk and Brunel, J. Neurosci. 23,
// 11628 (2003), with the parameters of its fit to a conductance-based neuron.
type ExpIF struct {
	VRest  golgi.Value `name:"V_rest" default:"-65" unit:"mV" doc:"resting potential"`
	VReset golgi.Value `name:"V_reset" default:"-68" unit:"mV" doc:"potential after a spike"`
	VTh    golgi.Value `name:"V_th" default:"-55" unit:"mV" doc:"threshold"`
	VT     golgi.Value `name:"V_T" default:"-59.9" unit:"mV" doc:"potential at which a spike begins"`
	DeltaT golgi.Value `name:"delta_T" default:"3.48" unit:"mV" range:">0" doc:"sharpness of the beginning of a spike"`
	R      golgi.Value `name:"R" default:"1" unit:"1" doc:"membrane resistance"`
	Tau    golgi.Value `name:"tau" default:"10" unit:"ms" doc:"membrane time constant"`
	Noise  golgi.Value `name:"noise" optional:"true" unit:"1" doc:"strength of white noise on V, mV per square root of ms; left out, none"`
	V      golgi.Value `init:"V"`
	Method Method
}

// Equations returns the equations.
func (m ExpIF) Equations() Equations { return expIF(plain, m.Noise) }

// ExpIFRef is ExpIF with a refractory period: V is held at V_reset for
// round(tau_ref/dt) steps after a spike.
type ExpIFRef struct {
	VRest  golgi.Value `name:"V_rest" default:"-65" unit:"mV" doc:"resting potential"`
	VReset golgi.Value `name:"V_reset" default:"-68" unit:"mV" doc:"potential after a spike"`
	VTh    golgi.Value `name:"V_th" default:"-55" unit:"mV" doc:"threshold"`
	VT     golgi.Value `name:"V_T" default:"-59.9" unit:"mV" doc:"potential at which a spike begins"`
	DeltaT golgi.Value `name:"delta_T" default:"3.48" unit:"mV" range:">0" doc:"sharpness of the beginning of a spike"`
	R      golgi.Value `name:"R" default:"1" unit:"1" doc:"membrane resistance"`
	Tau    golgi.Value `name:"tau" default:"10" unit:"ms" doc:"membrane time constant"`
	TauRef golgi.Value `name:"tau_ref" default:"0" unit:"ms" doc:"refractory period"`
	Noise  golgi.Value `name:"noise" optional:"true" unit:"1" doc:"strength of white noise on V, mV per square root of ms; left out, none"`
	V      golgi.Value `init:"V"`
	Method Method
}

// Equations returns the equations.
func (m ExpIFRef) Equations() Equations { return expIF(ref, m.Noise) }

// ExpIFLTC is ExpIF, with the same fields, but has the current inside its
// equation, see LifLTC.
type ExpIFLTC ExpIF

// Equations returns the equations.
func (m ExpIFLTC) Equations() Equations { return expIF(ltc, m.Noise) }

// ExpIFRefLTC is ExpIFLTC with a refractory period; its fields are those of
// ExpIFRef.
type ExpIFRefLTC ExpIFRef

// Equations returns the equations.
func (m ExpIFRefLTC) Equations() Equations { return expIF(ltc|ref, m.Noise) }
