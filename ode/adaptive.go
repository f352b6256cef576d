package ode

import (
	"errors"
	"fmt"
	"math"
	"slices"

	"github.com/golgi-sim/golgi/internal/vm"
)

// Adaptive solves y' = f(t, y) with an embedded Runge–Kutta pair. A step is
// taken only if its estimated error e is small,
//
//	√(mean_i (e_i / (AbsTol + RelTol·max(|y_i|, |y_i'|)))²) <= 1,
//
// where y and y' are the states before and after; otherwise it is thrown away
// and tried again with a smaller one. The next step is 0.9·error^(−1/(q+1))
// times as long, within 0.2 and 5, q being the lower order of the pair
// (Hairer, Nørsett and Wanner 1993, II.4); after a rejected step it does not
// grow. The first step follows the same source.
type Adaptive struct {
	Method         Method   // an embedded pair; default: DormandPrince
	Tableau        *Tableau // a pair of one's own, in place of Method
	RelTol, AbsTol float64  // defaults: 1e-6 and 1e-9
	First, Max     float64  // first and longest step; defaults: found, and the whole span
	MaxSteps       int      // tried steps; default: 1,000,000
	// Stops are times at which a step has to end, such as jumps of an input.
	Stops []float64
}

// Solve integrates from t0 to t1, from the state y0, which is not changed.
func (m Adaptive) Solve(f Func, y0 []float64, t0, t1 float64) (*Solution, error) {
	run, err := m.start(f, y0, t0, t1)
	if err != nil {
		return nil, err
	}
	return run.sol, run.to(t1)
}

// adaptive is an integration that is under way.
type adaptive struct {
	Adaptive
	*Stepper
	sol     *Solution
	y, next []float64
	t, dt   float64
	tried   int
	usable  func() bool  // says that a step read nothing it could not; may be nil
	stop    func() error // ends the integration; may be nil
}

func (m Adaptive) start(f Func, y0 []float64, t0, t1 float64) (*adaptive, error) {
	tab, err := tableau(m.Method, m.Tableau, DormandPrince)
	var errs []error
	if err == nil && tab.Low == nil {
		err = fmt.Errorf("ode: Adaptive needs an embedded pair, and %q is none; take one of %v", string(m.Method), Methods()[11:])
	}
	for _, x := range []struct {
		name     string
		v        *float64
		fallback float64
	}{{"RelTol", &m.RelTol, 1e-6}, {"AbsTol", &m.AbsTol, 1e-9}, {"First", &m.First, 0}, {"Max", &m.Max, t1 - t0}} {
		if !(*x.v >= 0) || math.IsInf(*x.v, 0) {
			errs = append(errs, fmt.Errorf("ode: %s is %v; it must be positive, or left out", x.name, *x.v))
		}
		if *x.v == 0 {
			*x.v = x.fallback
		}
	}
	if m.MaxSteps < 0 {
		errs = append(errs, fmt.Errorf("ode: MaxSteps is %d; it must be positive, or left out", m.MaxSteps))
	}
	if m.MaxSteps == 0 {
		m.MaxSteps = 1_000_000
	}
	if slices.ContainsFunc(m.Stops, math.IsNaN) {
		errs = append(errs, errors.New("ode: one of Stops is NaN"))
	}
	var counted Func
	sol := &Solution{}
	if f != nil {
		counted = func(t float64, y, dy []float64) { sol.Calls++; f(t, y, dy) }
	}
	errs = append(errs, err, checkStart(y0, t0, t1))
	if err == nil {
		s, errStep := NewStepper(counted, len(y0), tab)
		if err := errors.Join(append(errs, errStep)...); err != nil {
			return nil, err
		}
		run := &adaptive{Adaptive: m, Stepper: s, sol: sol, y: slices.Clone(y0), next: make([]float64, len(y0)), t: t0}
		run.Stops = slices.DeleteFunc(slices.Compact(slices.Sorted(slices.Values(m.Stops))), func(t float64) bool { return t <= t0 || t >= t1 })
		run.begin(t1)
		return run, nil
	}
	if f == nil {
		errs = append(errs, errors.New("ode: the right-hand side is nil"))
	}
	return nil, errors.Join(errs...)
}

