package dyn

import (
	"fmt"

	"github.com/golgi-sim/golgi"
	"github.com/golgi-sim/golgi/delay"
	"github.com/golgi-sim/golgi/dnn"
	"github.com/golgi-sim/golgi/eqn"
)

// preGroup is the synapses that are aligned with a range of presynaptic elements
// and see their spikes with one delay: one program of the size of the range. It
// is no part of the network; the first projection that asked for it builds it.
//
// With lag 0 it advances as soon as the elements have spiked: synapse, then
// delay. Else it advances to the step in which the spikes of lag steps before
// arrive: delay, then synapse.
type preGroup struct {
	group *Group
	of    reference
	lag   int64
	// past holds what the outputs see, by synapse, for needs steps back.
	past  []delay.ValueRing
	needs []int
	seen  [][]float64
	at    int64 // last step made, -1: none
	each  dnn.Layer
}

// preGroupAt returns the synapses at a range with a lag, made when first asked
// for, and whether they were made now.
func preGroupAt(s *golgi.Site, of reference, lag int64) (p *preGroup, made bool) {
	for _, p := range of.emitter.synapses {
		if p.of.lo == of.lo && p.of.hi == of.hi && p.lag == lag {
			return p, false
		}
	}
	// The elements of the group are no neurons: they have synapses only.
	elements := &description{name: "presynaptic elements", model: &eqn.Model{Source: eqn.Source{Name: "presynaptic elements", Role: eqn.Neuron}}, values: golgi.Values{}}
	p = &preGroup{group: &Group{Emitter: NewEmitter(of.size()), desc: elements, quantities: map[quantityKey]*golgi.Quantity{}}, of: of, lag: lag}
	p.group.inside = s.Path() + ".syn"
	p.group.component(p.group.inside, p.group.desc, nil)
	of.emitter.need(max(1, int(lag)))
	of.emitter.synapses = append(of.emitter.synapses, p)
	return p, true
}

// attach hangs a synapse on the elements, or finds an equal one that merges, and
// keeps what its output sees for so many steps. It returns its number.
func (p *preGroup) attach(s *golgi.Site, y *synapse, needs int64) int {
	k := p.group.attach(s, y)
	// No current of these flows anywhere.
	p.group.syns[k].sites = nil
	for len(p.needs) <= k {
		p.needs = append(p.needs, 0)
	}
	p.needs[k] = max(p.needs[k], int(needs))
	return k
}

// noOutput is the output of a synapse whose output is elsewhere.
var noOutput = Equations{Name: "values for a layer", Body: "I = 0"}

// compile checks that the synapses make a program.
func (p *preGroup) compile(s *golgi.Site) {
	p.group.Compile(s)
	n := p.group.n
	room := 0.0
	for _, needs := range p.needs {
		room += delay.ValueBytes(needs+1, n)
	}
	s.Room("what synapses give their layers, for all delays", room)
	var err error
	if p.each, err = (dnn.OneToOne{}).Layer(dnn.Place{Pre: n, Post: n, Dt: s.Dt()}); err != nil {
		s.Errorf("%w", err)
	}
}

// reset sets initial values and forgets the past.
func (p *preGroup) reset(s *golgi.Site) {
	p.group.Reset(s)
	p.group.step, p.at = -1, -1
	p.past, p.seen = make([]delay.ValueRing, len(p.needs)), nil
	for k, y := range p.group.syns {
		name, use := y.fused().Sight()
		x := p.group.kernel.Array(y.part, name, use)
		p.seen = append(p.seen, x)
		// A projection onto a group that has been updated asks for one step
		// more than one onto a group that has not.
		p.past[k].Need(p.needs[k]+1, p.group.n, append([]float64(nil), x...))
	}
}

// keep keeps the synapses and what they have given their layers.
func (p *preGroup) keep(a *golgi.Archive) {
	a.Int("synapse at step", &p.at, -1, a.Step())
	p.group.step = p.at
	p.group.keep(a)
	for k := range p.past {
		p.past[k].KeepIn(a)
	}
}

