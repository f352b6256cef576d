package channel

import (
	"github.com/golgi-sim/golgi"
	"github.com/golgi-sim/golgi/dyn"
)

// ICaNIS2008 is a cation current that calcium opens, of Inoue and Strowbridge. It
// has to be in a calcium ion, whose concentration it takes. It is carried by
// other ions, so it is no part of the influx of calcium.
//
//	I = g_max*Ca.C/(Ca.C + 0.2)*p*(E - V)
//	dp/dt = phi*(p_inf - p)/tau_p
//	p_inf = 1/(1 + exp(-(V+43)/5.2)), tau_p = 1.6 + 2.7/(exp(-(V+55)/15) + exp((V+55)/15))
//
// Reference: Inoue and Strowbridge, J. Neurophysiol. 99, 187 (2008); Destexhe,
// Contreras, Sejnowski and Steriade, J. Neurophysiol. 72, 803 (1994).
type ICaNIS2008 struct {
	GMax golgi.Value `name:"g_max" default:"1" unit:"mS/cm2" range:">=0" doc:"maximal conductance"`
	E    golgi.Value `name:"E" default:"10" unit:"mV" doc:"reversal potential"`
	Phi  golgi.Value `name:"phi" default:"1" unit:"1" range:">0" doc:"factor of the temperature"`
	P    golgi.Value `init:"p"`
}

// Equations returns the equations.
func (ICaNIS2008) Equations() dyn.Equations {
	return dyn.Equations{Body: "I = g_max*Ca.C/(Ca.C + 0.2)*p*(E - V)\n" + relax + `
		p_inf = 1/(1 + exp(-(V + 43)/5.2))
		tau_p = 1.6 + 2.7/(exp(-(V + 55)/15) + exp((V + 55)/15))`}
}

// Channel marks a channel.
func (ICaNIS2008) Channel() {}

// IAHPDe1994 is the potassium current that calcium opens, the
// afterhyperpolarisation of reticular cells, of Destexhe et al. It is in a
// calcium ion, with a reversal potential of its own, or in a mix of calcium and
// potassium, which gives it that of potassium.
//
//	I = g_max*p²*(E - V)
//	dp/dt = phi*(alpha*Ca.C^n*(1 - p) - beta*p)
//
// The default of beta, 0.09, is that of BrainPy; the paper has 0.03.
//
// Reference: Destexhe, Contreras, Sejnowski and Steriade, J. Neurophysiol. 72,
// 803 (1994).
type IAHPDe1994 struct {
	GMax  golgi.Value `name:"g_max" default:"10" unit:"mS/cm2" range:">=0" doc:"maximal conductance"`
	E     golgi.Value `name:"E" default:"-95" unit:"mV" ion:"K.E" doc:"reversal potential; in a mix with potassium, the ion's"`
	N     golgi.Value `name:"n" default:"2" unit:"1" range:">0" doc:"number of calcium ions that open a channel"`
	Alpha golgi.Value `name:"alpha" default:"48" unit:"1/mM^2/ms" range:">=0" doc:"rate of binding"`
	Beta  golgi.Value `name:"beta" default:"0.09" unit:"1/ms" range:">0" doc:"rate of unbinding"`
	Phi   golgi.Value `name:"phi" default:"1" unit:"1" range:">0" doc:"factor of the temperature"`
	P     golgi.Value `init:"p"`
}

// Equations returns the equations.
func (IAHPDe1994) Equations() dyn.Equations {
	return dyn.Equations{Body: `
		I = g_max*p^2*(E - V)
		dp/dt = phi*(binding*(1 - p) - beta*p) : init = binding/(binding + beta)
		binding = alpha*Ca.C^n`}
}

// Channel marks a channel.
func (IAHPDe1994) Channel() {}
