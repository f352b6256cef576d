package dyn_test

import (
	"math"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/golgi-sim/golgi"
	"github.com/golgi-sim/golgi/dyn"
)

// byName returns the models of the catalogue by name.
func byName() map[string]dyn.Model {
	all := map[string]dyn.Model{}
	for _, m := range dyn.NeuronModels() {
		all[dyn.ModelName(m)] = m
	}
	return all
}

// unreached puts the threshold where nothing comes, of models that have one.
func unreached() golgi.Values {
	return golgi.Values{"V_th": 1e6, "V_th_inf": 1e6}
}

// TestLTCAndPlainAgree: with a conductance, the plain model and the LTC model
// differ at first order in dt and tend to the same; with a conductance so strong
// that dt*g/C is 50 the LTC model stays between its reversal potentials. The
// membranes of HH and its kin are fast, so the step at which first order can be
// seen is smaller there.
func TestLTCAndPlainAgree(t *testing.T) {
	refs := references()
	run := func(m dyn.Model, weight, dt, ms float64) float64 {
		net := oneSynapse(m, weight)
		sim := build(t, net, golgi.Dt(dt))
		require.NoError(t, sim.Run(sim.StepsIn(ms)))
		return net.N.V.At(0)
	}
	models := byName()
	for name, m := range models {
		base, ok := strings.CutSuffix(name, "LTC")
		if !ok {
			continue
		}
		t.Run(name, func(t *testing.T) {
			plain := models[base]
			require.NotNil(t, plain)
			start := golgi.Values{"V": refs[name].start[0]}
			plain, m := with(with(plain, start), unreached()), with(with(m, start), unreached())
			differ := func(dt float64) float64 {
				return math.Abs(run(plain, 0.03, dt, 3) - run(m, 0.03, dt, 3))
			}
			assert.InDelta(t, 4, differ(1.0/128)/differ(1.0/512), 0.6)

			// A current that is constant is the same in both, bit for bit.
			same := func(m dyn.Model) float64 {
				net := &alone{N: dyn.NewGroup(1, m)}
				sim := build(t, net)
				require.NoError(t, net.N.Input.Set(refs[name].input))
				require.NoError(t, sim.Run(20))
				return net.N.V.At(0)
			}
			assert.Equal(t, same(plain), same(m))
		})
	}
	v := run(dyn.LifLTC{VTh: 1e3}, 5000, 0.1, 6)
	assert.True(t, v > 0 && v < 30, "V = %v", v)
	for _, m := range []dyn.Model{dyn.HHLTC{V: -65}, dyn.MorrisLecarLTC{V: -60}, dyn.WangBuzsakiHHLTC{}} {
		v := run(m, 500, 0.1, 1)
		assert.True(t, v > -90 && v < 50, "%s: V = %v", dyn.ModelName(m), v)
	}
}

// TestRefractory: every refractory model has V at its value after the spike for
// round(tau_ref/dt) steps, no spike in them, and goes on in the next; what is
// not V goes on all the time.
func TestRefractory(t *testing.T) {
	refs := references()
	for name, m := range byName() {
		if !strings.Contains(name, "Ref") {
			continue
		}
		t.Run(name, func(t *testing.T) {
			const held = 50
			net := &alone{N: dyn.NewGroup(1, with(m, golgi.Values{"tau_ref": 5, "A2": 0.1}))}
			sim := build(t, net, golgi.Dt(0.1))
			require.NoError(t, net.N.Input.Set(refs[name].input))
			for net.N.Spike.Count() == 0 {
				require.Less(t, sim.Steps(), int64(1000))
				steps(t, sim, 1)
			}
			reset := net.N.V.At(0)
			if len(refs[name].vars) == 1 {
				require.Equal(t, net.N.Var("V_reset").At(0), reset)
			}
			others := func() []float64 {
				var x []float64
				for _, v := range refs[name].vars[1:] {
					x = append(x, net.N.Var(v).At(0))
				}
				return x
			}
			before := others()
			for range held {
				steps(t, sim, 1)
				require.Equal(t, reset, net.N.V.At(0))
				require.Zero(t, net.N.Spike.Count())
			}
			if len(before) > 0 {
				assert.NotEqual(t, before, others())
			}
			steps(t, sim, 1)
			assert.NotEqual(t, reset, net.N.V.At(0))
		})
	}
}