// advanceTo makes the steps up to one.
func (p *preGroup) advanceTo(env *golgi.Env, step int64) {
	for p.at < step {
		p.at++
		spikes, ok := p.of.emitter.at(p.at-p.lag, p.of.lo, p.of.hi)
		if !ok {
			env.Fail(fmt.Errorf("%s: the spikes of %s in step %d are not there; update it in every step", p.group.inside, p.of.emitter.Path(), p.at-p.lag))
			return
		}
		g := p.group
		if spikes.Len() > 0 {
			for k := range g.syns {
				g.queue = append(g.queue, delivery{layer: p.each, spikes: spikes, syn: k, hi: g.n})
			}
		}
		g.makeStep(env, p.at)
		for k := range g.syns {
			copy(p.past[k].Slot(p.at), p.seen[k])
		}
	}
}

// alignPre is what the projections whose synapse is aligned with the presynaptic
// side have in common. The synapse turns the spikes of every presynaptic element
// into a number g, the layer multiplies all of them by the weights, and the
// output makes a current of the sums.
type alignPre struct {
	wire
	pre   *preGroup
	owner bool // of pre
	k     int  // the synapse
	back  int64
}

// between is what the kinds of these projections differ in.
type between struct {
	pre        Source
	post       Target
	syn        Synapse
	out        Output
	comm       dnn.Comm
	label      string
	ms         float64 // delay
	delayFirst bool
	merge      bool
}

func (p *alignPre) joinPre(s *golgi.Site, b between) {
	p.wire.begin()
	p.pre, p.owner = nil, false
	from, ok := referTo(s, "Pre", b.pre)
	d, err := delay.Steps(b.ms, s.Dt())
	if err != nil {
		s.Errorf("Delay: %w", err)
	}
	at := hanging{syn: b.syn, out: noOutput, addFirst: receivesFirst(b.syn), merge: b.merge, before: true}
	y, _ := at.hang(s, from.size())
	to, _ := p.end(s, b.post, hanging{syn: arriving, out: b.out, label: b.label, addFirst: true, relay: true})
	p.join(s, from, to, b.comm, int64(d))
	if !ok || y == nil || s.Broken() {
		return
	}
	lag, needs := int64(0), int64(d)
	if b.delayFirst {
		lag, needs = int64(d), 1
	}
	p.back = int64(d) - lag
	p.pre, p.owner = preGroupAt(s, from, lag)
	p.k = p.pre.attach(s, y, needs)
}

// Compile makes the layer, and the program of the synapse.
func (p *alignPre) Compile(s *golgi.Site) {
	s.Every()
	p.layVectors(s)
	if p.owner {
		p.pre.compile(s)
	}
}

// Allocate gives the synapse its storage.
func (p *alignPre) Allocate(s *golgi.Site) {
	p.wire.Allocate(s)
	if p.owner {
		p.pre.group.Allocate(s)
	}
}

// Reset sets the initial values of the synapse.
func (p *alignPre) Reset(s *golgi.Site) {
	if p.owner {
		p.pre.reset(s)
	}
}

// Keep keeps the synapse, of the projection that was the first to ask for it.
func (p *alignPre) Keep(a *golgi.Archive) {
	p.wire.Keep(a)
	if p.owner {
		a.Within("syn", func() { p.pre.keep(a) })
	}
}

// Update queues what the synapses release on the post group.
func (p *alignPre) Update(env *golgi.Env) {
	if !env.Begin(&p.Base) {
		return
	}
	step := env.Step()
	if env.Begun(&p.post.Base) {
		step++
	}
	if p.pre.lag > 0 {
		p.pre.advanceTo(env, step)
	}
	x, ok := p.pre.past[p.k].At(step - p.back)
	if !ok {
		env.Fail(fmt.Errorf("%s: its synapse is not at step %d but at %d; update %s and %s in every step, in the same order", p.Path(), step-p.back, p.pre.at, p.pre.of.emitter.Path(), p.post.Path()))
		return
	}
	p.queue(golgi.Spikes{}, x)
}

// Explain returns the stages of the compilation of the synapses aligned with the
// presynaptic elements, of the projection that was the first to ask for them.
func (p *alignPre) Explain() string {
	if !p.owner {
		return ""
	}
	return p.pre.group.Explain()
}

// Close frees the machine code of the synapse; closing the simulation does it.
func (p *alignPre) Close() error {
	if !p.owner {
		return nil
	}
	return p.pre.group.Close()
}

// Merged returns the paths of the projections that share the presynaptic synapse
// of this one, itself among them.
func (p *alignPre) Merged() []string {
	if p.pre == nil {
		return nil
	}
	return append([]string(nil), p.pre.group.syns[p.k].owners...)
}
