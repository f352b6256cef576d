package dyn

import "github.com/golgi-sim/golgi"

// FHN is the model of FitzHugh and Nagumo as a rate model, with a cubic of free
// coefficients; SpikingFHN is the neuron.
//
//	dx/dt = -alpha*x³ + beta*x² + gamma*x - y + I
//	tau*dy/dt = x - delta - epsilon*y + tau*I_y
//
// x and y start uniform in 0 to 0.05.
//
// Reference: FitzHugh, Biophys. J. 1, 445 (1961); Nagumo, Arimoto and Yoshizawa,
// Proc. IRE 50, 2061 (1962); Kostova, Ravindran and Schonbek, Int. J. Bifurc.
// Chaos 14, 913 (2004), for this form.
type FHN struct {
	Alpha   golgi.Value `name:"alpha" default:"3" unit:"1" doc:"coefficient of -x³"`
	Beta    golgi.Value `name:"beta" default:"4" unit:"1" doc:"coefficient of x²"`
	Gamma   golgi.Value `name:"gamma" default:"-1.5" unit:"1" doc:"coefficient of x"`
	Delta   golgi.Value `name:"delta" default:"0" unit:"1" doc:"x at which y is at rest without its decay"`
	Epsilon golgi.Value `name:"epsilon" default:"0.5" unit:"1" doc:"decay of y"`
	Tau     golgi.Value `name:"tau" default:"20" unit:"ms" doc:"time constant of y"`
	XOU     OU          `prefix:"x_ou_" doc:"noise added to the input of x"`
	YOU     OU          `prefix:"y_ou_" doc:"noise added to the input of y"`
	X       golgi.Value `init:"x"`
	Y       golgi.Value `init:"y"`
	Method  Method
}

// Equations returns the equations.
func (m FHN) Equations() Equations {
	return rate(`dx/dt = -alpha*x^3 + beta*x^2 + gamma*x - y + $x : init = Uniform(0, 0.05)
		tau*dy/dt = x - delta - epsilon*y + tau*$y : init = Uniform(0, 0.05)`, m.XOU, m.YOU)
}

// FeedbackFHN is the model of FitzHugh and Nagumo with a delayed feedback of x
// on itself, as in a cell that drives itself over a synapse.
//
//	dx/dt = x - x³/3 - y + I + mu*(x(t - delay) - v0)
//	tau*dy/dt = x + a - b*y + I_y
//
// delay is at least dt, the same for all elements. x and y start uniform in
// 0 to 0.05; x was always what it starts at.
//
// Reference: Plant, SIAM J. Appl. Math. 40, 150 (1981).
type FeedbackFHN struct {
	A      golgi.Value `name:"a" default:"0.7" unit:"1" doc:"constant of y"`
	B      golgi.Value `name:"b" default:"0.8" unit:"1" doc:"decay of y"`
	Delay  golgi.Value `name:"delay" default:"10" unit:"ms" doc:"delay of the feedback"`
	Tau    golgi.Value `name:"tau" default:"12.5" unit:"ms" doc:"time constant of y"`
	Mu     golgi.Value `name:"mu" default:"1.6886" unit:"1" doc:"strength of the feedback"`
	V0     golgi.Value `name:"v0" default:"-1" unit:"1" doc:"x at which there is no feedback"`
	XOU    OU          `prefix:"x_ou_" doc:"noise added to the input of x"`
	YOU    OU          `prefix:"y_ou_" doc:"noise added to the input of y"`
	X      golgi.Value `init:"x"`
	Y      golgi.Value `init:"y"`
	Method Method
}

// Equations returns the equations.
func (m FeedbackFHN) Equations() Equations {
	return rate(`dx/dt = x - x^3/3 - y + $x + mu*(delayed(x, delay) - v0) : init = Uniform(0, 0.05)
		tau*dy/dt = x + a - b*y + $y : init = Uniform(0, 0.05)`, m.XOU, m.YOU)
}
