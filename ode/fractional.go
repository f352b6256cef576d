package ode

import (
	"errors"
	"fmt"
	"math"
	"slices"

	"github.com/golgi-sim/golgi/internal/vm"
)

// FractionalMethod names a method for fractional equations. Orders are those
// for a solution that is smooth; that of most equations begins like t^α,
// and near the start the error is then of order α at most.
type FractionalMethod string

// The methods.
const (
	// CaputoEuler is the explicit product rectangle rule, of order 1 (Li and
	// Zeng 2015, 5.1): y_n = y_0 + Σ_k w_{n-k} f_k.
	CaputoEuler FractionalMethod = "euler"
	// CaputoL1 takes the L1 formula for the derivative at the end of the
	// step, of order 2−α, with f at its start: order 1 in all (Oldham and
	// Spanier 1974; the method of Teka, Marinov and Santamaria 2014 for
	// fractional integrate-and-fire neurons).
	CaputoL1 FractionalMethod = "l1"
	// CaputoL1Implicit takes f at the end of the step, found by fixed-point
	// iteration: order 2−α.
	CaputoL1Implicit FractionalMethod = "l1_implicit"
	// GrunwaldLetnikov sums y − y_0 with binomial weights, f at the start of
	// the step: order 1 (Podlubny 1999, 7.4). With Memory it is the
	// short-memory principle.
	GrunwaldLetnikov FractionalMethod = "grunwald_letnikov"
	// CaputoPECE is the predictor–corrector method of Diethelm, Ford and
	// Freed (2002), of order 1+α.
	CaputoPECE FractionalMethod = "pece"
)

// FractionalMethods returns all of them.
func FractionalMethods() []FractionalMethod {
	return []FractionalMethod{CaputoEuler, CaputoL1, CaputoL1Implicit, GrunwaldLetnikov, CaputoPECE}
}

// Fractional solves D^α y = f(t, y) with the derivative of Caputo of order
// α, from 0 (excluded) to 1, which looks back to the start:
//
//	D^α y (t) = 1/Γ(1−α) ∫_{t0}^{t} (t−s)^(−α) y'(s) ds
//
// For α = 1 all methods become those of ordinary equations. Work grows with
// the square of the number of steps unless Memory bounds it.
type Fractional struct {
	Method FractionalMethod // default: CaputoL1
	Alpha  []float64        // the order: one for all variables, or one for each
	Dt     float64          // the step; it must be given
	// Memory is how many steps a sum looks back; 0: all of them. What is
	// forgotten by it is an error that no smaller step makes smaller. With
	// CaputoEuler and CaputoPECE, whose sums are over f and not over changes
	// of y, it must be 0.
	Memory int
}

// Solve integrates from t0 to t1, from the state y0, which is not changed. The
// span must be a whole number of steps.
func (m Fractional) Solve(f Func, y0 []float64, t0, t1 float64) (*Solution, error) {
	if m.Method == "" {
		m.Method = CaputoL1
	}
	if err := errors.Join(checkStart(y0, t0, t1), checkDt(m.Dt, t0, t1, len(y0)), m.check(f, y0, t0, t1)); err != nil {
		return nil, err
	}
	count := int(math.Round((t1 - t0) / m.Dt))
	r := m.run(f, y0, count)
	r.at(0, t0, y0)
	sol := &Solution{}
	sol.add(t0, y0, nil)
	return sol, steps(t0, t1, m.Dt, func(k int, t, _ float64) error {
		end := stepEnd(t0, t1, m.Dt, k)
		if err := r.step(k+1, end); err != nil {
			return err
		}
		sol.add(end, r.y, nil)
		return checkState(r.y, end)
	})
}

