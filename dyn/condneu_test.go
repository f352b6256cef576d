package dyn_test

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

// squid is dyn.HH composed of channels, two of them in ions.
func squid(method dyn.Method) dyn.CondNeuGroup {
	return dyn.CondNeuGroup{V: -65, VTh: 20, Method: method,
		Channels: dyn.Channels{"IL": channel.IL{E: -54.387, GMax: 0.03}},
		Ions: dyn.Ions{
			"Na": ion.SodiumFixed{E: 50, Channels: dyn.Channels{"HH": channel.INaHH1952{}}},
			"K":  ion.PotassiumFixed{E: -77, Channels: dyn.Channels{"DR": channel.IKHH1952{GMax: 36}}},
		},
	}
}

// TestComposedIsHH: Hodgkin and Huxley's neuron composed of its channels is
// dyn.HH. The two are the same numbers in another order of addition: what
// rounding leaves grows in the upstroke of a spike, by less than 1e5.
func TestComposedIsHH(t *testing.T) {
	for _, method := range []dyn.Method{dyn.ExpEuler, dyn.Euler, dyn.RK4} {
		for _, ltc := range []bool{false, true} {
			composed, whole := dyn.Model(squid(method)), dyn.Model(dyn.HH{V: -65, Method: method})
			if ltc {
				s := squid(method)
				composed = dyn.CondNeuGroupLTC{V: s.V, VTh: s.VTh, Channels: s.Channels, Ions: s.Ions, Method: method}
				whole = dyn.HHLTC{V: -65, Method: method}
			}
			net := &struct {
				golgi.DynSysGroup
				A, B *dyn.Group
			}{A: dyn.NewGroup(1, composed), B: dyn.NewGroup(1, whole)}
			sim := build(t, net, golgi.Dt(0.02))
			require.NoError(t, net.A.Input.Set(10))
			require.NoError(t, net.B.Input.Set(10))
			spikes := 0
			for range sim.StepsIn(60) {
				require.NoError(t, sim.Step())
				require.InDelta(t, net.B.V.At(0), net.A.V.At(0), 1e-9)
				require.Equal(t, net.B.Spike.Count(), net.A.Spike.Count())
				spikes += net.A.Spike.Count()
			}
			assert.InDelta(t, net.B.Var("n").At(0), net.A.Var("K.DR.p").At(0), 1e-11)
			assert.InDelta(t, net.B.Var("h").At(0), net.A.Var("Na.HH.q").At(0), 1e-11)
			assert.Greater(t, spikes, 3, "nothing was compared in a spike")
		}
	}
}

// TestComposedSpikesWhereHHDoes: at the default method and step it has the spike
// times of HH in the reference, to a step.
func TestComposedSpikesWhereHHDoes(t *testing.T) {
	got := spikeTimes(t, squid(""), 10, 0.1, 60)
	require.Len(t, got, 4)
	for k, want := range []float64{2.5, 17.5, 32.3, 47.1} {
		assert.InDelta(t, want, got[k], 0.1)
	}
}

// TestComposedPaths: variables and parameters of parts have paths, and can be
// read and set; what is set takes effect.
func TestComposedPaths(t *testing.T) {
	net := &alone{N: dyn.NewGroup(3, squid(""))}
	sim := build(t, net)
	for _, path := range []string{"N.V", "N.Na.HH.p", "N.Na.HH.q", "N.K.DR.p", "N.K.DR.g_max", "N.K.E", "N.IL.E", "N.V_th", "N.I_inj"} {
		s, err := sim.Lookup(path)
		require.NoError(t, err, path)
		assert.Equal(t, path, s.Path())
		assert.Equal(t, 3, s.Len())
	}
	before := net.N.Var("K.DR.p").At(1)
	require.NoError(t, net.N.Var("K.DR.p").Slice(1, 2).Set(0.9))
	require.NoError(t, sim.Step())
	assert.Less(t, net.N.V.At(1), net.N.V.At(0)-1, "an open potassium channel hyperpolarises")
	assert.Greater(t, net.N.Var("K.DR.p").At(1), before)
	require.NoError(t, net.N.Var("Na.HH.g_max").Set(0))
	require.NoError(t, net.N.Input.Set(10))
	for range 1000 {
		require.NoError(t, sim.Step())
		require.Zero(t, net.N.Spike.Count(), "there is no sodium current left")
	}
	assert.Contains(t, net.N.Explain(), "dNa.HH.p/dt = Na.HH.phi*(Na.HH.alpha_p*(1 - Na.HH.p) - Na.HH.beta_p*Na.HH.p)")
}

