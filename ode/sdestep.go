package ode

import (
	"math"

	"github.com/golgi-sim/golgi/internal/vm"
)

// sdeStep has what a step of a stochastic method needs. Increments are in w
// and z.
type sdeStep struct {
	SDE
	n          int
	w, z       []float64
	f, f2      []float64 // drifts
	g, g2      []float64 // diffusions
	kick, mid  []float64
	hDrift, hG [][]float64 // of the stages of SRK
}

func newSDEStep(eq SDE, n int) *sdeStep {
	wieners, entries := n, n
	switch eq.Noise {
	case Scalar:
		wieners = 1
	case General:
		wieners, entries = eq.Wieners, n*eq.Wieners
	}
	a := func(n int) []float64 { return make([]float64, n) }
	s := &sdeStep{SDE: eq, n: n, w: a(wieners), z: a(wieners), f: a(n), f2: a(n), g: a(entries), g2: a(entries), kick: a(n), mid: a(n)}
	for range 4 {
		s.hDrift, s.hG = append(s.hDrift, a(n)), append(s.hG, a(n))
	}
	return s
}

func (s *sdeStep) method(m SDEMethod) func(t, dt float64, y []float64) {
	switch m {
	case EulerHeun:
		return s.eulerHeun
	case StochasticHeun:
		return s.heun
	case Milstein:
		return s.milstein
	case MilsteinGradFree, KlPl:
		return s.milsteinFree
	case ExpEulerMaruyama:
		return s.expEuler()
	case SRK1W1:
		return s.srk(&sri1)
	case SRK2W1:
		return s.srk(&sri2)
	}
	return s.euler
}

// dW returns the increment of the process that drives variable i.
func (s *sdeStep) dW(i int) (w, z float64) {
	if s.Noise == Scalar {
		i = 0
	}
	return s.w[i], s.z[i]
}

// noise writes g·dW into dst.
func (s *sdeStep) noise(dst, g []float64) {
	for i := range dst {
		if s.Noise != General {
			w, _ := s.dW(i)
			dst[i] = g[i] * w
			continue
		}
		acc := 0.0
		for j, w := range s.w {
			acc = math.FMA(g[i*len(s.w)+j], w, acc)
		}
		dst[i] = acc
	}
}

// euler is y + f·dt + g·dW.
func (s *sdeStep) euler(t, dt float64, y []float64) {
	s.Drift(t, y, s.f)
	s.Diffusion(t, y, s.g)
	s.noise(s.kick, s.g)
	for i := range y {
		y[i] = math.FMA(s.f[i], dt, y[i]) + s.kick[i]
	}
}

// eulerHeun averages the diffusion at both ends of y + g·dW.
func (s *sdeStep) eulerHeun(t, dt float64, y []float64) {
	s.Drift(t, y, s.f)
	s.Diffusion(t, y, s.g)
	s.noise(s.kick, s.g)
	for i := range y {
		s.mid[i] = y[i] + s.kick[i]
	}
	s.Diffusion(t+dt, s.mid, s.g2)
	s.noise(s.mid, s.g2)
	for i := range y {
		y[i] = math.FMA(s.f[i], dt, y[i]) + (s.kick[i]+s.mid[i])/2
	}
}

// heun averages drift and diffusion at both ends of an Euler step.
func (s *sdeStep) heun(t, dt float64, y []float64) {
	s.Drift(t, y, s.f)
	s.Diffusion(t, y, s.g)
	s.noise(s.kick, s.g)
	for i := range y {
		s.mid[i] = math.FMA(s.f[i], dt, y[i]) + s.kick[i]
	}
	s.Drift(t+dt, s.mid, s.f2)
	s.Diffusion(t+dt, s.mid, s.g2)
	s.noise(s.mid, s.g2)
	for i := range y {
		y[i] = math.FMA((s.f[i]+s.f2[i])/2, dt, y[i]) + (s.kick[i]+s.mid[i])/2
	}
}

// square returns twice the double integral of a process with itself.
func (s *sdeStep) square(w, dt float64) float64 {
	if s.Calculus == Stratonovich {
		return w * w
	}
	return math.FMA(w, w, -dt)
}

func (s *sdeStep) milstein(t, dt float64, y []float64) {
	s.Correction(t, y, s.mid)
	s.euler(t, dt, y)
	for i := range y {
		w, _ := s.dW(i)
		y[i] = math.FMA(s.mid[i]/2, s.square(w, dt), y[i])
	}
}

// milsteinFree takes a difference for the derivative: for Itô equations
// (g(y + f·dt + g·√dt) − g(y))/√dt (Kloeden and Platen 1992, eq. 11.1.3). Its
// error there has a factor of mean 0; for Stratonovich equations it has not,
// and would spoil the order, so that there the difference is the central one.
func (s *sdeStep) milsteinFree(t, dt float64, y []float64) {
	s.Drift(t, y, s.f)
	s.Diffusion(t, y, s.g)
	root := math.Sqrt(dt)
	back := s.Calculus == Stratonovich
	for i := range y {
		s.mid[i] = math.FMA(s.g[i], root, y[i])
		if s.kick[i] = math.FMA(-s.g[i], root, y[i]); !back {
			s.mid[i] = math.FMA(s.f[i], dt, s.mid[i])
		}
	}
	s.Diffusion(t, s.mid, s.g2)
	if back {
		s.Diffusion(t, s.kick, s.mid)
	}
	for i := range y {
		w, _ := s.dW(i)
		slope := (s.g2[i] - s.g[i]) / root
		if back {
			slope = (s.g2[i] - s.mid[i]) / (2 * root)
		}
		y[i] = math.FMA(slope/2, s.square(w, dt), math.FMA(s.g[i], w, math.FMA(s.f[i], dt, y[i])))
	}
}

// expEuler scales the noise so that its variance after the step is that of
// the linear equation: g²·(e^(2λdt) − 1)/(2λ) in place of g²·dt. An
// Ornstein–Uhlenbeck process is then exact in distribution.
func (s *sdeStep) expEuler() func(t, dt float64, y []float64) {
	diagonal := differences(s.Drift, s.n)
	return func(t, dt float64, y []float64) {
		s.Drift(t, y, s.f)
		s.Diffusion(t, y, s.g)
		diagonal(t, y, s.mid)
		for i := range y {
			w, _ := s.dW(i)
			z := s.mid[i] * dt
			w *= math.Sqrt(vm.Exprel(2 * z))
			y[i] = math.FMA(s.g[i], w, math.FMA(dt*vm.Exprel(z), s.f[i], y[i]))
		}
	}
}
