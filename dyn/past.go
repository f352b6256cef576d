package dyn

import (
	"fmt"
	"math"
	"runtime/debug"

	"github.com/golgi-sim/golgi/delay"
	"github.com/golgi-sim/golgi/eqn"
	"github.com/golgi-sim/golgi/internal/memory"
)

// past keeps what the variables were that the equations of a group read with
// delayed(x, ms): their values at the beginning of every step. Before the first
// step they were always what they are at its beginning.
type past struct {
	eqn.Delayed
	steps  int64   // whole steps of the delay, rounded up
	share  float64 // of a step that the delay is less
	before []float64
	ring   delay.ValueRing

	x         []float64 // the variable
	now, next []float64 // what the program reads

	// Of the step that is being made: where x goes, and what it was at the
	// beginnings of three steps, which now and next lie between.
	slot  []float64
	from  [3][]float64
	first bool
}

// pastOf makes the past that the program reads. If there was one before, what
// it has kept stays; a delay that has grown sees the oldest that is known.
func (g *Group) pastOf(c *eqn.Compiled) ([]*past, error) {
	if err := g.fitsPast(c); err != nil {
		return nil, err
	}
	var all []*past
	for _, d := range c.Delayed {
		n, share, err := delay.Between(d.Ago, g.dt)
		if err != nil {
			return nil, err
		}
		p := &past{Delayed: d, steps: int64(n), share: share, before: make([]float64, g.n)}
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

// fitsPast reports what a past takes that is larger than the one there is, if
// there is no memory for it.
func (g *Group) fitsPast(c *eqn.Compiled) error {
	need, have := 0.0, 0.0
	for _, d := range c.Delayed {
		n, _, err := delay.Between(d.Ago, g.dt)
		if err != nil {
			return err
		}
		need += delay.ValueBytes(n, g.n)
	}
	for _, p := range g.past {
		have += delay.ValueBytes(int(p.steps), g.n)
	}
	if need <= have {
		return nil
	}
	what := fmt.Sprintf("the past that delayed() of %d neurons reads", g.n)
	err := memory.Fits(what, need, memory.Free())
	if err != nil {
		debug.FreeOSMemory() // some of it may be garbage, as that of a past before
		err = memory.Fits(what, need, memory.Free())
	}
	return err
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
	for k := range p.from {
		p.from[k], _ = p.ring.At(step - p.steps + int64(k))
	}
}

// read keeps elements lo to hi-1 and gives the program what they were.
func (p *past) read(lo, hi int) {
	copy(p.slot[lo:hi], p.x[lo:hi])
	if p.first {
		copy(p.before[lo:hi], p.x[lo:hi])
	}
	p.between(p.now, 0, lo, hi)
	p.between(p.next, 1, lo, hi)
}

// between sets dst to what lies a share of a step behind from[k].
func (p *past) between(dst []float64, k, lo, hi int) {
	if p.share == 0 {
		copy(dst[lo:hi], p.from[k][lo:hi])
		return
	}
	a, b := p.from[k], p.from[k+1]
	for i := lo; i < hi; i++ {
		dst[i] = math.FMA(p.share, b[i]-a[i], a[i])
	}
}
