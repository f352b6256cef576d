package runner

import (
	"fmt"
	"iter"
	"math"
	"slices"
	"strings"
	"time"

	"github.com/golgi-sim/golgi"
	"github.com/golgi-sim/golgi/internal/null"
	"github.com/golgi-sim/golgi/internal/suggest"
)

// Result is what one call of Run recorded.
type Result struct {
	Dt       float64 // ms
	Start    int64   // first step of the run
	Stop     int64   // step after the last
	Seed     uint64
	Threads  int    // workers
	Executor string // what ran the programs of the network

	// Models are the models of the groups, by their paths.
	Models map[string]string

	BuildTime time.Duration // that New took
	SimTime   time.Duration // that Run took

	// Graph describes the network as it was at the end of the run, and its
	// inputs. Runs of fewer than 100 steps share the description of an earlier
	// one. nil for a result that was made by no runner.
	Graph *golgi.Graph

	recordings []recording
	dir        string // in which they are on disk
}

// Dir returns the folder in which the recordings are on disk, which Load takes;
// "" if they are in memory.
func (r *Result) Dir() string { return r.dir }

// Steps returns the number of steps made.
func (r *Result) Steps() int64 { return r.Stop - r.Start }

// Duration returns the time simulated in ms.
func (r *Result) Duration() float64 { return ms(r.Steps(), r.Dt) }

// Names returns what was recorded, in the order of the monitors.
func (r *Result) Names() []string {
	names := make([]string, len(r.recordings))
	for k, rec := range r.recordings {
		names[k] = rec.label()
	}
	return names
}

// Spikes returns the spikes of a group, of a view of one, of a handle
// (net.N.Spike), or of a path ("N.spike", or "N" for short). A reference to part
// of what was recorded gives that part. A reference to all neurons of a group of
// which one range was recorded gives this range. What was not recorded gives a
// train without spikes, which carries an error. Of a recording on disk all its
// spikes are read, 12 bytes of memory for each; SpikesBetween and SpikeWindows
// read less at once.
func (r *Result) Spikes(ref any) *SpikeTrain {
	return r.spikesIn(ref, math.MinInt64, math.MaxInt64)
}

// SpikesBetween returns what Spikes returns, of a window between two times in ms
// (see SpikeTrain.Window). Of a recording on disk it reads that window only.
func (r *Result) SpikesBetween(ref any, t0, t1 float64) *SpikeTrain {
	first, last, err := window(t0, t1, r.Dt, r.Start, r.Stop)
	if err != nil {
		return (&SpikeTrain{Dt: r.Dt, Start: r.Start}).failed(err)
	}
	return r.spikesIn(ref, first, last)
}

// SpikeWindows ranges over consecutive windows of what Spikes returns, of a
// width in ms, one in memory at a time. The last one may be shorter. A window
// that cannot be read carries an error and is the last.
func (r *Result) SpikeWindows(ref any, width float64) iter.Seq[*SpikeTrain] {
	return func(yield func(*SpikeTrain) bool) {
		fail := func(err error) { yield((&SpikeTrain{Dt: r.Dt, Start: r.Start}).failed(err)) }
		rec, a, b, err := r.find(ref, true)
		if err != nil {
			fail(err)
			return
		}
		steps := math.Round(width / r.Dt)
		if !(steps >= 1) {
			fail(fmt.Errorf("windows of %v ms; they must be at least dt = %v ms wide", width, r.Dt))
			return
		}
		for step, stop := rec.span(); step < stop; {
			last := stop
			if steps < float64(stop-step) {
				last = step + int64(steps)
			}
			t := rec.take(a, b, step, last)
			if !yield(t) || t.err != nil {
				return
			}
			step = last
		}
	}
}

func (r *Result) spikesIn(ref any, first, last int64) *SpikeTrain {
	rec, a, b, err := r.find(ref, true)
	if err != nil {
		return (&SpikeTrain{Dt: r.Dt, Start: r.Start}).failed(err)
	}
	return rec.take(a, b, first, last)
}

// Series returns the values of a quantity, by its handle (net.N.V), its path
// ("N.V", "N.V[0:5]"), or the name that was given with As or MonitorFunc; what
// Mean and its kin have made of one by "mean(N.V)". A
// reference to part of what was recorded gives that part. A reference to all
// elements of a quantity of which one range was recorded gives this range. What
// was not recorded gives a series without values, which carries an error.
func (r *Result) Series(ref any) *Series {
	rec, a, b, err := r.find(ref, false)
	if err != nil {
		return (&Series{Dt: r.Dt, Start: r.Start}).failed(err)
	}
	return rec.series.Slice(a, b)
}

