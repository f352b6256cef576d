package dyn_test

import (
	"math"
	"reflect"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/golgi-sim/golgi"
	"github.com/golgi-sim/golgi/dyn"
)

// reference is a model as its paper has it, written again: the right sides at
// constant input, the initial values, and what happens at a spike.
type reference struct {
	vars  []string
	start []float64
	f     func(x []float64, input float64) []float64
	// reset, of models that are reset, changes x and reports a spike.
	reset func(x []float64) bool
	input float64
	set   golgi.Values // parameters that the reference has other than the default
}

func hhReference(gl float64) reference {
	rate := func(x, k float64) float64 { // x/(1-e^(-x/k)) by its series near 0
		if math.Abs(x/k) < 1e-4 {
			return k * (1 + x/k/2 + x*x/k/k/12)
		}
		return x / -math.Expm1(-x/k)
	}
	gates := func(v float64) (am, bm, ah, bh, an, bn float64) {
		return 0.1 * rate(v+40, 10), 4 * math.Exp(-(v+65)/18), 0.07 * math.Exp(-(v+65)/20), 1 / (1 + math.Exp(-(v+35)/10)),
			0.01 * rate(v+55, 10), 0.125 * math.Exp(-(v+65)/80)
	}
	am, bm, ah, bh, an, bn := gates(-65)
	return reference{
		vars: []string{"V", "m", "h", "n"}, start: []float64{-65, am / (am + bm), ah / (ah + bh), an / (an + bn)}, input: 6,
		set: golgi.Values{"V": -65},
		f: func(x []float64, i float64) []float64 {
			v, m, h, n := x[0], x[1], x[2], x[3]
			am, bm, ah, bh, an, bn := gates(v)
			return []float64{i - 120*m*m*m*h*(v-50) - 36*math.Pow(n, 4)*(v+77) - gl*(v+54.387),
				am*(1-m) - bm*m, ah*(1-h) - bh*h, an*(1-n) - bn*n}
		},
	}
}

func morrisLecarReference() reference {
	return reference{
		vars: []string{"V", "W"}, start: []float64{-60, 0.02}, input: 100, set: golgi.Values{"V": -60},
		f: func(x []float64, i float64) []float64 {
			v, w := x[0], x[1]
			m := (1 + math.Tanh((v+1.2)/18)) / 2
			wInf := (1 + math.Tanh((v-2)/30)) / 2
			return []float64{(i - 4.4*m*(v-130) - 8*w*(v+84) - 2*(v+60)) / 20, 0.04 * math.Cosh((v-2)/60) * (wInf - w)}
		},
	}
}

func wangBuzsakiReference() reference {
	return reference{
		vars: []string{"V", "h", "n"}, start: []float64{-65, 0.6, 0.32}, input: 2,
		f: func(x []float64, i float64) []float64 {
			v, h, n := x[0], x[1], x[2]
			am := 0.1 * (v + 35) / -math.Expm1(-(v+35)/10)
			m := am / (am + 4*math.Exp(-(v+60)/18))
			ah, bh := 0.07*math.Exp(-(v+58)/20), 1/(1+math.Exp(-(v+28)/10))
			an, bn := 0.01*(v+34)/-math.Expm1(-(v+34)/10), 0.125*math.Exp(-(v+44)/80)
			return []float64{i - 35*m*m*m*h*(v-55) - 9*math.Pow(n, 4)*(v+90) - 0.1*(v+65), 5 * (ah*(1-h) - bh*h), 5 * (an*(1-n) - bn*n)}
		},
	}
}

func lifReference() reference {
	return reference{vars: []string{"V"}, start: []float64{0}, input: 25,
		f: func(x []float64, i float64) []float64 { return []float64{(-x[0] + i) / 10} },
		reset: func(x []float64) bool {
			if x[0] < 20 {
				return false
			}
			x[0] = -5
			return true
		}}
}

func izhikevichReference() reference {
	return reference{vars: []string{"V", "u"}, start: []float64{-70, -14}, input: 10,
		f: func(x []float64, i float64) []float64 {
			v, u := x[0], x[1]
			return []float64{0.04*v*v + 5*v + 140 - u + i, 0.02 * (0.2*v - u)}
		},
		reset: func(x []float64) bool {
			if x[0] < 30 {
				return false
			}
			x[0], x[1] = -65, x[1]+8
			return true
		}}
}

func references() map[string]reference {
	return map[string]reference{
		"Lif": lifReference(), "LifRef": lifReference(), "LifLTC": lifReference(), "LifRefLTC": lifReference(),
		"Izhikevich": izhikevichReference(), "IzhikevichRef": izhikevichReference(),
		"IzhikevichLTC": izhikevichReference(), "IzhikevichRefLTC": izhikevichReference(),
		"HH": hhReference(0.03), "HHLTC": hhReference(0.03),
		"MorrisLecar": morrisLecarReference(), "MorrisLecarLTC": morrisLecarReference(),
		"WangBuzsakiHH": wangBuzsakiReference(), "WangBuzsakiHHLTC": wangBuzsakiReference(),
	}
}