// TestPartsEach: parameters of parts may differ between neurons, and a value for
// a part can be given with With as with other equations.
func TestPartsEach(t *testing.T) {
	m := squid("")
	m.Channels["IL"] = channel.IL{GMax: []float64{0.03, 0.3}, E: -54.387}
	two := &alone{N: dyn.NewGroup(2, m)}
	one := &alone{N: dyn.NewGroup(1, m.Equations().With(golgi.Values{"IL.g_max": 0.3}))}
	for _, net := range []*alone{one, two} {
		sim := build(t, net)
		require.NoError(t, net.N.Input.Set(3))
		require.NoError(t, sim.Run(100))
	}
	assert.Equal(t, one.N.V.At(0), two.N.V.At(1))
	assert.NotEqual(t, two.N.V.At(0), two.N.V.At(1))
}

// TestInjected: 1 nA into an area A is 1e-3/A uA/cm2, and the current of
// synapses and of Input is a density.
func TestInjected(t *testing.T) {
	net := &alone{N: dyn.NewGroup(1, dyn.CondNeuGroup{V: 0, A: 2e-5, C: 4})}
	sim := build(t, net, golgi.Dt(1))
	require.NoError(t, net.N.Var("I_inj").Set(0.02))
	require.NoError(t, net.N.Input.Set(3))
	require.NoError(t, sim.Step())
	assert.InDelta(t, (1.0+3)/4, net.N.V.At(0), 1e-15)
}

// TestComposedStartsSteady: with V drawn at random every channel starts at the
// steady state of its own V.
func TestComposedStartsSteady(t *testing.T) {
	m := squid("")
	m.V, m.C = nil, 1e300
	net := &alone{N: dyn.NewGroup(50, m)}
	sim := build(t, net)
	v, p := net.N.V.Values(), net.N.Var("Na.HH.p").Values()
	assert.NotEqual(t, v[0], v[1])
	for _, x := range v {
		assert.True(t, x >= -70 && x < -60)
	}
	require.NoError(t, sim.Run(100))
	for i := range p {
		assert.InDelta(t, p[i], net.N.Var("Na.HH.p").At(i), 1e-15)
	}
}

