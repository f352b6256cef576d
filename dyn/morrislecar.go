package dyn

import "github.com/golgi-sim/golgi"

// The equations of the Morris–Lecar models.
func morrisLecar(v variant, noise golgi.Value) Equations {
	return v.of(Equations{
		Body: `C*dV/dt = $I - g_Ca*M_inf*(V - V_Ca) - g_K*W*(V - V_K) - g_leak*(V - V_leak) : init = Uniform(-70, -60)
			dW/dt = phi*cosh((V - V3)/(2*V4))*(W_inf - W) : init = 0.02
			M_inf = 0.5*(1 + tanh((V - V1)/V2))
			W_inf = 0.5*(1 + tanh((V - V3)/V4))`,
		Spike: "V >= V_th : upward",
	}, noise)
}

// MorrisLecar is the neuron of Morris and Lecar: a fast calcium and a slow
// potassium current.
//
//	C*dV/dt = I - g_Ca*M_inf*(V - V_Ca) - g_K*W*(V - V_K) - g_leak*(V - V_leak)
//	dW/dt = phi*cosh((V - V3)/(2*V4))*(W_inf - W)
//	M_inf = (1 + tanh((V - V1)/V2))/2, W_inf = (1 + tanh((V - V3)/V4))/2
//	spike where V crosses V_th upwards; there is no reset
//
// V starts uniform in -70 to -60 mV, W at 0.02.
//
// Reference: Morris and Lecar, Biophys. J. 35, 193 (1981).
type MorrisLecar struct {
	VCa    golgi.Value `name:"V_Ca" default:"130" unit:"mV" doc:"reversal potential of calcium"`
	GCa    golgi.Value `name:"g_Ca" default:"4.4" unit:"mS/cm2" range:">=0" doc:"maximal conductance of calcium"`
	VK     golgi.Value `name:"V_K" default:"-84" unit:"mV" doc:"reversal potential of potassium"`
	GK     golgi.Value `name:"g_K" default:"8" unit:"mS/cm2" range:">=0" doc:"maximal conductance of potassium"`
	VLeak  golgi.Value `name:"V_leak" default:"-60" unit:"mV" doc:"reversal potential of the leak"`
	GLeak  golgi.Value `name:"g_leak" default:"2" unit:"mS/cm2" range:">=0" doc:"conductance of the leak"`
	C      golgi.Value `name:"C" default:"20" unit:"uF/cm2" doc:"capacitance"`
	V1     golgi.Value `name:"V1" default:"-1.2" unit:"mV" doc:"potential of half activation of calcium"`
	V2     golgi.Value `name:"V2" default:"18" unit:"mV" range:">0" doc:"width of the activation of calcium"`
	V3     golgi.Value `name:"V3" default:"2" unit:"mV" doc:"potential of half activation of potassium"`
	V4     golgi.Value `name:"V4" default:"30" unit:"mV" range:">0" doc:"width of the activation of potassium"`
	Phi    golgi.Value `name:"phi" default:"0.04" unit:"1/ms" doc:"rate of W"`
	VTh    golgi.Value `name:"V_th" default:"10" unit:"mV" doc:"potential whose upward crossing is a spike"`
	Noise  golgi.Value `name:"noise" optional:"true" unit:"1" doc:"strength of white noise on V, mV per square root of ms; left out, none"`
	V      golgi.Value `init:"V"`
	W      golgi.Value `init:"W"`
	Method Method
}

// Equations returns the equations.
func (m MorrisLecar) Equations() Equations { return morrisLecar(plain, m.Noise) }

// MorrisLecarLTC is MorrisLecar, with the same fields, but has the current inside its
// equation, see LifLTC.
type MorrisLecarLTC MorrisLecar

// Equations returns the equations.
func (m MorrisLecarLTC) Equations() Equations { return morrisLecar(ltc, m.Noise) }
