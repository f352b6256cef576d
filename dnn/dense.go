package dnn

import (
	"math"

	"gonum.org/v1/gonum/floats"
	"gonum.org/v1/gonum/mat"

	"github.com/golgi-sim/golgi"
)

// AllToAll connects every pre with every post.
//
// A single weight needs no storage. Weights of their own take 8 bytes each and
// are given for all pairs; with NoSelf those of i with i are left out.
type AllToAll struct {
	// Weight is one for all, or one per pair: a *mat.Dense or other matrix of
	// pre rows and post columns, a []float64 of its rows, or an initialiser,
	// which is asked for shape (pre, post). Default 1.
	Weight golgi.Value
	NoSelf bool // leave out i with i; pre and post must be the same group
}

// Layer makes the layer.
func (c AllToAll) Layer(p Place) (Layer, error) {
	m := p.check()
	if c.NoSelf && !p.Recurrent {
		m.addf("NoSelf is set, but pre (%d elements) and post (%d elements) are not the same elements of one group, so there is no self to leave out; take NoSelf away", p.Pre, p.Post)
	}
	if m != nil {
		return nil, m.err()
	}
	w, err := p.matrixWeight(c.Weight)
	if err != nil {
		return nil, err
	}
	l := &dense{size: size{p.Pre, p.Post}, noSelf: c.NoSelf}
	if c.NoSelf && w.Each != nil {
		// Between the elements of the diagonal lie as many as a row has.
		kept := w.Each[:0]
		for i := range p.Pre - 1 {
			kept = append(kept, w.Each[i*(p.Post+1)+1:(i+1)*(p.Post+1)]...)
		}
		w.Each = kept
	}
	l.weights = p.quantity(w, int(l.Synapses()))
	return l, nil
}

// Linear is a dense matrix of weights, x·W: AllToAll by the name that it has
// among the layers of networks that are trained.
type Linear struct {
	// Weight is one for all, or one per pair: a *mat.Dense or other matrix of
	// pre rows and post columns, a []float64 of its rows, or an initialiser,
	// which is asked for shape (pre, post). Default 1.
	Weight golgi.Value
}

// Layer makes the layer.
func (c Linear) Layer(p Place) (Layer, error) { return AllToAll{Weight: c.Weight}.Layer(p) }

// dense is a layer with all pairs.
type dense struct {
	size
	weights
	noSelf bool
}

// columns returns how many connections a row has.
func (l *dense) columns() int {
	if l.noSelf {
		return l.post - 1
	}
	return l.post
}

// Synapses returns the number of connections.
func (l *dense) Synapses() int64 { return int64(l.pre) * int64(max(0, l.columns())) }

// stretch is a part of a row without a gap: columns lo to hi-1, with the
// weights each if there is not one for all.
type stretch struct {
	lo, hi int
	each   []float64
}

// row returns columns lo to hi-1 of row i: one stretch, or two if i itself is
// left out. A stretch can be empty.
func (l *dense) row(i, lo, hi int, each []float64) (parts [2]stretch, n int) {
	if each != nil {
		each = each[i*l.columns():]
	}
	cut := func(lo, hi, shift int) stretch {
		if each == nil || lo >= hi {
			return stretch{lo, max(lo, hi), nil}
		}
		return stretch{lo, hi, each[lo-shift : hi-shift]}
	}
	if !l.noSelf {
		parts[0] = cut(lo, hi, 0)
		return parts, 1
	}
	parts[0] = cut(lo, min(hi, i), 0)
	parts[1] = cut(max(lo, i+1), hi, 1)
	return parts, 2
}

// AddSpikes adds the row of every spike.
func (l *dense) AddSpikes(dst []float64, lo, hi int, s golgi.Spikes) {
	span(dst, lo, hi, l.post)
	list, offset := l.fired(s)
	one, each := l.get()
	if each == nil {
		l.addOne(dst, lo, hi, list, offset, one)
		return
	}
	for _, i := range list {
		parts, n := l.row(int(i)-offset, lo, hi, each)
		for _, p := range parts[:n] {
			floats.Add(dst[p.lo:p.hi], p.each)
		}
	}
}

// addOne adds one weight for every spike to every target, that of itself left
// out if so wanted.
func (l *dense) addOne(dst []float64, lo, hi int, list []int32, offset int, w float64) {
	if l.noSelf {
		for _, i := range list[from(list, lo+offset):from(list, hi+offset)] {
			i := int(i) - offset
			addTimes(dst[lo:i], w, len(list))
			addTimes(dst[i:i+1], w, len(list)-1)
			lo = i + 1
		}
	}
	addTimes(dst[lo:hi], w, len(list))
}

// AddVector adds x·W.
func (l *dense) AddVector(dst []float64, lo, hi int, x []float64) {
	span(dst, lo, hi, l.post)
	entries(x, l.pre)
	one, each := l.get()
	if each == nil && !l.noSelf && same(dst[lo:hi]) {
		// One weight, and equal sums to add to: one sum is all of them.
		l.addAlike(dst[lo:hi], x, one)
		return
	}
	for i, x := range x {
		if x == 0 {
			continue
		}
		parts, n := l.row(i, lo, hi, each)
		for _, p := range parts[:n] {
			if each == nil {
				fmaOne(dst[p.lo:p.hi], x, one)
			} else {
				fma(dst[p.lo:p.hi], x, p.each)
			}
		}
	}
}

// addAlike is AddVector for targets that are all equal, of which there may be
// none.
func (l *dense) addAlike(dst, x []float64, w float64) {
	if len(dst) == 0 {
		return
	}
	acc := dst[0]
	for _, x := range x {
		if x != 0 {
			acc = math.FMA(x, w, acc)
		}
	}
	for j := range dst {
		dst[j] = acc
	}
}

// same reports whether all elements have the same bits.
func same(x []float64) bool {
	for _, y := range x {
		if math.Float64bits(y) != math.Float64bits(x[0]) {
			return false
		}
	}
	return true
}

// AddTransposed adds W·y.
func (l *dense) AddTransposed(dst []float64, lo, hi int, y []float64) {
	span(dst, lo, hi, l.pre)
	entries(y, l.post)
	one, each := l.get()
	for i := lo; i < hi; i++ {
		parts, n := l.row(i, 0, l.post, each)
		for _, p := range parts[:n] {
			if each == nil {
				dst[i] = dotOne(dst[i], y[p.lo:p.hi], one)
			} else {
				dst[i] = dot(dst[i], y[p.lo:p.hi], p.each)
			}
		}
	}
}

// Matrix returns the weights.
func (l *dense) Matrix() (*mat.Dense, error) {
	w, err := l.zeros()
	if err != nil || l.Synapses() == 0 {
		return w, err
	}
	one, each := l.get()
	for i := range l.pre {
		row := w.RawRowView(i)
		parts, n := l.row(i, 0, l.post, each)
		for _, p := range parts[:n] {
			for j := p.lo; j < p.hi; j++ {
				row[j] = one
			}
			copy(row[p.lo:p.hi], p.each)
		}
	}
	return w, nil
}
