package dyn

import "github.com/golgi-sim/golgi"

// The equations of the quadratic integrate-and-fire models.
func quaIF(v variant, noise golgi.Value) Equations {
	return v.of(Equations{
		Body:  "tau*dV/dt = c*(V - V_rest)*(V - V_c) + R*$I : init = V_rest$hold",
		Spike: "V >= V_th",
		Reset: "V = V_reset",
	}, noise)
}

// QuaIF is the quadratic integrate-and-fire neuron.
//
//	tau*dV/dt = c*(V - V_rest)*(V - V_c) + R*I
//	spike where V >= V_th, then V = V_reset
//
// Without input V_rest is stable and V_c is where a spike begins. V starts at
// V_rest.
//
// Reference: Latham, Richmond, Nelson and Nirenberg, J. Neurophysiol. 83, 808
// (2000).
type QuaIF struct {
	VRest  golgi.Value `name:"V_rest" default:"-65" unit:"mV" doc:"resting potential"`
	VReset golgi.Value `name:"V_reset" default:"-68" unit:"mV" doc:"potential after a spike"`
	VTh    golgi.Value `name:"V_th" default:"-30" unit:"mV" doc:"threshold"`
	VC     golgi.Value `name:"V_c" default:"-50" unit:"mV" doc:"potential at which a spike begins"`
	C      golgi.Value `name:"c" default:"0.07" unit:"1/mV" doc:"curvature"`
	R      golgi.Value `name:"R" default:"1" unit:"1" doc:"membrane resistance"`
	Tau    golgi.Value `name:"tau" default:"10" unit:"ms" doc:"membrane time constant"`
	Noise  golgi.Value `name:"noise" optional:"true" unit:"1" doc:"strength of white noise on V, mV per square root of ms; left out, none"`
	V      golgi.Value `init:"V"`
	Method Method
}

// Equations returns the equations.
func (m QuaIF) Equations() Equations { return quaIF(plain, m.Noise) }

// QuaIFRef is QuaIF with a refractory period: V is held at V_reset for
// round(tau_ref/dt) steps after a spike.
type QuaIFRef struct {
	VRest  golgi.Value `name:"V_rest" default:"-65" unit:"mV" doc:"resting potential"`
	VReset golgi.Value `name:"V_reset" default:"-68" unit:"mV" doc:"potential after a spike"`
	VTh    golgi.Value `name:"V_th" default:"-30" unit:"mV" doc:"threshold"`
	VC     golgi.Value `name:"V_c" default:"-50" unit:"mV" doc:"potential at which a spike begins"`
	C      golgi.Value `name:"c" default:"0.07" unit:"1/mV" doc:"curvature"`
	R      golgi.Value `name:"R" default:"1" unit:"1" doc:"membrane resistance"`
	Tau    golgi.Value `name:"tau" default:"10" unit:"ms" doc:"membrane time constant"`
	TauRef golgi.Value `name:"tau_ref" default:"0" unit:"ms" doc:"refractory period"`
	Noise  golgi.Value `name:"noise" optional:"true" unit:"1" doc:"strength of white noise on V, mV per square root of ms; left out, none"`
	V      golgi.Value `init:"V"`
	Method Method
}

// Equations returns the equations.
func (m QuaIFRef) Equations() Equations { return quaIF(ref, m.Noise) }

// QuaIFLTC is QuaIF, with the same fields, but has the current inside its
// equation, see LifLTC.
type QuaIFLTC QuaIF

// Equations returns the equations.
func (m QuaIFLTC) Equations() Equations { return quaIF(ltc, m.Noise) }

// QuaIFRefLTC is QuaIFLTC with a refractory period; its fields are those of
// QuaIFRef.
type QuaIFRefLTC QuaIFRef

// Equations returns the equations.
func (m QuaIFRefLTC) Equations() Equations { return quaIF(ltc|ref, m.Noise) }
