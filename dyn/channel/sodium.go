package channel

import (
	"github.com/golgi-sim/golgi"
	"github.com/golgi-sim/golgi/dyn"
)

// sodium returns the equations of a sodium channel with the rates in text.
func sodium(text string) dyn.Equations {
	return dyn.Equations{Body: "I = g_max*p^3*q*(E - V)\n" + markovP + markovQ + text}
}

// traubSodium are the rates of Traub and Miles.
const traubSodium = `
	alpha_p = 0.32*(V - V_sh - 13)/(1 - exp(-(V - V_sh - 13)/4))
	beta_p = 0.28*(V - V_sh - 40)/(exp((V - V_sh - 40)/5) - 1)
	alpha_q = 0.128*exp(-(V - V_sh - 17)/18)
	beta_q = 4/(1 + exp(-(V - V_sh - 40)/5))`

// INaBa2002 is the sodium current of thalamocortical cells of Bazhenov et al.
//
//	I = g_max*p³*q*(E - V)
//	dx/dt = phi*(alpha_x*(1 - x) - beta_x*x) for x = p, q; u = V - V_sh
//	alpha_p = 0.32*(u-13)/(1 - exp(-(u-13)/4)), beta_p = 0.28*(u-40)/(exp((u-40)/5) - 1)
//	alpha_q = 0.128*exp(-(u-17)/18),            beta_q = 4/(1 + exp(-(u-40)/5))
//	phi = 3^((T - 36)/10)
//
// Reference: Bazhenov, Timofeev, Steriade and Sejnowski, J. Neurosci. 22, 8691
// (2002); the rates are those of Traub and Miles, see INaTM1991.
type INaBa2002 struct {
	GMax golgi.Value `name:"g_max" default:"90" unit:"mS/cm2" range:">=0" doc:"maximal conductance"`
	E    golgi.Value `name:"E" default:"50" unit:"mV" ion:"Na.E" doc:"reversal potential; in a sodium ion, the ion's"`
	VSh  golgi.Value `name:"V_sh" default:"-50" unit:"mV" doc:"shift of the potential"`
	T    golgi.Value `name:"T" default:"36" unit:"degC" doc:"temperature"`
	P    golgi.Value `init:"p"`
	Q    golgi.Value `init:"q"`
}

// Equations returns the equations.
func (INaBa2002) Equations() dyn.Equations { return sodium(traubSodium + "\nphi = 3^((T - 36)/10)") }

// Channel marks a channel.
func (INaBa2002) Channel() {}

// LongestStep is that of dyn.HH: the rise of a spike, some 0.3 ms, is resolved.
func (INaBa2002) LongestStep() float64 { return dyn.HH{}.LongestStep() }

// INaTM1991 is the sodium current of hippocampal cells of Traub and Miles.
//
//	I = g_max*p³*q*(E - V)
//	dx/dt = phi*(alpha_x*(1 - x) - beta_x*x) for x = p, q; u = V - V_sh
//	alpha_p = 0.32*(u-13)/(1 - exp(-(u-13)/4)), beta_p = 0.28*(u-40)/(exp((u-40)/5) - 1)
//	alpha_q = 0.128*exp(-(u-17)/18),            beta_q = 4/(1 + exp(-(u-40)/5))
//
// Reference: Traub and Miles, Neuronal Networks of the Hippocampus, Cambridge
// University Press 1991.
type INaTM1991 struct {
	GMax golgi.Value `name:"g_max" default:"120" unit:"mS/cm2" range:">=0" doc:"maximal conductance"`
	E    golgi.Value `name:"E" default:"50" unit:"mV" ion:"Na.E" doc:"reversal potential; in a sodium ion, the ion's"`
	VSh  golgi.Value `name:"V_sh" default:"-63" unit:"mV" doc:"shift of the potential"`
	Phi  golgi.Value `name:"phi" default:"1" unit:"1" range:">0" doc:"factor of the temperature"`
	P    golgi.Value `init:"p"`
	Q    golgi.Value `init:"q"`
}

// Equations returns the equations.
func (INaTM1991) Equations() dyn.Equations { return sodium(traubSodium) }

// Channel marks a channel.
func (INaTM1991) Channel() {}

// LongestStep is that of dyn.HH.
func (INaTM1991) LongestStep() float64 { return dyn.HH{}.LongestStep() }

// INaHH1952 is the sodium current of the squid axon of Hodgkin and Huxley.
//
//	I = g_max*p³*q*(E - V)
//	dx/dt = phi*(alpha_x*(1 - x) - beta_x*x) for x = p, q; u = V - V_sh
//	alpha_p = 0.1*(u-5)/(1 - exp(-(u-5)/10)), beta_p = 4*exp(-(u+20)/18)
//	alpha_q = 0.07*exp(-(u+20)/20),           beta_q = 1/(1 + exp(-(u-10)/10))
//
// With the default shift it is the current of dyn.HH.
//
// Reference: Hodgkin and Huxley, J. Physiol. 117, 500 (1952).
type INaHH1952 struct {
	GMax golgi.Value `name:"g_max" default:"120" unit:"mS/cm2" range:">=0" doc:"maximal conductance"`
	E    golgi.Value `name:"E" default:"50" unit:"mV" ion:"Na.E" doc:"reversal potential; in a sodium ion, the ion's"`
	VSh  golgi.Value `name:"V_sh" default:"-45" unit:"mV" doc:"shift of the potential"`
	Phi  golgi.Value `name:"phi" default:"1" unit:"1" range:">0" doc:"factor of the temperature"`
	P    golgi.Value `init:"p"`
	Q    golgi.Value `init:"q"`
}

// Equations returns the equations.
func (INaHH1952) Equations() dyn.Equations {
	return sodium(`
		alpha_p = 0.1*(V - V_sh - 5)/(1 - exp(-(V - V_sh - 5)/10))
		beta_p = 4*exp(-(V - V_sh + 20)/18)
		alpha_q = 0.07*exp(-(V - V_sh + 20)/20)
		beta_q = 1/(1 + exp(-(V - V_sh - 10)/10))`)
}

// Channel marks a channel.
func (INaHH1952) Channel() {}

// LongestStep is that of dyn.HH.
func (INaHH1952) LongestStep() float64 { return dyn.HH{}.LongestStep() }
