package dnn

import (
	"gonum.org/v1/gonum/mat"

	"github.com/golgi-sim/golgi"
)

// JitFPHomoLinear connects every pair with probability Prob, independent of
// the others, and with one weight. It stores no connections: it makes them
// anew in each call.
type JitFPHomoLinear struct {
	Prob   golgi.Value // probability of a connection, one number from 0 to 1; it must be given
	Weight golgi.Value // one number; default 1
}

// Layer makes the layer.
func (c JitFPHomoLinear) Layer(p Place) (Layer, error) {
	var m mistakes
	s := m.sample(p, c.Prob)
	w := m.number("Weight", c.Weight, 1, false)
	if m != nil {
		return nil, m.err()
	}
	return &jitHomo{s, p.quantity(golgi.Resolved{Uniform: w}, 1)}, nil
}

// EventJitFPHomoLinear is JitFPHomoLinear under the name that BrainPy has for
// the layer that is driven by spikes. In Golgi every layer takes spikes, at a
// cost that grows with their number, as well as vectors, whose elements are
// multiplied by the weights; the two names are the same layer, and with the
// same key the same matrix.
type EventJitFPHomoLinear struct {
	Prob   golgi.Value // probability of a connection, one number from 0 to 1; it must be given
	Weight golgi.Value // one number; default 1
}

// Layer makes the layer.
func (c EventJitFPHomoLinear) Layer(p Place) (Layer, error) { return JitFPHomoLinear(c).Layer(p) }

// jitHomo is a just-in-time layer with one weight.
type jitHomo struct {
	*jit
	weights
}

// one returns the weight.
func (l *jitHomo) one() float64 {
	w, each := l.get()
	if each != nil {
		return each[0]
	}
	return w
}

// AddSpikes adds the row of every spike.
func (l *jitHomo) AddSpikes(dst []float64, lo, hi int, s golgi.Spikes) {
	span(dst, lo, hi, l.post)
	list, offset := l.fired(s)
	if l.gaps == nil || lo == hi {
		return
	}
	w := l.one()
	// Block by block, so that the targets stay in the cache.
	for b := lo / l.width; b*l.width < hi; b++ {
		begin := b * l.width
		acc := dst[max(begin, lo):min(begin+l.width, hi)]
		if begin < lo {
			for _, i := range list {
				l.gaps.AddRange(l.block(int(i)-offset, b), lo-begin, w, acc)
			}
			continue
		}
		for _, i := range list {
			l.gaps.Add(l.block(int(i)-offset, b), w, acc)
		}
	}
}

// AddVector adds x·W.
func (l *jitHomo) AddVector(dst []float64, lo, hi int, x []float64) {
	span(dst, lo, hi, l.post)
	entries(x, l.pre)
	if l.gaps == nil || lo == hi {
		return
	}
	r := l.enter()
	w := l.one()
	for b := lo / l.width; b*l.width < hi; b++ {
		begin := b * l.width
		for i, x := range x {
			if x != 0 {
				cols := l.row(r, i, b, hi)
				scatterFMA(dst[begin:hi], cols[from(cols, lo-begin):], x, w)
			}
		}
	}
	l.leave(r)
}

// AddTransposed adds W·y.
func (l *jitHomo) AddTransposed(dst []float64, lo, hi int, y []float64) {
	span(dst, lo, hi, l.pre)
	entries(y, l.post)
	if l.gaps == nil {
		return
	}
	r := l.enter()
	w := l.one()
	for i := lo; i < hi; i++ {
		for b := 0; b*l.width < l.post; b++ {
			dst[i] = gather(dst[i], y[b*l.width:], l.row(r, i, b, l.post), w)
		}
	}
	l.leave(r)
}

// Matrix returns the weights.
func (l *jitHomo) Matrix() (*mat.Dense, error) {
	w := l.one()
	return l.fill(func(_ *room, row []float64, _, _ int, cols []int32) {
		for _, c := range cols {
			row[c] = w
		}
	})
}
