// Package measure analyses recorded activity: firing rates, over time and per
// neuron, and interspike intervals.
//
// What it is handed may carry the error of a result that was not there
// (runner.SpikeTrain.Err); every function returns it.
package measure
