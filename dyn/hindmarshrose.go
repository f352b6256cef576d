package dyn

import "github.com/golgi-sim/golgi"

// HindmarshRose is the neuron of Hindmarsh and Rose, which fires singly, in
// bursts, or chaotically. V and time have no unit.
//
//	dV/dt = y - a*V³ + b*V² - z + I
//	dy/dt = c - d*V² - y
//	dz/dt = r*(s*(V - V_rest) - z)
//	spike where V crosses V_th upwards; there is no reset
//
// V starts at V_rest, y at -10, z at 0.
//
// Reference: Hindmarsh and Rose, Proc. R. Soc. Lond. B 221, 87 (1984).
type HindmarshRose struct {
	A      golgi.Value `name:"a" default:"1" unit:"1" doc:"coefficient of V³"`
	B      golgi.Value `name:"b" default:"3" unit:"1" doc:"coefficient of V²; changes between bursts and single spikes"`
	C      golgi.Value `name:"c" default:"1" unit:"1" doc:"constant of y"`
	D      golgi.Value `name:"d" default:"5" unit:"1" doc:"coefficient of V² in y"`
	Rate   golgi.Value `name:"r" default:"0.01" unit:"1" doc:"rate of z"`
	S      golgi.Value `name:"s" default:"4" unit:"1" doc:"coupling of z to V"`
	VRest  golgi.Value `name:"V_rest" default:"-1.6" unit:"1" doc:"potential at which z is at rest"`
	VTh    golgi.Value `name:"V_th" default:"1" unit:"1" doc:"potential whose upward crossing is a spike"`
	Noise  golgi.Value `name:"noise" optional:"true" unit:"1" doc:"strength of white noise on V, mV per square root of ms; left out, none"`
	V      golgi.Value `init:"V"`
	Y      golgi.Value `init:"y"`
	Z      golgi.Value `init:"z"`
	Method Method
}

// Equations returns the equations.
func (m HindmarshRose) Equations() Equations {
	return plain.of(Equations{
		Body: `dV/dt = y - a*V^3 + b*V^2 - z + $I : init = V_rest
			dy/dt = c - d*V^2 - y : init = -10
			dz/dt = r*(s*(V - V_rest) - z)`,
		Spike: "V >= V_th : upward",
	}, m.Noise)
}
