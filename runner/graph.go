package runner

import (
	"fmt"
	"reflect"
	"strings"

	"github.com/golgi-sim/golgi"
	"github.com/golgi-sim/golgi/inputs"
)

// Graph describes the network as it is now, as golgi.Sim.Graph does, and what
// drives it.
func (r *DSRunner) Graph() *golgi.Graph {
	g := r.sim.Graph()
	g.Inputs = append(g.Inputs, r.driven...)
	return g
}

// words says what a stimulus is: what it says of itself, its value, or its type
// with the fields that are given.
func words(s inputs.Stimulus) string {
	if own, ok := s.(fmt.Stringer); ok {
		return own.String()
	}
	v := reflect.Indirect(reflect.ValueOf(s))
	switch {
	case v.CanFloat():
		return fmt.Sprint(v.Float())
	case v.Kind() != reflect.Struct || v.NumField() == 0 || !v.Type().Field(0).IsExported():
		return v.Type().Name()
	}
	var fields []string
	for k := range v.NumField() {
		f := v.Field(k)
		if v.Type().Field(k).IsExported() && !f.IsZero() && (f.CanFloat() || f.CanInt() || f.CanUint() || f.Kind() == reflect.Interface) {
			fields = append(fields, fmt.Sprintf("%s: %v", v.Type().Field(k).Name, f.Interface()))
		}
	}
	return v.Type().Name() + " " + strings.Join(fields, ", ")
}
