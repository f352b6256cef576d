package dyn

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/golgi-sim/golgi"
	"github.com/golgi-sim/golgi/eqn"
	"github.com/golgi-sim/golgi/internal/kernel"
	"github.com/golgi-sim/golgi/internal/suggest"
	"github.com/golgi-sim/golgi/internal/vm"
)

// Field returns the right-hand sides of the equations of two variables of a
// neuron or rate model as a function: dx/dt and dy/dt, per ms, at a point of
// the plane of x and y. It is what a phase plane is drawn of.
//
//	field, err := dyn.Field(dyn.MorrisLecar{}, "V", "W", golgi.Values{"I": 90})
//
// at gives numbers to parameters, to input currents ("I", "I_y") and to the
// variables of the model that are neither x nor y, all of which it must have;
// parameters that are left out keep the values of the model, currents are 0.
// Spikes, resets, refractoriness and bounds play no part. A model with noise,
// with a delay, or whose equations change in time has no such plane.
//
// Outside the domain of the equations the function returns NaN or infinities.
// It runs the program of the equations, allocates nothing, and may be called by
// one goroutine at a time.
func Field(m Model, x, y string, at golgi.Values) (func(x, y float64) (dx, dy float64), error) {
	d, err := describe(m, eqn.Neuron)
	if err != nil {
		return nil, fmt.Errorf("dyn.Field: %w", err)
	}
	k, err := d.plane(x, y, at)
	if err != nil {
		return nil, fmt.Errorf("dyn.Field of %s: %w", d.name, err)
	}
	return k, nil
}

// fieldStep is the step of Euler's method whose increment is the derivative. So
// long a step, a power of two, makes the rounding of x next to it that of the
// derivative.
const fieldStep = 1 << 20

func (d *description) plane(x, y string, at golgi.Values) (func(x, y float64) (dx, dy float64), error) {
	values, errs := d.numbers(x, y, at)
	value := func(_ int, name string) (float64, bool) { return values[name], true }
	c, err := (&eqn.Fusion{Name: d.name, Dt: fieldStep, Neuron: d.flow(), Value: value}).Compile()
	if err != nil || len(errs) > 0 {
		return nil, errors.Join(append(errs, err)...)
	}
	violations, err := kernel.Limits(c, 1, func(_ int, name string) ([]float64, float64) { return nil, values[name] })
	errs = append(d.unsteady(c), err)
	for _, v := range violations {
		errs = append(errs, fmt.Errorf("%s: it is %v", v.What, v.Value))
	}
	if err := errors.Join(errs...); err != nil {
		return nil, err
	}
	k, err := kernel.New(c, 1, 1, vm.Portable().Compile, nil)
	if err != nil {
		return nil, err
	}
	type held struct {
		state []float64
		value float64
	}
	var rest []held
	for name, v := range values {
		k.SetScalar(0, name, eqn.ParamScalar, v)
		k.SetScalar(0, name, eqn.InputScalar, v)
		if s := k.Array(0, name, eqn.StateArray); s != nil {
			rest = append(rest, held{s, v})
		}
	}
	xs, ys := k.Array(0, x, eqn.StateArray), k.Array(0, y, eqn.StateArray)
	return func(x, y float64) (dx, dy float64) {
		for _, h := range rest {
			h.state[0] = h.value
		}
		xs[0], ys[0] = x, y
		k.Prepare(0, 0)
		k.Run(0, 0, 1)
		return (xs[0] - x) / fieldStep, (ys[0] - y) / fieldStep
	}, nil
}

// flow is the model as a flow: without a beginning, bounds, or spikes.
func (d *description) flow() *eqn.Model {
	m := *d.model
	m.Method = Euler
	m.SpikeCond, m.Upward, m.ResetStmts, m.RefracExpr = nil, false, nil, nil
	m.States = slices.Clone(m.States)
	for k := range m.States {
		s := &m.States[k]
		s.Init, s.Min, s.Max, s.UnlessRefractory, s.AfterSpike = nil, nil, nil, false, false
	}
	return &m
}

// numbers returns a number for each parameter, current and variable but x and y.
func (d *description) numbers(x, y string, at golgi.Values) (numbers map[string]float64, errs []error) {
	numbers = map[string]float64{}
	add := func(name string, v golgi.Value) {
		r, err := golgi.Resolve(v, []int{1}, 0)
		switch {
		case err != nil:
			errs = append(errs, fmt.Errorf("%s %w", name, err))
		case r.Each != nil:
			errs = append(errs, fmt.Errorf("%s is not one number, and a plane is that of one neuron; give it one in the last argument", name))
		}
		numbers[name] = r.Uniform
	}
	names, states, missing := d.model.Names(), []string{}, []string{}
	for _, label := range d.model.Labels {
		names = append(names, inputName(label))
		numbers[inputName(label)] = 0
	}
	for _, s := range d.model.States {
		states = append(states, s.Name)
		if at[s.Name] == nil && s.Name != x && s.Name != y {
			missing = append(missing, s.Name)
		}
	}
	for _, p := range d.model.Params {
		if at[p.Name] == nil {
			add(p.Name, d.value(p))
		}
	}
	for _, name := range slices.Sorted(maps.Keys(at)) {
		switch {
		case !slices.Contains(names, name):
			errs = append(errs, fmt.Errorf("it has no parameter, current or variable %q%s", name, suggest.Hint(name, names)))
		case name == x || name == y:
			errs = append(errs, fmt.Errorf("%s is a variable of the plane; do not give it a value", name))
		case at[name] != nil:
			add(name, at[name])
		}
	}
	for _, name := range []string{x, y} {
		if !slices.Contains(states, name) {
			errs = append(errs, fmt.Errorf("it has no variable %q%s", name, suggest.Hint(name, states)))
		}
	}
	if x == y {
		errs = append(errs, fmt.Errorf("a plane has two variables, not %q twice", x))
	}
	if len(missing) > 0 && len(errs) == 0 {
		errs = append(errs, fmt.Errorf("it has more variables than two; give a value, in the last argument, of %s", strings.Join(missing, ", ")))
	}
	return numbers, errs
}

// unsteady says why a model has no phase plane.
func (d *description) unsteady(c *eqn.Compiled) (errs []error) {
	if len(c.Delayed) > 0 {
		errs = append(errs, errors.New("its equations read the past, so that a point does not say where it goes"))
	}
	names := map[string]bool{}
	for _, s := range d.model.Aux {
		for _, name := range s.Names() {
			names[name] = true
		}
	}
	for _, s := range d.model.States {
		for _, name := range s.Stmt.Names() {
			names[name] = true
		}
	}
	for _, name := range []string{"t", "dt"} {
		if names[name] {
			errs = append(errs, fmt.Errorf("its equations depend on %s, so that a point does not say where it goes", name))
		}
	}
	if slices.ContainsFunc(c.Scalars, func(s eqn.ScalarSlot) bool { return s.Use == eqn.KeyScalar || s.Use == eqn.DrawKeyScalar }) {
		errs = append(errs, errors.New("its equations have noise; leave it out"))
	}
	return errs
}
