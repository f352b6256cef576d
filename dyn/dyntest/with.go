package dyntest

import (
	"math"
	"reflect"
	"strings"

	"github.com/golgi-sim/golgi"
	"github.com/golgi-sim/golgi/dyn"
	"github.com/golgi-sim/golgi/eqn"
)

// With returns a model with values for parameters and initial values, by their
// names in the equations. Names that a struct has no field for are passed over.
func With[M dyn.Model](m M, values golgi.Values) M {
	if e, ok := any(m).(dyn.Equations); ok {
		return any(e.With(values)).(M)
	}
	v := reflect.New(reflect.TypeOf(m)).Elem()
	v.Set(reflect.ValueOf(m))
	if v.Kind() == reflect.Pointer { // a copy of what it points to
		c := reflect.New(v.Type().Elem())
		c.Elem().Set(v.Elem())
		v.Set(c)
	}
	fill(reflect.Indirect(v), "", values)
	return v.Interface().(M)
}

// fill sets the fields of a struct whose names have a prefix.
func fill(v reflect.Value, prefix string, values golgi.Values) {
	if v.Kind() != reflect.Struct {
		return
	}
	eachField(v, prefix, func(name string, _ bool, f reflect.Value) {
		if x, ok := values[name]; ok {
			f.Set(reflect.ValueOf(x))
		}
	})
}

// eachField calls f for the fields of a struct that are parameters or initial
// values; those of structs with a prefix only where one of them is given.
func eachField(v reflect.Value, prefix string, f func(name string, param bool, field reflect.Value)) {
	for k := range v.NumField() {
		tag := v.Type().Field(k).Tag
		param, init := tag.Get("name"), tag.Get("init")
		switch field := v.Field(k); {
		case field.Kind() == reflect.Struct && tag.Get("prefix") != "":
			if !field.IsZero() {
				eachField(field, prefix+tag.Get("prefix"), f)
			}
		case !field.CanSet() || field.Type() != reflect.TypeFor[golgi.Value]():
		case param != "":
			f(prefix+param, true, field)
		case init != "":
			f(prefix+init, false, field)
		}
	}
}

// parameters returns the names of the parameters that a model can be given;
// has are all that it has when it is built.
func parameters(m dyn.Model, has []string) (names []string) {
	if e, ok := m.(dyn.Equations); ok {
		ps, _ := eqn.ParseParams(e.Params)
		for _, p := range ps {
			names = append(names, p.Name)
		}
		// Those of parts that the equations are composed of have a dot.
		for _, n := range has {
			if strings.Contains(n, ".") {
				names = append(names, n)
			}
		}
		return names
	}
	v := reflect.Indirect(reflect.ValueOf(m))
	if v.Kind() != reflect.Struct {
		return nil
	}
	c := reflect.New(v.Type()).Elem()
	c.Set(v)
	eachField(c, "", func(name string, param bool, _ reflect.Value) {
		if param {
			names = append(names, name)
		}
	})
	return names
}

// methodOf returns the method of integration of a model, "" for the default.
func methodOf(m dyn.Model) dyn.Method {
	if v := reflect.Indirect(reflect.ValueOf(m)); v.Kind() == reflect.Struct {
		if f := v.FieldByName("Method"); f.IsValid() && f.Type() == reflect.TypeFor[dyn.Method]() && f.String() != "" {
			return dyn.Method(f.String())
		}
	}
	return m.Equations().Method
}

// orderOf is the order of a method on equations without noise: the least that
// it has. 0 is a method that is exact.
func orderOf(m dyn.Method) float64 {
	switch m {
	case dyn.Exact:
		return 0
	case dyn.RK4:
		return 4
	case dyn.RK2, dyn.Heun, dyn.HeunStratonovich:
		return 2
	}
	return 1
}

// nameOf is what messages call a model.
func nameOf(m dyn.Model) string {
	if m == nil {
		return "nil"
	}
	if name := dyn.ModelName(m); name != "" {
		return name
	}
	return "equations"
}

// changed returns values near a parameter's that differ from it.
func changed(x float64) []float64 {
	if x == 0 {
		return []float64{1.0 / 64, 1, -1.0 / 64}
	}
	return []float64{x * (1 + 1.0/64), x * (1 - 1.0/64), math.Round(x) + 1}
}
