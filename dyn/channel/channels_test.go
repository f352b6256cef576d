package channel_test

import (
	"math"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/golgi-sim/golgi"
	"github.com/golgi-sim/golgi/dyn"
	"github.com/golgi-sim/golgi/dyn/channel"
	"github.com/golgi-sim/golgi/dyn/ion"
)

// grid returns potentials from -120 to 60 mV, and closely around singular ones.
func grid(singular []float64) []float64 {
	var vs []float64
	for k := range 181 {
		vs = append(vs, float64(k-120))
	}
	for _, s := range singular {
		for _, d := range []float64{1e-12, 1e-9, 1e-6, 1e-3, 0.1} {
			vs = append(vs, s-d, s+d)
		}
		vs = append(vs, s, math.Nextafter(s, 100), math.Nextafter(s, -100))
	}
	return vs
}

// calciumIn is the concentration in the tests, in mM.
const calciumIn = 0.05

// tolerance is relative. Exponentials of up to 30 lose their argument's
// rounding, 30 times 1e-16, and rates are quotients of several of them.
const tolerance = 2e-13

// TestSteadyState: gates start at the published steady state, at all potentials,
// the singular ones among them.
func TestSteadyState(t *testing.T) {
	for _, c := range channel.Models() {
		name := dyn.ModelName(c)
		if name == "IhDe1996" {
			continue // TestIhDe1996
		}
		t.Run(name, func(t *testing.T) {
			r, ok := reference()[name]
			require.True(t, ok, "%s has no reference", name)
			vs := grid(r.singular)
			m, path := placed(c, calciumIn, dyn.CondNeuGroup{V: vs, C: clamped})
			n, _ := build(t, len(vs), m)
			for i, v := range vs {
				for _, g := range r.gates(v, calciumIn) {
					assert.InEpsilon(t, g.inf, n.Var(path+"."+g.name).At(i), tolerance, "%s at %v mV", g.name, v)
				}
			}
		})
	}
}

// TestClamp: in voltage clamp gates relax exponentially from where they are to
// the published steady state with the published time constant. The default
// method is exact for that; what is compared is the distance travelled, whose
// rounding grows with the number of steps, 50.
func TestClamp(t *testing.T) {
	const ms, dt = 5, 0.1
	for _, c := range channel.Models() {
		name := dyn.ModelName(c)
		if name == "IhDe1996" {
			continue
		}
		t.Run(name, func(t *testing.T) {
			r := reference()[name]
			if len(r.gates(0, 0)) == 0 {
				t.Skip("a leak has no gates")
			}
			vs := grid(r.singular)
			starts := map[string]any{"P": 0.3}
			if len(r.gates(0, 0)) > 1 {
				starts["Q"] = 0.3
			}
			m, path := placed(with(c, starts), calciumIn, dyn.CondNeuGroup{V: vs, C: clamped})
			n, sim := build(t, len(vs), m, golgi.Dt(dt))
			require.NoError(t, sim.Run(sim.StepsIn(ms)))
			for i, v := range vs {
				require.InDelta(t, v, n.V.At(i), 1e-290)
				for _, g := range r.gates(v, calciumIn) {
					want := g.inf + (0.3-g.inf)*math.Exp(-ms/g.tau)
					assert.InDelta(t, want, n.Var(path+"."+g.name).At(i), 1e-13+tolerance, "%s at %v mV", g.name, v)
				}
			}
		})
	}
}

// TestCurrent: the change of V in one step of forward Euler is the published
// current of the gates, positive inward. It is a difference of potentials near
// 100 mV, so its rounding is near 1e-14.
func TestCurrent(t *testing.T) {
	for _, c := range channel.Models() {
		name := dyn.ModelName(c)
		if name == "IhDe1996" {
			continue
		}
		r := reference()[name]
		vs := grid(nil)
		m, _ := placed(c, calciumIn, dyn.CondNeuGroup{V: vs, Method: dyn.Euler})
		n, sim := build(t, len(vs), m, golgi.Dt(1))
		require.NoError(t, sim.Step())
		for i, v := range vs {
			var x []float64
			for _, g := range r.gates(v, calciumIn) {
				x = append(x, g.inf)
			}
			want := r.current(x, v, calciumIn)
			assert.InDelta(t, want, n.V.At(i)-v, 1e-13+1e-12*math.Abs(want), "%s at %v mV", name, v)
		}
	}
}

