package dyn

import (
	"errors"
	"fmt"
	"maps"
	"strings"

	"github.com/golgi-sim/golgi"
	"github.com/golgi-sim/golgi/eqn"
	"github.com/golgi-sim/golgi/internal/null"
)

// Equations is a model as text, in the language of package eqn: a neuron, a
// synapse or an output. It is a Model itself, so a few lines of text can stand
// wherever a model of the library can.
type Equations struct {
	// Params are the parameters with their defaults: "tau = 20 ms; b = 1".
	// A model that is a struct has them in the tags of its fields instead.
	Params string
	// Body has the differential equations and the assignments:
	// "tau*dV/dt = V_rest - V + I : init = V_rest, unless refractory".
	Body string
	// Spike is the condition of a spike, "V >= V_th". With ": upward" a spike
	// is where the condition becomes true.
	Spike string
	// Reset is carried out at a spike, "V = V_reset; w += b".
	Reset string
	// Refractory is the time in ms after a spike in which there is no other,
	// an expression of parameters, rounded to the nearest number of steps, half
	// a step up: less than dt/2 is no refractory period. What is marked `unless
	// refractory` is held in it, and what arrives there is lost.
	Refractory string
	// Receive, of a synapse, is carried out when weights arrive: "g += w".
	Receive string
	// Method integrates the equations; left out, ExpEuler, and Exact for
	// synapses that are linear.
	Method Method
	// Name is what messages call the model.
	Name string
	// Longest is the step in ms up to which what happens in the model is
	// resolved: there is a warning beyond. Left out, any step is.
	Longest float64

	values golgi.Values
	parts  *composition // what equations are composed of, nil if of nothing
}

// Equations returns the equations themselves.
func (e Equations) Equations() Equations { return e }

// Synapse makes equations a Synapse.
func (Equations) Synapse() {}

// Output makes equations an Output.
func (Equations) Output() {}

// Channel makes equations a Channel.
func (Equations) Channel() {}

// With returns the equations with values for parameters, or initial values of
// variables, by name.
func (e Equations) With(values golgi.Values) Equations {
	merged := maps.Clone(e.values)
	if merged == nil {
		merged = golgi.Values{}
	}
	maps.Copy(merged, values)
	e.values = merged
	return e
}

// Model describes a neuron. A model of the library is a struct whose fields are
// its parameters; one of your own is the same, or Equations.
//
// A field of type golgi.Value with the tags name, default, unit and doc is a
// parameter, whose value the tag range restricts: ">0" or ">=0"; one with the
// tag init is the initial value of the variable that it names; a field Method of
// type Method is the method of integration. A struct with the tag prefix, such
// as OU, is parameters that are there only if one of them is given, with the
// prefix before their names.
//
// A model with a method LongestStep() float64 says by it up to which step, in ms,
// what happens in it is resolved: there is a warning beyond. Of a neuron that is
// composed it is that of the fastest part.
type Model interface{ Equations() Equations }

// Synapse describes a synapse: a model whose variables change when weights w
// arrive, as Receive says, and that has g, which its output sees. Aligned with
// the postsynaptic side, one synapse stands for all of a neuron, and it has to be
// linear. Aligned with the presynaptic side, w is 1 in a step in which a spike
// arrives and 0 in others, and it need not be.
//
// There Receive is carried out after the equations have advanced, or before, if
// the synapse is a FirstReceiver that says so.
type Synapse interface {
	Model
	Synapse()
}

// FirstReceiver is a synapse that, aligned with the presynaptic side, receives
// before it advances where ReceivesFirst is true, so that the step in which a spike arrives counts.
type FirstReceiver interface {
	Synapse
	ReceivesFirst() bool
}

func receivesFirst(m Model) bool {
	f, ok := m.(FirstReceiver)
	return ok && f.ReceivesFirst()
}

// Output describes what current flows when the conductance of a synapse is g
// and the potential of the neuron V.
type Output interface {
	Model
	Output()
}

// Method is a method of integration.
type Method = eqn.Method

// The methods of integration, see package eqn.
const (
	Euler            = eqn.Euler
	ExpEuler         = eqn.ExpEuler
	Exact            = eqn.Exact
	RK2              = eqn.RK2
	RK4              = eqn.RK4
	Heun             = eqn.Heun
	HeunStratonovich = eqn.HeunStratonovich
	Milstein         = eqn.Milstein
)

// description is a model with its parameters, checked.
type description struct {
	name   string
	model  *eqn.Model
	values golgi.Values // given parameters and initial values
	// ofIons are the parameters that an ion gives a value where there is one:
	// E is "K.E" in a channel of potassium.
	ofIons  map[string]string
	longest float64 // step in ms that the model is meant for; 0: any
	models  []any   // that it describes: the model, and what that is composed of
}

// atMost takes over the longest step of a part, 0 for any.
func (d *description) atMost(step float64) {
	if step > 0 && (d.longest == 0 || step < d.longest) {
		d.longest = step
	}
}

func (d *description) given(name string) bool { return d.values[name] != nil }

// describe reads a model.
func describe(m Model, role eqn.Role) (*description, error) {
	switch {
	case m == nil:
		return nil, fmt.Errorf("has no %s model", role)
	case null.Is(m):
		return nil, fmt.Errorf("has a nil %T", m)
	}
	e := m.Equations()
	d := &description{name: e.Name, values: golgi.Values{}, models: []any{m}}
	src := eqn.Source{Role: role, Body: e.Body, Spike: e.Spike, Reset: e.Reset, Refractory: e.Refractory, Receive: e.Receive, Method: e.Method}
	var errs []error
	var err error
	if e.parts != nil {
		if err := e.parts.mistakes(); err != nil {
			return nil, err
		}
		src.Params = e.parts.params
		d.models = append(d.models, e.parts.models...)
		maps.Copy(d.values, e.values)
	} else if _, ok := m.(Equations); ok {
		if src.Params, err = eqn.ParseParams(e.Params); err != nil {
			errs = append(errs, fmt.Errorf("Params %w", err))
		}
		maps.Copy(d.values, e.values)
		if d.name == "" {
			d.name = "equations"
		}
	} else if err = d.fields(m, &src); err != nil {
		errs = append(errs, err)
	}
	if e.Longest < 0 || e.Longest-e.Longest != 0 {
		errs = append(errs, fmt.Errorf("Longest is %v; give a step in ms, more than 0, or leave it out", e.Longest))
	}
	d.longest = e.Longest
	for k, part := range d.models { // of a neuron that is composed, the fastest
		if l, ok := part.(interface{ LongestStep() float64 }); ok {
			d.atMost(l.LongestStep())
		}
		if m, ok := part.(Model); ok && k > 0 {
			d.atMost(m.Equations().Longest)
		}
	}
	src.Name = d.name
	if !src.Method.Known() {
		errs = append(errs, fmt.Errorf("unknown method %q; the methods are %s", src.Method, strings.Join(eqn.MethodNames(), ", ")))
	}
	if d.model, err = eqn.NewModel(src); err != nil {
		errs = append(errs, fmt.Errorf("%s:\n%w", d.name, err))
	} else if err = d.known(); err != nil {
		errs = append(errs, err)
	}
	if len(errs) > 0 {
		return nil, errors.Join(errs...)
	}
	return d, nil
}
