package dyn_test

import (
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/golgi-sim/golgi"
	"github.com/golgi-sim/golgi/dnn"
	"github.com/golgi-sim/golgi/dyn"
	"github.com/golgi-sim/golgi/internal/placeless"
)

// train is when the presynaptic element of these tests spikes, ms: alone, close
// together so that pulses of transmitter overlap, late.
var train = []float64{1, 5, 5.3, 8, 8.2, 8.4, 8.6, 40}

const trainMs = 80.0

// released returns what a synapse aligned with the presynaptic side gives the
// layer in every step.
func released(t *testing.T, syn dyn.Synapse, dt float64) []float64 {
	return responses(t, syn, dt, append([]float64(nil), train...))
}

// responses is g after spikes at some times.
func responses(t *testing.T, syn dyn.Synapse, dt float64, times []float64) []float64 {
	s, n := dyn.NewSpikeTimeGroup(1, make([]int, len(times)), times), dyn.NewGroup(1, dyn.Lif{VTh: 1e9})
	sim := build(t, &chain{S: s, N: n, P: &dyn.FullProjAlignPreDSMg{Pre: s, Post: n, Syn: syn, Comm: dnn.OneToOne{}, Out: dyn.CUBA{}}}, golgi.Dt(dt))
	q, err := sim.Lookup("P.g")
	require.NoError(t, err)
	var g []float64
	for range sim.StepsIn(trainMs) {
		steps(t, sim, 1)
		g = append(g, q.At(0))
	}
	return g
}

// integrate solves dy/dt = f(t, y) from 0 by the classical Runge–Kutta method
// with 400 steps to a step dt of the simulation, and returns y at the ends of
// its steps. jump is carried out at the times at.
func integrate(y []float64, dt float64, at []float64, f func(t float64, y []float64) []float64, jump func(t float64, y []float64)) (out [][]float64) {
	const sub = 400
	h := dt / sub
	axpy := func(a float64, x []float64) []float64 {
		z := append([]float64(nil), y...)
		for i := range z {
			z[i] += a * x[i]
		}
		return z
	}
	next := 0
	fire := func(t float64) {
		for next < len(at) && at[next] < t+h/2 {
			jump(at[next], y)
			next++
		}
	}
	for k := range int(math.Round(trainMs / dt)) {
		for j := range sub {
			t := (float64(k) + float64(j)/sub) * dt
			fire(t)
			// Right sides are asked within the substep, where a pulse is
			// either on or off.
			k1 := f(t+1e-3*h, y)
			k2 := f(t+h/2, axpy(h/2, k1))
			k3 := f(t+h/2, axpy(h/2, k2))
			k4 := f(t+h-1e-3*h, axpy(h, k3))
			for i := range y {
				y[i] += h / 6 * (k1[i] + 2*k2[i] + 2*k3[i] + k4[i])
			}
		}
		fire((float64(k) + 1) * dt)
		out = append(out, append([]float64(nil), y...))
	}
	return out
}

// arrivalTimes are the times at which the spikes reach a synapse that receives after
// its step: the end of the step after that of the spike.
func arrivalTimes(dt, steps float64) []float64 {
	at := make([]float64, len(train))
	for k := range at {
		at[k] = train[k] + steps*dt
	}
	return at
}

// TestNMDA compares with the equations of Wang 2002 (g saturates), integrated
// apart; the error is that of RK4 at dt = 0.1, where tau_rise is 2 ms, and falls
// by 2^4 with half the step.
func TestNMDA(t *testing.T) {
	worst := func(dt float64) (e float64) {
		want := integrate([]float64{0, 0}, dt, arrivalTimes(dt, 2), func(_ float64, y []float64) []float64 {
			return []float64{-y[0]/100 + 0.5*y[1]*(1-y[0]), -y[1] / 2}
		}, func(_ float64, y []float64) { y[1]++ })
		for k, g := range released(t, dyn.NMDA{}, dt) {
			e = max(e, math.Abs(g-want[k][0]))
		}
		return e
	}
	a, b := worst(0.1), worst(0.05)
	t.Logf("errors %.3g, %.3g", a, b)
	assert.Less(t, a, 3e-7)
	assert.InDelta(t, 16, a/b, 4)
}

// concentration is the pulse of transmitter at t: T for dur after each arrival,
// which is the beginning of the step after that of the spike.
func concentration(t, dt, height, dur float64) float64 {
	for _, s := range train {
		if t >= s+dt && t < s+dt+dur {
			return height
		}
	}
	return 0
}

