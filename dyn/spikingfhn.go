package dyn

import "github.com/golgi-sim/golgi"

// SpikingFHN is the neuron of FitzHugh and Nagumo with a threshold: FHN among
// BrainPy's older neurons, not its rate model of that name, see FHN. V and w
// have no unit.
//
//	dV/dt = V - V³/3 - w + I
//	tau*dw/dt = V + a - b*w
//	spike where V crosses V_th upwards; there is no reset
//
// V and w start at 0.
//
// Reference: FitzHugh, Biophys. J. 1, 445 (1961); Nagumo, Arimoto and Yoshizawa,
// Proc. IRE 50, 2061 (1962).
type SpikingFHN struct {
	A      golgi.Value `name:"a" default:"0.7" unit:"1" doc:"constant of w"`
	B      golgi.Value `name:"b" default:"0.8" unit:"1" doc:"decay of w"`
	Tau    golgi.Value `name:"tau" default:"12.5" unit:"ms" doc:"time constant of w"`
	VTh    golgi.Value `name:"V_th" default:"1.8" unit:"1" doc:"potential whose upward crossing is a spike"`
	Noise  golgi.Value `name:"noise" optional:"true" unit:"1" doc:"strength of white noise on V, mV per square root of ms; left out, none"`
	V      golgi.Value `init:"V"`
	W      golgi.Value `init:"w"`
	Method Method
}

// Equations returns the equations.
func (m SpikingFHN) Equations() Equations {
	return plain.of(Equations{
		Body: `dV/dt = V - V^3/3 - w + $I : init = 0
			tau*dw/dt = V + a - b*w`,
		Spike: "V >= V_th : upward",
	}, m.Noise)
}
