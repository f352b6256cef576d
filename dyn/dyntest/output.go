package dyntest

import (
	"math"
	"testing"

	"github.com/golgi-sim/golgi"
	"github.com/golgi-sim/golgi/dnn"
	"github.com/golgi-sim/golgi/dyn"
)

// OutputOptions says how an output is checked.
type OutputOptions struct {
	Dt float64 // ms; 0 is 0.1
	// Current, if not nil, is the current at a conductance and a potential in
	// mV, written again. The output must give it to 1e-12 of its size.
	Current func(g, v float64) float64
}

// Output checks an output, of one's own or of the library, behind a synapse:
//
//   - everything that Network checks, and of its parameters what Neuron does;
//   - the current is finite for conductances from 0 to 10 and potentials from
//     -100 to 60 mV, the same where the neuron holds it over the step and where
//     it is inside its equation, and the one that is given.
func Output(t testing.TB, out dyn.Output, o OutputOptions) {
	t.Helper()
	c := &checker{t: t, what: nameOf(out)}
	run := NetworkOptions{Dt: o.Dt, Steps: 60}.filled()
	const n = 37
	make := func(out dyn.Output) golgi.DynamicalSystem {
		var who []int
		var at []float64
		for i := range n {
			who, at = append(who, i, i), append(at, 0, 5*run.Dt)
		}
		s := dyn.NewSpikeTimeGroup(n, who, at)
		m := dyn.NewGroup(n, dyn.Equations{Body: "20*dV/dt = -65 - V + I : init = -65"})
		return &joined{S: s, N: m, P: &dyn.FullProjAlignPost{Pre: s, Comm: dnn.OneToOne{Weight: 0.3}, Syn: dyn.Expon{Tau: 5}, Out: out, Post: m}}
	}
	if c.network(func() golgi.DynamicalSystem { return make(out) }, run) == nil {
		return
	}
	run.Steps = 30
	(&subject[dyn.Output]{c, out, n, "P", "P.out.", make, run, nil}).check()
	c.currents(out, o, run)
}

// currents looks at the current over a grid of conductances and potentials.
func (c *checker) currents(out dyn.Output, o OutputOptions, run NetworkOptions) {
	c.t.Helper()
	const check = "the current"
	var gs, vs []float64
	for _, g := range []float64{0, 0.01, 0.3, 1, 10} {
		for v := -100.0; v <= 60; v += 8 {
			gs, vs = append(gs, g), append(vs, v)
		}
	}
	// x is the current as the model sees it, y the one inside the equation.
	s := dyn.NewSpikeTimeGroup(len(gs), nil, nil)
	n := dyn.NewGroup(len(gs), dyn.Equations{Body: "dV/dt = 0\ndx/dt = (I - x)/dt\ndy/dt = (I(V) - y)/dt", Method: dyn.Euler})
	still := dyn.Equations{Name: "still", Body: "dg/dt = 0", Receive: "g += w"}
	sim := c.build(check, &joined{S: s, N: n, P: &dyn.FullProjAlignPost{Pre: s, Comm: dnn.OneToOne{}, Syn: still, Out: out, Post: n}}, run)
	if sim == nil {
		return
	}
	defer sim.Close()
	g, err := sim.Lookup("P.syn.g")
	for _, err := range []error{err, g.Set(gs...), n.V.Set(vs...), sim.Step()} {
		if err != nil {
			c.errorf(check, "%v", err)
			return
		}
	}
	for i := range gs {
		x, y := n.Var("x").At(i), n.Var("y").At(i)
		want := x
		if o.Current != nil {
			want = o.Current(gs[i], vs[i])
		}
		off := func(x float64) bool { return !(math.Abs(x-want) <= 1e-12*math.Abs(want)) || math.IsInf(x, 0) }
		if off(x) || off(y) {
			c.errorf(check, "at g = %v and V = %v it is %v, and inside an equation %v; it should be %v", gs[i], vs[i], x, y, want)
			return
		}
	}
}
