package eqn_test

import (
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/golgi-sim/golgi/eqn"
)

// rk4 integrates x' = f(t, x) by many small steps of the classical method: the
// reference where there is no closed form. Its error is below 1e-11 here.
func rk4(f func(t float64, x []float64) []float64, x []float64, t1 float64, steps int) []float64 {
	h := t1 / float64(steps)
	add := func(x, k []float64, c float64) []float64 {
		y := make([]float64, len(x))
		for i := range x {
			y[i] = x[i] + c*k[i]
		}
		return y
	}
	for n := range steps {
		t := float64(n) * h
		k1 := f(t, x)
		k2 := f(t+h/2, add(x, k1, h/2))
		k3 := f(t+h/2, add(x, k2, h/2))
		k4 := f(t+h, add(x, k3, h))
		for i := range x {
			x[i] += h / 6 * (k1[i] + 2*k2[i] + 2*k3[i] + k4[i])
		}
	}
	return x
}

// TestOrder: the error at a fixed time falls with the power of dt that the
// method promises. The FitzHugh–Nagumo equations with a forcing in time are
// smooth and nonlinear; orders are measured between two steps a factor 4
// apart and may be off by 0.25, since dt is not small without end.
func TestOrder(t *testing.T) {
	body := `dv/dt = v - v^3/3 - w + 0.5 + 0.3*sin(t) : init = -1
		dw/dt = 0.2*(v + 0.7 - 0.8*w) : init = 0.3`
	exact := rk4(func(t float64, x []float64) []float64 {
		v, w := x[0], x[1]
		return []float64{v - v*v*v/3 - w + 0.5 + 0.3*math.Sin(t), 0.2 * (v + 0.7 - 0.8*w)}
	}, []float64{-1, 0.3}, 8, 40000)
	for method, order := range map[eqn.Method]float64{
		eqn.Euler: 1, eqn.ExpEuler: 1, eqn.RK2: 2, eqn.Heun: 2, eqn.HeunStratonovich: 2, eqn.RK4: 4, eqn.Milstein: 1,
	} {
		t.Run(string(method), func(t *testing.T) {
			miss := func(dt float64) float64 {
				p := source{body: body, method: method}.build(t, dt, 1)
				p.run(int(math.Round(8 / dt)))
				return math.Hypot(p.x("v")[0]-exact[0], p.x("w")[0]-exact[1])
			}
			coarse, fine := miss(1.0/16), miss(1.0/64)
			got := math.Log2(coarse/fine) / 2
			assert.InDelta(t, order, got, 0.25, "errors %g and %g", coarse, fine)
		})
	}
}

// TestExactIsExact: linear systems with constant coefficients are solved to
// rounding at any step, here 4 times the fastest time constant.
func TestExactIsExact(t *testing.T) {
	t.Run("decay to a constant", func(t *testing.T) {
		p := source{params: "tau = 3 ms; E = -60 mV", body: "tau*dV/dt = E - V : init = -50", method: eqn.Exact}.build(t, 12, 1)
		p.run(2)
		assert.InEpsilon(t, -60+10*math.Exp(-24.0/3), p.x("V")[0], 1e-15)
	})
	t.Run("chain with equal and different rates", func(t *testing.T) {
		// The alpha function through a membrane: second divided differences.
		for _, tau := range []float64{5, 5.0000001, 20} {
			p := source{params: "", body: `dV/dt = (g - V)/20
				dg/dt = (h - g)/5
				dh/dt = -h/` + num(tau) + ` : init = 1`, method: eqn.Exact}.build(t, 20, 1)
			p.run(1)
			want := rk4(func(_ float64, x []float64) []float64 {
				return []float64{(x[1] - x[0]) / 20, (x[2] - x[1]) / 5, -x[2] / tau}
			}, []float64{0, 0, 1}, 20, 20000)
			for k, name := range []string{"V", "g", "h"} {
				// rk4 with h = 1e-3 errs by some 1e-13.
				assert.InDelta(t, want[k], p.x(name)[0], 1e-12, "%s with tau %v", name, tau)
			}
		}
	})
	t.Run("oscillator", func(t *testing.T) {
		// x'' + x'/5 + x = 1 from rest at 0: damped, with a cycle between the
		// equations, so the general exponential.
		p := source{body: `dx/dt = y
			dy/dt = 1 - x - 0.2*y`, method: eqn.Exact}.build(t, 2, 1)
		p.run(5)
		d, w := 0.1, math.Sqrt(1-0.01)
		want := 1 - math.Exp(-d*10)*(math.Cos(w*10)+d/w*math.Sin(w*10))
		assert.InDelta(t, want, p.x("x")[0], 1e-13)
	})
	t.Run("no decay", func(t *testing.T) {
		p := source{body: "dx/dt = 3", method: eqn.Exact}.build(t, 0.5, 1)
		p.run(4)
		assert.InEpsilon(t, 6.0, p.x("x")[0], 1e-15)
	})
}

