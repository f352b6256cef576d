package eqn

import (
	"fmt"
	"math"
)

// Delayed is a variable of the neuron as it was Ago ms before: delayed(x, Ago)
// in the equations. Who runs the program keeps the past and fills two arrays
// before each step, both called String(): of use DelayedArray with what the
// variable was Ago before the beginning of the step, of use DelayedNextArray
// with what it was Ago before the end of it.
type Delayed struct {
	Var string
	Ago float64 // ms, more than 0
}

func (d Delayed) String() string { return fmt.Sprintf("%s %v ms ago", d.Var, d.Ago) }

// delayedSymbols are the values of a delayed variable at the beginning and at
// the end of the step.
type delayedSymbols struct {
	Delayed
	now, next *symbol
}

// delayed returns the variable in the first argument of a call as it was before
// the time in the second. In initial values that is the variable itself: before
// the first step it was always what it is then.
func (s *scope) delayed(e *Call) *node {
	if s.init {
		return s.expr(e.Args[0])
	}
	ago, err := s.bake(s.expr(e.Args[1]))
	if err == nil && !(ago > 0 && !math.IsInf(ago, 0)) {
		err = fmt.Errorf("is %v ms; it must be more than 0", ago)
	}
	if err != nil {
		s.fail(e, "the delay %w", err)
		return s.g.num(0)
	}
	return s.past(Delayed{e.Args[0].(*Name).Name, ago})
}

// past returns a delayed variable at the beginning of the step.
func (u *fuser) past(d Delayed) *node {
	for _, p := range u.delays {
		if p.Delayed == d {
			return u.g.symbol(p.now)
		}
	}
	p := delayedSymbols{d, &symbol{name: d.String(), kind: symInput, delayed: DelayedArray}, &symbol{name: d.String(), kind: symInput, delayed: DelayedNextArray}}
	u.delays = append(u.delays, p)
	u.array(0, p.now.name, DelayedArray)
	u.array(0, p.next.name, DelayedNextArray)
	u.out.Delayed = append(u.out.Delayed, d)
	return u.g.symbol(p.now)
}

// delayedAt puts into by the delayed variables a share c into the step, on the
// line between its ends.
func (s *system) delayedAt(c float64, by map[*symbol]*node) {
	for _, p := range s.delays {
		by[p.now] = s.g.sum(0, term{1 - c, s.g.symbol(p.now)}, term{c, s.g.symbol(p.next)})
	}
}

// delayedCall checks the arguments of delayed(x, ms).
func (c *checker) delayedCall(e *Call) {
	if c.m.Role != Neuron {
		c.errorf(e.At, "delayed is for the equations of neurons")
	}
	if len(e.Args) != 2 {
		return
	}
	if n, ok := e.Args[0].(*Name); !ok || !c.states[n.Name] {
		c.errorf(e.Args[0].Pos(), "delayed takes a variable that has a differential equation, not %s", quote(e.Args[0].String()))
	}
	c.fixed(e.Args[1], "a delay")
}
