package eqn

import (
	"fmt"
	"strings"

	"github.com/golgi-sim/golgi/internal/vm"
)

// stepProgram makes the program of a step.
func (u *fuser) stepProgram(a after) {
	l := newLowerer(u.compiler, u.f.Name)
	l.hoistFixed, l.hoistEach, l.hoistStep = true, true, true
	b := l.b
	u.countDivisors(a)
	// Everything is computed before anything is stored.
	vals := make([]vm.Val, len(a.order))
	for k, x := range a.order {
		vals[k] = l.val(a.values[x])
	}
	var seen []vm.Val
	var seenSlots []int
	for _, y := range u.syns {
		if name, use := y.Sight(); y.Seen && use == SeenArray {
			seen = append(seen, l.val(y.g))
			seenSlots = append(seenSlots, u.array(y.Part, name, use))
		}
	}
	var spike, left, period vm.Val
	if a.spike != nil {
		spike = l.val(a.spike)
	}
	if a.refrac != nil {
		left = b.ULoad(l.array(u.array(0, refractoryName, RefractoryArray), vm.I32))
		period = b.ToInt(l.val(a.refrac))
	}
	for k, x := range a.order {
		if n := a.values[x]; n.op == opSym && n.sym == x {
			continue
		}
		v := b.Flush(vals[k])
		b.Check(v)
		b.Store(l.array(u.array(x.part, x.name, StateArray), vm.F64), v)
	}
	for k, slot := range seenSlots {
		v := b.Flush(seen[k])
		b.Check(v)
		b.Store(l.array(slot, vm.F64), v)
	}
	if a.refrac != nil {
		none := b.UConst(0)
		less := b.USelect(b.UEQ(left, none), none, b.USub(left, b.UConst(1)))
		b.UStore(l.array(u.array(0, refractoryName, RefractoryArray), vm.I32), b.USelect(spike, period, less))
	}
	zero := b.Const(0)
	for k, s := range u.out.Arrays {
		if s.Use == IncomingArray || s.Use == DeltaArray {
			b.Store(l.array(k, vm.F64), zero)
		}
	}
	if a.spike != nil {
		b.Emit(b.Event("spike"), spike)
		u.out.Spikes = true
	}
	u.out.Step = l.finish()
}

// countDivisors finds out how many products are divided by what. It does so for
// all programs at once: how a quantity is stored decides which of them computes
// it, and must change no bit.
func (u *fuser) countDivisors(a after) {
	var roots []*node
	for _, x := range a.order {
		roots = append(roots, a.values[x])
	}
	u.divisors = map[*node]int{}
	walk(func(n *node) {
		if n.op != opProd || n.fixed {
			return
		}
		var den []factor
		for _, f := range factors(n) {
			if f.exp < 0 && !f.n.fixed {
				den = append(den, f)
			}
		}
		if len(den) == 1 && den[0].exp == -1 {
			u.divisors[den[0].n]++
		}
	}, append(roots, a.spike, a.refrac)...)
}

// initProgram makes the program of the initial values that are not given.
func (u *fuser) initProgram() {
	l := newLowerer(u.compiler, "initial values")
	var roots []*node
	slots := map[*node][]int{}
	for _, s := range u.scopes() {
		vals := u.initial(s)
		for k, st := range s.m.States {
			u.bounds(s, &s.m.States[k], vals[st.Name])
			if n := vals[st.Name]; !u.f.given(s.part, st.Name) && n != nil {
				if slots[n] == nil {
					roots = append(roots, n)
				}
				slots[n] = append(slots[n], u.array(s.part, st.Name, StateArray))
			}
		}
	}
	for _, y := range u.syns {
		if name, use := y.Sight(); y.Seen && use == SeenArray {
			t := y.scope.with(u.initial(y.scope))
			t.init, t.time = true, u.g.num(0)
			n := u.g.regularise(t.expr(&Name{Name: "g"}))
			if slots[n] == nil {
				roots = append(roots, n)
			}
			slots[n] = append(slots[n], u.array(y.Part, name, use))
		}
	}
	vals := make([]vm.Val, len(roots))
	for k, n := range roots {
		vals[k] = l.val(n)
	}
	for k, n := range roots {
		for _, slot := range slots[n] {
			l.b.Store(l.array(slot, vm.F64), vals[k])
		}
	}
	u.out.Init = l.finish()
}

// bounds demands of the bounds of a variable that they are in order and, where
// it starts from a number, that this is within them.
func (u *fuser) bounds(s *scope, st *State, start *node) {
	demand := func(what string, above, below *node) {
		u.limits = append(u.limits, limit{Limit{What: fmt.Sprintf(what+" of %s must not be negative", st.Name), Part: s.part, NotNegative: true}, u.g.sub(above, below)})
	}
	known := !u.f.given(s.part, st.Name) && start.fixed && !uses(start, func(x *symbol) bool { return x.kind == symDraw })
	if st.Min != nil && known {
		demand("init - min", start, s.value(st.Min))
	}
	if st.Max != nil && known {
		demand("max - init", s.value(st.Max), start)
	}
	if st.Min != nil && st.Max != nil {
		demand("max - min", s.value(st.Max), s.value(st.Min))
	}
}

// scopes returns the scopes of the components that have variables.
func (u *fuser) scopes() []*scope {
	ss := []*scope{u.neuron}
	for _, y := range u.syns {
		ss = append(ss, y.scope)
	}
	return ss
}

