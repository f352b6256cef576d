package ion_test

import (
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/golgi-sim/golgi"
	"github.com/golgi-sim/golgi/dyn"
	"github.com/golgi-sim/golgi/dyn/channel"
	"github.com/golgi-sim/golgi/dyn/ion"
)

// alone is a network of one group.
type alone struct {
	golgi.DynSysGroup
	N *dyn.Group
}

func build(t testing.TB, m dyn.Model, dt float64) (*dyn.Group, *golgi.Sim) {
	t.Helper()
	net := &alone{N: dyn.NewGroup(1, m)}
	sim, err := golgi.Build(net, golgi.Dt(dt))
	require.NoError(t, err)
	return net.N, sim
}

// clamped is a capacitance that no current moves.
const clamped = 1e300

// source is a calcium channel with a constant current i0: it takes Ca.E, so its
// current is calcium.
func source(i0 float64) dyn.Channel {
	return dyn.Equations{Name: "source", Params: "i0 = 0", Body: "I = i0 + 0*Ca.E"}.With(golgi.Values{"i0": i0})
}

// inside is a neuron with a calcium ion that has channels, and potassium.
func inside(ca dyn.Ion, v float64, mixes dyn.Mixes) dyn.CondNeuGroup {
	return dyn.CondNeuGroup{V: v, C: clamped, Ions: dyn.Ions{"Ca": ca, "K": ion.PotassiumFixed{}}, Mixes: mixes}
}

// TestInflux: with a constant current of calcium, concentrations relax
// exponentially to where influx and removal balance; an outward current takes
// nothing out. The method is exact for these equations, so rounding remains.
func TestInflux(t *testing.T) {
	const ms, dt, start = 12, 0.1, 5e-4
	for _, i0 := range []float64{0, 2.5, -2.5} {
		in := math.Max(i0, 0)
		n, sim := build(t, inside(ion.CalciumDetailed{C: start, Tau: 7, D: 30, Channels: dyn.Channels{"S": source(i0)}}, -60, nil), dt)
		require.NoError(t, sim.Run(sim.StepsIn(ms)))
		end := 2.4e-4 + 7*in/(2*96.489*30)
		assert.InEpsilon(t, end+(start-end)*math.Exp(-ms/7.), n.Var("Ca.C").At(0), 1e-12, "CalciumDetailed, %v", i0)

		n, sim = build(t, inside(ion.CalciumFirstOrder{C: start, Channels: dyn.Channels{"S": source(i0)}}, -60, nil), dt)
		require.NoError(t, sim.Run(sim.StepsIn(ms)))
		end = 0.13 * in / 0.075
		assert.InEpsilon(t, end+(start-end)*math.Exp(-ms*0.075), n.Var("Ca.C").At(0), 1e-12, "CalciumFirstOrder, %v", i0)
	}
}

// TestShell: d counts in 10 nm. A current of 1 uA/cm2 carries 1e-6/(2*96485) mol
// of calcium in a second through a square centimetre, into a shell of 1 um, which
// holds 1e-4 cm3 there; a mole in a cm3 is 1e6 mM. F has three digits less.
func TestShell(t *testing.T) {
	n, sim := build(t, inside(ion.CalciumDetailed{D: 100, Tau: 1e12, Channels: dyn.Channels{"S": source(1)}}, -60, nil), 0.1)
	require.NoError(t, sim.Run(10000))
	perSecond := 1e-6 / (2 * 96485) / 1e-4 * 1e6
	assert.InEpsilon(t, perSecond, n.Var("Ca.C").At(0)-2.4e-4, 1e-4)
}

// TestStart: calcium starts at 2.4e-4 mM, whatever it is at rest.
func TestStart(t *testing.T) {
	for _, ca := range []dyn.Ion{ion.CalciumDetailed{CRest: 1e-4}, ion.CalciumFirstOrder{}, ion.CalciumFixed{}} {
		n, _ := build(t, inside(ca, -60, nil), 0.1)
		assert.Equal(t, 2.4e-4, n.Var("Ca.C").At(0))
	}
}

