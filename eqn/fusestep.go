package eqn

import (
	"fmt"
	"maps"
)

// after is what one step makes of the variables.
type after struct {
	values map[*symbol]*node // by variable
	order  []*symbol         // the variables, as they are stored
	spike  *node             // the condition of a spike, nil if there are none
	refrac *node             // steps of the refractory period, nil if there is none
}

// advance builds one step: synapses, currents, the equations of the neuron,
// jumps, bounds, spike, reset.
func (u *fuser) advance() after {
	a := after{values: map[*symbol]*node{}}
	main := map[string]*node{}
	if u.f.Neuron.Method == Exact && len(u.syns) > 0 {
		u.stepJointly(main)
	} else {
		for _, y := range u.syns {
			u.stepSynapse(y)
		}
		u.stepNeuron(main)
	}
	if len(u.errs) > 0 {
		return a
	}
	u.events(&a, main)
	put := func(s *scope, vals map[string]*node) {
		for _, st := range s.m.States {
			x := s.names[st.Name].sym
			a.order = append(a.order, x)
			a.values[x] = vals[st.Name]
		}
	}
	for _, y := range u.syns {
		put(y.scope, y.next)
	}
	put(u.neuron, main)
	u.drive(&a)
	return a
}

// drive adds the drives to their variables: the whole step starts from the
// variables with them. What a refractory neuron holds takes none.
func (u *fuser) drive(a *after) {
	g := u.g
	start := map[*symbol]*node{}
	for _, d := range u.f.Drives {
		x := u.newScope(d.Model, d.Part).value(&Name{Name: "x"})
		for _, v := range a.order {
			if v.part != d.Of.Part || v.name != d.Of.Name {
				continue
			}
			old := start[v]
			if old == nil {
				old = g.symbol(v)
			}
			driven := g.add(old, x)
			if v.part == 0 && u.held(v.name) {
				driven = g.cond(u.refrac, old, driven)
			}
			start[v] = g.named(v.name+" driven", driven)
		}
	}
	if len(start) == 0 || len(u.errs) > 0 {
		return
	}
	for _, v := range a.order {
		a.values[v] = g.substituteDeep(a.values[v], start)
	}
	if a.spike != nil {
		a.spike = g.substituteDeep(a.spike, start)
	}
}

// held reports whether a variable of the neuron is held while that is
// refractory.
func (u *fuser) held(name string) bool {
	st, ok := u.f.Neuron.State(name)
	return ok && st.UnlessRefractory
}

// stored returns the scope of the neuron before the drives of the step.
func (u *fuser) stored() *scope {
	if len(u.f.Drives) == 0 {
		return u.neuron
	}
	names := map[string]*node{}
	for _, st := range u.f.Neuron.States {
		names[st.Name] = u.g.symbol(&symbol{name: st.Name, kind: symStored})
	}
	return u.neuron.with(names)
}

// stepSynapse advances a synapse on its own.
func (u *fuser) stepSynapse(y *fusedSynapse) {
	sys := u.equations(y.scope, func(*State) bool { return true })
	if len(u.errs) > 0 {
		return
	}
	m := y.Model.Method
	if m == Auto {
		m = ExpEuler
		if l, _ := sys.linear(); l != nil && !sys.hasNoise() {
			m = Exact
		}
	}
	vals, err := sys.step(m)
	if err != nil {
		u.errs = append(u.errs, fmt.Errorf("synapse %s: %w", y.Model.Name, err))
		return
	}
	u.limits = append(u.limits, sys.limits...)
	u.receive(y, sys, vals)
	y.g = u.g.substitute(y.g, u.symbols0(y))
}

// symbols0 maps the variables of a synapse to their values after the step.
func (u *fuser) symbols0(y *fusedSynapse) map[*symbol]*node {
	by := map[*symbol]*node{}
	for name, n := range y.next {
		by[y.scope.names[name].sym] = n
	}
	return by
}

