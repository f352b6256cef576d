package dyn

import (
	"fmt"
	"slices"

	"github.com/golgi-sim/golgi"
	"github.com/golgi-sim/golgi/delay"
	"github.com/golgi-sim/golgi/dnn"
	"github.com/golgi-sim/golgi/internal/fingerprint"
	"github.com/golgi-sim/golgi/internal/null"
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
	// form is what all deliveries of the projection have in common.
	form   delivery
	origin origin
	// says is what identifies the projection in a checkpoint, besides its layer.
	says []said
}

// origin is where the spikes of a projection come from, for its description.
type origin struct {
	from   reference // of a projection that has its pre side
	steps  int       // its delay
	source golgi.SpikeSource
	offset int // of the first element of the source that was sent
}

// heard remembers where spikes that were sent first came from.
func (o *origin) heard(spikes golgi.Spikes, now int64) {
	if o.source == nil {
		o.source, o.offset, o.steps = spikes.Source(), spikes.Offset(), int(now-spikes.Step())
	}
}

// said is a fact about a part, and its name.
type said struct{ name, text string }

func (w *wire) say(name, text string) { w.says = append(w.says, said{name, text}) }

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

// begin forgets what an earlier Build, which failed, has made of the projection.
func (w *wire) begin() { *w = wire{Base: w.Base, syn: -1} }

// end checks the post side and what is to hang on it, and hangs it there.
func (w *wire) end(s *golgi.Site, post Target, h hanging) (reference, bool) {
	r, ok := referTo(s, "Post", post)
	n := 0
	if r.emitter != nil {
		n = max(0, r.emitter.n)
	}
	y, sound := h.hang(s, n)
	if !ok {
		return r, false
	}
	g := post.target()
	if y == nil {
		g.absent = append(g.absent, s.Path())
		return r, false
	}
	w.post, w.lo, w.hi = g, r.lo, r.hi
	w.syn = g.attach(s, y)
	g.wires = append(g.wires, w)
	g.unsound = g.unsound || !sound
	return r, true
}

