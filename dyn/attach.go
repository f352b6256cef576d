package dyn

import (
	"fmt"
	"maps"
	"slices"

	"github.com/golgi-sim/golgi"
	"github.com/golgi-sim/golgi/dnn"
	"github.com/golgi-sim/golgi/eqn"
)

// component is one model of what makes up the program of a group: the neuron
// (component 0), a synapse, an output or a drive.
type component struct {
	path   string // what addresses its random numbers
	desc   *description
	params map[string]golgi.Resolved
}

// component adds a component and returns its number.
func (g *Group) component(path string, d *description, params map[string]golgi.Resolved) int {
	g.parts = append(g.parts, component{path, d, params})
	return len(g.parts) - 1
}

// synapse is a synapse with its output that hangs on a group, with the state
// of one synapse per neuron. Projections that merge share it.
type synapse struct {
	owners        []string      // paths of the projections
	sites         []*golgi.Site // where they report
	label         string
	addFirst      bool
	merges        bool
	relay, before bool // see hanging
	part, outPart int
	syn, out      component
	arrivals
}

// arrivals are the weights on their way to one receiver of a group, for layers
// whose synapses have delays of their own.
type arrivals struct {
	ring      dnn.Ring
	allocated bool          // ring, if there was the memory
	delays    int           // the largest, in steps
	layers    []dnn.Delayed // that have delays
}

// arrivals returns the weights on their way to a synapse, or, for -1, to V.
func (g *Group) arrivals(syn int) *arrivals {
	if syn < 0 {
		return &g.jumping
	}
	return &g.syns[syn].arrivals
}

// hanging is what a projection hangs on a group.
type hanging struct {
	syn, out Model
	label    string
	addFirst bool
	merge    bool
	// relay: the synapse is what a projection that has none on this side hangs
	// there for its output; its variables are the projection's.
	relay bool
	// before: the synapse is aligned with the presynaptic side, where it has
	// one input and may answer it as it likes.
	before bool
}

// attach hangs a synapse and an output on the group, or finds an equal one that
// merges. It returns its number.
func (g *Group) attach(s *golgi.Site, y *synapse) int {
	k := slices.IndexFunc(g.syns, y.equal)
	if k < 0 {
		y.part = g.component(y.syn.path, y.syn.desc, y.syn.params)
		y.outPart = g.component(y.out.path, y.out.desc, y.out.params)
		g.syns = append(g.syns, y)
		k = len(g.syns) - 1
	} else {
		y = g.syns[k]
		y.owners, y.sites = append(y.owners, s.Path()), append(y.sites, s)
	}
	if y.relay {
		g.nameComponent(s, "", y.part)
	} else {
		g.nameComponent(s, "syn.", y.part)
	}
	g.nameComponent(s, "out.", y.outPart)
	return k
}

// nameComponent names the quantities of a component by the part that is being
// built.
func (g *Group) nameComponent(s *golgi.Site, prefix string, part int) {
	m := g.parts[part].desc.model
	for _, name := range m.Names() {
		q := g.quantity(part, name)
		q.SetSize(g.n)
		if _, ok := m.State(name); ok {
			q.SetVariable()
		}
		if p, ok := m.Param(name); ok {
			q.SetUnit(p.Unit)
		} else if name == "V" && slices.ContainsFunc(m.Params, func(p eqn.Param) bool { return p.Unit == "mV" }) {
			// What is called V beside potentials in mV is one.
			q.SetUnit("mV")
		}
		s.Name(prefix+name, q)
	}
}

// equal reports whether two synapses are one: the resolved descriptions are the
// same, and nothing in them is drawn at random.
func (y *synapse) equal(o *synapse) bool {
	return y.merges && o.merges && y.label == o.label && y.addFirst == o.addFirst && y.syn.equal(o.syn) && y.out.equal(o.out)
}

// equal reports whether two components are one. With an initial value that is
// given a component is itself only: whose value would the shared one take?
func (c component) equal(o component) bool {
	return c.desc.text() == o.desc.text() && maps.EqualFunc(c.params, o.params, golgi.Resolved.Equal) &&
		!c.desc.hasInitial() && !o.desc.hasInitial()
}

// hasInitial reports whether a variable is given an initial value.
func (d *description) hasInitial() bool {
	return slices.ContainsFunc(d.model.States, func(s eqn.State) bool { return d.given(s.Name) })
}

// allocate makes the ring for delays of single synapses, once for all layers. It
// returns false if there is not the memory, and says so once.
func (a *arrivals) allocate(s *golgi.Site, g *Group) bool {
	if a.allocated {
		return a.ring.Slots() > 0
	}
	a.allocated = true
	if !s.Room(fmt.Sprintf("delays of up to %d steps onto %d neurons", a.delays, g.n), dnn.RingBytes(a.delays, g.n)) {
		return false
	}
	var err error
	if a.ring, err = dnn.NewRingFor(g.n, g.ranges(s.Threads()), a.layers); err != nil {
		s.Errorf("Comm: %w", err)
		return false
	}
	if a.ring.Whole() {
		g.uncut, g.piece = true, g.n
	}
	return true
}
