package dyn

import "github.com/golgi-sim/golgi"

// PinskyRinzelModel is the pyramidal neuron of CA3 of Pinsky and Rinzel in two
// compartments: a soma V with sodium and potassium, and a dendrite Vd with
// calcium Ca and two currents of potassium that it opens. Calcium in the
// dendrite makes it burst.
//
//	Cm*dV/dt = -gL*(V - EL) - gNa*m_inf²*h*(V - ENa) - gK*n*(V - EK)
//	           + gc/p*(Vd - V) + I/p
//	Cm*dVd/dt = -gL*(Vd - EL) - gCa*s²*(Vd - ECa) - gAHP*q*(Vd - EK)
//	            - gC*c*min(Ca/250, 1)*(Vd - EK) + gc/(1-p)*(V - Vd) + I_dend/(1-p)
//	dCa/dt = -0.13*gCa*s²*(Vd - ECa) - 0.075*Ca
//	dx/dt = alpha_x*(1 - x) - beta_x*x for x = h, n of V, s, c of Vd, q of Ca
//	spike where V crosses V_th upwards; there is no reset
//
// with, where v is V + 60 or Vd + 60:
//
//	alpha_m = 0.32*(13.1 - v)/(exp((13.1 - v)/4) - 1)
//	beta_m = 0.28*(v - 40.1)/(exp((v - 40.1)/5) - 1)
//	alpha_n = 0.016*(35.1 - v)/(exp((35.1 - v)/5) - 1), beta_n = 0.25*exp(0.5 - 0.025*v)
//	alpha_h = 0.128*exp((17 - v)/18), beta_h = 4/(1 + exp((40 - v)/5))
//	alpha_s = 1.6/(1 + exp(-0.072*(v - 65)))
//	beta_s = 0.02*(v - 51.1)/(exp((v - 51.1)/5) - 1)
//	alpha_c = exp((v - 10)/11 - (v - 6.5)/27)/18.975, beta_c = 2*exp((6.5 - v)/27) - alpha_c
//	          up to v = 50, from there 2*exp((6.5 - v)/27) and 0
//	alpha_q = min(0.00002*Ca, 0.01), beta_q = 0.001
//
// Currents without a label go into the soma, those labelled dend into the
// dendrite, I_dend; in the equations I stands for the former. Each is seen
// by the potential of its compartment. V starts at -64.6 mV, Vd at -64.5, Ca at
// 0.2, the gates at their steady state.
//
// BrainPy lacks the gate c in the current of gC and has a difference of
// exponentials in alpha_c; here they are as in the paper. A spike there is not
// detected, and the currents of synapses have no way in.
//
// Reference: Pinsky and Rinzel, J. Comput. Neurosci. 1, 39 (1994), after Traub,
// Wong, Miles and Michelson, J. Neurophysiol. 66, 635 (1991).
type PinskyRinzelModel struct {
	GNa    golgi.Value `name:"gNa" default:"30" unit:"mS/cm2" range:">=0" doc:"maximal conductance of sodium"`
	GK     golgi.Value `name:"gK" default:"15" unit:"mS/cm2" range:">=0" doc:"maximal conductance of the delayed rectifier"`
	GCa    golgi.Value `name:"gCa" default:"10" unit:"mS/cm2" range:">=0" doc:"maximal conductance of calcium"`
	GAHP   golgi.Value `name:"gAHP" default:"0.8" unit:"mS/cm2" range:">=0" doc:"maximal conductance of the slow potassium of calcium"`
	GC     golgi.Value `name:"gC" default:"15" unit:"mS/cm2" range:">=0" doc:"maximal conductance of the fast potassium of calcium and Vd"`
	GL     golgi.Value `name:"gL" default:"0.1" unit:"mS/cm2" range:">=0" doc:"conductance of the leak"`
	ENa    golgi.Value `name:"ENa" default:"60" unit:"mV" doc:"reversal potential of sodium"`
	EK     golgi.Value `name:"EK" default:"-75" unit:"mV" doc:"reversal potential of potassium"`
	ECa    golgi.Value `name:"ECa" default:"80" unit:"mV" doc:"reversal potential of calcium"`
	EL     golgi.Value `name:"EL" default:"-60" unit:"mV" doc:"reversal potential of the leak"`
	Gc     golgi.Value `name:"gc" default:"2.1" unit:"mS/cm2" range:">=0" doc:"coupling of the compartments"`
	P      golgi.Value `name:"p" default:"0.5" unit:"1" range:"0.001 .. 0.999" doc:"share of the soma in the area"`
	Cm     golgi.Value `name:"Cm" default:"3" unit:"uF/cm2" doc:"capacitance"`
	VTh    golgi.Value `name:"V_th" default:"20" unit:"mV" doc:"potential whose upward crossing is a spike"`
	Noise  golgi.Value `name:"noise" optional:"true" unit:"1" doc:"strength of white noise on V, mV per square root of ms; left out, none"`
	V      golgi.Value `init:"V"`
	Vd     golgi.Value `init:"Vd"`
	Ca     golgi.Value `init:"Ca"`
	H      golgi.Value `init:"h"`
	N      golgi.Value `init:"n"`
	S      golgi.Value `init:"s"`
	GateC  golgi.Value `init:"c"`
	Q      golgi.Value `init:"q"`
	Method Method
}

