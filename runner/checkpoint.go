package runner

import (
	"bytes"
	"errors"
	"fmt"
	"math"
	"os"
	"strings"
	"time"

	"github.com/golgi-sim/golgi"
	"github.com/golgi-sim/golgi/internal/safefile"
)

// Checkpoint makes runs save themselves to a file, every so many ms of model
// time, a multiple of dt: the simulation and what was recorded so far. Resume
// goes on from there, so that a run that was killed, at whatever moment, loses no
// more than the last period.
//
// What is recorded in memory is written whole with each checkpoint, and takes
// several times its memory meanwhile. Where that is much, record to disk with
// StreamTo: the checkpoint then only says how far the recording had come.
//
// The file is written beside its place, brought to the disk and then moved
// there: the checkpoint before it is there until the new one is whole. One is
// also written when a run ends or is cancelled, and none when a step has failed.
// A checkpoint that cannot be written stops the run. Two runs at once need two
// files.
func Checkpoint(path string, everyMs float64) Option {
	return func(c *config) { c.saves = &saves{path: path, ms: everyMs} }
}

// saves are the checkpoints of a run; nil makes none.
type saves struct {
	path  string
	ms    float64
	every int64 // steps
	done  int64 // step of the last one, of a run
}

// check reports what is wrong with the option.
func (s *saves) check(sim *golgi.Sim, report func(path string, err error)) {
	if s == nil {
		return
	}
	s.done = -1
	if s.path == "" {
		report("", errors.New("checkpoint: the path is empty; give the name of a file"))
	}
	dt := sim.Dt()
	if !(dt > 0) || math.IsInf(dt, 0) {
		return // a mistake of its own
	}
	var err error
	if s.every, err = wholeSteps(fmt.Sprintf("checkpoint: a period of %v ms", s.ms), s.ms, dt); err == nil && s.every < 1 {
		err = fmt.Errorf("checkpoint: there cannot be one every %v ms; give one step of %v ms or more", s.ms, dt)
	}
	if err != nil {
		report("", err)
	}
}

// ready makes sure, before a long run, that checkpoints can be written.
func (s *saves) ready() error {
	if s == nil {
		return nil
	}
	s.done = -1
	if i, err := os.Stat(s.path); err == nil && i.IsDir() {
		return fmt.Errorf("runner: checkpoints cannot be written: %s is a folder; give the name of a file", s.path)
	}
	f, err := safefile.Create(s.path)
	if err == nil {
		err = errors.Join(f.Close(), safefile.RemoveLeftovers(s.path))
	}
	if err != nil {
		return fmt.Errorf("runner: checkpoints cannot be written: %w", err)
	}
	return nil
}

// at writes a checkpoint if it is time for one.
func (s *saves) at(r *DSRunner) error {
	if s == nil || r.sim.Steps()%s.every != 0 {
		return nil
	}
	return s.write(r)
}

// write writes a checkpoint, if there is none of this step.
func (s *saves) write(r *DSRunner) error {
	if s == nil || s.done == r.sim.Steps() {
		return nil
	}
	if err := r.sim.SaveFile(s.path, golgi.Own{Name: "run", Keep: r.keep}); err != nil {
		return fmt.Errorf("the checkpoint of %g ms was not written: %w", ms(r.sim.Steps(), r.sim.Dt()), err)
	}
	s.done = r.sim.Steps()
	return nil
}

// said is a fact about a run, and its name.
type said struct{ name, text string }

// run is a run that is being made, or one that was resumed.
type run struct {
	start int64         // its first step
	took  time.Duration // that it has taken in other processes
	since time.Time     // when it began in this one; zero before it does
	at    int64         // step at which it was resumed
	jumps int64         // of the simulation, by then
}

func (b *run) elapsed() time.Duration { return b.took + time.Since(b.since) }

// goOn returns the run that is to be made: a new one, or the one that was
// resumed.
func (r *DSRunner) goOn() (*run, error) {
	now := r.sim.Steps()
	if r.run == nil {
		return &run{start: now}, nil
	}
	if at := r.run.at; at != now {
		r.run = nil
		return nil, fmt.Errorf("runner: the simulation was resumed at step %d and is at step %d now, so that there would be a gap; Resume it again, or Run once more to begin another run", at, now)
	}
	if r.run.jumps != r.sim.Jumps() {
		r.run = nil
		return nil, fmt.Errorf("runner: the simulation was resumed at step %d, and was reset or loaded since, so that there would be a gap; Resume it again, or Run once more to begin another run", now)
	}
	return r.run, nil
}

// keep keeps the run: when it began, what drives it, what it has recorded.
func (r *DSRunner) keep(a *golgi.Archive) {
	a.Same("what drives it", inputsText(r.facts))
	a.Same("what is recorded", r.recordings.text())
	now, took := run{}, int64(0)
	var file []byte
	if r.run != nil {
		now = *r.run
	}
	if !now.since.IsZero() { // and not what Resume would put back
		took = int64(now.elapsed())
		var b bytes.Buffer
		if err := r.recordings.save(&b, a.Step()); err != nil {
			a.Errorf("%w", err)
		}
		file = b.Bytes()
	}
	a.Int("first step", &now.start, 0, a.Step())
	a.Int("ns", &took, 0, math.MaxInt64)
	a.Bytes("recordings", &file, math.MaxInt)
	if !a.Loading() || len(file) == 0 {
		return
	}
	if err := r.recordings.load(bytes.NewReader(file)); err != nil {
		if !r.recordings.goesOn {
			r.run = nil // what was resumed before is lost, too
		}
		a.Errorf("%w", err)
		return
	}
	r.run = &run{start: now.start, took: time.Duration(took), at: a.Step(), jumps: r.sim.Jumps()}
}

// inputsText says what drives a network.
func inputsText(facts []said) string {
	if len(facts) == 0 {
		return "none"
	}
	lines := make([]string, len(facts))
	for k, d := range facts {
		lines[k] = d.name + " by " + d.text
	}
	return strings.Join(lines, "\n")
}

// Resume takes up a run from a checkpoint that a run of the same network, with
// the same inputs and monitors, has written (Checkpoint). The next Run goes on
// with that run: it makes the steps that are missing of its duration, which
// counts from where the run began, and its Result is that of the whole run, bit
// for bit as if nothing had happened.
//
//	run, err := runner.New(net, runner.Checkpoint("run.golgi", 1000))
//	...
//	if err := run.Resume("run.golgi"); err != nil && !errors.Is(err, fs.ErrNotExist) {
//		return err
//	}
//	res, err := run.Run(ctx, 60000)
//
// Recordings that stream to a folder (StreamTo) are in the folder and not in the
// file, and go on there: what is in the folder after the checkpoint is dropped.
// For a run that may be killed before its first checkpoint, give Overwrite too.
//
// A file that is damaged, or of another network, of other inputs or monitors, is
// an error that says where, and changes nothing.
func (r *DSRunner) Resume(path string) error {
	if r.closed {
		return fmt.Errorf("runner: cannot resume after Close: %w", golgi.ErrClosed)
	}
	if err := r.sim.LoadFile(path, golgi.Own{Name: "run", Keep: r.keep}); err != nil {
		return fmt.Errorf("runner: cannot resume: %w", err)
	}
	return nil
}
