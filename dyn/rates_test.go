package dyn_test

import (
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/golgi-sim/golgi"
	"github.com/golgi-sim/golgi/dyn"
)

// TestStuartLandau: without input the radius is
// √(a/(1 + (a/r0² - 1)*e^(-2*a*t))) and the phase grows with w (separation of
// variables in polar coordinates). RK4 at 1/64 ms errs by less than 1e-9.
func TestStuartLandau(t *testing.T) {
	const a, w, ms = 0.25, 0.2, 12.0
	net := &alone{N: dyn.NewGroup(1, dyn.StuartLandauOscillator{X: 0.1, Y: 0, Method: dyn.RK4})}
	sim := build(t, net, golgi.Dt(1.0/64))
	require.NoError(t, sim.Run(sim.StepsIn(ms)))
	radius := math.Sqrt(a / (1 + (a/0.01-1)*math.Exp(-2*a*ms)))
	assert.InDelta(t, radius*math.Cos(w*ms), net.N.Var("x").At(0), 1e-9)
	assert.InDelta(t, radius*math.Sin(w*ms), net.N.Var("y").At(0), 1e-9)
}

// TestThetaNeuron: from theta = 0 at constant input tan(theta/2) is
// √I*tan(√I*t/tau), and the period is pi*tau/√I (Ermentrout and Kopell 1986).
// The reset keeps what lies beyond pi, so periods do not add up errors.
func TestThetaNeuron(t *testing.T) {
	const input, tau = 0.3, 10.0
	root := math.Sqrt(input)
	net := &alone{N: dyn.NewGroup(1, dyn.ThetaNeuron{Method: dyn.RK4})}
	sim := build(t, net, golgi.Dt(1.0/64))
	require.NoError(t, net.N.Input.Set(input))
	require.NoError(t, sim.Run(sim.StepsIn(20)))
	assert.InDelta(t, 2*math.Atan(root*math.Tan(root*20/tau)), net.N.Var("theta").At(0), 1e-9)

	times := spikeTimes(t, dyn.ThetaNeuron{Method: dyn.RK4}, input, 1.0/64, 2000)
	period := math.Pi * tau / root
	for k, x := range times {
		// The first after half a period; the step that crosses starts up to
		// one step before.
		assert.InDelta(t, period*(float64(k)+0.5), x+1.0/128, 1.0/100, "spike %d", k)
	}
}

// TestQIFIsBistable: with eta = -5, J = 15 and delta = 1 a pulse of 3 for 30 ms
// takes the population from the quiet to the active state, where it stays, as in
// figure 2 of Montbrió, Pazó and Roxin 2015. The states are the fixed points,
// where x = -delta/(2*pi*y) and x² + eta + J*y - (pi*y)² = 0.
func TestQIFIsBistable(t *testing.T) {
	fixed := func(lo, hi float64) float64 {
		f := func(r float64) float64 { return 1/(4*math.Pi*math.Pi*r*r) - 5 + 15*r - math.Pow(math.Pi*r, 2) }
		for range 100 {
			if mid := (lo + hi) / 2; f(lo)*f(mid) <= 0 {
				hi = mid
			} else {
				lo = mid
			}
		}
		return lo
	}
	quiet, active := fixed(0.01, 0.15), fixed(0.8, 3)
	require.Greater(t, active, 5*quiet)
	net := &alone{N: dyn.NewGroup(1, dyn.MontbrioPazoRoxin{X: -2, Y: 0.05, Method: dyn.RK4})}
	sim := build(t, net, golgi.Dt(1.0/128))
	for _, c := range []struct{ input, ms, rate float64 }{{0, 40, quiet}, {3, 30, 0}, {0, 80, active}} {
		require.NoError(t, net.N.Input.Set(c.input))
		require.NoError(t, sim.Run(sim.StepsIn(c.ms)))
		if c.rate != 0 {
			assert.InDelta(t, c.rate, net.N.Var("y").At(0), 1e-6)
		}
	}
}

