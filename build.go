package golgi

import (
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strings"
)

// Build makes a network ready to run: it walks the tree of parts, names every
// part, checks it, gives it storage and compiles its programs. The error is a
// BuildErrors with every mistake in the network; the network can then be mended
// and built again. A network is built once, for one simulation.
func Build(net DynamicalSystem, opts ...Option) (*Sim, error) {
	c := config{dt: defaultDt, executor: Auto}
	for _, o := range opts {
		o(&c)
	}
	b := &builder{paths: map[any]string{}, broken: map[*Base]bool{}}
	for _, err := range c.check() {
		b.fail("", err)
	}
	exec, err := c.executor.open()
	if err != nil {
		b.fail("", err)
	}
	b.sim = newSim(net, c, exec)
	if isNil(net) {
		b.failf("", "there is no network: Build was given nil")
	} else {
		b.system(net, "")
		b.stages()
		b.refer(c.checks)
	}
	if len(b.errs) > 0 {
		b.release()
		return nil, b.errs
	}
	return b.sim, nil
}

// builder carries out Build.
type builder struct {
	sim   *Sim
	paths map[any]string // of every system in the tree
	errs  BuildErrors
	// broken parts are left out of later stages, so that one mistake gives
	// one message.
	broken map[*Base]bool
}

func (b *builder) fail(path string, err error) {
	b.errs = append(b.errs, &BuildError{path, err})
}

func (b *builder) failf(path, format string, args ...any) {
	b.fail(path, fmt.Errorf(format, args...))
}

func isNil(x any) bool {
	v := reflect.ValueOf(x)
	return !v.IsValid() || v.Kind() == reflect.Pointer && v.IsNil()
}

// system takes in one system and what is in it.
func (b *builder) system(s DynamicalSystem, path string) {
	if reflect.TypeOf(s).Comparable() {
		if old, ok := b.paths[s]; ok {
			b.failf(path, "is the same part as %s; a part has one owner, so refer to it from elsewhere (pre, post) or make another", name(old))
			return
		}
		b.paths[s] = path
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
	systemType = reflect.TypeFor[DynamicalSystem]()
)

func (b *builder) fields(v reflect.Value, path string, parts *[]DynamicalSystem) {
	t := v.Type()
	for k := range t.NumField() {
		f := t.Field(k)
		if f.Type == groupType || f.Type == reflect.PointerTo(groupType) {
			if f.Type != groupType || !f.Anonymous {
				b.failf(join(path, f.Name), "is a plain DynSysGroup, which has no parts; embed it in a struct whose fields are the parts")
			}
			continue
		}
		if f.Anonymous && f.Type.Kind() == reflect.Struct && !embeds(t) && holdsGroup(f.Type) {
			// The network is that of the embedded struct with more fields.
			b.fields(v.Field(k), path, parts)
			continue
		}
		if !f.IsExported() {
			if holdsSystem(f.Type) {
				b.failf(join(path, f.Name), "is a part in an unexported field; write %s", upper(f.Name))
			}
			continue
		}
		b.value(v.Field(k), join(path, f.Name), parts)
	}
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
	switch {
	case t.Implements(systemType) && (t.Kind() == reflect.Pointer || t.Kind() == reflect.Interface):
		if v.IsNil() {
			b.failf(path, "is nil; make the part, or take the field out")
			return
		}
		if t.Kind() == reflect.Interface {
			v = v.Elem()
			if v.Kind() == reflect.Pointer && v.IsNil() {
				b.failf(path, "is nil; make the part, or take the field out")
				return
			}
		}
		s := v.Interface().(DynamicalSystem)
		*parts = append(*parts, s)
		b.system(s, path)
	case t.Kind() == reflect.Struct && reflect.PointerTo(t).Implements(systemType):
		s := v.Addr().Interface().(DynamicalSystem)
		*parts = append(*parts, s)
		b.system(s, path)
	case t.Implements(systemType):
		s := v.Interface().(DynamicalSystem)
		*parts = append(*parts, s)
		b.system(s, path)
	case (t.Kind() == reflect.Slice || t.Kind() == reflect.Array) && holdsSystem(t):
		for i := range v.Len() {
			b.value(v.Index(i), fmt.Sprintf("%s[%d]", path, i), parts)
		}
	case t.Kind() == reflect.Map && holdsSystem(t):
		b.entries(v, path, parts)
	case describes(t):
		b.failf(path, "is a %s, a description and not a part; make a group of it with dyn.NewGroup", t)
	}
}

// entries takes in the systems of a map, in the order of its keys.
func (b *builder) entries(v reflect.Value, path string, parts *[]DynamicalSystem) {
	keys := v.MapKeys()
	slices.SortFunc(keys, func(x, y reflect.Value) int {
		if x.CanInt() && y.CanInt() {
			return int(min(max(x.Int()-y.Int(), -1), 1))
		}
		return strings.Compare(fmt.Sprint(x), fmt.Sprint(y))
	})
	for _, k := range keys {
		e := v.MapIndex(k)
		if e.Kind() == reflect.Struct {
			b.failf(path, "is a map of structs, which have no place of their own; make it a map of pointers")
			return
		}
		b.value(e, fmt.Sprintf("%s[%v]", path, k), parts)
	}
}

// holdsSystem reports whether a type is a system or holds systems.
func holdsSystem(t reflect.Type) bool {
	switch t.Kind() {
	case reflect.Slice, reflect.Array, reflect.Map:
		return holdsSystem(t.Elem())
	}
	return t.Implements(systemType) || t.Kind() == reflect.Struct && reflect.PointerTo(t).Implements(systemType)
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

// stages runs the stages of building.
func (b *builder) stages() {
	stage := func(run func(p Part, s *Site)) {
		for _, p := range b.sim.parts {
			if id := p.identity(); !b.broken[id] {
				run(p, &Site{b: b, base: id})
			}
		}
	}
	stage(func(p Part, s *Site) {
		if d, ok := p.(Declarer); ok {
			d.Declare(s)
		}
	})
	stage(func(p Part, s *Site) {
		if c, ok := p.(Connector); ok {
			c.Connect(s)
		}
	})
	stage(func(p Part, s *Site) {
		if c, ok := p.(Compiler); ok {
			c.Compile(s)
		}
	})
	if len(b.errs) > 0 {
		return
	}
	stage(func(p Part, s *Site) {
		if a, ok := p.(Allocator); ok {
			a.Allocate(s)
		}
	})
	if len(b.errs) > 0 {
		return
	}
	if err := b.sim.reset(0); err != nil {
		var list BuildErrors
		if errors.As(err, &list) {
			b.errs = append(b.errs, list...)
		} else {
			b.fail("", err)
		}
	}
}

// release takes back what Build has done, so that the network can be mended and
// built.
func (b *builder) release() {
	for _, p := range b.sim.parts {
		if id := p.identity(); id.sim == b.sim {
			*id = Base{}
		}
		if r, ok := p.(interface{ Release() }); ok {
			r.Release()
		}
	}
}
