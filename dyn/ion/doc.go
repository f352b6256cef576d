// Package ion has the ions of a dyn.CondNeuGroup: sodium, potassium and calcium
// at a fixed concentration, and the dynamics of calcium.
//
// An ion defines its concentration C, in mM, and its reversal potential E, in
// mV, for the channels that are in it.
package ion
