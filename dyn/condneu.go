package dyn

import (
	"github.com/golgi-sim/golgi"
	"github.com/golgi-sim/golgi/eqn"
)

// CondNeuGroup is a conductance-based neuron that is composed of channels and
// ions.
//
//	C*dV/dt = I + 1e-3/A*I_inj + the currents of all channels
//	spike where V crosses V_th upwards; there is no reset
//
// A channel hangs on the neuron itself, or in an ion, which gives it the
// reversal potential and the concentration; a channel that takes quantities of
// several ions is in a mix of them. All of it, with the synapses of the group,
// becomes one program. The variables and parameters of the parts have paths:
//
//	N.INa.p          gate p of the channel INa
//	N.K.DR.g_max     parameter of the channel DR in the ion K
//	N.Ca.C           concentration of the ion Ca
//
// I, without I_inj, is a density of current, and so are those of synapses. I_inj, which
// N.Var("I_inj") is the handle on, is a current in nA that is injected into a
// cell of area A, with which C is in uF/cm2, conductances are in mS/cm2 and
// currents in uA/cm2. BrainPy scales what is given as input by 1e-3/A; with the
// default of A that factor is 1.
//
// V starts uniform in -70 to -60 mV, channels at the steady state of the V and
// the concentrations that they start with.
//
// I is taken at the beginning of the step; the currents of channels are part of
// the equation.
//
// Reference: Hodgkin and Huxley, J. Physiol. 117, 500 (1952), for a membrane
// whose channels conduct side by side.
type CondNeuGroup struct {
	C   golgi.Value `name:"C" default:"1" unit:"uF/cm2" range:">0" doc:"capacitance"`
	A   golgi.Value `name:"A" default:"1e-3" unit:"cm2" range:">0" doc:"area of the membrane, for I_inj"`
	VTh golgi.Value `name:"V_th" default:"0" unit:"mV" doc:"potential whose upward crossing is a spike"`
	V   golgi.Value `init:"V"`
	// Channels are the channels that belong to no ion, by name.
	Channels Channels
	// Ions are the ions, with their channels, by name.
	Ions Ions
	// Mixes are the channels that take quantities of several ions, by name.
	Mixes  Mixes
	Method Method
}

// Equations returns the equations of the neuron with all its parts.
func (n CondNeuGroup) Equations() Equations {
	return compose(n, "I - I_inj + 1e-3/A*I_inj", n.Channels, n.Ions, n.Mixes)
}

// CondNeuGroupLTC is CondNeuGroup with the current inside the equation, see
// LifLTC.
type CondNeuGroupLTC struct {
	C   golgi.Value `name:"C" default:"1" unit:"uF/cm2" range:">0" doc:"capacitance"`
	A   golgi.Value `name:"A" default:"1e-3" unit:"cm2" range:">0" doc:"area of the membrane, for I_inj"`
	VTh golgi.Value `name:"V_th" default:"0" unit:"mV" doc:"potential whose upward crossing is a spike"`
	V   golgi.Value `init:"V"`
	// Channels are the channels that belong to no ion, by name.
	Channels Channels
	// Ions are the ions, with their channels, by name.
	Ions Ions
	// Mixes are the channels that take quantities of several ions, by name.
	Mixes  Mixes
	Method Method
}

// Equations returns the equations of the neuron with all its parts.
func (n CondNeuGroupLTC) Equations() Equations {
	return compose(n, "I(V) - I_inj(V) + 1e-3/A*I_inj(V)", n.Channels, n.Ions, n.Mixes)
}

// Channel describes the current through the ionic channels of a membrane. Its
// Body assigns I, which is positive inward, as in
//
//	I = g_max*p^4*(E - V)
//
// V is the potential of the neuron. Na.E and Na.C are the reversal potential in
// mV and the concentration in mM of an ion that has the symbol Na, which the
// channel has to be in then. A parameter that an ion gives its value where the
// channel is in one has the tag ion, as in
//
//	E golgi.Value `name:"E" default:"50" unit:"mV" ion:"Na.E"`
//
// Package channel has those of the literature; a struct of one's own, or
// Equations, is a channel just as well.
type Channel interface {
	Model
	Channel()
}

// Channels are channels by name, which is a word.
type Channels map[string]Channel

// Ion describes an ion: its equations define E, the reversal potential in mV,
// and C, the concentration in mM. I is the sum of the currents of those channels
// that take E from the ion, in the ion and in mixes with it, positive inward.
//
// Package ion has those of the literature.
type Ion interface {
	Model
	// Ion returns the symbol by which channels call the ion, Na, and the
	// channels that are in it.
	Ion() (symbol string, channels Channels)
}

// Ions are ions by name, which is a word.
type Ions map[string]Ion

// Mix has channels that take quantities of several ions, such as a potassium
// channel that calcium opens; BrainPy calls it MixIons.
type Mix struct {
	// Of are the names of the ions.
	Of       []string
	Channels Channels
}

// Mixes are mixes of ions by name, which is a word.
type Mixes map[string]Mix

// compose makes the equations of a neuron with parts; input is the current that
// does not come from them.
func compose(neuron Model, input string, channels Channels, ions Ions, mixes Mixes) Equations {
	own := &description{values: golgi.Values{}}
	var src eqn.Source
	err := own.fields(neuron, &src)
	c := &composition{params: src.Params, values: own.values}
	c.report("", err)
	c.add(channels, ions, mixes)
	return Equations{Name: own.name, Method: src.Method, Body: c.body(input), Spike: "V >= V_th : upward", values: c.values, parts: c}
}
