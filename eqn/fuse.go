package eqn

import (
	"errors"
	"fmt"
	"strings"
)

// Fusion is what becomes one program: a neuron model with all the synapses and
// outputs that hang on it.
type Fusion struct {
	Name     string
	Dt       float64 // ms
	Neuron   *Model
	Synapses []FusedSynapse
	Drives   []Drive
	Delta    bool // there are projections that make V jump

	// Each reports whether a parameter or an input of a component is one
	// value per element; nil: none is.
	Each func(part int, name string) bool
	// Given reports whether a state variable is given initial values; nil:
	// none is.
	Given func(part int, name string) bool
	// Value returns the value of a parameter that is the same for all
	// elements, and whether it is. It is asked for what has to be a number in
	// the program, such as the arguments of Binomial.
	Value func(part int, name string) (float64, bool)
}

// FusedSynapse is a synapse with its output. The components of a fusion are
// numbered by the caller; 0 is the neuron.
type FusedSynapse struct {
	Model, Out    *Model
	Part, OutPart int
	Label         string
	// AddFirst: weights that arrive are added before the synapse advances, as
	// in merging projections; else after.
	AddFirst bool
	// Seen: what the output sees, g, is wanted in an array, see Sight.
	Seen bool
}

// Drive is an input that is added to a variable at the beginning of each step:
// the x that its model assigns.
type Drive struct {
	Model *Model
	Part  int
	Of    Variable
}

// Variable names a variable of a component.
type Variable struct {
	Part int
	Name string
}

// Names of arrays and inputs that no model can take.
const (
	incomingName   = "w (arrived)"
	deltaName      = "V (jumps)"
	refractoryName = "steps refractory"
	seenName       = "g (seen)"
)

func (f *Fusion) each(part int, name string) bool {
	if name == incomingName || name == deltaName {
		return true
	}
	return f.Each != nil && f.Each(part, name)
}

func (f *Fusion) given(part int, name string) bool { return f.Given != nil && f.Given(part, name) }

// Incoming is the array that the weights of a fused synapse are added to: a
// variable of its model where the equations allow, else an array apart, which
// each step empties.
func (s FusedSynapse) Incoming() (name string, use ArrayUse) {
	if v := s.Model.directReceive(); s.AddFirst && v != "" {
		return v, StateArray
	}
	return incomingName, IncomingArray
}

// Sight is the array that has what the output of the synapse sees after a step:
// that of the variable g, or, where g is no variable and Seen is asked for, an
// array apart.
func (s FusedSynapse) Sight() (name string, use ArrayUse) {
	if _, ok := s.Model.State("g"); ok {
		return "g", StateArray
	}
	return seenName, SeenArray
}

// directReceive returns the variable that weights are added to as they are, ""
// if the model does more with them.
func (m *Model) directReceive() string {
	if len(m.RecvStmts) != 1 || m.RecvStmts[0].Op != "+=" {
		return ""
	}
	if n, ok := m.RecvStmts[0].Right.(*Name); ok && n.Name == "w" {
		return m.RecvStmts[0].Target
	}
	return ""
}

// fuser builds the graph of a fusion.
type fuser struct {
	*compiler
	time   *node
	neuron *scope
	inputs map[string]*node
	syns   []*fusedSynapse
	delays []delayedSymbols
	refrac *node // the condition that an element is refractory
	errs   []error
}

// fusedSynapse is a synapse as it is being built.
type fusedSynapse struct {
	FusedSynapse
	scope *scope
	out   *scope
	w     *node // weights that arrived, nil if they go into a variable
	g     *node // what the output sees
	next  map[string]*node
}