func TestExpEulerIsExactForLinear(t *testing.T) {
	for _, dt := range []float64{1e-6, 0.1, 5, 1000} {
		p := source{params: "tau = 10 ms", body: "tau*dV/dt = 20 - V", method: eqn.ExpEuler}.build(t, dt, 1)
		p.run(1)
		// 1 ulp for the exponential, and one more in each of three operations.
		assert.InEpsilon(t, -20*math.Expm1(-dt/10), p.x("V")[0], 1e-15, "dt %v", dt)
	}
}

// TestNoise: strong order of convergence on geometric Brownian motion
// dx = a x dt + b x dW, whose solution along a path is exp((a - b²/2)t + bW) in
// the calculus of Itô and exp(a t + bW) in that of Stratonovich. The path W is
// a program of its own, dy = xi: draws are addressed by key, step, element and
// number, which are the same in both. Orders as in Kloeden and Platen,
// Numerical Solution of Stochastic Differential Equations, 1992, section 10.
// The mean over 4000 paths is off by a few per cent, hence 0.15.
func TestNoise(t *testing.T) {
	const a, b, end, paths = 0.1, 0.5, 1.0, 4000
	miss := func(method eqn.Method, ito bool, dt float64) float64 {
		p := source{body: "dx/dt = 0.1*x + 0.5*x*xi : init = 1", method: method}.build(t, dt, paths)
		w := source{body: "dy/dt = xi", method: eqn.Euler}.build(t, dt, paths)
		steps := int(math.Round(end / dt))
		p.run(steps)
		w.run(steps)
		drift := a
		if ito {
			drift -= b * b / 2
		}
		sum := 0.0
		for i := range paths {
			sum += math.Abs(p.x("x")[i] - math.Exp(drift*end+b*w.x("y")[i]))
		}
		return sum / paths
	}
	for _, c := range []struct {
		method eqn.Method
		ito    bool
		order  float64
	}{{eqn.Euler, true, 0.5}, {eqn.ExpEuler, true, 0.5}, {eqn.Milstein, true, 1}, {eqn.HeunStratonovich, false, 1}} {
		coarse, fine := miss(c.method, c.ito, 1.0/16), miss(c.method, c.ito, 1.0/256)
		assert.InDelta(t, c.order, math.Log2(coarse/fine)/4, 0.15, "%s: errors %g and %g", c.method, coarse, fine)
		// In the other calculus there is no convergence at all.
		assert.Greater(t, miss(c.method, !c.ito, 1.0/256), 0.05, "%s", c.method)
	}
}

