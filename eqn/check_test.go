package eqn_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/golgi-sim/golgi/eqn"
)

// TestModelMistakes: each mistake is found, said with its place, and what to do.
func TestModelMistakes(t *testing.T) {
	for _, c := range []struct {
		s    source
		want string
	}{
		{source{params: "V_rest = -65 mV", body: "dV/dt = V_rst - V"}, `Body 1:9: unknown name "V_rst"; did you mean "V_rest"?`},
		{source{body: "dV/dt = epx(V)"}, `unknown function "epx"; did you mean "exp"?`},
		{source{body: "dV/dt = exp(V, 2)"}, "exp takes 1 argument, not 2"},
		{source{body: "dV/dt = clip(V)"}, "clip takes 3 arguments, not 1"},
		{source{body: "dV/dt = -V\ndV/dt = 1"}, `Body 2:1: "V" is a variable already; leave one of the two out`},
		{source{params: "V = 1", body: "dV/dt = -V"}, `Body 1:1: "V" is a parameter already`},
		{source{body: "dI/dt = 1"}, "the sum of the currents"},
		{source{body: "dpi/dt = 1"}, "the language gives a meaning"},
		{source{body: "a = b\nb = a\ndV/dt = a"}, `"a" depends on itself`},
		{source{body: "a += 1\ndV/dt = a"}, "assigned once"},
		{source{body: "dV/dt = -V : unless refractory", spike: "V > 1"}, "never refractory"},
		{source{body: "dV/dt = -V : shared"}, `"shared" has no meaning for a neuron`},
		{source{body: "dV/dt = -V", spike: "V"}, "is a number where a condition is wanted"},
		{source{body: "dV/dt = if V: 1 else: 2"}, "is a number where a condition is wanted"},
		{source{body: "dV/dt = -V", spike: "V > 1", reset: "v = 1"}, `Reset 1:1: unknown variable "v"; did you mean "V"?`},
		{source{params: "a = 1", body: "dV/dt = -V", spike: "V > 1", reset: "a = 1"}, `give it an equation da/dt = 0`},
		{source{body: "dV/dt = -V", spike: "V > 1", reset: "V = 0", refractory: "V"}, "may depend on parameters only"},
		{source{body: "dV/dt = -V", reset: "V = 0"}, "a model that does not spike is never reset"},
		{source{body: "dV/dt = -V : min = V"}, "a bound may depend on parameters only"},
		{source{body: "dV/dt = -V : init = I"}, "cannot depend on a current"},
		{source{body: "dV/dt = -V", spike: "xi > 1"}, `white noise "xi" stands in differential equations only`},
		{source{body: "dV/dt = spike"}, "`after spike` only"},
		{source{body: "dV/dt = (V"}, "Body 1:"},
		{source{body: "dV/dt = 1/V", spike: "V > 1", refractory: "Poisson(3)"}, `Refractory 1:1: the refractory period may depend on parameters only, by functions such as exp and max, and not on "Poisson(3)"`},
		{source{body: "dV/dt = 1", spike: "V > 1", refractory: "Binomial(5, 0.5)"}, `and not on "Binomial(5, 0.5)"`},
		{source{body: "dV/dt = 1", spike: "V > 1", refractory: "1 + hold(2)"}, `and not on "hold(2)"`},
		{source{body: "dV/dt = 1", spike: "V > 1", refractory: "I"}, `"I" is none`},
		{source{body: "dV/dt = 1", spike: "V > 1", refractory: "I(3)"}, `and not on "I(3)"`},
		{source{body: "dV/dt = 1 : max = Poisson(3)"}, `a bound may depend on parameters only`},
		{source{body: "dV/dt = -V + I : init = I"}, `Body 1:25: an initial value cannot depend on a current, which there is none of yet: leave "I" out`},
		{source{body: "a = 2*I_dend\ndV/dt = -V + I_dend : init = a"}, `Body 2:30: an initial value cannot depend on a current, which there is none of yet: leave "I_dend", on which "a" rests, out`},
		{source{body: "dV/dt = -V + I : init = I(3)"}, `leave "I(3)" out`},
		{source{body: "dV/dt = -V : init = xi"}, `Body 1:21: white noise "xi" stands in differential equations only`},
		{source{body: "a = 2*xi\nb = a + 1\ndV/dt = a", spike: "V > b"}, `Spike 1:5: white noise "xi", on which "b" rests, stands`},
		{source{body: "a = 2*xi\ndV/dt = a", spike: "V > 1", reset: "V = a"}, `Reset 1:5: white noise "xi", on which "a" rests, stands`},
		{source{body: "dV/dt = hold(xi)"}, `white noise "xi" stands in differential equations only, outside of hold`},
		{source{body: "a = xi_2\ndV/dt = hold(1 + a)"}, `white noise "xi_2", on which "a" rests, stands`},
		{source{body: ""}, "a neuron has a differential equation"},
		{source{body: "a = 1"}, "a neuron has a differential equation"},
		{source{body: "dV/dt = qqqqqqq(V)"}, `unknown function "qqqqqqq"; the functions are Binomial, I, Normal, Poisson, Uniform, abs, ceil, clip`},
		{source{body: "I_Na = 0.1*(V - 50)\ndV/dt = -I_na"}, `Body 2:10: "I_na" would be an input current, and the model has a name like it; did you mean "I_Na"?`},
		{source{params: "I_bias = 1", body: "dV/dt = -V + I_bais"}, `did you mean "I_bias"?`},
		{source{params: "Iext = 1", body: "dV/dt = -V + I_ext(V)"}, `did you mean "Iext"?`},
		{source{body: "dV/dt = -V + I_gabba\ndI_gaba/dt = 0 - I_gaba"}, `did you mean "I_gaba"?`},
	} {
		ps, err := eqn.ParseParams(c.s.params)
		require.NoError(t, err)
		_, err = eqn.NewModel(eqn.Source{Name: "test", Params: ps, Body: c.s.body, Spike: c.s.spike, Reset: c.s.reset, Refractory: c.s.refractory})
		if assert.Error(t, err, "%+v", c.s) {
			assert.Contains(t, err.Error(), c.want)
		}
	}
}

