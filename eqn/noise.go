package eqn

import (
	"fmt"
	"strings"
)

// noiseTerm is b times a white noise, whose integral over the step is
// sqrt(dt) times the standard normal draw.
type noiseTerm struct {
	b    *node
	xi   *symbol
	draw *node
}

// splitNoise separates f into drift and noise terms. A right side that is not
// linear in white noise has no meaning.
func splitNoise(g *graph, name string, f *node, draws func(*symbol) *node) (drift *node, terms []noiseTerm, err error) {
	var xis []*symbol
	walk(func(n *node) {
		if n.op == opSym && n.sym.kind == symNoise {
			xis = append(xis, n.sym)
		}
	}, f)
	if !linearInNoise(f) {
		return nil, nil, fmt.Errorf("d%s/dt is not linear in white noise (%s): xi may be added, and multiplied by what is not noise; Normal(mu, sigma) draws a number for any use", name, noiseNames(xis))
	}
	zero := map[*symbol]*node{}
	for _, xi := range xis {
		b := g.derivative(f, xi)
		terms = append(terms, noiseTerm{b: b, xi: xi, draw: draws(xi)})
		zero[xi] = g.num(0)
	}
	if len(xis) == 0 {
		return f, nil, nil
	}
	return g.substitute(f, zero), terms, nil
}

// linearInNoise reports whether noise stands in f in sums, and once in products,
// only. A derivative cannot tell: that of a condition or of floor is 0.
func linearInNoise(f *node) bool {
	noisy := map[*node]bool{}
	linear := true
	walk(func(n *node) {
		count := 0
		for k, a := range n.args {
			if !noisy[a] {
				continue
			}
			count++
			linear = linear && (n.op == opSum || n.op == opProd && n.exp[k] == 1 || n.op == opCond && k > 0)
		}
		linear = linear && (n.op != opProd || count <= 1)
		noisy[n] = count > 0
		if n.op == opSym {
			noisy[n] = n.sym.kind == symNoise
			linear = linear && (n.sym.kind != symHeld || !noisy[n.sym.def])
		}
	}, f)
	return linear
}

func noiseNames(xis []*symbol) string {
	names := make([]string, len(xis))
	for k, xi := range xis {
		names[k], _, _ = strings.Cut(xi.name, " of ")
	}
	return strings.Join(names, ", ")
}
