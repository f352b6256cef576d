// Package measure analyses recorded activity: firing rates, over time and per
// neuron, interspike intervals, histograms, synchrony, correlations and
// functional connectivity, power spectra, the local field potential that spikes
// make, and the fixed points of flows in a plane.
//
// What it is handed may carry the error of a result that was not there
// (runner.SpikeTrain.Err); every function returns it.
package measure
