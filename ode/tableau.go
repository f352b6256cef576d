package ode

import (
	"errors"
	"fmt"
	"math"
	"slices"
)

// Tableau gives an explicit Runge–Kutta method in Butcher's form:
//
//	k_i = f(t + C_i·dt, y + dt·Σ_{j<i} A_ij k_j)
//	y ← y + dt·Σ_i B_i k_i
//
// For an embedded pair, Low are the weights of the second solution, of
// another order, whose difference to the first estimates the error.
type Tableau struct {
	Order    int         // of convergence
	A        [][]float64 // A[i] has i entries, or fewer and then zeros
	B, C     []float64
	Low      []float64 // nil: no error estimate
	LowOrder int
	// Bulge, if given, are weights of a term θ²(1−θ)²·dt·Σ Bulge_i k_i that
	// makes the cubic interpolant one of fourth degree. The last stage must
	// then be the derivative at the end of the step.
	Bulge []float64
}

// Check reports what is wrong with the shape of a tableau, and with weights
// that do not sum to 1 or rows that do not sum to their C.
func (m Tableau) Check() error {
	var errs []error
	s := len(m.B)
	if s == 0 || len(m.A) != s || len(m.C) != s || m.Low != nil && len(m.Low) != s || m.Bulge != nil && len(m.Bulge) != s {
		return fmt.Errorf("ode: a tableau with %d rows in A, %d in B, %d in C, %d in Low, %d in Bulge; each needs one per stage (Low and Bulge may be left out)", len(m.A), s, len(m.C), len(m.Low), len(m.Bulge))
	}
	if m.Order < 1 || m.Low != nil && m.LowOrder < 1 {
		errs = append(errs, fmt.Errorf("ode: a tableau of order %d and %d; orders are 1 or more", m.Order, m.LowOrder))
	}
	for i, row := range m.A {
		if len(row) > i {
			errs = append(errs, fmt.Errorf("ode: row %d of A has %d entries; an explicit method has at most %d", i, len(row), i))
		}
		if x := sum(row); !(math.Abs(x-m.C[i]) < 1e-12) {
			errs = append(errs, fmt.Errorf("ode: row %d of A sums to %v, but C is %v", i, x, m.C[i]))
		}
	}
	for k, w := range [][]float64{m.B, m.Low} {
		if x := sum(w); w != nil && !(math.Abs(x-1) < 1e-12) {
			errs = append(errs, fmt.Errorf("ode: the weights %s sum to %v; they must sum to 1", []string{"B", "Low"}[k], x))
		}
	}
	if m.Bulge != nil && !m.endsInNext() {
		errs = append(errs, errors.New("ode: a tableau with Bulge needs a last stage that is the derivative at the end of the step"))
	}
	return errors.Join(errs...)
}

// endsInNext says that the last stage is the first one of the next step.
func (m Tableau) endsInNext() bool {
	s := len(m.B)
	return s > 1 && m.C[s-1] == 1 && m.B[s-1] == 0 && slices.Equal(m.A[s-1], m.B[:s-1])
}

func sum(xs []float64) float64 {
	s := 0.0
	for _, x := range xs {
		s += x
	}
	return s
}
