package main

import (
	"fmt"
	"reflect"

	"github.com/golgi-sim/golgi/dyn"
	"github.com/golgi-sim/golgi/eqn"
)

// settled returns the model with an initial potential that is not random: where
// the default is drawn from a range, the middle of it. It says in words how V
// starts.
func settled(m dyn.Model) (dyn.Model, string, error) {
	body, err := eqn.ParseBody(m.Equations().Body)
	if err != nil {
		return nil, "", err
	}
	for _, s := range body {
		init, ok := s.Flag("init")
		if s.Target != "V" || !ok {
			continue
		}
		call, ok := init.Value.(*eqn.Call)
		if !ok || call.Func != "Uniform" {
			return m, fmt.Sprintf("V starts at %s", init.Value), nil
		}
		lo, ok1 := value(call.Args[0])
		hi, ok2 := value(call.Args[1])
		if !ok1 || !ok2 {
			return nil, "", fmt.Errorf("%s: the range of V, %s, is not of numbers", dyn.ModelName(m), init.Value)
		}
		v := reflect.New(reflect.TypeOf(m)).Elem()
		v.Set(reflect.ValueOf(m))
		v.FieldByName("V").Set(reflect.ValueOf((lo + hi) / 2))
		return v.Interface().(dyn.Model), fmt.Sprintf("V starts at %v, the middle of %s", (lo+hi)/2, init.Value), nil
	}
	return m, "V starts at 0", nil
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
