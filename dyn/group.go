package dyn

import (
	"fmt"
	"iter"
	"maps"
	"math"
	"slices"
	"strings"

	"github.com/golgi-sim/golgi"
	"github.com/golgi-sim/golgi/eqn"
	"github.com/golgi-sim/golgi/internal/kernel"
	"github.com/golgi-sim/golgi/internal/span"
	"github.com/golgi-sim/golgi/internal/suggest"
	"github.com/golgi-sim/golgi/rng"
)

// Group is a population of neurons of one model. All that hangs on it — merged
// synapses, output currents, jumps — and the model itself are one program,
// which Update runs.
type Group struct {
	Emitter
	self *Group // nil for a group that NewGroup has not made
	// V is the handle on the variable V, the potential; a handle of nothing if
	// the model has none.
	V golgi.State
	// Input is the handle on the external current: what I is without the
	// synapses. It keeps what it is set to.
	Input golgi.State

	desc       *description
	err        error
	quantities map[quantityKey]*golgi.Quantity
	pulled     string   // path of the PhaseCoupling that ends here
	absent     []string // projections that do not hang on the group because of a mistake
	unsound    bool     // parameters of what hangs on the group have mistakes
	unknown    []string // names asked for that the model does not have

	parts  []component // the neuron, then what hangs on it
	syns   []*synapse
	drives []eqn.Drive
	driven []*golgi.Site // where the drives are reported
	jumps  bool          // delta projections end here
	// jumping are the jumps of V that arrive later.
	jumping arrivals
	blocks  []int // widths of the column blocks of layers that end here
	uncut   bool  // there is a layer without, or with blocks at other places
	queue   []delivery
	wires   []*wire // that end here
	// receivers are the arrays that weights go to: [0] the jumps of V, [1+k]
	// synapse k.
	receivers [][]float64

	compile  kernel.Compile
	compiled *eqn.Compiled
	kernel   *kernel.Kernel
	past     []*past
	dt       float64
	keys     []rng.Key // of the random draws, by component
	step     int64     // that is being made
	// inside is, of a group that is no part of the network but belongs to one,
	// what it is called; see preGroup.
	inside  string
	bounds  []int // ranges of the workers
	piece   int   // neurons that are delivered to and advanced at once
	results []result
	list    []int32
}

// quantityKey names a quantity of a group or of what hangs on it.
type quantityKey struct {
	part int // component of the fusion
	name string
}

// result is what one worker made of its range.
type result struct {
	spikes []int32
	ok     bool
	list   []int32 // of the spikes of several pieces
}

// NewGroup returns a group of n neurons of a model of the library, of a struct
// of one's own, or of Equations. Mistakes are reported by Build.
func NewGroup(n int, m Model) *Group {
	g := &Group{Emitter: NewEmitter(n), quantities: map[quantityKey]*golgi.Quantity{}}
	g.self = g
	g.desc, g.err = describe(m, eqn.Neuron)
	if g.err != nil {
		g.V = g.quantity(0, "V").State() // for what refers to it
	} else {
		for _, name := range g.desc.model.Names() {
			g.quantity(0, name)
		}
		for _, label := range g.desc.model.Labels {
			g.quantity(0, inputName(label))
		}
	}
	g.Input = g.quantity(0, inputName("")).State()
	if q := g.quantities[quantityKey{0, "V"}]; q != nil {
		g.V = q.State()
	}
	return g
}

// inputName is the name of the external current with a label.
func inputName(label string) string {
	if label == "" {
		return "I"
	}
	return "I_" + label
}

func (g *Group) quantity(part int, name string) *golgi.Quantity {
	key := quantityKey{part, name}
	if g.quantities[key] == nil {
		g.quantities[key] = golgi.NewQuantity(name, &member{g, key})
	}
	return g.quantities[key]
}

// Var returns the handle on a variable or parameter, or on an external current
// such as "I_dend". A name that the model does not have is an error of Build.
func (g *Group) Var(name string) golgi.State {
	if q := g.quantities[quantityKey{0, name}]; q != nil {
		return q.State()
	}
	if g.err != nil {
		return g.quantity(0, name).State()
	}
	g.unknown = append(g.unknown, name)
	return golgi.State{}
}

// name is what the group is called.
func (g *Group) name() string {
	if g.inside != "" {
		return g.inside
	}
	return g.Path()
}

