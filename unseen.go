package golgi

import (
	"fmt"
	"reflect"
)

// unseen is a value that parts are not looked for in: an interface that is not
// that of systems, a pointer to a struct that is none. It may refer to parts;
// one that is nowhere in the tree was put there by mistake.
type unseen struct {
	v    reflect.Value
	path string
}

// findUnseen reports parts that are in unseen values only.
func (b *builder) findUnseen() {
	for _, u := range b.unseen {
		f := finder{b: b, field: u, seen: map[pointer]bool{}}
		f.search(u.v, u.path)
	}
}

// finder looks through an unseen value.
type finder struct {
	b     *builder
	field unseen
	seen  map[pointer]bool
}

func (f *finder) search(v reflect.Value, path string) {
	switch v.Kind() {
	case reflect.Interface:
		f.search(v.Elem(), path)
	case reflect.Pointer:
		f.pointer(v, path)
	case reflect.Struct:
		if reflect.PointerTo(v.Type()).Implements(systemType) {
			f.found(v, path)
			return
		}
		for k := range v.NumField() {
			if v.Type().Field(k).IsExported() {
				f.search(v.Field(k), join(path, v.Type().Field(k).Name))
			}
		}
	case reflect.Slice, reflect.Array:
		if mayRefer(v.Type().Elem()) {
			for i := range v.Len() {
				f.search(v.Index(i), fmt.Sprintf("%s[%d]", path, i))
			}
		}
	case reflect.Map:
		if mayRefer(v.Type().Elem()) {
			for i := v.MapRange(); i.Next(); {
				f.search(i.Value(), fmt.Sprintf("%s[%v]", path, i.Key()))
			}
		}
	}
}

func (f *finder) pointer(v reflect.Value, path string) {
	id, _ := pointerOf(v)
	if v.IsNil() || f.seen[id] {
		return
	}
	f.seen[id] = true
	if !v.Type().Implements(systemType) {
		f.search(v.Elem(), path)
		return
	}
	if _, ok := f.b.paths[id]; !ok && id.p != 0 {
		f.found(v, path)
	}
}

func (f *finder) found(v reflect.Value, path string) {
	f.b.failf(path, "is a %s in a field of type %s, where parts are not looked for; parts are in exported fields of their own type, or in structs, slices and maps of them", v.Type(), f.field.v.Type())
	if v.CanInterface() {
		if p, ok := v.Interface().(Part); ok && nilEmbedded(v) == nil {
			f.b.broken[p.identity()] = true
		}
	}
}

// mayRefer reports whether values of a type can refer to systems.
func mayRefer(t reflect.Type) bool {
	switch t.Kind() {
	case reflect.Interface, reflect.Pointer, reflect.Struct, reflect.Slice, reflect.Array, reflect.Map:
		return true
	}
	return false
}
