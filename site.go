package golgi

import (
	"fmt"
	"math"

	"github.com/golgi-sim/golgi/internal/memory"
	"github.com/golgi-sim/golgi/internal/vm"
	"github.com/golgi-sim/golgi/rng"
)

// Site is the place where a part is being built: what it may know of the
// simulation, and where it reports its mistakes.
type Site struct {
	b     *builder
	base  *Base
	sim   *Sim
	trial uint64
	errs  *BuildErrors
}

func (s *Site) simulation() *Sim {
	if s.b != nil {
		return s.b.sim
	}
	return s.sim
}

// Path returns the path of the part.
func (s *Site) Path() string { return s.base.path }

// Dt returns the length of a step in ms.
func (s *Site) Dt() float64 { return s.simulation().dt }

// Threads returns the number of workers that the simulation will have.
func (s *Site) Threads() int { return s.simulation().Threads() }

// Compile makes a program into code.
func (s *Site) Compile(p *vm.Program) (vm.Code, error) { return s.simulation().executor.Compile(p) }

// Structure returns the key of all that belongs to the structure of the part
// of that name: the same in every trial.
func (s *Site) Structure(path string) rng.Key { return s.simulation().structure.Path(path) }

// Trial returns the key of the initial values and noise of the part of that
// name in the trial that is being set up.
func (s *Site) Trial(path string) rng.Key { return s.simulation().trialKey(s.trial).Path(path) }

// Errorf reports a mistake in the part. Later stages leave the part out.
func (s *Site) Errorf(format string, args ...any) {
	err := fmt.Errorf(format, args...)
	if s.b == nil {
		*s.errs = append(*s.errs, &BuildError{Path: s.base.path, Where: s.base.Where(), Err: err})
		return
	}
	s.b.errs = append(s.b.errs, s.b.mistake(s.base.path, s.base.Where(), err))
	s.b.broken[s.base] = true
}

// Refer checks that a part that is referred to, given by its Base, belongs to
// the network, and is not itself broken. what says what it is to the part that
// refers: "post". It returns false if the part cannot be used; the mistake is
// reported.
func (s *Site) Refer(what string, id *Base) bool {
	switch {
	case s.b.broken[id]:
		// Its own mistakes are reported; nothing can be said of this part.
		s.b.broken[s.base] = true
	case id.sim != nil && id.sim != s.simulation():
		s.Errorf("%s is %s of another network", what, name(id.path))
	case id.sim == nil:
		s.Errorf("%s is not part of the network; make it an exported field", what)
	default:
		return true
	}
	return false
}

// ReferSpike is Refer for a handle on spikes, whose range it checks as well.
func (s *Site) ReferSpike(what string, h Spike) bool {
	if h.v == nil {
		s.Errorf("%s is a handle of nothing: the part has no spikes", what)
		return false
	}
	h.v.read = true
	return s.referHandle(what, h.v.part, h.Check())
}

// ReferState is Refer for a handle on a quantity, whose range it checks as
// well, if the size of the quantity is known.
func (s *Site) ReferState(what string, h State) bool {
	if h.q == nil {
		s.Errorf("%s is a handle of nothing: the part has no such variable, or not before it is built, as the weights of a projection", what)
		return false
	}
	return s.referHandle(what, h.q.part, h.CheckRange())
}

func (s *Site) referHandle(what string, part *Base, wrong error) bool {
	if part == nil {
		part = &Base{} // of no network
	}
	if !s.Refer(what, part) {
		return false
	}
	if wrong != nil {
		s.Errorf("%s: %w", what, wrong)
	}
	return wrong == nil
}

// Broken reports whether there are mistakes in the part, so that later stages
// leave it out.
func (s *Site) Broken() bool { return s.b != nil && s.b.broken[s.base] }

// Room asks for memory of that many bytes before the part takes it. If there
// is not as much, besides what others have asked for, it reports that what is
// too large, as in "a ring of 1000 steps", and returns false.
func (s *Site) Room(what string, bytes float64) bool {
	free := math.Inf(1)
	if s.b != nil {
		free = s.b.free
	}
	if err := memory.Fits(what, bytes, free); err != nil {
		s.Errorf("%w", err)
		return false
	}
	if s.b != nil {
		s.b.free -= bytes
	}
	return true
}

// Shared returns what parts of the simulation share under a key, made when first
// asked for. It must not be changed after it was made.
func (s *Site) Shared(key any, make func() (any, error)) (any, error) {
	sim := s.simulation()
	if v, ok := sim.shared[key]; ok {
		return v, nil
	}
	v, err := make()
	if err == nil {
		sim.shared[key] = v
	}
	return v, err
}

// Every says that the part must be updated once in every step.
func (s *Site) Every() { s.base.always = true }

// Own says that a quantity belongs to the part, so that others can refer to it
// before it has a name, or if it gets none because of a mistake in the part.
func (s *Site) Own(q *Quantity) {
	if q.part == nil && s.b != nil {
		q.part = s.base
		s.b.owned = append(s.b.owned, q)
	}
}

// Name gives a quantity its path, that of the part and the name, under which
// monitors and Lookup find it.
func (s *Site) Name(name string, q *Quantity) {
	s.Own(q)
	path := join(s.base.path, name)
	if q.path == "" {
		q.path = path
	}
	s.simulation().names[path] = q
}

// NameSpikes gives a source of spikes its path.
func (s *Site) NameSpikes(name string, v *SpikeVar) {
	v.path, v.part = join(s.base.path, name), s.base
	s.simulation().spikes[v.path] = v
}
