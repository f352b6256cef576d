package dyn

import (
	"github.com/golgi-sim/golgi/delay"
	"github.com/golgi-sim/golgi/eqn"
)

// past keeps what the variables were that the equations of a group read with
// delayed(x, ms): their values at the beginning of every step. Before the first
// step they were always what they are at its beginning.
type past struct {
	eqn.Delayed
	steps  int64
	before []float64
	ring   delay.ValueRing

	x         []float64 // the variable
	now, next []float64 // what the program reads

	// Of the step that is being made: where x goes, and where now and next
	// come from.
	slot, fromNow, fromNext []float64
	first                   bool
}

// pastOf makes the past that the program reads. If there was one before, what
// it has kept stays; a delay that has grown sees the oldest that is known.
func (g *Group) pastOf(c *eqn.Compiled) ([]*past, error) {
	var all []*past
	for _, d := range c.Delayed {
		n, err := delay.Steps(d.Ago, g.dt)
		if err != nil {
			return nil, err
		}
		p := &past{Delayed: d, steps: int64(n), before: make([]float64, g.n)}
		p.ring.Need(n, g.n, p.before)
		var longest *past
		for _, o := range g.past {
			if o.Var == d.Var && (longest == nil || o.steps > longest.steps) {
				longest = o
			}
		}
		if longest != nil {
			p.take(longest, g.Updated())
		}
		all = append(all, p)
	}
	return all, nil
}

// take copies what o knows of the steps up to now, the last one made.
func (p *past) take(o *past, now int64) {
	copy(p.before, o.before)
	for s := max(0, now-p.steps); s <= now; s++ {
		if x, ok := o.ring.At(max(s, now-o.steps)); ok {
			copy(p.ring.Slot(s), x)
		}
	}
}

// begin makes the step ready.
func (p *past) begin(step int64) {
	p.first = step == 0
	p.slot = p.ring.Slot(step)
	p.fromNow, _ = p.ring.At(step - p.steps)
	p.fromNext, _ = p.ring.At(step - p.steps + 1)
}

// read keeps elements lo to hi-1 and gives the program what they were.
func (p *past) read(lo, hi int) {
	copy(p.slot[lo:hi], p.x[lo:hi])
	if p.first {
		copy(p.before[lo:hi], p.x[lo:hi])
	}
	copy(p.now[lo:hi], p.fromNow[lo:hi])
	copy(p.next[lo:hi], p.fromNext[lo:hi])
}