// TestJansenRitAlpha: with the standard parameters and an input of 220 Hz, the
// middle of the range of the paper, the potential of the pyramidal cells
// oscillates with the frequency of the alpha rhythm, 8 to 13 Hz.
func TestJansenRitAlpha(t *testing.T) {
	net := &alone{N: dyn.NewGroup(1, dyn.JansenRitModel{Method: dyn.RK4})}
	sim := build(t, net, golgi.Dt(0.5))
	require.NoError(t, net.N.Input.Set(220))
	require.NoError(t, sim.Run(sim.StepsIn(2000)))
	y1, y2 := net.N.Var("y1"), net.N.Var("y2")
	var eeg []float64
	lo, hi := math.Inf(1), math.Inf(-1)
	for range sim.StepsIn(4000) {
		steps(t, sim, 1)
		v := y1.At(0) - y2.At(0)
		eeg = append(eeg, v)
		lo, hi = min(lo, v), max(hi, v)
	}
	upward := 0
	for k, v := range eeg[1:] {
		if v >= (lo+hi)/2 && eeg[k] < (lo+hi)/2 {
			upward++
		}
	}
	assert.Greater(t, hi-lo, 2.0)
	assert.True(t, upward >= 32 && upward <= 52, "%d cycles in 4 s", upward)
}

// TestVanDerPol: for a small mu the cycle has the amplitude 2 and the period
// 2*pi*(1 + mu²/16), up to mu² and mu⁴ (Strogatz, Nonlinear Dynamics and Chaos,
// section 7.6).
func TestVanDerPol(t *testing.T) {
	const mu, dt = 0.2, 1.0 / 64
	net := &alone{N: dyn.NewGroup(1, dyn.VanDerPolOscillator{Mu: mu, Method: dyn.RK4})}
	sim := build(t, net, golgi.Dt(dt))
	require.NoError(t, sim.Run(sim.StepsIn(100)))
	var crossings []float64
	before, top := net.N.Var("x").At(0), 0.0
	for k := range sim.StepsIn(200) {
		steps(t, sim, 1)
		x := net.N.Var("x").At(0)
		if before < 0 && x >= 0 {
			crossings = append(crossings, (float64(k)-x/(x-before))*dt)
		}
		before, top = x, max(top, x)
	}
	n := len(crossings) - 1
	assert.InDelta(t, 2*math.Pi*(1+mu*mu/16), (crossings[n]-crossings[0])/float64(n), mu*mu*mu*mu)
	assert.InDelta(t, 2, top, mu*mu)
}

// TestFeedbackFHN: over three delays the model tends to the solution by the
// method of steps. The reference is RK4 at 1/256 ms; what it needs half a step
// between its own points is interpolated by a cubic, whose error is of the order
// of RK4's. Order 1 by Euler's methods, and 2 where the method has more.
func TestFeedbackFHN(t *testing.T) {
	const h, ms, lag = 1.0 / 256, 30.0, 10.0
	n, back := int(ms/h), int(lag/h)
	xs := []float64{0.3}
	x, y := 0.3, 0.1
	ago := func(k int) float64 { return xs[max(k, 0)] }
	f := func(x, y, past float64) (float64, float64) {
		return x - x*x*x/3 - y + 0.2 + 1.6886*(past+1), (x + 0.7 - 0.8*y) / 12.5
	}
	for k := range n {
		p0, p2 := ago(k-back), ago(k-back+1)
		p1 := (-ago(k-back-1) + 9*p0 + 9*p2 - ago(k-back+2)) / 16
		if k < back {
			p1 = p0
		} else if k == back {
			// The past has a kink where it begins; take the side after it.
			p1 = (3*p0 + 6*p2 - ago(k-back+2)) / 8
		}
		ax, ay := f(x, y, p0)
		bx, by := f(x+h/2*ax, y+h/2*ay, p1)
		cx, cy := f(x+h/2*bx, y+h/2*by, p1)
		dx, dy := f(x+h*cx, y+h*cy, p2)
		x, y = x+h/6*(ax+2*bx+2*cx+dx), y+h/6*(ay+2*by+2*cy+dy)
		xs = append(xs, x)
	}
	for method, order := range map[dyn.Method]float64{dyn.ExpEuler: 1, dyn.RK2: 2, "": 2} {
		miss := func(dt float64) float64 {
			net := &alone{N: dyn.NewGroup(1, dyn.FeedbackFHN{X: 0.3, Y: 0.1, Method: method})}
			sim := build(t, net, golgi.Dt(dt))
			require.NoError(t, net.N.Input.Set(0.2))
			require.NoError(t, sim.Run(sim.StepsIn(ms)))
			return math.Hypot(net.N.Var("x").At(0)-x, net.N.Var("y").At(0)-y)
		}
		coarse, fine := miss(1.0/16), miss(1.0/64)
		assert.InDelta(t, order, math.Log2(coarse/fine)/2, 0.3, "%s: errors %g and %g", method, coarse, fine)
	}
}