// TestAdditiveNoise: the Ornstein–Uhlenbeck process dx = -x/τ dt + σ dW has
// variance σ²τ/2; with Euler–Maruyama it is σ²dt/(1-(1-dt/τ)²), with the
// exponential method σ²dt/(1-e^(-2dt/τ)), which are the fixed points of
// v = r²v + σ²dt. The variance of 20000 samples is right to 1 % (one standard
// error), so 4 %.
func TestAdditiveNoise(t *testing.T) {
	const tau, sigma, dt = 5.0, 0.7, 0.5
	for method, r := range map[eqn.Method]float64{eqn.Euler: 1 - dt/tau, eqn.ExpEuler: math.Exp(-dt / tau)} {
		p := source{body: "dx/dt = -x/5 + 0.7*xi", method: method}.build(t, dt, 20000)
		p.run(100)
		v := 0.0
		for _, x := range p.x("x") {
			v += x * x / 20000
		}
		assert.InEpsilon(t, sigma*sigma*dt/(1-r*r), v, 0.04, "%s", method)
	}
}

// TestNoiseMayBeChosen: noise is linear in a branch of a choice, in a quotient's
// numerator and in sums of sums.
func TestNoiseMayBeChosen(t *testing.T) {
	p := source{body: "dx/dt = if y > 0: (3 + 2*xi)/2 - 1.5 else: 0\ndy/dt = 0", method: eqn.Euler}.build(t, 0.25, 20000)
	for i := range 10000 {
		p.x("y")[i] = 1
	}
	p.run(100)
	v := 0.0
	for i, x := range p.x("x") {
		if i < 10000 {
			v += x * x / 10000
		} else {
			assert.Zero(t, x)
		}
	}
	// 100 draws of variance dt give 25; one standard error is sqrt(2/10000) = 1.4 %.
	assert.InEpsilon(t, 25, v, 0.06)
}

func TestMethodsThatNoiseRefuses(t *testing.T) {
	for _, c := range []struct {
		body   string
		method eqn.Method
		want   string
	}{
		{"dx/dt = -x + xi", eqn.RK4, "rk4 is no method for equations with noise"},
		{"dx/dt = -x + xi", eqn.Exact, "exact is no method for equations with noise"},
		{"dx/dt = -x + x*xi", eqn.Heun, "heun_stratonovich by that name"},
		{"dx/dt = xi_1 + x*xi_2", eqn.Milstein, "one noise in an equation"},
		{"dx/dt = x*xi_1\ndy/dt = xi_1", eqn.Milstein, "share xi_1"},
		{"dx/dt = y*xi_1\ndy/dt = xi_2", eqn.Milstein, "depends on y, which has noise too"},
		{"dx/dt = x*xi^2", eqn.Euler, "not linear in white noise (xi)"},
		{"dx/dt = if xi > 0: 1 else: -1", eqn.Euler, "not linear in white noise (xi)"},
		{"dx/dt = floor(xi)", eqn.Euler, "not linear in white noise (xi)"},
		{"dx/dt = -x + sign(xi_a + x)", eqn.ExpEuler, "not linear in white noise (xi_a)"},
		{"dx/dt = xi_a*xi_b", eqn.Euler, "not linear in white noise (xi_a, xi_b)"},
		{"dx/dt = x/xi", eqn.Euler, "not linear in white noise (xi)"},
		{"xi*dx/dt = x", eqn.Euler, "not linear in white noise (xi)"},
		{"dx/dt = min(xi, 1)", eqn.Euler, "not linear in white noise (xi)"},
		{"dx/dt = -x + t", eqn.Exact, "dx/dt depends on the time t, which goes on within a step (hold(…) takes a value at its beginning); use exp_euler or rk4"},
		{"dx/dt = -x + y\ndy/dt = sin(t) - y", eqn.Exact, "dy/dt depends on the time t"},
		{"dx/dt = -x^2", eqn.Exact, "dx/dt is not linear in x"},
		{"dx/dt = -x*sin(t)", eqn.Exact, "changes in time"},
		{"dx/dt = -floor(x)", eqn.Exact, "conditions"},
	} {
		_, err := (&eqn.Fusion{Dt: 0.1, Neuron: source{body: c.body, method: c.method}.model(t)}).Compile()
		require.Error(t, err, c.body)
		assert.Contains(t, err.Error(), c.want)
	}
}
