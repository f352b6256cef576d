package ion

import (
	"github.com/golgi-sim/golgi"
	"github.com/golgi-sim/golgi/dyn"
)

// SodiumFixed is sodium, Na, with a reversal potential and a concentration that
// do not change.
//
// Reference: Hille, Ion Channels of Excitable Membranes, 3rd ed. 2001, chapter 1.
type SodiumFixed struct {
	E        golgi.Value `name:"E" default:"50" unit:"mV" doc:"reversal potential"`
	C        golgi.Value `name:"C" default:"0.0400811" unit:"mM" range:">=0" doc:"concentration inside"`
	Channels dyn.Channels
}

// Equations returns the equations.
func (SodiumFixed) Equations() dyn.Equations { return dyn.Equations{} }

// Ion returns the symbol Na and the channels.
func (s SodiumFixed) Ion() (string, dyn.Channels) { return "Na", s.Channels }

// PotassiumFixed is potassium, K, with a reversal potential and a concentration
// that do not change.
//
// Reference: Hille, Ion Channels of Excitable Membranes, 3rd ed. 2001, chapter 1.
type PotassiumFixed struct {
	E        golgi.Value `name:"E" default:"-95" unit:"mV" doc:"reversal potential"`
	C        golgi.Value `name:"C" default:"0.0400811" unit:"mM" range:">=0" doc:"concentration inside"`
	Channels dyn.Channels
}

// Equations returns the equations.
func (PotassiumFixed) Equations() dyn.Equations { return dyn.Equations{} }

// Ion returns the symbol K and the channels.
func (s PotassiumFixed) Ion() (string, dyn.Channels) { return "K", s.Channels }

// CalciumFixed is calcium, Ca, with a reversal potential and a concentration
// that do not change.
//
// Reference: Hille, Ion Channels of Excitable Membranes, 3rd ed. 2001, chapter 1.
type CalciumFixed struct {
	E        golgi.Value `name:"E" default:"120" unit:"mV" doc:"reversal potential"`
	C        golgi.Value `name:"C" default:"2.4e-4" unit:"mM" range:">=0" doc:"concentration inside"`
	Channels dyn.Channels
}

// Equations returns the equations.
func (CalciumFixed) Equations() dyn.Equations { return dyn.Equations{} }

// Ion returns the symbol Ca and the channels.
func (s CalciumFixed) Ion() (string, dyn.Channels) { return "Ca", s.Channels }
