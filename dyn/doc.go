// Package dyn has what networks are made of: groups of neurons, synapses,
// outputs, projections and sources of spikes.
//
// A model is a struct of parameters, or Equations: text in the language of
// package eqn. NewGroup makes a population of it. A projection describes, from
// left to right, where spikes come from, after what delay, over which
// connections and weights, into which synapse, which current that synapse
// makes, and into which group:
//
//	&dyn.FullProjAlignPostMg{Pre: exc, Delay: 1.5, Comm: dnn.EventJitFPHomoLinear{Prob: 0.02, Weight: 0.6},
//		Syn: dyn.Expon{Tau: 5}, Out: dyn.COBA{E: 0}, Post: all}
//
// # Models
//
// NeuronModels, RateModels, OtherModels, SynapseModels and OutputModels list
// what there is.
// Neurons come in families: Lif takes its current at the beginning of the step,
// LifLTC has it inside its equation, LifRef has a refractory period, LifRefLTC
// both. Variants have the fields of their family, so that LifLTC(Lif{Tau: 20})
// converts one into the other. LIF, ELIF and AELIF, in capitals, are CoNeX's.
//
// Rate models have no potential V: their variables are handles of Var, and
// inputs beside I have a label, as I_y. I is the sum of all currents, labelled
// ones among them; where a model gives I_y to one variable, the I in its
// description of another is what is left of the sum, I - I_y.
//
// A neuron can be composed of ionic channels and ions, which are in packages
// channel and ion: see CondNeuGroup.
//
// Beside groups of neurons there are Cells, which advance in discrete steps
// (RNNCell, GRUCell, LSTMCell, Reservoir), NVAR, and places where values come
// in and go out (InputGroup, OutputGroup).
//
// # Names
//
// As in BrainPy, Half projections are handed their spikes, Full projections
// read them; AlignPost says that there is one synapse per postsynaptic neuron
// and not per connection, which linear synapses allow; Mg says that equal
// synapses on one group are merged into one. AlignPre says that there is one
// synapse per presynaptic neuron, which any synapse allows: NMDA, AMPA and their
// like, whose channels saturate, and Scaled, with short-term plasticity. Its
// values go through the layer in every step, so that its cost is that of all
// synapses, where align-post projections cost as much as there are spikes. SD is
// synapse, then delay; DS delay, then synapse. Delta projections have no synapse:
// V jumps by what arrives. VanillaProj has none either: its output sees what
// arrives.
//
// # Order
//
// In a merging projection weights are added first and decay in the same step;
// in the others the synapse decays first. A synapse advances before the neuron,
// which sees its conductance as constant over the step. Models take the current
// at the beginning of the step; those whose name ends in LTC have it inside
// their equation. With the method Exact, neuron and synapses are solved
// together.
//
// Continuous variables are joined by couplings, AdditiveCoupling,
// DiffusiveCoupling and GapJunction, with a delay for every pair: x(t - d) is
// what x was d ms before the beginning of the step.
//
// A spike of step n with a delay of d steps is delivered in step n + d; the
// smallest delay is one step.
package dyn