// ExternalInput returns the handle on the external current, for runners.
func (g *Group) ExternalInput() golgi.State { return g.Input }

// Model returns the name of the model.
func (g *Group) Model() string {
	if g.desc == nil {
		return ""
	}
	return g.desc.name
}

// Slice returns a view of neurons a to b-1, to be pre or post of a projection.
// A range that the group does not have is an error of Build.
func (g *Group) Slice(a, b int) View { return View{g, span.Range{}.Slice(a, b)} }

// View is a range of the neurons of a group.
type View struct {
	group *Group
	r     span.Range
}

// Slice returns a view of neurons a to b-1 of the view.
func (v View) Slice(a, b int) View { return View{v.group, v.r.Slice(a, b)} }

// Size returns the number of neurons of the view.
func (v View) Size() int {
	lo, hi := v.r.Of(0)
	return hi - lo
}

// SpikeHandle returns the handle on the spikes of the view.
func (v View) SpikeHandle() golgi.Spike {
	if v.group == nil {
		return golgi.Spike{}
	}
	return handle(v, v.group.Spike)
}

// ExternalInput returns the handle on the external current of the view.
func (v View) ExternalInput() golgi.State {
	if v.group == nil {
		return golgi.State{}
	}
	return handle(v, v.group.Input)
}

// Var returns the handle on a variable or parameter of the neurons of the view.
func (v View) Var(name string) golgi.State {
	if v.group == nil {
		return golgi.State{}
	}
	return handle(v, v.group.Var(name))
}

// handle cuts a handle on a whole group as a view is, with its faults.
func handle[H interface{ Slice(a, b int) H }](v View, whole H) H {
	f, wrong := v.r.Fault(v.group.n)
	switch {
	case !wrong:
		return whole.Slice(v.r.Of(v.group.n))
	case f.Within:
		return whole.Slice(0, f.Of).Slice(f.Lo, f.Hi)
	}
	return whole.Slice(f.Lo, f.Hi)
}

func (v View) target() *Group { return v.group }

func (v View) ref() reference {
	if v.group == nil {
		return reference{}
	}
	lo, hi := v.r.Of(v.group.n)
	return reference{&v.group.Emitter, lo, hi, v.r}
}

func (g *Group) target() *Group { return g }

func (g *Group) ref() reference {
	if g == nil {
		return reference{}
	}
	return g.Emitter.ref()
}

// Declare checks the model and names its quantities.
func (g *Group) Declare(s *golgi.Site) {
	switch g.self {
	case g:
	case nil:
		s.Errorf("was not made by dyn.NewGroup")
		return
	default:
		s.Errorf("is a copy of a group; use the pointer that dyn.NewGroup returns")
		return
	}
	g.Emitter.Declare(s)
	g.begin(s)
	sized := g.n >= 1 && g.n <= math.MaxInt32
	if !sized {
		s.Errorf("has %d neurons; a group has 1 to %d", g.n, math.MaxInt32)
	}
	if g.err != nil {
		for line := range errorsOf(g.err) {
			s.Errorf("%w", line)
		}
		return
	}
	for _, name := range g.unknown {
		s.Errorf("%s has no variable or parameter %q%s", g.desc.name, name, suggest.Hint(name, g.desc.model.Names()))
	}
	if !sized {
		return
	}
	params, _ := resolve(s, g.desc, g.n, s.Path(), "")
	g.component(s.Path(), g.desc, params)
	checkInitial(s, g.desc, g.n, "")
	checkAlone(s, &eqn.Fusion{Neuron: g.desc.model}, g.n, g.parts, "")
	g.nameComponent(s, "", 0)
	for _, label := range append([]string{""}, g.desc.model.Labels...) {
		s.Name(inputName(label), g.quantity(0, inputName(label)))
	}
}

// begin forgets what an earlier Build, which failed, has made of the group.
func (g *Group) begin(s *golgi.Site) {
	g.parts, g.syns, g.drives, g.driven, g.absent, g.blocks, g.queue, g.wires = nil, nil, nil, nil, nil, nil, nil, nil
	g.jumps, g.jumping, g.unsound, g.uncut = false, arrivals{}, false, false
	g.compiled, g.kernel, g.past, g.pulled = nil, nil, nil, ""
	maps.DeleteFunc(g.quantities, func(key quantityKey, _ *golgi.Quantity) bool { return key.part != 0 })
	for _, q := range g.quantities {
		s.Own(q)
		q.SetSize(max(0, g.n))
	}
}

