package ode

import (
	"fmt"
	"math"
	"slices"
	"sort"
)

// Func writes the time derivative of the state y at time t into dy. It must
// not change y, nor keep either slice.
type Func func(t float64, y, dy []float64)

// Joint makes one Func of functions that each give the derivative of one
// variable, in order.
func Joint(fs ...func(t float64, y []float64) float64) Func {
	if slices.ContainsFunc(fs, func(f func(float64, []float64) float64) bool { return f == nil }) {
		return nil
	}
	return func(t float64, y, dy []float64) {
		for i, f := range fs {
			dy[i] = f(t, y)
		}
	}
}

// Solution is a computed path, by its values at the ends of the steps.
type Solution struct {
	T []float64   // times, ascending; the first is the start
	Y [][]float64 // Y[k] is the state at T[k]
	// Rejected is how many steps an adaptive method tried in vain, Calls how
	// often it called the right-hand side.
	Rejected, Calls int

	slope [][]float64 // derivatives at T; nil where the path has none
	bulge [][]float64 // per step, a method's own correction of the cubic; may be nil
}

// End returns the last state.
func (s *Solution) End() []float64 { return s.Y[len(s.Y)-1] }

// Column returns variable i at all times.
func (s *Solution) Column(i int) []float64 {
	c := make([]float64, len(s.Y))
	for k, y := range s.Y {
		c[k] = y[i]
	}
	return c
}

// At writes the state at time t into dst, which may be nil, and returns it.
// Between the ends of steps, a solution of an ordinary or delay equation is
// interpolated by the cubic through values and derivatives at both ends, whose
// error is of order 4 in the step; Dormand–Prince adds its own term of fourth
// degree, for order 5. Stochastic and fractional paths are interpolated
// linearly. It is an error to ask for a time outside the solution, or to give
// a dst of another length than the state.
func (s *Solution) At(t float64, dst []float64) ([]float64, error) {
	n := len(s.Y[0])
	if dst == nil {
		dst = make([]float64, n)
	}
	if len(dst) != n {
		return nil, fmt.Errorf("ode: dst has %d elements for a state of %d", len(dst), n)
	}
	first, last := s.T[0], s.T[len(s.T)-1]
	if !(t >= first && t <= last) {
		return nil, fmt.Errorf("ode: the solution goes from t = %v to %v; there is nothing at %v", first, last, t)
	}
	k := s.step(t)
	for i := range dst {
		dst[i] = s.value(k, i, t)
	}
	return dst, nil
}

// step returns the step in which t lies: the last that does not begin after it.
func (s *Solution) step(t float64) int {
	k := sort.SearchFloat64s(s.T, t)
	if k > 0 && (k == len(s.T) || s.T[k] > t) {
		k--
	}
	return min(k, max(0, len(s.T)-2))
}

// value returns variable i at t, which lies in step k.
func (s *Solution) value(k, i int, t float64) float64 {
	if k+1 >= len(s.T) || t == s.T[k] {
		return s.Y[k][i]
	}
	if t == s.T[k+1] {
		return s.Y[k+1][i]
	}
	h := s.T[k+1] - s.T[k]
	x := (t - s.T[k]) / h
	y, rise := s.Y[k][i], s.Y[k+1][i]-s.Y[k][i]
	if s.slope == nil {
		return math.FMA(x, rise, y)
	}
	// Hermite's cubic in the form of Hairer, Nørsett and Wanner (1993), II.6:
	// the chord, then what it misses of the slopes at either end.
	left := math.FMA(h, s.slope[k][i], -rise)
	right := math.FMA(-h, s.slope[k+1][i], rise) - left
	if s.bulge != nil {
		right = math.FMA(1-x, s.bulge[k][i], right)
	}
	return math.FMA(x, math.FMA(1-x, math.FMA(x, right, left), rise), y)
}

// derivative returns the time derivative of value.
func (s *Solution) derivative(k, i int, t float64) float64 {
	if k+1 >= len(s.T) || t == s.T[k] {
		return s.slope[k][i]
	}
	h := s.T[k+1] - s.T[k]
	x := (t - s.T[k]) / h
	rise := s.Y[k+1][i] - s.Y[k][i]
	left := math.FMA(h, s.slope[k][i], -rise)
	right := math.FMA(-h, s.slope[k+1][i], rise) - left
	d := math.FMA(1-2*x, left, rise)
	d = math.FMA(float64(x*(2-3*x)), right, d)
	if s.bulge != nil {
		d = math.FMA(float64(2*x*(1-x))*(1-2*x), s.bulge[k][i], d)
	}
	return d / h
}

func (s *Solution) add(t float64, y, slope []float64) {
	s.T, s.Y = append(s.T, t), append(s.Y, slices.Clone(y))
	if slope != nil {
		s.slope = append(s.slope, slices.Clone(slope))
	}
}
