package runner

import (
	"fmt"
	"reflect"

	"github.com/golgi-sim/golgi"
	"github.com/golgi-sim/golgi/inputs"
	"github.com/golgi-sim/golgi/internal/null"
)

// input is what Input was given.
type input struct {
	target any
	values []any
	made   golgi.Place
}

// Input drives a quantity from outside, usually the input current of a group.
// The target is a group, a view of one or another part with an external input, a
// handle such as net.N.Input, which may be sliced, or a path such as "N.I",
// "E.tau" or "N.I[0:100]"; the path of a group, "N" or "N[0:100]", stands for its
// external current. A value is a number or a stimulus of package inputs. Several
// values, and several Inputs on the same elements, add up; the sum replaces what
// the elements were set to before.
//
// What is the same in every step is set once, by New, and can be changed
// between runs through the handle. The rest is set before every step. A variable,
// which the equations change, can only be held by what is set in every step: a
// number for one is an error, since it would be lost after a step. What it begins
// with is its initial value.
func Input(target any, value any, more ...any) Option {
	in := input{target, append([]any{value}, more...), golgi.Here()}
	return func(c *config) {
		c.inputs = append(c.inputs, in)
	}
}

// stimuli returns the values as stimuli.
func (in input) stimuli() ([]inputs.Stimulus, error) {
	var all []inputs.Stimulus
	for _, v := range in.values {
		s, err := stimulus(v)
		if err != nil {
			return nil, err
		}
		all = append(all, s)
	}
	return all, nil
}

func stimulus(v any) (inputs.Stimulus, error) {
	if s, ok := v.(inputs.Stimulus); ok && (!null.Is(v) || reflect.ValueOf(v).Kind() == reflect.Func) {
		return s, nil
	}
	switch r := reflect.ValueOf(v); {
	case !r.IsValid():
	case r.CanFloat():
		return inputs.Constant(r.Float()), nil
	case r.CanInt():
		return inputs.Constant(float64(r.Int())), nil
	case r.CanUint():
		return inputs.Constant(float64(r.Uint())), nil
	}
	hint := ""
	switch v.(type) {
	case nil:
		return nil, fmt.Errorf("the value is nil; give a number or a stimulus of package inputs")
	case []float64:
		hint = ": inputs.PerNeuron(xs) for one number per neuron, inputs.Series(xs) for one per step"
	case func(float64) float64:
		hint = ": inputs.Func(f)"
	}
	return nil, fmt.Errorf("the value is of type %T; give a number or a stimulus of package inputs%s", v, hint)
}

// path says which input is meant, "" if its target has no path.
func (in input) path() string {
	switch t := in.target.(type) {
	case string:
		return t
	case interface{ Path() string }: // a handle or a part
		if !null.Is(t) {
			return t.Path()
		}
	}
	return ""
}

// check reports the mistakes that can be seen without the network.
func (in input) check() error {
	if null.Is(in.target) {
		return fmt.Errorf("the target is nil")
	}
	switch t := in.target.(type) {
	case golgi.State, interface{ ExternalInput() golgi.State }:
	case string:
		if _, err := parseRanged(t); err != nil {
			return err
		}
	case golgi.Spike:
		return fmt.Errorf("spikes cannot be driven; an input goes to a group, or to a handle such as Input")
	default:
		return fmt.Errorf("a value of type %T has no external input; give a group, a handle such as net.N.Input, or a path such as \"N.I\"", t)
	}
	_, err := in.stimuli()
	return err
}

// resolve returns the quantity that is driven.
func (in input) resolve(r resolver) (golgi.State, error) {
	switch t := in.target.(type) {
	case golgi.State:
		return r.state(t)
	case interface{ ExternalInput() golgi.State }:
		return r.state(t.ExternalInput())
	case string:
		if s, p, ok := r.part(t); ok {
			if s, err := r.state(s); err != nil {
				return s, err
			}
			return r.cut(s, p)
		}
		if err := r.missing(t); err != nil {
			return golgi.State{}, err
		}
		p, err := parseRanged(t)
		if err != nil {
			return golgi.State{}, err
		}
		if _, err := r.sim.LookupSpikes(p.path); err == nil {
			return golgi.State{}, fmt.Errorf("%s is spikes, which cannot be driven", p.path)
		}
		return r.path(p)
	}
	return golgi.State{}, in.check()
}
