package eqn

import "fmt"

// LinearInInput returns nil if a synapse answers the sum of two inputs with the
// sum of its answers, up to a constant, so that one of it can stand for all
// synapses of a neuron; else an error that says what is not linear.
func (m *Model) LinearInInput() error {
	g := newGraph()
	u := &fuser{compiler: newCompiler(g, &Fusion{Name: m.Name, Dt: 1, Neuron: m}), inputs: map[string]*node{}}
	u.time = g.symbol(&symbol{name: "t", kind: symTime})
	s := u.newScope(m, 0)
	sys := u.equations(s, func(*State) bool { return true })
	if len(u.errs) > 0 {
		// That is for Compile to say.
		return nil
	}
	w := &symbol{name: "w", kind: symInput}
	isInput := func(y *symbol) bool { return y == w || sys.isVariable(y) }
	// linear reports whether all derivatives of n are constant in the
	// variables and the input.
	linear := func(n *node) bool {
		if choosesBy(n, isInput) {
			return false
		}
		for _, e := range sys.eqs {
			if uses(g.derivative(n, e.x), isInput) {
				return false
			}
		}
		return !uses(g.derivative(n, w), isInput)
	}
	for _, e := range sys.eqs {
		st, _ := m.State(e.name)
		switch {
		case !linear(e.f):
			return fmt.Errorf("d%s/dt is not linear in the variables", e.name)
		case st.Min != nil || st.Max != nil:
			return fmt.Errorf("%s has a bound", e.name)
		}
		for _, t := range e.noise {
			if uses(t.b, isInput) {
				return fmt.Errorf("the noise of %s depends on the variables", e.name)
			}
		}
	}
	changed := s.with(map[string]*node{"w": g.symbol(w)}).assign(m.RecvStmts, nil)
	for _, st := range m.States {
		if n := changed[st.Name]; n != nil && !linear(n) {
			return fmt.Errorf("what arrives changes %s by something that is not linear in w and the variables", st.Name)
		}
	}
	if !linear(s.expr(&Name{Name: "g"})) {
		return fmt.Errorf("g is not linear in the variables")
	}
	return nil
}

// choosesBy reports whether there are choices in n that depend on certain
// symbols, whose derivative says nothing of linearity.
func choosesBy(n *node, is func(*symbol) bool) bool {
	found := false
	walk(func(n *node) {
		switch n.op {
		case opCond:
			found = found || uses(n.args[0], is)
		case opCall:
			switch n.fn {
			case "min", "max", "abs", "sign", "floor", "ceil", "rint", "clip":
				found = found || uses(n, is)
			}
		}
	}, n)
	return found
}