// reference is what a caller asks for.
type reference struct {
	path   string
	whole  bool
	lo, hi int // if not whole
}

// resolveRef finds the path and range of a reference. Paths, not handles, are
// compared, so that a result does not keep its network alive.
func resolveRef(ref any) (reference, error) {
	if null.Is(ref) {
		return reference{}, fmt.Errorf("results of nil")
	}
	switch x := ref.(type) {
	case string:
		p, err := parseRanged(x)
		if err != nil {
			err = fmt.Errorf("results of %s: %w", x, err)
		}
		return reference{p.path, !p.sliced, p.lo, p.hi}, err
	case golgi.State:
		if err := x.Check(); err != nil {
			return reference{}, fmt.Errorf("results of %w", err)
		}
		lo, hi := x.Range()
		q := x.Quantity()
		return reference{q.Path(), lo == 0 && hi == q.State().Len(), lo, hi}, nil
	case interface{ SpikeHandle() golgi.Spike }:
		return resolveRef(x.SpikeHandle())
	case golgi.Spike:
		v, lo, hi := x.Var()
		if v == nil || x.Path() == "" {
			return reference{}, fmt.Errorf("results of spikes that are not of a network that was built")
		}
		return reference{x.Path(), lo == 0 && hi == v.Spike().Size(), lo, hi}, nil
	}
	return reference{}, fmt.Errorf("results of a value of type %T; ask by a handle such as net.N.V, a path such as \"N.V\", or for spikes by a group", ref)
}

// find returns the recording that a reference is to, and its columns a to b-1
// that are asked for.
func (r *Result) find(ref any, spikes bool) (rec *recording, a, b int, err error) {
	if name, ok := ref.(string); ok {
		for k := range r.recordings {
			if rec := &r.recordings[k]; rec.called(name) {
				return rec, 0, rec.width(), rec.kind(spikes)
			}
		}
	}
	want, err := resolveRef(ref)
	if err != nil {
		return nil, 0, 0, err
	}
	of := r.of(want.path)
	if len(of) == 0 && spikes {
		of = r.of(want.path + ".spike")
	}
	for _, rec := range of {
		if err := rec.kind(spikes); err != nil {
			return nil, 0, 0, err
		}
		if want.whole && (len(of) == 1 || rec.whole()) {
			return rec, 0, rec.width(), nil
		}
		if want.whole {
			continue
		}
		if want.hi == toEnd {
			want.hi = rec.size
		}
		if err := checkRange(want.path, want.lo, want.hi, rec.size); err != nil {
			return nil, 0, 0, err
		}
		if a, b, ok := rec.columns(want.lo, want.hi); ok {
			return rec, a, b, nil
		}
	}
	return nil, 0, 0, r.missing(want, of)
}

// of returns the recordings of the elements of a quantity that have no name of
// their own.
func (r *Result) of(path string) []*recording {
	var all []*recording
	for k := range r.recordings {
		if rec := &r.recordings[k]; rec.name == "" && rec.reduce == none && slices.Contains(rec.names, path) {
			all = append(all, rec)
		}
	}
	return all
}

// kind reports that something else is recorded than was asked for.
func (rec *recording) kind(spikes bool) error {
	switch {
	case spikes && !rec.spikes:
		return fmt.Errorf("%s was recorded as values; ask for it with Series", rec.label())
	case !spikes && rec.spikes:
		return fmt.Errorf("%s was recorded as spikes; ask for it with Spikes", rec.label())
	}
	return nil
}

// fewNames is how many recordings a message lists.
const fewNames = 12

// missing is the error of a reference to what was not recorded.
func (r *Result) missing(want reference, of []*recording) error {
	names := r.Names()
	switch {
	case len(names) == 0:
		return fmt.Errorf("%s was not recorded, and nothing else was: give runner.Monitor what to record", want.path)
	case len(of) == 0:
		var made []string
		for k := range r.recordings {
			if rec := &r.recordings[k]; rec.reduce != none && slices.Contains(rec.names, want.path) {
				made = append(made, fmt.Sprintf("%q", rec.label()))
			}
		}
		if len(made) > 0 {
			return fmt.Errorf("of %s only %s was recorded; ask for it by that name", want.path, list(made))
		}
		if len(names) > fewNames {
			return fmt.Errorf("%s was not recorded%s", want.path, suggest.Hint(want.path, names))
		}
		return fmt.Errorf("%s was not recorded; recorded are %s", want.path, strings.Join(names, ", "))
	}
	ranges := make([]string, len(of))
	for k, rec := range of {
		ranges[k] = rec.label()
	}
	return fmt.Errorf("of %s only %s was recorded", want.path, list(ranges))
}
