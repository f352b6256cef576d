package eqn

import (
	"fmt"
	"maps"
	"slices"

	"github.com/golgi-sim/golgi/internal/suggest"
)

// checker checks the names, calls and types of a parsed model.
type checker struct {
	m      *Model
	params map[string]bool
	states map[string]bool
	aux    map[string]*Stmt
	labels map[string]bool
	errs   []error

	// What is being checked: its field, the text of it, and the names
	// that only it may use.
	field string
	text  string
	extra []string
}

func newChecker(m *Model) *checker {
	return &checker{m: m, params: map[string]bool{}, states: map[string]bool{}, aux: map[string]*Stmt{}, labels: map[string]bool{}}
}

func (c *checker) errorf(at Pos, format string, args ...any) {
	c.errs = append(c.errs, fmt.Errorf("%s %w", c.field, NewError(c.text, at, format, args...)))
}

func (c *checker) check() []error {
	m := c.m
	c.define()
	c.in("Body", m.Body)
	for _, s := range m.Aux {
		c.aux0(s)
	}
	for k := range m.States {
		c.state(&m.States[k])
	}
	c.cycles()
	if m.SpikeCond != nil {
		c.in("Spike", m.Spike)
		c.want(m.SpikeCond, true)
		c.noNoise(m.SpikeCond)
	}
	c.in("Reset", m.Reset)
	for _, s := range m.ResetStmts {
		c.jump(s)
	}
	c.in("Refractory", m.Refractory)
	if m.RefracExpr != nil {
		c.want(m.RefracExpr, false)
		c.fixed(m.RefracExpr, "the refractory period")
	}
	c.in("Receive", m.Receive, "w")
	for _, s := range m.RecvStmts {
		c.jump(s)
	}
	c.role()
	m.Labels = slices.Sorted(maps.Keys(c.labels))
	return c.errs
}

func keys[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }

func (c *checker) in(field, text string, extra ...string) {
	c.field, c.text, c.extra = field, text, extra
}

// define collects the names that the model defines.
func (c *checker) define() {
	c.in("Params", "")
	taken := map[string]string{}
	take := func(at Pos, name, what string) bool {
		old := taken[name]
		switch {
		case old != "":
			c.errorf(at, "%q is %s already; leave one of the two out, or choose another name", name, old)
		case name == "t" || name == "dt" || name == "pi" || name == "spike" || isNoiseName(name):
			c.errorf(at, "%s cannot be called %q, which the language gives a meaning; choose another name", what, name)
		case name == "I" && (c.m.Role == Neuron || c.m.Role == Ion):
			c.errorf(at, "%s cannot be called I, the sum of the currents into a neuron or of an ion; choose another name", what)
		case name == "V" && c.m.Role == Channel:
			c.errorf(at, "%s cannot be called V, the potential of the neuron that the channel is in; choose another name", what)
		case name == "w" && c.m.Role == Synapse:
			c.errorf(at, "%s of a synapse cannot be called w, the sum of the weights that arrive; choose another name", what)
		case (name == "g" || name == "V") && c.m.Role == Output:
			c.errorf(at, "%s of an output cannot be called %s: g is the conductance of the synapse and V the potential of the neuron; choose another name", what, name)
		default:
			taken[name] = what
			return true
		}
		return false
	}
	for _, p := range c.m.Params {
		if take(p.At, p.Name, "a parameter") {
			c.params[p.Name] = true
		}
	}
	c.in("Body", c.m.Body)
	for _, s := range c.m.States {
		if take(s.Stmt.At, s.Name, "a variable") {
			c.states[s.Name] = true
		}
	}
	for _, s := range c.m.Aux {
		if take(s.At, s.Target, "an assigned name") {
			c.aux[s.Target] = s
		}
	}
}

func (c *checker) aux0(s *Stmt) {
	if s.Op != "=" {
		c.errorf(s.At, "%q in the body: a name is assigned once, with =; a variable that changes at spikes is changed in Reset", s.Target+" "+s.Op)
	}
	for _, f := range s.Flags {
		c.errorf(f.At, "%q belongs to a differential equation, not to an assignment", f.Name)
	}
	c.kind(s.Right)
	if c.m.Role == Output || c.m.Role == Driver {
		c.noNoise(s.Right)
	}
}

func (c *checker) state(s *State) {
	if s.AfterSpike {
		c.extra = []string{"spike"}
	}
	c.want(s.Stmt.Left, false)
	c.want(s.Stmt.Right, false)
	c.extra = nil
	for _, f := range s.Stmt.Flags {
		switch f.Name {
		case "shared", "unless post":
			c.errorf(f.At, "%q has no meaning for a %s", f.Name, c.m.Role)
		case "upward":
			c.errorf(f.At, "\"upward\" belongs to the spike condition")
		}
	}
	if s.Init != nil {
		c.want(s.Init, false)
		c.noNoise(s.Init)
		c.without(s.Init, c.isCurrent, "an initial value cannot depend on a current, which there is none of yet: leave %s out, or give the variable another value")
	}
	for _, b := range []Expr{s.Min, s.Max} {
		if b != nil {
			c.want(b, false)
			c.fixed(b, "a bound")
		}
	}
	if f, ok := s.Stmt.Flag("unless refractory"); ok && c.m.Role != Neuron {
		c.errorf(f.At, "%q belongs to neurons; leave it out", f.Name)
	} else if ok && c.m.Refractory == "" {
		c.errorf(f.At, "the model is never refractory: give Refractory, the period in ms, or leave the flag out")
	}
}

