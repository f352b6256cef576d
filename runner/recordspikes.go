package runner

import (
	"errors"
	"fmt"
	"io"

	"github.com/golgi-sim/golgi"
	"github.com/golgi-sim/golgi/internal/tracefile"
	"github.com/golgi-sim/golgi/spikefile"
)

// spikeRecorder records spikes, as a file of them has them, in memory too.
type spikeRecorder struct {
	recorded
	spike  golgi.Spike
	place  []int32 // of every neuron among the picks, -1 if it is none; nil without picks
	list   []int32 // of a step
	header spikefile.Header
	start  int64
	sink   *sink
	w      *spikefile.Writer
	path   string
}

func (r *spikeRecorder) about() *recorded { return &r.recorded }

func (r *spikeRecorder) another() recorder {
	return &spikeRecorder{recorded: r.recorded, spike: r.spike, place: r.place}
}

func (r *spikeRecorder) begin(start, _ int64, dt float64) (err error) {
	r.release()
	r.start = start
	r.header = r.spikeHeader(start, dt)
	r.sink = &sink{}
	r.list = make([]int32, r.hi-r.lo)
	r.w, err = spikefile.NewWriter(r.sink, r.header)
	return err
}

// spikeHeader returns the header of a recording of spikes that begins in a step.
func (r recorded) spikeHeader(start int64, dt float64) spikefile.Header {
	h := spikefile.Header{Name: r.label(), N: r.width(), Offset: r.lo, Neurons: r.picks, Dt: dt, Start: r.within(start)}
	if r.picks != nil {
		h.Offset = 0
	}
	return h
}

func (r *spikeRecorder) proceed(int64) {}

func (r *spikeRecorder) record(step int64) error {
	if step < r.timing.from || step >= r.timing.to {
		return nil
	}
	now := r.spike.Now()
	if now.Len() == 0 {
		return nil
	}
	n, shift := 0, int32(now.Offset())
	if r.place == nil {
		for _, i := range now.List() {
			r.list[n] = i - shift
			n++
		}
	} else {
		for _, i := range now.List() {
			if k := r.place[i-shift]; k >= 0 {
				r.list[n] = k
				n++
			}
		}
	}
	return r.w.Append(step, r.list[:n])
}

// spikeBlock is about what a block of spikes takes.
const spikeBlock = 1<<16 + 1<<12

func (r *spikeRecorder) held() int64 {
	switch {
	case r.sink == nil: // between runs
		return 0
	case r.sink.file == nil:
		return spikeBlock + r.sink.size
	}
	return spikeBlock
}

func (r *spikeRecorder) most() int64 { return spikeBlock }

func (r *spikeRecorder) stream(path string, open tracefile.Opener, _ int64) error {
	f, err := open(path, true)
	if err != nil {
		return err
	}
	r.path = path
	if err := r.sink.move(f); err != nil {
		return errors.Join(err, f.Close())
	}
	return nil
}

// within cuts a step at the window that is recorded.
func (r recorded) within(step int64) int64 {
	return min(max(step, r.timing.from), max(r.timing.to, r.timing.from))
}

func (r *spikeRecorder) flush(stop int64) error {
	_, err := r.w.Flush(max(r.within(stop), r.header.Start))
	return err
}

func (r *spikeRecorder) finish(stop int64, sync bool) error {
	stop = max(r.within(stop), r.header.Start)
	at, err := r.w.Flush(stop)
	if err == nil {
		err = r.w.Close(stop)
	}
	if err != nil || r.sink.file == nil {
		return err
	}
	if sync {
		err = r.sink.file.Sync()
	}
	// What comes next takes the place of the end.
	r.sink.size = at.Offset
	r.w = spikefile.Resume(r.sink, r.header, at)
	return err
}

func (r *spikeRecorder) release() {
	if r.sink != nil && r.sink.file != nil {
		_ = r.sink.file.Close() // all that was to last was synced
	}
	r.sink = nil
}

func (r *spikeRecorder) result(res *Result) recording {
	t := r.newTrain(res)
	rec := recording{recorded: r.recorded}
	if r.sink.file != nil {
		t.Stop = max(t.Start, min(t.Stop, r.w.Position().Stop)) // less if a disk was full
		rec.file = &trainFile{path: r.path, train: t}
		return rec
	}
	f, err := spikefile.NewReader(r.sink, r.sink.size)
	if err == nil {
		err = load(f, &t, t.Start, t.Stop, 0, t.N)
	}
	if rec.memory = &t; err != nil {
		rec.memory = t.failed(err)
	}
	r.sink = nil
	return rec
}

func (r *spikeRecorder) mark(stop int64) (mark, error) {
	at, err := r.w.Flush(max(r.within(stop), r.header.Start))
	if err == nil && r.sink.file != nil {
		err = r.sink.file.Sync()
	}
	return mark{Label: r.label(), Bytes: at.Offset, Spikes: at.Spikes, Stop: at.Stop}, err
}

func (r *spikeRecorder) save(w io.Writer) error {
	if r.sink.file != nil {
		return nil
	}
	_, err := io.Copy(w, io.NewSectionReader(r.sink, 0, r.sink.size))
	return err
}

func (r *spikeRecorder) load(from io.Reader, m mark, start int64, dt float64) error {
	if err := r.begin(start, 0, dt); err != nil {
		return err
	}
	r.sink = &sink{}
	if n, err := io.Copy(r.sink, io.LimitReader(from, m.Bytes)); err != nil || n < m.Bytes {
		return fmt.Errorf("%d of %d bytes: %w", n, m.Bytes, errors.Join(err, io.ErrUnexpectedEOF))
	}
	f, err := spikefile.NewReader(r.sink, r.sink.size)
	if err != nil {
		return err
	}
	if err := allows(f, r.header, m); err != nil {
		return err
	}
	r.at(m)
	return nil
}

// allows reports why a recording cannot go on at a mark.
func allows(f *spikefile.Reader, due spikefile.Header, m mark) error {
	h := f.Header()
	if h.Name != due.Name || h.N != due.N || h.Start != due.Start || h.Dt != due.Dt {
		return fmt.Errorf("spikes of %s, of %d neurons from step %d on, and those of %s, of %d neurons from step %d on are due",
			h.Name, h.N, h.Start, due.Name, due.N, due.Start)
	}
	if !f.Ends(spikefile.Position{Offset: m.Bytes, Spikes: m.Spikes, Stop: m.Stop}) {
		return fmt.Errorf("it is to go on at byte %d after %d spikes, and that is no place at which it could end", m.Bytes, m.Spikes)
	}
	return nil
}

// at goes on at a mark.
func (r *spikeRecorder) at(m mark) {
	r.sink.size = m.Bytes
	r.w = spikefile.Resume(r.sink, r.header, spikefile.Position{Offset: m.Bytes, Spikes: m.Spikes, Stop: m.Stop})
}

func (r *spikeRecorder) allows(path string, m mark, start int64, dt float64) error {
	f, err := spikefile.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	if err := allows(f, r.spikeHeader(start, dt), m); err != nil {
		return fmt.Errorf("%s: %w", path, err)
	}
	return nil
}

func (r *spikeRecorder) rewind(path string, m mark, open tracefile.Opener, _, start int64, dt float64) error {
	if err := r.begin(start, 0, dt); err != nil {
		return err
	}
	file, err := open(path, false)
	if err != nil {
		return err
	}
	r.sink, r.path = &sink{file: file}, path
	r.at(m)
	return file.Truncate(m.Bytes)
}
