package ode

import (
	"errors"
	"fmt"
	"math"
)

// mostValues bounds what a solution with fixed steps stores.
const mostValues = 1 << 30

func finite(x float64) bool { return !math.IsNaN(x) && !math.IsInf(x, 0) }

// checkStart reports what is wrong with a start.
func checkStart(y0 []float64, t0, t1 float64) error {
	var errs []error
	if len(y0) == 0 {
		errs = append(errs, errors.New("ode: the state has no variables; give a start value for each"))
	}
	for i, y := range y0 {
		if !finite(y) {
			errs = append(errs, fmt.Errorf("ode: start value %d is %v", i, y))
		}
	}
	if !finite(t0) || !finite(t1) || t1 < t0 {
		errs = append(errs, fmt.Errorf("ode: from t = %v to %v; both must be finite and the end not before the start (to go back in time, integrate the negative of the function)", t0, t1))
	}
	return errors.Join(errs...)
}

// checkDt reports what is wrong with a fixed step, and with how many values
// it makes.
func checkDt(dt, t0, t1 float64, n int) error {
	switch {
	case !(dt > 0) || math.IsInf(dt, 0):
		return fmt.Errorf("ode: Dt is %v; give a positive step", dt)
	case (t1-t0)/dt*float64(n) > mostValues:
		return fmt.Errorf("ode: %.3g steps of %v for %d variables are too much to store; take a larger step, or a Stepper", (t1-t0)/dt, dt, n)
	case t1 > t0 && t0+dt == t0:
		return fmt.Errorf("ode: a step of %v is nothing at t = %v", dt, t0)
	}
	return nil
}

// steps calls step for the steps of length dt from t0 to t1, the last one
// shortened if need be; the times are t0 + k·dt, never a running sum.
func steps(t0, t1, dt float64, step func(k int, t, dt float64) error) error {
	// A quotient a rounding error above a whole number is that number.
	n := int(math.Ceil((t1-t0)/dt*(1-1e-12) - 1e-9))
	for k := range n {
		t, h := math.FMA(float64(k), dt, t0), dt
		if k == n-1 {
			h = t1 - t
			if math.Abs(h-dt) < 1e-9*dt {
				h = dt // a whole step, up to rounding
			}
		}
		if err := step(k, t, h); err != nil {
			return err
		}
	}
	return nil
}

// stepEnd returns where step k ends: at t1 if it is the last one.
func stepEnd(t0, t1, dt float64, k int) float64 {
	t := math.FMA(float64(k+1), dt, t0)
	if t > t1 || t1-t < 1e-9*dt {
		return t1
	}
	return t
}

// checkState reports the first variable that is no number any more.
func checkState(y []float64, t float64) error {
	for i, x := range y {
		if !finite(x) {
			return fmt.Errorf("ode: variable %d is %v at t = %v; take a smaller step, or look where the equations grow without bound", i, x, t)
		}
	}
	return nil
}