// integrate is Runge–Kutta of order 4 with steps of h, with resets at the ends
// of steps. At h = 1/1024 ms its error is below 1e-9 for all models here.
func (r reference) integrate(ms, h float64) (x []float64, spikes []float64) {
	x = append(x, r.start...)
	axpy := func(k []float64, c float64) []float64 {
		y := make([]float64, len(x))
		for i := range y {
			y[i] = x[i] + c*k[i]
		}
		return y
	}
	for n := range int(math.Round(ms / h)) {
		k1 := r.f(x, r.input)
		k2 := r.f(axpy(k1, h/2), r.input)
		k3 := r.f(axpy(k2, h/2), r.input)
		k4 := r.f(axpy(k3, h), r.input)
		for i := range x {
			x[i] += h / 6 * (k1[i] + 2*k2[i] + 2*k3[i] + k4[i])
		}
		if r.reset != nil && r.reset(x) {
			spikes = append(spikes, float64(n)*h)
		}
	}
	return x, spikes
}

// with returns the model with other values, by the names of its equations.
func with(m dyn.Model, set golgi.Values) dyn.Model {
	v := reflect.New(reflect.TypeOf(m)).Elem()
	v.Set(reflect.ValueOf(m))
	for k := range v.NumField() {
		tag := v.Type().Field(k).Tag
		if x, ok := set[tag.Get("name")]; ok && tag.Get("name") != "" {
			v.Field(k).Set(reflect.ValueOf(x))
		}
		if x, ok := set[tag.Get("init")]; ok && tag.Get("init") != "" {
			v.Field(k).Set(reflect.ValueOf(x))
		}
	}
	return v.Interface().(dyn.Model)
}

func withMethod(m dyn.Model, method dyn.Method) dyn.Model {
	v := reflect.New(reflect.TypeOf(m)).Elem()
	v.Set(reflect.ValueOf(m))
	v.FieldByName("Method").Set(reflect.ValueOf(method))
	return v.Interface().(dyn.Model)
}

// TestModelsConverge: every model tends to the solution of its published
// equations with the order of the integrator: 1 for the default, 4 for RK4.
// The time is before the first reset, and across spikes for models without;
// orders are measured between steps a factor 4 apart, and may be 0.3 off.
func TestModelsConverge(t *testing.T) {
	refs := references()
	for _, m := range dyn.NeuronModels() {
		name := dyn.ModelName(m)
		t.Run(name, func(t *testing.T) {
			r, ok := refs[name]
			require.True(t, ok, "%s has no reference", name)
			ms := 8.0
			if r.reset != nil {
				ms = 2
			}
			want, spikes := r.integrate(ms, 1.0/1024)
			require.Empty(t, spikes)
			miss := func(method dyn.Method, dt float64) float64 {
				net := &alone{N: dyn.NewGroup(1, withMethod(with(m, r.set), method))}
				sim := build(t, net, golgi.Dt(dt))
				require.NoError(t, net.N.Input.Set(r.input))
				require.NoError(t, sim.Run(int64(math.Round(ms/dt))))
				worst := 0.0
				for k, v := range r.vars {
					scale := 1.0
					if k == 0 {
						scale = 100
					}
					worst = max(worst, math.Abs(net.N.Var(v).At(0)-want[k])/scale)
				}
				return worst
			}
			for method, order := range map[dyn.Method]float64{"": 1, dyn.RK4: 4} {
				coarse, fine := miss(method, 1.0/64), miss(method, 1.0/256)
				if coarse < 1e-12 {
					continue // solved exactly
				}
				if method == dyn.RK4 && fine < 1e-10 {
					assert.Less(t, coarse, 1e-6)
					continue // rounding, in which no order can be seen
				}
				assert.InDelta(t, order, math.Log2(coarse/fine)/2, 0.3, "%s: errors %g and %g", method, coarse, fine)
			}
		})
	}
}

// TestResets: models that are reset have the spikes of the reference within a
// few steps, at a step so small that the error of order 1 is below that.
func TestResets(t *testing.T) {
	const dt = 1.0 / 512
	for _, m := range []dyn.Model{dyn.Lif{}, dyn.LifRef{}, dyn.Izhikevich{}, dyn.IzhikevichRef{}, dyn.IzhikevichLTC{}} {
		r := references()[dyn.ModelName(m)]
		_, want := r.integrate(100, dt/4)
		got := spikeTimes(t, m, r.input, dt, 100)
		require.Equal(t, len(want), len(got), dyn.ModelName(m))
		for k := range want {
			assert.InDelta(t, want[k], got[k], 0.05, "%s, spike %d", dyn.ModelName(m), k)
		}
	}
}

// TestLTCAndPlainAgree: with a conductance, the plain model and the LTC model
// differ at first order in dt and tend to the same; with a conductance so strong
// that dt*g/C is 50 the LTC model stays between its reversal potentials.
func TestLTCAndPlainAgree(t *testing.T) {
	run := func(m dyn.Model, weight, dt float64) float64 {
		net := oneSynapse(m, weight)
		sim := build(t, net, golgi.Dt(dt))
		require.NoError(t, sim.Run(sim.StepsIn(6)))
		return net.N.V.At(0)
	}
	differ := func(dt float64) float64 {
		return math.Abs(run(dyn.Lif{VTh: 1e3}, 0.5, dt) - run(dyn.LifLTC{VTh: 1e3}, 0.5, dt))
	}
	assert.InDelta(t, 4, differ(1.0/16)/differ(1.0/64), 0.6)
	v := run(dyn.LifLTC{VTh: 1e3}, 5000, 0.1)
	assert.True(t, v > 0 && v < 30, "V = %v", v)
}
