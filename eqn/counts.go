package eqn

import (
	"fmt"
	"math"
	"slices"

	"github.com/golgi-sim/golgi/internal/vm"
)

// counts are the functions that draw a number of events, with the names of
// their arguments.
var counts = map[string][]string{"Poisson": {"the mean"}, "Binomial": {"the number of trials", "the probability"}}

// countMean bounds the mean of one draw by inversion; a larger mean is the sum
// of several draws, which has the same distribution. countDraws bounds those.
const (
	countMean  = 32
	countDraws = 64
)

// count returns a draw from the Poisson or the binomial distribution, by
// inversion of a table of cumulated probabilities: the number of entries below
// a uniform number. The table is part of the program.
func (s *scope) count(e *Call, args []*node) *node {
	g := s.g
	x := make([]float64, len(args))
	for k, a := range args {
		var err error
		if x[k], err = s.bake(a); err != nil {
			s.fail(e, "%s %w", counts[e.Func][k], err)
			return g.num(0)
		}
	}
	mean, failures := x[0], false
	if e.Func == "Binomial" {
		if x[0] < 0 || x[0] != math.Trunc(x[0]) || x[0] > 1<<31 || !(x[1] >= 0 && x[1] <= 1) {
			s.fail(e, "there are %v trials of probability %v; the number must be whole and the probability in 0 to 1", x[0], x[1])
			return g.num(0)
		}
		// The rarer of success and failure is counted: (1-p)^n, at which the
		// table begins, would underflow for p near 1.
		if failures = x[1] > 0.5; failures {
			x[1] = 1 - x[1]
		}
		mean = float64(x[0] * x[1])
	}
	if !(mean >= 0) || mean > countMean*countDraws {
		what := "mean"
		if failures {
			what = "mean number of failures"
		}
		s.fail(e, "the %s is %v; it must be in 0 to %d. For more, take Normal(mean, sd) instead", what, mean, countMean*countDraws)
		return g.num(0)
	}
	n := max(1, int(math.Ceil(mean/countMean)))
	var ts []term
	for k := range n {
		var table []float64
		if e.Func == "Poisson" {
			table = poissonTable(mean / float64(n))
		} else {
			table = binomialTable(share(x[0], n, k), x[1])
		}
		u := g.symbol(s.draws.symbol(e, k, s.init))
		at := []*node{u}
		for _, p := range table {
			at = append(at, g.num(p))
		}
		ts = append(ts, term{1, g.call("rank", at...)})
	}
	drawn := g.sum(0, ts...)
	if failures {
		return g.sub(g.num(x[0]), drawn)
	}
	return drawn
}

// fail reports a mistake in a call.
func (s *scope) fail(e *Call, format string, args ...any) {
	s.report(fmt.Errorf("%s: "+format, append([]any{e.String()}, args...)...))
}

// share is the k-th of n nearly equal whole parts of trials.
func share(trials float64, n, k int) float64 {
	return math.Floor(trials*float64(k+1)/float64(n)) - math.Floor(trials*float64(k)/float64(n))
}

// poissonTable returns P(K <= k) for k = 0, 1, … until only rounding is left.
func poissonTable(mean float64) []float64 {
	return cumulate(vm.Exp(-mean), func(k float64) float64 { return mean / (k + 1) })
}

// binomialTable returns P(K <= k) for n trials of probability p <= 1/2 and mean
// about countMean at most, so that (1-p)^n is above 1e-20.
func binomialTable(n, p float64) []float64 {
	first := vm.Exp(float64(n * vm.Log1p(-p)))
	return cumulate(first, func(k float64) float64 { return (n - k) / (k + 1) * (p / (1 - p)) })
}

// cumulate sums probabilities of which each is the one before times ratio(k).
// The uniform numbers are above 2^-54 and below 1-2^-54, so nothing is lost
// where the rest is smaller than that.
func cumulate(p float64, ratio func(k float64) float64) []float64 {
	var table []float64
	sum, peaked := 0.0, false
	for k := 0.0; ; k++ {
		sum += p
		if sum > 1-0x1p-53 || peaked && p < 0x1p-60 {
			return table
		}
		table = append(table, sum)
		r := ratio(k)
		peaked = r < 1
		p *= r
		if p <= 0 {
			return table
		}
	}
}

// bake returns the value of an expression of parameters that are the same for
// all elements.
func (u *fuser) bake(n *node) (float64, error) {
	by := map[*symbol]*node{}
	var err error
	walk(func(n *node) {
		if n.op != opSym || n.sym.kind != symParam {
			return
		}
		v := Variable{n.sym.part, n.sym.name}
		if u.f.Value != nil {
			if x, ok := u.f.Value(v.Part, v.Name); ok {
				by[n.sym] = u.g.num(x)
				if !slices.Contains(u.out.Baked, v) {
					u.out.Baked = append(u.out.Baked, v)
				}
				return
			}
		}
		err = fmt.Errorf("depends on %s, which must be one number for all elements", v.Name)
	}, n)
	if err != nil {
		return 0, err
	}
	r := u.g.substitute(n, by)
	if r.op != opNum {
		return 0, fmt.Errorf("is no number: %s", r)
	}
	return r.val, nil
}
