package dyntest

import (
	"math"

	"github.com/golgi-sim/golgi/dyn"
)

// converges checks the order of the method: the solution at two steps, a factor
// 4 apart, against that at a step 16 times smaller still, or a closed form.
func (n *neuron) converges() {
	n.t.Helper()
	const check = "convergence"
	if n.o.Order < 0 {
		return
	}
	coarse := n.run.Dt / 8
	fine, finest := coarse/4, coarse/64
	steps := 160
	if n.o.Ms != 0 {
		steps = int(math.Round(n.o.Ms / coarse))
	}
	if n.model.Equations().Reset != "" {
		first, ok := n.first(finest, steps*64)
		if !ok {
			return
		}
		steps = min(steps, int(0.8*float64(first)/64))
	}
	if steps < 8 {
		n.errorf(check, "the first spike comes within %v ms, before an order can be seen; give a smaller Input, or an Order below 0", 10*coarse)
		return
	}
	start, ok := n.after(coarse, 0)
	if !ok {
		return
	}
	var want map[string]float64
	if n.o.Solution != nil {
		want = n.o.Solution(float64(steps) * coarse)
	} else if want, ok = n.after(finest, steps*64); !ok {
		return
	}
	a, okA := n.after(coarse, steps)
	b, okB := n.after(fine, steps*4)
	if !okA || !okB {
		return
	}
	if len(want) == 0 && len(a) > 0 {
		n.errorf(check, "Solution gives no variables")
	}
	for name := range want {
		if _, ok := a[name]; !ok {
			n.errorf(check, "Solution gives %s, which is no variable of the model", name)
			return
		}
	}
	order := n.o.Order
	if order == 0 {
		order = orderOf(methodOf(n.model))
	}
	switch miss, less := distance(a, want, start), distance(b, want, start); {
	case order == 0 && miss < 1e-10, less < 1e-10 && miss < 1e-6:
		// Exact, or so near that an order cannot be seen for rounding.
	case order == 0:
		n.errorf(check, "the method %s is exact, but the error at a step of %v ms is %g", methodOf(n.model), coarse, miss)
	default:
		// What the reference misses itself and terms of higher order make 0.35.
		if p := math.Log2(miss/less) / 2; !(p >= order-0.35) {
			n.errorf(check, "the order is %.2f, and should be %v: the errors are %g at a step of %v ms and %g at %v ms", p, order, miss, coarse, less, fine)
		}
	}
}

// distance is the largest difference of variables, relative to their size or to
// how far they have come.
func distance(x, want, start map[string]float64) float64 {
	worst := 0.0
	for name, w := range want {
		size := max(math.Abs(w), math.Abs(w-start[name]))
		switch d := math.Abs(x[name] - w); {
		case math.IsNaN(d):
			return d
		case d != 0:
			worst = max(worst, d/size)
		}
	}
	return worst
}

// after returns the variables of one neuron after some steps of dt.
func (n *neuron) after(dt float64, steps int) (map[string]float64, bool) {
	n.t.Helper()
	o := n.run
	o.Dt = dt
	sim := n.build("convergence", &single{N: dyn.NewGroup(1, n.model)}, o)
	if sim == nil {
		return nil, false
	}
	defer sim.Close()
	if err := sim.Run(int64(steps)); err != nil {
		n.errorf("convergence", "the run with a step of %v ms stops: %v", dt, err)
		return nil, false
	}
	return variables(sim), true
}

// first returns the step of the first spike, or the last.
func (n *neuron) first(dt float64, steps int) (int, bool) {
	n.t.Helper()
	o := n.run
	o.Dt = dt
	g := dyn.NewGroup(1, n.model)
	sim := n.build("convergence", &single{N: g}, o)
	if sim == nil {
		return 0, false
	}
	defer sim.Close()
	for k := range steps {
		if err := sim.Step(); err != nil {
			n.errorf("convergence", "the run with a step of %v ms stops: %v", dt, err)
			return 0, false
		}
		if g.Spike.Count() > 0 {
			return k, true
		}
	}
	return steps, true
}
