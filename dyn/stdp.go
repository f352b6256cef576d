package dyn

import (
	"errors"
	"fmt"
	"math"

	"github.com/golgi-sim/golgi"
	"github.com/golgi-sim/golgi/conn"
	"github.com/golgi-sim/golgi/dnn"
	"github.com/golgi-sim/golgi/internal/fingerprint"
)

// STDPSong2000 is a FullProjAlignPostMg whose synapses learn from the times of
// single spikes, BrainPy's STDP_Song2000. Every pair of a spike that arrives
// from pre i and a spike of post j changes the weight once (all-to-all pairing):
//
//	W += A1*exp(-(t_post - t_pre)/tau_s)   if t_pre <= t_post
//	W -= A2*exp(-(t_pre - t_post)/tau_t)   if t_pre > t_post
//
// and W is kept within W_min and W_max. t_pre is when the spike arrives, its own
// time and the delay, a step at least. Two traces remember the spikes, Apre of
// each pre and Apost of each post; each decays exactly and grows by 1 at a
// spike.
//
//	tau_s*dApre/dt = -Apre       spike arrives: W_i. -= A2*Apost,  Apre += 1
//	tau_t*dApost/dt = -Apost     post spikes:   W_.j += A1*Apre,   Apost += 1
//
// Within a step what arrives comes first, since it can make the neurons spike in
// that very step: it depresses by Apost, is remembered, and is delivered with
// the weights that it has left; then the neurons spike and potentiate by Apre.
// A pair in one step is therefore potentiated by A1. (In BrainPy a spike that
// arrives one step after that of the post neuron is both potentiated and
// depressed.) What the spikes of post change is changed at the beginning of the
// next step, when the neurons first could notice it: after a step, weights and
// Apost do not contain its spikes yet.
//
// The layer must have weights of single synapses: AllToAll, Linear, OneToOne,
// MaskedLinear, CSRLinear and its kin without delays of their own, or another
// dnn.Plastic. One weight for all becomes one for each. Weights outside the
// bounds are an error of Build and of Set; bounds that are set to less take the
// weights with them. Reset brings back the weights that Build made.
//
// The paths weight, Apre, Apost, tau_s, tau_t, A1, A2, and W_max and W_min if
// given, can be monitored, read and set.
//
// Reference: Song, Miller and Abbott, Nature Neuroscience 3, 919 (2000).
type STDPSong2000 struct {
	wire
	look
	Pre      Source      // a group, a view of one, or another source of spikes
	Delay    float64     // ms, a multiple of dt; 0 is one step
	Comm     dnn.Comm    // connectivity and weights
	Syn      Synapse     // dynamics of the synapse
	Out      Output      // current of the synapse
	Post     Target      // a group, or a view of one
	OutLabel string      // which sum of currents it belongs to; "" for I, "dend" for I_dend
	TauS     golgi.Value // ms, time constant of Apre, of potentiation; one number, default 16.8
	TauT     golgi.Value // ms, time constant of Apost, of depression; one number, default 33.7
	A1       golgi.Value // potentiation of a pair without distance; one number, default 0.96
	A2       golgi.Value // depression of a pair without distance; one number, default 0.53
	WMax     golgi.Value // largest weight; one number, default none
	WMin     golgi.Value // least weight; one number, default none

	rule    rule
	numPre  int
	learner learner
}

// rule are the parameters of the learning, as quantities of one value.
type rule struct{ tauS, tauT, a1, a2, wMax, wMin *golgi.Quantity }

// bounds returns the limits of the weights.
func (r *rule) bounds() dnn.Bounds { return dnn.Bounds{Min: r.wMin.Uniform(), Max: r.wMax.Uniform()} }

// learner is a layer that learns what a step brings as it delivers its spikes,
// by ranges of targets.
type learner struct {
	dnn.Plastic
	rule        *rule
	apre, apost *trace
	before      []float64    // Apre in the step before
	fired       golgi.Spikes // of post, in the step before
	initial     []float64    // weights
}

