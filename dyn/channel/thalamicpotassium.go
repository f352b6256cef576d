package channel

import (
	"github.com/golgi-sim/golgi"
	"github.com/golgi-sim/golgi/dyn"
)

// transient returns the equations of an A current.
func transient(pInf string) dyn.Equations {
	return dyn.Equations{Body: "I = g_max*p^4*q*(E - V)\n" + relaxP + relaxQ + "p_inf = " + pInf + `
		tau_p = 0.37 + 1/(exp((V - V_sh + 35.8)/19.7) + exp(-(V - V_sh + 79.7)/12.7))
		q_inf = 1/(1 + exp((V - V_sh + 78)/6))
		tau_q = if V - V_sh < -63: 1/(exp((V - V_sh + 46)/5) + exp(-(V - V_sh + 238)/37.5)) else: 19`}
}

// IKA1HM1992 is the first component of the rapidly inactivating potassium
// current of thalamic relay cells, the A current, of Huguenard and McCormick.
//
//	I = g_max*p⁴*q*(E - V)
//	dx/dt = phi_x*(x_inf - x)/tau_x for x = p, q; u = V - V_sh
//	p_inf = 1/(1 + exp(-(u+60)/8.5)), tau_p = 0.37 + 1/(exp((u+35.8)/19.7) + exp(-(u+79.7)/12.7))
//	q_inf = 1/(1 + exp((u+78)/6))
//	tau_q = 1/(exp((u+46)/5) + exp(-(u+238)/37.5)) for u < -63, else 19
//
// Reference: Huguenard and McCormick, J. Neurophysiol. 68, 1373 (1992).
type IKA1HM1992 struct {
	GMax golgi.Value `name:"g_max" default:"30" unit:"mS/cm2" range:">=0" doc:"maximal conductance"`
	E    golgi.Value `name:"E" default:"-90" unit:"mV" ion:"K.E" doc:"reversal potential; in a potassium ion, the ion's"`
	VSh  golgi.Value `name:"V_sh" default:"0" unit:"mV" doc:"shift of the potential"`
	PhiP golgi.Value `name:"phi_p" default:"1" unit:"1" range:">0" doc:"factor of the temperature, activation"`
	PhiQ golgi.Value `name:"phi_q" default:"1" unit:"1" range:">0" doc:"factor of the temperature, inactivation"`
	P    golgi.Value `init:"p"`
	Q    golgi.Value `init:"q"`
}

// Equations returns the equations.
func (IKA1HM1992) Equations() dyn.Equations { return transient("1/(1 + exp(-(V - V_sh + 60)/8.5))") }

// Channel marks a channel.
func (IKA1HM1992) Channel() {}

// IKA2HM1992 is the second component of the rapidly inactivating potassium
// current of thalamic relay cells of Huguenard and McCormick: IKA1HM1992 with
//
//	p_inf = 1/(1 + exp(-(u+36)/20))
//
// The paper has a tau_q of its own for this component, that of the first below
// u = -73 and 60 ms above; BrainPy has that of the first, and so has this.
//
// Reference: Huguenard and McCormick, J. Neurophysiol. 68, 1373 (1992).
type IKA2HM1992 struct {
	GMax golgi.Value `name:"g_max" default:"20" unit:"mS/cm2" range:">=0" doc:"maximal conductance"`
	E    golgi.Value `name:"E" default:"-90" unit:"mV" ion:"K.E" doc:"reversal potential; in a potassium ion, the ion's"`
	VSh  golgi.Value `name:"V_sh" default:"0" unit:"mV" doc:"shift of the potential"`
	PhiP golgi.Value `name:"phi_p" default:"1" unit:"1" range:">0" doc:"factor of the temperature, activation"`
	PhiQ golgi.Value `name:"phi_q" default:"1" unit:"1" range:">0" doc:"factor of the temperature, inactivation"`
	P    golgi.Value `init:"p"`
	Q    golgi.Value `init:"q"`
}

// Equations returns the equations.
func (IKA2HM1992) Equations() dyn.Equations { return transient("1/(1 + exp(-(V - V_sh + 36)/20))") }

// Channel marks a channel.
func (IKA2HM1992) Channel() {}

