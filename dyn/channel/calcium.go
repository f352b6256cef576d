package channel

import (
	"github.com/golgi-sim/golgi"
	"github.com/golgi-sim/golgi/dyn"
)

// calcium returns the equations of a calcium channel with the steady states and
// time constants in text, and factors of the temperature unless they are given.
func calcium(phiP, phiQ golgi.Value, text string) dyn.Equations {
	return dyn.Equations{Body: "I = g_max*p^2*q*(Ca.E - V)\n" + relaxP + relaxQ + text +
		factor("phi_p", phiP, "T_base_p^((T - 24)/10)") + factor("phi_q", phiQ, "T_base_q^((T - 24)/10)")}
}

const thalamicCalcium = `
	p_inf = 1/(1 + exp(-(V - V_sh + 59)/6.2))
	tau_p = 0.612 + 1/(exp(-(V - V_sh + 132)/16.7) + exp((V - V_sh + 16.8)/18.2))
	q_inf = 1/(1 + exp((V - V_sh + 83)/4))
	tau_q = if V - V_sh >= -80: 28 + exp(-(V - V_sh + 22)/10.5) else: exp((V - V_sh + 467)/66.6)`

// ICaTHM1992 is the low-threshold calcium current, T, of thalamic relay cells of
// Huguenard and McCormick. It has to be in a calcium ion.
//
//	I = g_max*p²*q*(Ca.E - V)
//	dx/dt = phi_x*(x_inf - x)/tau_x for x = p, q; u = V - V_sh
//	p_inf = 1/(1 + exp(-(u+59)/6.2)), tau_p = 0.612 + 1/(exp(-(u+132)/16.7) + exp((u+16.8)/18.2))
//	q_inf = 1/(1 + exp((u+83)/4))
//	tau_q = 28 + exp(-(u+22)/10.5) for u >= -80, else exp((u+467)/66.6)
//	phi_x = T_base_x^((T - 24)/10), if it is not given
//
// Reference: Huguenard and McCormick, J. Neurophysiol. 68, 1373 (1992).
type ICaTHM1992 struct {
	GMax   golgi.Value `name:"g_max" default:"2" unit:"mS/cm2" range:">=0" doc:"maximal conductance"`
	VSh    golgi.Value `name:"V_sh" default:"-3" unit:"mV" doc:"shift of the potential"`
	T      golgi.Value `name:"T" default:"36" unit:"degC" doc:"temperature"`
	TBaseP golgi.Value `name:"T_base_p" default:"3.55" unit:"1" range:">0" doc:"factor of the activation per 10 degrees"`
	TBaseQ golgi.Value `name:"T_base_q" default:"3" unit:"1" range:">0" doc:"factor of the inactivation per 10 degrees"`
	PhiP   golgi.Value `name:"phi_p" optional:"true" unit:"1" range:">0" doc:"factor of the temperature, activation; left out, from T"`
	PhiQ   golgi.Value `name:"phi_q" optional:"true" unit:"1" range:">0" doc:"factor of the temperature, inactivation; left out, from T"`
	P      golgi.Value `init:"p"`
	Q      golgi.Value `init:"q"`
}

// Equations returns the equations.
func (c ICaTHM1992) Equations() dyn.Equations { return calcium(c.PhiP, c.PhiQ, thalamicCalcium) }

// Channel marks a channel.
func (ICaTHM1992) Channel() {}

