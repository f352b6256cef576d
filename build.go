package golgi

import (
	"errors"
	"fmt"

	"github.com/golgi-sim/golgi/internal/memory"
	"github.com/golgi-sim/golgi/internal/null"
	"github.com/golgi-sim/golgi/internal/vm"
)

// Build makes a network ready to run: it walks the tree of parts, names every
// part, checks it, gives it storage and compiles its programs. The error is a
// BuildErrors with every mistake in the network; the network can then be mended
// and built again, and then is as if it had been built for the first time. A
// network is built once, for one simulation. Options that are nil are passed
// over.
func Build(net DynamicalSystem, opts ...Option) (*Sim, error) {
	c := config{dt: defaultDt, executor: Auto}
	for _, o := range opts {
		if o != nil {
			o(&c)
		}
	}
	b := &builder{built: Here(), paths: map[pointer]string{}, broken: map[*Base]bool{}, free: memory.Free()}
	for _, err := range c.check() {
		b.fail("", err)
	}
	exec, err := c.executor.open()
	if err != nil {
		b.fail("", err)
		exec = vm.Portable() // for checking the rest
	}
	b.sim = newSim(net, c, exec)
	if null.Is(net) {
		b.failf("", "there is no network: Build was given nil")
	} else {
		b.system(net, "")
		b.findUnseen()
		b.stages()
		b.refer(c.checks)
	}
	if len(b.errs) > 0 {
		b.release()
		return nil, b.errs
	}
	return b.sim, nil
}

// builder carries out Build.
type builder struct {
	sim   *Sim
	built Place              // where Build was called
	paths map[pointer]string // of every system in the tree
	// unseen are values that the tree is not made of, but may hold parts.
	unseen []unseen
	owned  []*Quantity
	errs   BuildErrors
	// broken parts are left out of later stages, so that one mistake gives
	// one message.
	broken map[*Base]bool
	free   float64 // bytes of memory that nobody has asked for
}

func (b *builder) fail(path string, err error) {
	b.errs = append(b.errs, b.mistake(path, "", err))
}

func (b *builder) failf(path, format string, args ...any) {
	b.fail(path, fmt.Errorf(format, args...))
}

// mistake makes the error of a part that was made at a place.
func (b *builder) mistake(path, where string, err error) *BuildError {
	return &BuildError{Path: path, Where: where, Built: b.built.String(), Err: err}
}

// stages runs the stages of building.
func (b *builder) stages() {
	stage := func(run func(p Part, s *Site)) {
		for _, p := range b.sim.parts {
			if id := p.identity(); !b.broken[id] {
				run(p, &Site{b: b, base: id})
			}
		}
	}
	stage(func(p Part, s *Site) {
		if d, ok := p.(Declarer); ok {
			d.Declare(s)
		}
	})
	stage(func(p Part, s *Site) {
		if c, ok := p.(Connector); ok {
			c.Connect(s)
		}
	})
	stage(func(p Part, s *Site) {
		if c, ok := p.(Compiler); ok {
			c.Compile(s)
		}
	})
	if len(b.errs) > 0 {
		return
	}
	stage(func(p Part, s *Site) {
		if a, ok := p.(Allocator); ok {
			a.Allocate(s)
		}
	})
	if len(b.errs) > 0 {
		return
	}
	if err := b.sim.reset(0); err != nil {
		var list BuildErrors
		if errors.As(err, &list) {
			for _, e := range list {
				e.Built = b.built.String()
			}
			b.errs = append(b.errs, list...)
		} else {
			b.fail("", err)
		}
	}
}

// release takes back what Build has done, so that the network can be mended and
// built.
func (b *builder) release() {
	for _, p := range b.sim.parts {
		if id := p.identity(); id.sim == b.sim {
			*id = Base{made: id.made}
		}
	}
	for _, q := range b.owned {
		q.forget()
	}
	for _, v := range b.sim.spikes {
		*v = SpikeVar{size: v.size}
	}
}
