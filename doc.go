// Package golgi builds and runs models of neurons and networks of them.
//
// Everything is a composable dynamical system: a DynamicalSystem advances by
// one step, a struct that embeds DynSysGroup is a network of systems, and
// networks stand in networks. Package dyn has the groups of neurons, synapses
// and projections that networks are made of.
//
//	type EINet struct {
//		golgi.DynSysGroup
//		N    *dyn.Group
//		E, I *dyn.FullProjAlignPostMg
//	}
//
// A description (dyn.LifRef{Tau: 20}) is a value that allocates nothing; Build
// makes a network ready to run, and reports every mistake in it at once. Package
// runner runs networks with inputs and monitors; a Sim is stepped by hand in
// programs of one's own.
//
// # Time
//
// Time is the number of the step times dt, in ms. Step n goes from n*dt to
// (n+1)*dt. A variable read after step n is the solution at (n+1)*dt.
//
// # What stays the same
//
// One seed gives the same bits for any number of workers, in one go or in
// pieces, on every machine. What is random is addressed by seed, trial, path of
// the part, step and element: adding a part changes nothing elsewhere. Two
// simulations never touch each other.
//
// # Checkpoints
//
// Sim.Save writes all that a simulation is, and Sim.Load goes on from there in
// the same network, built again, on any machine and any number of workers, with
// the bits of a run that was never interrupted. A part in Go with state of its
// own implements Keeper.
//
// # Handles
//
// A State is a handle on a quantity of a part, a Spike on its spikes. They are
// valid from the moment the part is made and have values after Build. Between
// steps everything can be read and set.
//
// # Messages
//
// A mistake names the part by its path and the line of the program in which it
// was made, as in "Layers[3].E (net.go:34): ...". Sim.Warnings says what can be
// simulated and is probably not what was meant, Sim.Explain what the network has
// become, Sim.References whose papers are to be cited.
package golgi
