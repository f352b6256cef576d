package ode

import (
	"errors"
	"math"

	"github.com/golgi-sim/golgi/internal/vm"
)

// ExpEuler solves y' = f(t, y) with exponential Euler (Rosenbrock–Euler with
// the diagonal of the Jacobian):
//
//	y_i ← y_i + dt·φ(λ_i dt)·f_i,   λ_i = ∂f_i/∂y_i,   φ(z) = (e^z − 1)/z
//
// It is exact where f_i is linear in y_i with constant coefficients, and of
// order 1 else; however fast a linear decay is, it is stable.
type ExpEuler struct {
	// Diagonal writes λ_i. nil: found by differences of f, two more calls of f
	// per variable and step.
	Diagonal Func
	Dt       float64 // the step; it must be given
}

// Solve integrates from t0 to t1, from the state y0, which is not changed. The
// last step is shorter if the span is no multiple of Dt.
func (m ExpEuler) Solve(f Func, y0 []float64, t0, t1 float64) (*Solution, error) {
	var err error
	if f == nil {
		err = errors.New("ode: the right-hand side is nil")
	}
	if err := errors.Join(err, checkStart(y0, t0, t1), checkDt(m.Dt, t0, t1, len(y0))); err != nil {
		return nil, err
	}
	rate, slope := make([]float64, len(y0)), make([]float64, len(y0))
	diagonal := m.diagonal(f, len(y0))
	return solveFixed(func(t, dt float64, y []float64) {
		f(t, y, slope)
		diagonal(t, y, rate)
		for i := range y {
			y[i] = math.FMA(dt*vm.Exprel(rate[i]*dt), slope[i], y[i])
		}
	}, f, y0, t0, t1, m.Dt)
}

func (m ExpEuler) diagonal(f Func, n int) Func {
	if m.Diagonal != nil {
		return m.Diagonal
	}
	return differences(f, n)
}

// differences returns the diagonal of the Jacobian of f by central
// differences. Two points, and a distance of the third root of the precision,
// leave an error of about 1e-10 of the scale of f.
func differences(f Func, n int) Func {
	up, down, moved := make([]float64, n), make([]float64, n), make([]float64, n)
	return func(t float64, y, d []float64) {
		copy(moved, y)
		for i, x := range y {
			h := 0x1p-17 * max(1, math.Abs(x))
			moved[i] = x + h
			f(t, moved, up)
			moved[i] = x - h
			f(t, moved, down)
			moved[i] = x
			d[i] = (up[i] - down[i]) / (2 * h)
		}
	}
}
