package eqn

import (
	"slices"
	"strings"

	"github.com/golgi-sim/golgi/internal/suggest"
)

// restsOn returns a part of e, or of the assignments that e rests on, for which
// is returns true; nil if there is none.
func (c *checker) restsOn(e Expr, is func(Expr) bool) Expr {
	seen := map[string]bool{}
	var found Expr
	var visit func(Expr) bool
	visit = func(e Expr) bool {
		if found != nil {
			return false
		}
		if is(e) {
			found = e
			return false
		}
		if n, ok := e.(*Name); ok && c.aux[n.Name] != nil && !seen[n.Name] {
			seen[n.Name] = true
			Inspect(c.aux[n.Name].Right, visit)
		}
		return found == nil
	}
	Inspect(e, visit)
	return found
}

func isNoiseName(name string) bool { return name == "xi" || strings.HasPrefix(name, "xi_") }

func isNoiseExpr(e Expr) bool {
	n, ok := e.(*Name)
	return ok && isNoiseName(n.Name)
}

// isCurrent reports whether e is a current into a neuron.
func (c *checker) isCurrent(e Expr) bool {
	switch e := e.(type) {
	case *Name:
		_, ok := label(e.Name)
		return ok && c.m.Role == Neuron && !c.params[e.Name] && !c.states[e.Name] && c.aux[e.Name] == nil
	case *Call:
		_, ok := label(e.Func)
		return ok && c.m.Role == Neuron
	}
	return false
}

// noNoise reports white noise where there can be none: it has no value, only an
// integral over a step.
func (c *checker) noNoise(e Expr) {
	c.without(e, isNoiseExpr, "white noise %s stands in differential equations only, outside of hold; here Normal(mu, sigma) draws a number")
}

// without reports the names and calls in e for which is returns true, and the
// assigned names that rest on such.
func (c *checker) without(e Expr, is func(Expr) bool, message string) {
	Inspect(e, func(e Expr) bool {
		bad := e
		if n, ok := e.(*Name); ok && !is(e) {
			bad = c.restsOn(n, is)
		} else if !is(e) {
			return true
		}
		if bad != nil {
			what := quote(bad.String())
			if bad != e {
				what += ", on which " + quote(e.String()) + " rests,"
			}
			c.errorf(e.Pos(), message, what)
		}
		return true
	})
}

// current takes note of an input current with a label, unless its name looks
// like a slip: what is in no equation is an input of 0.
func (c *checker) current(at Pos, name, label string) {
	for _, other := range slices.Concat(keys(c.params), keys(c.states), keys(c.aux)) {
		if label != "" && mistaken(name, other) {
			c.errorf(at, "%q would be an input current, and the model has a name like it; did you mean %q? If not, choose a name less like it", name, other)
			return
		}
	}
	c.labels[label] = true
}

// mistaken reports whether a current was probably meant to be another name: the
// same letters but for case and underscores, or, from four letters on, nearly
// the same. Names that differ in their digits are different on purpose.
func mistaken(current, name string) bool {
	plain := func(s string) string { return strings.ToLower(strings.ReplaceAll(s, "_", "")) }
	if plain(current) == plain(name) {
		return true
	}
	letters := func(s string) string { return strings.TrimRight(plain(s), "0123456789") }
	of, ok := label(name)
	to, _ := label(current)
	return ok && letters(of) != letters(to) && len(suggest.Nearest(to, []string{of}, 1)) > 0 && min(len(of), len(to)) > 3
}
