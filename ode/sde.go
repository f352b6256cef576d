package ode

import (
	"errors"
	"fmt"
	"math"
	"slices"

	"github.com/golgi-sim/golgi/rng"
)

// Calculus says what the product with white noise means.
type Calculus int

// The two calculi. The Stratonovich equation dy = f dt + g ∘ dW is the Itô
// equation with the drift f + ½ Σ_j g_j ∂g/∂y_j.
const (
	Ito Calculus = iota
	Stratonovich
)

// String returns the name.
func (c Calculus) String() string {
	if c == Stratonovich {
		return "Stratonovich"
	}
	return "Itô"
}

// Noise says how many Wiener processes there are and how they enter.
type Noise int

const (
	// Diagonal: every variable has a process of its own; Diffusion writes
	// g_i for variable i, which may depend on time and variable i only.
	Diagonal Noise = iota
	// Scalar: one process drives all variables; Diffusion writes g_i.
	Scalar
	// General: there are Wieners processes; Diffusion writes the matrix g,
	// row i for variable i, one row after the other.
	General
)

// SDE is a stochastic differential equation dy = f(t, y) dt + g(t, y) dW.
type SDE struct {
	Drift, Diffusion Func
	Calculus         Calculus // default: Ito
	Noise            Noise    // default: Diagonal
	Wieners          int      // of General noise
	// Correction writes Σ_j g_j ∂g_i/∂y_j, with Diagonal noise g_i ∂g_i/∂y_i:
	// what the Milstein method needs.
	Correction Func
}

// SDEMethod names a method for stochastic equations. The strong order is that
// of the mean error of a path, the weak order that of the error of a mean.
type SDEMethod string

// The methods. Those for Scalar noise take Diagonal noise too.
const (
	EulerMaruyama    SDEMethod = "euler"              // Itô; any noise; strong 0.5 (1 if additive), weak 1
	EulerHeun        SDEMethod = "euler_heun"         // Stratonovich; any noise; strong 0.5 (1 if Diagonal or Scalar), weak 1
	StochasticHeun   SDEMethod = "heun"               // Stratonovich, the drift by Heun too; as EulerHeun, order 2 without noise
	Milstein         SDEMethod = "milstein"           // both; Scalar; strong 1; needs Correction
	MilsteinGradFree SDEMethod = "milstein_grad_free" // both; Scalar; strong 1, derivative by a difference
	ExpEulerMaruyama SDEMethod = "exp_euler"          // Itô; Diagonal or Scalar; strong 0.5; the linear part exact
	SRK1W1           SDEMethod = "srk1w1"             // Itô; Scalar; strong 1.5, weak 2 (Rößler 2010, SRI1W1)
	SRK2W1           SDEMethod = "srk2w1"             // Itô; Scalar; strong 1.5, weak 1.5 (Rößler 2010, SRI2W1)
	KlPl             SDEMethod = "klpl"               // MilsteinGradFree under the name of its authors (Kloeden and Platen 1992, 11.1), Itô
)

// SDEMethods returns all of them.
func SDEMethods() []SDEMethod {
	return []SDEMethod{EulerMaruyama, EulerHeun, StochasticHeun, Milstein, MilsteinGradFree, ExpEulerMaruyama, SRK1W1, SRK2W1, KlPl}
}

// A Path gives the increments of Wiener processes in a step from t of length
// dt: w[j] is W_j(t+dt) − W_j(t), and z[j] the integral of W_j(s) − W_j(t) over
// the step. Steps come in order, from 0.
type Path func(step int64, t, dt float64, w, z []float64)

// Wiener returns the path that a key names. Process j in a step is a function
// of the key, the step and j: more processes change none of the others.
func Wiener(key rng.Key) Path {
	return func(step int64, _, dt float64, w, z []float64) {
		root := math.Sqrt(dt)
		k := key.With(uint64(step))
		for j := range w {
			s := k.With(uint64(j)).Stream()
			w[j] = root * s.Normal()
			// cov(w, z) = dt²/2 and var(z) = dt³/3.
			z[j] = dt / 2 * math.FMA(root/math.Sqrt(3), s.Normal(), w[j])
		}
	}
}

