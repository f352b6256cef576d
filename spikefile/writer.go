package spikefile

import (
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"math"
	"slices"

	"github.com/golgi-sim/golgi/internal/null"
)

// fullBlock is how many bytes of data end a block.
const fullBlock = 1 << 16

// Position is a place between two blocks of a file, at which it could end.
type Position struct {
	Offset int64 // bytes
	Spikes int64 // before it
	Stop   int64 // the step up to which the spikes before it are complete
}

// A Writer writes a recording. It holds back less than a block, which Flush
// writes. After an error it only returns that error.
type Writer struct {
	w    io.Writer
	n    int
	at   Position // of what was written
	buf  []byte   // room for a block header, then data
	open block    // that is being filled
	step int64    // of the last spike in it
	next int64    // the first step that may be appended
	err  error
}

// NewWriter writes the header of a recording to w.
func NewWriter(w io.Writer, h Header) (*Writer, error) {
	text, err := h.encode()
	if err != nil {
		return nil, fmt.Errorf("spikefile: %w", err)
	}
	s := Resume(w, h, Position{Stop: h.Start})
	s.write(text)
	return s, s.err
}

// Resume goes on at a position that Flush has returned. What is written to w
// must come to lie behind that position.
func Resume(w io.Writer, h Header, at Position) *Writer {
	s := &Writer{w: w, n: h.N, at: at, next: at.Stop}
	if null.Is(w) {
		s.err = errors.New("spikefile: the writer is nil; give one such as an *os.File")
	}
	s.begin()
	return s
}

// begin begins a block.
func (w *Writer) begin() {
	w.buf = slices.Grow(w.buf[:0], fullBlock+1<<12)[:blockBytes]
	w.open = block{first: w.at.Stop}
	w.step = w.at.Stop
}

func (w *Writer) write(b []byte) {
	if w.err != nil {
		return
	}
	n, err := w.w.Write(b)
	if err == nil && n < len(b) {
		err = io.ErrShortWrite
	}
	if err != nil {
		w.err = err
		return
	}
	w.at.Offset += int64(n)
}

// Append adds the spikes of a step, which must be after those of the steps
// before: the indices of the neurons, ascending.
func (w *Writer) Append(step int64, neurons []int32) error {
	if w.err != nil || len(neurons) == 0 {
		return w.err
	}
	if step < w.next || step > maxStep {
		return fmt.Errorf("spikefile: spikes of step %d, and those up to step %d are complete", step, w.next)
	}
	was := len(w.buf)
	buf := binary.AppendUvarint(w.buf, uint64(step-w.step))
	buf = binary.AppendUvarint(buf, uint64(len(neurons)))
	last := int32(-1)
	for _, i := range neurons {
		if i <= last || int(i) >= w.n {
			w.buf = buf[:was]
			return fmt.Errorf("spikefile: neuron %d of %d after neuron %d in step %d; they must ascend", i, w.n, last, step)
		}
		if gap := uint32(i - last - 1); gap < 0x80 {
			buf = append(buf, byte(gap))
		} else {
			buf = binary.AppendUvarint(buf, uint64(gap))
		}
		last = i
	}
	w.buf, w.step, w.next = buf, step, step+1
	w.open.spikes += int64(len(neurons))
	if len(w.buf)-blockBytes >= fullBlock {
		_, err := w.Flush(step + 1)
		return err
	}
	return nil
}

// Flush writes what was held back, and that the spikes of all steps before stop
// are complete. It returns the position behind that.
func (w *Writer) Flush(stop int64) (Position, error) { return w.flush(stop, false) }

// Position returns the position behind what was written.
func (w *Writer) Position() Position { return w.at }

// Close writes the end: a recording that lasted to stop. It does not close what
// is below. What is resumed at the position that Flush returned before takes
// the place of the end.
func (w *Writer) Close(stop int64) error {
	if _, err := w.flush(stop, false); err != nil {
		return err
	}
	_, err := w.flush(stop, true)
	return err
}

func (w *Writer) flush(stop int64, last bool) (Position, error) {
	if w.err != nil {
		return w.at, w.err
	}
	if stop < w.next {
		return w.at, fmt.Errorf("spikefile: complete up to step %d, and there are spikes up to step %d", stop, w.next)
	}
	data := w.buf[blockBytes:]
	if len(data) == 0 && stop == w.at.Stop && !last {
		return w.at, nil
	}
	if int64(len(data)) > math.MaxUint32 {
		w.err = fmt.Errorf("spikefile: %d bytes of spikes in one step", len(data))
		return w.at, w.err
	}
	b := w.open
	b.last, b.size, b.stop, b.sum = last, int64(len(data)), stop, crc32.Checksum(data, castagnoli)
	b.append(w.buf[:0]) // before the data
	w.write(w.buf)
	if w.err == nil {
		w.at.Stop, w.next = stop, stop
		w.at.Spikes += b.spikes
		w.begin()
	}
	return w.at, w.err
}