// receive joins the step of a synapse, vals, with the weights that arrive:
// added before the step or after it.
func (u *fuser) receive(y *fusedSynapse, sys *system, vals []*node) {
	g := u.g
	next := map[string]*node{}
	for k, e := range sys.eqs {
		next[e.name] = vals[k]
	}
	if y.w != nil {
		w := map[string]*node{"w": y.w}
		if y.AddFirst {
			start := y.scope.with(w).assign(y.Model.RecvStmts, nil)
			by := map[*symbol]*node{}
			for _, st := range y.Model.States {
				if n := start[st.Name]; n != nil {
					by[y.scope.names[st.Name].sym] = g.named(st.Name+" + w", n)
				}
			}
			for _, e := range sys.eqs {
				next[e.name] = g.substituteDeep(next[e.name], by)
			}
		} else {
			maps.Copy(next, y.scope.with(w).assign(y.Model.RecvStmts, next))
		}
	}
	for _, e := range sys.eqs {
		// A name, so that currents read the value and do not compute it again.
		y.next[e.name] = g.named(fmt.Sprintf("%s of synapse %d", e.name, y.Part), y.scope.clamp(e.name, next[e.name]))
	}
}

// assign carries out assignments one after the other, starting from the values
// in vals (nil: those of the scope), and returns the values that changed.
func (s *scope) assign(stmts []*Stmt, vals map[string]*node) map[string]*node {
	now := s.with(vals)
	changed := map[string]*node{}
	for _, st := range stmts {
		x, old := now.value(st.Right), now.names[st.Target]
		switch st.Op {
		case "+=":
			x = s.g.add(old, x)
		case "-=":
			x = s.g.sub(old, x)
		case "*=":
			x = s.g.mul(old, x)
		case "/=":
			x = s.g.div(old, x)
		}
		changed[st.Target] = x
		now = now.with(map[string]*node{st.Target: x})
	}
	return changed
}

// clamp keeps a new value within the bounds of its variable. The bound comes
// first, so that a NaN stays one.
func (s *scope) clamp(name string, x *node) *node {
	st, _ := s.m.State(name)
	if st.Min != nil {
		x = s.g.call("max", s.value(st.Min), x)
	}
	if st.Max != nil {
		x = s.g.call("min", s.value(st.Max), x)
	}
	return x
}

// stepNeuron integrates the equations of the neuron.
func (u *fuser) stepNeuron(next map[string]*node) {
	sys := u.equations(u.neuron, func(s *State) bool { return !s.AfterSpike })
	if len(u.errs) > 0 {
		return
	}
	sys.hold(u.refrac, u.held)
	vals, err := sys.step(u.method())
	if err != nil {
		u.errs = append(u.errs, err)
		return
	}
	u.limits = append(u.limits, sys.limits...)
	u.settle(sys, vals, next)
}

func (u *fuser) method() Method {
	if m := u.f.Neuron.Method; m != Auto {
		return m
	}
	return ExpEuler
}

// stepJointly makes one propagator of the neuron and its synapses.
func (u *fuser) stepJointly(next map[string]*node) {
	sys := u.equations(u.neuron, func(s *State) bool { return !s.AfterSpike })
	sys.hold(u.refrac, u.held)
	mine := len(sys.eqs)
	ends := []int{mine}
	for _, y := range u.syns {
		part := u.equations(y.scope, func(*State) bool { return true })
		sys.eqs = append(sys.eqs, part.eqs...)
		ends = append(ends, len(sys.eqs))
	}
	if len(u.errs) > 0 {
		return
	}
	vals, err := sys.step(Exact)
	if err != nil {
		u.errs = append(u.errs, err)
		return
	}
	u.limits = append(u.limits, sys.limits...)
	// Where weights are added first and do not go straight into a variable,
	// the whole step starts from the variables with them.
	start := map[*symbol]*node{}
	for _, y := range u.syns {
		if y.w == nil || !y.AddFirst {
			continue
		}
		changed := y.scope.with(map[string]*node{"w": y.w}).assign(y.Model.RecvStmts, nil)
		for _, st := range y.Model.States {
			if n := changed[st.Name]; n != nil {
				start[y.scope.names[st.Name].sym] = u.g.named(st.Name+" + w", n)
			}
		}
	}
	for k := range vals {
		vals[k] = u.g.substitute(vals[k], start)
	}
	u.settle(&system{eqs: sys.eqs[:mine]}, vals[:mine], next)
	for k, y := range u.syns {
		part := &system{eqs: sys.eqs[ends[k]:ends[k+1]]}
		late := *y
		if y.AddFirst {
			late.w = nil
		}
		u.receive(&late, part, vals[ends[k]:ends[k+1]])
	}
}

