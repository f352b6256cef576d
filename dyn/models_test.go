package dyn_test

import (
	"math"
	"reflect"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/golgi-sim/golgi"
	"github.com/golgi-sim/golgi/dyn"
	"github.com/golgi-sim/golgi/dyn/dyntest"
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
	// labelled are the inputs with a label.
	labelled map[string]float64
	set      golgi.Values // the parameters that it was made with
	// low says that some equation takes no method of an order above 1.
	low bool
	ms  float64 // how long is compared; 0: 8, and 2 for models that are reset
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
func with(m dyn.Model, set golgi.Values) dyn.Model { return dyntest.With(m, set) }

func withMethod(m dyn.Model, method dyn.Method) dyn.Model {
	v := reflect.New(reflect.TypeOf(m)).Elem()
	v.Set(reflect.ValueOf(m))
	v.FieldByName("Method").Set(reflect.ValueOf(method))
	return v.Interface().(dyn.Model)
}

// TestModelsConverge: every model tends to the solution of its published
// equations with the order of the integrator: 1 for the default of neurons, 4
// for RK4, which is the default of most rate models. On one autonomous equation
// the default of neurons, exponential Euler, is the exponential Rosenbrock–Euler
// method, of order 2 (Hochbruck and Ostermann, Acta Numer. 19, 209, 2010,
// section 2.4). The time is before the first reset, and across spikes for models
// without; orders are measured between steps a factor 4 apart, and may be 0.3
// off.
func TestModelsConverge(t *testing.T) {
	for _, c := range modelCases(t) {
		r, m := c.reference, c.model
		t.Run(c.name, func(t *testing.T) {
			ms := 8.0
			if r.reset != nil {
				ms = 2
			}
			if r.ms != 0 {
				ms = r.ms
			}
			want, spikes := r.integrate(ms, 1.0/1024)
			require.Empty(t, spikes)
			miss := func(method dyn.Method, dt float64) float64 {
				net := &alone{N: dyn.NewGroup(1, withMethod(m, method))}
				sim := build(t, net, golgi.Dt(dt))
				require.NoError(t, net.N.Input.Set(r.input))
				for name, x := range r.labelled {
					require.NoError(t, net.N.Var(name).Set(x))
				}
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
			first := 1.0
			switch method := m.Equations().Method; {
			case method == dyn.RK4:
				first = 4
			case method != dyn.Euler && len(r.vars) == 1:
				first = 2
			}
			for method, order := range map[dyn.Method]float64{"": first, dyn.RK4: 4} {
				if r.low && method == dyn.RK4 {
					continue
				}
				coarse, fine := miss(method, 1.0/64), miss(method, 1.0/256)
				if coarse < 1e-12 {
					continue // solved exactly
				}
				if order == 4 && fine < 1e-10 {
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
	for _, c := range modelCases(t) {
		if c.reset == nil || strings.Contains(c.name, "LTC") { // the same at constant input, bit for bit
			continue
		}
		_, want := c.integrate(100, dt/2)
		require.NotEmpty(t, want, c.name)
		got := spikeTimes(t, c.model, c.input, dt, 100)
		require.Equal(t, len(want), len(got), c.name)
		for k := range want {
			assert.InDelta(t, want[k], got[k], 0.05, "%s, spike %d", c.name, k)
		}
	}
}