// TestPeriod: one-dimensional neurons fire with the period ∫ dV/(dV/dt) from
// V_reset to V_th, after tau_ref, rounded up to steps. The integral is taken by
// Simpson's rule, right to 1e-9 here; for QuaIF it is also known in closed form.
func TestPeriod(t *testing.T) {
	const dt, ref = 1.0 / 64, 4.0
	refs := references()
	quadrature := func(r reference, from, to float64) float64 {
		const n = 20000
		h, sum := (to-from)/n, 0.0
		for k := range n + 1 {
			w := 2.0 + 2*float64(k%2)
			if k == 0 || k == n {
				w = 1
			}
			sum += w / r.f([]float64{from + float64(k)*h}, r.input)[0]
		}
		return sum * h / 3
	}
	d := 8 - 0.07*7.5*7.5 // c*(V - V_rest)*(V - V_c) + R*I = c*(V + 57.5)² + d
	k := math.Sqrt(0.07 / d)
	closed := 10 / math.Sqrt(0.07*d) * (math.Atan(k*(-30+57.5)) - math.Atan(k*(-68+57.5)))
	require.InDelta(t, closed, quadrature(refs["QuaIF"], -68, -30), 1e-9)
	for _, c := range []struct {
		m        dyn.Model
		from, to float64
	}{
		{dyn.LifRef{}, -5, 20}, {dyn.LifRefLTC{}, -5, 20}, {dyn.ExpIFRef{}, -68, -55}, {dyn.ExpIFRefLTC{}, -68, -55},
		{dyn.QuaIFRef{}, -68, -30}, {dyn.QuaIFRefLTC{}, -68, -30},
	} {
		name := dyn.ModelName(c.m)
		period := quadrature(refs[name], c.from, c.to) + ref
		m := withMethod(with(c.m, golgi.Values{"tau_ref": ref}), dyn.RK4)
		times := spikeTimes(t, m, refs[name].input, dt, 300)
		require.Greater(t, len(times), 5, name)
		want := math.Ceil(period/dt) * dt
		for j := range times[1:] {
			// Times are rounded to 1e-6 ms.
			assert.InDelta(t, want, times[j+1]-times[j], 2e-6, "%s: the period is %v", name, period)
		}
	}
}

// TestNoiseOfModels: noise on V has the strength that it is given, in every
// model that has the parameter: with the first step V gets noise*sqrt(dt)*N on
// top of what it gets without. The variance of 4000 samples is right to 2.2 %
// (one standard error), so 9 %.
func TestNoiseOfModels(t *testing.T) {
	const n, dt, strength = 4000, 1.0 / 64, 0.25
	for name, m := range byName() {
		if strings.HasSuffix(name, "LIF") { // CoNeX's have none
			continue
		}
		after := func(set golgi.Values) []float64 {
			set["V"] = -60
			net := &alone{N: dyn.NewGroup(n, with(with(m, set), unreached()))}
			sim := build(t, net, golgi.Dt(dt))
			steps(t, sim, 1)
			return net.N.V.Values()
		}
		quiet, noisy := after(golgi.Values{}), after(golgi.Values{"noise": strength})
		mean, square := 0.0, 0.0
		for i := range noisy {
			x := noisy[i] - quiet[i]
			mean += x / n
			square += x * x / n
		}
		assert.InEpsilon(t, strength*strength*dt, square, 0.09, name)
		assert.InDelta(t, 0, mean, 5*strength*math.Sqrt(dt/n), name)
	}
}
