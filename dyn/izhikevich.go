package dyn

import "github.com/golgi-sim/golgi"

// The equations of the Izhikevich models.
func izhikevich(v variant, noise golgi.Value) Equations {
	return v.of(Equations{
		Body: `dV/dt = p1*V^2 + p2*V + p3 - u + $I : init = -70$hold
			du/dt = a*(b*V - u) : init = b*V`,
		Spike: "V >= V_th",
		Reset: "V = c; u += d",
	}, noise)
}

// Izhikevich is the quadratic neuron with recovery of Izhikevich, by default
// with the parameters of a regularly spiking cell.
//
//	dV/dt = p1*V² + p2*V + p3 - u + I
//	du/dt = a*(b*V - u)
//	spike where V >= V_th, then V = c, u += d
//
// V starts at -70 mV, u at b*V.
//
// BrainPy's parameters tau and R, which it accepts and does not use, are left
// out.
//
// Reference: Izhikevich, IEEE Trans. Neural Netw. 14, 1569 (2003).
type Izhikevich struct {
	P1     golgi.Value `name:"p1" default:"0.04" unit:"1" doc:"coefficient of V²"`
	P2     golgi.Value `name:"p2" default:"5" unit:"1" doc:"coefficient of V"`
	P3     golgi.Value `name:"p3" default:"140" unit:"1" doc:"constant"`
	A      golgi.Value `name:"a" default:"0.02" unit:"1" doc:"rate of the recovery u"`
	B      golgi.Value `name:"b" default:"0.2" unit:"1" doc:"sensitivity of u to V"`
	C      golgi.Value `name:"c" default:"-65" unit:"mV" doc:"potential after a spike"`
	D      golgi.Value `name:"d" default:"8" unit:"1" doc:"jump of u at a spike"`
	VTh    golgi.Value `name:"V_th" default:"30" unit:"mV" doc:"threshold"`
	Noise  golgi.Value `name:"noise" optional:"true" unit:"1" doc:"strength of white noise on V, mV per square root of ms; left out, none"`
	V      golgi.Value `init:"V"`
	U      golgi.Value `init:"u"`
	Method Method
}

// Equations returns the equations.
func (m Izhikevich) Equations() Equations { return izhikevich(plain, m.Noise) }

// IzhikevichRef is Izhikevich with a refractory period, in which V is held.
type IzhikevichRef struct {
	P1     golgi.Value `name:"p1" default:"0.04" unit:"1" doc:"coefficient of V²"`
	P2     golgi.Value `name:"p2" default:"5" unit:"1" doc:"coefficient of V"`
	P3     golgi.Value `name:"p3" default:"140" unit:"1" doc:"constant"`
	A      golgi.Value `name:"a" default:"0.02" unit:"1" doc:"rate of the recovery u"`
	B      golgi.Value `name:"b" default:"0.2" unit:"1" doc:"sensitivity of u to V"`
	C      golgi.Value `name:"c" default:"-65" unit:"mV" doc:"potential after a spike"`
	D      golgi.Value `name:"d" default:"8" unit:"1" doc:"jump of u at a spike"`
	VTh    golgi.Value `name:"V_th" default:"30" unit:"mV" doc:"threshold"`
	TauRef golgi.Value `name:"tau_ref" default:"0" unit:"ms" doc:"refractory period"`
	Noise  golgi.Value `name:"noise" optional:"true" unit:"1" doc:"strength of white noise on V, mV per square root of ms; left out, none"`
	V      golgi.Value `init:"V"`
	U      golgi.Value `init:"u"`
	Method Method
}

// Equations returns the equations.
func (m IzhikevichRef) Equations() Equations { return izhikevich(ref, m.Noise) }

// IzhikevichLTC is Izhikevich, with the same fields, but has the current inside its
// equation, see LifLTC.
type IzhikevichLTC Izhikevich

// Equations returns the equations.
func (m IzhikevichLTC) Equations() Equations { return izhikevich(ltc, m.Noise) }

// IzhikevichRefLTC is IzhikevichLTC with a refractory period; its fields are
// those of IzhikevichRef.
type IzhikevichRefLTC IzhikevichRef

// Equations returns the equations.
func (m IzhikevichRefLTC) Equations() Equations { return izhikevich(ltc|ref, m.Noise) }
