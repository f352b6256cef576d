package golgi

import (
	"math"
	"slices"
)

// change is a quantity that was set to what a file has, and what it was.
type change struct {
	q       *Quantity
	uniform float64
	each    []float64 // a copy, nil if it was one for all
	spread  bool
}

// restore sets a quantity to what is in the file.
func (a *Archive) restore(q *Quantity) (c change, changed bool) {
	if a.lost {
		return c, false
	}
	name := a.local(q.path)
	p, ok := a.next()
	if !ok || p.name != name || p.kind != kindFloats && p.kind != kindUniform {
		a.lost = true
		if ok {
			a.Errorf("has %s here, and had %s in its place when the file was saved", name, p.name)
		} else {
			a.Errorf("has %s here, which is not in the file", name)
		}
		return c, false
	}
	if p.n != q.n {
		a.otherSize(name, p.n, q.n)
		return c, false
	}
	x := make([]float64, len(p.data)/8)
	read(x, p.data)
	if r, ok := q.owner.(Refuser); ok && r.Refuses(q) {
		for i, v := range x {
			if v-v != 0 {
				a.Errorf("%s is %v at element %d in the file", name, v, i)
				return c, false
			}
		}
	}
	if q.is(x) {
		return c, false
	}
	c = change{q: q, uniform: q.uniform, each: slices.Clone(q.each)}
	c.spread = q.set(0, q.n, x)
	return c, true
}

// is reports whether a quantity has these values, one or one per element, in the
// same bits.
func (q *Quantity) is(x []float64) bool {
	same := func(a, b float64) bool { return math.Float64bits(a) == math.Float64bits(b) }
	switch {
	case q.n == 0:
		return true
	case q.each == nil:
		return len(x) == 1 && same(q.uniform, x[0])
	case len(x) == 1:
		return !slices.ContainsFunc(q.each, func(v float64) bool { return !same(v, x[0]) })
	}
	return slices.EqualFunc(q.each, x, same)
}

// refusal is a change that its owner refuses.
type refusal struct {
	change
	err error
}

// tell tells the owners of quantities that they were changed. What is refused
// may be right together with what changes after it, so it is tried again then.
func tell(changes []change) (refused []refusal) {
	var again []change
	for _, c := range changes {
		if err := c.q.owner.Changed(c.q, c.spread); err != nil {
			again = append(again, c)
		}
	}
	for _, c := range again {
		if err := c.q.owner.Changed(c.q, c.spread); err != nil {
			refused = append(refused, refusal{c, err})
		}
	}
	return refused
}
