package runner

import (
	"fmt"
	"slices"

	"github.com/golgi-sim/golgi"
)

// Sizes of the pieces in which recordings grow: large enough that allocation
// does not count, small enough that little is wasted.
const (
	pieceValues = 1 << 17 // 1 MB
	pieceSpikes = 1 << 14
)

// recorder records one thing.
type recorder interface {
	// begin makes room for the first of that many steps, from a step on.
	begin(start, steps int64)
	// record takes what is there now, in a step, if it is due.
	record(step int64) error
	// end puts what was recorded in the first steps of the run into the result.
	end(res *Result)
}

// newRecorder returns the recorder of what a monitor was resolved to.
func newRecorder(rec recorded, from any, sim *golgi.Sim) recorder {
	switch from := from.(type) {
	case golgi.Spike:
		r := &spikeRecorder{recorded: rec, spike: from}
		if rec.picks != nil {
			r.place = slices.Repeat([]int32{-1}, rec.hi-rec.lo)
			for k, i := range rec.picks {
				r.place[i-rec.lo] = int32(k)
			}
		}
		return r
	case golgi.State:
		return &valueRecorder{recorded: rec, read: reader(rec, from)}
	case func(*golgi.Sim) float64:
		return &valueRecorder{recorded: rec, read: func(dst []float64) error {
			dst[0] = from(sim)
			return nil
		}}
	}
	panic(fmt.Sprintf("BUG: a recorder of a %T", from))
}

// reader returns a function that reads what is to be recorded of a state.
func reader(rec recorded, from golgi.State) func(dst []float64) error {
	read := func(dst []float64) error {
		_, err := from.Read(dst)
		return err
	}
	n := rec.hi - rec.lo
	if rec.picks != nil {
		read, n = pickReader(rec, from), len(rec.picks)
	}
	if rec.reduce == none {
		return read
	}
	all := make([]float64, n)
	return func(dst []float64) error {
		err := read(all)
		dst[0] = rec.reduce.of(all)
		return err
	}
}

// pickReader reads picked elements: those that adjoin at once.
func pickReader(rec recorded, from golgi.State) func(dst []float64) error {
	var parts []golgi.State
	var ends []int
	for a := 0; a < len(rec.picks); {
		b := a + 1
		for b < len(rec.picks) && rec.picks[b] == rec.picks[b-1]+1 {
			b++
		}
		parts = append(parts, from.Slice(rec.picks[a]-rec.lo, rec.picks[b-1]+1-rec.lo))
		ends = append(ends, b)
		a = b
	}
	return func(dst []float64) error {
		a := 0
		for k, part := range parts {
			if _, err := part.Read(dst[a:ends[k]]); err != nil {
				return err
			}
			a = ends[k]
		}
		return nil
	}
}

// valueRecorder records numbers: a row per step.
type valueRecorder struct {
	recorded
	read func(dst []float64) error
	rows chunks[float64]
	per  int   // rows in a piece
	due  int64 // step to record next
}

func (r *valueRecorder) begin(start, steps int64) {
	r.per = max(1, int(min(r.timing.count(start, start+steps), int64(pieceValues/r.width()))))
	r.rows = chunks[float64]{size: r.per * r.width()}
	r.due = r.timing.next(start)
}

func (r *valueRecorder) record(step int64) error {
	if step != r.due {
		return nil
	}
	r.due = r.timing.next(step + 1)
	return r.read(r.rows.extend(r.width()))
}

func (r *valueRecorder) end(res *Result) {
	s := &Series{Name: r.title(), Unit: r.unit, Dt: res.Dt, Start: res.Start, Every: r.timing.every, Before: r.before,
		Indices: r.elements(), columns: r.width(),
		data: &rowData{pieces: r.rows.pieces, per: r.per, width: r.width()}}
	if s.rows = int(r.timing.count(res.Start, res.Stop)); s.rows > 0 {
		s.Start = r.timing.next(res.Start)
	}
	r.rows = chunks[float64]{}
	res.recordings = append(res.recordings, recording{recorded: r.recorded, series: s})
}

// title is the name of a series, whose Indices tell the elements.
func (r recorded) title() string {
	if r.name == "" && r.reduce == none {
		return r.names[0]
	}
	return r.label()
}

// spikeRecorder records spikes: the number in every step, and the neurons.
type spikeRecorder struct {
	recorded
	spike  golgi.Spike
	place  []int32 // of every neuron among the picks, -1 if it is none; nil without picks
	counts chunks[int32]
	list   chunks[int32]
}

func (r *spikeRecorder) begin(_, steps int64) {
	r.counts = chunks[int32]{size: int(min(steps, pieceSpikes))}
	r.list = chunks[int32]{size: pieceSpikes}
}

func (r *spikeRecorder) record(step int64) error {
	if step < r.timing.from || step >= r.timing.to {
		return nil
	}
	now := r.spike.Now()
	count := &r.counts.extend(1)[0]
	if now.Len() == 0 {
		return nil
	}
	if r.place == nil {
		*count = int32(now.Len())
		dst := r.list.extend(now.Len())
		for k, i := range now.List() {
			dst[k] = i - int32(now.Offset())
		}
		return nil
	}
	for _, i := range now.List() {
		if k := r.place[i-int32(now.Offset())]; k >= 0 {
			r.list.extend(1)[0] = k
			*count++
		}
	}
	return nil
}

func (r *spikeRecorder) end(res *Result) {
	first := min(max(res.Start, r.timing.from), res.Stop)
	t := &SpikeTrain{Name: r.label(), N: r.width(), Offset: r.lo, Neurons: r.picks, Dt: res.Dt,
		Start: first, Stop: max(first, min(res.Stop, r.timing.to))}
	if r.picks != nil {
		t.Offset = 0
	}
	t.Indices = r.list.flat()
	t.Steps = make([]int64, 0, len(t.Indices))
	step := t.Start
	for _, p := range r.counts.pieces {
		for _, n := range p {
			for range n {
				t.Steps = append(t.Steps, step)
			}
			step++
		}
	}
	r.counts, r.list = chunks[int32]{}, chunks[int32]{}
	res.recordings = append(res.recordings, recording{recorded: r.recorded, train: t})
}
