package eqn

import (
	"fmt"
	"math"
	"slices"
	"strings"
)

// Method is a way to integrate the differential equations of a model over one
// step. Right sides see the values of all variables at the beginning of the
// step (or stage), inputs are constant over the step.
type Method string

// The methods. Order is that of the error at a fixed time for smooth right
// sides; noise is Itô unless said otherwise.
const (
	// Auto is ExpEuler for neurons; for synapses Exact where the equations
	// are linear with constant coefficients, else ExpEuler.
	Auto Method = ""
	// Euler is x += dt*f; with noise Euler–Maruyama. Order 1 (strong 1/2 with
	// multiplicative noise, 1 with additive).
	Euler Method = "euler"
	// ExpEuler is x += dt*phi(λ*dt)*f with λ = ∂f/∂x and phi(z) = (e^z-1)/z:
	// exact where f is linear in x and else constant; order 1. With noise
	// b*sqrt(dt)*N is added to it.
	ExpEuler Method = "exp_euler"
	// Exact is the propagator of linear equations with constant coefficients.
	Exact Method = "exact"
	// RK2 is the midpoint rule, order 2.
	RK2 Method = "rk2"
	// RK4 is the classical Runge–Kutta method, order 4.
	RK4 Method = "rk4"
	// Heun is the explicit trapezoidal rule, order 2. With noise it converges
	// to the Stratonovich solution and is refused when the noise is
	// multiplicative: see HeunStratonovich.
	Heun Method = "heun"
	// HeunStratonovich is Heun for Stratonovich equations.
	HeunStratonovich Method = "heun_stratonovich"
	// Milstein is Euler–Maruyama with the correction b*b'*(N²-1)*dt/2, strong
	// order 1, for noise that is independent in each equation.
	Milstein Method = "milstein"
)

// Methods lists the methods.
var methods = []Method{Euler, ExpEuler, Exact, RK2, RK4, Heun, HeunStratonovich, Milstein}

// Known reports whether m is one of the methods.
func (m Method) Known() bool {
	for _, k := range methods {
		if m == k || m == Auto {
			return true
		}
	}
	return false
}

// MethodNames returns the names of the methods.
func MethodNames() []string {
	names := make([]string, len(methods))
	for k, m := range methods {
		names[k] = string(m)
	}
	return names
}

// equation is dx/dt = f + Σ b*xi.
type equation struct {
	name  string
	x     *symbol
	f     *node // drift
	noise []noiseTerm
}

// system is what is integrated together.
type system struct {
	g    *graph
	dt   float64
	eqs  []equation
	time *node // symbol t, nil when nothing depends on it
	// held are the variables that stand still where refractory is true, and
	// that others depend on.
	held       map[*symbol]bool
	refractory *node

	delays []delayedSymbols // variables of the past
	limits []limit          // what the method demands of the parameters
}

// limit is a demand with the node that it is made of.
type limit struct {
	Limit
	n *node
}

// step returns the values of the variables after one step. from are their
// values at its beginning, usually their symbols.
func (s *system) step(m Method) ([]*node, error) {
	if s.hasNoise() {
		switch m {
		case Exact, RK2, RK4:
			return nil, fmt.Errorf("%s is no method for equations with noise; use %s, %s, %s or %s", m, Euler, ExpEuler, Milstein, Heun)
		}
	}
	switch m {
	case Euler:
		return s.each(func(e equation) *node {
			return s.withNoise(e, s.g.add(s.g.symbol(e.x), s.g.scaled(s.dt, e.f)))
		}), nil
	case ExpEuler:
		return s.each(func(e equation) *node { return s.withNoise(e, s.expEuler(e)) }), nil
	case RK2:
		return s.rungeKutta(midpointTableau), nil
	case RK4:
		return s.rungeKutta(rk4Tableau), nil
	case Heun:
		if e, ok := s.multiplicative(); ok {
			return nil, fmt.Errorf("heun converges to the Stratonovich solution, and the noise of d%s/dt is multiplicative; ask for %s by that name, or use %s", e, HeunStratonovich, Milstein)
		}
		return s.heun(), nil
	case HeunStratonovich:
		return s.heun(), nil
	case Milstein:
		return s.milstein()
	case Exact:
		return s.exact()
	}
	return nil, fmt.Errorf("unknown method %q (the methods are %s)", m, strings.Join(MethodNames(), ", "))
}