// TestOnlyCalciumComesIn: calcium channels raise the concentration below their
// reversal potential, which BrainPy has the other way round; what calcium opens
// but other ions carry does not, in the ion or in a mix, inward or outward.
func TestOnlyCalciumComesIn(t *testing.T) {
	run := func(ca ion.CalciumDetailed, v float64, mixes dyn.Mixes) float64 {
		n, sim := build(t, inside(ca, v, mixes), 0.1)
		require.NoError(t, sim.Run(200))
		return n.Var("Ca.C").At(0)
	}
	const rest = 2.4e-4
	assert.Greater(t, run(ion.CalciumDetailed{D: 100, Channels: dyn.Channels{"T": channel.ICaTHM1992{}}}, -70, nil), 1.1*rest)
	ahp := dyn.Channels{"AHP": channel.IAHPDe1994{P: 1}}
	for _, v := range []float64{-120, -40} { // AHP inward and outward
		assert.InEpsilon(t, rest, run(ion.CalciumDetailed{Channels: ahp}, v, nil), 1e-12)
		assert.InEpsilon(t, rest, run(ion.CalciumDetailed{}, v, dyn.Mixes{"KCa": {Of: []string{"Ca", "K"}, Channels: ahp}}), 1e-12)
		assert.InEpsilon(t, rest, run(ion.CalciumDetailed{Channels: dyn.Channels{"N": channel.ICaNIS2008{P: 1}, "H": channel.IhDe1996{}}}, v, nil), 1e-12)
	}
}

// TestNernst: the reversal potential of calcium is that of Nernst at the
// concentration that there is. It is found by the current of a channel of
// conductance 1 in a step of forward Euler; 120.3 mV at rest and 36 degrees, as
// in Destexhe et al. 1994.
func TestNernst(t *testing.T) {
	open := dyn.Equations{Name: "open", Body: "I = Ca.E - V"}
	current := func(ca dyn.Ion) float64 {
		m := inside(ca, 0, nil)
		m.C, m.Method = 1, dyn.Euler
		n, sim := build(t, m, 1)
		require.NoError(t, sim.Step())
		return n.V.At(0)
	}
	for _, c := range []float64{1e-5, 2.4e-4, 0.1, 2, 5} {
		for _, kelvin := range []float64{293.15, 309.15} {
			want := 8.31441 * kelvin / (2 * 96.489) * math.Log(2/c)
			x := dyn.Channels{"X": open}
			assert.InDelta(t, want, current(ion.CalciumDetailed{C: c, T: kelvin - 273.15, Channels: x}), 1e-11)
			assert.InDelta(t, want, current(ion.CalciumFirstOrder{C: c, T: kelvin - 273.15, Channels: x}), 1e-11)
		}
	}
	assert.InDelta(t, 120.3, current(ion.CalciumDetailed{Channels: dyn.Channels{"X": open}}), 0.05)
	assert.InDelta(t, 120, current(ion.CalciumFixed{Channels: dyn.Channels{"X": open}}), 1e-12)
	// Without calcium E stays a number.
	assert.InDelta(t, 13.32*math.Log(2e12), current(ion.CalciumFirstOrder{C: 0, Channels: dyn.Channels{"X": open}}), 0.1)
}

// TestCalciumOfT: with a T current in voltage clamp, calcium follows an
// integration of the published equations made here with the classical
// Runge–Kutta method at the same step, which the model is asked to use too.
func TestCalciumOfT(t *testing.T) {
	const v, dt, ms = -55, 0.05, 40
	u := v + 3.0
	pInf, tauP := 1/(1+math.Exp(-(u+59)/6.2)), (0.612+1/(math.Exp(-(u+132)/16.7)+math.Exp((u+16.8)/18.2)))/math.Pow(3.55, 1.2)
	qInf, tauQ := 1/(1+math.Exp((u+83)/4)), (28+math.Exp(-(u+22)/10.5))/math.Pow(3, 1.2)
	f := func(x [3]float64) [3]float64 {
		p, q, c := x[0], x[1], x[2]
		e := 8.31441 * 309.15 / (2 * 96.489) * math.Log(2/c)
		i := 2 * p * p * q * (e - v)
		return [3]float64{(pInf - p) / tauP, (qInf - q) / tauQ, math.Max(i/(2*96.489*50), 0) + (2.4e-4-c)/5}
	}
	axpy := func(x, k [3]float64, h float64) [3]float64 {
		for i := range x {
			x[i] += h * k[i]
		}
		return x
	}
	m := inside(ion.CalciumDetailed{D: 50, Channels: dyn.Channels{"T": channel.ICaTHM1992{P: 0, Q: 0.9}}}, v, nil)
	m.Method = dyn.RK4
	n, sim := build(t, m, dt)
	x, peak := [3]float64{0, 0.9, 2.4e-4}, 0.0
	for range int(math.Round(ms / dt)) {
		a := f(x)
		b := f(axpy(x, a, dt/2))
		c := f(axpy(x, b, dt/2))
		d := f(axpy(x, c, dt))
		for i := range x {
			x[i] += dt / 6 * (a[i] + 2*b[i] + 2*c[i] + d[i])
		}
		require.NoError(t, sim.Step())
		require.InEpsilon(t, x[2], n.Var("Ca.C").At(0), 1e-10)
		peak = max(peak, x[2])
	}
	assert.Greater(t, peak, 10*2.4e-4)
}
