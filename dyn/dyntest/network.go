package dyntest

import (
	"bytes"
	"fmt"
	"testing"

	"github.com/golgi-sim/golgi"
)

// NetworkOptions says how a network is run.
type NetworkOptions struct {
	Dt     float64 // ms; 0 is 0.1
	Steps  int     // of a run; 0 is 200
	Seed   uint64
	Random bool // there is something random: initial values, noise, sources
	// Prepare, if not nil, is called after Build to set inputs.
	Prepare func(*golgi.Sim) error
}

func (o NetworkOptions) filled() NetworkOptions {
	if o.Dt == 0 {
		o.Dt = 0.1
	}
	if o.Steps <= 0 {
		o.Steps = 200
	}
	return o
}

// Network checks a network, or a part on its own, that make makes anew at each
// call: it builds and runs; 1, 2 and 3 threads, all executors of this machine,
// steps in one go or in pieces, a Reset, and a run that is saved and loaded give
// the same bits; another trial differs if and only if something is random; a step allocates nothing.
func Network(t testing.TB, make func() golgi.DynamicalSystem, o NetworkOptions) {
	t.Helper()
	c := &checker{t: t, what: fmt.Sprintf("%T", make())}
	c.network(make, o.filled())
}

// checker reports what fails.
type checker struct {
	t    testing.TB
	what string // the thing that is checked
}

// errorf reports a failure of one check.
func (c *checker) errorf(check, format string, args ...any) {
	c.t.Helper()
	c.t.Errorf("%s: %s: %s", c.what, check, fmt.Sprintf(format, args...))
}

// build makes a network ready, nil if it cannot be, which is reported.
func (c *checker) build(check string, net golgi.DynamicalSystem, o NetworkOptions, opts ...golgi.Option) *golgi.Sim {
	c.t.Helper()
	sim, err := ready(net, o, opts...)
	if err != nil {
		c.errorf(check, "it does not build: %v", err)
		return nil
	}
	return sim
}

func ready(net golgi.DynamicalSystem, o NetworkOptions, opts ...golgi.Option) (*golgi.Sim, error) {
	sim, err := golgi.Build(net, append([]golgi.Option{golgi.Dt(o.Dt), golgi.Seed(o.Seed), golgi.Threads(1)}, opts...)...)
	if err != nil {
		return nil, err
	}
	if o.Prepare != nil {
		if err := o.Prepare(sim); err != nil {
			_ = sim.Close()
			return nil, fmt.Errorf("its inputs cannot be set: %w", err)
		}
	}
	return sim, nil
}

// record builds a network and runs it; nil if that fails, which is reported.
func (c *checker) record(check string, net golgi.DynamicalSystem, o NetworkOptions, opts ...golgi.Option) *record {
	c.t.Helper()
	sim := c.build(check, net, o, opts...)
	if sim == nil {
		return nil
	}
	defer sim.Close()
	return c.take(check, sim, o.Steps)
}

// take runs a network for some steps.
func (c *checker) take(check string, sim *golgi.Sim, steps ...int) *record {
	c.t.Helper()
	r := &record{}
	for _, n := range steps {
		if err := r.take(sim, n); err != nil {
			c.errorf(check, "the run stops: %v", err)
			return nil
		}
	}
	return r
}

// equal reports where two runs differ. Runs that failed have been reported.
func (c *checker) equal(check string, want, got *record, pick func(int) bool) {
	c.t.Helper()
	if want == nil || got == nil {
		return
	}
	if d := differ(want, got, pick); d != "" {
		c.errorf(check, "%s", d)
	}
}

// network carries out Network and returns the run that all are compared with,
// nil if there is none.
func (c *checker) network(make func() golgi.DynamicalSystem, o NetworkOptions) *record {
	c.t.Helper()
	sim := c.build("building", make(), o, golgi.Executor(golgi.Portable))
	if sim == nil {
		return nil
	}
	defer sim.Close()
	want := c.take("running", sim, o.Steps)
	if want == nil {
		return nil
	}
	for _, e := range executors() {
		for threads := 1; threads <= 3; threads++ {
			check := fmt.Sprintf("the same bits with the executor %s and %d threads", e, threads)
			c.equal(check, want, c.record(check, make(), o, golgi.Executor(e), golgi.Threads(threads)), all)
		}
	}
	c.resume(make, want, o)
	if err := sim.Reset(); err != nil {
		c.errorf("Reset", "%v", err)
		return want
	}
	c.equal("Reset repeats, also in pieces", want, c.take("running after Reset", sim, o.Steps/3, o.Steps-o.Steps/3), all)
	c.trials(sim, want, o)
	if n := testing.AllocsPerRun(20, func() { _ = sim.Step() }); n != 0 {
		c.errorf("allocations", "a step allocates %v times; make what it needs when it is built", n)
	}
	if err := sim.Err(); err != nil {
		c.errorf("running on", "%v", err)
	}
	return want
}

// resume saves a run and goes on with it in the network built anew.
func (c *checker) resume(make func() golgi.DynamicalSystem, want *record, o NetworkOptions) {
	c.t.Helper()
	const check = "a run that is saved and loaded"
	first, steps := c.build(check, make(), o, golgi.Threads(2)), o.Steps/3
	if first == nil {
		return
	}
	defer first.Close()
	r := c.take(check, first, steps)
	if r == nil {
		return
	}
	var file bytes.Buffer
	if err := first.Save(&file); err != nil {
		c.errorf(check, "%v", err)
		return
	}
	o.Prepare = nil // what was set is in the file
	second := c.build(check, make(), o, golgi.Executor(golgi.Portable))
	if second == nil {
		return
	}
	defer second.Close()
	if err := second.Load(&file); err != nil {
		c.errorf(check, "%v", err)
		return
	}
	if err := r.take(second, o.Steps-steps); err != nil {
		c.errorf(check, "the run stops: %v", err)
		return
	}
	c.equal(check, want, r, all)
}

// trials compares another trial with the first.
func (c *checker) trials(sim *golgi.Sim, want *record, o NetworkOptions) {
	c.t.Helper()
	if err := sim.Reset(golgi.Trial(1)); err != nil {
		c.errorf("another trial", "%v", err)
		return
	}
	other := c.take("another trial", sim, o.Steps)
	if other == nil {
		return
	}
	switch d := differ(want, other, all); {
	case o.Random && d == "":
		c.errorf("another trial", "it is the same as the first, though Random is set: initial values and noise are drawn anew in each trial")
	case !o.Random && d != "":
		c.errorf("another trial", "%s; set Random if something is drawn at random", d)
	}
}

// executors returns the executors of this machine.
func executors() []golgi.Exec {
	list := []golgi.Exec{golgi.Portable}
	for _, e := range []golgi.Exec{golgi.AVX2, golgi.AVX512} {
		if sim, err := golgi.Build(&golgi.DynSysGroup{}, golgi.Executor(e)); err == nil {
			_ = sim.Close()
			list = append(list, e)
		}
	}
	return list
}
