package ode

import (
	"errors"
	"math"
	"slices"
)

// Fixed solves y' = f(t, y) with an explicit Runge–Kutta method and a fixed
// step. The global error is of the method's order in the step.
type Fixed struct {
	Method  Method   // default: RK4
	Tableau *Tableau // a method of one's own, in place of Method
	Dt      float64  // the step; it must be given
}

// Solve integrates from t0 to t1, from the state y0, which is not changed. The
// last step is shorter if the span is no multiple of Dt.
func (m Fixed) Solve(f Func, y0 []float64, t0, t1 float64) (*Solution, error) {
	tab, err := tableau(m.Method, m.Tableau, RK4)
	s, errStep := NewStepper(f, len(y0), tab)
	if err != nil {
		errStep = nil // the tableau's fault again
	}
	if err := errors.Join(err, errStep, checkStart(y0, t0, t1), checkDt(m.Dt, t0, t1, len(y0))); err != nil {
		return nil, err
	}
	return solveFixed(s.Step, f, y0, t0, t1, m.Dt)
}

// solveFixed integrates with a step of any kind.
func solveFixed(step func(t, dt float64, y []float64), f Func, y0 []float64, t0, t1, dt float64) (*Solution, error) {
	sol := &Solution{}
	y, slope := slices.Clone(y0), make([]float64, len(y0))
	f(t0, y, slope)
	sol.add(t0, y, slope)
	return sol, steps(t0, t1, dt, func(k int, t, h float64) error {
		step(t, h, y)
		t = stepEnd(t0, t1, dt, k)
		if err := checkState(y, t); err != nil {
			return err
		}
		f(t, y, slope)
		sol.add(t, y, slope)
		return nil
	})
}

// tableau returns the coefficients that settings ask for.
func tableau(m Method, own *Tableau, fallback Method) (Tableau, error) {
	if own != nil {
		if m != "" {
			return Tableau{}, errors.New("ode: both Method and Tableau are given; take one away")
		}
		return *own, own.Check()
	}
	if m == "" {
		m = fallback
	}
	return m.Tableau()
}

// Stepper takes single steps of a Runge–Kutta method. It has its own storage,
// so each goroutine needs its own; a step allocates nothing.
type Stepper struct {
	f   Func
	tab Tableau
	k   [][]float64 // derivatives of the stages
	mid []float64   // the state of a stage
}

// NewStepper returns the stepper of a method for n variables.
func NewStepper(f Func, n int, tab Tableau) (*Stepper, error) {
	var errs []error
	if f == nil {
		errs = append(errs, errors.New("ode: the right-hand side is nil"))
	}
	if n < 1 {
		errs = append(errs, errors.New("ode: the state has no variables"))
	}
	if err := errors.Join(append(errs, tab.Check())...); err != nil {
		return nil, err
	}
	s := &Stepper{f: f, tab: tab, mid: make([]float64, n), k: make([][]float64, len(tab.B))}
	for i := range s.k {
		s.k[i] = make([]float64, n)
	}
	return s, nil
}

// Step changes y from the state at t to that at t + dt.
func (s *Stepper) Step(t, dt float64, y []float64) {
	s.f(t, y, s.k[0])
	s.stages(t, dt, y)
	advance(y, y, dt, s.tab.B, s.k)
}

// stages computes the derivatives from the second stage on.
func (s *Stepper) stages(t, dt float64, y []float64) {
	for i := 1; i < len(s.k); i++ {
		advance(s.mid, y, dt, s.tab.A[i], s.k)
		s.f(math.FMA(s.tab.C[i], dt, t), s.mid, s.k[i])
	}
}

// advance sets dst to y + dt·Σ w_j k_j.
func advance(dst, y []float64, dt float64, w []float64, k [][]float64) {
	for i := range dst {
		dst[i] = math.FMA(dt, weighted(w, k, i), y[i])
	}
}

// weighted returns Σ w_j k_j of variable i.
func weighted(w []float64, k [][]float64, i int) float64 {
	acc := 0.0
	for j, w := range w {
		if w != 0 {
			acc = math.FMA(w, k[j][i], acc)
		}
	}
	return acc
}