// Connect joins the projection to its two groups.
func (p *STDPSong2000) Connect(s *golgi.Site) {
	s.Every()
	p.rule = rule{
		tauS: p.number(s, "TauS", "tau_s", p.TauS, 16.8), tauT: p.number(s, "TauT", "tau_t", p.TauT, 33.7),
		a1: p.number(s, "A1", "A1", p.A1, 0.96), a2: p.number(s, "A2", "A2", p.A2, 0.53),
		wMax: p.number(s, "WMax", "W_max", p.WMax, math.Inf(1)), wMin: p.number(s, "WMin", "W_min", p.WMin, math.Inf(-1)),
	}
	for _, err := range p.rule.mistakes() {
		s.Errorf("%w", err)
	}
	p.full(s, &p.look, p.Pre, p.Delay, p.Comm, p.Post, hanging{syn: p.Syn, out: p.Out, label: p.OutLabel, addFirst: true, merge: true})
	if p.post == nil || p.look.pre.emitter == nil {
		return
	}
	p.post.need(1)
	p.numPre, p.place.Owner = p.look.pre.hi-p.look.pre.lo, p
}

// number makes a quantity of a parameter that is one number.
func (p *STDPSong2000) number(s *golgi.Site, field, name string, v golgi.Value, def float64) *golgi.Quantity {
	q := golgi.NewQuantity(name, p)
	q.StoreUniform(def, 1)
	if v == nil && math.IsInf(def, 0) {
		return q
	}
	s.Name(name, q)
	switch v.(type) {
	case nil:
		return q
	case []float64, func(int) float64, golgi.Initializer:
		s.Errorf("%s is a %T; the rule is the same for all synapses, so give one number", field, v)
		return q
	}
	r, err := golgi.Resolve(v, nil, 0)
	if err != nil {
		s.Errorf("%s %w", field, err)
		return q
	}
	q.StoreUniform(r.Uniform, 1)
	return q
}

// mistakes returns what is wrong with the parameters.
func (r *rule) mistakes() (errs []error) {
	for _, q := range []*golgi.Quantity{r.tauS, r.tauT} {
		if !(q.Uniform() > 0) {
			errs = append(errs, fmt.Errorf("%s is %v; a time constant is positive", q.Name(), q.Uniform()))
		}
	}
	if b := r.bounds(); !(b.Min <= b.Max) {
		errs = append(errs, fmt.Errorf("W_min is %v and W_max %v; the least weight must not be above the largest", b.Min, b.Max))
	}
	return errs
}

// Compile makes the layer and the traces.
func (p *STDPSong2000) Compile(s *golgi.Site) {
	p.lay(s)
	if p.layer == nil {
		return
	}
	layer, ok := p.layer.(dnn.Plastic)
	if !ok {
		s.Errorf("Comm: the synapses of a %T cannot learn, since it has no weights of single synapses; give a layer that stores them, such as dnn.AllToAll or dnn.CSRLinear", p.Comm)
		return
	}
	if d, ok := p.layer.(dnn.Delayed); ok && d.Delays() > 0 {
		s.Errorf("Comm: its synapses have delays of their own, up to %d steps, and learning knows one time of arrival for all synapses of a neuron; give the Delay to the projection", d.Delays())
		return
	}
	if err := errors.Join(layer.BeginLearning(), conn.Fits("the weights that Reset brings back", 8*float64(layer.Synapses()))); err != nil {
		s.Errorf("Comm: %w", err)
		return
	}
	p.learner = learner{Plastic: layer, rule: &p.rule, initial: append([]float64(nil), layer.Weight().Each()...)}
	if err := p.outside(); err != nil {
		s.Errorf("Comm: %w; change the weights, as with initialize.Clip, or the bounds", err)
		return
	}
	l, err := &p.learner, error(nil)
	if l.apre, err = newTrace(s, "Apre", p.numPre, p.rule.tauS.Uniform(), p); err != nil {
		s.Errorf("%w", err)
		return
	}
	if l.apost, err = newTrace(s, "Apost", p.hi-p.lo, p.rule.tauT.Uniform(), p); err != nil {
		s.Errorf("%w", err)
		return
	}
	l.before = make([]float64, p.numPre)
}

