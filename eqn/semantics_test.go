package eqn_test

import (
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/golgi-sim/golgi/eqn"
)

// TestRemovableSingularities: rate functions as they stand in papers have
// their limit at the singularity and full precision beside it. The reference
// is the series 1 + z/2 + z²/12 - z⁴/720 of z/(1-e^-z), whose next term is
// below 1e-16 for |z| < 0.01.
func TestRemovableSingularities(t *testing.T) {
	rate := func(z float64) float64 { return 1 + z/2 + z*z/12 - z*z*z*z/720 }
	for _, form := range []string{
		"0.1*(V + 40)/(1 - exp(-(V + 40)/10))",
		"(0.1*V + 4)/(1 - exp(-0.1*V - 4))",
		"-0.1*(V + 40)/(exp(-(V + 40)/10) - 1)",
		"0.1*(V + 40)/(1 - exp((-40 - V)/k))",
		"(V - V_h)/k/(1 - exp((V_h - V)/k))",
		"0.1*(-40 - V)/expm1(-0.1*(V + 40))",
		"1/exprel(-(V + 40)/10)",
	} {
		p := source{params: "k = 10; V_h = -40", body: "dx/dt = " + form + "\ndV/dt = 0", method: eqn.Euler}.build(t, 1, 7)
		copy(p.x("V"), []float64{-40, -40 + 1e-12, -40 - 1e-12, -40 + 1e-6, -40 - 1e-4, -39.95, -40.1})
		p.run(1)
		for i, v := range p.x("V") {
			z := (v + 40) / 10
			// A few ulp: the arguments -0.1*V - 4 and (V + 40)/10 differ by
			// rounding, which the form that subtracts late amplifies, but
			// only in z, on which the rate depends weakly.
			assert.InEpsilon(t, rate(z), p.x("x")[i], 2e-15, "%s at %v", form, v)
		}
	}
}

// TestSingularitiesEverywhere: the limit is taken wherever an expression can
// stand. Of z/(1 - exp(-z)) it is 1 at 0.
func TestSingularitiesEverywhere(t *testing.T) {
	rate := "r = (V/25)/(1 - exp(-V/25))\n"
	p := source{body: rate + `dV/dt = 0
		dx/dt = 0 : init = r
		dy/dt = 0 : init = r_40
		du/dt = 1 : max = 0.25*(k - 40)/(1 - exp(40 - k))
		r_40 = (x40 + 40)/(1 - exp(-(x40 + 40)))
		dx40/dt = 0 : init = -40
		dz/dt = 0
		dh/dt = hold(r)`, params: "k = 40", spike: "r > 0.5 and r_40 < 1.5", reset: "y = 2; z = r; x40 = -40; h = r_40", method: eqn.Euler}.build(t, 1, 1)
	assert.Equal(t, []float64{1, 1}, []float64{p.x("x")[0], p.x("y")[0]})
	assert.Len(t, p.run(1), 1)
	assert.Equal(t, []float64{0.25, 2, 1, 1}, []float64{p.x("u")[0], p.x("y")[0], p.x("z")[0], p.x("h")[0]})

	for name, f := range map[string]*eqn.Fusion{
		"output": {Dt: 1, Neuron: source{body: "dV/dt = I", method: eqn.Euler}.model(t), Synapses: []eqn.FusedSynapse{{
			Model: part(t, eqn.Synapse, "", "dg/dt = 0 : init = 3", "g += w"), Out: part(t, eqn.Output, "", "I = g*(V/25)/(1 - exp(-V/25))", ""), Part: 1, OutPart: 2, AddFirst: true}}},
		"conductance": {Dt: 1, Neuron: source{body: "dV/dt = I", method: eqn.Euler}.model(t), Synapses: []eqn.FusedSynapse{{
			Model: part(t, eqn.Synapse, "", "dx/dt = 0\ng = 3*x/(exp(x) - 1)", "x += w"), Out: part(t, eqn.Output, "", "I = g", ""), Part: 1, OutPart: 2, AddFirst: true}}},
		"receive": {Dt: 1, Neuron: source{body: "dV/dt = I", method: eqn.Euler}.model(t), Synapses: []eqn.FusedSynapse{{
			Model: part(t, eqn.Synapse, "", "dg/dt = 0", "g += 3*w/(exp(w) - 1)"), Out: part(t, eqn.Output, "", "I = g", ""), Part: 1, OutPart: 2, AddFirst: true}}},
		"current of a potential": {Dt: 1, Neuron: source{body: "dV/dt = I(0)", method: eqn.Euler}.model(t), Synapses: []eqn.FusedSynapse{{
			Model: part(t, eqn.Synapse, "", "dg/dt = 0 : init = 3", "g += w"), Out: part(t, eqn.Output, "", "I = g*V/(1 - exp(-V))", ""), Part: 1, OutPart: 2, AddFirst: true}}},
		"drive": {Dt: 1, Neuron: source{body: "dV/dt = 0"}.model(t), Drives: driver(t, "x = 3*(0*t + dt - 1 + t)/(exp(t) - 1)")},
	} {
		p := build(t, f, 1)
		p.run(1)
		assert.Equal(t, 3.0, p.x("V")[0], name)
	}
}