// TestReceptors compares AMPA and GABAa with the kinetic scheme of Destexhe et
// al. 1998, integrated apart: within a step the solution is exact, so what
// remains is rounding and the 1e-11 of the reference. The pulses of 0.5 and 1 ms
// are whole steps at both dt.
func TestReceptors(t *testing.T) {
	for _, c := range []struct {
		syn                 dyn.Synapse
		alpha, beta, T, dur float64
	}{{dyn.AMPA{}, 0.98, 0.18, 0.5, 0.5}, {dyn.GABAa{}, 0.53, 0.18, 1, 1}, {dyn.AMPA{TDur: 3, Beta: 0.5}, 0.98, 0.5, 0.5, 3}} {
		for _, dt := range []float64{0.1, 0.05} {
			want := integrate([]float64{0}, dt, nil, func(s float64, y []float64) []float64 {
				return []float64{c.alpha*concentration(s, dt, c.T, c.dur)*(1-y[0]) - c.beta*y[0]}
			}, nil)
			for k, g := range released(t, c.syn, dt) {
				require.InDelta(t, want[k][0], g, 1e-10, "%T, step %d of %v", c.syn, k, dt)
			}
		}
	}
}

// TestAMPAClosedForm: one pulse from rest rises as
// αT/(αT+β)·(1 - e^(-(αT+β)t)) for T_dur, then falls with e^(-βt).
func TestAMPAClosedForm(t *testing.T) {
	const dt, up = 0.1, 0.98*0.5 + 0.18
	for k, g := range released(t, dyn.AMPA{}, dt)[:50] {
		s := float64(k+1)*dt - train[0] - dt // since the arrival
		want := 0.0
		if s > 1e-9 {
			want = 0.98 * 0.5 / up * (1 - math.Exp(-up*math.Min(s, 0.5))) * math.Exp(-0.18*math.Max(0, s-0.5))
		}
		if s < train[1]-train[0] {
			require.InDelta(t, want, g, 1e-14, "%v ms after the spike", s)
		}
	}
}

// TestBioNMDA compares with the equations of Ermentrout and Terman 2010,
// integrated apart; the error is that of RK4, where the fastest rate is 2 per ms.
func TestBioNMDA(t *testing.T) {
	worst := func(dt float64) (e float64) {
		want := integrate([]float64{0, 0}, dt, nil, func(s float64, y []float64) []float64 {
			return []float64{2*y[1]*(1-y[0]) - 0.01*y[0], concentration(s, dt, 1, 0.5)*(1-y[1]) - 0.5*y[1]}
		}, nil)
		for k, g := range released(t, dyn.BioNMDA{}, dt) {
			e = max(e, math.Abs(g-want[k][0]))
		}
		return e
	}
	a, b := worst(0.1), worst(0.05)
	t.Logf("errors %.3g, %.3g", a, b)
	assert.Less(t, a, 1e-5)
	assert.InDelta(t, 16, a/b, 4)
}

// TestShortTerm compares with the recursions of Tsodyks et al. 1998 from spike
// to spike, which are exact: before a spike that comes s after the last
// u = u⁺e^(-s/τf), x = 1 - (1 - x⁺)e^(-s/τd).
func TestShortTerm(t *testing.T) {
	const dt = 0.1
	at := arrivalTimes(dt, 2)
	// between is the state before the spikes and after them, and the release.
	u, x, last := 0.0, 1.0, 0.0
	var stp, std []float64
	var release, depressed []float64
	y := 1.0
	next := 0
	for k := range int(math.Round(trainMs / dt)) {
		now := float64(k+1) * dt
		if next < len(at) && at[next] < now+dt/2 {
			s := at[next] - last
			u, x, y = u*math.Exp(-s/1500), 1-(1-x)*math.Exp(-s/200), 1-(1-y)*math.Exp(-s/200)
			u += 0.15 * (1 - u)
			release, depressed = append(release, u*x), append(depressed, y)
			x -= u * x
			y -= 0.07 * y
			last = at[next]
			next++
		}
		s := now - last
		stp = append(stp, u*math.Exp(-s/1500)*(1-(1-x)*math.Exp(-s/200)))
		std = append(std, 1-(1-y)*math.Exp(-s/200))
	}
	assert.InDelta(t, 0.15, release[0], 1e-12, "the first spike uses U")
	assert.InDelta(t, 1, depressed[0], 1e-12, "the first spike has all of the weight")
	assert.InDeltaSlice(t, stp, released(t, dyn.STP{}, dt), 1e-12)
	assert.InDeltaSlice(t, std, released(t, dyn.STD{}, dt), 1e-12)

	// A linear synapse that they scale is the sum of its kernels.
	sum := func(weights []float64, kernel func(s float64) float64) (g []float64) {
		for k := range stp {
			total := 0.0
			for j, w := range weights {
				if s := float64(k+1)*dt - at[j]; s > -dt/2 {
					total += w * kernel(math.Max(0, s))
				}
			}
			g = append(g, total)
		}
		return g
	}
	expon := func(s float64) float64 { return math.Exp(-s / 5) }
	alpha := func(s float64) float64 { return s / 3 * math.Exp(-s/3) }
	assert.InDeltaSlice(t, sum(release, expon), released(t, dyn.Scaled{Syn: dyn.Expon{Tau: 5}, By: dyn.STP{}}, dt), 1e-12)
	assert.InDeltaSlice(t, sum(depressed, alpha), released(t, dyn.Scaled{Syn: dyn.Alpha{TauDecay: 3}, By: dyn.STD{}}, dt), 1e-12)
	difference := func(s float64) float64 { return 3 * (math.Exp(-s/10) - math.Exp(-s/2)) }
	assert.InDeltaSlice(t, sum(depressed, difference), released(t, dyn.Scaled{Syn: dyn.DualExponV2{TauRise: 2, A: 3}, By: dyn.STD{}}, dt), 1e-12)
}

