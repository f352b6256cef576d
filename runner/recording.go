package runner

import (
	"fmt"
	"os"

	"github.com/golgi-sim/golgi/internal/memory"
	"github.com/golgi-sim/golgi/spikefile"
)

// recording is one thing that was recorded: a series, or spikes in memory or in
// a file.
type recording struct {
	recorded
	series *Series
	memory *SpikeTrain
	file   *trainFile
}

// newSeries returns the series of what was recorded in a run, without its values.
func (r recorded) newSeries(res *Result) *Series {
	s := &Series{Name: r.title(), Unit: r.unit, Dt: res.Dt, Start: res.Start, Every: r.timing.every, Before: r.before,
		Indices: r.elements(), columns: r.width()}
	if r.timing.count(res.Start, res.Stop) > 0 {
		s.Start = r.timing.next(res.Start)
	}
	return s
}

// title is the name of a series, whose Indices tell the elements.
func (r recorded) title() string {
	if r.name == "" && r.reduce == none {
		return r.names[0]
	}
	return r.label()
}

// newTrain returns the train of what was recorded in a run, without its spikes.
func (r recorded) newTrain(res *Result) SpikeTrain {
	h := r.spikeHeader(res.Start, res.Dt)
	t := SpikeTrain{Name: h.Name, N: h.N, Offset: h.Offset, Neurons: h.Neurons, Dt: h.Dt,
		Start: min(max(res.Start, r.timing.from), res.Stop)}
	t.Stop = max(t.Start, min(res.Stop, r.timing.to))
	return t
}

// take returns the spikes of neurons a to b-1 in the steps from first to
// last-1.
func (rec *recording) take(a, b int, first, last int64) *SpikeTrain {
	if rec.file != nil {
		return rec.file.load(a, b, first, last)
	}
	t := rec.memory.Slice(a, b)
	if t.err == nil && (first > t.Start || last < t.Stop) {
		first = min(max(first, t.Start), t.Stop)
		t = t.steps(first, max(min(last, t.Stop), first))
	}
	return t
}

// span returns the steps of a recording of spikes.
func (rec *recording) span() (start, stop int64) {
	if rec.file != nil {
		return rec.file.train.Start, rec.file.train.Stop
	}
	return rec.memory.Start, rec.memory.Stop
}

// trainFile is a train in a file, in which there may be more.
type trainFile struct {
	path  string
	train SpikeTrain // without the spikes
}

// load reads the spikes of some neurons in some steps.
func (f *trainFile) load(a, b int, first, last int64) *SpikeTrain {
	t := f.train.Slice(a, b)
	if t == &f.train {
		c := f.train
		t = &c
	}
	if t.err != nil {
		return t
	}
	t.Start = min(max(first, t.Start), t.Stop)
	t.Stop = max(min(last, t.Stop), t.Start)
	r, err := spikefile.Open(f.path)
	if err != nil {
		return t.failed(fmt.Errorf("%s: spikes that were recorded cannot be read: %w", f.train.Name, err))
	}
	defer r.Close()
	if h := r.Header(); h.N != f.train.N || h.Dt != f.train.Dt {
		return t.failed(fmt.Errorf("%s: it is of %d neurons and dt = %v ms, and %d and %v are due", f.path, h.N, h.Dt, f.train.N, f.train.Dt))
	}
	if a == 0 && b == f.train.N && t.Start <= r.Header().Start && t.Stop >= r.Stop() {
		if err := memory.Fits(fmt.Sprintf("the %d spikes of %s", r.Count(), t.Name), 12*float64(r.Count()), memory.Free()); err != nil {
			return t.failed(fmt.Errorf("%w; take them by windows, with Result.SpikeWindows", err))
		}
	}
	if err := load(r, t, t.Start, t.Stop, a, b); err != nil {
		return t.failed(fmt.Errorf("%s: spikes that were recorded cannot be read: %w", t.Name, err))
	}
	return t
}

// load adds the spikes of neurons a to b-1 in some steps to a train.
func load(r *spikefile.Reader, t *SpikeTrain, first, last int64, a, b int) error {
	if n := r.Count(); first <= r.Header().Start && last >= r.Stop() && a == 0 && b == r.Header().N {
		t.Steps, t.Indices = make([]int64, 0, n), make([]int32, 0, n)
	} else {
		t.Steps, t.Indices = []int64{}, []int32{}
	}
	for step, i := range r.Between(first, last) {
		if int(i) >= a && int(i) < b {
			t.Steps, t.Indices = append(t.Steps, step), append(t.Indices, i-int32(a))
		}
	}
	if first < last && r.Stop() < last {
		return r.Err()
	}
	return nil
}

// LoadSpikes reads a file of spikes (see package spikefile) as a train. One that
// was cut short gives the spikes up to there, and an error that says where.
func LoadSpikes(path string) (*SpikeTrain, error) {
	r, err := spikefile.Open(path)
	if err != nil {
		return nil, err
	}
	defer r.Close()
	h := r.Header()
	if err := memory.Fits(fmt.Sprintf("the %d spikes of %s", r.Count(), path), 12*float64(r.Count()), memory.Free()); err != nil {
		return nil, fmt.Errorf("%w; package spikefile reads them one by one", err)
	}
	t := &SpikeTrain{Name: h.Name, N: h.N, Offset: h.Offset, Neurons: h.Neurons, Dt: h.Dt, Start: h.Start, Stop: r.Stop()}
	_ = load(r, t, t.Start, t.Stop, 0, t.N) // Err says so below
	t.Stop = r.Stop()
	return t, r.Err()
}

// remove removes files, as far as they are there.
func remove(paths ...string) error {
	for _, p := range paths {
		if err := os.Remove(p); err != nil && !os.IsNotExist(err) {
			return err
		}
	}
	return nil
}
