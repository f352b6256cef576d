package dyn

import (
	"fmt"

	"github.com/golgi-sim/golgi"
	"github.com/golgi-sim/golgi/dnn"
	initialize "github.com/golgi-sim/golgi/init"
	"github.com/golgi-sim/golgi/internal/vm"
)

// or returns v, or the default if it is left out.
func or(v, def golgi.Value) golgi.Value {
	if v == nil {
		return def
	}
	return v
}

// denseGate is a gate with dense weights.
func denseGate(name, from string, input, recurrent, bias golgi.Value) cellGate {
	return cellGate{name: name, from: from, input: dnn.Linear{Weight: input}, recurrent: dnn.Linear{Weight: recurrent}, bias: or(bias, 0)}
}

// RNNCell is the simple recurrent cell (Elman, Cogn. Sci. 14, 179, 1990):
//
//	h = Activation(x·Wi + h·Wh + b)
type RNNCell struct {
	Wi, Wh     golgi.Value     // weights, (inputs, units) and (units, units); default initialize.XavierNormal()
	B          golgi.Value     // bias; default 0
	H          golgi.Value     // initial state; default 0
	Activation *dnn.Activation // nil: dnn.ReLU()
}

func (m RNNCell) cell(int, int) (cellPlan, error) {
	f, err := activation(m.Activation, dnn.ReLU())
	xavier := initialize.XavierNormal()
	return cellPlan{name: "RNNCell", states: map[string]golgi.Value{"h": or(m.H, 0)}, stages: []cellStage{{
		gates: []cellGate{denseGate("a", "h", or(m.Wi, xavier), or(m.Wh, xavier), m.B)},
		step: func(b *vm.Builder, get func(string) vm.Val, set func(string, vm.Val)) {
			set("h", f.Expand(b, get("a")))
		},
	}}}, err
}

// activation returns a given activation, or a default, checked.
func activation(given *dnn.Activation, def dnn.Activation) (dnn.Activation, error) {
	if given == nil {
		return def, nil
	}
	return *given, given.Check()
}

// GRUCell is the gated recurrent unit (Cho et al. 2014, arXiv:1406.1078; the
// update gate z says how much is new, as in BrainPy):
//
//	z = σ(x·Wi[0] + h·Wh[0] + b[0])
//	r = σ(x·Wi[1] + h·Wh[1] + b[1])
//	a = Activation(x·Wi[2] + (r∘h)·Wh[2] + b[2])
//	h = (1 − z)∘h + z∘a
type GRUCell struct {
	Wi, Wh     [3]golgi.Value  // weights, (inputs, units) and (units, units); default initialize.Orthogonal(1)
	B          [3]golgi.Value  // biases; default 0
	H          golgi.Value     // initial state; default 0
	Activation *dnn.Activation // nil: dnn.Tanh()
}

func (m GRUCell) cell(int, int) (cellPlan, error) {
	f, err := activation(m.Activation, dnn.Tanh())
	orthogonal := initialize.Orthogonal(1)
	gate := func(k int, name, from string) cellGate {
		return denseGate(name, from, or(m.Wi[k], orthogonal), or(m.Wh[k], orthogonal), m.B[k])
	}
	return cellPlan{name: "GRUCell", states: map[string]golgi.Value{"h": or(m.H, 0), "rh": 0}, stages: []cellStage{
		{gates: []cellGate{gate(0, "z", "h"), gate(1, "r", "h")},
			step: func(b *vm.Builder, get func(string) vm.Val, set func(string, vm.Val)) {
				set("rh", b.Mul(b.Sigmoid(get("r")), get("h")))
			}},
		{gates: []cellGate{gate(2, "a", "rh")},
			step: func(b *vm.Builder, get func(string) vm.Val, set func(string, vm.Val)) {
				h := get("h")
				set("h", b.FMA(b.Sigmoid(get("z")), b.Sub(f.Expand(b, get("a")), h), h))
			}},
	}}, err
}

