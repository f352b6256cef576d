package dyn

import (
	"cmp"
	"fmt"
	"math"

	"gonum.org/v1/gonum/mat"

	"github.com/golgi-sim/golgi"
	"github.com/golgi-sim/golgi/delay"
	"github.com/golgi-sim/golgi/dnn"
	"github.com/golgi-sim/golgi/internal/fingerprint"
	"github.com/golgi-sim/golgi/internal/suggest"
)

// AdditiveCoupling adds to the current of every neuron of Post a weighted sum of
// a variable of Pre, each synapse seeing it with a delay of its own:
//
//	I_j += Σ_i W_ij*x_i(t - d_ij)
//
// The sum is taken at the beginning of the step and held over it: order 1 in the
// coupling. It is the variable syn.g of the coupling, which all that end in the
// same current of a group share. Couplings are updated before their groups, as
// a DynSysGroup does.
type AdditiveCoupling struct {
	coupling
	Pre  Target   // a group, or a view of one
	Var  string   // the variable x of Pre; default "V"
	Post Target   // a group, or a view of one
	Comm dnn.Comm // the weights W, one or one per synapse: a layer that stores its connections
	// Delay is d in ms, 0 or more: one for all, a multiple of dt; or one per
	// synapse, a matrix of pre rows and post columns or values in the order of
	// the weights, which are rounded to the nearest step. Default 0.
	Delay golgi.Value
	// Init is what x was before the first step, for delays that reach back so
	// far: one value, or one per element of Pre. Default what it begins with.
	Init     golgi.Value
	OutLabel string // which current it is part of; "" for I, "y" for I_y
}

// Connect joins the coupling to its two groups.
func (c *AdditiveCoupling) Connect(s *golgi.Site) {
	c.couple(s, ends{pre: c.Pre, x: cmp.Or(c.Var, "V"), post: c.Post, comm: c.Comm, delay: c.Delay, label: c.OutLabel})
}

// Compile makes the layer.
func (c *AdditiveCoupling) Compile(s *golgi.Site) { c.compile(s, c.Delay) }

// Reset forgets the past.
func (c *AdditiveCoupling) Reset(s *golgi.Site) { c.reset(s, c.Init) }

// Keep keeps the past.
func (c *AdditiveCoupling) Keep(a *golgi.Archive) { c.coupling.Keep(a) }

// DiffusiveCoupling pulls a variable of every neuron of Post towards a variable
// of Pre, each synapse seeing it with a delay of its own, by a current
//
//	I_j += Σ_i W_ij*(x_i(t - d_ij) - y_j(t))
//
// In all else it is as AdditiveCoupling.
type DiffusiveCoupling struct {
	coupling
	Pre     Target      // a group, or a view of one
	Var     string      // the variable x of Pre; default "V"
	Post    Target      // a group, or a view of one
	PostVar string      // the variable y of Post; default that of Pre
	Comm    dnn.Comm    // the weights W; see AdditiveCoupling
	Delay   golgi.Value // d in ms; see AdditiveCoupling; default 0
	// Init is what x was before the first step; see AdditiveCoupling.
	Init     golgi.Value
	OutLabel string // which current it is part of; "" for I, "y" for I_y
}

// Connect joins the coupling to its two groups.
func (c *DiffusiveCoupling) Connect(s *golgi.Site) {
	c.couple(s, ends{pre: c.Pre, x: cmp.Or(c.Var, "V"), post: c.Post, y: cmp.Or(c.PostVar, c.Var, "V"), comm: c.Comm, delay: c.Delay, label: c.OutLabel})
}

// Compile makes the layer.
func (c *DiffusiveCoupling) Compile(s *golgi.Site) { c.compile(s, c.Delay) }

// Reset forgets the past.
func (c *DiffusiveCoupling) Reset(s *golgi.Site) { c.reset(s, c.Init) }

// Keep keeps the past.
func (c *DiffusiveCoupling) Keep(a *golgi.Archive) { c.coupling.Keep(a) }

// GapJunction is an electrical synapse: a conductance W_ij through which the
// potentials of two neurons pull one another, here that of j,
//
//	I_j += Σ_i W_ij*(V_i - V_j)
//
// A junction lets current through both ways: with equal groups on both sides
// give a symmetric W, with different ones a second GapJunction back. The current
// is taken at the beginning of the step, so the step has to be short compared
// with the time constant C/Σ_i W_ij of the coupling.
//
// Reference: Bennett and Zukin, Neuron 41, 495 (2004); for the model, Lewis and
// Rinzel, J. Comput. Neurosci. 14, 283 (2003).
type GapJunction struct {
	coupling
	Pre      Target   // a group with a variable V, or a view of one
	Post     Target   // a group with a variable V, or a view of one
	Comm     dnn.Comm // the conductances W; see AdditiveCoupling
	OutLabel string   // which current it is part of; "" for I, "dend" for I_dend
}

