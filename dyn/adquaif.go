package dyn

import "github.com/golgi-sim/golgi"

// The equations of the adaptive quadratic integrate-and-fire models.
func adQuaIF(v variant, noise golgi.Value) Equations {
	return v.of(Equations{
		Body: `tau*dV/dt = c*(V - V_rest)*(V - V_c) - w + $I : init = V_rest$hold
			tau_w*dw/dt = a*(V - V_rest) - w`,
		Spike: "V >= V_th",
		Reset: "V = V_reset; w += b",
	}, noise)
}

// AdQuaIF is the adaptive quadratic integrate-and-fire neuron: QuaIF with a
// current w that follows V and grows with every spike. As in BrainPy neither
// current is multiplied by a resistance.
//
//	tau*dV/dt = c*(V - V_rest)*(V - V_c) - w + I
//	tau_w*dw/dt = a*(V - V_rest) - w
//	spike where V >= V_th, then V = V_reset, w += b
//
// V starts at V_rest, w at 0.
//
// Reference: Izhikevich, IEEE Trans. Neural Netw. 15, 1063 (2004); Touboul, SIAM
// J. Appl. Math. 68, 1045 (2008).
type AdQuaIF struct {
	VRest  golgi.Value `name:"V_rest" default:"-65" unit:"mV" doc:"resting potential"`
	VReset golgi.Value `name:"V_reset" default:"-68" unit:"mV" doc:"potential after a spike"`
	VTh    golgi.Value `name:"V_th" default:"-30" unit:"mV" doc:"threshold"`
	VC     golgi.Value `name:"V_c" default:"-50" unit:"mV" doc:"potential at which a spike begins"`
	C      golgi.Value `name:"c" default:"0.07" unit:"1/mV" doc:"curvature"`
	A      golgi.Value `name:"a" default:"1" unit:"1" doc:"coupling of w to V"`
	B      golgi.Value `name:"b" default:"0.1" unit:"1" doc:"jump of w at a spike"`
	Tau    golgi.Value `name:"tau" default:"10" unit:"ms" doc:"membrane time constant"`
	TauW   golgi.Value `name:"tau_w" default:"10" unit:"ms" doc:"time constant of w"`
	Noise  golgi.Value `name:"noise" optional:"true" unit:"1" doc:"strength of white noise on V, mV per square root of ms; left out, none"`
	V      golgi.Value `init:"V"`
	W      golgi.Value `init:"w"`
	Method Method
}

// Equations returns the equations.
func (m AdQuaIF) Equations() Equations { return adQuaIF(plain, m.Noise) }

// AdQuaIFRef is AdQuaIF with a refractory period: V is held at V_reset for
// round(tau_ref/dt) steps after a spike, in which w goes on.
type AdQuaIFRef struct {
	VRest  golgi.Value `name:"V_rest" default:"-65" unit:"mV" doc:"resting potential"`
	VReset golgi.Value `name:"V_reset" default:"-68" unit:"mV" doc:"potential after a spike"`
	VTh    golgi.Value `name:"V_th" default:"-30" unit:"mV" doc:"threshold"`
	VC     golgi.Value `name:"V_c" default:"-50" unit:"mV" doc:"potential at which a spike begins"`
	C      golgi.Value `name:"c" default:"0.07" unit:"1/mV" doc:"curvature"`
	A      golgi.Value `name:"a" default:"1" unit:"1" doc:"coupling of w to V"`
	B      golgi.Value `name:"b" default:"0.1" unit:"1" doc:"jump of w at a spike"`
	Tau    golgi.Value `name:"tau" default:"10" unit:"ms" doc:"membrane time constant"`
	TauW   golgi.Value `name:"tau_w" default:"10" unit:"ms" doc:"time constant of w"`
	TauRef golgi.Value `name:"tau_ref" default:"0" unit:"ms" doc:"refractory period"`
	Noise  golgi.Value `name:"noise" optional:"true" unit:"1" doc:"strength of white noise on V, mV per square root of ms; left out, none"`
	V      golgi.Value `init:"V"`
	W      golgi.Value `init:"w"`
	Method Method
}

// Equations returns the equations.
func (m AdQuaIFRef) Equations() Equations { return adQuaIF(ref, m.Noise) }

// AdQuaIFLTC is AdQuaIF, with the same fields, but has the current inside its
// equation, see LifLTC.
type AdQuaIFLTC AdQuaIF

// Equations returns the equations.
func (m AdQuaIFLTC) Equations() Equations { return adQuaIF(ltc, m.Noise) }

// AdQuaIFRefLTC is AdQuaIFLTC with a refractory period; its fields are those of
// AdQuaIFRef.
type AdQuaIFRefLTC AdQuaIFRef

// Equations returns the equations.
func (m AdQuaIFRefLTC) Equations() Equations { return adQuaIF(ltc|ref, m.Noise) }
