package dyn

import "github.com/golgi-sim/golgi"

// STD is short-term depression: what a presynaptic element releases at a spike
// is the share x of its resources, of which it loses the fraction U.
//
//	tau*dx/dt = 1 - x,  x -= U*x at each presynaptic spike
//
// x starts at 1. As a synapse of its own its g is x, a number that goes on from
// spike to spike; Scaled lets it scale what another synapse receives, by the x
// of before the spike. (BrainPy returns the x of after it, so that the first
// spike would have only 1 - U of the weight.)
//
// Reference: Abbott, Varela, Sen and Nelson, Science 275, 220 (1997); Tsodyks
// and Wu, Scholarpedia 8(10), 3153 (2013).
type STD struct {
	Tau golgi.Value `name:"tau" default:"200" unit:"ms" doc:"time constant of the recovery"`
	U   golgi.Value `name:"U" default:"0.07" unit:"1" range:"0 .. 1" doc:"fraction that a spike uses"`
	X   golgi.Value `init:"x"`
}

// Equations returns the equations.
func (s STD) Equations() Equations {
	return Equations{Body: "tau*dx/dt = 1 - x : init = 1\ng = x", Receive: s.Release().After}
}

// Synapse marks a synapse.
func (STD) Synapse() {}

// Release says what a spike releases.
func (STD) Release() Release { return Release{Amount: "x", After: "x -= U*x*w"} }

// STP is short-term plasticity with facilitation: the fraction u of the
// resources x that a spike uses grows with each spike.
//
//	tau_f*du/dt = -u,  u += U*(1 - u) at each presynaptic spike, then
//	tau_d*dx/dt = 1 - x,  x -= u*x
//
// u starts at 0, its value at rest, so that the first spike uses U, and x at 1.
// (BrainPy starts u at U, from which it falls to 0 without spikes.) As a synapse
// of its own its g is u*x; Scaled lets it scale what another synapse receives, by
// u of after the spike and x of before it.
//
// Reference: Tsodyks, Pawelzik and Markram, Neural Computation 10, 821 (1998);
// Tsodyks and Wu, Scholarpedia 8(10), 3153 (2013).
type STP struct {
	U    golgi.Value `name:"U" default:"0.15" unit:"1" range:"0 .. 1" doc:"fraction that a spike at rest uses"`
	TauF golgi.Value `name:"tau_f" default:"1500" unit:"ms" doc:"time constant of the facilitation"`
	TauD golgi.Value `name:"tau_d" default:"200" unit:"ms" doc:"time constant of the recovery"`
	U0   golgi.Value `init:"u"`
	X    golgi.Value `init:"x"`
}

// Equations returns the equations.
func (s STP) Equations() Equations {
	r := s.Release()
	return Equations{Body: "tau_f*du/dt = -u\ntau_d*dx/dt = 1 - x : init = 1\ng = u*x", Receive: r.Before + "\n" + r.After}
}

// Synapse marks a synapse.
func (STP) Synapse() {}

// Release says what a spike releases.
func (STP) Release() Release {
	return Release{Before: "u += U*(1 - u)*w", Amount: "u*x", After: "x -= u*x*w"}
}

// Release is what happens at the spikes of an element with short-term
// plasticity, in its variables and w, which is 1 where there is a spike and 0
// where there is none: assignments Before, then the release of Amount, then
// assignments After.
type Release struct{ Before, Amount, After string }

// ShortTerm describes a plasticity that scales what the spikes of a presynaptic
// element release.
type ShortTerm interface {
	Synapse
	Release() Release
}
