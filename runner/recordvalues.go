package runner

import (
	"encoding/binary"
	"fmt"
	"io"
	"math"

	"github.com/golgi-sim/golgi/internal/npy"
	"github.com/golgi-sim/golgi/internal/tracefile"
)

// pieceValues is the size of the pieces in which a recording in memory grows:
// large enough that allocation does not count, small enough that little is
// wasted.
const pieceValues = 1 << 17 // 1 MB

// valueRecorder records numbers: a row per step.
type valueRecorder struct {
	recorded
	read   func(dst []float64) error
	due    int64       // step to record next
	start  int64       // of the recording
	per    int         // rows in a piece
	open   []float64   // the piece that is being filled
	pieces [][]float64 // the full ones, in memory
	base   int64       // rows from before what the result of the run holds
	rows   int64
	disk   *tracefile.Writer
	path   string
}

func (r *valueRecorder) about() *recorded { return &r.recorded }

func (r *valueRecorder) another() recorder { return &valueRecorder{recorded: r.recorded, read: r.read} }

func (r *valueRecorder) begin(start, steps int64, _ float64) error {
	r.release()
	r.per = max(1, int(min(r.timing.count(start, start+steps), int64(pieceValues/r.width()))))
	r.open, r.pieces, r.base, r.rows = nil, nil, 0, 0
	r.start, r.due = start, r.timing.next(start)
	return nil
}

func (r *valueRecorder) proceed(from int64) { r.base = r.timing.count(r.start, from) }

func (r *valueRecorder) record(step int64) error {
	if step != r.due {
		return nil
	}
	n, w := len(r.open), r.width()
	if n+w > cap(r.open) {
		if err := r.turn(); err != nil {
			return err
		}
		n = 0
	}
	r.open = r.open[:n+w]
	if err := r.read(r.open[n:]); err != nil {
		r.open = r.open[:n]
		return err
	}
	r.rows++
	r.due = r.timing.next(step + 1)
	return nil
}

// turn begins a new piece.
func (r *valueRecorder) turn() error {
	if r.disk != nil {
		return r.write()
	}
	if len(r.open) > 0 {
		r.pieces = append(r.pieces, r.open)
	}
	r.open = make([]float64, 0, r.per*r.width())
	return nil
}

// write writes the open piece to disk.
func (r *valueRecorder) write() error {
	err := r.disk.Append(r.open)
	r.open = r.open[:0]
	return err
}

func (r *valueRecorder) held() int64 {
	return 8 * (int64(len(r.pieces))*int64(r.per)*int64(r.width()) + int64(cap(r.open)))
}

func (r *valueRecorder) most() int64 { return 8 * int64(r.per) * int64(r.width()) }

func (r *valueRecorder) stream(path string, open tracefile.Opener, buffer int64) error {
	w, err := tracefile.Create(path, r.width(), open)
	if err != nil {
		return err
	}
	for _, p := range append(r.pieces[:len(r.pieces):len(r.pieces)], r.open) {
		if err := w.Append(p); err != nil {
			_ = w.Close() // all is in memory still
			return err
		}
	}
	r.disk, r.path = w, path
	r.pieces = nil
	r.buffer(buffer)
	return nil
}

// buffer makes room for what is held back while streaming.
func (r *valueRecorder) buffer(bytes int64) {
	r.per = int(max(1, bytes/8/int64(r.width())))
	r.open = make([]float64, 0, r.per*r.width())
}

// trim drops the row of a step that was not completed, which a recorder before
// the update has.
func (r *valueRecorder) trim(stop int64) {
	if r.rows > r.timing.count(r.start, stop) {
		r.rows--
		r.open = r.open[:len(r.open)-r.width()]
		r.due = r.timing.next(stop)
	}
}

func (r *valueRecorder) flush(stop int64) error {
	if r.disk == nil {
		return nil
	}
	r.trim(stop)
	return r.write()
}