// TestCurrentsOfOtherNames: names that are near because their kind of name is.
func TestCurrentsOfOtherNames(t *testing.T) {
	m := source{params: "I_e = 1; I_exc = 2; I_dend1 = 3", body: "I_Na = 4\ndV/dt = I + I_d + I_ext + I_dend2 + I_Ca(V)"}.model(t)
	assert.Equal(t, []string{"", "Ca", "d", "dend2", "ext"}, m.Labels)
}

// TestPartMistakes: those of synapses, outputs and drivers.
func TestPartMistakes(t *testing.T) {
	for _, c := range []struct {
		role                  eqn.Role
		params, body, receive string
		want                  string
	}{
		{eqn.Synapse, "w = 1", "dg/dt = -g", "g += w", "a parameter of a synapse cannot be called w, the sum of the weights that arrive"},
		{eqn.Synapse, "", "dg/dt = -g\ndw/dt = 0", "g += w", "a variable of a synapse cannot be called w"},
		{eqn.Synapse, "", "dx/dt = -x\ng = x + xi", "x += w", `white noise "xi" stands in differential equations only`},
		{eqn.Synapse, "", "dg/dt = -g : unless refractory", "g += w", `"unless refractory" belongs to neurons; leave it out`},
		{eqn.Output, "", "I = g + xi", "", `Body 1:9: white noise "xi" stands in differential equations only`},
		{eqn.Output, "V = 3", "I = g*V", "", "a parameter of an output cannot be called V"},
		{eqn.Output, "", "g = 3; I = g", "", "an assigned name of an output cannot be called g"},
		{eqn.Driver, "", "x = xi", "", `white noise "xi" stands in differential equations only`},
		{eqn.Neuron, "", "dV/dt = 0", "V += w", "a neuron takes the weights that arrive through the I of a synapse and its output"},
	} {
		ps, err := eqn.ParseParams(c.params)
		require.NoError(t, err)
		_, err = eqn.NewModel(eqn.Source{Name: "test", Role: c.role, Params: ps, Body: c.body, Receive: c.receive})
		assert.ErrorContains(t, err, c.want, c.body)
	}
}

func TestAllMistakesAtOnce(t *testing.T) {
	_, err := eqn.NewModel(eqn.Source{Name: "test", Body: "dV/dt = a + b\ndw/dt = foo(1)", Spike: "V > c", Reset: "u = d"})
	require.Error(t, err)
	for _, s := range []string{`"a"`, `"b"`, `"foo"`, `"c"`, `"u"`, `"d"`} {
		assert.Contains(t, err.Error(), s)
	}
}