// relayReference is a thalamic neuron with calcium, written again as one system
// of equations: V, the gates of sodium, potassium, T and Ih, AHP and calcium.
func relayReference() reference {
	rate := func(x, k float64) float64 { return x / math.Expm1(x/k) }
	inf := func(x, k float64) float64 { return 1 / (1 + math.Exp(x/k)) }
	rates := func(v float64) (am, bm, ah, bh, an, bn float64) {
		u := v + 45
		return 0.32 * rate(13-u, 4), 0.28 * rate(u-40, 5), 0.128 * math.Exp((17-u)/18), 4 / (1 + math.Exp((40-u)/5)),
			0.032 * rate(15-u, 5), 0.5 * math.Exp((10-u)/40)
	}
	const v0, c0 = -73.3, 2.4e-4
	am, bm, ah, bh, an, bn := rates(v0)
	return reference{
		vars:  []string{"V", "Na.p", "Na.q", "K.DR.p", "Ca.T.p", "Ca.T.q", "h.p", "KCa.AHP.p", "Ca.C"},
		start: []float64{v0, am / (am + bm), ah / (ah + bh), an / (an + bn), inf(-59-(v0+3), 6.2), inf(v0+86, 4), inf(v0+75, 5.5), 48 * c0 * c0 / (48*c0*c0 + 0.09), c0},
		input: 2.5,
		f: func(x []float64, input float64) []float64 {
			v, m, h, n, p, q, o, a, c := x[0], x[1], x[2], x[3], x[4], x[5], x[6], x[7], x[8]
			am, bm, ah, bh, an, bn := rates(v)
			eCa := 8.31441 * 309.15 / (2 * 96.489) * math.Log(2/c)
			iCa := 1.5 * p * p * q * (eCa - v)
			u := v + 3
			tauP := 0.612 + 1/(math.Exp(-(u+132)/16.7)+math.Exp((u+16.8)/18.2))
			tauQ := 28 + math.Exp(-(u+22)/10.5)
			if u < -80 {
				tauQ = math.Exp((u + 467) / 66.6)
			}
			return []float64{
				input + 90*m*m*m*h*(50-v) + 10*math.Pow(n, 4)*(-90-v) + 0.01*(-70-v) + iCa + 0.015*o*(-43-v) + 0.5*a*a*(-90-v),
				am*(1-m) - bm*m, ah*(1-h) - bh*h, an*(1-n) - bn*n,
				math.Pow(3.55, 1.2) * (inf(-59-u, 6.2) - p) / tauP, math.Pow(3, 1.2) * (inf(u+83, 4) - q) / tauQ,
				(inf(v+75, 5.5) - o) * (math.Exp(-0.086*v-14.59) + math.Exp(0.0701*v-1.87)),
				48*c*c*(1-a) - 0.09*a,
				math.Max(iCa/(2*96.489*100), 0) + (2.4e-4-c)/5,
			}
		},
	}
}

// TestComposedConverges: a neuron with ions, a mix and calcium tends to the
// solution of its published equations, integrated here, with the order of the
// method. Over the 8 ms it depolarises and starts a spike; V counts in units of
// 100 mV and calcium in 1e-3 mM.
func TestComposedConverges(t *testing.T) {
	r := relayReference()
	want, _ := r.integrate(8, 1.0/1024)
	require.Greater(t, want[8], 2.5e-4, "calcium has come in")
	miss := func(method dyn.Method, dt float64) float64 {
		net := &alone{N: dyn.NewGroup(1, dyn.CondNeuGroup{V: r.start[0], Method: method,
			Channels: dyn.Channels{"Na": channel.INaBa2002{VSh: -45}, "L": channel.IL{GMax: 0.01}, "h": channel.IhHM1992{GMax: 0.015}},
			Ions: dyn.Ions{"K": ion.PotassiumFixed{E: -90, Channels: dyn.Channels{"DR": channel.IKDRBa2002{VSh: -45}}},
				"Ca": ion.CalciumDetailed{D: 100, Channels: dyn.Channels{"T": channel.ICaTHM1992{GMax: 1.5}}}},
			Mixes: dyn.Mixes{"KCa": {Of: []string{"Ca", "K"}, Channels: dyn.Channels{"AHP": channel.IAHPDe1994{GMax: 0.5}}}},
		})}
		sim := build(t, net, golgi.Dt(dt))
		require.NoError(t, net.N.Input.Set(r.input))
		for k, v := range r.vars {
			require.InDelta(t, r.start[k], net.N.Var(v).At(0), 1e-13, v)
		}
		require.NoError(t, sim.Run(int64(math.Round(8/dt))))
		worst := 0.0
		for k, v := range r.vars {
			scale := map[string]float64{"V": 100, "Ca.C": 1e-3}[v]
			if scale == 0 {
				scale = 1
			}
			worst = max(worst, math.Abs(net.N.Var(v).At(0)-want[k])/scale)
		}
		return worst
	}
	for method, order := range map[dyn.Method]float64{"": 1, dyn.RK4: 4} {
		coarse, fine := miss(method, 1.0/32), miss(method, 1.0/128)
		assert.InDelta(t, order, math.Log2(coarse/fine)/2, 0.3, "%s: errors %g and %g", method, coarse, fine)
	}
}
