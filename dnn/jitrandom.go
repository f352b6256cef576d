package dnn

import (
	"math"

	"gonum.org/v1/gonum/mat"

	"github.com/golgi-sim/golgi"
	"github.com/golgi-sim/golgi/rng"
)

// JitFPUniformLinear connects every pair with probability Prob, independent of
// the others, with weights of their own from the uniform distribution between
// WLow and WHigh. It stores neither connections nor weights: it makes them
// anew in each call.
type JitFPUniformLinear struct {
	Prob  golgi.Value // probability of a connection, one number from 0 to 1; it must be given
	WLow  golgi.Value // smallest weight, one number; it must be given
	WHigh golgi.Value // largest weight, one number; it must be given
}

// Layer makes the layer.
func (c JitFPUniformLinear) Layer(p Place) (Layer, error) {
	var m mistakes
	s := m.sample(p, c.Prob)
	lo, hi := m.number("WLow", c.WLow, 0, true), m.number("WHigh", c.WHigh, 0, true)
	switch {
	case lo > hi:
		m.addf("WLow is %v, above WHigh, which is %v", lo, hi)
	case math.IsInf(hi-lo, 0):
		m.addf("WLow and WHigh, %v and %v, are too far apart", lo, hi)
	}
	if m != nil {
		return nil, m.err()
	}
	return &jitRandom{s, uniformWeights{lo, hi - lo}}, nil
}

// EventJitFPUniformLinear is JitFPUniformLinear under the name that BrainPy
// has for the layer that is driven by spikes; see EventJitFPHomoLinear.
type EventJitFPUniformLinear struct {
	Prob  golgi.Value // probability of a connection, one number from 0 to 1; it must be given
	WLow  golgi.Value // smallest weight, one number; it must be given
	WHigh golgi.Value // largest weight, one number; it must be given
}

// Layer makes the layer.
func (c EventJitFPUniformLinear) Layer(p Place) (Layer, error) { return JitFPUniformLinear(c).Layer(p) }

// JitFPNormalLinear connects every pair with probability Prob, independent of
// the others, with weights of their own from the normal distribution with mean
// WMu and standard deviation WSigma. It stores neither connections nor
// weights: it makes them anew in each call.
type JitFPNormalLinear struct {
	Prob   golgi.Value // probability of a connection, one number from 0 to 1; it must be given
	WMu    golgi.Value // mean of the weights, one number; it must be given
	WSigma golgi.Value // standard deviation of the weights, one number from 0 on; it must be given
}

// Layer makes the layer.
func (c JitFPNormalLinear) Layer(p Place) (Layer, error) {
	var m mistakes
	s := m.sample(p, c.Prob)
	mu, sigma := m.number("WMu", c.WMu, 0, true), m.number("WSigma", c.WSigma, 0, true)
	if sigma < 0 {
		m.addf("WSigma is %v; a standard deviation is 0 or positive", sigma)
	}
	if m != nil {
		return nil, m.err()
	}
	return &jitRandom{s, normalWeights{mu, sigma}}, nil
}

// EventJitFPNormalLinear is JitFPNormalLinear under the name that BrainPy has
// for the layer that is driven by spikes; see EventJitFPHomoLinear.
type EventJitFPNormalLinear struct {
	Prob   golgi.Value // probability of a connection, one number from 0 to 1; it must be given
	WMu    golgi.Value // mean of the weights, one number; it must be given
	WSigma golgi.Value // standard deviation of the weights, one number from 0 on; it must be given
}

// Layer makes the layer.
func (c EventJitFPNormalLinear) Layer(p Place) (Layer, error) { return JitFPNormalLinear(c).Layer(p) }

// law is a distribution of weights.
type law interface {
	// draw sets w to the first weights of a stream.
	draw(w []float64, s rng.Stream)
	// summary says what n weights are.
	summary(n int) golgi.Summary
}

type uniformWeights struct{ low, span float64 }

func (u uniformWeights) draw(w []float64, s rng.Stream) {
	for k := range w {
		w[k] = math.FMA(u.span, s.Float64(), u.low)
	}
}

type normalWeights struct{ mu, sigma float64 }

func (n normalWeights) draw(w []float64, s rng.Stream) {
	for k := range w {
		w[k] = math.FMA(n.sigma, s.Normal(), n.mu)
	}
}

// jitRandom is a just-in-time layer with weights that are drawn.
type jitRandom struct {
	*jit
	law law
}

// Weight returns nil: the weights are a formula and cannot be set.
func (l *jitRandom) Weight() *golgi.Quantity { return nil }

// synapsesOf makes the columns and weights of row i in block b that are below
// hi.
func (l *jitRandom) synapsesOf(r *room, i, b, hi int) (cols []int32, w []float64) {
	cols = l.row(r, i, b, hi)
	return cols, l.draw(r, i, b, len(cols))
}

// draw makes the first n weights of row i in block b.
func (l *jitRandom) draw(r *room, i, b, n int) []float64 {
	if cap(r.weights) < n {
		r.weights = make([]float64, max(n, l.most))
	}
	w := r.weights[:n]
	l.law.draw(w, l.block(i, b).With(0).Stream())
	return w
}

// AddSpikes adds the row of every spike.
func (l *jitRandom) AddSpikes(dst []float64, lo, hi int, s golgi.Spikes) {
	span(dst, lo, hi, l.post)
	list, offset := l.fired(s)
	if l.gaps == nil || lo == hi {
		return
	}
	r := l.enter()
	for b := lo / l.width; b*l.width < hi; b++ {
		begin := b * l.width
		for _, i := range list {
			cols, w := l.synapsesOf(r, int(i)-offset, b, hi)
			k := from(cols, lo-begin)
			scatterEach(dst[begin:hi], cols[k:], w[k:])
		}
	}
	l.leave(r)
}

// AddVector adds x·W.
func (l *jitRandom) AddVector(dst []float64, lo, hi int, x []float64) {
	span(dst, lo, hi, l.post)
	entries(x, l.pre)
	if l.gaps == nil || lo == hi {
		return
	}
	r := l.enter()
	for b := lo / l.width; b*l.width < hi; b++ {
		begin := b * l.width
		for i, x := range x {
			if x != 0 {
				cols, w := l.synapsesOf(r, i, b, hi)
				k := from(cols, lo-begin)
				scatterFMAEach(dst[begin:hi], cols[k:], x, w[k:])
			}
		}
	}
	l.leave(r)
}

// AddTransposed adds W·y.
func (l *jitRandom) AddTransposed(dst []float64, lo, hi int, y []float64) {
	span(dst, lo, hi, l.pre)
	entries(y, l.post)
	if l.gaps == nil {
		return
	}
	r := l.enter()
	for i := lo; i < hi; i++ {
		for b := 0; b*l.width < l.post; b++ {
			cols, w := l.synapsesOf(r, i, b, l.post)
			dst[i] = gatherEach(dst[i], y[b*l.width:], cols, w)
		}
	}
	l.leave(r)
}

// Matrix returns the weights.
func (l *jitRandom) Matrix() (*mat.Dense, error) {
	return l.fill(func(r *room, row []float64, i, b int, cols []int32) {
		for k, x := range l.draw(r, i, b, len(cols)) {
			row[cols[k]] = x
		}
	})
}
