package eqn

import (
	"maps"
	"slices"
	"strings"

	"github.com/golgi-sim/golgi/internal/suggest"
)

// want checks an expression that must be a condition, or must be a number. A
// condition where a number is wanted counts as 1 or 0.
func (c *checker) want(e Expr, condition bool) {
	if is := c.kind(e); condition && !is {
		c.errorf(e.Pos(), "%s is a number where a condition is wanted; compare it, as in %s > 0", quote(e.String()), e.String())
	}
}

// kind checks an expression and reports whether it is a condition.
func (c *checker) kind(e Expr) (condition bool) {
	switch e := e.(type) {
	case *Name:
		return c.name(e)
	case *Unary:
		if e.Op == OpNot {
			c.want(e.X, true)
			return true
		}
		c.want(e.X, false)
	case *Binary:
		switch e.Op {
		case OpAnd, OpOr:
			c.want(e.X, true)
			c.want(e.Y, true)
			return true
		case OpLT, OpLE, OpGT, OpGE, OpEQ, OpNE:
			c.want(e.X, false)
			c.want(e.Y, false)
			return true
		}
		c.want(e.X, false)
		c.want(e.Y, false)
	case *Cond:
		c.want(e.If, true)
		a, b := c.kind(e.Then), c.kind(e.Else)
		return a && b
	case *Call:
		c.call(e)
	}
	return false
}

func (c *checker) name(e *Name) (condition bool) {
	n := e.Name
	switch {
	case n == "t" || n == "dt" || n == "pi" || slices.Contains(c.extra, n):
		return false
	case isNoiseName(n):
		return false // where noise may stand is checked by noNoise
	case c.params[n] || c.states[n]:
		return false
	case c.aux[n] != nil:
		// Conditions may be given a name too.
		return c.isCondition(c.aux[n].Right, 0)
	case c.m.Role == Output && (n == "g" || n == "V"):
		return false
	case c.m.Role == Channel && (n == "V" || ofIon(n)), c.m.Role == Ion && n == "I":
		return false
	}
	if l, ok := label(n); ok && c.m.Role == Neuron {
		c.current(e.At, n, l)
		return false
	}
	if n == "spike" {
		c.errorf(e.At, "spike stands in equations marked `after spike` only")
		return false
	}
	c.errorf(e.At, "unknown name %q%s", n, suggest.Hint(n, c.known()))
	return false
}

// ofIon reports whether a name is that of the concentration or the reversal
// potential of an ion, as Ca.C.
func ofIon(name string) bool {
	_, of, ok := strings.Cut(name, ".")
	return ok && (of == "C" || of == "E")
}

// isCondition is kind without checking; depth guards against cycles, which are
// reported elsewhere.
func (c *checker) isCondition(e Expr, depth int) bool {
	switch e := e.(type) {
	case *Name:
		return depth < 100 && c.aux[e.Name] != nil && c.isCondition(c.aux[e.Name].Right, depth+1)
	case *Unary:
		return e.Op == OpNot
	case *Binary:
		return e.Op >= OpAnd
	case *Cond:
		return c.isCondition(e.Then, depth) && c.isCondition(e.Else, depth)
	}
	return false
}

// known returns the names that an expression may use.
func (c *checker) known() []string {
	names := slices.Concat(slices.Collect(maps.Keys(c.params)), slices.Collect(maps.Keys(c.states)),
		slices.Collect(maps.Keys(c.aux)), c.extra, []string{"t", "dt"})
	switch c.m.Role {
	case Neuron:
		names = append(names, "I")
	case Output:
		names = append(names, "g", "V")
	case Channel:
		names = append(names, "V")
	}
	slices.Sort(names)
	return names
}

func (c *checker) call(e *Call) {
	for _, a := range e.Args {
		c.want(a, false)
	}
	arity := 0
	f, ok := builtins()[e.Func]
	switch {
	case ok && f.inner:
		ok = false
	case ok:
		arity = f.arity
	case e.Func == "Normal" || e.Func == "Uniform":
		ok, arity = true, 2
	case e.Func == "Poisson" || e.Func == "Binomial":
		ok, arity = true, len(counts[e.Func])
		for _, a := range e.Args {
			c.fixed(a, "an argument of "+e.Func)
		}
	case e.Func == "delayed":
		ok, arity = true, 2
		c.delayedCall(e)
	case e.Func == "hold":
		ok, arity = true, 1
		if c.m.Role != Neuron {
			c.errorf(e.At, "hold is for the equations of neurons")
		}
		for _, a := range e.Args {
			c.noNoise(a)
		}
	case c.m.Role == Neuron:
		var l string
		if l, ok = label(e.Func); ok {
			c.current(e.At, e.Func, l)
			arity = 1
		}
	}
	if !ok {
		hint := suggest.Hint(e.Func, functionNames())
		if hint == "" {
			hint = "; the functions are " + strings.Join(functionNames(), ", ")
		}
		c.errorf(e.At, "unknown function %q%s", e.Func, hint)
		return
	}
	if (e.Func == "min" || e.Func == "max") && len(e.Args) >= 2 {
		return
	}
	if len(e.Args) != arity {
		c.errorf(e.At, "%s takes %d argument%s, not %d", e.Func, arity, plural(arity), len(e.Args))
	}
}

func functionNames() []string {
	names := append(slices.Collect(maps.Keys(builtins())), "Normal", "Uniform", "Poisson", "Binomial", "hold", "delayed", "I")
	names = slices.DeleteFunc(names, func(s string) bool { return builtins()[s].inner })
	slices.Sort(names)
	return names
}

func plural(n int) string {
	if n == 1 {
		return ""
	}
	return "s"
}
