package channel

import (
	"github.com/golgi-sim/golgi"
	"github.com/golgi-sim/golgi/dyn"
)

// IL is a leak.
//
//	I = g_max*(E - V)
//
// Reference: Hodgkin and Huxley, J. Physiol. 117, 500 (1952).
type IL struct {
	GMax golgi.Value `name:"g_max" default:"0.1" unit:"mS/cm2" range:">=0" doc:"conductance"`
	E    golgi.Value `name:"E" default:"-70" unit:"mV" doc:"reversal potential"`
}

// Equations returns the equations.
func (IL) Equations() dyn.Equations { return dyn.Equations{Body: "I = g_max*(E - V)"} }

// Channel marks a channel.
func (IL) Channel() {}

// IKL is a potassium leak with a reversal potential of its own, or, in a
// potassium ion, with that of the ion.
//
//	I = g_max*(E - V)
//
// Reference: Bazhenov, Timofeev, Steriade and Sejnowski, J. Neurosci. 22, 8691
// (2002).
type IKL struct {
	GMax golgi.Value `name:"g_max" default:"0.005" unit:"mS/cm2" range:">=0" doc:"conductance"`
	E    golgi.Value `name:"E" default:"-90" unit:"mV" ion:"K.E" doc:"reversal potential; in a potassium ion, the ion's"`
}

// Equations returns the equations.
func (IKL) Equations() dyn.Equations { return dyn.Equations{Body: "I = g_max*(E - V)"} }

// Channel marks a channel.
func (IKL) Channel() {}

// IKLeak is a potassium leak, which has to be in a potassium ion.
//
//	I = g_max*(K.E - V)
//
// Reference: Bazhenov, Timofeev, Steriade and Sejnowski, J. Neurosci. 22, 8691
// (2002).
type IKLeak struct {
	GMax golgi.Value `name:"g_max" default:"0.005" unit:"mS/cm2" range:">=0" doc:"conductance"`
}

// Equations returns the equations.
func (IKLeak) Equations() dyn.Equations { return dyn.Equations{Body: "I = g_max*(K.E - V)"} }

// Channel marks a channel.
func (IKLeak) Channel() {}
