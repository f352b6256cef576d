package dyn

import (
	"github.com/golgi-sim/golgi"
	"github.com/golgi-sim/golgi/dnn"
)

// delivery is a layer applied to spikes or a vector, on its way into a group.
type delivery struct {
	layer  dnn.Layer
	spikes golgi.Spikes
	vector []float64 // instead of spikes, if not nil
	// coupling is what is delivered instead, if not nil.
	coupling *coupling
	ring     dnn.Ring // of the neurons lo to hi-1, if synapses have delays
	syn      int      // synapse that receives; -1 if V jumps
	lo, hi   int      // neurons that the layer reaches
	from     *wire    // whose it is; nil within a group that is no part of the network
}

// deliver carries out a delivery for neurons lo to hi-1 of the group.
func (g *Group) deliver(d *delivery, lo, hi int) {
	lo, hi = max(lo, d.lo), min(hi, d.hi)
	if lo >= hi {
		return
	}
	dst := g.receivers[d.syn+1][d.lo:d.hi]
	switch {
	case d.coupling != nil:
		d.coupling.add(dst, lo-d.lo, hi-d.lo)
	case d.vector != nil:
		d.layer.AddVector(dst, lo-d.lo, hi-d.lo, d.vector)
	case d.ring.Slots() > 0:
		d.layer.(dnn.Delayed).AddDelayed(d.ring, g.step, lo-d.lo, hi-d.lo, d.spikes)
	default:
		d.layer.AddSpikes(dst, lo-d.lo, hi-d.lo, d.spikes)
	}
}

// settle delivers what is queued for this step, before somebody looks. What was
// sent after the update of the group is for the next.
func (g *Group) settle() {
	if !g.Due() {
		return
	}
	g.step = g.Sim().Steps()
	for k := range g.queue {
		g.deliver(&g.queue[k], 0, g.n)
	}
	g.queue = g.queue[:0]
}

// Update makes one step of the group: what projections have sent is delivered,
// synapses advance, currents flow, neurons integrate, spike and are reset.
func (g *Group) Update(env *golgi.Env) {
	if !env.Begin(&g.Base) {
		return
	}
	g.emit(env, g.makeStep(env, env.Step()))
}

// makeStep makes a step with all workers and returns the spikes.
func (g *Group) makeStep(env *golgi.Env, step int64) []int32 {
	g.step = step
	t := float64(step) * env.Dt()
	g.kernel.Prepare(step, t)
	for _, p := range g.past {
		p.begin(step)
	}
	if len(g.results) > 1 {
		env.Do(g)
	} else {
		g.Work(0)
	}
	g.queue = g.queue[:0]
	list, ok := g.list[:0], true
	for _, r := range g.results {
		list = append(list, r.spikes...)
		ok = ok && r.ok
	}
	if !ok {
		q, i, x := g.nonFinite()
		env.Fail(&golgi.NonFiniteError{Path: q.Path(), Index: i, Value: x, Step: step, Time: t})
	}
	return list
}

// Work makes the step for the range of one worker. It is called by Update.
func (g *Group) Work(worker int) {
	if worker >= len(g.results) {
		return
	}
	lo, hi := g.bounds[worker], g.bounds[worker+1]
	r := &g.results[worker]
	r.spikes, r.ok = nil, true
	if lo == hi {
		return
	}
	if hi-lo <= g.piece {
		r.spikes, r.ok = g.advance(worker, lo, hi)
		return
	}
	r.list = r.list[:0]
	for at := lo; at < hi; at += g.piece {
		spikes, ok := g.advance(worker, at, min(at+g.piece, hi))
		r.list, r.ok = append(r.list, spikes...), r.ok && ok
	}
	r.spikes = r.list
}

// advance makes the step for neurons lo to hi-1.
func (g *Group) advance(worker, lo, hi int) (spikes []int32, ok bool) {
	for k := range g.queue {
		g.deliver(&g.queue[k], lo, hi)
	}
	for k := range len(g.syns) + 1 {
		if ring := g.arrivals(k - 1).ring; ring.Slots() > 0 {
			ring.Arrive(g.receivers[k], g.step, lo, hi)
		}
	}
	for _, p := range g.past {
		p.read(lo, hi)
	}
	return g.kernel.Run(worker, lo, hi)
}
