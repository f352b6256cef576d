package golgi

import (
	"cmp"
	"fmt"
	"reflect"
	"slices"
	"strings"
)

// pointer is the identity of a system: pointers of two types may be equal.
type pointer struct {
	t reflect.Type
	p uintptr
}

// pointerOf returns the identity of a value, and whether it has one: values
// that are no pointers have none, and pointers to what has no size may be equal
// though they are of two.
func pointerOf(v reflect.Value) (pointer, bool) {
	if v.Kind() != reflect.Pointer || v.Type().Elem().Size() == 0 {
		return pointer{}, false
	}
	return pointer{v.Type(), v.Pointer()}, true
}

// system takes in one system and what is in it.
func (b *builder) system(s DynamicalSystem, path string) {
	v := reflect.ValueOf(s)
	if id, ok := pointerOf(v); ok {
		if old, ok := b.paths[id]; ok {
			b.failf(path, "is the same part as %s; a part has one owner, so refer to it from elsewhere (pre, post) or make another", name(old))
			return
		}
		b.paths[id] = path
	}
	if missing := nilEmbedded(v); missing != nil {
		b.failf(path, "embeds a nil %s; make it, or embed %s itself", missing, missing.Elem())
		return
	}
	if p, ok := s.(Part); ok {
		id := p.identity()
		if id.sim != nil {
			b.failf(path, "was built before, as %s of another simulation; make a new network for each Build", name(id.path))
			b.broken[id] = true
			return
		}
		id.path, id.sim, id.index, id.at = path, b.sim, len(b.sim.parts), 0
		b.sim.parts = append(b.sim.parts, p)
	}
	if g, ok := s.(grouper); ok {
		b.network(g, path)
	}
}

func name(path string) string {
	if path == "" {
		return "the network itself"
	}
	return path
}

// nilEmbedded returns the type of a nil pointer that a system embeds and has
// methods of; nil if there is none.
func nilEmbedded(v reflect.Value) reflect.Type {
	for v.Kind() == reflect.Pointer {
		v = v.Elem()
	}
	if v.Kind() != reflect.Struct {
		return nil
	}
	for k := range v.NumField() {
		f := v.Type().Field(k)
		if !f.Anonymous {
			continue
		}
		if f.Type.Kind() == reflect.Pointer && v.Field(k).IsNil() {
			if f.Type.Implements(systemType) || f.Type.Implements(partType) || f.Type == reflect.PointerTo(baseType) {
				return f.Type
			}
			continue
		}
		if t := nilEmbedded(v.Field(k)); t != nil {
			return t
		}
	}
	return nil
}

// network takes in the fields of a struct that embeds DynSysGroup.
func (b *builder) network(g grouper, path string) {
	v := reflect.ValueOf(g)
	if v.Kind() != reflect.Pointer || v.Elem().Kind() != reflect.Struct {
		b.failf(path, "is a %T; a network is a pointer to a struct that embeds golgi.DynSysGroup", g)
		return
	}
	var parts []DynamicalSystem
	b.fields(v.Elem(), path, &parts)
	g.group().adopt(parts)
}

var (
	groupType  = reflect.TypeFor[DynSysGroup]()
	baseType   = reflect.TypeFor[Base]()
	partType   = reflect.TypeFor[Part]()
	systemType = reflect.TypeFor[DynamicalSystem]()
)

// fields takes in the fields of a network, or of a struct that one embeds.
func (b *builder) fields(v reflect.Value, path string, parts *[]DynamicalSystem) {
	t := v.Type()
	if t == groupType {
		b.failf(path, "is a plain DynSysGroup, which has no parts; a network is a struct that embeds golgi.DynSysGroup and whose fields are its parts")
		return
	}
	for k := range t.NumField() {
		f := t.Field(k)
		switch {
		case f.Type == groupType && f.Anonymous:
		case f.Type == reflect.PointerTo(groupType) && f.Anonymous:
			b.failf(path, "embeds a pointer to DynSysGroup; embed golgi.DynSysGroup itself")
		case f.Type == groupType || f.Type == reflect.PointerTo(groupType):
			b.failf(join(path, f.Name), "is a plain DynSysGroup, which has no parts; embed it in a struct whose fields are the parts")
		case b.embedded(f, v.Field(k), t, path, parts):
		case f.IsExported():
			b.value(v.Field(k), join(path, f.Name), parts)
		case holdsSystem(f.Type):
			b.failf(join(path, f.Name), "is a part in an unexported field; write %s", upper(f.Name))
		default:
			b.unseen = append(b.unseen, unseen{v.Field(k), join(path, f.Name)})
		}
	}
}