// TestInIons: a sodium or potassium channel in an ion has the reversal potential
// of the ion, wherever it has a default of its own.
func TestInIons(t *testing.T) {
	for _, c := range channel.Models() {
		name := dyn.ModelName(c)
		r, ok := reference()[name]
		var neuron dyn.CondNeuGroup
		e, own := 0.0, 0.0
		switch {
		case !ok || name == "IKLeak":
			continue
		case strings.HasPrefix(name, "IK"):
			e, own = -77, -90
			neuron.Ions = dyn.Ions{"K": ion.PotassiumFixed{E: e, Channels: dyn.Channels{"X": c}}}
		case strings.HasPrefix(name, "INa"):
			e, own = 55, 50
			neuron.Ions = dyn.Ions{"Na": ion.SodiumFixed{E: e, Channels: dyn.Channels{"X": c}}}
		case name == "IAHPDe1994":
			e, own = -77, -95
			neuron.Ions = dyn.Ions{"K": ion.PotassiumFixed{E: e}, "Ca": ion.CalciumFixed{C: calciumIn}}
			neuron.Mixes = dyn.Mixes{"KCa": {Of: []string{"K", "Ca"}, Channels: dyn.Channels{"X": c}}}
		default:
			continue
		}
		neuron.V, neuron.Method = -60.0, dyn.Euler
		n, sim := build(t, 1, neuron, golgi.Dt(1))
		require.NoError(t, sim.Step())
		var x []float64
		for _, g := range r.gates(-60, calciumIn) {
			x = append(x, g.inf)
		}
		want := r.current(x, -60, calciumIn) * (e + 60) / (own + 60)
		assert.InDelta(t, want, n.V.At(0)+60, 1e-12, name)
	}
}

// TestShiftsAndTemperatures: V_sh moves the functions along the potential, and
// the factors of the temperature divide the time constants.
func TestShiftsAndTemperatures(t *testing.T) {
	const ms, dt, v, start = 1, 0.1, -52.0, 0.4
	gateP := func(c dyn.Channel, v float64) float64 {
		m, path := placed(with(c, map[string]any{"P": start}), calciumIn, dyn.CondNeuGroup{V: v, C: clamped})
		n, sim := build(t, 1, m, golgi.Dt(dt))
		require.NoError(t, sim.Run(sim.StepsIn(ms)))
		return n.Var(path + ".p").At(0)
	}
	relaxed := func(g gate, factor float64) float64 { return g.inf + (start-g.inf)*math.Exp(-ms*factor/g.tau) }
	for _, c := range channel.Models() {
		name := dyn.ModelName(c)
		r, ok := reference()[name]
		if !ok || len(r.gates(0, 0)) == 0 {
			continue
		}
		// The defaults of V_sh, by which the reference is shifted already.
		shift, ok := map[string]float64{"INaBa2002": -50, "INaTM1991": -63, "INaHH1952": -45, "IKDRBa2002": -50, "IKTM1991": -60, "IKHH1952": -45,
			"IKA1HM1992": 0, "IKA2HM1992": 0, "IKK2AHM1992": 0, "IKK2BHM1992": 0, "IKNIYa1989": 0,
			"ICaTHM1992": -3, "ICaTHP1992": -3, "ICaHTHM1992": 25, "ICaHTRe1993": 0, "ICaLIS2008": 0}[name]
		if ok {
			g := r.gates(v, calciumIn)[0]
			assert.InDelta(t, relaxed(g, 1), gateP(with(c, map[string]any{"VSh": shift + 7}), v+7), 1e-12, "%s shifted", name)
		}
		g := r.gates(v, calciumIn)[0]
		switch name {
		case "INaBa2002", "IKDRBa2002":
			assert.InDelta(t, relaxed(g, math.Pow(3, -1.2)), gateP(with(c, map[string]any{"T": 24.0}), v), 1e-12, name)
		case "ICaTHM1992", "ICaHTHM1992", "ICaLIS2008":
			assert.InDelta(t, relaxed(g, math.Pow(3.55, -1.2)), gateP(with(c, map[string]any{"T": 24.0}), v), 1e-12, name)
		case "ICaTHP1992":
			assert.InDelta(t, relaxed(g, math.Pow(5, -1.2)), gateP(with(c, map[string]any{"T": 24.0}), v), 1e-12, name)
		case "ICaHTRe1993":
			assert.InDelta(t, relaxed(g, math.Pow(2.3, -1.3)), gateP(with(c, map[string]any{"T": 23.0}), v), 1e-12, name)
			assert.InDelta(t, relaxed(g, 2*math.Pow(2.3, -1.3)), gateP(with(c, map[string]any{"PhiP": 2.0}), v), 1e-12, name)
		case "IKA1HM1992", "IKA2HM1992", "IKK2AHM1992", "IKK2BHM1992":
			assert.InDelta(t, relaxed(g, 2), gateP(with(c, map[string]any{"PhiP": 2.0}), v), 1e-12, name)
		default:
			assert.InDelta(t, relaxed(g, 2), gateP(with(c, map[string]any{"Phi": 2.0}), v), 1e-12, name)
		}
	}
}