func TestLeftSide(t *testing.T) {
	for body, want := range map[string]float64{
		"2*dx/dt = 4":             2,
		"2*dx/dt + y = 4 + y":     2,
		"dx/dt/4 - 1 = 0":         4,
		"(dx/dt + 3)*2 = 10":      2,
		"tau*dx/dt + x = 3*y + 1": 0.25,
	} {
		p := source{params: "tau = 4 ms", body: body + "\ndy/dt = 0", method: eqn.Euler}.build(t, 1, 1)
		p.run(1)
		assert.Equal(t, want, p.x("x")[0], body)
	}
	for _, body := range []string{"2/dx/dt = 1", "dx/dt*dx/dt = 1", "dx/dt - dx/dt = 1", "exp(dx/dt) = 1"} {
		m, err := eqn.NewModel(eqn.Source{Name: "test", Body: body})
		if err == nil {
			_, err = (&eqn.Fusion{Dt: 1, Neuron: m}).Compile()
		}
		assert.Error(t, err, body)
	}
}

// TestStorageChangesNoBit: a parameter or input as one value for all, or as the
// same value for each, gives the same bits.
func TestStorageChangesNoBit(t *testing.T) {
	s := source{params: "tau = 20 ms; E = -60 mV; R = 1.3; V_th = -50 mV; k = 7.7",
		body:  "tau*dV/dt = E - V + R*I(V) + 0.3*sin(t/k)*exp((V - E)/k) : init = -55\ndu/dt = (V - E)/tau/k - u*k^2/(1 + k)",
		spike: "V >= V_th", reset: "V = E"}
	m := s.model(t)
	run := func(each string) []float64 {
		f := &eqn.Fusion{Dt: 0.1, Neuron: m, Each: func(_ int, name string) bool { return each == "all" || name == each }}
		p := build(t, f, 1)
		for _, q := range m.Params {
			if a := p.Array(0, q.Name, eqn.ParamArray); a != nil {
				a[0] = q.Value
			}
		}
		if a := p.Array(0, "I", eqn.InputArray); a != nil {
			a[0] = 13.7
		}
		p.SetScalar(0, "I", eqn.InputScalar, 13.7)
		p.Touch()
		p.run(500)
		return append(p.x("V"), p.x("u")...)
	}
	want := run("none")
	assert.NotEqual(t, -55.0, want[0])
	for _, each := range []string{"tau", "E", "R", "k", "I", "V_th", "all"} {
		assert.Equal(t, want, run(each), each)
	}
}

func TestLimits(t *testing.T) {
	p := source{params: "tau = -5 ms; tau_ref = -1 ms", body: "tau*dV/dt = -V : unless refractory", spike: "V > 1", reset: "V = 0", refractory: "tau_ref"}.build(t, 0.1, 3)
	v, err := p.Limits()
	require.NoError(t, err)
	var all []string
	for _, x := range v {
		all = append(all, x.What)
	}
	text := strings.Join(all, "\n")
	assert.Contains(t, text, "tau, which multiplies dV/dt, must be positive")
	assert.Contains(t, text, "the refractory period tau_ref must not be negative")
}

// TestBoundsInOrder: bounds and the start of a variable are checked against one
// another as soon as the parameters are known.
func TestBoundsInOrder(t *testing.T) {
	for body, want := range map[string][]string{
		"dx/dt = 0 : min = 3, max = 1, init = 2":                      {"init - min of x must not be negative -1", "max - init of x must not be negative -1", "max - min of x must not be negative -2"},
		"dx/dt = 0 : min = low, init = 0":                             {"init - min of x must not be negative -1"},
		"dx/dt = 0 : min = low":                                       {"init - min of x must not be negative -1"},
		"dx/dt = 0 : min = low, max = low, init = low":                nil,
		"dx/dt = 0 : min = low, init = Normal(0, 1)":                  nil,
		"dx/dt = 0 : max = low, init = y\ndy/dt = 0 : init = 1.5*low": {"max - init of x must not be negative -0.5"},
	} {
		v, err := source{params: "low = 1", body: body}.build(t, 1, 2).Limits()
		require.NoError(t, err)
		var got []string
		for _, x := range v {
			got = append(got, x.What+" "+num(x.Value))
		}
		assert.ElementsMatch(t, want, got, body)
	}
}

// A fusion without a neuron is an error.
func TestFusionOfNothing(t *testing.T) {
	for _, f := range []*eqn.Fusion{nil, {}} {
		_, err := f.Compile()
		assert.ErrorContains(t, err, "set Neuron to what NewModel returned")
	}
}
