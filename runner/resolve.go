package runner

import (
	"fmt"
	"reflect"
	"slices"
	"strings"

	"github.com/golgi-sim/golgi"
	"github.com/golgi-sim/golgi/internal/suggest"
)

// resolver finds what inputs and monitors refer to.
type resolver struct{ sim *golgi.Sim }

// state returns the handle on a quantity that belongs to the simulation.
func (r resolver) state(s golgi.State) (golgi.State, error) {
	if err := s.Check(); err != nil {
		return s, err
	}
	q := s.Quantity()
	if own, err := r.sim.Lookup(q.Path()); err != nil || own.Quantity() != q {
		return s, fmt.Errorf("%s is of another network", q.Path())
	}
	lo, hi := s.Range()
	return s, checkRange(q.Path(), lo, hi, q.State().Len())
}

// spike checks a handle on spikes.
func (r resolver) spike(s golgi.Spike) error {
	v, lo, hi := s.Var()
	if v == nil {
		return fmt.Errorf("a handle of nothing: the part has no spikes")
	}
	if s.Path() == "" {
		return fmt.Errorf("the spikes are not of a network that was built")
	}
	own, err := r.sim.LookupSpikes(s.Path())
	if err != nil {
		return fmt.Errorf("%s is of another network", s.Path())
	}
	if w, _, _ := own.Var(); w != v {
		return fmt.Errorf("%s is of another network", s.Path())
	}
	return checkRange(s.Path(), lo, hi, own.Size())
}

// path returns the quantity that a path names.
func (r resolver) path(p ranged) (golgi.State, error) {
	s, err := r.sim.Lookup(p.path)
	if err != nil {
		return s, err
	}
	lo, hi, err := p.within(s.Len())
	if err != nil || !p.sliced {
		return s, err
	}
	return s.Slice(lo, hi), nil
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
	return fmt.Errorf("there is nothing of this name%s", suggest.Hint(p.path, names))
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

// isNil reports whether x is nil or holds a nil pointer.
func isNil(x any) bool {
	v := reflect.ValueOf(x)
	return !v.IsValid() || v.Kind() == reflect.Pointer && v.IsNil()
}
