package main

import (
	"math"

	"github.com/golgi-sim/golgi/runner"
)

// reference integrates the network as Wang and Buzsáki 1996 have it, F a function
// of the presynaptic potential, with RK4, from potentials v with the gates at
// rest, and returns the upward crossings of 0 mV.
func reference(v, input []float64, gSyn, ms, dt float64) *runner.SpikeTrain {
	exp := math.Exp
	hs := func(v float64) (a, b float64) { return 0.07 * exp(-(v+58)/20), 1 / (1 + exp(-(v+28)/10)) }
	ns := func(v float64) (a, b float64) {
		return 0.01 * (v + 34) / (1 - exp(-(v+34)/10)), 0.125 * exp(-(v+44)/80)
	}
	type cell [4]float64 // V, h, n, s
	n := len(v)
	y := make([]cell, n)
	for i, v := range v {
		ah, bh := hs(v)
		an, bn := ns(v)
		y[i] = cell{v, ah / (ah + bh), an / (an + bn), 0}
	}
	slope := func(y, k []cell) {
		mean := 0.
		for _, c := range y {
			mean += c[3] / float64(n)
		}
		for i, c := range y {
			v, h, n, s := c[0], c[1], c[2], c[3]
			am, bm := 0.1*(v+35)/(1-exp(-(v+35)/10)), 4*exp(-(v+60)/18)
			m := am / (am + bm)
			ah, bh := hs(v)
			an, bn := ns(v)
			k[i] = cell{input[i] - 35*m*m*m*h*(v-55) - 9*n*n*n*n*(v+90) - 0.1*(v+65) - gSyn*mean*(v+75),
				5 * (ah*(1-h) - bh*h), 5 * (an*(1-n) - bn*n), 12/(1+exp(-v/2))*(1-s) - 0.1*s}
		}
	}
	at := func(y, k []cell, dt float64) []cell {
		z := make([]cell, n)
		for i := range z {
			for j := range z[i] {
				z[i][j] = y[i][j] + dt*k[i][j]
			}
		}
		return z
	}
	k := [4][]cell{make([]cell, n), make([]cell, n), make([]cell, n), make([]cell, n)}
	t := &runner.SpikeTrain{N: n, Dt: dt, Stop: int64(math.Round(ms / dt))}
	for step := range t.Stop {
		slope(y, k[0])
		slope(at(y, k[0], dt/2), k[1])
		slope(at(y, k[1], dt/2), k[2])
		slope(at(y, k[2], dt), k[3])
		for i := range y {
			before := y[i][0]
			for j := range y[i] {
				y[i][j] += dt / 6 * (k[0][i][j] + 2*k[1][i][j] + 2*k[2][i][j] + k[3][i][j])
			}
			if before < 0 && y[i][0] >= 0 {
				t.Steps, t.Indices = append(t.Steps, step), append(t.Indices, int32(i))
			}
		}
	}
	return t
}