// Compile makes the programs of the fusion. The error names all mistakes.
func (f *Fusion) Compile() (*Compiled, error) {
	if f == nil || f.Neuron == nil {
		return nil, errors.New("eqn: a fusion needs the model of a neuron; set Neuron to what NewModel returned")
	}
	g := newGraph()
	u := &fuser{compiler: newCompiler(g, f), inputs: map[string]*node{}}
	u.time = g.symbol(&symbol{name: "t", kind: symTime})
	u.refrac = g.symbol(&symbol{name: "refractory", kind: symRefractory})
	u.neuron = u.newScope(f.Neuron, 0)
	u.neuron.current = u.current
	for _, s := range f.Synapses {
		y := &fusedSynapse{FusedSynapse: s, next: map[string]*node{}}
		y.scope = u.newScope(s.Model, s.Part)
		y.out = u.newScope(s.Out, s.OutPart)
		if _, use := s.Incoming(); use == IncomingArray {
			y.w = g.symbol(&symbol{name: incomingName, kind: symInput, part: y.Part})
		}
		y.g = y.scope.value(&Name{Name: "g"})
		u.syns = append(u.syns, y)
	}
	u.storage()
	u.ranges()
	u.checkNames()
	var a after
	if len(u.errs) == 0 {
		a = u.advance()
	}
	if len(u.errs) > 0 {
		return nil, errors.Join(u.errs...)
	}
	u.stepProgram(a)
	u.initProgram()
	u.checkProgram()
	if len(u.errs) > 0 {
		return nil, errors.Join(u.errs...)
	}
	u.finish()
	u.explain(a)
	return u.out, nil
}

func (u *fuser) fail(err error) { u.errs = append(u.errs, err) }

func (u *fuser) newScope(m *Model, part int) *scope {
	s := &scope{g: u.g, m: m, part: part, dt: u.f.Dt, time: u.time, bake: u.bake, past: u.past, report: u.fail, names: map[string]*node{}, aux: map[string]*node{},
		draws: newDrawTable(part), noise: map[string]*symbol{}}
	for _, p := range m.Params {
		s.names[p.Name] = u.g.symbol(&symbol{name: p.Name, kind: symParam, part: part})
	}
	for _, st := range m.States {
		s.names[st.Name] = u.g.symbol(&symbol{name: st.Name, kind: symState, part: part})
	}
	return s
}

// storage makes the arrays that exist whether the programs use them or not:
// all variables can be read and set, and weights can always arrive.
func (u *fuser) storage() {
	for _, st := range u.f.Neuron.States {
		u.array(0, st.Name, StateArray)
	}
	for _, y := range u.syns {
		for _, st := range y.Model.States {
			u.array(y.Part, st.Name, StateArray)
		}
		name, use := y.Incoming()
		u.array(y.Part, name, use)
		if name, use := y.Sight(); y.Seen {
			u.array(y.Part, name, use)
		}
	}
	if u.f.Delta {
		u.array(0, deltaName, DeltaArray)
	}
	if u.f.Neuron.RefracExpr != nil {
		u.array(0, refractoryName, RefractoryArray)
	}
}

// ranges demands of the parameters that their values are in range.
func (u *fuser) ranges() {
	scopes := []*scope{u.neuron}
	for _, y := range u.syns {
		scopes = append(scopes, y.scope, y.out)
	}
	for _, s := range scopes {
		for _, p := range s.m.Params {
			l := Limit{Part: s.part, Positive: p.Range == ">0", NotNegative: p.Range == ">=0"}
			switch p.Range {
			case ">0":
				l.What = p.Name + " must be more than 0"
			case ">=0":
				l.What = p.Name + " must be 0 or more"
			default:
				u.between(s, p)
				continue
			}
			u.limits = append(u.limits, limit{l, s.names[p.Name]})
		}
	}
}

// between demands that a parameter is within two bounds, "LO .. HI".
func (u *fuser) between(s *scope, p Param) {
	low, high, ok := strings.Cut(p.Range, " .. ")
	if !ok {
		return
	}
	bound := func(text string) *node {
		e, err := ParseExpr(text)
		if err != nil {
			u.errs = append(u.errs, fmt.Errorf("the range %q of %s: %w", p.Range, p.Name, err))
			return u.g.num(0)
		}
		return s.value(e)
	}
	demand := func(what string, rest *node) {
		u.limits = append(u.limits, limit{Limit{Part: s.part, NotNegative: true, What: fmt.Sprintf("%s must be from %s to %s, so %s must not be negative", p.Name, low, high, what)}, rest})
	}
	v := s.names[p.Name]
	demand(p.Name+" - "+low, u.g.sub(v, bound(low)))
	demand(high+" - "+p.Name, u.g.sub(bound(high), v))
}