// referTo checks one end of a projection. The reference is what is known of it,
// also if it cannot be used.
func referTo(s *golgi.Site, what string, at interface{ ref() reference }) (reference, bool) {
	if null.Is(at) {
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
	f, wrong := r.cut.Fault(r.emitter.n)
	switch {
	case wrong && f.Within:
		s.Errorf("%s is the range [%d:%d] of a view that has %d elements", what, f.Lo, f.Hi, f.Of)
	case wrong:
		s.Errorf("%s is the view [%d:%d] of %s, which has %d elements", what, f.Lo, f.Hi, r.emitter.Path(), f.Of)
	case r.lo >= r.hi:
		s.Errorf("%s is the view [%d:%d] of %s, which has no elements", what, r.lo, r.hi, r.emitter.Path())
		wrong = true
	}
	return r, !wrong
}

// connect makes the place of the layer between ends of that many elements, 0
// where that is not known. In a projection with mistakes, which has no layer,
// it reports those of the layer as far as they can be seen.
func (w *wire) connect(s *golgi.Site, comm dnn.Comm, pre, post int, recurrent bool) {
	if null.Is(comm) {
		s.Errorf("Comm is nil; give a communication layer such as dnn.EventJitFPHomoLinear{Prob: 0.1, Weight: 1}")
		return
	}
	w.comm = comm
	w.say("Comm", fingerprint.Of(comm))
	w.place = dnn.Place{Pre: pre, Post: post, Recurrent: recurrent, Dt: s.Dt(), Key: s.Structure(s.Path()).Path("comm"), Owner: w, Ring: true, Shared: s.Shared}
	if s.Broken() {
		for _, err := range w.mistakes() {
			s.Errorf("Comm: %w", err)
		}
	}
}

// mistakes returns what is wrong with the layer. Where a size is not known, that
// is what is wrong whatever it is: with each of two sizes alike.
func (w *wire) mistakes() []error {
	with := func(unknown int) (list []error) {
		p := w.place
		if p.Pre == 0 {
			p.Pre = unknown
		}
		if p.Post == 0 {
			p.Post = unknown
		}
		if _, err := w.comm.Layer(p); err != nil {
			list = slices.Collect(errorsOf(err))
		}
		return list
	}
	if w.place.Pre > 0 && w.place.Post > 0 {
		return with(0)
	}
	other := with(3)
	return slices.DeleteFunc(with(2), func(err error) bool {
		return !slices.ContainsFunc(other, func(o error) bool { return o.Error() == err.Error() })
	})
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
	if d, ok := w.layer.(dnn.Delayed); ok {
		a := w.post.arrivals(w.syn)
		if d.Delays() > 0 {
			a.delays, a.layers = max(a.delays, d.Delays()), append(a.layers, d)
		}
	}
	if b, ok := w.layer.(dnn.Blocked); ok && w.lo == 0 {
		w.post.blocks = append(w.post.blocks, b.Block())
	} else {
		w.post.uncut = true
	}
	if q := w.layer.Weight(); q != nil {
		s.Name("weight", q)
	}
}

// layVectors makes the layer of a projection that sends vectors.
func (w *wire) layVectors(s *golgi.Site) {
	w.lay(s)
	if w.layer == nil {
		return
	}
	if err := spikesOnly(w.layer); err != nil {
		s.Errorf("%w", err)
	}
}

// Allocate finds the ring that weights with delays go to.
func (w *wire) Allocate(s *golgi.Site) {
	if d, ok := w.layer.(dnn.Delayed); ok && d.Delays() > 0 {
		a := w.post.arrivals(w.syn)
		if a.allocate(s, w.post) {
			w.ring = a.ring.View(w.lo, w.hi)
		}
	}
	w.form = delivery{layer: w.layer, ring: w.ring, syn: w.syn, lo: w.lo, hi: w.hi, from: w}
}

// send queues spikes on the post group. They are delivered in this step, or in
// the next if the post group has been updated in this one: then those one step
// younger are due.
func (w *wire) send(env *golgi.Env, spikes golgi.Spikes) {
	if !env.Has(&w.Base, "Send was called on a projection") {
		return
	}
	if err := spikes.Err(); err != nil {
		env.Fail(fmt.Errorf("%s was sent spikes that there are not: %w", w.Path(), err))
		return
	}
	if pre, _ := w.layer.Size(); spikes.Size() != pre {
		env.Fail(fmt.Errorf("%s: was sent the spikes of %d elements; its layer has %d (NumPre)", w.Path(), spikes.Size(), pre))
		return
	}
	w.origin.heard(spikes, env.Step())
	if env.Begun(&w.post.Base) {
		var ok bool
		if spikes, ok = spikes.Shifted(1); !ok {
			env.Fail(fmt.Errorf("%s: spikes were sent after the update of %s in step %d, one step late; send them before it, or update their delay before sending", w.Path(), w.post.Path(), env.Step()))
			return
		}
	}
	w.queue(spikes, nil)
}

// sendVector queues numbers instead of spikes, for the next update of the post
// group.
func (w *wire) sendVector(env *golgi.Env, x []float64) {
	if !env.Has(&w.Base, "SendVector was called on a projection") {
		return
	}
	if pre, _ := w.layer.Size(); len(x) != pre {
		env.Fail(fmt.Errorf("%s: was sent %d numbers; its layer has %d elements (NumPre)", w.Path(), len(x), pre))
		return
	}
	if err := spikesOnly(w.layer); err != nil {
		env.Fail(fmt.Errorf("%s: %w", w.Path(), err))
		return
	}
	w.queue(golgi.Spikes{}, x)
}

// spikesOnly refuses a vector to a layer whose synapses have delays of their
// own: those are of spikes.
func spikesOnly(l dnn.Layer) error {
	if d, ok := l.(dnn.Delayed); ok && d.Delays() > 0 {
		return fmt.Errorf("Comm has delays of single synapses, up to %d steps, which are for spikes and not for a vector; leave them out and give the projection a Delay, or use an align-post projection", d.Delays())
	}
	return nil
}

// queue puts spikes, or a vector, on their way into the post group.
func (w *wire) queue(spikes golgi.Spikes, vector []float64) {
	if spikes.Len() == 0 && vector == nil {
		return
	}
	d := w.form
	d.spikes, d.vector = spikes, vector
	w.post.queue = append(w.post.queue, d)
}

// look reads the spikes of a source that are due, for projections that own
// their pre side.
type look struct {
	pre   reference
	steps int64
}

// begin checks the pre side and asks it to keep its spikes for a delay in ms.
func (l *look) begin(s *golgi.Site, pre Source, ms float64) (reference, bool) {
	*l = look{}
	r, ok := referTo(s, "Pre", pre)
	d, err := delay.Steps(ms, s.Dt())
	if err != nil {
		s.Errorf("Delay: %w", err)
		return r, false
	}
	if ok {
		l.pre, l.steps = r, int64(d)
		r.emitter.need(d)
	}
	return r, ok
}

// due returns the spikes that arrive at post in this step, or in the next if
// post has been updated already.
func (l *look) due(env *golgi.Env, path string, post *Group) (golgi.Spikes, bool) {
	step, begun := env.Step()-l.steps, env.Begun(&post.Base)
	if begun {
		step++
	}
	pre := l.pre.emitter
	spikes, ok := pre.at(step, l.pre.lo, l.pre.hi)
	switch {
	case ok:
	case begun && step == env.Step() && !env.Begun(&pre.Base):
		env.Fail(fmt.Errorf("%s was updated in step %d after %s, whose next spikes are those that %s is still to emit in this step; update %s before %s, or after %s", path, step, post.Path(), pre.Path(), path, post.Path(), pre.Path()))
	default:
		env.Fail(fmt.Errorf("%s: the spikes of %s in step %d are not there; update it in every step", path, pre.Path(), step))
	}
	return spikes, ok
}
