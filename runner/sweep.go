package runner

import (
	"context"
	"errors"
	"fmt"
	"math"
	"os"
	"runtime"
	"runtime/debug"
	"slices"
	"strings"
	"sync"
	"sync/atomic"

	"github.com/golgi-sim/golgi"
	"github.com/golgi-sim/golgi/internal/bar"
)

// Sweep is a parameter study: one function, called for every point and every
// seed, on all cores at once, each run on one of them with a network of its
// own.
//
//	sweep := runner.Sweep{
//		Points:  runner.Grid(runner.Over("w", 0.2, 0.4, 0.6), runner.Over("input", runner.Linspace(10, 20, 11)...)),
//		Seeds:   runner.Seeds(5),
//		Figures: []string{"rate", "cv"},
//		Measure: func(ctx context.Context, p runner.Point) ([]float64, error) {
//			net := NewEINet(p.At("w"))
//			run, err := p.New(net, runner.Input(net.N, p.At("input")), runner.Monitor(net.N.Spike))
//			if err != nil {
//				return nil, err
//			}
//			res, err := run.Run(ctx, 1000)
//			if err != nil {
//				return nil, err
//			}
//			return []float64{res.Spikes(net.N).Rate(), res.Spikes(net.N).CV()}, nil
//		},
//		File: "sweep.csv",
//	}
//	table, err := sweep.Run(ctx)
//
// The table is the same, row for row and bit for bit, for any number of workers.
type Sweep struct {
	// Points are the values of the parameters.
	Points Points
	// Seeds are those that every point is run with; left out, 0.
	Seeds []uint64
	// Figures are the names of what Measure returns.
	Figures []string
	// Measure makes one run: it builds the network of the point, runs it and
	// returns one number for each of the Figures. It is called by several
	// goroutines at once and must not share a network, or anything else that it
	// changes, between two calls.
	Measure func(ctx context.Context, p Point) ([]float64, error)
	// Workers is how many runs are made at once; left out, one per processor
	// that the program may use.
	Workers int
	// File, if given, is a CSV file that every row is appended to as soon as it
	// is there. Runs whose rows the file holds already are not made again, so
	// that a sweep that was stopped goes on where it was. When the sweep ends,
	// the file is put in the order of the table. What the model is, the file
	// does not know: delete it when the model has changed. Two sweeps at once
	// need two files: a second one on the same file is an error on Unix, and
	// loses rows on other systems and on file systems without locks.
	File string
	// Quiet leaves out the progress bar, which there is on a terminal only, and
	// the warnings of the runs, of which equal ones are printed once.
	Quiet bool
}

// Run makes the runs and returns the table of those that succeeded, in the order
// of the points, and of the seeds within each. A run that returns an error or
// panics does not stop the others; when ctx is cancelled, no other is begun. The
// error is then a *SweepError, with the table of what is there. A sweep that
// cannot begin is an error without a table.
func (s Sweep) Run(ctx context.Context) (*Table, error) {
	if err := s.check(ctx); err != nil {
		return nil, fmt.Errorf("runner: the sweep cannot begin: %w", err)
	}
	if len(s.Seeds) == 0 {
		s.Seeds = []uint64{0}
	}
	if s.Workers == 0 {
		s.Workers = runtime.GOMAXPROCS(0)
	}
	t := &study{Sweep: s, figures: make([][]float64, s.Points.Len()*len(s.Seeds)), warned: map[golgi.Warning]bool{}}
	if s.File != "" {
		if err := t.open(); err != nil {
			return nil, fmt.Errorf("runner: the sweep cannot begin: %w", err)
		}
	}
	t.runAll(ctx)
	return t.table(), t.end()
}

// check reports all that is wrong with a sweep.
func (s Sweep) check(ctx context.Context) error {
	var errs []error
	if ctx == nil {
		errs = append(errs, errors.New("the context is nil; give context.Background()"))
	}
	if s.Measure == nil {
		errs = append(errs, errors.New("Measure is nil; give the function that makes a run"))
	}
	if len(s.Figures) == 0 {
		errs = append(errs, errors.New("Figures is empty; give the names of what Measure returns"))
	}
	errs = append(errs, s.Points.check(), checkNames("figure", s.Figures))
	for _, name := range s.Figures {
		if slices.Contains(s.Points.names, name) {
			errs = append(errs, fmt.Errorf("a parameter and a figure have the name %q", name))
		}
	}
	seen := map[uint64]bool{}
	for _, seed := range s.Seeds {
		if seen[seed] {
			errs = append(errs, fmt.Errorf("the seed %d is there twice", seed))
		}
		seen[seed] = true
	}
	if s.Workers < 0 {
		errs = append(errs, fmt.Errorf("Workers is %d; give 1 or more, or 0 for one per processor", s.Workers))
	}
	if n := s.Points.Len(); n < 0 || n > most/max(1, len(s.Seeds)) {
		errs = append(errs, fmt.Errorf("there are more than %d runs", most))
	}
	return errors.Join(errs...)
}

