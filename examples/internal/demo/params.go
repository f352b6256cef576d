package demo

import "reflect"

// Params returns the fields of a struct of parameters by the names in their
// tags `set`, those of embedded structs among them, for Flags.Params.
func Params(p any) map[string]*float64 {
	names := map[string]*float64{}
	var visit func(v reflect.Value)
	visit = func(v reflect.Value) {
		for k := range v.NumField() {
			f := v.Type().Field(k)
			switch name, ok := f.Tag.Lookup("set"); {
			case f.Anonymous:
				visit(v.Field(k))
			case ok:
				names[name] = v.Field(k).Addr().Interface().(*float64)
			}
		}
	}
	visit(reflect.ValueOf(p).Elem())
	return names
}
