package ode_test

import (
	"fmt"
	"math"

	"github.com/golgi-sim/golgi/ode"
	"github.com/golgi-sim/golgi/rng"
)

// FitzHugh–Nagumo, with steps that follow it.
func Example() {
	fhn := func(_ float64, y, dy []float64) {
		v, w := y[0], y[1]
		dy[0] = v - v*v*v/3 - w + 0.8
		dy[1] = (v + 0.7 - 0.8*w) / 12.5
	}
	sol, err := ode.Adaptive{RelTol: 1e-6}.Solve(fhn, []float64{-2.8, -1.8}, 0, 100)
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, t := range []float64{0, 25, 50, 75, 100} {
		y, _ := sol.At(t, nil)
		fmt.Printf("%3g ms: v %5.2f, w %5.2f\n", t, y[0], y[1])
	}
	// Output:
	//   0 ms: v -2.80, w -1.80
	//  25 ms: v -1.10, w  1.53
	//  50 ms: v  1.64, w  1.04
	//  75 ms: v -1.12, w  0.05
	// 100 ms: v -1.92, w  1.20
}

// Geometric Brownian motion: one path, and what it is in closed form.
func ExampleStochastic() {
	const mu, sigma = 0.1, 0.3
	gbm := ode.SDE{
		Drift:     func(_ float64, y, f []float64) { f[0] = mu * y[0] },
		Diffusion: func(_ float64, y, g []float64) { g[0] = sigma * y[0] },
	}
	key := rng.NewKey(42)
	sol, err := ode.Stochastic{Method: ode.SRK1W1, Dt: 0.01, Key: key}.Solve(gbm, []float64{1}, 0, 1)
	if err != nil {
		fmt.Println(err)
		return
	}
	w, path, dW, dZ := 0.0, ode.Wiener(key), []float64{0}, []float64{0}
	for k := range int64(100) {
		path(k, 0, 0.01, dW, dZ)
		w += dW[0]
	}
	fmt.Println(math.Abs(sol.End()[0]-math.Exp(mu-sigma*sigma/2+sigma*w)) < 1e-4)
	// Output: true
}

// A delayed negative feedback: sin is the derivative of itself, a quarter of a
// period ago, with the other sign.
func ExampleDelayed() {
	feedback := func(t float64, _ []float64, past *ode.Past, dy []float64) { dy[0] = -past.At(0, t-math.Pi/2) }
	s := ode.Delayed{Dt: math.Pi / 100, History: func(_ int, t float64) float64 { return math.Sin(t) }}
	sol, err := s.Solve(feedback, []float64{0}, 0, math.Pi/2)
	fmt.Printf("%.6f %v\n", sol.End()[0], err)
	// Output: 1.000000 <nil>
}

// The relaxation of order 1/2 is e^t erfc(√t).
func ExampleFractional() {
	decay := func(_ float64, y, dy []float64) { dy[0] = -y[0] }
	s := ode.Fractional{Method: ode.CaputoPECE, Alpha: []float64{0.5}, Dt: 0.001}
	sol, err := s.Solve(decay, []float64{1}, 0, 1)
	fmt.Printf("%.3f %.3f %v\n", sol.End()[0], math.E*math.Erfc(1), err)
	// Output: 0.428 0.428 <nil>
}
