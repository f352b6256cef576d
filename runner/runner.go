package runner

import (
	"context"
	"errors"
	"fmt"
	"io"
	"math"
	"os"
	"time"

	"github.com/golgi-sim/golgi"
)

// DSRunner runs a network, a golgi.DynamicalSystem. It is used from one
// goroutine at a time; several runners, each with a network of its own, may run
// at once.
type DSRunner struct {
	sim        *golgi.Sim
	blocks     []*block // that are set in every step
	recordings recordings
	driven     []golgi.InputInfo
	graph      *golgi.Graph // of the last run that was described
	build      time.Duration
	show       io.Writer // of the progress bar, nil for none
	warn       *warner
	saves      *saves // checkpoints, nil for none
	facts      []said // what the inputs are
	run        *run   // that is being made, or was resumed; nil for none
	closed     bool
}

// New builds a network and checks what it is to be driven by and what of it is
// to be recorded. The error is a golgi.BuildErrors with every mistake in the
// network, in the inputs and in the monitors; the network can then be mended and
// used again. Options that are nil are passed over.
func New(net golgi.DynamicalSystem, opts ...Option) (*DSRunner, error) {
	begin := time.Now()
	var c config
	for _, o := range opts {
		if o != nil {
			o(&c)
		}
	}
	r := &DSRunner{}
	if c.progress == nil && onTerminal() || c.progress != nil && *c.progress {
		r.show = os.Stderr
	}
	p := &plan{config: c}
	sim, err := golgi.Build(net, append(c.build, golgi.Check(p.check))...)
	if err != nil {
		return nil, err
	}
	r.sim, r.driven, r.warn, r.saves, r.facts = sim, p.driven, newWarner(p), c.saves, p.facts
	for _, b := range p.blocks {
		if !b.constant() {
			r.blocks = append(r.blocks, b)
		}
	}
	r.recordings = newRecordings(p.stream, sim)
	for k, rec := range p.recorded {
		r.recordings.add(newRecorder(rec, p.from[k], sim))
	}
	r.build = time.Since(begin)
	return r, nil
}

// Sim returns the simulation, to be read, set, stepped or reset between runs.
// Inputs that change with time are set by Run only.
func (r *DSRunner) Sim() *golgi.Sim { return r.sim }

// Run makes round(duration/dt) steps, the duration being in ms, and returns what
// was recorded. When ctx is cancelled, or a step fails, it returns what had been
// recorded by then together with an error, which wraps that of ctx or of the
// step, or of a recording that could not be written. A duration that cannot be
// run, a nil ctx, or a folder that cannot be recorded to, is an error without a
// result.
func (r *DSRunner) Run(ctx context.Context, duration float64) (*Result, error) {
	if ctx == nil {
		return nil, errors.New("runner: Run was given a nil context; give context.Background()")
	}
	if r.closed {
		return nil, fmt.Errorf("runner: cannot run after Close: %w", golgi.ErrClosed)
	}
	n := r.sim.StepsIn(duration)
	if n < 0 || duration < 0 {
		return nil, fmt.Errorf("runner: cannot run for %v ms", duration)
	}
	b, err := r.goOn()
	if err != nil {
		return nil, err
	}
	now, end := r.sim.Steps(), b.start+n
	if end < now {
		return nil, fmt.Errorf("runner: cannot run for %v ms: the run that was resumed, which began at %g ms, has come to %g ms already", duration, ms(b.start, r.sim.Dt()), ms(now, r.sim.Dt()))
	}
	for _, b := range r.blocks {
		if err := b.covers(end, r.sim.Dt()); err != nil {
			return nil, err
		}
	}
	if err := r.saves.ready(); err != nil {
		return nil, err
	}
	r.warn.before(r.sim, b.start, end)
	from, err := r.recordings.begin(now, end-now, metaOf(r.sim, r.build))
	if err != nil {
		return nil, fmt.Errorf("runner: %w", err)
	}
	r.run, b.since = b, time.Now()
	var p *progress
	if r.show != nil {
		p = newProgress(r.show, now, end, r.sim.Dt())
	}
	err = r.steps(ctx, end, p)
	p.close(r.sim.Steps())
	res := r.result(from, b.elapsed())
	r.run = nil
	if e := r.recordings.end(res, err); e != nil {
		err = errors.Join(err, e)
	}
	return res, err
}

// Close ends what was recorded, makes it last through a crash of the system,
// closes the files that it streamed to (StreamTo), which stay open between runs,
// and closes the simulation, see golgi.Sim.Close. Results can still be read; Run
// and Resume return golgi.ErrClosed. To close again does nothing.
//
// Without Close the files stay open for as long as the program does; what is in
// them is complete all the same.
func (r *DSRunner) Close() error {
	if r.closed {
		return nil
	}
	r.closed, r.run = true, nil
	if err := errors.Join(r.recordings.close(), r.sim.Close()); err != nil {
		return fmt.Errorf("runner: %w", err)
	}
	return nil
}

// steps makes the steps up to end.
func (r *DSRunner) steps(ctx context.Context, end int64, p *progress) error {
	for _, b := range r.blocks {
		b.set = false // the quantity may have been set since the last run
	}
	r.sim.Start()
	defer r.sim.Stop()
	done := ctx.Done()
	for r.sim.Steps() < end {
		select {
		case <-done:
			err := fmt.Errorf("the run was stopped at %g ms of %g: %w", r.sim.T(), ms(end, r.sim.Dt()), stopped(ctx))
			return errors.Join(err, r.saves.write(r))
		default:
		}
		if err := r.step(); err != nil {
			return err
		}
		if err := r.saves.at(r); err != nil {
			return err
		}
		p.at(r.sim.Steps())
	}
	return r.saves.write(r)
}

// stopped returns why a context is done: its error, and the cause if there is
// another.
func stopped(ctx context.Context) error {
	err := ctx.Err()
	if cause := context.Cause(ctx); !errors.Is(cause, err) {
		return fmt.Errorf("%w (%w)", err, cause)
	}
	return err
}

// step sets the inputs, makes one step and records.
func (r *DSRunner) step() error {
	now := r.sim.Steps()
	for _, b := range r.blocks {
		if err := b.apply(now); err != nil {
			return err
		}
	}
	if err := r.recordings.recordBefore(now); err != nil {
		return err
	}
	if err := r.sim.Step(); err != nil {
		return err
	}
	if err := r.recordings.recordAfter(now); err != nil {
		return err
	}
	if at := r.sim.Steps(); at != now+1 {
		return fmt.Errorf("a function of MonitorFunc took the simulation from step %d to %d; it may read the simulation, and must not step or reset it", now+1, at)
	}
	return nil
}

// shortRun is of how many steps a run is described anew: to describe a network
// takes a look at all weights, and the steps of a shorter run could take less.
const shortRun = 100

func (r *DSRunner) result(start int64, took time.Duration) *Result {
	if r.graph == nil || r.sim.Steps()-start >= shortRun {
		r.graph = r.Graph()
	}
	return &Result{Dt: r.sim.Dt(), Start: start, Stop: r.sim.Steps(), Seed: r.sim.Seed(), Threads: r.sim.Threads(),
		Executor: r.sim.Executor(), Models: models(r.sim), BuildTime: r.build, SimTime: took, Graph: r.graph}
}

// ms returns the time of a step without the noise of the product, for messages.
func ms(step int64, dt float64) float64 { return math.Round(float64(step)*dt*1e9) / 1e9 }
