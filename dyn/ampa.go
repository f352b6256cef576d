package dyn

import "github.com/golgi-sim/golgi"

// AMPA is the synapse of AMPA receptors as a two-state scheme: a presynaptic
// spike releases transmitter of concentration T for T_dur, which opens channels.
//
//	dg/dt = alpha*[T]*(1 - g) - beta*g
//	[T] = T for T_dur after the spike, else 0
//
// A spike during a pulse makes it end T_dur after that spike. The pulse is a
// whole number of steps, T_dur/dt rounded up, of which the step in which the
// spike arrives is the first; within them the solution is exact. What a
// short-term plasticity releases, see Scaled, is a factor of T. g is a fraction of
// channels, so the synapse is aligned with the presynaptic side.
//
// Reference: Destexhe, Mainen and Sejnowski, Kinetic models of synaptic
// transmission, in Koch and Segev, Methods in Neuronal Modeling, 1998; Vijayan
// and Kopell, PNAS 109, 18553 (2012), whose rates are the defaults.
type AMPA struct {
	Alpha golgi.Value `name:"alpha" default:"0.98" unit:"1/ms/mM" range:">=0" doc:"rate of binding"`
	Beta  golgi.Value `name:"beta" default:"0.18" unit:"1/ms" range:">=0" doc:"rate of unbinding"`
	T     golgi.Value `name:"T" default:"0.5" unit:"mM" range:">=0" doc:"concentration of transmitter in a pulse"`
	TDur  golgi.Value `name:"T_dur" default:"0.5" unit:"ms" range:">=0" doc:"length of a pulse"`
	G     golgi.Value `init:"g"`
	Left  golgi.Value `init:"left"` // of the pulse, ms
	// Released is the factor of T in the pulse.
	Released golgi.Value `init:"released"`
	Method   Method
}

// Equations returns the equations.
func (AMPA) Equations() Equations {
	return Equations{Body: transmitter + "dg/dt = alpha*C*(1 - g) - beta*g", Receive: pulse}
}

// transmitter is the concentration C while a pulse lasts. What is left of it
// does not change within a step, so that every stage of an integrator sees the
// same; pulse, which is carried out first, counts it down.
const (
	transmitter = "dleft/dt = 0\ndreleased/dt = 0\nC = if left > 1e-6*dt: T*released else: 0\n"
	pulse       = "released = if w > 0: w else: released\nleft = if w > 0: T_dur else: max(left - dt, 0)"
)

// Synapse marks a synapse.
func (AMPA) Synapse() {}

// ReceivesFirst says that transmitter is there from the step of the spike on.
func (AMPA) ReceivesFirst() bool { return true }

// GABAa is the synapse of GABA-A receptors: AMPA with other rates.
//
//	dg/dt = alpha*[T]*(1 - g) - beta*g
//	[T] = T for T_dur after the spike, else 0
//
// Reference: as for AMPA.
type GABAa struct {
	Alpha golgi.Value `name:"alpha" default:"0.53" unit:"1/ms/mM" range:">=0" doc:"rate of binding"`
	Beta  golgi.Value `name:"beta" default:"0.18" unit:"1/ms" range:">=0" doc:"rate of unbinding"`
	T     golgi.Value `name:"T" default:"1" unit:"mM" range:">=0" doc:"concentration of transmitter in a pulse"`
	TDur  golgi.Value `name:"T_dur" default:"1" unit:"ms" range:">=0" doc:"length of a pulse"`
	G     golgi.Value `init:"g"`
	Left  golgi.Value `init:"left"` // of the pulse, ms
	// Released is the factor of T in the pulse.
	Released golgi.Value `init:"released"`
	Method   Method
}

// Equations returns the equations.
func (GABAa) Equations() Equations { return AMPA{}.Equations() }

// Synapse marks a synapse.
func (GABAa) Synapse() {}

// ReceivesFirst says that transmitter is there from the step of the spike on.
func (GABAa) ReceivesFirst() bool { return true }

// BioNMDA is the synapse of NMDA receptors as a scheme of second order: the
// pulse of transmitter that a presynaptic spike releases opens channels by way
// of a second variable.
//
//	dg/dt = alpha1*x*(1 - g) - beta1*g
//	dx/dt = alpha2*[T]*(1 - x) - beta2*x
//	[T] = T for T_dur after the spike, else 0
//
// The pulse is as in AMPA. RK4 integrates the equations. Its output is MgBlock
// as a rule.
//
// Reference: Ermentrout and Terman, Mathematical Foundations of
// Neuroscience, 2010, chapter 7; Destexhe, Mainen and Sejnowski 1998.
type BioNMDA struct {
	Alpha1 golgi.Value `name:"alpha1" default:"2" unit:"1/ms" range:">=0" doc:"rate of opening per x"`
	Beta1  golgi.Value `name:"beta1" default:"0.01" unit:"1/ms" range:">=0" doc:"rate of closing"`
	Alpha2 golgi.Value `name:"alpha2" default:"1" unit:"1/ms/mM" range:">=0" doc:"rate of binding"`
	Beta2  golgi.Value `name:"beta2" default:"0.5" unit:"1/ms" range:">=0" doc:"rate of unbinding"`
	T      golgi.Value `name:"T" default:"1" unit:"mM" range:">=0" doc:"concentration of transmitter in a pulse"`
	TDur   golgi.Value `name:"T_dur" default:"0.5" unit:"ms" range:">=0" doc:"length of a pulse"`
	G      golgi.Value `init:"g"`
	X      golgi.Value `init:"x"`
	Left   golgi.Value `init:"left"` // of the pulse, ms
	// Released is the factor of T in the pulse.
	Released golgi.Value `init:"released"`
	Method   Method
}

// Equations returns the equations.
func (BioNMDA) Equations() Equations {
	return Equations{
		Body: transmitter + `dg/dt = alpha1*x*(1 - g) - beta1*g
			dx/dt = alpha2*C*(1 - x) - beta2*x`,
		Receive: pulse,
		Method:  RK4,
	}
}

// Synapse marks a synapse.
func (BioNMDA) Synapse() {}

// ReceivesFirst says that transmitter is there from the step of the spike on.
func (BioNMDA) ReceivesFirst() bool { return true }
