// Package inputs describes stimuli: what drives a quantity, usually the input
// current of a group, from outside the network.
//
//	run, err := runner.New(net,
//		runner.Input(net.N, 20),                                   // the same for all, always
//		runner.Input(net.N, inputs.PerNeuron(xs)),                 // added to it: each neuron its own
//		runner.Input("E.I_dend", inputs.Func(func(t float64) float64 { return math.Sin(t / 10) })))
//
//	Constant, PerNeuron, Series, Matrix, Func     numbers of one's own
//	Section, Pulses, Ramp                         piecewise
//	Sinusoidal, Square                            oscillations
//	Wiener, OU                                    noise
//
// What has a start and an end acts in the steps that begin from the start on
// and before the end. [Samples] shows what a stimulus gives.
//
// A [Stimulus] is a description: it can be used for several targets, and
// nothing is checked before it is prepared for one of them. Step n of a
// stimulus is step n of the simulation, so that a second run continues where
// the first one ended.
package inputs