func (s *system) each(f func(equation) *node) []*node {
	r := make([]*node, len(s.eqs))
	for k, e := range s.eqs {
		r[k] = f(e)
	}
	return r
}

func (s *system) hasNoise() bool {
	for _, e := range s.eqs {
		if len(e.noise) > 0 {
			return true
		}
	}
	return false
}

// multiplicative returns an equation whose noise depends on a variable.
func (s *system) multiplicative() (string, bool) {
	for _, e := range s.eqs {
		for _, t := range e.noise {
			if uses(t.b, s.isVariable) {
				return e.name, true
			}
		}
	}
	return "", false
}

func (s *system) isVariable(y *symbol) bool {
	for _, e := range s.eqs {
		if e.x == y {
			return true
		}
	}
	return false
}

// withNoise adds b*sqrt(dt)*N for every noise.
func (s *system) withNoise(e equation, x *node) *node {
	ts := []term{{1, x}}
	for _, t := range e.noise {
		ts = append(ts, term{math.Sqrt(s.dt), s.g.mul(t.b, t.draw)})
	}
	return s.g.sum(0, ts...)
}

func (s *system) expEuler(e equation) *node {
	g := s.g
	lambda := g.derivative(e.f, e.x)
	phi := g.call("exprel", g.scaled(s.dt, lambda))
	return g.add(g.symbol(e.x), g.mul(g.scaled(s.dt, phi), e.f))
}

// tableau is an explicit Runge–Kutta method with rational coefficients.
type tableau struct {
	a [][]float64
	b []float64
	c []float64
}

var (
	midpointTableau = tableau{a: [][]float64{{}, {0.5}}, b: []float64{0, 1}, c: []float64{0, 0.5}}
	rk4Tableau      = tableau{
		a: [][]float64{{}, {0.5}, {0, 0.5}, {0, 0, 1}},
		b: []float64{1.0 / 6, 1.0 / 3, 1.0 / 3, 1.0 / 6},
		c: []float64{0, 0.5, 0.5, 1},
	}
	heunTableau = tableau{a: [][]float64{{}, {1}}, b: []float64{0.5, 0.5}, c: []float64{0, 1}}
)

// rungeKutta returns x + dt Σ b_i k_i. Stage values are held, which keeps the
// graph small: nothing is differentiated after this.
func (s *system) rungeKutta(rk tableau) []*node {
	g := s.g
	slopes := make([][]*node, len(rk.b)) // by stage, then equation
	for i := range rk.b {
		by := s.at(rk.c[i])
		for k, e := range s.eqs {
			ts := []term{{1, g.symbol(e.x)}}
			for j, a := range rk.a[i] {
				ts = append(ts, term{float64(s.dt * a), slopes[j][k]})
			}
			by[e.x] = g.stage(e.name, i, s.still(e, g.sum(0, ts...)))
		}
		for _, e := range s.eqs {
			slopes[i] = append(slopes[i], g.stage("d"+e.name, i, g.substitute(e.f, by)))
		}
	}
	return s.each2(func(k int, e equation) *node {
		ts := []term{{1, g.symbol(e.x)}}
		for i, b := range rk.b {
			ts = append(ts, term{float64(s.dt * b), slopes[i][k]})
		}
		return g.sum(0, ts...)
	})
}

func (s *system) each2(f func(int, equation) *node) []*node {
	r := make([]*node, len(s.eqs))
	for k, e := range s.eqs {
		r[k] = f(k, e)
	}
	return r
}

