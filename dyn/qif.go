package dyn

import "github.com/golgi-sim/golgi"

// QIF is the mean field of infinitely many quadratic integrate-and-fire neurons
// that are coupled all to all, with excitabilities from a Lorentzian: exact, by
// Montbrió, Pazó and Roxin. x is the mean potential and y the rate.
//
//	tau*dx/dt = x² + eta + I + J*y*tau - (pi*y*tau)²
//	tau*dy/dt = delta/(pi*tau) + 2*x*y + I_y
//
// x and y start uniform in 0 to 0.05.
//
// Reference: Montbrió, Pazó and Roxin, Phys. Rev. X 5, 021028 (2015), equation 12.
type QIF struct {
	Tau    golgi.Value `name:"tau" default:"1" unit:"ms" doc:"time constant of a neuron"`
	Eta    golgi.Value `name:"eta" default:"-5" unit:"1" doc:"centre of the excitabilities"`
	Delta  golgi.Value `name:"delta" default:"1" unit:"1" range:">=0" doc:"half width of the excitabilities"`
	J      golgi.Value `name:"J" default:"15" unit:"1" doc:"strength of the coupling"`
	XOU    OU          `prefix:"x_ou_" doc:"noise added to the input of x"`
	YOU    OU          `prefix:"y_ou_" doc:"noise added to the input of y"`
	X      golgi.Value `init:"x"`
	Y      golgi.Value `init:"y"`
	Method Method
}

// Equations returns the equations.
func (m QIF) Equations() Equations {
	return rate(`tau*dx/dt = x^2 + eta + $x + J*y*tau - (pi*y*tau)^2 : init = Uniform(0, 0.05)
		tau*dy/dt = delta/(pi*tau) + 2*x*y + $y : init = Uniform(0, 0.05)`, m.XOU, m.YOU)
}

// MontbrioPazoRoxin is QIF under the names of its authors.
type MontbrioPazoRoxin = QIF

// RateQIFWithSFA is QIF with the adaptation A that every spike of the population
// feeds, which makes it burst. In BrainPy it is a stub.
//
//	tau*dx/dt = x² + eta + I + J*y*tau - A - (pi*y*tau)²
//	tau*dy/dt = delta/(pi*tau) + 2*x*y + I_y
//	tau_A*dA/dt = tau_A*alpha*y - A
//
// x and y start uniform in 0 to 0.05, A at 0.
//
// Reference: Gast, Schmidt and Knösche, Neural Comput. 32, 1615 (2020).
type RateQIFWithSFA struct {
	Tau    golgi.Value `name:"tau" default:"1" unit:"ms" doc:"time constant of a neuron"`
	Eta    golgi.Value `name:"eta" default:"-5" unit:"1" doc:"centre of the excitabilities"`
	Delta  golgi.Value `name:"delta" default:"1" unit:"1" range:">=0" doc:"half width of the excitabilities"`
	J      golgi.Value `name:"J" default:"15" unit:"1" doc:"strength of the coupling"`
	Alpha  golgi.Value `name:"alpha" default:"0.5" unit:"1" doc:"growth of the adaptation with the rate"`
	TauA   golgi.Value `name:"tau_A" default:"10" unit:"ms" doc:"time constant of the adaptation"`
	XOU    OU          `prefix:"x_ou_" doc:"noise added to the input of x"`
	YOU    OU          `prefix:"y_ou_" doc:"noise added to the input of y"`
	X      golgi.Value `init:"x"`
	Y      golgi.Value `init:"y"`
	A      golgi.Value `init:"A"`
	Method Method
}

// Equations returns the equations.
func (m RateQIFWithSFA) Equations() Equations {
	return rate(`tau*dx/dt = x^2 + eta + $x + J*y*tau - A - (pi*y*tau)^2 : init = Uniform(0, 0.05)
		tau*dy/dt = delta/(pi*tau) + 2*x*y + $y : init = Uniform(0, 0.05)
		tau_A*dA/dt = tau_A*alpha*y - A`, m.XOU, m.YOU)
}