// TestScaledReceptors: what a plasticity releases is a factor of the
// concentration. With STP of U = 0.6 the first spike meets u = 0 and releases
// 0.6 T; g after a pulse of one step is the closed form of the scheme at that
// concentration.
func TestScaledReceptors(t *testing.T) {
	const dt, u = 0.5, 0.6
	alpha, beta, conc := 0.98, 0.18, 0.5
	for _, c := range []struct {
		syn    dyn.Synapse
		factor float64
	}{{dyn.AMPA{}, 1}, {dyn.Scaled{Syn: dyn.AMPA{}, By: dyn.STP{U: u}}, u}} {
		g := responses(t, c.syn, dt, []float64{0})
		rate := alpha*conc*c.factor + beta
		want := alpha * conc * c.factor / rate * -math.Expm1(-rate*dt)
		require.InDelta(t, want, g[1], 1e-14, "%T, in the step after the spike", c.syn)
	}
}

// TestShortPulses: a pulse is T_dur/dt steps rounded up, one at least.
func TestShortPulses(t *testing.T) {
	for _, c := range []struct {
		dt   float64
		want int
	}{{1, 1}, {0.5, 1}, {0.2, 3}, {0.1, 5}, {0.05, 10}} {
		g := responses(t, dyn.AMPA{TDur: 0.5}, c.dt, []float64{0})
		rising := 0
		for k := 1; k < len(g); k++ {
			if g[k] > g[k-1] {
				rising++
			}
		}
		require.Equal(t, c.want, rising, "dt %v", c.dt)
	}
}

// TestScaledNames: the variables and parameters of both are there, and mistakes
// are those of the part.
func TestScaledNames(t *testing.T) {
	make := func(syn dyn.Synapse) *chain {
		s, n := dyn.NewSpikeTimeGroup(1, []int{0}, []float64{0}), dyn.NewGroup(1, dyn.Lif{})
		return &chain{S: s, N: n, P: &dyn.FullProjAlignPreSD{Pre: s, Post: n, Syn: syn, Comm: dnn.OneToOne{}, Out: dyn.CUBA{}}}
	}
	sim := build(t, make(dyn.Scaled{Syn: dyn.Expon{Tau: 5}, By: dyn.STP{U: 0.4}}))
	for path, want := range map[string]float64{"P.syn.g": 0, "P.syn.tau": 5, "P.syn.STP.u": 0, "P.syn.STP.x": 1, "P.syn.STP.U": 0.4, "P.syn.STP.tau_f": 1500} {
		q, err := sim.Lookup(path)
		if assert.NoError(t, err) {
			assert.Equal(t, want, q.At(0), path)
		}
	}
	for words, syn := range map[string]dyn.Synapse{
		"Scaled needs Syn and By":            dyn.Scaled{Syn: dyn.Expon{}},
		"STD.U must be from 0 to 1":          dyn.Scaled{Syn: dyn.Expon{}, By: dyn.STD{U: -1}},
		"which multiplies dg/dt, must be po": dyn.Scaled{Syn: dyn.Expon{Tau: -1}, By: dyn.STD{}},
	} {
		_, err := golgi.Build(make(syn))
		assert.ErrorContains(t, err, words)
		assert.ErrorContains(t, placeless.Error(err), "P: ")
	}
}
