package runner

import (
	"fmt"

	"github.com/golgi-sim/golgi"
)

// Sizes of the pieces in which recordings grow: large enough that allocation
// does not count, small enough that little is wasted.
const (
	pieceValues = 1 << 17 // 1 MB
	pieceSpikes = 1 << 14
)

// recorder records one thing, in every step of a run.
type recorder interface {
	// begin makes room for the first of that many steps.
	begin(steps int64)
	// record takes what is there now.
	record() error
	// end puts what was recorded in the first steps of the run into the result.
	end(res *Result, steps int64)
}

// newRecorder returns the recorder of what a monitor was resolved to.
func newRecorder(rec recorded, from any, sim *golgi.Sim) recorder {
	switch from := from.(type) {
	case golgi.Spike:
		return &spikeRecorder{recorded: rec, spike: from}
	case golgi.State:
		return &valueRecorder{recorded: rec, read: func(dst []float64) error {
			_, err := from.Read(dst)
			return err
		}}
	case func(*golgi.Sim) float64:
		return &valueRecorder{recorded: rec, read: func(dst []float64) error {
			dst[0] = from(sim)
			return nil
		}}
	}
	panic(fmt.Sprintf("BUG: a recorder of a %T", from))
}

// valueRecorder records numbers: a row per step.
type valueRecorder struct {
	recorded
	read func(dst []float64) error
	rows chunks[float64]
	per  int // rows in a piece
}

func (r *valueRecorder) width() int { return r.hi - r.lo }

func (r *valueRecorder) begin(steps int64) {
	r.per = max(1, int(min(steps, int64(pieceValues/r.width()))))
	r.rows = chunks[float64]{size: r.per * r.width()}
}

func (r *valueRecorder) record() error { return r.read(r.rows.extend(r.width())) }

func (r *valueRecorder) end(res *Result, steps int64) {
	s := &Series{Unit: r.unit, Dt: res.Dt, Start: res.Start, Before: r.before,
		Indices: indices(r.lo, r.hi), rows: int(steps), columns: r.width(),
		data: &rowData{pieces: r.rows.pieces, per: r.per, width: r.width()}}
	if s.Name = r.name; s.Name == "" {
		s.Name = r.names[0]
	}
	r.rows = chunks[float64]{}
	res.recordings = append(res.recordings, recording{recorded: r.recorded, series: s})
}

// spikeRecorder records spikes: the number in every step, and the neurons.
type spikeRecorder struct {
	recorded
	spike  golgi.Spike
	counts chunks[int32]
	list   chunks[int32]
}

func (r *spikeRecorder) begin(steps int64) {
	r.counts = chunks[int32]{size: int(min(steps, pieceSpikes))}
	r.list = chunks[int32]{size: pieceSpikes}
}

func (r *spikeRecorder) record() error {
	now := r.spike.Now()
	n := now.Len()
	r.counts.extend(1)[0] = int32(n)
	if n == 0 {
		return nil
	}
	dst := r.list.extend(n)
	for k, i := range now.List() {
		dst[k] = i - int32(now.Offset())
	}
	return nil
}

func (r *spikeRecorder) end(res *Result, steps int64) {
	t := &SpikeTrain{Name: r.label(), N: r.hi - r.lo, Offset: r.lo, Dt: res.Dt, Start: res.Start, Stop: res.Start + steps}
	t.Indices = r.list.flat()
	t.Steps = make([]int64, 0, len(t.Indices))
	step := res.Start
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
