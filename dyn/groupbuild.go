package dyn

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/golgi-sim/golgi"
	"github.com/golgi-sim/golgi/delay"
	"github.com/golgi-sim/golgi/eqn"
	"github.com/golgi-sim/golgi/internal/kernel"
	"github.com/golgi-sim/golgi/internal/team"
	"github.com/golgi-sim/golgi/rng"
)

// Compile checks that the equations of the group and of all that hangs on it
// make a program.
func (g *Group) Compile(s *golgi.Site) {
	g.dt, g.compile = s.Dt(), s.Compile
	g.resolveDrives()
	g.checkCurrents()
	var err error
	if g.compiled, err = g.fusion().Compile(); err != nil {
		for e := range errorsOf(err) {
			s.Errorf("%w", e)
		}
		return
	}
	room := kernel.Size(g.compiled, g.n) + g.besides()
	for _, d := range g.compiled.Delayed {
		n, _, err := delay.Between(d.Ago, g.dt)
		if err != nil {
			s.Errorf("delayed(%s): %w", d.Var, err)
		}
		room += delay.ValueBytes(n, g.n)
	}
	if g.unsound {
		return
	}
	// The components have kept their own limits; these are of all together.
	violations, err := kernel.Limits(g.compiled, g.n, param(g.parts))
	if err != nil {
		s.Errorf("%w", err)
	}
	for _, v := range violations {
		s.Errorf("%w", g.violation(v))
	}
	s.Room(fmt.Sprintf("%d × %s", g.n, g.desc.name), room)
}

// besides is the memory that the group takes besides the arrays of its program:
// for spike lists, and while initial values are made.
func (g *Group) besides() float64 {
	bytes := 3 * 4.0
	for _, c := range g.parts {
		if c.desc.hasInitial() {
			bytes += 8
			break
		}
	}
	return bytes * float64(g.n)
}

// checkCurrents reports the projections whose current would flow nowhere.
func (g *Group) checkCurrents() {
	labels := g.desc.model.Labels
	for _, y := range g.syns {
		named := slices.ContainsFunc(labels, func(l string) bool { return l != "" })
		if slices.Contains(labels, y.label) || slices.Contains(labels, "") && (y.label == "" || !named) {
			continue
		}
		for _, site := range y.sites {
			site.Errorf("its current would be part of %s, which %s (%s) does not read; %s", inputName(y.label), g.Path(), g.desc.name, g.reads())
		}
	}
}

// reads says which currents the model reads.
func (g *Group) reads() string {
	var names []string
	for _, l := range g.desc.model.Labels {
		names = append(names, inputName(l))
	}
	if names == nil {
		return "it reads no current"
	}
	return "it reads " + strings.Join(names, ", ")
}

// checkRead refuses a current from outside that the model does not read.
func (g *Group) checkRead(name string, q *golgi.Quantity) error {
	if name != "I" || slices.Contains(g.desc.model.Labels, "") {
		return nil
	}
	if q.Uniform() == 0 && !slices.ContainsFunc(q.Each(), func(x float64) bool { return x != 0 }) {
		return nil
	}
	return fmt.Errorf("%s does not read I; %s", g.desc.name, g.reads())
}

// fusion describes the program of the group.
func (g *Group) fusion() *eqn.Fusion {
	f := &eqn.Fusion{Name: g.name(), Dt: g.dt, Neuron: g.desc.model, Delta: g.jumps, Drives: g.drives}
	for _, y := range g.syns {
		f.Synapses = append(f.Synapses, y.fused())
	}
	f.Each = func(part int, name string) bool {
		if q := g.quantities[quantityKey{part, name}]; q != nil && q.Each() != nil {
			return true
		}
		return g.parts[part].params[name].Each != nil
	}
	f.Given = func(part int, name string) bool { return g.parts[part].desc.given(name) }
	f.Value = func(part int, name string) (float64, bool) {
		if q := g.quantities[quantityKey{part, name}]; q != nil && q.Ready() {
			return q.Uniform(), q.Each() == nil
		}
		r := g.parts[part].params[name]
		return r.Uniform, r.Each == nil
	}
	return f
}

func (y *synapse) fused() eqn.FusedSynapse {
	return eqn.FusedSynapse{Model: y.syn.desc.model, Out: y.out.desc.model, Part: y.part, OutPart: y.outPart, Label: y.label, AddFirst: y.addFirst, Seen: y.before}
}

// Allocate gives the group its storage.
func (g *Group) Allocate(s *golgi.Site) {
	g.Emitter.Allocate(s)
	g.bounds = g.ranges(s.Threads())
	g.piece = g.pieces()
	g.results = make([]result, len(g.bounds)-1)
	g.list = make([]int32, 0, g.n)
	g.keys = make([]rng.Key, len(g.parts))
	for key, q := range g.quantities {
		if !g.isInput(key) {
			continue
		}
		q.StoreUniform(0, g.n)
	}
	for part, c := range g.parts {
		for name, r := range c.params {
			q := g.quantity(part, name)
			if r.Each != nil {
				q.Store(r.Each)
			} else {
				q.StoreUniform(r.Uniform, g.n)
			}
		}
	}
	if err := g.build(g.compiled); err != nil {
		s.Errorf("%w", err)
	}
}

// violation says what limit parameters break.
func (g *Group) violation(v kernel.Violation) error {
	of := ""
	if v.Part != 0 {
		of = g.parts[v.Part].path + ": "
	}
	return fmt.Errorf("%s%s: it is %v at element %d", of, v.What, v.Value, v.Index)
}

