package eqn

import (
	"maps"
	"math"
	"slices"
)

// value returns the number that e stands for, its removable singularities
// removed.
func (s *scope) value(e Expr) *node { return s.number(s.regular(e)) }

// regular returns e as a number or a condition, its removable singularities
// removed. What is a number in e stands as a symbol until then, for it may be at
// the singularity.
func (s *scope) regular(e Expr) *node {
	names, by := map[string]*node{}, map[*symbol]*node{}
	for _, name := range slices.Sorted(maps.Keys(s.names)) {
		if n := s.names[name]; n != nil && n.op == opNum {
			x := &symbol{name: name, kind: symState, part: s.part}
			names[name], by[x] = s.g.symbol(x), n
		}
	}
	if len(by) == 0 {
		return s.g.regularise(s.node(e))
	}
	return s.g.substituteDeep(s.g.regularise(s.with(names).node(e)), by)
}

// regularise rewrites x/(e^(c*x) - 1) as 1/(c*exprel(c*x)) wherever it stands
// in n, so that rate functions such as 0.1*(V+40)/(1-exp(-(V+40)/10)) have
// their limit, and full precision, at their removable singularity.
func (g *graph) regularise(n *node) *node {
	var visit func(*node) *node
	done := map[*node]*node{}
	visit = func(n *node) *node {
		if m, ok := done[n]; ok {
			return m
		}
		m := g.remake(n, visit)
		if m.op == opProd {
			m = g.regulariseProduct(m)
		}
		done[n] = m
		return m
	}
	return visit(n)
}

func (g *graph) regulariseProduct(n *node) *node {
	for k, d := range n.args {
		if n.exp[k] >= 0 {
			continue
		}
		x, c, ok := expMinusOne(d)
		if !ok {
			continue
		}
		for j, w := range n.args {
			if n.exp[j] <= 0 {
				continue
			}
			ratio, ok := g.ratio(w, x)
			if !ok {
				continue
			}
			// w/d = (w/x)/(c*exprel(x))
			fs := factors(n)
			fs[j].exp--
			fs[k].exp++
			fs = append(fs, factor{ratio, 1}, factor{g.call("exprel", x), -1})
			if r := g.prod(n.val/c, fs...); r.op == opProd {
				return g.regulariseProduct(r)
			} else {
				return r
			}
		}
	}
	return n
}

// expMinusOne reports whether n is c*(e^x - 1).
func expMinusOne(n *node) (x *node, c float64, ok bool) {
	switch {
	case n.op == opCall && n.fn == "expm1":
		return n.args[0], 1, true
	case n.op == opSum && len(n.args) == 1 && n.val == -n.coef[0] && n.args[0].op == opCall && n.args[0].fn == "exp":
		return n.args[0].args[0], n.coef[0], true
	}
	return nil, 0, false
}

// ratio returns w/x if that is fixed and not zero.
func (g *graph) ratio(w, x *node) (*node, bool) {
	if q := g.div(w, x); q.op == opNum || q.fixed && !w.fixed {
		return q, true
	}
	if x.op == opProd {
		// w and a sum in x may be multiples of one another.
		for k, s := range x.args {
			if x.exp[k] != 1 {
				continue
			}
			c, ok := multiple(w, s)
			if !ok {
				continue
			}
			fs := factors(x)
			fs[k].exp = 0
			if rest := g.prod(x.val, fs...); rest.fixed {
				return g.div(g.num(c), rest), true
			}
		}
		return nil, false
	}
	if c, ok := multiple(w, x); ok {
		return g.num(c), true
	}
	return nil, false
}

// multiple reports whether w = c*x for two sums of the same terms. Numbers
// that were written in decimal agree to a few units in the last place only.
func multiple(w, x *node) (c float64, ok bool) {
	if w.op != opSum || x.op != opSum || len(w.args) != len(x.args) {
		return 0, false
	}
	const tolerance = 8 * 0x1p-52
	near := func(a, b float64) bool { return math.Abs(a-b) <= tolerance*math.Abs(b) }
	for k, a := range w.args {
		found := false
		for j, b := range x.args {
			if a != b {
				continue
			}
			r := w.coef[k] / x.coef[j]
			if c == 0 {
				c = r
			}
			found = near(r, c)
		}
		if !found {
			return 0, false
		}
	}
	return c, near(w.val, c*x.val)
}
