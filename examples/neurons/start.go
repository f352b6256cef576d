package main

import (
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"

	"github.com/golgi-sim/golgi/dyn"
	"github.com/golgi-sim/golgi/eqn"
	"github.com/golgi-sim/golgi/internal/suggest"
)

// settled returns the model with an initial potential that is not random: where
// the default is drawn from a range of numbers, the middle of it. It returns the
// first variable, the potential of a neuron, and says in words how that starts.
func settled(m dyn.Model) (settled dyn.Model, first, start string, err error) {
	body, err := eqn.ParseBody(m.Equations().Body)
	if err != nil {
		return nil, "", "", err
	}
	for _, s := range body {
		if s.Kind != eqn.Differential {
			continue
		}
		first = s.Target
		init, ok := s.Flag("init")
		if !ok {
			return m, first, first + " starts at 0", nil
		}
		if x, ok := given(m, first); ok {
			return m, first, fmt.Sprintf("%s starts at %v", first, x), nil
		}
		start = fmt.Sprintf("%s starts at %s", first, init.Value)
		call, ok := init.Value.(*eqn.Call)
		if !ok || call.Func != "Uniform" || first != "V" {
			return m, first, start, nil
		}
		lo, ok1 := value(call.Args[0])
		hi, ok2 := value(call.Args[1])
		if !ok1 || !ok2 {
			return nil, "", "", fmt.Errorf("%s: the range of V, %s, is not of numbers", dyn.ModelName(m), init.Value)
		}
		middle := (lo + hi) / 2
		return set(m, "V", middle), first, fmt.Sprintf("V starts at %v, the middle of %s", middle, init.Value), nil
	}
	return nil, "", "", fmt.Errorf("%s has no variable", dyn.ModelName(m))
}

// given returns the initial value of a variable, if the model was given one.
func given(m dyn.Model, variable string) (x any, ok bool) {
	v := reflect.ValueOf(m)
	for k := range v.NumField() {
		if v.Type().Field(k).Tag.Get("init") == variable && !v.Field(k).IsNil() {
			return v.Field(k).Interface(), true
		}
	}
	return nil, false
}

// refractory returns the model with a refractory period, if its name says that
// it has one.
func refractory(m dyn.Model, ms float64) dyn.Model {
	if !strings.Contains(dyn.ModelName(m), "Ref") {
		return m
	}
	return set(m, "TauRef", ms)
}

// set returns the model with another value in a field.
func set(m dyn.Model, field string, x float64) dyn.Model {
	v := reflect.New(reflect.TypeOf(m)).Elem()
	v.Set(reflect.ValueOf(m))
	v.FieldByName(field).Set(reflect.ValueOf(x))
	return v.Interface().(dyn.Model)
}

// parametrised returns the model with the given parameters and initial values.
func parametrised(m dyn.Model, values map[string]float64) (dyn.Model, error) {
	fields, names := map[string]string{}, []string{}
	t := reflect.TypeOf(m)
	for k := range t.NumField() {
		for _, tag := range []string{"name", "init"} {
			if name := t.Field(k).Tag.Get(tag); name != "" {
				fields[name] = t.Field(k).Name
				names = append(names, name)
			}
		}
	}
	for _, name := range slices.Sorted(maps.Keys(values)) {
		if fields[name] == "" {
			return nil, fmt.Errorf("-set %s: %s has no such parameter or variable%s; there are %s", name, dyn.ModelName(m), suggest.Hint(name, names), strings.Join(names, ", "))
		}
		m = set(m, fields[name], values[name])
	}
	return m, nil
}

// value returns a number, which may have a sign.
func value(e eqn.Expr) (float64, bool) {
	switch e := e.(type) {
	case *eqn.Num:
		return e.Value, true
	case *eqn.Unary:
		x, ok := value(e.X)
		return -x, ok && e.Op == eqn.OpNeg
	}
	return 0, false
}