// study is a sweep that is being made.
type study struct {
	Sweep
	figures [][]float64 // by run, nil for those that are not there
	file    *sweepFile
	failed  []*PointError
	stopped error
	made    int

	mu     sync.Mutex
	warned map[golgi.Warning]bool
}

// point returns the point of run k.
func (t *study) point(k int) Point {
	return Point{Seed: t.Seeds[k%len(t.Seeds)], names: t.Points.names, values: t.Points.at(k / len(t.Seeds))}
}

// outcome is what a run has come to.
type outcome struct {
	run     int
	figures []float64
	err     error
}

// runAll makes the runs that are not there.
func (t *study) runAll(parent context.Context) {
	ctx, cancel := context.WithCancelCause(parent)
	defer cancel(nil)
	var todo []int
	for k, f := range t.figures {
		if f == nil {
			todo = append(todo, k)
		}
	}
	bar, ended := t.bar(), len(t.figures)-len(todo)
	out := make(chan outcome)
	var next atomic.Int64
	var workers sync.WaitGroup
	for range min(t.Workers, len(todo)) {
		workers.Go(func() {
			for ctx.Err() == nil {
				n := int(next.Add(1)) - 1
				if n >= len(todo) {
					return
				}
				figures, err := t.one(ctx, t.point(todo[n]))
				if ctx.Err() != nil {
					return // whatever it has measured may be of half a run
				}
				out <- outcome{todo[n], figures, err}
			}
		})
	}
	go func() {
		workers.Wait()
		close(out)
	}()
	for o := range out {
		t.take(o, cancel)
		if ended++; bar != nil {
			bar.Set(int64(ended))
		}
	}
	if bar != nil {
		bar.Close()
	}
	if t.stopped == nil && parent.Err() != nil && t.made+len(t.failed) < len(todo) {
		t.stopped = stopped(parent)
	}
	slices.SortFunc(t.failed, func(a, b *PointError) int { return a.run - b.run })
}

// take takes in what a run has come to.
func (t *study) take(o outcome, cancel context.CancelCauseFunc) {
	p := t.point(o.run)
	if o.err != nil {
		t.failed = append(t.failed, &PointError{Point: p, Err: o.err, run: o.run})
		return
	}
	t.figures[o.run], t.made = o.figures, t.made+1
	if t.file == nil || t.stopped != nil {
		return
	}
	if err := t.file.append(Row{p.values, p.Seed, o.figures}); err != nil {
		t.stopped = fmt.Errorf("its file cannot be written: %w", err)
		cancel(t.stopped)
	}
}

// one makes one run, in a goroutine of its own, since the function is the
// user's and may end that.
func (t *study) one(ctx context.Context, p Point) (figures []float64, err error) {
	p.run = &pointRun{warn: t.warn}
	err = errors.New("Measure ended its goroutine (by runtime.Goexit, as FailNow of a test does)")
	done := make(chan struct{})
	go func() {
		defer close(done)
		defer func() {
			if v := recover(); v != nil {
				err = &PanicError{v, debug.Stack()}
			}
		}()
		figures, err = t.Measure(ctx, p)
	}()
	<-done
	for _, r := range p.run.runners {
		err = errors.Join(err, r.Close())
	}
	switch {
	case p.run.wrong != nil:
		err = p.run.wrong
	case err == nil && len(figures) != len(t.Figures):
		err = fmt.Errorf("Measure returned %d numbers for %d figures (%s)", len(figures), len(t.Figures), strings.Join(t.Figures, ", "))
	}
	if err != nil {
		return nil, err
	}
	figures = slices.Clone(figures)
	for k, x := range figures {
		if math.IsNaN(x) {
			figures[k] = math.NaN() // all NaNs are one value
		}
	}
	return figures, nil
}

// warn prints a warning of a run if no other run had the same.
func (t *study) warn(w golgi.Warning) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if !t.Quiet && !t.warned[w] {
		t.warned[w] = true
		printWarning(w)
	}
}

// end puts the file in order and returns what went wrong.
func (t *study) end() error {
	if t.file != nil {
		if err := t.file.close(t.table()); err != nil {
			t.stopped = errors.Join(t.stopped, fmt.Errorf("its file: %w", err))
		}
	}
	if len(t.failed) == 0 && t.stopped == nil {
		return nil
	}
	done := 0
	for _, f := range t.figures {
		if f != nil {
			done++
		}
	}
	return &SweepError{Runs: len(t.figures), Done: done, Failed: t.failed, Stopped: t.stopped}
}

// table returns the table of what is there.
func (t *study) table() *Table {
	table := &Table{Parameters: slices.Clone(t.Points.names), Figures: slices.Clone(t.Figures), seeded: true}
	for k, f := range t.figures {
		if f != nil {
			p := t.point(k)
			table.Rows = append(table.Rows, Row{p.values, p.Seed, f})
		}
	}
	return table
}

// bar shows how many runs there are rows of; nil if none is to be shown.
func (t *study) bar() *bar.Bar {
	if t.Quiet || !onTerminal() {
		return nil
	}
	return bar.New(os.Stderr, "runs", int64(len(t.figures)), true)
}
