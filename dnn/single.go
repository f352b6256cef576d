package dnn

import (
	"encoding/binary"
	"fmt"
	"hash/crc32"
	"iter"
	"math"
	"slices"

	"gonum.org/v1/gonum/mat"

	"github.com/golgi-sim/golgi"
	"github.com/golgi-sim/golgi/internal/memory"
)

// single is a csr whose synapses have weights of their own in single precision,
// which stay as they are.
type single[C column] struct {
	csr     csr[C] // whose weights are not looked at
	w       []float32
	summary golgi.Summary // of the weights before they were rounded
}

// newSingle rounds the weights of a layer.
func newSingle(l Layer, each []float64) (Layer, error) {
	w := memory.Make[float32](len(each))
	for k, x := range each {
		w[k] = float32(x)
		if math.IsInf(float64(w[k]), 0) || w[k] == 0 && x != 0 {
			return nil, fmt.Errorf("Weight of synapse %d: %v does not fit a float32; leave Single out", k, x)
		}
	}
	summary := golgi.SummaryOf(each)
	if l, ok := l.(*csr[uint16]); ok {
		return &single[uint16]{*l, w, summary}, nil
	}
	return &single[int32]{*l.(*csr[int32]), w, summary}, nil
}

// Size returns the numbers of elements on either side.
func (l *single[C]) Size() (pre, post int) { return l.csr.Size() }

// Synapses returns the number of connections.
func (l *single[C]) Synapses() int64 { return l.csr.Synapses() }

// Weight returns nil: the weights are single floats, and cannot be set.
func (l *single[C]) Weight() *golgi.Quantity { return nil }

// AddSpikes adds the row of every spike.
func (l *single[C]) AddSpikes(dst []float64, lo, hi int, s golgi.Spikes) {
	addSpikes(&l.csr, 0, l.w, dst, lo, hi, s)
}

// AddVector adds x·W.
func (l *single[C]) AddVector(dst []float64, lo, hi int, x []float64) {
	addVector(&l.csr, 0, l.w, dst, lo, hi, x)
}

// AddTransposed adds W·y.
func (l *single[C]) AddTransposed(dst []float64, lo, hi int, y []float64) {
	addTransposed(&l.csr, 0, l.w, dst, lo, hi, y)
}

// Matrix returns the weights; those of a pair that is connected more than once
// are added up.
func (l *single[C]) Matrix() (*mat.Dense, error) { return toMatrix(&l.csr, 0, l.w) }

// Delays returns the largest delay in steps, 0 if there are none.
func (l *single[C]) Delays() int { return l.csr.Delays() }

// AddDelayed adds the row of every spike to the slots of a ring.
func (l *single[C]) AddDelayed(ring Ring, now int64, lo, hi int, s golgi.Spikes) {
	addDelayed(&l.csr, 0, l.w, ring, now, lo, hi, s)
}

// Pairs yields the pre and the post of every synapse.
func (l *single[C]) Pairs() iter.Seq2[int, int] { return l.csr.Pairs() }

// AddCoupled couples the pairs that are connected.
func (l *single[C]) AddCoupled(dst []float64, lo, hi int, p Past, y []float64) {
	addCoupled(&l.csr, 0, l.w, dst, lo, hi, p, y)
}

// Checksum returns one of the connections, their delays and weights.
func (l *single[C]) Checksum() uint32 {
	if c := &l.csr; !c.summed {
		c.sum, c.summed = checksum(c.rows, c.cols, c.delays), true
		table := crc32.MakeTable(crc32.Castagnoli)
		var room [4096]byte
		for some := range slices.Chunk(l.w, len(room)/4) {
			for k, w := range some {
				binary.LittleEndian.PutUint32(room[4*k:], math.Float32bits(w))
			}
			c.sum = crc32.Update(c.sum, table, room[:4*len(some)])
		}
	}
	return l.csr.sum
}

func (l *single[C]) describe(d *Description) {
	l.csr.describe(d)
	d.Bytes += 4 * int64(len(l.w))
	d.Weight = l.summary
}
