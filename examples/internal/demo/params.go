package demo

import (
	"errors"
	"fmt"
	"maps"
	"math"
	"reflect"
	"slices"
)

// Param is a parameter that -set sets.
type Param struct {
	Value *float64
	In    string // the interval that it must lie in, as [0,1), (0,inf) or, for any number, ""
}

// Params returns the fields of a struct of parameters by the names in their
// tags `set`, those of embedded structs among them, for Flags.Params. The tag
// `in` is the interval that the value must lie in.
func Params(p any) map[string]Param {
	names := map[string]Param{}
	var visit func(v reflect.Value)
	visit = func(v reflect.Value) {
		for k := range v.NumField() {
			f := v.Type().Field(k)
			switch name, ok := f.Tag.Lookup("set"); {
			case f.Anonymous:
				visit(v.Field(k))
			case ok:
				names[name] = Param{Value: v.Field(k).Addr().Interface().(*float64), In: f.Tag.Get("in")}
			}
		}
	}
	visit(reflect.ValueOf(p).Elem())
	return names
}

// checkParams returns an error for every parameter that is outside its interval.
func (f *Flags) checkParams() error {
	var errs []error
	for _, name := range slices.Sorted(maps.Keys(f.Params)) {
		p := f.Params[name]
		if want := outside(*p.Value, p.In); want != "" {
			errs = append(errs, fmt.Errorf("-set %s=%v: %s must be %s", name, *p.Value, name, want))
		}
	}
	for _, name := range slices.Sorted(maps.Keys(f.Others)) {
		if want := outside(f.Others[name], ""); want != "" {
			errs = append(errs, fmt.Errorf("-set %s=%v: %s must be %s", name, f.Others[name], name, want))
		}
	}
	return errors.Join(errs...)
}

// outside says in words what x must be if it does not lie in an interval, ""
// if it does.
func outside(x float64, in string) string {
	if math.IsNaN(x) || math.IsInf(x, 0) {
		return "a finite number"
	}
	if in == "" {
		return ""
	}
	var lo, hi float64
	var left, right rune
	if n, err := fmt.Sscanf(in, "%c%g,%g%c", &left, &lo, &hi, &right); n != 4 || err != nil {
		panic(fmt.Sprintf("BUG: %q is no interval", in))
	}
	below, above := x < lo || x == lo && left == '(', x > hi || x == hi && right == ')'
	if !below && !above {
		return ""
	}
	low, high := fmt.Sprintf("%g or more", lo), fmt.Sprintf("%g at most", hi)
	if left == '(' {
		low = fmt.Sprintf("more than %g", lo)
	}
	if right == ')' {
		high = fmt.Sprintf("less than %g", hi)
	}
	switch {
	case math.IsInf(hi, 1):
		return low
	case math.IsInf(lo, -1):
		return high
	}
	return low + " and " + high
}
