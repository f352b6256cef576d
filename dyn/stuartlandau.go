package dyn

import "github.com/golgi-sim/golgi"

// StuartLandauOscillator is the normal form of a Hopf bifurcation: a fixed point
// for a < 0, a cycle of radius √a and frequency w for a > 0.
//
//	dx/dt = (a - x² - y²)*x - w*y + I
//	dy/dt = (a - x² - y²)*y + w*x + I_y
//
// x and y start uniform in 0 to 0.5.
//
// Reference: Deco et al., Sci. Rep. 7, 3095 (2017), for its use in models of the
// whole brain.
type StuartLandauOscillator struct {
	A      golgi.Value `name:"a" default:"0.25" unit:"1/ms" doc:"distance to the bifurcation"`
	W      golgi.Value `name:"w" default:"0.2" unit:"1/ms" doc:"angular frequency"`
	XOU    OU          `prefix:"x_ou_" doc:"noise added to the input of x"`
	YOU    OU          `prefix:"y_ou_" doc:"noise added to the input of y"`
	X      golgi.Value `init:"x"`
	Y      golgi.Value `init:"y"`
	Method Method
}

// Equations returns the equations.
func (m StuartLandauOscillator) Equations() Equations {
	return rate(`dx/dt = (a - x^2 - y^2)*x - w*y + $x : init = Uniform(0, 0.5)
		dy/dt = (a - x^2 - y^2)*y + w*x + $y : init = Uniform(0, 0.5)`, m.XOU, m.YOU)
}

// VanDerPolOscillator is the oscillator of van der Pol: nearly harmonic for a
// small mu, of sudden relaxations for a large one. In BrainPy it is a stub.
//
//	tau*dx/dt = y + I
//	tau*dy/dt = mu*(1 - x²)*y - x + I_y
//
// x and y start uniform in 0 to 0.5.
//
// Reference: van der Pol, Philos. Mag. 2, 978 (1926).
type VanDerPolOscillator struct {
	Mu     golgi.Value `name:"mu" default:"1" unit:"1" doc:"strength of the damping"`
	Tau    golgi.Value `name:"tau" default:"1" unit:"ms" doc:"unit of time"`
	XOU    OU          `prefix:"x_ou_" doc:"noise added to the input of x"`
	YOU    OU          `prefix:"y_ou_" doc:"noise added to the input of y"`
	X      golgi.Value `init:"x"`
	Y      golgi.Value `init:"y"`
	Method Method
}

// Equations returns the equations.
func (m VanDerPolOscillator) Equations() Equations {
	return rate(`tau*dx/dt = y + $x : init = Uniform(0, 0.5)
		tau*dy/dt = mu*(1 - x^2)*y - x + $y : init = Uniform(0, 0.5)`, m.XOU, m.YOU)
}
