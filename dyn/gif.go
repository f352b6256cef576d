package dyn

import "github.com/golgi-sim/golgi"

// The equations of the generalised integrate-and-fire models.
func gif(v variant, noise golgi.Value) Equations {
	return v.of(Equations{
		Body: `tau*dV/dt = V_rest - V + R*($I + I1 + I2) : init = V_rest$hold
			dI1/dt = -k1*I1
			dI2/dt = -k2*I2
			dV_th/dt = a*(V - V_rest) - b*(V_th - V_th_inf) : init = V_th_inf`,
		Spike: "V >= V_th",
		Reset: "I1 = R1*I1 + A1; I2 = R2*I2 + A2; V = V_reset; V_th = max(V_th_reset, V_th)",
	}, noise)
}

// Gif is the generalised integrate-and-fire neuron of Mihalas and Niebur: a
// linear neuron with two currents that spikes set off and a threshold that
// follows V. It bursts, adapts, and fires phasically or tonically.
//
//	tau*dV/dt = V_rest - V + R*(I + I1 + I2)
//	dI1/dt = -k1*I1, dI2/dt = -k2*I2
//	dV_th/dt = a*(V - V_rest) - b*(V_th - V_th_inf)
//	spike where V >= V_th, then I1 = R1*I1 + A1, I2 = R2*I2 + A2,
//	V = V_reset, V_th = max(V_th_reset, V_th)
//
// V starts at V_rest, V_th at V_th_inf, I1 and I2 at 0. The new V is compared
// with the new V_th, as in the paper; BrainPy compares it with the V_th of the
// step before.
//
// Reference: Mihalas and Niebur, Neural Comput. 21, 704 (2009).
type Gif struct {
	VRest    golgi.Value `name:"V_rest" default:"-70" unit:"mV" doc:"resting potential"`
	VReset   golgi.Value `name:"V_reset" default:"-70" unit:"mV" doc:"potential after a spike"`
	VThInf   golgi.Value `name:"V_th_inf" default:"-50" unit:"mV" doc:"threshold at rest"`
	VThReset golgi.Value `name:"V_th_reset" default:"-60" unit:"mV" doc:"smallest threshold after a spike"`
	R        golgi.Value `name:"R" default:"20" unit:"1" doc:"membrane resistance"`
	Tau      golgi.Value `name:"tau" default:"20" unit:"ms" doc:"membrane time constant"`
	A        golgi.Value `name:"a" default:"0" unit:"1/ms" doc:"coupling of V_th to V"`
	B        golgi.Value `name:"b" default:"0.01" unit:"1/ms" doc:"rate at which V_th returns"`
	K1       golgi.Value `name:"k1" default:"0.2" unit:"1/ms" doc:"rate of decay of I1"`
	K2       golgi.Value `name:"k2" default:"0.02" unit:"1/ms" doc:"rate of decay of I2"`
	R1       golgi.Value `name:"R1" default:"0" unit:"1" doc:"what a spike leaves of I1"`
	R2       golgi.Value `name:"R2" default:"1" unit:"1" doc:"what a spike leaves of I2"`
	A1       golgi.Value `name:"A1" default:"0" unit:"1" doc:"what a spike adds to I1"`
	A2       golgi.Value `name:"A2" default:"0" unit:"1" doc:"what a spike adds to I2"`
	Noise    golgi.Value `name:"noise" optional:"true" unit:"1" doc:"strength of white noise on V, mV per square root of ms; left out, none"`
	V        golgi.Value `init:"V"`
	VTh      golgi.Value `init:"V_th"`
	I1       golgi.Value `init:"I1"`
	I2       golgi.Value `init:"I2"`
	Method   Method
}

// Equations returns the equations.
func (m Gif) Equations() Equations { return gif(plain, m.Noise) }

// GifRef is Gif with a refractory period: V is held at V_reset for
// round(tau_ref/dt) steps after a spike, in which the other variables go on.
type GifRef struct {
	VRest    golgi.Value `name:"V_rest" default:"-70" unit:"mV" doc:"resting potential"`
	VReset   golgi.Value `name:"V_reset" default:"-70" unit:"mV" doc:"potential after a spike"`
	VThInf   golgi.Value `name:"V_th_inf" default:"-50" unit:"mV" doc:"threshold at rest"`
	VThReset golgi.Value `name:"V_th_reset" default:"-60" unit:"mV" doc:"smallest threshold after a spike"`
	R        golgi.Value `name:"R" default:"20" unit:"1" doc:"membrane resistance"`
	Tau      golgi.Value `name:"tau" default:"20" unit:"ms" doc:"membrane time constant"`
	A        golgi.Value `name:"a" default:"0" unit:"1/ms" doc:"coupling of V_th to V"`
	B        golgi.Value `name:"b" default:"0.01" unit:"1/ms" doc:"rate at which V_th returns"`
	K1       golgi.Value `name:"k1" default:"0.2" unit:"1/ms" doc:"rate of decay of I1"`
	K2       golgi.Value `name:"k2" default:"0.02" unit:"1/ms" doc:"rate of decay of I2"`
	R1       golgi.Value `name:"R1" default:"0" unit:"1" doc:"what a spike leaves of I1"`
	R2       golgi.Value `name:"R2" default:"1" unit:"1" doc:"what a spike leaves of I2"`
	A1       golgi.Value `name:"A1" default:"0" unit:"1" doc:"what a spike adds to I1"`
	A2       golgi.Value `name:"A2" default:"0" unit:"1" doc:"what a spike adds to I2"`
	TauRef   golgi.Value `name:"tau_ref" default:"0" unit:"ms" doc:"refractory period"`
	Noise    golgi.Value `name:"noise" optional:"true" unit:"1" doc:"strength of white noise on V, mV per square root of ms; left out, none"`
	V        golgi.Value `init:"V"`
	VTh      golgi.Value `init:"V_th"`
	I1       golgi.Value `init:"I1"`
	I2       golgi.Value `init:"I2"`
	Method   Method
}

// Equations returns the equations.
func (m GifRef) Equations() Equations { return gif(ref, m.Noise) }

// GifLTC is Gif, with the same fields, but has the current inside its
// equation, see LifLTC.
type GifLTC Gif

// Equations returns the equations.
func (m GifLTC) Equations() Equations { return gif(ltc, m.Noise) }

// GifRefLTC is GifLTC with a refractory period; its fields are those of
// GifRef.
type GifRefLTC GifRef

// Equations returns the equations.
func (m GifRefLTC) Equations() Equations { return gif(ltc|ref, m.Noise) }
