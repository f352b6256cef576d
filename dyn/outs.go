package dyn

import "github.com/golgi-sim/golgi"

// COBA is the conductance-based output: the current into the neuron is
//
//	I = g*(E - V)
//
// positive inward.
//
// Reference: Brette et al., J. Comput. Neurosci. 23, 349 (2007), benchmark 1.
type COBA struct {
	E golgi.Value `name:"E" unit:"mV" doc:"reversal potential; has to be given"`
}

// Equations returns the equations.
func (COBA) Equations() Equations { return Equations{Body: "I = g*(E - V)"} }

// Output marks an output.
func (COBA) Output() {}

// CUBA is the current-based output: the current into the neuron is g itself.
//
// Reference: Brette et al., J. Comput. Neurosci. 23, 349 (2007), benchmark 2.
type CUBA struct{}

// Equations returns the equations.
func (CUBA) Equations() Equations { return Equations{Body: "I = g"} }

// Output marks an output.
func (CUBA) Output() {}

// MgBlock is the output of an NMDA receptor, whose channel magnesium blocks at
// low potentials:
//
//	I = g*(E - V)/(1 + cc_Mg/beta*exp(alpha*(V_offset - V)))
//
// positive inward.
//
// Reference: Jahr and Stevens, J. Neurosci. 10, 3178 (1990).
type MgBlock struct {
	E       golgi.Value `name:"E" default:"0" unit:"mV" doc:"reversal potential"`
	CcMg    golgi.Value `name:"cc_Mg" default:"1.2" unit:"mM" doc:"concentration of magnesium outside"`
	Alpha   golgi.Value `name:"alpha" default:"0.062" unit:"1/mV" doc:"steepness of the block"`
	Beta    golgi.Value `name:"beta" default:"3.57" unit:"mM" doc:"concentration of half block at V_offset"`
	VOffset golgi.Value `name:"V_offset" default:"0" unit:"mV" doc:"shift of the potential"`
}

// Equations returns the equations.
func (MgBlock) Equations() Equations {
	return Equations{Body: "I = g*(E - V)/(1 + cc_Mg/beta*exp(alpha*(V_offset - V)))"}
}

// Output marks an output.
func (MgBlock) Output() {}
