//go:build race

package rng

// draws is the size of samples; few, as the race detector makes them slow and
// has nothing to find in one goroutine.
const draws = 10000
