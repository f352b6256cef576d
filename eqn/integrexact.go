package eqn

import (
	"fmt"
	"slices"
)

// linearSystem is dx/dt = A x + b with A constant and b constant over the
// step.
type linearSystem struct {
	*system
	a [][]*node
	b []*node
}

// exact makes the step by propagators: one, or two where variables are held and
// others depend on them.
func (s *system) exact() ([]*node, error) {
	l, why := s.linear()
	if l == nil {
		return nil, fmt.Errorf("exact integration needs linear equations with constant coefficients: %s; use %s or %s", why, ExpEuler, RK4)
	}
	free, err := l.step()
	if err != nil || len(s.held) == 0 {
		return free, err
	}
	held := l.holding()
	still, err := held.step()
	if err != nil {
		return nil, err
	}
	for k, e := range s.eqs {
		// The held ones are chosen where all methods meet.
		if !s.held[e.x] {
			free[k] = s.g.cond(s.refractory, still[k], free[k])
		}
	}
	return free, nil
}

// holding returns the system while the held variables stand still.
func (l *linearSystem) holding() *linearSystem {
	h := &linearSystem{system: l.system, a: slices.Clone(l.a), b: slices.Clone(l.b)}
	for i, e := range l.eqs {
		if l.held[e.x] {
			h.b[i] = l.g.num(0)
			h.a[i] = slices.Repeat([]*node{l.g.num(0)}, len(l.eqs))
		}
	}
	return h
}

// linear returns the system in that form, or why it has none.
func (s *system) linear() (*linearSystem, string) {
	g := s.g
	l := &linearSystem{system: s, a: make([][]*node, len(s.eqs)), b: make([]*node, len(s.eqs))}
	zero := map[*symbol]*node{}
	for _, e := range s.eqs {
		zero[e.x] = g.num(0)
	}
	for i, e := range s.eqs {
		for _, x := range s.eqs {
			a := g.derivative(e.f, x.x)
			if uses(a, s.isVariable) {
				return nil, fmt.Sprintf("d%s/dt is not linear in %s", e.name, x.name)
			}
			if !a.fixed {
				return nil, fmt.Sprintf("the coefficient of %s in d%s/dt, %s, changes in time", x.name, e.name, a)
			}
			l.a[i] = append(l.a[i], a)
		}
		l.b[i] = g.substitute(e.f, zero)
		if uses(l.b[i], func(y *symbol) bool { return y.kind == symTime }) {
			return nil, fmt.Sprintf("d%s/dt depends on the time t, which goes on within a step (hold(…) takes a value at its beginning)", e.name)
		}
		if e.discontinuous() {
			return nil, fmt.Sprintf("d%s/dt has conditions", e.name)
		}
	}
	return l, ""
}

// discontinuous reports whether the right side has choices in it, whose
// derivative says nothing of linearity.
func (e equation) discontinuous() bool {
	found := false
	walk(func(n *node) {
		switch n.op {
		case opCond:
			found = found || !n.fixed
		case opCall:
			switch n.fn {
			case "min", "max", "abs", "sign", "floor", "ceil", "rint", "clip":
				found = found || !n.fixed
			}
		}
	}, e.f)
	return found
}

// step returns e^(A dt) x + ∫e^(A s)ds b.
func (l *linearSystem) step() ([]*node, error) {
	g, n := l.g, len(l.eqs)
	var propagator, integral [][]*node
	if p := l.paths(); p.few() {
		propagator, integral = l.alongPaths()
	} else if products := p.products(); products <= mostProducts {
		propagator, integral = l.squaring()
	} else {
		return nil, fmt.Errorf("exact integration of %d equations that depend on one another takes a matrix exponential of %d products in each multiplication, and %d are the most; use %s or %s", n, products, mostProducts, ExpEuler, RK4)
	}
	r := make([]*node, n)
	for i := range n {
		var ts []term
		for j := range n {
			ts = append(ts, term{1, g.mul(propagator[i][j], g.symbol(l.eqs[j].x))})
		}
		for j := range n {
			ts = append(ts, term{1, g.mul(integral[i][j], l.b[j])})
		}
		r[i] = g.sum(0, ts...)
	}
	return r, nil
}

// alongPaths returns the propagator and its integral where no variable depends
// on itself by way of others: entry (i, j) is the sum over the paths from j to i
// of the couplings along the path times the divided difference of the
// exponential over the rates on it (for the integral, with a rate 0 added).
// There is no integral where nothing is to be integrated.
func (l *linearSystem) alongPaths() (propagator, integral [][]*node) {
	g, n := l.g, len(l.eqs)
	propagator, integral = l.zeros(), l.zeros()
	zero := g.num(0)
	var follow func(start, at int, rates []*node, coupling *node)
	follow = func(start, at int, rates []*node, coupling *node) {
		rates = append(rates, l.a[at][at])
		propagator[at][start] = g.add(propagator[at][start], g.mul(coupling, l.divided(rates)))
		if !l.b[start].isNum(0) {
			integral[at][start] = g.add(integral[at][start], g.mul(coupling, l.divided(append([]*node{zero}, rates...))))
		}
		for next := range n {
			if l.couples(at, next) {
				follow(start, next, rates, g.mul(coupling, l.a[next][at]))
			}
		}
	}
	for j := range n {
		follow(j, j, nil, g.num(1))
	}
	return propagator, integral
}

