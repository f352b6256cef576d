package delay

import (
	"fmt"
	"math"
)

// maxSteps bounds a delay, in steps.
const maxSteps = 1 << 24

// Steps returns a delay in ms as a number of steps of dt. The delay must be a
// multiple of dt, up to rounding of the two numbers; 0 means 1 step.
func Steps(ms, dt float64) (int, error) {
	if math.IsNaN(ms) || ms < 0 || math.IsInf(ms, 0) {
		return 0, fmt.Errorf("a delay of %v ms; it must be a number of ms, at least dt = %v ms, or 0 for one step", ms, dt)
	}
	if ms == 0 {
		return 1, nil
	}
	x := ms / dt
	d := math.Round(x)
	if d > maxSteps {
		return 0, fmt.Errorf("a delay of %v ms is %v steps of dt = %v ms; at most %d are possible", ms, d, dt, maxSteps)
	}
	if math.Abs(x-d) > 1e-9*math.Max(1, d) || d < 1 {
		if x < 1 {
			return 0, fmt.Errorf("a delay of %v ms is no multiple of dt = %v ms; take %v ms, or another dt", ms, dt, dt)
		}
		return 0, fmt.Errorf("a delay of %v ms is no multiple of dt = %v ms; take %v or %v ms, or another dt", ms, dt, near(math.Floor(x), dt), near(math.Ceil(x), dt))
	}
	return int(d), nil
}

// near returns d steps in ms without the noise of the product.
func near(d, dt float64) float64 { return math.Round(d*dt*1e9) / 1e9 }

// Rounded returns a delay in ms as the nearest number of steps, at least 1: for
// delays that are drawn or read from data.
func Rounded(ms, dt float64) (int, error) {
	d := math.Max(1, math.Round(ms/dt))
	if math.IsNaN(d) || d > maxSteps {
		return 0, fmt.Errorf("a delay of %v ms with dt = %v ms; at most %d steps are possible", ms, dt, maxSteps)
	}
	return int(d), nil
}

// Between returns a delay in ms of a continuous variable, which need be no
// multiple of dt, as a number of whole steps and a share of one that is less:
// what a variable was ms before is
//
//	x[n-steps] + share*(x[n-steps+1] - x[n-steps])
//
// on the line between its values at two beginnings of steps, with an error of
// order 2. The delay must be at least dt; share is 0 if it is a multiple of dt,
// up to rounding of the two numbers.
func Between(ms, dt float64) (steps int, share float64, err error) {
	x := ms / dt
	whole := math.Round(x)
	switch {
	case math.IsNaN(ms) || math.IsInf(ms, 0) || whole < 1 || x < 1 && math.Abs(x-whole) > 1e-9:
		return 0, 0, fmt.Errorf("a delay of %v ms; it must be a number of ms, at least dt = %v ms", ms, dt)
	case x > maxSteps:
		return 0, 0, fmt.Errorf("a delay of %v ms is %v steps of dt = %v ms; at most %d are possible", ms, whole, dt, maxSteps)
	case math.Abs(x-whole) <= 1e-9*math.Max(1, whole):
		return int(whole), 0, nil
	}
	up := math.Ceil(x)
	return int(up), up - x, nil
}
