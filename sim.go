package golgi

import (
	"errors"
	"fmt"
	"maps"
	"math"
	"slices"

	"github.com/golgi-sim/golgi/internal/suggest"
	"github.com/golgi-sim/golgi/internal/team"
	"github.com/golgi-sim/golgi/internal/vm"
	"github.com/golgi-sim/golgi/rng"
)

// Sim is a network that has been built: it can be stepped, read, set and
// reset. Two simulations never touch each other and may run at once; one
// simulation is used from one goroutine at a time.
type Sim struct {
	root      DynamicalSystem
	parts     []Part
	dt        float64
	seed      uint64
	trial     uint64
	executor  vm.Executor
	structure rng.Key
	team      *team.Team
	env       Env
	step      int64
	jumps     int64 // resets and loads
	within    bool  // a step is being made
	starts    int   // calls of Start without a Stop
	err       error
	closed    bool
	names     map[string]*Quantity
	spikes    map[string]*SpikeVar
	shared    map[any]any // immutable tables that parts share
}

func newSim(root DynamicalSystem, c config, exec vm.Executor) *Sim {
	s := &Sim{root: root, dt: c.dt, seed: c.seed, executor: exec, structure: rng.NewKey(c.seed).Path("structure"),
		team: team.New(c.threads), names: map[string]*Quantity{}, spikes: map[string]*SpikeVar{}, shared: map[any]any{}}
	s.env.sim = s
	return s
}

// trialKey is the key of initial values and noise.
func (s *Sim) trialKey(trial uint64) rng.Key {
	return rng.NewKey(s.seed).Path("trial").With(trial)
}

// Dt returns the length of a step in ms.
func (s *Sim) Dt() float64 { return s.dt }

// Seed returns the seed.
func (s *Sim) Seed() uint64 { return s.seed }

// Threads returns the number of workers.
func (s *Sim) Threads() int { return s.team.Size() }

// Executor returns the name of what runs the programs.
func (s *Sim) Executor() string { return s.executor.Name() }

// Steps returns the number of steps made.
func (s *Sim) Steps() int64 { return s.step }

// Jumps returns how many times the simulation was taken elsewhere than by a
// step, by Reset or Load: as long as it is the same, the steps are those that
// follow one another.
func (s *Sim) Jumps() int64 { return s.jumps }

// T returns the time reached, Steps times Dt, in ms.
func (s *Sim) T() float64 { return float64(s.step) * s.dt }

// Err returns the error that stopped the simulation, nil if there was none.
func (s *Sim) Err() error { return s.err }

// Root returns the network.
func (s *Sim) Root() DynamicalSystem { return s.root }

// Parts returns the parts in the order of the tree.
func (s *Sim) Parts() []Part { return slices.Clone(s.parts) }

// Step makes one step. After an error the simulation stays where it is, and
// every further Step returns the same error until Reset.
func (s *Sim) Step() error {
	if s.closed {
		return ErrClosed
	}
	if s.err != nil {
		return s.err
	}
	s.within = true
	s.root.Update(&s.env)
	s.within = false
	for _, p := range s.parts {
		if b := p.identity(); b.always && b.at <= s.step {
			s.env.Fail(fmt.Errorf("%s was not updated in step %d; the Update of the network that owns it has to call its Update", b.path, s.step))
		}
	}
	if s.err != nil {
		return s.err
	}
	s.step++
	return nil
}

// Run makes n steps with all workers. Fewer than none is an error.
func (s *Sim) Run(n int64) error {
	if n < 0 {
		return fmt.Errorf("cannot make %d steps", n)
	}
	s.Start()
	defer s.Stop()
	for range n {
		if err := s.Step(); err != nil {
			return err
		}
	}
	return nil
}

// maxSteps bounds the number of steps, so that it is exact as a float64.
const maxSteps = 1 << 53

// StepsIn returns the number of steps in a time in ms, round(ms/dt); -1, which
// Run refuses, for a time that is negative, not a number, or more than 2^53
// steps.
func (s *Sim) StepsIn(ms float64) int64 {
	if n := math.Round(ms / s.dt); n >= 0 && n <= maxSteps {
		return int64(n)
	}
	return -1
}

// Start starts the workers. Between Start and Stop, Step uses all of them;
// otherwise it runs on the calling goroutine alone, with the same result. Every
// Start needs a Stop: after several, the last Stop ends the workers.
func (s *Sim) Start() {
	if s.starts++; s.starts == 1 {
		s.team.Start()
	}
}

// Stop stops and joins the workers. Without a Start it does nothing.
func (s *Sim) Stop() {
	if s.starts == 0 {
		return
	}
	if s.starts--; s.starts == 0 {
		s.team.Stop()
	}
}

// Close frees the machine code of the simulation now; the collector does so
// when nothing refers to the simulation any more. What it holds can still be
// read, but it makes no step: Step and Reset return ErrClosed.
func (s *Sim) Close() error {
	if s.closed {
		return nil
	}
	s.Stop()
	s.closed = true
	var errs []error
	for _, p := range s.parts {
		if c, ok := p.(Closer); ok {
			errs = append(errs, c.Close())
		}
	}
	return errors.Join(errs...)
}

// ResetOption is an option of Reset.
type ResetOption func(trial *uint64)

// Trial makes Reset begin another trial: initial values and noise are drawn
// anew, the structure of the network stays. Trial 0 is the one that Build
// begins.
func Trial(k uint64) ResetOption { return func(trial *uint64) { *trial = k } }

// Reset takes the simulation back to step 0: of the same trial, in which
// everything repeats bit for bit, or of another. Parameters and inputs that
// were set stay as they are. Options that are nil are passed over.
func (s *Sim) Reset(opts ...ResetOption) error {
	trial := s.trial
	for _, o := range opts {
		if o != nil {
			o(&trial)
		}
	}
	return s.reset(trial)
}

func (s *Sim) reset(trial uint64) error {
	if s.closed {
		return ErrClosed
	}
	s.trial, s.step, s.within, s.err = trial, 0, false, nil
	s.jumps++
	var errs BuildErrors
	for _, p := range s.parts {
		id := p.identity()
		id.at = 0
		if r, ok := p.(Resetter); ok {
			r.Reset(&Site{base: id, sim: s, trial: trial, errs: &errs})
		}
	}
	if len(errs) > 0 {
		return errs
	}
	return nil
}

// Lookup returns the quantity with a path such as "E.V".
func (s *Sim) Lookup(path string) (State, error) {
	if q, ok := s.names[path]; ok {
		return q.State(), nil
	}
	return State{}, fmt.Errorf("there is no quantity %q%s", path, suggest.Hint(path, s.Names()))
}

// LookupSpikes returns the spikes with a path such as "E.spike".
func (s *Sim) LookupSpikes(path string) (Spike, error) {
	if v, ok := s.spikes[path]; ok {
		return v.Spike(), nil
	}
	return Spike{}, fmt.Errorf("there are no spikes %q%s", path, suggest.Hint(path, s.SpikeNames()))
}

// Names returns the paths of all quantities, sorted.
func (s *Sim) Names() []string { return slices.Sorted(maps.Keys(s.names)) }

// SpikeNames returns the paths of all spikes, sorted.
func (s *Sim) SpikeNames() []string { return slices.Sorted(maps.Keys(s.spikes)) }
