// Package stack puts spike trains one above the other, as rasters show them.
package stack

import "github.com/golgi-sim/golgi/runner"

// Places returns where the first neuron of every train stands: at its place in
// its group if no two trains are in each other's way, otherwise above the train
// before it.
func Places(trains []*runner.SpikeTrain) []int {
	at := make([]int, len(trains))
	apart := true
	for k, t := range trains {
		at[k] = t.Offset
		for j := range k {
			apart = apart && (at[j]+trains[j].N <= at[k] || at[k]+t.N <= at[j])
		}
	}
	if apart {
		return at
	}
	next := 0
	for k, t := range trains {
		at[k] = next
		next += t.N
	}
	return at
}