// LSTMCell is the long short-term memory (Hochreiter and Schmidhuber, Neural
// Comput. 9, 1735, 1997; forget gate with its bias of 1 after Jozefowicz et al.
// 2015):
//
//	i = σ(x·Wi[0] + h·Wh[0] + b[0])       input gate
//	g = Activation(x·Wi[1] + h·Wh[1] + b[1])
//	f = σ(x·Wi[2] + h·Wh[2] + b[2] + 1)   forget gate
//	o = σ(x·Wi[3] + h·Wh[3] + b[3])       output gate
//	c = f∘c + i∘g
//	h = o∘Activation(c)
type LSTMCell struct {
	Wi, Wh     [4]golgi.Value  // weights, (inputs, units) and (units, units); default initialize.XavierNormal()
	B          [4]golgi.Value  // biases; default 0
	H, C       golgi.Value     // initial state; default 0
	Activation *dnn.Activation // nil: dnn.Tanh()
}

func (m LSTMCell) cell(int, int) (cellPlan, error) {
	act, err := activation(m.Activation, dnn.Tanh())
	xavier := initialize.XavierNormal()
	var gates []cellGate
	for k, name := range []string{"i", "g", "f", "o"} {
		gates = append(gates, denseGate(name, "h", or(m.Wi[k], xavier), or(m.Wh[k], xavier), m.B[k]))
	}
	return cellPlan{name: "LSTMCell", states: map[string]golgi.Value{"h": or(m.H, 0), "c": or(m.C, 0)}, stages: []cellStage{{
		gates: gates,
		step: func(b *vm.Builder, get func(string) vm.Val, set func(string, vm.Val)) {
			forget := b.Sigmoid(b.Add(get("f"), b.Const(1)))
			c := b.FMA(forget, get("c"), b.Mul(b.Sigmoid(get("i")), act.Expand(b, get("g"))))
			set("c", c)
			set("h", b.Mul(b.Sigmoid(get("o")), act.Expand(b, c)))
		},
	}}}, err
}

// Reservoir is an echo state network (Jaeger 2001): random recurrent weights,
// made once, with leaky units:
//
//	h = (1 − a)·h + a·Activation(x·Win + h·Wrec + b)
//
// with a = LeakyRate, or with External, where the leak is outside the function,
//
//	r = (1 − a)·r + a·(x·Win + h·Wrec + b),   h = Activation(r)
type Reservoir struct {
	LeakyRate golgi.Value // a, above 0 and at most 1; default 0.3
	// Win and Wrec are communication layers; default: tenth of the pairs,
	// with weights initialize.Normal(0, 0.1).
	Win, Wrec dnn.Comm
	B         golgi.Value // bias; default 0
	// SpectralRadius, if given, is what the recurrent weights are scaled to,
	// to a relative error of 1e-5, by work that grows with the cube of the
	// units. Just-in-time layers have no weights to scale.
	SpectralRadius golgi.Value
	H              golgi.Value     // initial state; default 0
	Activation     *dnn.Activation // nil: dnn.Tanh()
	External       bool
}

func (m Reservoir) cell(int, int) (cellPlan, error) {
	f, err := activation(m.Activation, dnn.Tanh())
	if err != nil {
		return cellPlan{}, err
	}
	r, err := golgi.Resolve(or(m.LeakyRate, 0.3), nil, 0)
	a := r.Uniform
	if err != nil || r.Each != nil || !(a > 0 && a <= 1) {
		return cellPlan{}, fmt.Errorf("LeakyRate of Reservoir is %v; it must be one number above 0 and at most 1", m.LeakyRate)
	}
	states := map[string]golgi.Value{"h": or(m.H, 0)}
	leak := func(b *vm.Builder, old, new vm.Val) vm.Val { return b.FMA(b.Const(a), b.Sub(new, old), old) }
	step := func(b *vm.Builder, get func(string) vm.Val, set func(string, vm.Val)) {
		set("h", leak(b, get("h"), f.Expand(b, get("in"))))
	}
	if m.External {
		states["r"] = 0
		step = func(b *vm.Builder, get func(string) vm.Val, set func(string, vm.Val)) {
			r := leak(b, get("r"), get("in"))
			set("r", r)
			set("h", f.Expand(b, r))
		}
	}
	gate := cellGate{name: "in", from: "h", input: m.Win, recurrent: m.Wrec, bias: or(m.B, 0), radius: m.SpectralRadius}
	if gate.input == nil {
		gate.input = sparse()
	}
	if gate.recurrent == nil {
		gate.recurrent = sparse()
	}
	return cellPlan{name: "Reservoir", states: states, stages: []cellStage{{gates: []cellGate{gate}, step: step}}}, nil
}