// slow returns the equations of a K2 current.
func slow(tauQ string) dyn.Equations {
	return dyn.Equations{Body: "I = g_max*p*q*(E - V)\n" + relaxP + relaxQ + `
		p_inf = 1/(1 + exp(-(V - V_sh + 43)/17))
		tau_p = 9.9 + 1/(exp((V - V_sh - 81)/25.6) + exp(-(V - V_sh + 132)/18))
		q_inf = 1/(1 + exp((V - V_sh + 58)/10.6))
		tau_hyper = tau_0 + 1/(exp((V - V_sh - 1329)/200) + exp(-(V - V_sh + 130)/7.1))
		tau_q = ` + tauQ}
}

// IKK2AHM1992 is the first component of the slowly inactivating potassium
// current of thalamic relay cells, K2, of Huguenard and McCormick.
//
//	I = g_max*p*q*(E - V)
//	dx/dt = phi_x*(x_inf - x)/tau_x for x = p, q; u = V - V_sh
//	p_inf = 1/(1 + exp(-(u+43)/17)),  tau_p = 9.9 + 1/(exp((u-81)/25.6) + exp(-(u+132)/18))
//	q_inf = 1/(1 + exp((u+58)/10.6)), tau_q = tau_0 + 1/(exp((u-1329)/200) + exp(-(u+130)/7.1))
//
// The default of tau_0, 0, is that of BrainPy; the paper has 120 ms. It also
// has the fourth power of this p_inf.
//
// Reference: Huguenard and McCormick, J. Neurophysiol. 68, 1373 (1992).
type IKK2AHM1992 struct {
	GMax golgi.Value `name:"g_max" default:"10" unit:"mS/cm2" range:">=0" doc:"maximal conductance"`
	E    golgi.Value `name:"E" default:"-90" unit:"mV" ion:"K.E" doc:"reversal potential; in a potassium ion, the ion's"`
	VSh  golgi.Value `name:"V_sh" default:"0" unit:"mV" doc:"shift of the potential"`
	Tau0 golgi.Value `name:"tau_0" default:"0" unit:"ms" range:">=0" doc:"least time constant of the inactivation"`
	PhiP golgi.Value `name:"phi_p" default:"1" unit:"1" range:">0" doc:"factor of the temperature, activation"`
	PhiQ golgi.Value `name:"phi_q" default:"1" unit:"1" range:">0" doc:"factor of the temperature, inactivation"`
	P    golgi.Value `init:"p"`
	Q    golgi.Value `init:"q"`
}

// Equations returns the equations.
func (IKK2AHM1992) Equations() dyn.Equations { return slow("tau_hyper") }

// Channel marks a channel.
func (IKK2AHM1992) Channel() {}

// IKK2BHM1992 is the second component of the slowly inactivating potassium
// current of thalamic relay cells of Huguenard and McCormick: IKK2AHM1992 with
//
//	tau_q = that of IKK2AHM1992 for u < -70, else tau_depol
//
// The default of tau_depol, 8.9 ms, is that of BrainPy; the paper has 8.9 s,
// TauDepol: 8930.
//
// Reference: Huguenard and McCormick, J. Neurophysiol. 68, 1373 (1992).
type IKK2BHM1992 struct {
	GMax     golgi.Value `name:"g_max" default:"10" unit:"mS/cm2" range:">=0" doc:"maximal conductance"`
	E        golgi.Value `name:"E" default:"-90" unit:"mV" ion:"K.E" doc:"reversal potential; in a potassium ion, the ion's"`
	VSh      golgi.Value `name:"V_sh" default:"0" unit:"mV" doc:"shift of the potential"`
	Tau0     golgi.Value `name:"tau_0" default:"0" unit:"ms" range:">=0" doc:"least time constant of the inactivation below -70"`
	TauDepol golgi.Value `name:"tau_depol" default:"8.9" unit:"ms" range:">0" doc:"time constant of the inactivation from -70 up"`
	PhiP     golgi.Value `name:"phi_p" default:"1" unit:"1" range:">0" doc:"factor of the temperature, activation"`
	PhiQ     golgi.Value `name:"phi_q" default:"1" unit:"1" range:">0" doc:"factor of the temperature, inactivation"`
	P        golgi.Value `init:"p"`
	Q        golgi.Value `init:"q"`
}

// Equations returns the equations.
func (IKK2BHM1992) Equations() dyn.Equations {
	return slow("if V - V_sh < -70: tau_hyper else: tau_depol")
}

// Channel marks a channel.
func (IKK2BHM1992) Channel() {}