// begin computes the first derivative, and the first step if it is not given.
func (r *adaptive) begin(t1 float64) {
	r.f(r.t, r.y, r.k[0])
	r.sol.add(r.t, r.y, r.k[0])
	r.dt = min(r.First, r.Max)
	if r.dt > 0 || t1 == r.t {
		return
	}
	size, slope := r.norm(r.y, r.y), r.norm(r.k[0], r.y)
	r.dt = 1e-6
	if size >= 1e-5 && slope >= 1e-5 {
		r.dt = 0.01 * size / slope
	}
	r.dt = min(r.dt, r.Max)
	for i := range r.y {
		r.mid[i] = math.FMA(r.dt, r.k[0][i], r.y[i])
	}
	r.f(r.t+r.dt, r.mid, r.next)
	for i := range r.next {
		r.next[i] -= r.k[0][i]
	}
	steep := max(slope, r.norm(r.next, r.y)/r.dt)
	longer := max(1e-6, r.dt*1e-3)
	if steep > 1e-15 {
		longer = vm.Pow(0.01/steep, 1/float64(r.tab.Order+1))
	}
	if step := min(100*r.dt, longer, r.Max); step > 0 { // not NaN
		r.dt = step
	}
}

// norm measures x in units of the tolerance at y.
func (r *adaptive) norm(x, y []float64) float64 {
	s := 0.0
	for i := range x {
		e := x[i] / math.FMA(r.RelTol, max(math.Abs(y[i]), math.Abs(r.y[i])), r.AbsTol)
		s = math.FMA(e, e, s)
	}
	return math.Sqrt(s / float64(len(x)))
}

// to integrates until t1.
func (r *adaptive) to(t1 float64) error {
	grow := 5.0
	for r.t < t1 {
		if r.stop != nil {
			if err := r.stop(); err != nil {
				return err
			}
		}
		if r.tried++; r.tried > r.MaxSteps {
			return fmt.Errorf("ode: %d steps were tried, and t is %v of %v; the equations may be stiff, or set MaxSteps", r.MaxSteps, r.t, t1)
		}
		end := t1
		if len(r.Stops) > 0 {
			end = r.Stops[0]
		}
		dt, last := r.dt, false
		switch rest := end - r.t; {
		case rest <= dt*(1+1e-12):
			dt, last = rest, true
		case rest < 2*dt: // two equal steps instead of a long and a tiny one
			dt = rest / 2
		}
		if r.t+dt == r.t {
			for i, x := range r.k[0] {
				if !finite(x) {
					return fmt.Errorf("ode: the derivative of variable %d is %v at t = %v", i, x, r.t)
				}
			}
			return fmt.Errorf("ode: the step has shrunk to %v at t = %v without meeting the tolerance; the solution may end there", dt, r.t)
		}
		worst := r.try(dt)
		factor := min(grow, max(0.2, 0.9*vm.Pow(worst, -1/float64(min(r.tab.Order, r.tab.LowOrder)+1))))
		if !(worst <= 1) { // NaN too
			if !finite(worst) {
				factor = 0.2
			}
			r.dt, grow = dt*factor, 1
			r.sol.Rejected++
			continue
		}
		if last && end != t1 {
			r.Stops = r.Stops[1:]
		}
		r.accept(dt, end, last)
		if factor > 1 && dt < r.dt {
			r.dt = max(r.dt, dt*factor) // the end cut it short
		} else {
			r.dt = dt * factor
		}
		r.dt, grow = min(r.dt, r.Max), 5
	}
	return nil
}

// try computes a step and returns its error in units of the tolerance.
func (r *adaptive) try(dt float64) float64 {
	r.stages(r.t, dt, r.y)
	if r.usable != nil && !r.usable() {
		return math.NaN()
	}
	advance(r.next, r.y, dt, r.tab.B, r.k)
	for i := range r.mid {
		r.mid[i] = dt * (weighted(r.tab.B, r.k, i) - weighted(r.tab.Low, r.k, i))
	}
	if checkState(r.next, r.t) != nil {
		return math.NaN()
	}
	return r.norm(r.mid, r.next)
}

// accept takes the step that was tried.
func (r *adaptive) accept(dt, end float64, last bool) {
	if r.tab.Bulge != nil {
		bulge := make([]float64, len(r.y))
		for i := range bulge {
			bulge[i] = dt * weighted(r.tab.Bulge, r.k, i)
		}
		r.sol.bulge = append(r.sol.bulge, bulge)
	}
	if r.t += dt; last {
		r.t = end
	}
	r.y, r.next = r.next, r.y
	s := len(r.k) - 1
	r.k[0], r.k[s] = r.k[s], r.k[0]
	r.sol.add(r.t, r.y, r.k[0])
	if !r.tab.endsInNext() {
		// Added first: a delay equation may look at this very time.
		r.f(r.t, r.y, r.k[0])
		copy(r.sol.slope[len(r.sol.slope)-1], r.k[0])
	}
}