// ICaTHP1992 is the low-threshold calcium current, T, of cells of the thalamic
// reticular nucleus of Huguenard and Prince. It has to be in a calcium ion.
//
//	I = g_max*p²*q*(Ca.E - V)
//	dx/dt = phi_x*(x_inf - x)/tau_x for x = p, q; u = V - V_sh
//	p_inf = 1/(1 + exp(-(u+52)/7.4)), tau_p = 3 + 1/(exp((u+27)/10) + exp(-(u+102)/15))
//	q_inf = 1/(1 + exp((u+80)/5)),    tau_q = 85 + 1/(exp((u+48)/4) + exp(-(u+407)/50))
//	phi_x = T_base_x^((T - 24)/10), if it is not given
//
// Reference: Huguenard and Prince, J. Neurosci. 12, 3804 (1992).
type ICaTHP1992 struct {
	GMax   golgi.Value `name:"g_max" default:"1.75" unit:"mS/cm2" range:">=0" doc:"maximal conductance"`
	VSh    golgi.Value `name:"V_sh" default:"-3" unit:"mV" doc:"shift of the potential"`
	T      golgi.Value `name:"T" default:"36" unit:"degC" doc:"temperature"`
	TBaseP golgi.Value `name:"T_base_p" default:"5" unit:"1" range:">0" doc:"factor of the activation per 10 degrees"`
	TBaseQ golgi.Value `name:"T_base_q" default:"3" unit:"1" range:">0" doc:"factor of the inactivation per 10 degrees"`
	PhiP   golgi.Value `name:"phi_p" optional:"true" unit:"1" range:">0" doc:"factor of the temperature, activation; left out, from T"`
	PhiQ   golgi.Value `name:"phi_q" optional:"true" unit:"1" range:">0" doc:"factor of the temperature, inactivation; left out, from T"`
	P      golgi.Value `init:"p"`
	Q      golgi.Value `init:"q"`
}

// Equations returns the equations.
func (c ICaTHP1992) Equations() dyn.Equations {
	return calcium(c.PhiP, c.PhiQ, `
		p_inf = 1/(1 + exp(-(V - V_sh + 52)/7.4))
		tau_p = 3 + 1/(exp((V - V_sh + 27)/10) + exp(-(V - V_sh + 102)/15))
		q_inf = 1/(1 + exp((V - V_sh + 80)/5))
		tau_q = 85 + 1/(exp((V - V_sh + 48)/4) + exp(-(V - V_sh + 407)/50))`)
}

// Channel marks a channel.
func (ICaTHP1992) Channel() {}

// ICaHTHM1992 is a high-threshold calcium current with the functions of
// ICaTHM1992, shifted by 25 mV. It has to be in a calcium ion.
//
// Reference: Huguenard and McCormick, J. Neurophysiol. 68, 1373 (1992).
type ICaHTHM1992 struct {
	GMax   golgi.Value `name:"g_max" default:"2" unit:"mS/cm2" range:">=0" doc:"maximal conductance"`
	VSh    golgi.Value `name:"V_sh" default:"25" unit:"mV" doc:"shift of the potential"`
	T      golgi.Value `name:"T" default:"36" unit:"degC" doc:"temperature"`
	TBaseP golgi.Value `name:"T_base_p" default:"3.55" unit:"1" range:">0" doc:"factor of the activation per 10 degrees"`
	TBaseQ golgi.Value `name:"T_base_q" default:"3" unit:"1" range:">0" doc:"factor of the inactivation per 10 degrees"`
	P      golgi.Value `init:"p"`
	Q      golgi.Value `init:"q"`
}

// Equations returns the equations.
func (ICaHTHM1992) Equations() dyn.Equations { return calcium(nil, nil, thalamicCalcium) }

// Channel marks a channel.
func (ICaHTHM1992) Channel() {}

// ICaLIS2008 is the L-type calcium current of Inoue and Strowbridge. It has to
// be in a calcium ion.
//
//	I = g_max*p²*q*(Ca.E - V)
//	dx/dt = phi_x*(x_inf - x)/tau_x for x = p, q; u = V - V_sh
//	p_inf = 1/(1 + exp(-(u+10)/4)), tau_p = 0.4 + 0.7/(exp(-(u+5)/15) + exp((u+5)/15))
//	q_inf = 1/(1 + exp((u+25)/2)),  tau_q = 300 + 100/(exp((u+40)/9.5) + exp(-(u+40)/9.5))
//	phi_x = T_base_x^((T - 24)/10)
//
// Reference: Inoue and Strowbridge, J. Neurophysiol. 99, 187 (2008).
type ICaLIS2008 struct {
	GMax   golgi.Value `name:"g_max" default:"1" unit:"mS/cm2" range:">=0" doc:"maximal conductance"`
	VSh    golgi.Value `name:"V_sh" default:"0" unit:"mV" doc:"shift of the potential"`
	T      golgi.Value `name:"T" default:"36" unit:"degC" doc:"temperature"`
	TBaseP golgi.Value `name:"T_base_p" default:"3.55" unit:"1" range:">0" doc:"factor of the activation per 10 degrees"`
	TBaseQ golgi.Value `name:"T_base_q" default:"3" unit:"1" range:">0" doc:"factor of the inactivation per 10 degrees"`
	P      golgi.Value `init:"p"`
	Q      golgi.Value `init:"q"`
}