// Connect joins the junction to its two groups.
func (c *GapJunction) Connect(s *golgi.Site) {
	c.couple(s, ends{pre: c.Pre, x: "V", post: c.Post, y: "V", comm: c.Comm, label: c.OutLabel})
}

// Compile makes the layer.
func (c *GapJunction) Compile(s *golgi.Site) { c.compile(s, nil) }

// Reset forgets the past.
func (c *GapJunction) Reset(s *golgi.Site) { c.reset(s, nil) }

// Keep keeps the past.
func (c *GapJunction) Keep(a *golgi.Archive) { c.coupling.Keep(a) }

// arriving is the synapse whose g is what arrives in the step: of couplings, and
// of projections whose synapse is not on the postsynaptic side.
var arriving = Equations{Name: "input", Body: "dg/dt = 0", Receive: "g = w"}

// coupling is what the couplings of continuous variables have in common.
type coupling struct {
	wire
	pre   *Group
	preLo int
	preHi int
	x, y  *golgi.Quantity // y is nil if nothing is subtracted
	past  dnn.Past
	most  int // the largest delay in steps
	// before are the values before step 0, nil for those it begins with.
	before []float64
	fresh  bool // no step has been made since Reset
}

// couple joins a coupling to its groups.
func (c *coupling) couple(s *golgi.Site, e ends) {
	c.wire.begin()
	c.pre, c.x, c.y = nil, nil, nil
	from, ok := referTo(s, "Pre", e.pre)
	to, _ := c.end(s, e.post, hanging{syn: arriving, out: CUBA{}, label: e.label, addFirst: true, merge: true})
	c.sayPre(from, 0)
	c.say("variables", e.x+" and "+cmp.Or(e.y, "nothing"))
	if ok {
		c.pre, c.preLo, c.preHi = e.pre.target(), from.lo, from.hi
		c.x = variableOf(s, "Pre", c.pre, e.x)
	}
	if e.y != "" && c.post != nil {
		c.y = variableOf(s, "Post", c.post, e.y)
	}
	same := from.emitter != nil && from.emitter == to.emitter && from.lo == to.lo && from.hi == to.hi
	if err := c.delay(e.delay, s.Dt()); err != nil {
		s.Errorf("Delay%w", err)
	}
	c.connect(s, e.comm, from.size(), to.size(), same)
	s.Every()
}

// ends is what a coupling joins.
type ends struct {
	pre   Target
	x     string // variable of pre
	post  Target
	y     string // variable of post that is subtracted, "" for none
	comm  dnn.Comm
	delay golgi.Value
	label string
}

// variableOf returns a variable of a group that a coupling reads.
func variableOf(s *golgi.Site, side string, g *Group, name string) *golgi.Quantity {
	if g.desc == nil {
		return nil
	}
	if _, ok := g.desc.model.State(name); !ok {
		var names []string
		for _, st := range g.desc.model.States {
			names = append(names, st.Name)
		}
		s.Errorf("%s, %s (%s), has no variable %q%s", side, g.Path(), g.desc.name, name, suggest.Hint(name, names))
		return nil
	}
	return g.quantity(0, name)
}

// compile makes the layer and the delays.
func (c *coupling) compile(s *golgi.Site, d golgi.Value) {
	c.lay(s)
	if c.layer == nil {
		return
	}
	layer, ok := c.layer.(dnn.Coupled)
	if !ok {
		s.Errorf("Comm: a %T makes its connections anew for every spike, which a coupling of continuous variables cannot afford; take one that stores them, such as dnn.CSRLinear{Conn: conn.FixedProb{Prob: 0.1}}", c.comm)
		return
	}
	if l, ok := c.layer.(dnn.Delayed); ok && l.Delays() > 0 {
		s.Errorf("Comm has delays, which are those of spikes, at least one step; give them as Delay of the coupling")
		return
	}
	if err := c.delays(s, layer, d); err != nil {
		s.Errorf("Delay%w", err)
	}
}

// delay makes a delay that is the same for all definite, in steps.
func (c *coupling) delay(v golgi.Value, dt float64) error {
	c.past.Delays, c.past.Delay, c.most = nil, 0, 0
	if v == nil || perSynapse(v) {
		return nil
	}
	r, err := golgi.Resolve(v, nil, 0)
	if err != nil {
		return fmt.Errorf(" %w", err)
	}
	if r.Uniform == 0 {
		return nil
	}
	if c.most, err = delay.Steps(r.Uniform, dt); err != nil {
		return fmt.Errorf(": %w", err)
	}
	if c.most > math.MaxUint16 {
		return fmt.Errorf(" of %v ms is %d steps; at most %d are possible", r.Uniform, c.most, math.MaxUint16)
	}
	c.past.Delay = c.most
	return nil
}

