package dyn

import "github.com/golgi-sim/golgi"

// The equations of the Hodgkin–Huxley models.
func hodgkinHuxley(v variant, noise golgi.Value) Equations {
	return v.of(Equations{
		Body: `C*dV/dt = $I - gNa*m^3*h*(V - ENa) - gK*n^4*(V - EK) - gL*(V - EL) : init = Uniform(-70, -60)
			dm/dt = alpha_m*(1 - m) - beta_m*m : init = alpha_m/(alpha_m + beta_m)
			dh/dt = alpha_h*(1 - h) - beta_h*h : init = alpha_h/(alpha_h + beta_h)
			dn/dt = alpha_n*(1 - n) - beta_n*n : init = alpha_n/(alpha_n + beta_n)
			alpha_m = 0.1*(V + 40)/(1 - exp(-(V + 40)/10))
			beta_m = 4*exp(-(V + 65)/18)
			alpha_h = 0.07*exp(-(V + 65)/20)
			beta_h = 1/(1 + exp(-(V + 35)/10))
			alpha_n = 0.01*(V + 55)/(1 - exp(-(V + 55)/10))
			beta_n = 0.125*exp(-(V + 65)/80)`,
		Spike: "V >= V_th : upward",
	}, noise)
}

// HH is the neuron of Hodgkin and Huxley, in the convention with rest at
// -65 mV.
//
//	C*dV/dt = I - gNa*m³*h*(V - ENa) - gK*n⁴*(V - EK) - gL*(V - EL)
//	dx/dt = alpha_x*(1 - x) - beta_x*x for x = m, h, n
//	alpha_m = 0.1*(V+40)/(1 - exp(-(V+40)/10)), beta_m = 4*exp(-(V+65)/18)
//	alpha_h = 0.07*exp(-(V+65)/20),             beta_h = 1/(1 + exp(-(V+35)/10))
//	alpha_n = 0.01*(V+55)/(1 - exp(-(V+55)/10)), beta_n = 0.125*exp(-(V+65)/80)
//	spike where V crosses V_th upwards; there is no reset
//
// The rates have their limits where their denominators vanish. V starts
// uniform in -70 to -60 mV, the gates at their steady state.
//
// The default of gL, 0.03, is that of BrainPy, with which its published spike
// times hold; the value of the paper is 0.3, and HH1952 is that model.
//
// Reference: Hodgkin and Huxley, J. Physiol. 117, 500 (1952).
type HH struct {
	ENa    golgi.Value `name:"ENa" default:"50" unit:"mV" doc:"reversal potential of sodium"`
	GNa    golgi.Value `name:"gNa" default:"120" unit:"mS/cm2" range:">=0" doc:"maximal conductance of sodium"`
	EK     golgi.Value `name:"EK" default:"-77" unit:"mV" doc:"reversal potential of potassium"`
	GK     golgi.Value `name:"gK" default:"36" unit:"mS/cm2" range:">=0" doc:"maximal conductance of potassium"`
	EL     golgi.Value `name:"EL" default:"-54.387" unit:"mV" doc:"reversal potential of the leak"`
	GL     golgi.Value `name:"gL" default:"0.03" unit:"mS/cm2" range:">=0" doc:"conductance of the leak"`
	C      golgi.Value `name:"C" default:"1" unit:"uF/cm2" doc:"capacitance"`
	VTh    golgi.Value `name:"V_th" default:"20" unit:"mV" doc:"potential whose upward crossing is a spike"`
	Noise  golgi.Value `name:"noise" optional:"true" unit:"1" doc:"strength of white noise on V, mV per square root of ms; left out, none"`
	V      golgi.Value `init:"V"`
	M      golgi.Value `init:"m"`
	H      golgi.Value `init:"h"`
	N      golgi.Value `init:"n"`
	Method Method
}

// Equations returns the equations.
func (m HH) Equations() Equations { return hodgkinHuxley(plain, m.Noise) }

// HH1952 returns HH with the leak of the paper, gL = 0.3 mS/cm².
func HH1952() HH { return HH{GL: 0.3} }

// HHLTC is HH, with the same fields, but has the current inside its
// equation, see LifLTC.
type HHLTC HH

// LongestStep says up to which step the rise of a spike, some 0.3 ms, is
// resolved.
func (HH) LongestStep() float64    { return 0.1 }
func (HHLTC) LongestStep() float64 { return 0.1 }

// Equations returns the equations.
func (m HHLTC) Equations() Equations { return hodgkinHuxley(ltc, m.Noise) }
