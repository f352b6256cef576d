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
	one, each := l.get()
	addSpikes(l, one, each, dst, lo, hi, s)
}

// AddVector adds x·W.
func (l *csr[C]) AddVector(dst []float64, lo, hi int, x []float64) {
	one, each := l.get()
	addVector(l, one, each, dst, lo, hi, x)
}

// AddTransposed adds W·y.
func (l *csr[C]) AddTransposed(dst []float64, lo, hi int, y []float64) {
	one, each := l.get()
	addTransposed(l, one, each, dst, lo, hi, y)
}

// Matrix returns the weights; those of a pair that is connected more than once
// are added up.
func (l *csr[C]) Matrix() (*mat.Dense, error) {
	one, each := l.get()
	return toMatrix(l, one, each)
}

// Delays returns the largest delay in steps, 0 if there are none.
func (l *csr[C]) Delays() int { return l.most }

// AddDelayed adds the row of every spike to the slots of a ring.
func (l *csr[C]) AddDelayed(ring Ring, now int64, lo, hi int, s golgi.Spikes) {
	one, each := l.get()
	addDelayed(l, one, each, ring, now, lo, hi, s)
}

// Checksum returns one of the connections and their delays.
func (l *csr[C]) Checksum() uint32 {
	if !l.summed {
		l.sum, l.summed = checksum(l.rows, l.cols, l.delays), true
	}
	return l.sum
}