// perSynapse reports whether a delay is given for every synapse.
func perSynapse(v golgi.Value) bool {
	switch v.(type) {
	case []float64, func(int) float64, golgi.Initializer, mat.Matrix:
		return true
	}
	return false
}

// delays makes delays of single synapses definite, in steps.
func (c *coupling) delays(s *golgi.Site, layer dnn.Coupled, v golgi.Value) error {
	if !perSynapse(v) {
		return nil
	}
	n := int(layer.Synapses())
	if m, ok := v.(mat.Matrix); ok {
		rows, cols := m.Dims()
		if pre, post := layer.Size(); rows != pre || cols != post {
			return fmt.Errorf(" is a matrix of %d × %d for %d pre and %d post elements", rows, cols, pre, post)
		}
		each := make([]float64, 0, n)
		for i, j := range layer.Pairs() {
			each = append(each, m.At(i, j))
		}
		v = each
	}
	r, err := golgi.Resolve(v, []int{n}, s.Structure(s.Path()).Path("delay"))
	if err != nil {
		return fmt.Errorf(" %w", err)
	}
	c.past.Delays = make([]uint16, n)
	for k, ms := range r.Each {
		d := math.Round(ms / s.Dt())
		if ms < 0 || d > math.MaxUint16 {
			return fmt.Errorf(" of synapse %d is %v ms; it must be 0 or more, and at most %d steps of dt = %v ms", k, ms, math.MaxUint16, s.Dt())
		}
		c.past.Delays[k] = uint16(d)
		c.most = max(c.most, int(d))
	}
	return nil
}

// Allocate makes room for the past.
func (c *coupling) Allocate(s *golgi.Site) {
	c.form = delivery{coupling: c, syn: c.syn, lo: c.lo, hi: c.hi, from: &c.wire}
	n := c.preHi - c.preLo
	if s.Room(fmt.Sprintf("the past of %d steps of %d elements", c.most, n), dnn.RingBytes(c.most+1, n)) {
		c.past.Values = dnn.NewRing(c.most+1, n)
	}
}

func (c *coupling) reset(s *golgi.Site, before golgi.Value) {
	c.fresh, c.before, c.past.Now = true, nil, 0
	if before == nil {
		return
	}
	n := c.preHi - c.preLo
	r, err := golgi.Resolve(before, []int{n}, s.Trial(s.Path()).Path("history"))
	if err != nil {
		s.Errorf("Init %w", err)
		return
	}
	c.before = make([]float64, n)
	for i := range c.before {
		c.before[i] = r.At(i)
	}
}

// Keep keeps the past.
func (c *coupling) Keep(a *golgi.Archive) {
	c.wire.Keep(a)
	a.Same("delays", c.delaysText())
	a.Bool("fresh", &c.fresh)
	given := c.before != nil
	a.Bool("given before", &given)
	if !given {
		c.before = nil
	} else if len(c.before) == 0 {
		c.before = make([]float64, c.preHi-c.preLo)
	}
	if given {
		a.Floats("before", c.before)
	}
	a.Int("past at step", &c.past.Now, 0, a.Step())
	keepRing(a, "past", c.past.Values)
}

// delaysText says what the delays are.
func (c *coupling) delaysText() string {
	if c.past.Delays == nil {
		return fmt.Sprintf("%d steps", c.past.Delay)
	}
	return fingerprint.Of(c.past.Delays)
}

// Update keeps what the variable of pre is at the beginning of the step and
// queues the coupling on the post group.
func (c *coupling) Update(env *golgi.Env) {
	if !env.Begin(&c.Base) {
		return
	}
	for _, g := range []*Group{c.pre, c.post} {
		if env.Begun(&g.Base) {
			env.Fail(fmt.Errorf("%s was updated after %s in step %d; update a coupling before both of its groups", c.Path(), g.Path(), env.Step()))
			return
		}
	}
	x := c.x.Each()[c.preLo:c.preHi]
	c.past.Now = env.Step()
	if c.fresh {
		c.fresh = false
		before := c.before
		if before == nil {
			before = x
		}
		for k := range c.past.Values.Slots() {
			copy(c.past.Values.Slot(int64(k)), before)
		}
	}
	copy(c.past.Values.Slot(c.past.Now), x)
	c.post.queue = append(c.post.queue, c.form)
}

// add adds the coupling to dst for the neurons lo to hi-1 that it reaches.
func (c *coupling) add(dst []float64, lo, hi int) {
	var y []float64
	if c.y != nil {
		y = c.y.Each()[c.lo:c.hi]
	}
	c.layer.(dnn.Coupled).AddCoupled(dst, lo, hi, c.past, y)
}
