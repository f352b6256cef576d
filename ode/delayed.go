package ode

import (
	"errors"
	"fmt"
	"math"
	"slices"
)

// DelayFunc is the right-hand side of a delay equation. The past is read
// through past; y is the state at time t.
type DelayFunc func(t float64, y []float64, past *Past, dy []float64)

// Past gives a right-hand side the states before: from the start on those
// computed, interpolated as [Solution.At] does, and before it the history.
type Past struct {
	history, slopes func(i int, t float64) float64
	sol             *Solution
	last            int   // the step that was looked at last
	early           error // a look into the step that is being computed
	wrong           error
}

// At returns variable i at time t, which must not lie in the step that is
// being computed. Use it for delays that depend on the state, too.
func (p *Past) At(i int, t float64) float64 {
	if k, ok := p.look(i, t); ok {
		return p.sol.value(k, i, t)
	}
	if p.wrong != nil || p.early != nil {
		return 0
	}
	return p.history(i, t)
}

// Slope returns the time derivative of variable i at time t: for neutral
// equations. For times before the start, Slopes must be given.
func (p *Past) Slope(i int, t float64) float64 {
	if k, ok := p.look(i, t); ok {
		return p.sol.derivative(k, i, t)
	}
	if p.wrong == nil && p.early == nil && p.slopes == nil {
		p.wrong = fmt.Errorf("ode: the derivative at t = %v, before the start, is asked for, but Slopes is not given", t)
	}
	if p.wrong != nil || p.early != nil {
		return 0
	}
	return p.slopes(i, t)
}

// look returns the step that t lies in; false if it lies in none.
func (p *Past) look(i int, t float64) (step int, ok bool) {
	times := p.sol.T
	end := times[len(times)-1]
	switch n := len(p.sol.Y[0]); {
	case i < 0 || i >= n:
		p.wrong = fmt.Errorf("ode: variable %d of the past is asked for; there are %d, from 0", i, n)
	case math.IsNaN(t):
		p.wrong = errors.New("ode: the past is asked for at the time NaN")
	case t > end:
		// Up to rounding it is the end.
		if t-end > 1e-12*max(1, math.Abs(t)) {
			p.early = fmt.Errorf("ode: the state at t = %v is asked for within the step that begins at %v", t, end)
			return 0, false
		}
		return max(0, len(times)-2), true
	case t >= times[0]:
		// Delays move on with the time, so the step is near the last one.
		k := min(p.last, max(0, len(times)-2))
		for range 4 {
			if k+1 < len(times)-1 && times[k+1] <= t {
				k++
			}
		}
		if times[k] > t || k+1 < len(times) && times[k+1] < t {
			k = p.sol.step(t)
		}
		p.last = k
		return k, true
	}
	return 0, false
}

// Delayed solves delay differential equations with the Runge–Kutta methods
// and a past that is interpolated. With steps that do not straddle the
// times to which delays carry a jump at the start (Dt a divisor of the delays;
// Lags given), the order is that of the method, at most 4, and 5 with
// DormandPrince. The tolerance of an adaptive method does not see the error
// of the past; with another pair of order 5, whose past is a cubic, bound the
// steps by Max.
type Delayed struct {
	Method  Method   // default: RK4; with an Adaptive, that one's counts
	Tableau *Tableau // a method of one's own, in place of Method
	// Dt is a fixed step, not longer than the shortest delay.
	Dt float64
	// Adaptive, in place of Dt, chooses steps; they are shortened to the
	// delays where need be.
	Adaptive *Adaptive
	// Lags are the constant delays, so that an adaptive method can end its
	// steps where they carry a jump of the start to.
	Lags []float64
	// History is variable i at a time before the start (at the start, y0
	// counts). nil: y0, constant.
	History func(i int, t float64) float64
	// Slopes is the time derivative of History, for neutral equations. With
	// a nil History it is 0.
	Slopes func(i int, t float64) float64
}