func TestRefractoriness(t *testing.T) {
	// 20*ln 2 = 13.86 ms to threshold, found at 139 steps, then 50 steps
	// refractory: a period of 189 steps of 0.1 ms, first spike in step 138.
	p := source{params: "tau = 20 ms; tau_ref = 5 ms", body: `tau*dV/dt = -60 - V + I : init = -60, unless refractory`,
		spike: "V >= -50", reset: "V = -60", refractory: "tau_ref"}.build(t, 0.1, 1)
	p.SetScalar(0, "I", eqn.InputScalar, 20)
	var at []int
	for n := range 1000 {
		if len(p.run(1)) > 0 {
			at = append(at, n)
			assert.Equal(t, -60.0, p.x("V")[0])
		}
	}
	assert.Equal(t, []int{138, 327, 516, 705, 894}, at)
}

// TestNoSpikeWhileRefractory: a variable that is not held may pass the
// threshold in the refractory period; that is no spike.
func TestNoSpikeWhileRefractory(t *testing.T) {
	p := source{body: "dV/dt = 1", spike: "V >= 1", reset: "V = 0", refractory: "3"}.build(t, 1, 1)
	var at []int
	for n := range 12 {
		if len(p.run(1)) > 0 {
			at = append(at, n)
		}
	}
	assert.Equal(t, []int{0, 4, 8}, at)
}

func TestUpwardCrossing(t *testing.T) {
	p := source{body: "dV/dt = cos(t) : init = 0", spike: "V > 0.5 : upward", method: eqn.RK4}.build(t, 0.01, 1)
	var at []float64
	for n := range 2000 {
		if len(p.run(1)) > 0 {
			at = append(at, float64(n)*0.01)
		}
	}
	require.Len(t, at, 4)
	for k, x := range at {
		// sin t = 0.5 upwards at π/6 + 2πk, found at the end of a step.
		assert.InDelta(t, math.Pi/6+2*math.Pi*float64(k), x, 0.011)
	}
}

func TestResetRunsInOrder(t *testing.T) {
	p := source{body: `dV/dt = 1
		dw/dt = 0
		dz/dt = 0`, spike: "V >= 1", reset: "w += V; V = 0.25; z = V + w; w *= 2"}.build(t, 1, 1)
	p.run(1)
	assert.Equal(t, []float64{0.25, 2, 1.25}, []float64{p.x("V")[0], p.x("w")[0], p.x("z")[0]})
}

// TestAfterSpike: the equation sees the variables after the reset, and the
// spike as 1 or 0. Numbers by hand: v goes 0 → 1.2 → spike, reset to -1; then
// w += (2*(-1) - 0 + 3*10*1)*0.1/10 = 0.28.
func TestAfterSpike(t *testing.T) {
	p := source{body: `dv/dt = 12
		10*dw/dt = 2*v - w + 3*10*spike : after spike`, spike: "v >= 1", reset: "v = -1", method: eqn.Euler}.build(t, 0.1, 1)
	p.run(1)
	assert.InDelta(t, 0.28, p.x("w")[0], 1e-15)
	p.run(1)
	// v = 0.2: w += (0.4 - 0.28)*0.01
	assert.InDelta(t, 0.28+0.0012, p.x("w")[0], 1e-15)
}

func TestBounds(t *testing.T) {
	p := source{body: `dx/dt = 1 : max = 2.5
		dy/dt = -1 : min = -lim, init = 1`, params: "lim = 0.5"}.build(t, 1, 1)
	p.run(4)
	assert.Equal(t, 2.5, p.x("x")[0])
	assert.Equal(t, -0.5, p.x("y")[0])
}

func TestInitialValuesDependOnOneAnother(t *testing.T) {
	p := source{params: "E = -70 mV", body: `dm/dt = -m : init = m_inf
		dV/dt = -V : init = E + 5
		m_inf = 1/(1 + exp(-V/10))
		dn/dt = 0 : init = 2*m + V`}.build(t, 0.1, 2)
	m := 1 / (1 + math.Exp(6.5))
	assert.InEpsilon(t, m, p.x("m")[1], 1e-15)
	assert.Equal(t, -65.0, p.x("V")[0])
	assert.InEpsilon(t, 2*m-65, p.x("n")[0], 1e-15)

	_, err := (&eqn.Fusion{Dt: 0.1, Neuron: source{body: "dx/dt = 0 : init = y\ndy/dt = 0 : init = x"}.model(t)}).Compile()
	assert.ErrorContains(t, err, "depends on itself")
}