// errorsOf opens joined errors, also those within others.
func errorsOf(err error) iter.Seq[error] {
	return func(yield func(error) bool) { eachError(err, yield) }
}

func eachError(err error, yield func(error) bool) bool {
	j, ok := err.(interface{ Unwrap() []error })
	if !ok {
		return yield(err)
	}
	for _, e := range j.Unwrap() {
		if !eachError(e, yield) {
			return false
		}
	}
	return true
}

// Bytes returns the size of the group's arrays: variables, synapses, what
// differs between neurons. 0 before Build.
func (g *Group) Bytes() int {
	if g.kernel == nil {
		return 0
	}
	return g.kernel.Bytes()
}

// Close frees the machine code of the group; closing the simulation does it.
func (g *Group) Close() error {
	if g.kernel == nil {
		return nil
	}
	return g.kernel.Close()
}

// Explain returns the stages of the group's compilation: its equations, what
// one step is, what is computed once, the program.
func (g *Group) Explain() string {
	if g.kernel == nil {
		return ""
	}
	var b strings.Builder
	fmt.Fprintf(&b, "%s: %d × %s, %d bytes of arrays, %d of machine code\n", g.name(), g.n, g.desc.name, g.Bytes(), g.kernel.Code())
	for _, y := range g.syns {
		fmt.Fprintf(&b, "component %d, %s with %s, serves %s\n", y.part, y.syn.desc.name, y.out.desc.name, strings.Join(y.owners, ", "))
	}
	if g.jumps {
		b.WriteString("V jumps by delta projections\n")
	}
	for _, s := range g.kernel.Compiled.Stages {
		fmt.Fprintf(&b, "-- %s\n%s\n", s.Title, s.Text)
	}
	if l := g.kernel.Listing(); l != "" {
		fmt.Fprintf(&b, "-- machine code\n%s\n", l)
	}
	return b.String()
}

// member is the owner of one quantity of a group.
type member struct {
	g   *Group
	key quantityKey
}

// Settle delivers what was sent.
func (m *member) Settle() { m.g.settle() }

// Updated returns the last step of the group.
func (m *member) Updated() int64 {
	if m.g.inside != "" {
		return m.g.step
	}
	return m.g.Updated()
}

// Refuses reports whether there are values that the quantity must not have:
// parameters are in limits, and a current that the model does not read cannot
// be set.
func (m *member) Refuses(*golgi.Quantity) bool {
	_, state := m.g.parts[m.key.part].desc.model.State(m.key.name)
	return !state
}

// Changed takes over a parameter or input that was set.
func (m *member) Changed(q *golgi.Quantity, spread bool) error {
	g := m.g
	if _, state := g.parts[m.key.part].desc.model.State(m.key.name); state {
		return nil
	}
	if g.isInput(m.key) {
		if err := g.checkRead(m.key.name, q); err != nil {
			return err
		}
	}
	if spread || slices.Contains(g.kernel.Compiled.Baked, eqn.Variable{Part: m.key.part, Name: m.key.name}) {
		if err := g.rebuild(); err != nil {
			return err
		}
	} else if q.Each() == nil {
		g.setUniform(m.key, q.Uniform())
	}
	g.kernel.Touch()
	if g.isInput(m.key) {
		return nil
	}
	violations, err := g.kernel.Limits()
	if err == nil && len(violations) > 0 {
		err = g.violation(violations[0])
	}
	return err
}

// setUniform hands a value that all elements share to the kernel.
func (g *Group) setUniform(key quantityKey, x float64) {
	use := eqn.ParamScalar
	if g.isInput(key) {
		use = eqn.InputScalar
	}
	g.kernel.SetScalar(key.part, key.name, use, x)
}

// isInput reports whether a quantity is an external current.
func (g *Group) isInput(key quantityKey) bool {
	if key.part != 0 {
		return false
	}
	m := g.desc.model
	_, state := m.State(key.name)
	_, param := m.Param(key.name)
	return !state && !param && (key.name == "I" || slices.Contains(m.Labels, strings.TrimPrefix(key.name, "I_")))
}