// at returns the substitution of t by t + c*dt, and of delayed variables by
// their values then.
func (s *system) at(c float64) map[*symbol]*node {
	by := map[*symbol]*node{}
	if s.time != nil && c != 0 {
		by[s.time.sym] = s.g.sum(float64(c*s.dt), term{1, s.time})
	}
	if c != 0 {
		s.delayedAt(c, by)
	}
	return by
}

// hold says that variables stand still where refractory is true. Only what
// others of the system depend on needs to within the step.
func (s *system) hold(refractory *node, names func(string) bool) {
	s.refractory, s.held = refractory, map[*symbol]bool{}
	for _, e := range s.eqs {
		if !names(e.name) {
			continue
		}
		for _, o := range s.eqs {
			if !names(o.name) && o.dependsOn(e.x) {
				s.held[e.x] = true
			}
		}
	}
}

func (e equation) dependsOn(x *symbol) bool {
	is := func(y *symbol) bool { return y == x }
	return uses(e.f, is) || slices.ContainsFunc(e.noise, func(t noiseTerm) bool { return uses(t.b, is) })
}

// still is the value n of a variable within the step unless that is held.
func (s *system) still(e equation, n *node) *node {
	if !s.held[e.x] {
		return n
	}
	return s.g.cond(s.refractory, s.g.symbol(e.x), n)
}

// stage holds a value of a stage unless that is the variable itself.
func (g *graph) stage(name string, i int, n *node) *node {
	if n.op == opSym || n.op == opNum {
		return n
	}
	return g.hold(fmt.Sprintf("%s.%d", name, i+1), n)
}

// heun is the trapezoidal rule for drift and noise together.
func (s *system) heun() []*node {
	if !s.hasNoise() {
		return s.rungeKutta(heunTableau)
	}
	g := s.g
	increment := func(by map[*symbol]*node, e equation) *node {
		ts := []term{{s.dt, g.substitute(e.f, by)}}
		for _, t := range e.noise {
			ts = append(ts, term{math.Sqrt(s.dt), g.mul(g.substitute(t.b, by), t.draw)})
		}
		return g.sum(0, ts...)
	}
	first := s.each2(func(k int, e equation) *node { return g.stage("d"+e.name, 0, increment(nil, e)) })
	by := s.at(1)
	for k, e := range s.eqs {
		by[e.x] = g.stage(e.name, 1, s.still(e, g.add(g.symbol(e.x), first[k])))
	}
	return s.each2(func(k int, e equation) *node {
		return g.sum(0, term{1, g.symbol(e.x)}, term{0.5, first[k]}, term{0.5, increment(by, e)})
	})
}

// milstein needs noise that is diagonal: each equation its own, with a factor
// that depends on no other noisy variable.
func (s *system) milstein() ([]*node, error) {
	g := s.g
	owner := map[*symbol]string{}
	for _, e := range s.eqs {
		if len(e.noise) > 1 {
			return nil, fmt.Errorf("milstein takes one noise in an equation, d%s/dt has %d; use %s", e.name, len(e.noise), Euler)
		}
		for _, t := range e.noise {
			if o := owner[t.xi]; o != "" {
				return nil, fmt.Errorf("milstein takes noise that is independent in each equation, and d%s/dt and d%s/dt share %s; use %s", o, e.name, t.xi.name, Euler)
			}
			owner[t.xi] = e.name
			for _, o := range s.eqs {
				if o.x != e.x && len(o.noise) > 0 && uses(t.b, func(y *symbol) bool { return y == o.x }) {
					return nil, fmt.Errorf("milstein takes noise that is independent in each equation, and that of d%s/dt depends on %s, which has noise too; use %s", e.name, o.name, Euler)
				}
			}
		}
	}
	return s.each(func(e equation) *node {
		x := s.withNoise(e, g.add(g.symbol(e.x), g.scaled(s.dt, e.f)))
		for _, t := range e.noise {
			db := g.derivative(t.b, e.x)
			x = g.add(x, g.mul(g.num(0.5*s.dt), t.b, db, g.sum(-1, term{1, g.mul(t.draw, t.draw)})))
		}
		return x
	}), nil
}
