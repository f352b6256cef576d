package dyn

import "github.com/golgi-sim/golgi"

// OUProcess is an Ornstein–Uhlenbeck process: noise that forgets within Tau.
//
//	tau*dx/dt = mean - x + tau*sigma*xi
//
// A step is exact in distribution for any dt, so that the standard deviation
// in the long run is sigma*sqrt(tau/2) (BrainPy's noise per step is that of
// Euler's method). x starts at the mean. Other groups read it by Var("x").
//
// Reference: Uhlenbeck and Ornstein, Phys. Rev. 36, 823 (1930); Gillespie,
// Phys. Rev. E 54, 2084 (1996).
type OUProcess struct {
	Mean  golgi.Value `name:"mean" default:"0" unit:"1" doc:"mean"`
	Sigma golgi.Value `name:"sigma" default:"1" unit:"1" range:">=0" doc:"strength of the noise, per square root of ms"`
	Tau   golgi.Value `name:"tau" default:"10" unit:"ms" doc:"time constant"`
	X     golgi.Value `init:"x"`
}

// Equations returns the equations.
func (OUProcess) Equations() Equations {
	// Exponential Euler gives the noise of a step the variance sigma²·dt; that
	// of the process is sigma²·tau/2·(1 - e^(-2 dt/tau)).
	return Equations{
		Body:   "tau*dx/dt = mean - x + tau*sigma*sqrt(exprel(-2*dt/tau))*xi : init = mean",
		Method: ExpEuler,
	}
}

// Leaky is a leaky readout: it decays, and in every step the whole input is
// added to it, whatever dt is.
//
//	x = x*exp(-dt/tau) + I
//
// I, set from outside, is a number per step; Integrator is the one for
// currents. Reference: Bellec et al., Nat. Commun. 11, 3625 (2020), eq. 11.
type Leaky struct {
	Tau golgi.Value `name:"tau" default:"10" unit:"ms" doc:"time constant"`
	X   golgi.Value `init:"x"`
}

// Equations returns the equations.
func (Leaky) Equations() Equations {
	// Exponential Euler turns a constant c into dt/tau*exprel(-dt/tau)*c.
	return Equations{Body: "tau*dx/dt = -x + I*tau/(dt*exprel(-dt/tau)) : init = 0", Method: ExpEuler}
}

// Integrator is a leaky integrator of its input.
//
//	tau*dx/dt = -x + I
//
// I is held over the step, and the step is exact. Reference: Gerstner et al.,
// Neuronal Dynamics, 2014, section 1.3.
type Integrator struct {
	Tau golgi.Value `name:"tau" default:"10" unit:"ms" doc:"time constant"`
	X   golgi.Value `init:"x"`
}

// Equations returns the equations.
func (Integrator) Equations() Equations {
	return Equations{Body: "tau*dx/dt = -x + I : init = 0", Method: ExpEuler}
}
