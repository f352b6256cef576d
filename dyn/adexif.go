package dyn

import "github.com/golgi-sim/golgi"

// The equations of the adaptive exponential integrate-and-fire models.
func adExIF(v variant, noise golgi.Value) Equations {
	return v.of(Equations{
		Body: `tau*dV/dt = V_rest - V + delta_T*exp((V - V_T)/delta_T) - R*w + R*$I : init = V_rest$hold
			tau_w*dw/dt = a*(V - V_rest) - w`,
		Spike: "V >= V_th",
		Reset: "V = V_reset; w += b",
	}, noise)
}

// AdExIF is the adaptive exponential integrate-and-fire neuron: ExpIF with a
// current w that follows V and grows with every spike.
//
//	tau*dV/dt = V_rest - V + delta_T*exp((V - V_T)/delta_T) - R*w + R*I
//	tau_w*dw/dt = a*(V - V_rest) - w
//	spike where V >= V_th, then V = V_reset, w += b
//
// V starts at V_rest, w at 0. CoNeX's AELIF differs in what a spike adds to w.
//
// Reference: Brette and Gerstner, J. Neurophysiol. 94, 3637 (2005); Naud et al.,
// Biol. Cybern. 99, 335 (2008), for the patterns of firing.
type AdExIF struct {
	VRest  golgi.Value `name:"V_rest" default:"-65" unit:"mV" doc:"resting potential"`
	VReset golgi.Value `name:"V_reset" default:"-68" unit:"mV" doc:"potential after a spike"`
	VTh    golgi.Value `name:"V_th" default:"-55" unit:"mV" doc:"threshold"`
	VT     golgi.Value `name:"V_T" default:"-59.9" unit:"mV" doc:"potential at which a spike begins"`
	DeltaT golgi.Value `name:"delta_T" default:"3.48" unit:"mV" range:">0" doc:"sharpness of the beginning of a spike"`
	A      golgi.Value `name:"a" default:"1" unit:"1" doc:"coupling of w to V"`
	B      golgi.Value `name:"b" default:"1" unit:"1" doc:"jump of w at a spike"`
	R      golgi.Value `name:"R" default:"1" unit:"1" doc:"membrane resistance"`
	Tau    golgi.Value `name:"tau" default:"10" unit:"ms" doc:"membrane time constant"`
	TauW   golgi.Value `name:"tau_w" default:"30" unit:"ms" doc:"time constant of w"`
	Noise  golgi.Value `name:"noise" optional:"true" unit:"1" doc:"strength of white noise on V, mV per square root of ms; left out, none"`
	V      golgi.Value `init:"V"`
	W      golgi.Value `init:"w"`
	Method Method
}

// Equations returns the equations.
func (m AdExIF) Equations() Equations { return adExIF(plain, m.Noise) }

// AdExIFRef is AdExIF with a refractory period: V is held at V_reset for
// round(tau_ref/dt) steps after a spike, in which w goes on.
type AdExIFRef struct {
	VRest  golgi.Value `name:"V_rest" default:"-65" unit:"mV" doc:"resting potential"`
	VReset golgi.Value `name:"V_reset" default:"-68" unit:"mV" doc:"potential after a spike"`
	VTh    golgi.Value `name:"V_th" default:"-55" unit:"mV" doc:"threshold"`
	VT     golgi.Value `name:"V_T" default:"-59.9" unit:"mV" doc:"potential at which a spike begins"`
	DeltaT golgi.Value `name:"delta_T" default:"3.48" unit:"mV" range:">0" doc:"sharpness of the beginning of a spike"`
	A      golgi.Value `name:"a" default:"1" unit:"1" doc:"coupling of w to V"`
	B      golgi.Value `name:"b" default:"1" unit:"1" doc:"jump of w at a spike"`
	R      golgi.Value `name:"R" default:"1" unit:"1" doc:"membrane resistance"`
	Tau    golgi.Value `name:"tau" default:"10" unit:"ms" doc:"membrane time constant"`
	TauW   golgi.Value `name:"tau_w" default:"30" unit:"ms" doc:"time constant of w"`
	TauRef golgi.Value `name:"tau_ref" default:"0" unit:"ms" doc:"refractory period"`
	Noise  golgi.Value `name:"noise" optional:"true" unit:"1" doc:"strength of white noise on V, mV per square root of ms; left out, none"`
	V      golgi.Value `init:"V"`
	W      golgi.Value `init:"w"`
	Method Method
}

// Equations returns the equations.
func (m AdExIFRef) Equations() Equations { return adExIF(ref, m.Noise) }

// AdExIFLTC is AdExIF, with the same fields, but has the current inside its
// equation, see LifLTC.
type AdExIFLTC AdExIF

// Equations returns the equations.
func (m AdExIFLTC) Equations() Equations { return adExIF(ltc, m.Noise) }

// AdExIFRefLTC is AdExIFLTC with a refractory period; its fields are those of
// AdExIFRef.
type AdExIFRefLTC AdExIFRef

// Equations returns the equations.
func (m AdExIFRefLTC) Equations() Equations { return adExIF(ltc|ref, m.Noise) }