// jump checks an assignment of a reset or receive.
func (c *checker) jump(s *Stmt) {
	if !c.states[s.Target] {
		if c.params[s.Target] || c.aux[s.Target] != nil {
			c.errorf(s.At, "%q is no variable, so nothing can be assigned to it here; give it an equation d%s/dt = 0 to make it one", s.Target, s.Target)
		} else {
			c.errorf(s.At, "unknown variable %q%s", s.Target, suggest.Hint(s.Target, slices.Sorted(maps.Keys(c.states))))
		}
	}
	for _, f := range s.Flags {
		c.errorf(f.At, "%q belongs to a differential equation", f.Name)
	}
	c.want(s.Right, false)
	c.noNoise(s.Right)
}

// fixed reports what may change within a run where only parameters may stand.
func (c *checker) fixed(e Expr, what string) {
	Inspect(e, func(e Expr) bool {
		switch e := e.(type) {
		case *Name:
			if !c.params[e.Name] && e.Name != "dt" && e.Name != "pi" {
				c.errorf(e.At, "%s may depend on parameters only, and %q is none", what, e.Name)
			}
		case *Call:
			if f, ok := builtins()[e.Func]; ok && !f.inner {
				return true
			}
			c.errorf(e.At, "%s may depend on parameters only, by functions such as exp and max, and not on %s", what, quote(e.String()))
			return false
		}
		return true
	})
}

// role checks what the role of the model demands.
func (c *checker) role() {
	switch m := c.m; m.Role {
	case Neuron:
		if m.Receive != "" {
			c.in("Receive", m.Receive)
			c.errorf(Pos{1, 1}, "belongs to synapses; a neuron takes the weights that arrive through the I of a synapse and its output")
		}
		if len(m.States) == 0 && m.SpikeCond == nil {
			c.in("Body", m.Body)
			c.errorf(Pos{1, 1}, "a neuron has a differential equation, as in tau*dV/dt = -V + I, or at least a condition in Spike; this one has neither")
		}
		if m.Refractory != "" && m.SpikeCond == nil {
			c.in("Refractory", m.Refractory)
			c.errorf(Pos{1, 1}, "a model that does not spike is never refractory: give Spike")
		}
		if m.Reset != "" && m.SpikeCond == nil {
			c.in("Reset", m.Reset)
			c.errorf(Pos{1, 1}, "a model that does not spike is never reset: give Spike")
		}
	case Synapse:
		c.none("Spike", m.Spike)
		c.none("Reset", m.Reset)
		c.none("Refractory", m.Refractory)
		c.in("Body", m.Body)
		if !c.states["g"] && c.aux["g"] == nil {
			c.errorf(Pos{1, 1}, "a synapse defines g, which its output sees")
		} else if s := c.aux["g"]; s != nil {
			c.noNoise(s.Right)
		}
		if len(m.RecvStmts) == 0 {
			c.in("Receive", m.Receive)
			c.errorf(Pos{1, 1}, "a synapse says what arriving weights w change, as in \"g += w\"")
		}
	case Output:
		c.assigns("I", "the current, as in I = g*(E - V)")
	case Driver:
		c.assigns("x", "what is added, as in x = weight*Poisson(rate*dt)")
	case Channel:
		c.continuous()
		if c.aux["I"] == nil {
			c.errorf(Pos{1, 1}, "a channel assigns I, the current into the neuron, as in I = g_max*p*(E - V)")
		}
	case Ion:
		c.continuous()
		for _, n := range []string{"C", "E"} {
			if !c.params[n] && !c.states[n] && c.aux[n] == nil {
				c.errorf(Pos{1, 1}, "an ion defines C, its concentration, and E, its reversal potential; this one has no %s", n)
			}
		}
	}
}

// continuous checks a model without events.
func (c *checker) continuous() {
	m := c.m
	c.none("Spike", m.Spike)
	c.none("Reset", m.Reset)
	c.none("Refractory", m.Refractory)
	c.none("Receive", m.Receive)
	c.in("Body", m.Body)
}

// assigns checks a model that has no variables and assigns one name.
func (c *checker) assigns(name, what string) {
	m := c.m
	c.continuous()
	for _, s := range m.States {
		c.errorf(s.Stmt.At, "a model of this role (%s) has no variables of its own; put %q into the synapse", m.Role, s.Name)
	}
	if c.aux[name] == nil {
		c.errorf(Pos{1, 1}, "a model of this role (%s) assigns %s, %s", m.Role, name, what)
	}
}

func (c *checker) none(field, text string) {
	if text != "" {
		c.in(field, text)
		c.errorf(Pos{1, 1}, "belongs to neurons; a %s has none", c.m.Role)
	}
}

// cycles reports assignments that depend on themselves.
func (c *checker) cycles() {
	state := map[string]int{} // 1: being visited, 2: done
	var visit func(name string) bool
	visit = func(name string) bool {
		s := c.aux[name]
		if s == nil || state[name] == 2 {
			return false
		}
		if state[name] == 1 {
			c.errorf(s.At, "%q depends on itself", name)
			return true
		}
		state[name] = 1
		found := false
		Inspect(s.Right, func(e Expr) bool {
			if n, ok := e.(*Name); ok && !found {
				found = visit(n.Name)
			}
			return !found
		})
		state[name] = 2
		return found
	}
	for _, s := range c.m.Aux {
		if visit(s.Target) {
			return
		}
	}
}