// fewest is how many neurons are worth a worker of their own.
const fewest = 512

// ranges returns the bounds of the ranges of the workers. They are whole column
// blocks of the layers where that leaves no worker idle: a block that is cut is
// generated twice.
func (g *Group) ranges(threads int) []int {
	parts := max(1, min(threads, g.n/fewest))
	align := 64
	for _, b := range g.blocks {
		if b > align && (g.n+b-1)/b >= parts {
			align = b
		}
	}
	return team.Split(g.n, parts, align)
}

// smallestPiece is how many neurons at least are delivered to before they
// advance: fewer, and the calls cost more than the cache saves.
const smallestPiece = 16384

// pieces returns how many neurons a worker delivers to and advances at a time:
// a whole number of column blocks, so that what is delivered is still in the
// cache when the neurons advance. Other layers take all neurons at once: to find
// the part of a stored row costs more than it saves.
func (g *Group) pieces() int {
	if g.uncut || g.blocks == nil {
		return g.n
	}
	block := slices.Max(g.blocks)
	for _, b := range g.blocks {
		if block%b != 0 {
			return g.n
		}
	}
	return (smallestPiece + block - 1) / block * block
}

// rebuild makes another program after a quantity that was one value for all
// elements has become one per element, or one that is part of the program has
// changed.
func (g *Group) rebuild() error {
	c, err := g.fusion().Compile()
	if err != nil {
		return err
	}
	return g.build(c)
}

// build makes the kernel. Variables keep the arrays of the kernel before it.
func (g *Group) build(c *eqn.Compiled) error {
	past, err := g.pastOf(c)
	if err != nil {
		return err
	}
	k, err := kernel.New(c, g.n, len(g.results), g.compile, g.kernel)
	if err != nil {
		return err
	}
	if g.kernel != nil {
		g.kernel.Close()
	}
	g.kernel, g.past = k, past
	for _, p := range past {
		p.x = k.Array(0, p.Var, eqn.StateArray)
		p.now, p.next = k.Array(0, p.String(), eqn.DelayedArray), k.Array(0, p.String(), eqn.DelayedNextArray)
	}
	g.receivers = append(g.receivers[:0], k.Jumps())
	for _, y := range g.syns {
		name, use := y.fused().Incoming()
		g.receivers = append(g.receivers, k.Array(y.part, name, use))
	}
	for part, c := range g.parts {
		for _, st := range c.desc.model.States {
			g.quantity(part, st.Name).Store(k.Array(part, st.Name, eqn.StateArray))
		}
		k.SetKey(part, g.keys[part])
	}
	for key, q := range g.quantities {
		switch {
		case q.Each() == nil:
			g.setUniform(key, q.Uniform())
		case g.isInput(key):
			g.share(k, key, q, eqn.InputArray)
		default:
			g.share(k, key, q, eqn.ParamArray)
		}
	}
	return nil
}

// share lets a quantity and the kernel have one array.
func (g *Group) share(k *kernel.Kernel, key quantityKey, q *golgi.Quantity, use eqn.ArrayUse) {
	a := k.Array(key.part, key.name, use)
	if a == nil || &a[0] == &q.Each()[0] {
		return
	}
	copy(a, q.Each())
	q.Store(a)
}

// Reset sets initial values.
func (g *Group) Reset(s *golgi.Site) {
	g.Emitter.Reset(s)
	g.queue = g.queue[:0]
	g.kernel.Clear()
	for k := range len(g.syns) + 1 {
		g.arrivals(k - 1).ring.Clear()
	}
	for part, c := range g.parts {
		d, key := c.desc, s.Trial(c.path)
		g.keys[part] = key
		g.kernel.SetKey(part, key)
		for _, st := range d.model.States {
			v, ok := d.values[st.Name]
			if !ok {
				continue
			}
			r, err := golgi.Resolve(v, []int{g.n}, key.Path(st.Name))
			if err != nil {
				s.Errorf("the initial value of %s of %s %w", st.Name, d.name, err)
				continue
			}
			a := g.kernel.Array(part, st.Name, eqn.StateArray)
			for i := range a {
				a[i] = r.At(i)
			}
		}
	}
	if err := g.kernel.Init(); err != nil {
		s.Errorf("%w", err)
	}
	g.checkInitial(s)
}

// checkInitial reports initial values that are not finite.
func (g *Group) checkInitial(s *golgi.Site) {
	if q, i, x := g.nonFinite(); q != nil {
		s.Errorf("the initial value of %s is %v at element %d", q.Name(), x, i)
	}
}

// names returns the keys of the quantities in a fixed order.
func (g *Group) names() []quantityKey {
	return slices.SortedFunc(maps.Keys(g.quantities), func(a, b quantityKey) int {
		if a.part != b.part {
			return a.part - b.part
		}
		return slices.Compare([]byte(a.name), []byte(b.name))
	})
}

// nonFinite returns a variable that is not finite, nil if there is none:
// synapses first, since what goes wrong there goes wrong in V next.
func (g *Group) nonFinite() (q *golgi.Quantity, index int, value float64) {
	for _, key := range slices.Backward(g.names()) {
		if _, ok := g.parts[key.part].desc.model.State(key.name); !ok {
			continue
		}
		for i, x := range g.quantities[key].Each() {
			if x-x != 0 {
				return g.quantities[key], i, x
			}
		}
	}
	return nil, 0, 0
}
