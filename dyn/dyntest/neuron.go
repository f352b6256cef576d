package dyntest

import (
	"fmt"
	"maps"
	"math"
	"strconv"
	"strings"
	"testing"

	"github.com/golgi-sim/golgi"
	"github.com/golgi-sim/golgi/dyn"
)

// NeuronOptions says how a neuron model is checked.
type NeuronOptions struct {
	// Input is the constant current. It should make the neuron fire, or at
	// least move.
	Input float64
	// Inputs are currents with a label, by the name in the equations, "I_y".
	Inputs map[string]float64
	Dt     float64 // ms; 0 is 0.1
	Steps  int     // in which the neuron has to fire; 0 is 1000
	Seed   uint64
	// Random: initial values or noise are drawn at random.
	Random bool
	// Silent: the model has a condition of a spike, and is not expected to meet
	// it.
	Silent bool
	// TauRef is the refractory period in ms, needed where Refractory of the
	// model is neither a number nor a parameter.
	TauRef float64
	// Shared are the parameters that must be one number for all elements, such
	// as the delay of delayed(x, delay).
	Shared []string

	// Ms is the time over which the order of the method is measured; 0 is 2. It
	// is cut short before the first reset.
	Ms float64
	// Order is the order that the method must have at least. 0 is the least that
	// it has for any equations: 4 for RK4, 2 for RK2 and Heun's methods, 1 for
	// the others. Less than 0: not measured, as with noise.
	Order float64
	// Solution, if not nil, gives variables at a time in ms from the initial
	// values, before any spike: a closed form. Without it the model's own
	// solution at a step 16 times smaller is what it has to tend to.
	Solution func(ms float64) map[string]float64
}

// single is a network of one group.
type single struct {
	golgi.DynSysGroup
	N *dyn.Group
}

// Neuron checks a neuron model, of one's own or of the library, in a group:
//
//   - it builds, moves, and fires if it has a condition of a spike;
//   - everything that Network checks;
//   - an element has the same bits in a group of any size;
//   - no spikes within the refractory period;
//   - every parameter has the same effect, bit for bit, given for all elements,
//     per element, set before the first step or between steps; NaN, arrays of a
//     wrong length and texts are errors with the path of the group and the name;
//   - the solution converges with the order of the method.
func Neuron(t testing.TB, m dyn.Model, o NeuronOptions) {
	t.Helper()
	n := neuron{checker: &checker{t: t, what: nameOf(m)}, model: m, o: o}
	n.run = NetworkOptions{Dt: o.Dt, Steps: o.Steps, Seed: o.Seed, Random: o.Random, Prepare: n.feed}
	if o.Steps <= 0 {
		n.run.Steps = 1000
	}
	n.run = n.run.filled()
	if !n.moves() {
		return
	}
	short := n.run
	short.Steps = min(n.run.Steps, 100)
	const elements = 131 // several cache lines for each worker, and a broken vector
	make := func(m dyn.Model) golgi.DynamicalSystem { return &single{N: dyn.NewGroup(elements, m)} }
	want := n.network(func() golgi.DynamicalSystem { return make(m) }, short)
	if want != nil && !o.Random {
		for _, size := range []int{1, 3, 8, 64} {
			check := fmt.Sprintf("a group of %d", size)
			n.equal(check, want, n.record(check, &single{N: dyn.NewGroup(size, m)}, short), func(i int) bool { return i < size })
		}
	}
	short.Steps = min(n.run.Steps, 40)
	params := subject[dyn.Model]{n.checker, m, elements, "N", "N.", make, short, o.Shared}
	params.check()
	n.converges()
}

type neuron struct {
	*checker
	model dyn.Model
	o     NeuronOptions
	run   NetworkOptions
}

// feed sets the inputs.
func (n *neuron) feed(sim *golgi.Sim) error {
	inputs := map[string]float64{}
	maps.Copy(inputs, n.o.Inputs)
	if n.o.Input != 0 {
		inputs["I"] = n.o.Input
	}
	for name, x := range inputs {
		q, err := sim.Lookup("N." + name)
		if err == nil {
			err = q.Set(x)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// moves checks that one neuron moves and fires, and looks at its refractory
// period. It returns false if there is nothing more to check.
func (n *neuron) moves() bool {
	n.t.Helper()
	sim := n.build("building", &single{N: dyn.NewGroup(1, n.model)}, n.run)
	if sim == nil {
		return false
	}
	defer sim.Close()
	start := variables(sim)
	r := n.take("running", sim, n.run.Steps)
	if r == nil {
		return false
	}
	var at []int
	for step, list := range r.spikes {
		if len(list) > 0 {
			at = append(at, step)
		}
	}
	now := variables(sim)
	if len(now) > 0 && maps.Equal(start, now) && len(at) == 0 {
		n.errorf("running", "no variable moves in %v ms at an input of %v; give another Input", sim.T(), n.o.Input)
	}
	if len(at) == 0 && n.model.Equations().Spike != "" && !n.o.Silent {
		n.errorf("firing", "no spike in %v ms at an input of %v; give a larger Input or more Steps, or say that it is Silent", sim.T(), n.o.Input)
	}
	n.refractory(at, sim)
	return true
}

// variables returns the variables of element 0 of a group N by name.
func variables(sim *golgi.Sim) map[string]float64 {
	all := map[string]float64{}
	for _, path := range sim.Names() {
		if q, err := sim.Lookup(path); err == nil && q.Quantity().Variable() {
			all[strings.TrimPrefix(path, "N.")] = q.At(0)
		}
	}
	return all
}

// refractory checks that steps with spikes are further apart than the
// refractory period of the model.
func (n *neuron) refractory(at []int, sim *golgi.Sim) {
	n.t.Helper()
	text := strings.TrimSpace(n.model.Equations().Refractory)
	if text == "" {
		return
	}
	tau := n.o.TauRef
	if x, err := strconv.ParseFloat(text, 64); err == nil {
		tau = x
	} else if q, err := sim.Lookup("N." + text); err == nil {
		tau = q.At(0)
	} else if tau == 0 {
		n.errorf("refractoriness", "the period is %q; give what that is in TauRef", text)
	}
	if d := within(at, int(math.Floor(tau/n.run.Dt+0.5))); d != "" {
		n.errorf("refractoriness", "%s; the refractory period is %v ms, steps of %v ms", d, tau, n.run.Dt)
	}
}

// within names two spikes with at most so many steps between them, "" if there
// are none.
func within(at []int, held int) string {
	for k := 1; k < len(at); k++ {
		if at[k]-at[k-1] <= held {
			return fmt.Sprintf("spikes in steps %d and %d", at[k-1], at[k])
		}
	}
	return ""
}