// Equations returns the equations.
func (m PinskyRinzelModel) Equations() Equations {
	return ltc.of(Equations{
		Body: `Cm*dV/dt = gc/p*(Vd - V) + ($I - I_dend(V))/p - gL*(V - EL) - gNa*m_inf^2*h*(V - ENa) - gK*n*(V - EK) : init = -64.6
			Cm*dVd/dt = gc/(1 - p)*(V - Vd) + I_dend(Vd)/(1 - p) - gL*(Vd - EL) - calcium -
				(gAHP*q + gC*c*min(Ca/250, 1))*(Vd - EK) : init = -64.5
			dCa/dt = -0.13*calcium - 0.075*Ca : init = 0.2
			dh/dt = alpha_h*(1 - h) - beta_h*h : init = alpha_h/(alpha_h + beta_h)
			dn/dt = alpha_n*(1 - n) - beta_n*n : init = alpha_n/(alpha_n + beta_n)
			ds/dt = alpha_s*(1 - s) - beta_s*s : init = alpha_s/(alpha_s + beta_s)
			dc/dt = alpha_c*(1 - c) - beta_c*c : init = alpha_c/(alpha_c + beta_c)
			dq/dt = alpha_q*(1 - q) - 0.001*q : init = alpha_q/(alpha_q + 0.001)
			calcium = gCa*s^2*(Vd - ECa)
			m_inf = alpha_m/(alpha_m + beta_m)
			alpha_m = 0.32*(-46.9 - V)/(exp((-46.9 - V)/4) - 1)
			beta_m = 0.28*(V + 19.9)/(exp((V + 19.9)/5) - 1)
			alpha_n = 0.016*(-24.9 - V)/(exp((-24.9 - V)/5) - 1)
			beta_n = 0.25*exp(-1 - 0.025*V)
			alpha_h = 0.128*exp((-43 - V)/18)
			beta_h = 4/(1 + exp((-20 - V)/5))
			alpha_s = 1.6/(1 + exp(-0.072*(Vd - 5)))
			beta_s = 0.02*(Vd + 8.9)/(exp((Vd + 8.9)/5) - 1)
			slow_c = 2*exp((-53.5 - Vd)/27)
			alpha_c = if Vd <= -10: exp((Vd + 50)/11 - (Vd + 53.5)/27)/18.975 else: slow_c
			beta_c = if Vd <= -10: slow_c - alpha_c else: 0
			alpha_q = min(0.00002*Ca, 0.01)`,
		Spike: "V >= V_th : upward",
	}, m.Noise)
}
