// Package ode solves differential equations that are given as plain Go
// functions: ordinary, stochastic, delayed and fractional ones. It needs
// nothing else of the toolkit. (Models of neurons and synapses are equations
// in text, integrated by programs; see package eqn. This package is for
// everything around them: mean fields, reference solutions, closed loops.)
//
//	Fixed       explicit Runge–Kutta methods with a fixed step
//	Adaptive    embedded Runge–Kutta pairs that choose and reject steps
//	ExpEuler    exponential Euler, for stiff decays
//	Stochastic  Itô and Stratonovich equations, strong orders 0.5 to 1.5
//	Delayed     delay equations, neutral and state-dependent ones too
//	Fractional  Caputo derivatives of order 0 to 1
//
// Each is a struct of settings, with defaults where fields are left out, and
// has a method Solve that returns a [Solution]. [Stepper] takes single steps
// and allocates nothing.
//
// All right-hand sides of a system see the same state, and what they write
// must be a pure function of their arguments. Results are the same bits on
// every platform if the function's are.
//
// Mistakes in settings, a right-hand side that becomes NaN or infinite, and a
// tolerance that cannot be met are errors; the last two name the time, and the
// variable where there is one to blame.
package ode