// Equations returns the equations.
func (ICaLIS2008) Equations() dyn.Equations {
	return calcium(nil, nil, `
		p_inf = 1/(1 + exp(-(V - V_sh + 10)/4))
		tau_p = 0.4 + 0.7/(exp(-(V - V_sh + 5)/15) + exp((V - V_sh + 5)/15))
		q_inf = 1/(1 + exp((V - V_sh + 25)/2))
		tau_q = 300 + 100/(exp((V - V_sh + 40)/9.5) + exp(-(V - V_sh + 40)/9.5))`)
}

// Channel marks a channel.
func (ICaLIS2008) Channel() {}

// ICaHTRe1993 is the high-threshold calcium current of neocortical cells of
// Reuveni et al. It has to be in a calcium ion.
//
//	I = g_max*p²*q*(Ca.E - V)
//	dx/dt = phi_x*(alpha_x*(1 - x) - beta_x*x) for x = p, q; u = V - V_sh
//	alpha_p = 0.055*(-27-u)/(exp((-27-u)/3.8) - 1), beta_p = 0.94*exp((-75-u)/17)
//	alpha_q = 0.000457*exp((-13-u)/50),             beta_q = 0.0065/(1 + exp((-15-u)/28))
//	phi_x = T_base_x^((T - 23)/10), if it is not given
//
// Reference: Reuveni, Friedman, Amitai and Gutnick, J. Neurosci. 13, 4609 (1993).
type ICaHTRe1993 struct {
	GMax   golgi.Value `name:"g_max" default:"1" unit:"mS/cm2" range:">=0" doc:"maximal conductance"`
	VSh    golgi.Value `name:"V_sh" default:"0" unit:"mV" doc:"shift of the potential"`
	T      golgi.Value `name:"T" default:"36" unit:"degC" doc:"temperature"`
	TBaseP golgi.Value `name:"T_base_p" default:"2.3" unit:"1" range:">0" doc:"factor of the activation per 10 degrees"`
	TBaseQ golgi.Value `name:"T_base_q" default:"2.3" unit:"1" range:">0" doc:"factor of the inactivation per 10 degrees"`
	PhiP   golgi.Value `name:"phi_p" optional:"true" unit:"1" range:">0" doc:"factor of the temperature, activation; left out, from T"`
	PhiQ   golgi.Value `name:"phi_q" optional:"true" unit:"1" range:">0" doc:"factor of the temperature, inactivation; left out, from T"`
	P      golgi.Value `init:"p"`
	Q      golgi.Value `init:"q"`
}

// Equations returns the equations.
func (c ICaHTRe1993) Equations() dyn.Equations {
	return dyn.Equations{Body: `
		I = g_max*p^2*q*(Ca.E - V)
		dp/dt = phi_p*(alpha_p*(1 - p) - beta_p*p) : init = alpha_p/(alpha_p + beta_p)
		dq/dt = phi_q*(alpha_q*(1 - q) - beta_q*q) : init = alpha_q/(alpha_q + beta_q)
		alpha_p = 0.055*(-27 - V + V_sh)/(exp((-27 - V + V_sh)/3.8) - 1)
		beta_p = 0.94*exp((-75 - V + V_sh)/17)
		alpha_q = 0.000457*exp((-13 - V + V_sh)/50)
		beta_q = 0.0065/(1 + exp((-15 - V + V_sh)/28))` +
		factor("phi_p", c.PhiP, "T_base_p^((T - 23)/10)") + factor("phi_q", c.PhiQ, "T_base_q^((T - 23)/10)")}
}

// Channel marks a channel.
func (ICaHTRe1993) Channel() {}