// initial returns the initial values of the variables of a component, those
// that are given as their symbols. A value may depend on that of another
// variable, but not in a circle.
func (u *fuser) initial(s *scope) map[string]*node {
	vals := map[string]*node{}
	visiting := map[string]bool{}
	var build func(name string)
	build = func(name string) {
		st, ok := s.m.State(name)
		if !ok || vals[name] != nil {
			return
		}
		if u.f.given(s.part, name) {
			vals[name] = s.names[name]
			return
		}
		if st.Init == nil {
			vals[name] = u.g.num(0)
			return
		}
		if visiting[name] {
			u.errs = append(u.errs, fmt.Errorf("Body %w", NewError(s.m.Body, st.Init.Pos(), "the initial value of %s depends on itself", name)))
			vals[name] = u.g.num(0)
			return
		}
		visiting[name] = true
		s.m.variablesIn(st.Init, map[string]bool{}, build)
		t := s.with(vals)
		t.init, t.current, t.time = true, nil, u.g.num(0)
		vals[name] = t.value(st.Init)
	}
	for _, st := range s.m.States {
		build(st.Name)
	}
	return vals
}

// variablesIn calls f for the names in e and in the assignments it rests on.
func (m *Model) variablesIn(e Expr, seen map[string]bool, f func(string)) {
	Inspect(e, func(e Expr) bool {
		n, ok := e.(*Name)
		if !ok || seen[n.Name] {
			return true
		}
		seen[n.Name] = true
		f(n.Name)
		for _, a := range m.Aux {
			if a.Target == n.Name {
				m.variablesIn(a.Right, seen, f)
			}
		}
		return true
	})
}

// checkProgram makes the program of the limits: one array for each.
func (u *fuser) checkProgram() {
	l := newLowerer(u.compiler, "limits")
	vals := make([]vm.Val, len(u.limits))
	for k, m := range u.limits {
		vals[k] = l.val(m.n)
		u.out.Limits = append(u.out.Limits, m.Limit)
	}
	for k, v := range vals {
		l.b.Store(l.b.Array(fmt.Sprintf("limit %d", k), vm.F64), v)
		l.arraySlots = append(l.arraySlots, -1-k)
	}
	u.out.Check = l.finish()
}

// explain writes down the stages.
func (u *fuser) explain(a after) {
	add := func(title, text string) {
		u.out.Stages = append(u.out.Stages, Stage{title, strings.TrimRight(text, "\n")})
	}
	var t strings.Builder
	u.f.Neuron.describe(&t, "")
	for _, y := range u.syns {
		fmt.Fprintf(&t, "synapse %d, %s\n", y.Part, map[bool]string{true: "weights added before it advances", false: "weights added after it has advanced"}[y.AddFirst])
		y.Model.describe(&t, "  ")
		y.Out.describe(&t, "  ")
	}
	for _, d := range u.f.Drives {
		fmt.Fprintf(&t, "added to %s of component %d\n", d.Of.Name, d.Of.Part)
		d.Model.describe(&t, "  ")
	}
	add("equations", t.String())

	t.Reset()
	fmt.Fprintf(&t, "method %s, dt = %v\n", u.method(), u.f.Dt)
	for _, x := range a.order {
		fmt.Fprintf(&t, "%s' = %s\n", x.name, written(a.values[x]))
	}
	if a.spike != nil {
		fmt.Fprintf(&t, "spike = %s\n", written(a.spike))
	}
	names := map[*node]bool{}
	walk(func(n *node) {
		if n.op == opSym && n.sym.kind == symHeld && !names[n] {
			names[n] = true
			fmt.Fprintf(&t, "  %s = %s\n", n.sym.name, n.sym.def)
		}
	}, u.roots(a)...)
	add("one step", t.String())

	t.Reset()
	for k, n := range u.fixed {
		fmt.Fprintf(&t, "h%d = %s\n", k, written(n))
	}
	for k, n := range u.perStep {
		fmt.Fprintf(&t, "s%d = %s, at each step\n", k, written(n))
	}
	for _, n := range u.fixedEach {
		fmt.Fprintf(&t, "%s = %s, for each element\n", u.out.Arrays[u.hoistedEach[n]].Name, written(n))
	}
	add("computed once", t.String())
	add("program", u.out.Step.String())
}

// written is the text of a node; a name is opened.
func written(n *node) string {
	if n.op == opSym && n.sym.kind == symHeld {
		return n.sym.def.String()
	}
	return n.String()
}

func (u *fuser) roots(a after) []*node {
	var ns []*node
	for _, x := range a.order {
		ns = append(ns, a.values[x])
	}
	if a.spike != nil {
		ns = append(ns, a.spike)
	}
	return ns
}

// describe writes the text of a model.
func (m *Model) describe(b *strings.Builder, indent string) {
	fmt.Fprintf(b, "%s%s %s\n", indent, m.Role, m.Name)
	for line := range strings.Lines(m.Body) {
		if line = strings.TrimSpace(line); line != "" {
			fmt.Fprintf(b, "%s  %s\n", indent, line)
		}
	}
	for _, f := range []struct{ name, text string }{{"spike", m.Spike}, {"reset", m.Reset}, {"refractory", m.Refractory}, {"receive", m.Receive}} {
		if f.text != "" {
			fmt.Fprintf(b, "%s  %s: %s\n", indent, f.name, f.text)
		}
	}
}
