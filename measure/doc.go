// Package measure analyses recorded activity: firing rates, over time and per
// neuron, interspike intervals, synchrony, correlations and functional
// connectivity, and the local field potential that spikes make.
//
// What it is handed may carry the error of a result that was not there
// (runner.SpikeTrain.Err); every function returns it.
package measure
