package runner

import (
	"errors"
	"fmt"

	"github.com/golgi-sim/golgi"
	"github.com/golgi-sim/golgi/internal/null"
)

// monitor is one thing to record.
type monitor struct {
	item any // golgi.State, golgi.Spike, a path, or a function of the simulation
	made golgi.Place
	schedule
}

// Monitor records quantities and spikes, in every step if not told otherwise. An
// item is a handle (net.N.Spike, net.N.V, net.N.V.Slice(0, 5)) or a path, if need
// be with a range ("N.spike", "N.V", "E.syn.g", "N.V[0:10]", "N.V[3]"). Among the
// items there may be options, which hold for all of them: Every, Offset and
// Between say when to record, Pick which elements, Mean, Sum, Min and Max what to
// make of them, BeforeUpdate and As the rest.
func Monitor(items ...any) Option {
	made := golgi.Here()
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
		if len(things) == 0 && len(items) > 0 {
			things = []any{mistake{errors.New("Monitor was given options and nothing to record; give handles such as net.N.Spike, or paths such as \"N.V\"")}}
		} else if s.name != "" && len(things) != 1 {
			things = []any{mistake{fmt.Errorf("As(%q) names %d items; give it to a Monitor of one", s.name, len(things))}}
		}
		for _, it := range things {
			c.monitors = append(c.monitors, monitor{it, made, s})
		}
	}
}

// MonitorFunc records a function of the simulation after every step, under a
// name. It may read the simulation, and must not step it. Options say otherwise
// when to record: Every, Offset, Between, BeforeUpdate.
func MonitorFunc(name string, f func(sim *golgi.Sim) float64, opts ...MonitorOption) Option {
	made := golgi.Here()
	return func(c *config) {
		m := monitor{item: f, made: made}
		for _, o := range opts {
			if o != nil {
				o(&m.schedule)
			}
		}
		m.name = name
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
	case func(*golgi.Sim) float64:
		return m.name
	}
	return ""
}

// resolve returns what is to be recorded, and what from: a State, a Spike or a
// function; and all that is wrong with that.
func (m monitor) resolve(r resolver) (rec recorded, from any, wrong []error) {
	rec.name, rec.before = m.name, m.before
	rec.timing, wrong = m.timing(r.sim.Dt())
	var more []error
	rec.reduce, more = m.reduction()
	wrong = append(wrong, more...)
	from, err := m.source(r)
	if err != nil {
		return rec, nil, append(wrong, err)
	}
	switch it := from.(type) {
	case golgi.State:
		wrong = append(wrong, m.pick(it.Path(), it.Size())...)
		rec = r.recordState(rec, m.item, it)
	case golgi.Spike:
		wrong = append(append(wrong, m.pick(it.Path(), it.Size())...), m.events()...)
		rec = r.recordSpikes(rec, it)
	default:
		if m.picked || len(m.reduce) > 0 {
			wrong = append(wrong, fmt.Errorf("a function gives one value, of which nothing can be picked, and no mean made"))
		}
		rec.hi, rec.size = 1, 1
	}
	for _, i := range m.picks {
		rec.picks = append(rec.picks, rec.lo+i)
	}
	return rec, from, wrong
}

// source finds what is to be recorded.
func (m monitor) source(r resolver) (any, error) {
	switch it := m.item.(type) {
	case golgi.State:
		return r.state(it)
	case golgi.Spike:
		return it, r.spike(it)
	case string:
		p, err := parseRanged(it)
		if err != nil {
			return nil, err
		}
		sp, err := r.sim.LookupSpikes(p.path)
		if err != nil {
			return r.path(p)
		}
		lo, hi, err := p.within(sp.Size())
		if p.sliced {
			sp = sp.Slice(lo, hi)
		}
		return sp, err
	}
	return m.item, nil
}

func (r resolver) recordState(rec recorded, item any, s golgi.State) recorded {
	path := s.Quantity().Path()
	if name, ok := item.(string); ok { // of several names, that one
		p, _ := parseRanged(name) // parsed before
		path = p.path
	}
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