func (r *valueRecorder) finish(stop int64, sync bool) error {
	r.trim(stop)
	if r.disk == nil {
		return nil
	}
	if err := r.flush(stop); err != nil || !sync {
		return err
	}
	return r.disk.Sync()
}

func (r *valueRecorder) release() {
	if r.disk != nil {
		_ = r.disk.Close() // all that was to last was synced
	}
	r.disk = nil
}

func (r *valueRecorder) result(res *Result) recording {
	s := r.newSeries(res)
	rec := recording{recorded: r.recorded, series: s}
	s.rows, s.firstRow = int(r.timing.count(res.Start, res.Stop)), int(r.base)
	if r.disk == nil {
		pieces := r.pieces
		if len(r.open) > 0 {
			pieces = append(pieces, r.open)
		}
		r.pieces, r.open = nil, nil
		s.data = &memoryRows{pieces: pieces, per: r.per, width: r.width()}
		return rec
	}
	d, err := openRows(r.path)
	if err != nil {
		rec.series = s.failed(err)
		return rec
	}
	s.data = d
	s.rows = int(min(int64(s.rows), max(0, d.reader.Rows()-r.base))) // less if a disk was full
	return rec
}

func (r *valueRecorder) mark(stop int64) (mark, error) {
	m := mark{Label: r.label(), Stop: stop}
	if r.disk == nil {
		r.trim(stop)
		m.Rows, m.Bytes = r.rows, r.rows*int64(r.width())*8
		return m, nil
	}
	err := r.flush(stop)
	if err == nil {
		err = r.disk.Sync()
	}
	at := r.disk.Position()
	m.Rows, m.Pieces = at.Rows, at.Pieces
	return m, err
}

func (r *valueRecorder) save(w io.Writer) error {
	if r.disk != nil {
		return nil
	}
	var buf []byte
	for _, p := range append(r.pieces[:len(r.pieces):len(r.pieces)], r.open) {
		buf = npy.AppendValues(buf[:0], p)
		if _, err := w.Write(buf); err != nil {
			return err
		}
	}
	return nil
}

func (r *valueRecorder) load(from io.Reader, m mark, start int64, dt float64) error {
	if rows := r.timing.count(start, m.Stop); m.Rows != rows || m.Bytes != rows*int64(r.width())*8 {
		return fmt.Errorf("%d rows in %d bytes, and %d rows of %d values are due", m.Rows, m.Bytes, rows, r.width())
	}
	_ = r.begin(start, 1<<40, dt)
	b := make([]byte, 8)
	for range m.Rows {
		if len(r.open) == cap(r.open) {
			_ = r.turn() // in memory
		}
		for range r.width() {
			if _, err := io.ReadFull(from, b); err != nil {
				return err
			}
			r.open = append(r.open, math.Float64frombits(binary.LittleEndian.Uint64(b)))
		}
		r.rows++
	}
	r.due = r.timing.next(m.Stop)
	return nil
}

func (r *valueRecorder) allows(path string, m mark, start int64, _ float64) error {
	if rows := r.timing.count(start, m.Stop); m.Rows != rows {
		return fmt.Errorf("%s: %d rows, and %d are due", path, m.Rows, rows)
	}
	t, err := tracefile.OpenReader(path)
	if err == nil && (t.Columns() != r.width() || !t.Ends(tracefile.Position{Rows: m.Rows, Pieces: m.Pieces})) {
		err = fmt.Errorf("%s: it is to go on after %d rows of %d values, and that is no place at which it could end", path, m.Rows, r.width())
	}
	return err
}

func (r *valueRecorder) rewind(path string, m mark, open tracefile.Opener, buffer, start int64, dt float64) error {
	_ = r.begin(start, 0, dt)
	w, err := tracefile.Resume(path, r.width(), tracefile.Position{Rows: m.Rows, Pieces: m.Pieces}, open)
	if err != nil {
		return err
	}
	r.disk, r.path, r.rows, r.due = w, path, m.Rows, r.timing.next(m.Stop)
	r.buffer(buffer)
	return nil
}
