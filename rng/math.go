package rng

import "github.com/golgi-sim/golgi/internal/vm"

// The functions of a number that draws need. Those of package math differ
// between platforms in the last bit, so they are out of the question; only
// its exact operations are used (Sqrt, FMA, Floor, Abs and work on bits).

func exp(x float64) float64   { return vm.Exp(x) }
func log(x float64) float64   { return vm.Log(x) }
func log1p(x float64) float64 { return vm.Log1p(x) }
