package dyn

import (
	"fmt"
	"slices"

	"github.com/golgi-sim/golgi"
	"github.com/golgi-sim/golgi/dnn"
	"github.com/golgi-sim/golgi/internal/fingerprint"
)

// Keep keeps what of the group is neither a variable, nor a parameter or input.
func (g *Group) Keep(a *golgi.Archive) {
	g.Emitter.Keep(a)
	g.keep(a)
}

// keep is Keep of a group that emits no spikes.
func (g *Group) keep(a *golgi.Archive) {
	a.Same("neurons", fmt.Sprint(g.n))
	for part, c := range g.parts {
		prefix := ""
		if part > 0 {
			prefix = c.path + ": "
		}
		g.identify(a, prefix, c)
	}
	for _, d := range g.drives {
		a.Same("input", fmt.Sprintf("%d on %d.%s", d.Part, d.Of.Part, d.Of.Name))
	}
	// A draw is a function of trial, path, step and element.
	if a.Loading() {
		g.kernel.Clear() // of a step that has failed
		for part, c := range g.parts {
			g.keys[part] = a.Trial(c.path)
			g.kernel.SetKey(part, g.keys[part])
		}
	}
	a.Int32s("refractory", g.kernel.Refractory())
	for k := range len(g.syns) + 1 {
		if ring := g.arrivals(k - 1).ring; ring.Slots() > 0 {
			keepRing(a, fmt.Sprintf("delays %d", k-1), ring)
		}
	}
	for _, p := range g.past {
		a.Grows() // a delay can be a parameter
		a.Within("delayed("+p.Var+")", func() { p.ring.KeepIn(a) })
	}
	g.keepQueue(a)
}

// keepRing keeps the weights on their way.
func keepRing(a *golgi.Archive, name string, ring dnn.Ring) {
	switch {
	case a.Measuring():
		a.CountFloats(name, ring.HeldLen())
	case a.Loading():
		held := ring.Room()
		if a.Floats(name, held); a.Loading() {
			ring.Restore(held, a.Step())
		}
	default:
		a.Floats(name, ring.Held(a.Step()))
	}
}

// identify says what a component of the program is.
func (g *Group) identify(a *golgi.Archive, prefix string, c component) {
	m := c.desc.model
	a.Same(prefix+"model", c.desc.name)
	a.Same(prefix+"equations", fmt.Sprintf("%s\nspike: %s\nreset: %s\nrefractory: %s\nreceive: %s\nmethod: %s", m.Body, m.Spike, m.Reset, m.Refractory, m.Receive, m.Method))
	for _, p := range m.Params {
		r := c.params[p.Name]
		text := fmt.Sprint(r.Uniform)
		if r.Each != nil {
			text = fingerprint.Floats(r.Each)
		}
		a.Same(prefix+p.Name, text)
	}
	for _, s := range m.States {
		if v, ok := c.desc.values[s.Name]; ok {
			a.Same(prefix+"initial "+s.Name, fingerprint.Of(v))
		}
	}
}

// mostWaiting bounds the deliveries that a projection can have under way between
// steps.
const mostWaiting = 16

// keepQueue keeps what was sent after the update of the group, for the next
// step.
func (g *Group) keepQueue(a *golgi.Archive) {
	n, most := int64(len(g.queue)), int64(mostWaiting*len(g.wires))
	if n > most {
		a.Errorf("has %d deliveries waiting; at most %d can be saved", n, most)
	}
	a.Int("waiting", &n, 0, most)
	if a.Measuring() {
		for _, w := range g.wires {
			for range mostWaiting {
				d := w.form
				d.keep(a, g.wires)
			}
		}
		return
	}
	if a.Loading() {
		g.queue = make([]delivery, n)
	}
	for k := range g.queue {
		g.queue[k].keep(a, g.wires)
		if g.queue[k].from == nil {
			g.queue = g.queue[:k]
			return // it is not in the file
		}
	}
}

// pre returns the number of elements on the presynaptic side.
func (w *wire) pre() int {
	if w.layer == nil {
		return 0
	}
	n, _ := w.layer.Size()
	return n
}

// keep keeps a delivery from one of the projections.
func (d *delivery) keep(a *golgi.Archive, wires []*wire) {
	from := int64(slices.Index(wires, d.from))
	a.Int("from", &from, 0, int64(len(wires)-1))
	if a.Loading() {
		*d = wires[from].form
	}
	if d.from == nil || d.coupling != nil {
		return // a coupling reads what it delivers
	}
	vector := d.vector != nil
	a.Bool("vector", &vector)
	n := d.from.pre()
	if a.Measuring() {
		a.CountFloats("sent", n) // which is more than spikes take
		return
	}
	if vector {
		if d.vector == nil {
			d.vector = make([]float64, n)
		}
		a.Floats("sent", d.vector)
		return
	}
	list := viewed(d.spikes)
	a.Indices("sent", &list, n)
	if a.Loading() {
		d.spikes = golgi.NewSpikes(list, n, nil, -1)
	}
}

// viewed returns the indices of spikes within their view.
func viewed(s golgi.Spikes) []int32 {
	list := make([]int32, 0, s.Len())
	for i := range s.All() {
		list = append(list, int32(i))
	}
	return list
}

// sayPre says where a projection begins.
func (w *wire) sayPre(r reference, steps int64) {
	if r.emitter != nil {
		w.say("Pre", r.text())
		w.say("Delay", fmt.Sprintf("%d steps", steps))
	}
}

// text says what a reference is to.
func (r reference) text() string { return fmt.Sprintf("%s[%d:%d]", r.emitter.Path(), r.lo, r.hi) }

// Keep says what the projection is; what it has sent is of the post group.
func (w *wire) Keep(a *golgi.Archive) {
	for _, s := range w.says {
		a.Same(s.name, s.text)
	}
	if w.post != nil {
		a.Same("Post", reference{emitter: &w.post.Emitter, lo: w.lo, hi: w.hi}.text())
	}
	if l, ok := w.layer.(dnn.Stored); ok {
		a.Same("connections", fmt.Sprintf("%d with checksum %08x", w.layer.Synapses(), l.Checksum()))
	}
}
