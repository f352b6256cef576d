package runner

import (
	"fmt"

	"github.com/golgi-sim/golgi"
	"github.com/golgi-sim/golgi/internal/null"
)

// monitor is one thing to record.
type monitor struct {
	item any // golgi.State, golgi.Spike, a path, or a function of the simulation
	schedule
}

// schedule is when and how a monitor records, and under which name.
type schedule struct {
	name   string // "": that of the item
	before bool
}

// A MonitorOption is an option of the items of one Monitor.
type MonitorOption func(*schedule)

// BeforeUpdate records the values before the update of each step, at which time
// they are the solution at n·dt.
func BeforeUpdate() MonitorOption { return func(s *schedule) { s.before = true } }

// As names the recording of a Monitor of one item: results are then asked for
// by that name. It is needed where one quantity is recorded in two ways.
func As(name string) MonitorOption { return func(s *schedule) { s.name = name } }

// Monitor records quantities and spikes in every step. An item is a handle
// (net.N.Spike, net.N.V, net.N.V.Slice(0, 5)) or a path, if need be with a range
// ("N.spike", "N.V", "E.syn.g", "N.V[0:10]", "N.V[3]"). Among the items there may
// be options, such as BeforeUpdate(), which hold for all of them.
func Monitor(items ...any) Option {
	return func(c *config) {
		var s schedule
		var things []any
		for _, it := range items {
			if o, ok := it.(MonitorOption); ok && o != nil {
				o(&s)
				continue
			}
			things = append(things, it)
		}
		if s.name != "" && len(things) != 1 {
			things = []any{mistake{fmt.Errorf("As(%q) names %d items; give it to a Monitor of one", s.name, len(things))}}
		}
		for _, it := range things {
			c.monitors = append(c.monitors, monitor{it, s})
		}
	}
}

// MonitorFunc records a function of the simulation after every step, under a
// name. It may read the simulation, and must not step it.
func MonitorFunc(name string, f func(sim *golgi.Sim) float64) Option {
	return func(c *config) {
		m := monitor{item: f, schedule: schedule{name: name}}
		switch {
		case f == nil:
			m.item = mistake{fmt.Errorf("MonitorFunc(%q) was given a nil function", name)}
		case name == "":
			m.item = mistake{fmt.Errorf("MonitorFunc needs a name to ask for its results by")}
		}
		c.monitors = append(c.monitors, m)
	}
}

// mistake stands for an item that is none.
type mistake struct{ error }

// check reports the mistakes that can be seen without the network.
func (m monitor) check() error {
	switch it := m.item.(type) {
	case mistake:
		return it.error
	case string:
		if _, err := parseRanged(it); err != nil {
			return err
		}
	case golgi.State, func(*golgi.Sim) float64:
	case golgi.Spike:
		if m.before {
			return fmt.Errorf("spikes are made by the update and cannot be recorded before it")
		}
	case nil:
		return fmt.Errorf("nil cannot be recorded")
	default:
		if names := handles(it); len(names) > 0 {
			return fmt.Errorf("a %T is not a quantity; it has the handles %s", it, list(names))
		}
		return fmt.Errorf("a value of type %T cannot be recorded; give a handle such as net.N.V, or a path such as \"N.V\"", it)
	}
	return nil
}

// path says which monitor is meant, "" if it has no path.
func (m monitor) path() string {
	switch it := m.item.(type) {
	case string:
		return it
	case interface{ Path() string }: // a handle, or a part in its stead
		if !null.Is(it) {
			return it.Path()
		}
	}
	return ""
}

// resolve returns what is to be recorded, and what from: a State, a Spike or a
// function.
func (m monitor) resolve(r resolver) (rec recorded, from any, err error) {
	rec.schedule = m.schedule
	switch it := m.item.(type) {
	case func(*golgi.Sim) float64:
		rec.hi, rec.size = 1, 1
		return rec, it, nil
	case golgi.State:
		if it, err = r.state(it); err != nil {
			return rec, nil, err
		}
		return r.recordState(rec, it.Quantity().Path(), it), it, nil
	case golgi.Spike:
		if err = r.spike(it); err != nil {
			return rec, nil, err
		}
		return r.recordSpikes(rec, it), it, nil
	case string:
		p, err := parseRanged(it)
		if err != nil {
			return rec, nil, err
		}
		if sp, err := r.sim.LookupSpikes(p.path); err == nil {
			return r.spikePath(rec, p, sp)
		}
		s, err := r.path(p)
		if err != nil {
			return rec, nil, err
		}
		return r.recordState(rec, p.path, s), s, nil
	}
	return rec, nil, m.check()
}

func (r resolver) spikePath(rec recorded, p ranged, s golgi.Spike) (recorded, any, error) {
	lo, hi, err := p.within(s.Size())
	if err != nil {
		return rec, nil, err
	}
	if rec.before {
		return rec, nil, fmt.Errorf("spikes are made by the update and cannot be recorded before it")
	}
	if p.sliced {
		s = s.Slice(lo, hi)
	}
	return r.recordSpikes(rec, s), s, nil
}

func (r resolver) recordState(rec recorded, path string, s golgi.State) recorded {
	rec.names = []string{path}
	for _, n := range r.sim.Names() {
		if o, err := r.sim.Lookup(n); err == nil && o.Quantity() == s.Quantity() && n != path {
			rec.names = append(rec.names, n)
		}
	}
	rec.lo, rec.hi = s.Range()
	rec.size, rec.unit = s.Quantity().State().Len(), s.Quantity().Unit()
	return rec
}

func (r resolver) recordSpikes(rec recorded, s golgi.Spike) recorded {
	v, lo, hi := s.Var()
	rec.names, rec.spikes = []string{s.Path()}, true
	rec.lo, rec.hi, rec.size = lo, hi, v.Spike().Size()
	return rec
}