// couples reports whether variable j depends on variable i directly.
func (l *linearSystem) couples(i, j int) bool { return i != j && !l.a[j][i].isNum(0) }

func (l *linearSystem) zeros() [][]*node {
	m := make([][]*node, len(l.eqs))
	for i := range m {
		m[i] = make([]*node, len(l.eqs))
		for j := range m[i] {
			m[i][j] = l.g.num(0)
		}
	}
	return m
}

// divided returns the divided difference of x ↦ e^(x dt) over the rates.
// Two rates a >= b: (e^(a dt) - e^(b dt))/(a-b) = dt e^(a dt) exprel((b-a) dt),
// right also where they are equal. More: entry (1, n) of the exponential of the
// bidiagonal matrix with the rates on its diagonal and ones above it (Opitz).
func (l *linearSystem) divided(rates []*node) *node {
	g, dt := l.g, l.dt
	switch len(rates) {
	case 1:
		return g.call("exp", g.scaled(dt, rates[0]))
	case 2:
		a, b := rates[0], rates[1]
		if b.isNum(0) {
			a, b = b, a
		}
		if a.isNum(0) {
			return g.scaled(dt, g.call("exprel", g.scaled(dt, b)))
		}
		// Around the slower of the two, so that nothing overflows.
		return g.mul(g.num(dt), g.call("exp", g.scaled(dt, g.call("max", a, b))),
			g.call("exprel", g.scaled(-dt, g.call("abs", g.sub(a, b)))))
	}
	n := len(rates)
	m := make([][]*node, n)
	for i := range m {
		m[i] = make([]*node, n)
		for j := range m[i] {
			m[i][j] = g.num(0)
		}
		m[i][i] = g.scaled(dt, rates[i])
		if i+1 < n {
			m[i][i+1] = g.num(dt)
		}
	}
	e, _ := l.expm(m)
	return e[0][n-1]
}

// squaring returns the propagator and its integral for any A.
func (l *linearSystem) squaring() (propagator, integral [][]*node) {
	m := l.zeros()
	for i := range m {
		for j := range m[i] {
			m[i][j] = l.g.scaled(l.dt, l.a[i][j])
		}
	}
	e, phi := l.expm(m)
	for i := range phi {
		for j := range phi[i] {
			phi[i][j] = l.g.scaled(l.dt, phi[i][j])
		}
	}
	return e, phi
}

// The exponential of a matrix by scaling and squaring: the Taylor series to
// degree expmDegree of the matrix divided by 2^expmSquarings, then squared that
// often. With a norm of at most 64 the series is right to 2^-53, the squarings
// lose up to 6 bits.
const (
	expmDegree    = 18
	expmSquarings = 6
	expmNorm      = 64
)

// expm returns e^M and φ(M) = Σ M^k/(k+1)!. Every intermediate entry is held,
// so that the graph grows by entries and not by paths.
func (l *linearSystem) expm(m [][]*node) (e, phi [][]*node) {
	g, n := l.g, len(m)
	l.limits = append(l.limits, limit{Limit{What: "the step dt is too long for exact integration of these rates", Most: expmNorm}, g.norm(m)})
	scale := 1 / float64(uint(1)<<expmSquarings)
	small := g.matrix(n, func(i, j int) *node { return g.scaled(scale, m[i][j]) })
	identity := g.matrix(n, func(i, j int) *node {
		if i == j {
			return g.num(1)
		}
		return g.num(0)
	})
	// φ by Horner: φ = 1 + M/2 (1 + M/3 (1 + …)); e^M = 1 + M φ.
	phi = identity
	for k := expmDegree; k >= 2; k-- {
		p := g.matmul(small, phi)
		phi = g.matrix(n, func(i, j int) *node { return g.keep(g.sum(0, term{1, identity[i][j]}, term{1 / float64(k), p[i][j]})) })
	}
	p := g.matmul(small, phi)
	e = g.matrix(n, func(i, j int) *node { return g.keep(g.add(identity[i][j], p[i][j])) })
	for range expmSquarings {
		// φ(2M) = φ(M) (1 + e^M)/2, e^2M = (e^M)².
		q := g.matmul(phi, e)
		phi = g.matrix(n, func(i, j int) *node { return g.keep(g.sum(0, term{0.5, phi[i][j]}, term{0.5, q[i][j]})) })
		e = g.matmul(e, e)
	}
	return e, phi
}

// norm returns the largest sum of magnitudes in a row.
func (g *graph) norm(m [][]*node) *node {
	var largest *node
	for _, row := range m {
		var ts []term
		for _, x := range row {
			ts = append(ts, term{1, g.call("abs", x)})
		}
		s := g.sum(0, ts...)
		if largest == nil {
			largest = s
		} else {
			largest = g.call("max", largest, s)
		}
	}
	return largest
}

func (g *graph) matrix(n int, f func(i, j int) *node) [][]*node {
	m := make([][]*node, n)
	for i := range m {
		m[i] = make([]*node, n)
		for j := range m[i] {
			m[i][j] = f(i, j)
		}
	}
	return m
}

func (g *graph) matmul(a, b [][]*node) [][]*node {
	return g.matrix(len(a), func(i, j int) *node {
		var ts []term
		for k := range b {
			ts = append(ts, term{1, g.mul(a[i][k], b[k][j])})
		}
		return g.keep(g.sum(0, ts...))
	})
}

// keep makes an expression a name of its own.
func (g *graph) keep(n *node) *node { return g.named(fmt.Sprintf("c%d", n.id), n) }