func (m Fractional) check(f Func, y0 []float64, t0, t1 float64) error {
	var errs []error
	wrong := func(format string, args ...any) { errs = append(errs, fmt.Errorf("ode: "+format, args...)) }
	if f == nil {
		wrong("the right-hand side is nil")
	}
	if n := len(m.Alpha); n != 1 && n != len(y0) {
		wrong("Alpha has %d orders for %d variables; give one, or one for each", n, len(y0))
	}
	for i, a := range m.Alpha {
		if !(a > 0 && a <= 1) {
			wrong("order %d of Alpha is %v; orders are above 0 and at most 1", i, a)
		}
	}
	if !slices.Contains(FractionalMethods(), m.Method) {
		wrong("no method for fractional equations is called %q; there are %v", string(m.Method), FractionalMethods())
	}
	switch {
	case m.Memory < 0:
		wrong("Memory is %d steps; it must be positive, or left out for all", m.Memory)
	case m.Memory > 0 && (m.Method == CaputoEuler || m.Method == CaputoPECE):
		wrong("%s cannot forget: its sums begin at the start; leave Memory out, or take CaputoL1 or GrunwaldLetnikov", m.Method)
	}
	if n := (t1 - t0) / m.Dt; math.Abs(n-math.Round(n)) > 1e-9*max(1, n) {
		wrong("from t = %v to %v are %v steps of %v; fractional methods need a whole number of equal steps", t0, t1, n, m.Dt)
	}
	return errors.Join(errs...)
}

// fractional is an integration that is under way. Column i of what it stores
// is variable i, so that sums run along memory.
type fractional struct {
	Fractional
	f            Func
	y, dy        []float64
	next         []float64
	values       [][]float64 // y − y_0 of all steps
	slopes       [][]float64 // f of all steps
	weights      [][]float64 // of the sum over the past
	correct      [][]float64 // of CaputoPECE's corrector
	first        [][]float64 // its weight of the first step
	gain         []float64   // what multiplies f, or the sum over f
	gain2, start []float64   // the corrector's; the start
}

func (m Fractional) run(f Func, y0 []float64, count int) *fractional {
	n := len(y0)
	r := &fractional{Fractional: m, f: f, y: slices.Clone(y0), start: slices.Clone(y0),
		dy: make([]float64, n), next: make([]float64, n), gain: make([]float64, n), gain2: make([]float64, n)}
	table := func() [][]float64 {
		all := make([][]float64, n)
		for i := range all {
			all[i] = make([]float64, count+2)
		}
		return all
	}
	r.values, r.slopes = table(), table()
	r.weights = make([][]float64, n)
	r.correct, r.first = make([][]float64, n), make([][]float64, n)
	for i := range n {
		a := m.Alpha[min(i, len(m.Alpha)-1)]
		if i > 0 && len(m.Alpha) == 1 { // the same for all
			r.weights[i], r.gain[i], r.gain2[i] = r.weights[0], r.gain[0], r.gain2[0]
			r.correct[i], r.first[i] = r.correct[0], r.first[0]
			continue
		}
		scale := vm.Pow(m.Dt, a)
		switch m.Method {
		case CaputoL1, CaputoL1Implicit:
			r.weights[i], r.gain[i] = differencesOfPowers(1-a, count), scale*gamma(2-a)
		case GrunwaldLetnikov:
			r.weights[i], r.gain[i] = binomials(a, count), scale
		default:
			r.weights[i], r.gain[i] = differencesOfPowers(a, count), scale/gamma(1+a)
			r.gain2[i] = scale / gamma(2+a)
			r.correct[i], r.first[i] = trapezoids(a, count)
		}
	}
	return r
}

// differencesOfPowers returns (j+1)^p − j^p for j up to n.
func differencesOfPowers(p float64, n int) []float64 {
	w := make([]float64, n+1)
	last := 0.0
	for j := range w {
		x := vm.Pow(float64(j+1), p)
		w[j], last = x-last, x
	}
	if p == 0 {
		w[0] = 1 // 0^0 is 0 here: the limit of p to 0
	}
	return w
}

// binomials returns (−1)^j times a over j.
func binomials(a float64, n int) []float64 {
	w := make([]float64, n+1)
	w[0] = 1
	for j := 1; j <= n; j++ {
		w[j] = w[j-1] * (1 - (a+1)/float64(j))
	}
	return w
}

// trapezoids returns the weights of the product trapezoidal rule (Diethelm,
// Ford and Freed 2002, eq. 1.13 and 1.14) by distance from the end, and those
// of the first step by the number of steps.
func trapezoids(a float64, n int) (w, first []float64) {
	w, first = make([]float64, n+1), make([]float64, n+1)
	p := func(k int) float64 { return vm.Pow(float64(k), a+1) }
	w[0] = 1
	for k := 1; k <= n; k++ {
		w[k] = p(k+1) - 2*p(k) + p(k-1)
		first[k] = math.FMA(-(float64(k-1) - a), vm.Pow(float64(k), a), p(k-1))
	}
	return w, first
}

