package dyn

import "github.com/golgi-sim/golgi"

// The equations of the Wang–Buzsáki models.
func wangBuzsaki(v variant, noise golgi.Value) Equations {
	return v.of(Equations{
		Body: `C*dV/dt = $I - gNa*m_inf^3*h*(V - ENa) - gK*n^4*(V - EK) - gL*(V - EL) : init = -65
			dh/dt = phi*(alpha_h*(1 - h) - beta_h*h) : init = 0.6
			dn/dt = phi*(alpha_n*(1 - n) - beta_n*n) : init = 0.32
			m_inf = alpha_m/(alpha_m + beta_m)
			alpha_m = 0.1*(V + 35)/(1 - exp(-0.1*(V + 35)))
			beta_m = 4*exp(-(V + 60)/18)
			alpha_h = 0.07*exp(-(V + 58)/20)
			beta_h = 1/(1 + exp(-0.1*(V + 28)))
			alpha_n = 0.01*(V + 34)/(1 - exp(-0.1*(V + 34)))
			beta_n = 0.125*exp(-(V + 44)/80)`,
		Spike: "V >= V_th : upward",
	}, noise)
}

// WangBuzsakiHH is the fast-spiking interneuron of Wang and Buzsáki: the
// equations of Hodgkin and Huxley with other rates, and sodium activation at
// its steady state.
//
//	C*dV/dt = I - gNa*m_inf³*h*(V - ENa) - gK*n⁴*(V - EK) - gL*(V - EL)
//	dx/dt = phi*(alpha_x*(1 - x) - beta_x*x) for x = h, n
//	alpha_m = 0.1*(V+35)/(1 - exp(-0.1*(V+35))),  beta_m = 4*exp(-(V+60)/18)
//	alpha_h = 0.07*exp(-(V+58)/20),               beta_h = 1/(1 + exp(-0.1*(V+28)))
//	alpha_n = 0.01*(V+34)/(1 - exp(-0.1*(V+34))), beta_n = 0.125*exp(-(V+44)/80)
//	spike where V crosses V_th upwards; there is no reset
//
// alpha_n is that of the paper; BrainPy's is ten times larger. V starts at
// -65 mV, h at 0.6, n at 0.32.
//
// Reference: Wang and Buzsáki, J. Neurosci. 16, 6402 (1996).
type WangBuzsakiHH struct {
	ENa    golgi.Value `name:"ENa" default:"55" unit:"mV" doc:"reversal potential of sodium"`
	GNa    golgi.Value `name:"gNa" default:"35" unit:"mS/cm2" range:">=0" doc:"maximal conductance of sodium"`
	EK     golgi.Value `name:"EK" default:"-90" unit:"mV" doc:"reversal potential of potassium"`
	GK     golgi.Value `name:"gK" default:"9" unit:"mS/cm2" range:">=0" doc:"maximal conductance of potassium"`
	EL     golgi.Value `name:"EL" default:"-65" unit:"mV" doc:"reversal potential of the leak"`
	GL     golgi.Value `name:"gL" default:"0.1" unit:"mS/cm2" range:">=0" doc:"conductance of the leak"`
	C      golgi.Value `name:"C" default:"1" unit:"uF/cm2" doc:"capacitance"`
	Phi    golgi.Value `name:"phi" default:"5" unit:"1" doc:"speed of the gates"`
	VTh    golgi.Value `name:"V_th" default:"20" unit:"mV" doc:"potential whose upward crossing is a spike"`
	Noise  golgi.Value `name:"noise" optional:"true" unit:"1" doc:"strength of white noise on V, mV per square root of ms; left out, none"`
	V      golgi.Value `init:"V"`
	H      golgi.Value `init:"h"`
	N      golgi.Value `init:"n"`
	Method Method
}

// Equations returns the equations.
func (m WangBuzsakiHH) Equations() Equations { return wangBuzsaki(plain, m.Noise) }

// WangBuzsakiHHLTC is WangBuzsakiHH, with the same fields, but has the current inside its
// equation, see LifLTC.
type WangBuzsakiHHLTC WangBuzsakiHH

// LongestStep is that of HH.
func (WangBuzsakiHH) LongestStep() float64    { return HH{}.LongestStep() }
func (WangBuzsakiHHLTC) LongestStep() float64 { return HH{}.LongestStep() }

// Equations returns the equations.
func (m WangBuzsakiHHLTC) Equations() Equations { return wangBuzsaki(ltc, m.Noise) }