// outside returns an error if a weight is outside the bounds.
func (p *STDPSong2000) outside() error {
	b := p.rule.bounds()
	for k, w := range p.layer.Weight().Each() {
		if w < b.Min || w > b.Max {
			return fmt.Errorf("the weight of synapse %d is %v, which is not within W_min %v and W_max %v", k, w, b.Min, b.Max)
		}
	}
	return nil
}

// Reset brings back the weights that Build made, and forgets all spikes.
func (p *STDPSong2000) Reset(*golgi.Site) {
	l := &p.learner
	copy(l.Weight().Each(), l.initial)
	clear(l.apre.values)
	clear(l.apost.values)
}

// Refuses reports whether there are values that the quantity must not have.
func (p *STDPSong2000) Refuses(q *golgi.Quantity) bool {
	l := &p.learner
	return l.apre == nil || q != l.apre.q && q != l.apost.q
}

// Changed takes over a parameter, weight or trace that was set.
func (p *STDPSong2000) Changed(q *golgi.Quantity, _ bool) error {
	l, r := &p.learner, &p.rule
	if errs := r.mistakes(); len(errs) > 0 {
		return errs[0]
	}
	switch q {
	case r.tauS:
		l.apre.set(q.Uniform())
	case r.tauT:
		l.apost.set(q.Uniform())
	case r.wMax, r.wMin:
		each := l.Weight().Each()
		for k, w := range each {
			each[k] = r.bounds().Clip(w)
		}
	case l.Weight():
		return p.outside()
	}
	return nil
}

// Update takes up what has arrived and what post has spiked since the last
// step, and queues the learning and the spikes that are due on the post group.
func (p *STDPSong2000) Update(env *golgi.Env) {
	if !env.Begin(&p.Base) {
		return
	}
	arrived, ok := p.due(env, p.Path(), p.wire.post)
	if !ok {
		return
	}
	before := env.Step() - 1
	if env.Begun(&p.wire.post.Base) {
		before++
	}
	l := &p.learner
	if l.fired, ok = p.wire.post.at(before, p.lo, p.hi); !ok {
		env.Fail(fmt.Errorf("%s: the spikes of %s in step %d are not there; update it in every step", p.Path(), p.wire.post.Path(), before))
		return
	}
	l.apost.jump(l.fired)
	if l.fired.Len() > 0 {
		copy(l.before, l.apre.values)
	}
	l.apre.decay(env)
	l.apost.decay(env)
	l.apre.jump(arrived)
	if arrived.Len()+l.fired.Len() > 0 {
		g := p.wire.post
		d := p.form
		d.spikes = arrived
		g.queue = append(g.queue, d)
	}
}

// Allocate lets deliveries teach the synapses.
func (p *STDPSong2000) Allocate(s *golgi.Site) {
	p.wire.Allocate(s)
	p.form.layer = &p.learner
}

// Keep keeps what the synapses are still to learn; traces and weights are
// quantities.
func (p *STDPSong2000) Keep(a *golgi.Archive) {
	p.wire.Keep(a)
	l := &p.learner
	a.Same("initial weights", fingerprint.Floats(l.initial))
	a.Floats("Apre before", l.before)
	n := p.hi - p.lo
	fired := viewed(l.fired)
	a.Indices("fired", &fired, n)
	if a.Loading() {
		l.fired = golgi.NewSpikes(fired, n, nil, -1)
	}
}

// AddSpikes learns, then adds the rows of the spikes.
func (l *learner) AddSpikes(dst []float64, lo, hi int, arrived golgi.Spikes) {
	bounds := l.rule.bounds()
	l.LearnColumns(lo, hi, l.fired, l.rule.a1.Uniform(), l.before, bounds)
	l.LearnRows(lo, hi, arrived, -l.rule.a2.Uniform(), l.apost.values, bounds)
	l.Plastic.AddSpikes(dst, lo, hi, arrived)
}