// Stochastic solves a stochastic differential equation with fixed steps.
type Stochastic struct {
	Method SDEMethod // default: EulerMaruyama, or EulerHeun for Stratonovich
	Dt     float64   // the step; it must be given
	Key    rng.Key   // names the path of the noise
	Path   Path      // a path of one's own, in place of Key
}

// Solve computes one path from t0 to t1, from the state y0, which is not
// changed. The last step is shorter if the span is no multiple of Dt.
func (m Stochastic) Solve(eq SDE, y0 []float64, t0, t1 float64) (*Solution, error) {
	if m.Method == "" {
		m.Method = EulerMaruyama
		if eq.Calculus == Stratonovich {
			m.Method = EulerHeun
		}
	}
	if err := errors.Join(m.check(eq), checkStart(y0, t0, t1), checkDt(m.Dt, t0, t1, len(y0))); err != nil {
		return nil, err
	}
	if m.Path == nil {
		m.Path = Wiener(m.Key)
	}
	s := newSDEStep(eq, len(y0))
	advance := s.method(m.Method)
	y, sol := slices.Clone(y0), &Solution{}
	sol.add(t0, y, nil)
	return sol, steps(t0, t1, m.Dt, func(k int, t, dt float64) error {
		m.Path(int64(k), t, dt, s.w, s.z)
		advance(t, dt, y)
		t = stepEnd(t0, t1, m.Dt, k)
		sol.add(t, y, nil)
		return checkState(y, t)
	})
}

// check reports what does not fit between a method and an equation.
func (m Stochastic) check(eq SDE) error {
	var errs []error
	wrong := func(format string, args ...any) { errs = append(errs, fmt.Errorf("ode: "+format, args...)) }
	if eq.Drift == nil || eq.Diffusion == nil {
		wrong("an SDE needs Drift and Diffusion")
	}
	if eq.Calculus != Ito && eq.Calculus != Stratonovich {
		wrong("the Calculus is %d; it must be Ito or Stratonovich", int(eq.Calculus))
	}
	switch {
	case eq.Noise < Diagonal || eq.Noise > General:
		wrong("the Noise is %d; it must be Diagonal, Scalar or General", int(eq.Noise))
	case eq.Noise == General && eq.Wieners < 1:
		wrong("General noise with %d Wieners; give how many processes there are", eq.Wieners)
	case eq.Noise != General && eq.Wieners != 0:
		wrong("Wieners is %d, which is for General noise only; take it away", eq.Wieners)
	}
	if !slices.Contains(SDEMethods(), m.Method) {
		wrong("no method for SDEs is called %q; there are %v", string(m.Method), SDEMethods())
		return errors.Join(errs...)
	}
	switch m.Method {
	case Milstein, MilsteinGradFree:
	case EulerHeun, StochasticHeun:
		if eq.Calculus == Ito {
			wrong("%s solves Stratonovich equations, and this one is Itô; take EulerMaruyama or Milstein, or convert the drift", m.Method)
		}
	default:
		if eq.Calculus == Stratonovich {
			wrong("%s solves Itô equations, and this one is Stratonovich; take EulerHeun or Milstein, or convert the drift", m.Method)
		}
	}
	if general := m.Method == EulerMaruyama || m.Method == EulerHeun || m.Method == StochasticHeun; eq.Noise == General && !general {
		wrong("%s cannot take General noise, for which it would need double integrals of pairs of processes; take EulerMaruyama or EulerHeun", m.Method)
	}
	if m.Method == Milstein && eq.Correction == nil {
		wrong("milstein needs Correction, the function of Σ g_j ∂g_i/∂y_j; give it, or take MilsteinGradFree")
	}
	return errors.Join(errs...)
}
