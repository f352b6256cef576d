// Package dyntest checks models, synapses, outputs, communication layers and
// whole networks of one's own as the library checks its own: call it from a
// test.
//
//	func TestAdLif(t *testing.T) {
//		dyntest.Neuron(t, AdLif, dyntest.NeuronOptions{Input: 20})
//	}
//
// Neuron, Synapse, Output and Comm each build small networks around what they
// are given and hold them to what the library promises: the same bits for any
// number of threads and any executor, after a Reset, when saved and loaded, and
// for parameters given once or per element; no allocation in a step; mistakes
// that are errors with the path of the part; and to what the model itself
// promises: the order of its method, linearity, a matrix that is the connectivity
// simulated. Network checks the first half of that for any network, also of parts
// in Go. Connector and
// Initializer check the rest of what can be written oneself.
//
// What fails is reported with t.Errorf: what was checked, of which part, and
// what came instead. Checks count allocations of the whole process, so tests
// that use the kit do not run in parallel with others.
package dyntest
