package dyn

import (
	"github.com/golgi-sim/golgi"
)

// Relay holds one value per element and hands it on: what InputGroup and
// OutputGroup have in common.
type Relay struct {
	golgi.Base
	// Input is the handle on the values from outside; they keep what they are
	// set to.
	Input golgi.State
	// X is the handle on the values of the step: Input, and what was read.
	X golgi.State
	// From, if given, is read in every step and added to Input.
	From golgi.State

	n        int
	input, x *golgi.Quantity
}

// InputGroup is a place where values come into a network, such as the inputs of
// a Cell: set by Input, a runner, or read from another part.
type InputGroup struct{ Relay }

// OutputGroup is a place where values leave a network: X has those of From
// after the groups before it were updated.
type OutputGroup struct{ Relay }

// NewInputGroup returns a group of n inputs.
func NewInputGroup(n int) *InputGroup {
	g := &InputGroup{}
	g.init(n)
	return g
}

// NewOutputGroup returns a group of n outputs that reads from.
func NewOutputGroup(n int, from golgi.State) *OutputGroup {
	g := &OutputGroup{}
	g.init(n)
	g.From = from
	return g
}

func (r *Relay) init(n int) {
	r.Base, r.n = golgi.NewBase(), n
	r.input, r.x = golgi.NewQuantity("input", r), golgi.NewQuantity("x", r)
	r.Input, r.X = r.input.State(), r.x.State()
}

// ExternalInput returns the handle on the values from outside, for runners.
func (r *Relay) ExternalInput() golgi.State { return r.Input }

// Populates marks the group as a population.
func (r *Relay) Populates() {}

// Settle has nothing to finish.
func (r *Relay) Settle() {}

// Changed takes over what was set.
func (r *Relay) Changed(*golgi.Quantity, bool) error { return nil }

// Declare checks the size.
func (r *Relay) Declare(s *golgi.Site) {
	s.Every()
	if r.input == nil {
		s.Errorf("has no size: make it with dyn.NewInputGroup or dyn.NewOutputGroup")
		return
	}
	if r.n < 1 {
		s.Errorf("has %d elements; give 1 or more", r.n)
	}
	s.Name("input", r.input)
	s.Name("x", r.x)
}

// Allocate gives the values their storage.
func (r *Relay) Allocate(*golgi.Site) {
	r.input.Store(make([]float64, r.n))
	r.x.Store(make([]float64, r.n))
}

// Reset forgets the values.
func (r *Relay) Reset(s *golgi.Site) {
	clear(r.x.Each())
	checkFrom(s, r.From, r.n)
}

// Keep keeps nothing: what there is, are quantities.
func (r *Relay) Keep(a *golgi.Archive) { a.Same("From", r.From.Path()) }

// checkFrom reports a handle that does not fit n inputs.
func checkFrom(s *golgi.Site, from golgi.State, n int) {
	if from.Quantity() == nil {
		return
	}
	if err := from.Check(); err != nil {
		s.Errorf("From: %w", err)
	} else if from.Len() != n {
		s.Errorf("From is %s, which has %d elements, but there are %d inputs", from.Path(), from.Len(), n)
	}
}

// gather sets x to the input and what is read.
func gather(env *golgi.Env, x []float64, input *golgi.Quantity, from golgi.State) bool {
	clear(x)
	if from.Quantity() != nil {
		if _, err := from.Read(x); err != nil {
			env.Fail(err)
			return false
		}
	}
	for i, v := range input.Each() {
		x[i] += v
	}
	return true
}

// Update takes the values of the step.
func (r *Relay) Update(env *golgi.Env) {
	if env.Begin(&r.Base) {
		gather(env, r.x.Each(), r.input, r.From)
	}
}