// at stores the state of step k and its derivative.
func (r *fractional) at(k int, t float64, y []float64) {
	copy(r.y, y)
	r.f(t, r.y, r.dy)
	for i := range y {
		r.values[i][k], r.slopes[i][k] = y[i]-r.start[i], r.dy[i]
	}
}

// step computes the state of step n, at time t.
func (r *fractional) step(n int, t float64) error {
	switch r.Method {
	case CaputoEuler, CaputoPECE:
		r.predict(n)
	case CaputoL1, CaputoL1Implicit:
		r.remember(n, r.l1)
	case GrunwaldLetnikov:
		r.remember(n, r.letnikov)
	}
	switch r.Method {
	case CaputoPECE:
		r.improve(n, t)
	case CaputoL1Implicit:
		if err := r.solve(n, t); err != nil {
			return err
		}
	}
	r.at(n, t, r.next)
	return nil
}

// predict sums f over the past with piecewise constants.
func (r *fractional) predict(n int) {
	for i, w := range r.weights {
		acc := 0.0
		for k, f := range r.slopes[i][:n] {
			acc = math.FMA(w[n-1-k], f, acc)
		}
		r.next[i] = math.FMA(r.gain[i], acc, r.start[i])
	}
}

// improve sums f over the past with piecewise lines, f at the end taken at the
// prediction.
func (r *fractional) improve(n int, t float64) {
	r.f(t, r.next, r.dy)
	for i, w := range r.correct {
		acc := math.FMA(r.first[i][n], r.slopes[i][0], r.dy[i])
		for k := 1; k < n; k++ {
			acc = math.FMA(w[n-k], r.slopes[i][k], acc)
		}
		r.next[i] = math.FMA(r.gain2[i], acc, r.start[i])
	}
}

// remember sets next to what the past says of step n, and then adds f at the
// start of the step.
func (r *fractional) remember(n int, past func(i, n, from int) float64) {
	from := 0
	if r.Memory > 0 {
		from = max(0, n-r.Memory)
	}
	for i := range r.next {
		r.next[i] = r.start[i] + past(i, n, from)
		if r.Method != CaputoL1Implicit {
			r.next[i] = math.FMA(r.gain[i], r.slopes[i][n-1], r.next[i])
		}
	}
}

// l1 is y_{n−1} less the sum of earlier changes, with the weights of L1.
func (r *fractional) l1(i, n, from int) float64 {
	v, w, acc := r.values[i], r.weights[i], 0.0
	for k := from; k < n-1; k++ {
		acc = math.FMA(w[n-1-k], v[k+1]-v[k], acc)
	}
	return v[n-1] - acc
}

func (r *fractional) letnikov(i, n, from int) float64 {
	v, w, acc := r.values[i], r.weights[i], 0.0
	for k := from; k < n; k++ {
		acc = math.FMA(w[n-k], v[k], acc)
	}
	return -acc
}

// solve finds y = past + gain·f(t, y), where past is in next, by iteration
// from the last state.
func (r *fractional) solve(n int, t float64) error {
	past := slices.Clone(r.next)
	for i := range r.next {
		r.next[i] = r.start[i] + r.values[i][n-1]
	}
	for range 200 {
		r.f(t, r.next, r.dy)
		settled := true
		for i := range r.next {
			x := math.FMA(r.gain[i], r.dy[i], past[i])
			settled = settled && math.Abs(x-r.next[i]) <= 1e-14*max(math.Abs(x), math.Abs(past[i]))
			r.next[i] = x
		}
		if settled {
			return nil
		}
		if err := checkState(r.next, t); err != nil {
			return err
		}
	}
	return fmt.Errorf("ode: the implicit step to t = %v does not converge; take a smaller Dt, or CaputoL1", t)
}

// gamma is Γ(x) for x >= 1, to about 1e-14: Stirling's series where it is
// good, and down from there by Γ(x+1) = x·Γ(x). That of package math differs
// between platforms.
func gamma(x float64) float64 {
	down := 1.0
	for ; x < 16; x++ {
		down *= x
	}
	q := 1 / (x * x)
	series := 1 / x * math.FMA(q, math.FMA(q, math.FMA(q, math.FMA(q, 1./1188, -1./1680), 1./1260), -1./360), 1./12)
	return math.Sqrt(2*math.Pi/x) * vm.Pow(x/math.E, x) * vm.Exp(series) / down
}
