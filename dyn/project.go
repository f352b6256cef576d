package dyn

import (
	"fmt"

	"github.com/golgi-sim/golgi"
	"github.com/golgi-sim/golgi/delay"
	"github.com/golgi-sim/golgi/dnn"
)

// wire is what all projections that end in a group have in common: a layer and
// a place on the post group.
type wire struct {
	golgi.Base
	post   *Group
	syn    int
	lo, hi int
	layer  dnn.Layer
	comm   dnn.Comm
	place  dnn.Place
	ring   dnn.Ring // of the neurons that the layer reaches
}

// Projects marks a projection: it is updated before the groups.
func (w *wire) Projects() {}

// Settle delivers what was sent before a weight is read or set.
func (w *wire) Settle() { w.post.settle() }

// Changed takes over a weight that was set; layers look at the weights anew in
// each step.
func (w *wire) Changed(*golgi.Quantity, bool) error { return nil }

// Updated returns the last step of the projection.
func (w *wire) Updated() int64 { return w.Base.Updated() }

// Layer returns the built communication layer; nil before Build.
func (w *wire) Layer() dnn.Layer { return w.layer }

// Weight returns the handle on the weights; of nothing if the layer has none
// that can be set, or before Build.
func (w *wire) Weight() golgi.State {
	if w.layer == nil || w.layer.Weight() == nil {
		return golgi.State{}
	}
	return w.layer.Weight().State()
}

// Merged returns the paths of the projections that share the synapse of this
// one, itself among them.
func (w *wire) Merged() []string {
	if w.post == nil || w.syn < 0 || w.syn >= len(w.post.syns) {
		return nil
	}
	return append([]string(nil), w.post.syns[w.syn].owners...)
}

// end checks the post side and hangs a synapse on it.
func (w *wire) end(s *golgi.Site, post Target, h hanging) bool {
	r, ok := referTo(s, "Post", post)
	if !ok {
		return false
	}
	w.post, w.lo, w.hi = post.target(), r.lo, r.hi
	w.syn = w.post.attach(s, h)
	return w.syn >= 0
}

// referTo checks one end of a projection.
func referTo(s *golgi.Site, what string, at interface{ ref() reference }) (reference, bool) {
	if at == nil {
		s.Errorf("%s is nil; give a group or a view of one", what)
		return reference{}, false
	}
	r := at.ref()
	if r.emitter == nil {
		s.Errorf("%s is nil; give a group or a view of one", what)
		return r, false
	}
	if !s.Refer(what, &r.emitter.Base) {
		return r, false
	}
	if r.wrong != "" {
		s.Errorf("%s is %s", what, r.wrong)
		return r, false
	}
	if r.lo < 0 || r.hi > r.emitter.n || r.lo >= r.hi {
		s.Errorf("%s is the view [%d:%d] of %s, which has %d elements", what, r.lo, r.hi, r.emitter.Path(), r.emitter.n)
		return r, false
	}
	return r, true
}

// connect makes the place of the layer.
func (w *wire) connect(s *golgi.Site, comm dnn.Comm, pre int, recurrent bool) {
	if comm == nil {
		s.Errorf("Comm is nil; give a communication layer such as dnn.EventJitFPHomoLinear{Prob: 0.1, Weight: 1}")
		return
	}
	w.comm = comm
	w.place = dnn.Place{Pre: pre, Post: w.hi - w.lo, Recurrent: recurrent, Dt: s.Dt(), Key: s.Structure(s.Path()).Path("comm"), Owner: w, Shared: s.Shared}
}

// lay makes the layer.
func (w *wire) lay(s *golgi.Site) {
	if w.comm == nil {
		return
	}
	var err error
	if w.layer, err = w.comm.Layer(w.place); err != nil {
		for e := range errorsOf(err) {
			s.Errorf("Comm: %w", e)
		}
		return
	}
	if d, ok := w.layer.(dnn.Delayed); ok && w.syn >= 0 {
		y := w.post.syns[w.syn]
		y.delays = max(y.delays, d.Delays())
	}
	if b, ok := w.layer.(dnn.Blocked); ok && w.lo == 0 {
		w.post.blocks = append(w.post.blocks, b.Block())
	}
	if q := w.layer.Weight(); q != nil {
		s.Name("weight", q)
	}
}

// Allocate finds the ring that weights with delays go to.
func (w *wire) Allocate(*golgi.Site) {
	d, ok := w.layer.(dnn.Delayed)
	if !ok || d.Delays() == 0 || w.syn < 0 {
		return
	}
	y := w.post.syns[w.syn]
	y.allocate(w.post.n)
	w.ring = y.ring.View(w.lo, w.hi)
}

// send queues spikes on the post group. They are delivered in this step, or in
// the next if the post group has been updated in this one: then those one step
// younger are due.
func (w *wire) send(env *golgi.Env, spikes golgi.Spikes) {
	if pre, _ := w.layer.Size(); spikes.Size() != pre {
		env.Fail(fmt.Errorf("%s: was sent the spikes of %d elements; its layer has %d (NumPre)", w.Path(), spikes.Size(), pre))
		return
	}
	if env.Begun(&w.post.Base) {
		var ok bool
		if spikes, ok = spikes.Shifted(1); !ok {
			env.Fail(fmt.Errorf("%s: spikes were sent after the update of %s in step %d, one step late; send them before it, or update their delay before sending", w.Path(), w.post.Path(), env.Step()))
			return
		}
	}
	w.queue(delivery{layer: w.layer, spikes: spikes})
}

func (w *wire) queue(d delivery) {
	if d.spikes.Len() == 0 && d.vector == nil {
		return
	}
	d.syn, d.lo, d.hi, d.ring = w.syn, w.lo, w.hi, w.ring
	w.post.queue = append(w.post.queue, d)
}

// look reads the spikes of a source that are due, for projections that own
// their pre side.
type look struct {
	pre   reference
	steps int64
}

// begin checks the pre side and asks it to keep its spikes for a delay in ms.
func (l *look) begin(s *golgi.Site, pre Source, ms float64) bool {
	r, ok := referTo(s, "Pre", pre)
	if !ok {
		return false
	}
	d, err := delay.Steps(ms, s.Dt())
	if err != nil {
		s.Errorf("Delay: %w", err)
		return false
	}
	l.pre, l.steps = r, int64(d)
	r.emitter.need(d)
	return true
}

// due returns the spikes that arrive at post in this step, or in the next if
// post has been updated already.
func (l *look) due(env *golgi.Env, path string, post *Group) (golgi.Spikes, bool) {
	step := env.Step() - l.steps
	if env.Begun(&post.Base) {
		step++
	}
	spikes, ok := l.pre.emitter.at(step, l.pre.lo, l.pre.hi)
	if !ok {
		env.Fail(fmt.Errorf("%s: the spikes of %s in step %d are not there; update it in every step", path, l.pre.emitter.Path(), step))
	}
	return spikes, ok
}