// Solve integrates from t0 to t1, from the state y0, which is not changed.
func (m Delayed) Solve(f DelayFunc, y0 []float64, t0, t1 float64) (*Solution, error) {
	errs := []error{checkStart(y0, t0, t1)}
	if f == nil {
		errs = append(errs, errors.New("ode: the right-hand side is nil"))
	}
	if (m.Dt != 0) == (m.Adaptive != nil) {
		errs = append(errs, errors.New("ode: Delayed needs Dt or Adaptive, and not both"))
	}
	if m.Adaptive != nil && (m.Method != "" || m.Tableau != nil) {
		errs = append(errs, errors.New("ode: with Adaptive, its own Method or Tableau counts; take the other away"))
	}
	for _, lag := range m.Lags {
		if !(lag > 0) || math.IsInf(lag, 0) {
			errs = append(errs, fmt.Errorf("ode: a lag of %v; delays are positive", lag))
		}
	}
	if m.Adaptive == nil && m.Dt != 0 {
		_, err := tableau(m.Method, m.Tableau, RK4)
		errs = append(errs, err, checkDt(m.Dt, t0, t1, len(y0)))
	}
	if err := errors.Join(errs...); err != nil {
		return nil, err
	}
	start := slices.Clone(y0)
	past := &Past{history: m.History, slopes: m.Slopes}
	if past.history == nil {
		past.history = func(i int, _ float64) float64 { return start[i] }
		if past.slopes == nil {
			past.slopes = func(int, float64) float64 { return 0 }
		}
	}
	g := func(t float64, y, dy []float64) { f(t, y, past, dy) }
	if m.Adaptive != nil {
		return m.adaptive(g, past, y0, t0, t1)
	}
	return m.fixed(g, past, y0, t0, t1)
}

func (m Delayed) fixed(f Func, past *Past, y0 []float64, t0, t1 float64) (*Solution, error) {
	tab, err := tableau(m.Method, m.Tableau, RK4)
	if err != nil {
		return nil, err
	}
	s, err := NewStepper(f, len(y0), tab)
	if err != nil {
		return nil, err
	}
	sol := &Solution{}
	past.sol = sol
	y, slope := slices.Clone(y0), make([]float64, len(y0))
	sol.add(t0, y, slope) // so that the start is there to be read
	f(t0, y, sol.slope[0])
	failed := func() error {
		if past.early != nil {
			return fmt.Errorf("%w; a delay is shorter than the step %v: take a smaller Dt", past.early, m.Dt)
		}
		return past.wrong
	}
	if err := failed(); err != nil {
		return nil, err
	}
	return sol, steps(t0, t1, m.Dt, func(k int, t, dt float64) error {
		copy(s.k[0], sol.slope[k])
		s.stages(t, dt, y)
		advance(y, y, dt, tab.B, s.k)
		t = stepEnd(t0, t1, m.Dt, k)
		if err := errors.Join(failed(), checkState(y, t)); err != nil {
			return err
		}
		sol.add(t, y, slope)
		f(t, y, sol.slope[k+1])
		return failed()
	})
}

// mostStops bounds the stops that lags make.
const mostStops = 1 << 16

func (m Delayed) adaptive(f Func, past *Past, y0 []float64, t0, t1 float64) (*Solution, error) {
	settings := *m.Adaptive
	// The start is a jump of the first derivative; the sum of k lags later it
	// is one of derivative k+1, which a method of order p does not see from
	// k = p on.
	level := []float64{t0}
	stops := slices.Clone(settings.Stops)
	for range 5 {
		var next []float64
		for _, t := range level {
			for _, lag := range m.Lags {
				if t+lag < t1 {
					next = append(next, t+lag)
				}
			}
		}
		slices.Sort(next)
		level = slices.Compact(next)
		if stops = append(stops, level...); len(stops) > mostStops {
			return nil, fmt.Errorf("ode: %d lags carry the start to more than %d times; give fewer Lags", len(m.Lags), mostStops)
		}
	}
	slices.Sort(stops)
	settings.Stops = slices.CompactFunc(stops, func(a, b float64) bool { return b-a <= 1e-12*max(1, math.Abs(a)) })
	past.sol = &Solution{T: []float64{t0}, Y: [][]float64{y0}, slope: [][]float64{make([]float64, len(y0))}}
	run, err := settings.start(f, y0, t0, t1)
	if err == nil {
		past.sol, past.early = run.sol, nil
		run.usable = func() bool {
			ok := past.early == nil && past.wrong == nil
			past.early = nil
			return ok
		}
		run.stop = func() error { return errors.Join(past.wrong, past.early) }
		err = run.to(t1)
	}
	if past.wrong != nil {
		return nil, past.wrong
	}
	if err != nil {
		return nil, err
	}
	return run.sol, nil
}
