// Package bench holds the benchmark networks of Brette et al. 2007 and the
// benchmarks of Golgi, which are run with
//
//	go test -bench . ./bench
//
// The networks are a population of excitatory and inhibitory neurons, four to
// one, joined at random with 80 inputs per neuron on average, at any size.
//
// Reference: Brette et al., J. Comput. Neurosci. 23, 349 (2007); Vogels and
// Abbott, J. Neurosci. 25, 10786 (2005).
package bench
