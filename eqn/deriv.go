package eqn

// derivative returns dn/dx. Held symbols and draws are constants; floor, ceil,
// rint and the conditions of a choice have derivative 0 (their jumps are left
// out, as everywhere in the field).
func (g *graph) derivative(n *node, x *symbol) *node {
	done := map[*node]*node{}
	zero, one := g.num(0), g.num(1)
	var d func(*node) *node
	d = func(n *node) *node {
		if r, ok := done[n]; ok {
			return r
		}
		r := zero
		switch n.op {
		case opSym:
			if n.sym == x {
				r = one
			}
		case opSum:
			ts := make([]term, len(n.args))
			for k, a := range n.args {
				ts[k] = term{n.coef[k], d(a)}
			}
			r = g.sum(0, ts...)
		case opProd:
			var ts []term
			for k, a := range n.args {
				da := d(a)
				if da.isNum(0) {
					continue
				}
				fs := factors(n)
				fs[k].exp--
				fs = append(fs, factor{da, 1})
				ts = append(ts, term{1, g.prod(float64(n.val*float64(n.exp[k])), fs...)})
			}
			r = g.sum(0, ts...)
		case opCond:
			r = g.cond(n.args[0], d(n.args[1]), d(n.args[2]))
		case opCall:
			var ts []term
			for k, a := range n.args {
				da := d(a)
				if da.isNum(0) {
					continue
				}
				if p := g.partial(n, k); !p.isNum(0) {
					ts = append(ts, term{1, g.mul(p, da)})
				}
			}
			r = g.sum(0, ts...)
		}
		done[n] = r
		return r
	}
	return d(n)
}

// partial returns the derivative of the call n by its argument k.
func (g *graph) partial(n *node, k int) *node {
	x := n.args[k]
	one := g.num(1)
	switch n.fn {
	case "exp":
		return n
	case "expm1":
		return g.call("exp", x)
	case "log":
		return g.div(one, x)
	case "log1p":
		return g.div(one, g.add(one, x))
	case "log10":
		return g.div(g.num(0.4342944819032518), x)
	case "sqrt":
		return g.div(g.num(0.5), n)
	case "sin":
		return g.call("cos", x)
	case "cos":
		return g.neg(g.call("sin", x))
	case "tan":
		return g.add(one, g.mul(n, n))
	case "sinh":
		return g.call("cosh", x)
	case "cosh":
		return g.call("sinh", x)
	case "tanh":
		return g.sub(one, g.mul(n, n))
	case "sigmoid":
		return g.mul(n, g.sub(one, n))
	case "exprel":
		return g.call("dexprel", x)
	case "dexprel":
		// From x*exprel(x) = exp(x) - 1, differentiated twice; only second
		// derivatives ask for it, and never at 0.
		return g.div(g.sub(g.call("exp", x), g.scaled(2, n)), x)
	case "abs":
		return g.call("sign", x)
	case "pow":
		a, b := n.args[0], n.args[1]
		if k == 0 {
			return g.mul(b, g.pow(a, g.sub(b, one)))
		}
		return g.mul(n, g.call("log", a))
	case "min", "max":
		a, b := n.args[0], n.args[1]
		first := g.cmp("<", a, b)
		if n.fn == "max" {
			first = g.cmp("<", b, a)
		}
		if k == 0 {
			return g.cond(first, one, g.num(0))
		}
		return g.cond(first, g.num(0), one)
	}
	return g.num(0) // floor, ceil, rint, sign, rank
}