// TestK2OfThePaper: the parameters that the doc comments name give the time
// constants of Huguenard and McCormick 1992.
func TestK2OfThePaper(t *testing.T) {
	vs := []float64{-100, -71, -70, -69, -30}
	a, b := k2Current(120, 0), k2Current(120, 8930)
	m := dyn.CondNeuGroup{C: clamped, V: vs, Channels: dyn.Channels{
		"A": channel.IKK2AHM1992{Tau0: 120, Q: 0.3}, "B": channel.IKK2BHM1992{Tau0: 120, TauDepol: 8930, Q: 0.3}}}
	n, sim := build(t, len(vs), m, golgi.Dt(0.1))
	require.NoError(t, sim.Run(sim.StepsIn(50)))
	for i, v := range vs {
		for path, of := range map[string]func(v, c float64) []gate{"A.q": a, "B.q": b} {
			g := of(v, 0)[1]
			assert.InDelta(t, g.inf+(0.3-g.inf)*math.Exp(-50/g.tau), n.Var(path).At(i), 1e-12, "%s at %v", path, v)
		}
	}
}

// TestIhDe1996: the scheme of Destexhe et al. 1996 in the form of Bazhenov et al.
// 1998. It starts where it stays; from elsewhere it follows an integration of
// the published equations, made here with the classical Runge–Kutta method at
// the same step, which the model is asked to use too: rounding is the difference.
func TestIhDe1996(t *testing.T) {
	const v, c, ms, dt = -80.0, 0.003, 50, 0.05
	const k2, k4 = 4e-4, 1e-3
	k1, k3 := k2/math.Pow(0.002, 4), k4/0.01
	inf := boltzmann(v+75, 5.5)
	tau := (20 + 1000*bell((v+71.5)/14.2, -(v+89)/11.6)) / math.Pow(3, 1.2)
	f := func(x [3]float64) [3]float64 {
		o, ol, p1 := x[0], x[1], x[2]
		return [3]float64{inf/tau*(1-o-ol) - (1-inf)/tau*o, k3*p1*o - k4*ol, k1*math.Pow(c, 4)*(1-p1) - k2*p1}
	}
	axpy := func(x, k [3]float64, h float64) [3]float64 {
		for i := range x {
			x[i] += h * k[i]
		}
		return x
	}
	vars := []string{"Ca.X.O", "Ca.X.OL", "Ca.X.P1"}
	neuron := dyn.CondNeuGroup{V: v, C: clamped, Method: dyn.RK4}

	m, _ := placed(channel.IhDe1996{}, c, neuron)
	n, sim := build(t, 1, m, golgi.Dt(dt))
	var steady [3]float64
	for i, name := range vars {
		steady[i] = n.Var(name).At(0)
	}
	for i, d := range f(steady) {
		assert.InDelta(t, 0, d, 1e-17, "d%s/dt at the start", vars[i])
	}
	p1 := math.Pow(c, 4) / (math.Pow(c, 4) + math.Pow(0.002, 4))
	assert.InEpsilon(t, p1, steady[2], tolerance)
	require.NoError(t, sim.Step())
	assert.InDelta(t, v+0.02*(steady[0]+2*steady[1])*(-40-v)/clamped, n.V.At(0), 1e-12)

	m, _ = placed(channel.IhDe1996{O: 0.1, OL: 0.2, P1: 0.3}, c, neuron)
	n, sim = build(t, 1, m, golgi.Dt(dt))
	require.NoError(t, sim.Run(sim.StepsIn(ms)))
	x := [3]float64{0.1, 0.2, 0.3}
	for range int(math.Round(ms / dt)) {
		a := f(x)
		b := f(axpy(x, a, dt/2))
		d := f(axpy(x, b, dt/2))
		e := f(axpy(x, d, dt))
		for i := range x {
			x[i] += dt / 6 * (a[i] + 2*b[i] + 2*d[i] + e[i])
		}
	}
	for i, name := range vars {
		assert.InDelta(t, x[i], n.Var(name).At(0), 1e-13, name)
	}

	m, _ = placed(channel.IhDe1996{}, c, dyn.CondNeuGroup{V: v, Method: dyn.Euler})
	n, sim = build(t, 1, m, golgi.Dt(1))
	require.NoError(t, sim.Step())
	assert.InDelta(t, 0.02*(steady[0]+2*steady[1])*(-40-v), n.V.At(0)-v, 1e-13, "the current")
}
