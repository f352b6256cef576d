package dyn

import (
	"fmt"
	"math"
	"slices"

	"github.com/golgi-sim/golgi"
	"github.com/golgi-sim/golgi/delay"
	"github.com/golgi-sim/golgi/internal/span"
)

// Emitter is what emits spikes: embed it in a part with code of its own to make
// the part a source of spikes for projections. The part calls NewEmitter when
// it is made and Emit once in each Update.
type Emitter struct {
	golgi.Base
	// Spike is the handle on the spikes of the last step.
	Spike golgi.Spike

	v     *golgi.SpikeVar
	n     int
	lists [2][]int32 // of this step and the one before
	ring  delay.SpikeRing
	needs int // steps that projections look back
	// synapses are those that are aligned with the elements: they have this
	// part's size and see its spikes.
	synapses []*preGroup
}

// NewEmitter returns an emitter of n elements.
func NewEmitter(n int) Emitter {
	v := &golgi.SpikeVar{}
	v.SetSize(n)
	return Emitter{Base: golgi.NewBase(), Spike: v.Spike(), v: v, n: n}
}

// SpikeHandle returns the handle on the spikes, for runners.
func (e *Emitter) SpikeHandle() golgi.Spike { return e.Spike }

// Size returns the number of elements.
func (e *Emitter) Size() int { return e.n }

// Emit makes a list of indices, ascending and each there once, the spikes of
// this step. The list is copied. Any other list stops the run.
func (e *Emitter) Emit(env *golgi.Env, list []int32) {
	if !env.Has(&e.Base, "Emit was called on a part") {
		return
	}
	before := int32(-1)
	for k, i := range list {
		if i <= before || int(i) >= e.n {
			env.Fail(fmt.Errorf("%s: entry %d of the spikes that it emitted in step %d is %d, after %d; they are to ascend, each element once, in 0 to %d", e.Path(), k, env.Step(), i, before, e.n-1))
			list = nil
			break
		}
		before = i
	}
	e.emit(env, list)
}

// emit is Emit of a list that is known to be right.
func (e *Emitter) emit(env *golgi.Env, list []int32) {
	// The spikes of the step before may be on their way, queued by a
	// projection that was sent them: they keep their place.
	kept := &e.lists[env.Step()&1]
	*kept = append((*kept)[:0], list...)
	e.v.Emit(*kept, env.Step())
	e.ring.Put(env.Step(), *kept)
	for _, p := range e.synapses {
		if p.lag == 0 {
			p.advanceTo(env, env.Step())
		}
	}
}

// Populates marks the part as a population: groups are updated after the
// projections.
func (e *Emitter) Populates() {}

func (e *Emitter) ref() reference { return reference{emitter: e, hi: e.n} }

// need makes the emitter keep its spikes for d steps.
func (e *Emitter) need(d int) { e.needs = max(e.needs, d) }

// Declare names the spikes. A part that has a Declare of its own calls this one
// in it; the same holds of Allocate and Reset.
func (e *Emitter) Declare(s *golgi.Site) {
	e.needs, e.synapses, e.ring = 0, nil, delay.SpikeRing{}
	if e.v == nil {
		s.Errorf("has no spikes: make its Emitter with dyn.NewEmitter")
		return
	}
	s.NameSpikes("spike", e.v)
	s.Every()
}

// Allocate gives the spikes of past steps their storage.
func (e *Emitter) Allocate(s *golgi.Site) {
	if e.needs > 0 && !s.Room(fmt.Sprintf("the spikes of the %d steps that projections look back", e.needs), delay.SpikeBytes(e.needs, e.n)) {
		return
	}
	for k := range e.lists {
		e.lists[k] = slices.Grow(e.lists[k], max(0, e.n))
	}
	if e.needs > 0 {
		e.ring.Need(e.needs, e.n)
		e.ring.Keep(e.v)
	}
}

// Reset forgets the spikes.
func (e *Emitter) Reset(*golgi.Site) {
	e.v.Emit(nil, -1)
	e.ring.Clear()
}

// Keep keeps the spikes of past steps. A part with more state has a Keep of its
// own and calls this one in it.
func (e *Emitter) Keep(a *golgi.Archive) { e.ring.KeepIn(a) }

// at returns the spikes of elements lo to hi-1 emitted in a step.
func (e *Emitter) at(step int64, lo, hi int) (golgi.Spikes, bool) {
	list, ok := e.ring.SpikesAt(step)
	return golgi.NewSpikes(list, e.n, &e.ring, step).Slice(lo, hi), ok
}

// A Source is something that projections can start from: a group, a view of
// one, or another part that embeds Emitter.
type Source interface{ ref() reference }

// A Target is something that projections can end at: a group or a view of one.
type Target interface {
	ref() reference
	target() *Group
}

// reference is a range of elements of a part.
type reference struct {
	emitter *Emitter
	lo, hi  int
	cut     span.Range // as it was asked for
}

// size returns the number of elements as it was asked for; 0 if it is not
// known.
func (r reference) size() int {
	if r.emitter == nil || r.emitter.n > math.MaxInt32 {
		return 0
	}
	return max(0, r.hi-r.lo)
}
