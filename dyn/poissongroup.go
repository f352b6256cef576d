package dyn

import "github.com/golgi-sim/golgi"

// PoissonGroup is a model of elements that spike at random: in each step with
// probability freqs*dt/1000, independently.
//
//	dyn.NewGroup(100, dyn.PoissonGroup{Freqs: 20})
type PoissonGroup struct {
	Freqs golgi.Value `name:"freqs" unit:"Hz" range:"0 .. 1000/dt" doc:"rate of the spikes; has to be given"`
}

// Equations returns the equations.
func (PoissonGroup) Equations() Equations {
	return Equations{Spike: "Uniform(0, 1) < freqs*dt/1000"}
}
