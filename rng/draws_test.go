//go:build !race

package rng

// draws is the size of samples.
const draws = 100000