func TestConditionals(t *testing.T) {
	p := source{body: `dx/dt = if V > 0 and not (V >= 2): 1 else: if V < -1 or V == 0.0: 2 else: 3
		big = V > 1
		dy/dt = big + (V < 0)
		dV/dt = 0`, method: eqn.Euler}.build(t, 1, 6)
	copy(p.x("V"), []float64{1, 2, -2, 0, -0.5, math.Inf(-1)})
	p.run(1)
	assert.Equal(t, []float64{1, 3, 2, 2, 3, 2}, p.x("x"))
	assert.Equal(t, []float64{0, 1, 1, 0, 1, 1}, p.x("y"))
}

func TestFunctions(t *testing.T) {
	for expr, want := range map[string]float64{
		"abs(-2)": 2, "sqrt(2)": math.Sqrt2, "exp(1)": math.E, "log(10)": math.Ln10, "log10(1000)": 3, "log1p(1)": math.Ln2,
		"expm1(1)": math.E - 1, "exprel(1)": math.E - 1, "sin(1)": math.Sin(1), "cos(1)": math.Cos(1), "tan(1)": math.Tan(1),
		"sinh(1)": math.Sinh(1), "cosh(1)": math.Cosh(1), "tanh(1)": math.Tanh(1), "sigmoid(1)": 1 / (1 + math.Exp(-1)),
		"floor(-1.5)": -2, "ceil(-1.5)": -1, "rint(2.5)": 2, "sign(-3)": -1, "pow(2, 0.5)": math.Sqrt2, "2^10": 1024, "2^-2": 0.25,
		"min(3, 1, 2)": 1, "max(3, 1, 2)": 3, "clip(5, 0, 2)": 2, "clip(-5, 0.5, 2)": 0.5, "pi": math.Pi, "dt": 0.5, "-2^2": -4, "1/4/2": 0.125,
		"2^3^2": 512, "1 - 2 - 3": -4,
	} {
		// Once folded at build time, once computed in the program.
		for _, arg := range []string{"", " + 0*V"} {
			p := source{body: "dx/dt = (" + expr + ")/dt" + arg + "\ndV/dt = 0", method: eqn.Euler}.build(t, 0.5, 1)
			p.run(1)
			assert.InEpsilon(t, want, p.x("x")[0], 1e-15, expr)
		}
	}
	// And with arguments that are not constant.
	for expr, want := range map[string]float64{"exp(V)": math.Exp(0.7), "V^3": 0.343, "V^-2": 1 / 0.49, "V^0.5": math.Sqrt(0.7), "2^V": math.Pow(2, 0.7),
		"sin(V)^2 + cos(V)^2": 1, "1/exp(V)": math.Exp(-0.7), "exp(-V)*exp(V)": 1, "min(V, 0.5)": 0.5, "V/(1 + V)": 0.7 / 1.7} {
		p := source{body: "dx/dt = " + expr + "\ndV/dt = 0 : init = 0.7", method: eqn.Euler}.build(t, 1, 1)
		p.run(1)
		assert.InEpsilon(t, want, p.x("x")[0], 3e-16*4, expr)
	}
}

// TestDrawsAreAddressed: a draw does not depend on how many elements there are
// or on what else is drawn in other components, and has its distribution.
func TestDraws(t *testing.T) {
	s := source{body: `dx/dt = (Normal(3, 2) - x)/dt
		dy/dt = (Uniform(-1, 1) - y)/dt
		dz/dt = (Normal(0, 1) - z)/dt : init = Normal(10, 1)`, method: eqn.Euler}
	few, many := s.build(t, 0.1, 10), s.build(t, 0.1, 20000)
	assert.InDelta(t, 10, mean(many.x("z")), 0.03)
	few.run(3)
	many.run(3)
	for _, name := range []string{"x", "y", "z"} {
		assert.Equal(t, few.x(name), many.x(name)[:10], name)
	}
	// Standard errors of the means: 2/sqrt(20000) = 0.014, 0.004; four of them.
	assert.InDelta(t, 3, mean(many.x("x")), 0.057)
	assert.InDelta(t, 0, mean(many.x("y")), 0.017)
	assert.NotEqual(t, many.x("x")[0], 3+2*many.x("z")[0])
}

func mean(x []float64) float64 {
	s := 0.0
	for _, v := range x {
		s += v
	}
	return s / float64(len(x))
}