// TestOU: the noise that rate models add to their inputs has the mean and the
// variance of the process; its variance with exponential Euler is
// σ²dt/(1 - e^(-2dt/τ)). It reaches the input: x of StuartLandauOscillator at a
// far below 0 follows it. Left out, the model has no variable for it.
func TestOU(t *testing.T) {
	const n, dt, mean, sigma, tau = 20000, 0.5, 0.4, 0.3, 4.0
	noise := dyn.OU{Mean: mean, Sigma: sigma, Tau: tau}
	net := &alone{N: dyn.NewGroup(n, dyn.StuartLandauOscillator{A: -200, XOU: noise, YOU: dyn.OU{Mean: -2}, Method: dyn.ExpEuler})}
	sim := build(t, net, golgi.Dt(dt))
	require.NoError(t, sim.Run(200))
	m, v := 0.0, 0.0
	for _, x := range net.N.Var("x_ou").Values() {
		m += x / n
		v += (x - mean) * (x - mean) / n
	}
	// One standard error of the variance is 1 %.
	assert.InDelta(t, mean, m, 0.02)
	assert.InEpsilon(t, sigma*sigma*dt/(1-math.Exp(-2*dt/tau)), v, 0.04)
	assert.InDelta(t, -2, net.N.Var("y_ou").At(7), 1e-12)
	assert.InDelta(t, -2.0/200, net.N.Var("y").At(7), 1e-3)

	_, err := golgi.Build(&alone{N: dyn.NewGroup(1, dyn.FHN{XOU: dyn.OU{Sigma: 0.1}, Method: dyn.RK4})})
	assert.ErrorContains(t, err, "rk4 is no method for equations with noise")
	without := &alone{N: dyn.NewGroup(1, dyn.FHN{})}
	without.N.Var("x_ou")
	_, err = golgi.Build(without)
	assert.ErrorContains(t, err, `FHN has no variable or parameter "x_ou"`)
	_, err = golgi.Build(&alone{N: dyn.NewGroup(1, dyn.FHN{YOU: dyn.OU{Tau: -1}})})
	assert.ErrorContains(t, err, "y_ou_tau")
}

// TestThresholdLinear: rates stay at 0 and above, and their noise has the
// variance of an Ornstein–Uhlenbeck process of strength noise/tau, as above.
func TestThresholdLinear(t *testing.T) {
	const n, dt = 20000, 0.5
	net := &alone{N: dyn.NewGroup(n, dyn.ThresholdLinearModel{NoiseE: 3, NoiseI: 50})}
	sim := build(t, net, golgi.Dt(dt))
	require.NoError(t, net.N.Input.Set(300))
	require.NoError(t, sim.Run(400))
	m, v := 0.0, 0.0
	for _, x := range net.N.Var("e").Values() {
		m += x / n
		v += (x - 19.8) * (x - 19.8) / n
	}
	assert.InDelta(t, 19.8, m, 0.02)
	assert.InEpsilon(t, 9.0/400*dt/(1-math.Exp(-2*dt/20)), v, 0.04)
	least, most := math.Inf(1), 0.0
	for _, x := range net.N.Var("i").Values() {
		least, most = min(least, x), max(most, x)
	}
	assert.Equal(t, 0.0, least)
	assert.Greater(t, most, 1.0)
}
