package dnn

import (
	"unsafe"

	"gonum.org/v1/gonum/mat"

	"github.com/golgi-sim/golgi"
	"github.com/golgi-sim/golgi/conn"
	"github.com/golgi-sim/golgi/internal/memory"
)

// csr is a layer that stores its connections in compressed sparse rows. Columns
// take 16 bits where they fit: half the memory to be read.
type csr[C column] struct {
	size
	weights
	rows []int
	cols []C

	// Delays in steps: of every synapse, or nil and the same for all.
	delays []uint16
	most   int // the largest delay, 0 if there are none

	byPost *conn.Structure // the columns, if the synapses learn

	sum    uint32 // Checksum, once it was asked for
	summed bool
}

// newCSR returns a layer of a structure with some weights and delays.
func newCSR(z size, s *conn.Structure, w weights, delays []uint16, most int) Layer {
	if z.post > 1<<16 {
		return &csr[int32]{size: z, weights: w, rows: s.Rows, cols: s.Cols, delays: delays, most: most}
	}
	cols := memory.Make[uint16](len(s.Cols))
	for k, c := range s.Cols {
		cols[k] = uint16(c)
	}
	return &csr[uint16]{size: z, weights: w, rows: s.Rows, cols: cols, delays: delays, most: most}
}

// structure returns the connections.
func (l *csr[C]) structure() *conn.Structure {
	cols := make([]int32, len(l.cols))
	for k, c := range l.cols {
		cols[k] = int32(c)
	}
	return &conn.Structure{Pre: l.pre, Post: l.post, Rows: l.rows, Cols: cols}
}

// Synapses returns the number of connections.
func (l *csr[C]) Synapses() int64 { return int64(len(l.cols)) }

// part returns where in cols the columns lo to hi-1 of row i are.
func (l *csr[C]) part(i, lo, hi int) (a, b int) {
	a, b = l.rows[i], l.rows[i+1]
	row := l.cols[a:b]
	if hi < l.post {
		b = a + from(row, hi)
	}
	if lo > 0 {
		a += from(row, lo)
	}
	return a, b
}

// prefetch has the processor begin to read row i, or the beginning of a long one:
// rows lie anywhere, and it cannot guess where the next is.
func (l *csr[C]) prefetch(i int) {
	if a, b := l.rows[i], l.rows[i+1]; a < b {
		bytes := (b - a) * int(unsafe.Sizeof(l.cols[a]))
		prefetchLines(unsafe.Pointer(&l.cols[a]), 1+min(bytes, 1024)/64)
	}
}

// AddSpikes adds the row of every spike.
func (l *csr[C]) AddSpikes(dst []float64, lo, hi int, s golgi.Spikes) {
	span(dst, lo, hi, l.post)
	list, offset := l.fired(s)
	one, each := l.get()
	for k, i := range list {
		if k+1 < len(list) {
			l.prefetch(int(list[k+1]) - offset)
		}
		a, b := l.part(int(i)-offset, lo, hi)
		if each == nil {
			scatter(dst, l.cols[a:b], one)
		} else {
			scatterEach(dst, l.cols[a:b], each[a:b])
		}
	}
}

// AddVector adds x·W.
func (l *csr[C]) AddVector(dst []float64, lo, hi int, x []float64) {
	span(dst, lo, hi, l.post)
	entries(x, l.pre)
	one, each := l.get()
	for i, x := range x {
		if x == 0 {
			continue
		}
		a, b := l.part(i, lo, hi)
		if each == nil {
			scatterFMA(dst, l.cols[a:b], x, one)
		} else {
			scatterFMAEach(dst, l.cols[a:b], x, each[a:b])
		}
	}
}

// AddTransposed adds W·y.
func (l *csr[C]) AddTransposed(dst []float64, lo, hi int, y []float64) {
	span(dst, lo, hi, l.pre)
	entries(y, l.post)
	one, each := l.get()
	for i := lo; i < hi; i++ {
		a, b := l.rows[i], l.rows[i+1]
		if each == nil {
			dst[i] = gather(dst[i], y, l.cols[a:b], one)
		} else {
			dst[i] = gatherEach(dst[i], y, l.cols[a:b], each[a:b])
		}
	}
}

// Matrix returns the weights; those of a pair that is connected more than once
// are added up.
func (l *csr[C]) Matrix() (*mat.Dense, error) {
	w, err := l.zeros()
	if err != nil || len(l.cols) == 0 {
		return w, err
	}
	one, each := l.get()
	for i := range l.pre {
		row := w.RawRowView(i)
		for k := l.rows[i]; k < l.rows[i+1]; k++ {
			if each != nil {
				one = each[k]
			}
			row[l.cols[k]] += one
		}
	}
	return w, nil
}

// Delays returns the largest delay in steps, 0 if there are none.
func (l *csr[C]) Delays() int { return l.most }

// AddDelayed adds the row of every spike to the slots of a ring.
func (l *csr[C]) AddDelayed(ring Ring, now int64, lo, hi int, s golgi.Spikes) {
	if l.delays == nil {
		l.AddSpikes(ring.slotFor(now, l.most), lo, hi, s)
		return
	}
	span(ring.slotFor(now, l.most), lo, hi, l.post)
	list, offset := l.fired(s)
	one, each := l.get()
	data := ring.data[ring.lo:]
	for _, i := range list {
		a, b := l.part(int(i)-offset, lo, hi)
		delays := l.delays[a:b]
		for k, c := range l.cols[a:b] {
			if each != nil {
				one = each[a+k]
			}
			data[(int(now)-1+int(delays[k]))&ring.mask*ring.stride+int(c)] += one
		}
	}
}

// Checksum returns one of the connections and their delays.
func (l *csr[C]) Checksum() uint32 {
	if !l.summed {
		l.sum, l.summed = checksum(l.rows, l.cols, l.delays), true
	}
	return l.sum
}
