package channel

import (
	"github.com/golgi-sim/golgi"
	"github.com/golgi-sim/golgi/dyn"
)

// IhHM1992 is the cation current that hyperpolarisation activates, of thalamic
// relay cells, of Huguenard and McCormick.
//
//	I = g_max*p*(E - V)
//	dp/dt = phi*(p_inf - p)/tau_p
//	p_inf = 1/(1 + exp((V+75)/5.5)), tau_p = 1/(exp(-0.086*V - 14.59) + exp(0.0701*V - 1.87))
//
// E is -43 mV, as in the paper; BrainPy has lost its sign and takes 43.
//
// Reference: Huguenard and McCormick, J. Neurophysiol. 68, 1373 (1992).
type IhHM1992 struct {
	GMax golgi.Value `name:"g_max" default:"10" unit:"mS/cm2" range:">=0" doc:"maximal conductance"`
	E    golgi.Value `name:"E" default:"-43" unit:"mV" doc:"reversal potential"`
	Phi  golgi.Value `name:"phi" default:"1" unit:"1" range:">0" doc:"factor of the temperature"`
	P    golgi.Value `init:"p"`
}

// Equations returns the equations.
func (IhHM1992) Equations() dyn.Equations {
	return dyn.Equations{Body: "I = g_max*p*(E - V)\n" + relax + `
		p_inf = 1/(1 + exp((V + 75)/5.5))
		tau_p = 1/(exp(-0.086*V - 14.59) + exp(0.0701*V - 1.87))`}
}

// Channel marks a channel.
func (IhHM1992) Channel() {}

// IhDe1996 is the cation current that hyperpolarisation activates and calcium
// regulates, of thalamic relay cells, of Destexhe et al. It has to be in a
// calcium ion, whose concentration it takes. Channels are open, O, or open and
// locked, OL, by a protein whose share P1 has bound calcium.
//
//	I = g_max*(O + g_inc*OL)*(E - V)
//	dO/dt = alpha*(1 - O - OL) - beta*O
//	dOL/dt = k3*P1*O - k4*OL
//	dP1/dt = k1*Ca.C⁴*(1 - P1) - k2*P1
//	k1 = k2/Ca_half⁴, k3 = k4/0.01, alpha = inf/tau, beta = (1 - inf)/tau; u = V - V_sh
//	inf = 1/(1 + exp((u+75)/5.5)), tau = (20 + 1000/(exp((u+71.5)/14.2) + exp(-(u+89)/11.6)))/phi
//	phi = T_base^((T - 24)/10), if it is not given
//
// The factor of the temperature is that of BrainPy; the paper has the time
// constants at 36 degrees, Phi: 1. The equations are in the form of Bazhenov et
// al.; the scheme of Destexhe et al., balanced, has k4*OL - k3*P1*O in dO/dt
// besides, with the same steady state.
//
// Reference: Destexhe, Bal, McCormick and Sejnowski, J. Neurophysiol. 76, 2049
// (1996); Bazhenov, Timofeev, Steriade and Sejnowski, J. Neurophysiol. 79, 2730
// (1998).
type IhDe1996 struct {
	GMax   golgi.Value `name:"g_max" default:"0.02" unit:"mS/cm2" range:">=0" doc:"maximal conductance"`
	E      golgi.Value `name:"E" default:"-40" unit:"mV" doc:"reversal potential"`
	K2     golgi.Value `name:"k2" default:"4e-4" unit:"1/ms" range:">0" doc:"rate at which the protein loses calcium"`
	K4     golgi.Value `name:"k4" default:"1e-3" unit:"1/ms" range:">0" doc:"rate of unlocking"`
	VSh    golgi.Value `name:"V_sh" default:"0" unit:"mV" doc:"shift of the potential"`
	GInc   golgi.Value `name:"g_inc" default:"2" unit:"1" range:">=0" doc:"conductance of locked channels, in those of open ones"`
	CaHalf golgi.Value `name:"Ca_half" default:"2e-3" unit:"mM" range:">0" doc:"concentration at which half the protein has bound calcium"`
	T      golgi.Value `name:"T" default:"36" unit:"degC" doc:"temperature"`
	TBase  golgi.Value `name:"T_base" default:"3" unit:"1" range:">0" doc:"factor of the rates per 10 degrees"`
	Phi    golgi.Value `name:"phi" optional:"true" unit:"1" range:">0" doc:"factor of the temperature; left out, from T"`
	O      golgi.Value `init:"O"`
	OL     golgi.Value `init:"OL"`
	P1     golgi.Value `init:"P1"`
}

// Equations returns the equations.
func (c IhDe1996) Equations() dyn.Equations {
	return dyn.Equations{Body: `
		I = g_max*(O + g_inc*OL)*(E - V)
		dO/dt = alpha*(1 - O - OL) - beta*O : init = alpha/(alpha + beta + alpha*k3*P1/k4)
		dOL/dt = k3*P1*O - k4*OL : init = k3*P1*O/k4
		dP1/dt = k1*Ca.C^4*(1 - P1) - k2*P1 : init = k1*Ca.C^4/(k1*Ca.C^4 + k2)
		k1 = k2/Ca_half^4
		k3 = k4/0.01
		alpha = inf/tau
		beta = (1 - inf)/tau
		inf = 1/(1 + exp((V - V_sh + 75)/5.5))
		tau = (20 + 1000/(exp((V - V_sh + 71.5)/14.2) + exp(-(V - V_sh + 89)/11.6)))/phi` +
		factor("phi", c.Phi, "T_base^((T - 24)/10)")}
}

// Channel marks a channel.
func (IhDe1996) Channel() {}