// embedded takes in a struct that struct t embeds, or embeds a pointer to, and
// whose fields are those of t with no name between: the network of which t is
// one with more fields, or a struct that is no system. It reports whether the
// field is such.
func (b *builder) embedded(f reflect.StructField, v reflect.Value, t reflect.Type, path string, parts *[]DynamicalSystem) bool {
	if !f.Anonymous {
		return false
	}
	s := f.Type
	if s.Kind() == reflect.Pointer {
		s = s.Elem()
	}
	if s.Kind() != reflect.Struct {
		return false
	}
	inherits := !embeds(t) && holdsGroup(s)
	if !inherits && (reflect.PointerTo(s).Implements(systemType) || !holdsSystem(s) || describes(s)) {
		return false
	}
	if v.Kind() == reflect.Pointer {
		if v.IsNil() {
			b.failf(join(path, f.Name), "is nil; make the struct that is embedded, or take it out")
			return true
		}
		v = v.Elem()
	}
	b.fields(v, path, parts)
	return true
}

// embeds reports whether a struct embeds DynSysGroup itself.
func embeds(t reflect.Type) bool {
	f, ok := t.FieldByName(groupType.Name())
	return ok && f.Type == groupType && f.Anonymous && len(f.Index) == 1
}

// holdsGroup reports whether a struct embeds DynSysGroup at any depth.
func holdsGroup(t reflect.Type) bool {
	f, ok := t.FieldByName(groupType.Name())
	return ok && f.Type == groupType && f.Anonymous
}

// value takes in the systems that a field holds.
func (b *builder) value(v reflect.Value, path string, parts *[]DynamicalSystem) {
	t := v.Type()
	take := func(s DynamicalSystem) {
		*parts = append(*parts, s)
		b.system(s, path)
	}
	switch {
	case t.Implements(systemType) && (t.Kind() == reflect.Pointer || t.Kind() == reflect.Interface):
		if v.IsNil() || v.Kind() == reflect.Interface && v.Elem().Kind() == reflect.Pointer && v.Elem().IsNil() {
			b.failf(path, "is nil; make the part, or take the field out")
			return
		}
		take(v.Interface().(DynamicalSystem))
	case t.Kind() == reflect.Struct && reflect.PointerTo(t).Implements(systemType) && v.CanAddr():
		take(v.Addr().Interface().(DynamicalSystem))
	case t.Implements(systemType):
		take(v.Interface().(DynamicalSystem))
	case t.Kind() == reflect.Struct && reflect.PointerTo(t).Implements(systemType):
		b.failf(path, "is a %s in a map, which has no place of its own; make it a map of pointers", t)
	case (t.Kind() == reflect.Slice || t.Kind() == reflect.Array) && holdsSystem(t):
		for i := range v.Len() {
			b.value(v.Index(i), fmt.Sprintf("%s[%d]", path, i), parts)
		}
	case t.Kind() == reflect.Map && holdsSystem(t):
		keys := v.MapKeys()
		slices.SortFunc(keys, compareKeys)
		for _, k := range keys {
			b.value(v.MapIndex(k), fmt.Sprintf("%s[%v]", path, k), parts)
		}
	case describes(t):
		b.failf(path, "is a %s, a description and not a part; make a group of it with dyn.NewGroup", t)
	case t.Kind() == reflect.Struct && holdsSystem(t):
		for k := range t.NumField() {
			if f := t.Field(k); f.IsExported() {
				b.value(v.Field(k), join(path, f.Name), parts)
			}
		}
	default:
		b.unseen = append(b.unseen, unseen{v, path})
	}
}

// compareKeys orders the keys of a map: numbers by size, all else as text.
func compareKeys(x, y reflect.Value) int {
	switch {
	case x.CanInt() && y.CanInt():
		return cmp.Compare(x.Int(), y.Int())
	case x.CanUint() && y.CanUint():
		return cmp.Compare(x.Uint(), y.Uint())
	case x.CanFloat() && y.CanFloat():
		return cmp.Compare(x.Float(), y.Float())
	}
	return strings.Compare(fmt.Sprint(x), fmt.Sprint(y))
}

// holdsSystem reports whether a type is a system or holds systems where value
// looks for them.
func holdsSystem(t reflect.Type) bool { return holds(t, map[reflect.Type]bool{}) }

func holds(t reflect.Type, seen map[reflect.Type]bool) bool {
	if t.Implements(systemType) || t.Kind() == reflect.Struct && reflect.PointerTo(t).Implements(systemType) {
		return true
	}
	if seen[t] {
		return false
	}
	seen[t] = true
	switch t.Kind() {
	case reflect.Slice, reflect.Array, reflect.Map:
		return holds(t.Elem(), seen)
	case reflect.Struct:
		for k := range t.NumField() {
			if f := t.Field(k); f.IsExported() && holds(f.Type, seen) {
				return true
			}
		}
	}
	return false
}

// describes reports whether a type is a model: a description that a user may
// have taken for a part.
func describes(t reflect.Type) bool {
	m, ok := t.MethodByName("Equations")
	return ok && m.Type.NumIn() == 1 && m.Type.NumOut() == 1
}

func join(path, field string) string {
	if path == "" {
		return field
	}
	return path + "." + field
}

func upper(s string) string { return strings.ToUpper(s[:1]) + s[1:] }
