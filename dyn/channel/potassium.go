package channel

import (
	"github.com/golgi-sim/golgi"
	"github.com/golgi-sim/golgi/dyn"
)

// delayedRectifier returns the equations of a delayed rectifier with the rates
// in text.
func delayedRectifier(text string) dyn.Equations {
	return dyn.Equations{Body: "I = g_max*p^4*(E - V)\n" + markovP + text}
}

// traubPotassium are the rates of Traub and Miles.
const traubPotassium = `
	alpha_p = 0.032*(V - V_sh - 15)/(1 - exp(-(V - V_sh - 15)/5))
	beta_p = 0.5*exp(-(V - V_sh - 10)/40)`

// IKDRBa2002 is the delayed rectifier of thalamocortical cells of Bazhenov et al.
//
//	I = g_max*p⁴*(E - V)
//	dp/dt = phi*(alpha_p*(1 - p) - beta_p*p); u = V - V_sh
//	alpha_p = 0.032*(u-15)/(1 - exp(-(u-15)/5)), beta_p = 0.5*exp(-(u-10)/40)
//	phi = T_base^((T - 36)/10), if it is not given
//
// Reference: Bazhenov, Timofeev, Steriade and Sejnowski, J. Neurosci. 22, 8691
// (2002); the rates are those of Traub and Miles, see IKTM1991.
type IKDRBa2002 struct {
	GMax  golgi.Value `name:"g_max" default:"10" unit:"mS/cm2" range:">=0" doc:"maximal conductance"`
	E     golgi.Value `name:"E" default:"-90" unit:"mV" ion:"K.E" doc:"reversal potential; in a potassium ion, the ion's"`
	VSh   golgi.Value `name:"V_sh" default:"-50" unit:"mV" doc:"shift of the potential"`
	TBase golgi.Value `name:"T_base" default:"3" unit:"1" range:">0" doc:"factor of the rates per 10 degrees"`
	T     golgi.Value `name:"T" default:"36" unit:"degC" doc:"temperature"`
	Phi   golgi.Value `name:"phi" optional:"true" unit:"1" range:">0" doc:"factor of the temperature; left out, from T"`
	P     golgi.Value `init:"p"`
}

// Equations returns the equations.
func (c IKDRBa2002) Equations() dyn.Equations {
	return delayedRectifier(traubPotassium + factor("phi", c.Phi, "T_base^((T - 36)/10)"))
}

// Channel marks a channel.
func (IKDRBa2002) Channel() {}

// factor returns the assignment of a factor of the temperature, nothing if its
// value is given.
func factor(name string, given golgi.Value, formula string) string {
	if given != nil {
		return ""
	}
	return "\n" + name + " = " + formula
}

// IKTM1991 is the delayed rectifier of hippocampal cells of Traub and Miles.
//
//	I = g_max*p⁴*(E - V)
//	dp/dt = phi*(alpha_p*(1 - p) - beta_p*p); u = V - V_sh
//	alpha_p = 0.032*(u-15)/(1 - exp(-(u-15)/5)), beta_p = 0.5*exp(-(u-10)/40)
//
// Reference: Traub and Miles, Neuronal Networks of the Hippocampus, Cambridge
// University Press 1991.
type IKTM1991 struct {
	GMax golgi.Value `name:"g_max" default:"10" unit:"mS/cm2" range:">=0" doc:"maximal conductance"`
	E    golgi.Value `name:"E" default:"-90" unit:"mV" ion:"K.E" doc:"reversal potential; in a potassium ion, the ion's"`
	VSh  golgi.Value `name:"V_sh" default:"-60" unit:"mV" doc:"shift of the potential"`
	Phi  golgi.Value `name:"phi" default:"1" unit:"1" range:">0" doc:"factor of the temperature"`
	P    golgi.Value `init:"p"`
}

// Equations returns the equations.
func (IKTM1991) Equations() dyn.Equations { return delayedRectifier(traubPotassium) }

// Channel marks a channel.
func (IKTM1991) Channel() {}

// IKHH1952 is the delayed rectifier of the squid axon of Hodgkin and Huxley.
//
//	I = g_max*p⁴*(E - V)
//	dp/dt = phi*(alpha_p*(1 - p) - beta_p*p); u = V - V_sh
//	alpha_p = 0.01*(u+10)/(1 - exp(-(u+10)/10)), beta_p = 0.125*exp(-(u+20)/80)
//
// With the default shift it is the current of dyn.HH, whose E is -77.
//
// Reference: Hodgkin and Huxley, J. Physiol. 117, 500 (1952).
type IKHH1952 struct {
	GMax golgi.Value `name:"g_max" default:"10" unit:"mS/cm2" range:">=0" doc:"maximal conductance"`
	E    golgi.Value `name:"E" default:"-90" unit:"mV" ion:"K.E" doc:"reversal potential; in a potassium ion, the ion's"`
	VSh  golgi.Value `name:"V_sh" default:"-45" unit:"mV" doc:"shift of the potential"`
	Phi  golgi.Value `name:"phi" default:"1" unit:"1" range:">0" doc:"factor of the temperature"`
	P    golgi.Value `init:"p"`
}

// Equations returns the equations.
func (IKHH1952) Equations() dyn.Equations {
	return delayedRectifier(`
		alpha_p = 0.01*(V - V_sh + 10)/(1 - exp(-(V - V_sh + 10)/10))
		beta_p = 0.125*exp(-(V - V_sh + 20)/80)`)
}

// Channel marks a channel.
func (IKHH1952) Channel() {}

// IKNIYa1989 is the slow potassium current without inactivation of Yamada, Koch
// and Adams, an M current.
//
//	I = g_max*p*(E - V)
//	dp/dt = phi*(p_inf - p)/tau_p; u = V - V_sh
//	p_inf = 1/(1 + exp(-(u+35)/10))
//	tau_p = tau_max/(3.3*exp((u+35)/20) + exp(-(u+35)/20))
//
// BrainPy calls phi phi_p, and has a phi_q that nothing uses.
//
// Reference: Yamada, Koch and Adams, in Methods in Neuronal Modeling, MIT Press
// 1989, p. 97.
type IKNIYa1989 struct {
	GMax   golgi.Value `name:"g_max" default:"0.004" unit:"mS/cm2" range:">=0" doc:"maximal conductance"`
	E      golgi.Value `name:"E" default:"-90" unit:"mV" ion:"K.E" doc:"reversal potential; in a potassium ion, the ion's"`
	TauMax golgi.Value `name:"tau_max" default:"4000" unit:"ms" range:">0" doc:"scale of the time constant"`
	VSh    golgi.Value `name:"V_sh" default:"0" unit:"mV" doc:"shift of the potential"`
	Phi    golgi.Value `name:"phi" default:"1" unit:"1" range:">0" doc:"factor of the temperature"`
	P      golgi.Value `init:"p"`
}

// Equations returns the equations.
func (IKNIYa1989) Equations() dyn.Equations {
	return dyn.Equations{Body: "I = g_max*p*(E - V)\n" + relax + `
		p_inf = 1/(1 + exp(-(V - V_sh + 35)/10))
		tau_p = tau_max/(3.3*exp((V - V_sh + 35)/20) + exp(-(V - V_sh + 35)/20))`}
}

// Channel marks a channel.
func (IKNIYa1989) Channel() {}
