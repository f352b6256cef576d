package main

import (
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"

	"github.com/golgi-sim/golgi/dyn"
	"github.com/golgi-sim/golgi/internal/portrait"
	"github.com/golgi-sim/golgi/internal/suggest"
)

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
		m = portrait.Set(m, fields[name], values[name])
	}
	return m, nil
}
