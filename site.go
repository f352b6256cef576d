package golgi

import (
	"fmt"

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
	err := &BuildError{s.base.path, fmt.Errorf(format, args...)}
	if s.b == nil {
		*s.errs = append(*s.errs, err)
		return
	}
	s.b.errs = append(s.b.errs, err)
	s.b.broken[s.base] = true
}

// Refer checks that a part that is referred to, given by its Base, belongs to
// the network, and is not itself broken. what says what it is to the part that
// refers: "post". It returns false if the part cannot be used; the mistake is
// reported.
func (s *Site) Refer(what string, id *Base) bool {
	switch {
	case id.sim != nil && id.sim != s.simulation():
		s.Errorf("%s is %s of another network", what, id.path)
	case id.sim == nil:
		s.Errorf("%s is not part of the network; make it an exported field", what)
	case s.b.broken[id]:
		// Its own mistakes are reported; nothing can be said of this part.
		s.b.broken[s.base] = true
	default:
		return true
	}
	return false
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

// Name gives a quantity its path, that of the part and the name, under which
// monitors and Lookup find it.
func (s *Site) Name(name string, q *Quantity) {
	path := join(s.base.path, name)
	if q.path == "" {
		q.path = path
	}
	s.simulation().names[path] = q
}

// NameSpikes gives a source of spikes its path.
func (s *Site) NameSpikes(name string, v *SpikeVar) {
	v.path = join(s.base.path, name)
	s.simulation().spikes[v.path] = v
}
