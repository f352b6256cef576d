package runner

import (
	"fmt"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"github.com/golgi-sim/golgi"
	"github.com/golgi-sim/golgi/internal/suggest"
)

// resolver finds what inputs and monitors refer to. In a network that has
// mistakes, and so is not built, it finds what there is of it.
type resolver struct {
	sim   *golgi.Sim
	built bool
}

// state returns the handle on a quantity that belongs to the simulation.
func (r resolver) state(s golgi.State) (golgi.State, error) {
	if s.Quantity() == nil || r.built {
		if err := s.Check(); err != nil {
			return s, err
		}
	}
	q := s.Quantity()
	if !r.built {
		return s, s.CheckRange()
	}
	if own, err := r.sim.Lookup(q.Path()); err != nil || own.Quantity() != q {
		return s, fmt.Errorf("%s is of another network", q.Path())
	}
	lo, hi := s.Range()
	return s, checkRange(q.Path(), lo, hi, q.State().Len())
}

// spike checks a handle on spikes.
func (r resolver) spike(s golgi.Spike) error {
	v, lo, hi := s.Var()
	switch {
	case v == nil:
		return s.Check()
	case s.Path() == "" && !r.built:
		return nil
	case s.Path() == "":
		return fmt.Errorf("the spikes are not of a network that was built")
	}
	own, err := r.sim.LookupSpikes(s.Path())
	if err != nil {
		return fmt.Errorf("%s is of another network", s.Path())
	}
	if w, _, _ := own.Var(); w != v {
		return fmt.Errorf("%s is of another network", s.Path())
	}
	if err := s.Check(); err != nil {
		return err
	}
	return checkRange(s.Path(), lo, hi, own.Size())
}

// path returns the quantity that a path names.
func (r resolver) path(p ranged) (golgi.State, error) {
	s, err := r.sim.Lookup(p.path)
	if err != nil {
		return s, err
	}
	return r.cut(s, p)
}

// cut returns the range of a handle on a whole quantity.
func (r resolver) cut(s golgi.State, p ranged) (golgi.State, error) {
	if !p.sliced || !r.built && s.Size() == 0 {
		return s, nil
	}
	lo, hi, err := p.within(s.Size())
	if err != nil {
		return s, err
	}
	return s.Slice(lo, hi), nil
}

// part returns the external input of the part that a path names, which may have
// a range of elements.
func (r resolver) part(path string) (golgi.State, ranged, bool) {
	p, err := parseRanged(path)
	if err != nil {
		return golgi.State{}, p, false
	}
	// Layers[3] may be a part as a whole.
	for _, p := range []ranged{{path: path}, p} {
		for _, part := range r.sim.Parts() {
			named, ok1 := part.(interface{ Path() string })
			driven, ok2 := part.(interface{ ExternalInput() golgi.State })
			if ok1 && ok2 && named.Path() == p.path {
				return driven.ExternalInput(), p, true
			}
		}
	}
	return golgi.State{}, p, false
}

// missing reports that a path, which may have a range, matches nothing.
func (r resolver) missing(path string) error {
	p, err := parseRanged(path)
	if err != nil {
		return err
	}
	if _, err := r.sim.Lookup(p.path); err == nil {
		return nil
	}
	if _, err := r.sim.LookupSpikes(p.path); err == nil {
		return nil
	}
	if below := r.below(p.path); len(below) > 0 {
		return fmt.Errorf("this is a part; it has %s", list(below))
	}
	names := slices.Concat(r.sim.Names(), r.sim.SpikeNames())
	var inner []string // V for N.V, P.g for P.syn.g
	first, last, cut := strings.Cut(p.path, ".")
	for _, n := range names {
		if strings.HasSuffix(n, "."+p.path) || cut && strings.HasPrefix(n, first+".") && strings.HasSuffix(n, "."+last) {
			inner = append(inner, strconv.Quote(n))
		}
	}
	if len(inner) > 0 && len(inner) <= 3 {
		return fmt.Errorf("there is nothing of this name; did you mean %s?", strings.Join(inner, " or "))
	}
	var driven []string
	for _, part := range r.sim.Parts() {
		named, ok := part.(interface{ Path() string })
		if !ok || named.Path() == "" {
			continue
		}
		names = append(names, named.Path())
		if _, ok := part.(interface{ ExternalInput() golgi.State }); ok {
			driven = append(driven, named.Path())
		}
	}
	hint := suggest.Hint(p.path, names)
	if hint == "" && len(driven) > 0 {
		hint = "; the groups are " + someOf(driven)
	}
	return fmt.Errorf("there is nothing of this name%s", hint)
}

// someOf lists names, the first of them where they are many.
func someOf(names []string) string {
	const most = 12
	if len(names) <= most {
		return list(names)
	}
	return fmt.Sprintf("%s and %d more", strings.Join(names[:most], ", "), len(names)-most)
}

// below returns the names in a part.
func (r resolver) below(path string) []string {
	var names []string
	for _, n := range slices.Concat(r.sim.SpikeNames(), r.sim.Names()) {
		if rest, ok := strings.CutPrefix(n, path+"."); ok && !strings.Contains(rest, ".") {
			names = append(names, n)
		}
	}
	return names
}

var (
	stateType = reflect.TypeFor[golgi.State]()
	spikeType = reflect.TypeFor[golgi.Spike]()
)

// handles lists the handles that a value offers: its exported fields and its
// methods without arguments that give one.
func handles(x any) []string {
	t := reflect.TypeOf(x)
	var fields []string
	if s := t; s.Kind() == reflect.Struct || s.Kind() == reflect.Pointer && s.Elem().Kind() == reflect.Struct {
		if s.Kind() == reflect.Pointer {
			s = s.Elem()
		}
		for _, f := range reflect.VisibleFields(s) {
			if f.IsExported() && (f.Type == stateType || f.Type == spikeType) {
				fields = append(fields, f.Name)
			}
		}
	}
	names := fields
	for m := range t.Methods() {
		isHandle := m.Type.NumIn() == 1 && m.Type.NumOut() == 1 && (m.Type.Out(0) == stateType || m.Type.Out(0) == spikeType)
		// What these two give is a field as well in parts that have fields.
		again := len(fields) > 0 && (m.Name == "ExternalInput" || m.Name == "SpikeHandle")
		if isHandle && !again {
			names = append(names, m.Name+"()")
		}
	}
	return names
}

// list writes names as "a, b and c".
func list(names []string) string {
	if len(names) < 2 {
		return strings.Join(names, "")
	}
	last := len(names) - 1
	return strings.Join(names[:last], ", ") + " and " + names[last]
}