// settle applies to the integrated values what follows integration: jumps,
// refractoriness, bounds.
func (u *fuser) settle(sys *system, vals []*node, next map[string]*node) {
	g := u.g
	for k, e := range sys.eqs {
		x := vals[k]
		if e.name == "V" && u.f.Delta {
			x = g.add(x, g.symbol(&symbol{name: deltaName, kind: symInput}))
		}
		if u.held(e.name) {
			x = g.cond(u.refrac, g.symbol(e.x), x)
		}
		next[e.name] = g.named(e.name+" integrated", u.neuron.clamp(e.name, x))
	}
}

// events finds the spikes, resets, and advances what is marked `after spike`.
func (u *fuser) events(a *after, next map[string]*node) {
	g, m := u.g, u.f.Neuron
	for _, st := range m.States {
		if st.AfterSpike {
			next[st.Name] = u.neuron.names[st.Name]
		}
	}
	if m.SpikeCond != nil {
		a.spike = u.neuron.with(next).regular(m.SpikeCond)
		if m.Upward {
			a.spike = g.and(a.spike, g.not(u.stored().regular(m.SpikeCond)))
		}
		if m.RefracExpr != nil {
			a.spike = g.and(a.spike, g.not(u.refrac))
			period := u.neuron.value(m.RefracExpr)
			a.refrac = g.call("steps", period, g.num(u.f.Dt))
			u.limits = append(u.limits, limit{Limit{What: fmt.Sprintf("the refractory period %s must not be negative", period), NotNegative: true}, period},
				limit{Limit{What: fmt.Sprintf("the refractory period %s is more than 2^31 steps", period), Most: 1<<31 - 1}, a.refrac})
		}
		a.spike = g.named("spike", a.spike)
		reset := u.neuron.assign(m.ResetStmts, next)
		for _, st := range m.States {
			if x := reset[st.Name]; x != nil {
				next[st.Name] = g.cond(a.spike, x, next[st.Name])
			}
		}
	}
	u.afterSpike(a, next)
}

// afterSpike advances the equations marked so, one after the other, from the
// values that the reset has left.
func (u *fuser) afterSpike(a *after, next map[string]*node) {
	g := u.g
	spike := g.num(0)
	if a.spike != nil {
		spike = g.cond(a.spike, g.num(1), g.num(0))
	}
	u.neuron.names["spike"] = spike
	for _, st := range u.f.Neuron.States {
		if !st.AfterSpike {
			continue
		}
		sys := u.equations(u.neuron, func(s *State) bool { return s.Name == st.Name })
		if len(u.errs) > 0 {
			return
		}
		if m := u.method(); m != Euler && m != ExpEuler {
			u.errs = append(u.errs, fmt.Errorf("d%s/dt: equations marked `after spike` take the methods %s and %s, not %s", st.Name, Euler, ExpEuler, m))
			return
		}
		vals, err := sys.step(u.method())
		if err != nil {
			u.errs = append(u.errs, err)
			return
		}
		by := map[*symbol]*node{}
		for name, x := range next {
			by[u.neuron.names[name].sym] = x
		}
		x := g.substitute(vals[0], by)
		if st.UnlessRefractory {
			x = g.cond(u.refrac, next[st.Name], x)
		}
		next[st.Name] = u.neuron.clamp(st.Name, x)
	}
}