// checkNames checks what the components want of one another.
func (u *fuser) checkNames() {
	if u.neuron.names["V"] != nil {
		return
	}
	for _, y := range u.syns {
		if y.Out.needsV() {
			u.errs = append(u.errs, fmt.Errorf("the output %s needs the potential V, and %s has no variable of that name", y.Out.Name, u.f.Neuron.Name))
		}
	}
	if u.f.Delta {
		u.errs = append(u.errs, fmt.Errorf("a delta projection makes V jump, and %s has no variable of that name", u.f.Neuron.Name))
	}
}

// needsV reports whether an output reads V.
func (m *Model) needsV() bool {
	found := false
	for _, a := range m.Aux {
		Inspect(a.Right, func(e Expr) bool {
			n, ok := e.(*Name)
			found = found || ok && n.Name == "V"
			return true
		})
	}
	return found
}

// current is the sum of the currents with a label at potential v, nil for V:
// the input from outside and the outputs, in the order in which they were
// joined to the group. Without a label it is the sum of all.
func (u *fuser) current(label string, v *node, held bool) *node {
	g := u.g
	name := "I"
	if label != "" {
		name += "_" + label
	}
	if v == nil {
		v = u.neuron.names["V"]
	}
	seen := map[string]*node{}
	if v != nil {
		seen["V"] = v
	}
	ts := []term{{1, u.input(name)}}
	for _, l := range u.f.Neuron.Labels {
		if label == "" && l != "" {
			ts = append(ts, term{1, u.input("I_" + l)})
		}
	}
	for _, y := range u.syns {
		if label != "" && y.Label != label {
			continue
		}
		seen["g"] = y.g
		ts = append(ts, term{1, y.out.with(seen).value(&Name{Name: "I"})})
	}
	n := g.sum(0, ts...)
	if held && u.f.Neuron.Method != Exact {
		return g.hold(name, n)
	}
	return n
}

// input is the symbol of a current from outside.
func (u *fuser) input(name string) *node {
	if u.inputs[name] == nil {
		u.inputs[name] = u.g.symbol(&symbol{name: name, kind: symInput})
	}
	return u.inputs[name]
}

// equations returns the equations of a component that which chooses.
func (u *fuser) equations(s *scope, which func(*State) bool) *system {
	sys := &system{g: u.g, dt: u.f.Dt, time: u.time}
	draws := map[*symbol]*node{}
	draw := func(xi *symbol) *node {
		if draws[xi] == nil {
			draws[xi] = u.g.symbol(s.draws.noise())
		}
		return draws[xi]
	}
	for k := range s.m.States {
		st := &s.m.States[k]
		if !which(st) {
			continue
		}
		f, factor, err := s.rightSide(st)
		if err != nil {
			u.errs = append(u.errs, fmt.Errorf("Body %w", err))
			continue
		}
		if factor.fixed && factor.op != opNum {
			u.limits = append(u.limits, limit{Limit{What: fmt.Sprintf("%s, which multiplies d%s/dt, must be positive", factor, st.Name), Part: s.part, Positive: true}, factor})
		}
		drift, noise, err := splitNoise(u.g, st.Name, f, draw)
		if err != nil {
			u.errs = append(u.errs, fmt.Errorf("Body %w", NewError(s.m.Body, st.Stmt.At, "%v", err)))
			continue
		}
		sys.eqs = append(sys.eqs, equation{st.Name, s.names[st.Name].sym, drift, noise})
	}
	sys.delays = u.delays
	return sys
}
