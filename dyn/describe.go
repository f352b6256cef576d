package dyn

import (
	"errors"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"

	"github.com/golgi-sim/golgi"
	"github.com/golgi-sim/golgi/eqn"
	"github.com/golgi-sim/golgi/internal/suggest"
)

var (
	valueType  = reflect.TypeFor[golgi.Value]()
	methodType = reflect.TypeFor[Method]()
)

// fields reads the parameters and initial values of a model that is a struct.
func (d *description) fields(m Model, src *eqn.Source) error {
	v := reflect.ValueOf(m)
	for v.Kind() == reflect.Pointer {
		if v.IsNil() {
			return fmt.Errorf("has a nil %T", m)
		}
		v = v.Elem()
	}
	t := modelType(m)
	if d.name == "" {
		d.name = t.Name()
	}
	if t.Kind() != reflect.Struct {
		return fmt.Errorf("%s is a %s; a model is a struct or dyn.Equations", d.name, t.Kind())
	}
	return d.fieldsOf(v, "", src)
}

// fieldsOf reads the fields of a struct, whose names in the equations have a
// prefix. A field that is a struct with the tag prefix has more of them, which
// the model has only if one of them is given.
func (d *description) fieldsOf(v reflect.Value, prefix string, src *eqn.Source) error {
	t := v.Type()
	var errs []error
	for k := range t.NumField() {
		f := t.Field(k)
		switch {
		case f.Type.Kind() == reflect.Struct && f.Tag.Get("prefix") != "":
			if !v.Field(k).IsZero() {
				errs = append(errs, d.fieldsOf(v.Field(k), prefix+f.Tag.Get("prefix"), src))
			}
		case f.Type == methodType && f.Name == "Method":
			if method := v.Field(k).String(); method != "" {
				src.Method = Method(method)
			}
		case f.Type == valueType && f.IsExported():
			if err := d.field(f, prefix, v.Field(k).Interface(), src); err != nil {
				errs = append(errs, fmt.Errorf("field %s of %s %w", f.Name, d.name, err))
			}
		default:
			if err := noField(f, src); err != nil {
				errs = append(errs, fmt.Errorf("field %s of %s %w", f.Name, d.name, err))
			}
		}
	}
	return errors.Join(errs...)
}

// noField reports a field that has the tag of a parameter or of an initial value
// and cannot be one. The equations are checked as if it were.
func noField(f reflect.StructField, src *eqn.Source) error {
	tag, name := "name", f.Tag.Get("name")
	if name == "" {
		tag, name = "init", f.Tag.Get("init")
	} else {
		src.Params = append(src.Params, eqn.Param{Name: name})
	}
	switch {
	case name == "":
		return nil
	case !f.IsExported():
		return fmt.Errorf("has the tag %s:%q and is not exported; begin its name with a capital letter", tag, name)
	}
	return fmt.Errorf("has the tag %s:%q and is of type %s; make it one of type golgi.Value, which takes a number, []float64, a function or an initialiser", tag, name, f.Type)
}

// modelType is the struct that a model is.
func modelType(m Model) reflect.Type {
	t := reflect.TypeOf(m)
	for t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	return t
}

func (d *description) field(f reflect.StructField, prefix string, value golgi.Value, src *eqn.Source) error {
	if name, ok := f.Tag.Lookup("init"); ok {
		if value != nil {
			d.values[prefix+name] = value
		}
		return nil
	}
	name, ok := f.Tag.Lookup("name")
	if !ok {
		return fmt.Errorf("has neither a tag name:\"…\", for a parameter, nor init:\"…\", for an initial value")
	}
	name = prefix + name
	if value == nil && f.Tag.Get("optional") != "" {
		return nil
	}
	text, ok := f.Tag.Lookup("default")
	if !ok && value == nil {
		src.Params = append(src.Params, eqn.Param{Name: name})
		return fmt.Errorf("has no default; give it a value")
	}
	if !ok {
		text = "0"
	}
	ps, err := eqn.ParseParams(name + " = " + text + " " + f.Tag.Get("unit"))
	if err != nil {
		src.Params = append(src.Params, ps...)
		return fmt.Errorf("has bad tags: %w", err)
	}
	ps[0].Doc, ps[0].Range = f.Tag.Get("doc"), f.Tag.Get("range")
	if of := f.Tag.Get("ion"); of != "" {
		if d.ofIons == nil {
			d.ofIons = map[string]string{}
		}
		d.ofIons[name] = of
	}
	src.Params = append(src.Params, ps[0])
	if value != nil {
		d.values[name] = value
	}
	return nil
}

// known checks that values are given for what the model has.
func (d *description) known() error {
	var errs []error
	names := d.model.Names()
	for _, name := range slices.Sorted(maps.Keys(d.values)) {
		if !slices.Contains(names, name) {
			errs = append(errs, fmt.Errorf("%s has no parameter or variable %q%s", d.name, name, suggest.Hint(name, names)))
		}
	}
	return errors.Join(errs...)
}

// value returns the value of a parameter: the given one or the default.
func (d *description) value(p eqn.Param) golgi.Value {
	if v := d.values[p.Name]; v != nil {
		return v
	}
	return p.Value
}

// text identifies the equations of a model, for merging.
func (d *description) text() string {
	s := d.model.Source
	return strings.Join([]string{d.name, s.Body, s.Receive, string(s.Method)}, "\x00")
}
