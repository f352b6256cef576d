package dnn

import (
	"iter"
	"math"
)

// Coupled is implemented by layers that can couple continuous variables, in
// which every synapse may see its pre element another time ago.
type Coupled interface {
	Layer
	// Pairs yields the pre and the post of every synapse, in the order of the
	// weights.
	Pairs() iter.Seq2[int, int]
	// AddCoupled adds for every synapse, of weight W from i to j, in the order
	// of the rows,
	//
	//	dst[j] = FMA(W, x_i - y[j], dst[j])
	//
	// with x_i what p says, and without y[j] if y is nil.
	AddCoupled(dst []float64, lo, hi int, p Past, y []float64)
}

// Past is what the elements of a pre side were in step Now and before.
type Past struct {
	Values Ring // those of step n in slot n
	Now    int64
	Delays []uint16 // how many steps ago each synapse sees its pre; nil: Delay
	Delay  int      // if it is the same for all
}

// at returns what synapse k sees of element i.
func (p *Past) at(k, i int) float64 {
	d := p.Delay
	if p.Delays != nil {
		d = int(p.Delays[k])
	}
	r := &p.Values
	return r.data[(int(p.Now)-d)&r.mask*r.stride+r.lo+i]
}

// check panics unless p has n elements.
func (p *Past) check(n int) {
	if p.Values.hi-p.Values.lo != n {
		panic("dnn: a past of another number of elements than the layer has")
	}
}

// Pairs yields the pre and the post of every synapse.
func (l *dense) Pairs() iter.Seq2[int, int] {
	return func(yield func(int, int) bool) {
		for i := range l.pre {
			for j := range l.post {
				if (i != j || !l.noSelf) && !yield(i, j) {
					return
				}
			}
		}
	}
}

// AddCoupled couples all pairs.
func (l *dense) AddCoupled(dst []float64, lo, hi int, p Past, y []float64) {
	span(dst, lo, hi, l.post)
	p.check(l.pre)
	one, each := l.get()
	for i := range l.pre {
		row := i * l.columns()
		for j := lo; j < hi; j++ {
			k := row + j
			if l.noSelf && j >= i {
				if j == i {
					continue
				}
				k--
			}
			if each != nil {
				one = each[k]
			}
			couple(dst, j, one, p.at(k, i), y)
		}
	}
}

// couple adds what one synapse brings.
func couple(dst []float64, j int, w, x float64, y []float64) {
	if y != nil {
		x -= y[j]
	}
	dst[j] = math.FMA(w, x, dst[j])
}

// Pairs yields the pre and the post of every synapse.
func (l *csr[C]) Pairs() iter.Seq2[int, int] {
	return func(yield func(int, int) bool) {
		for i := range l.pre {
			for _, j := range l.cols[l.rows[i]:l.rows[i+1]] {
				if !yield(i, int(j)) {
					return
				}
			}
		}
	}
}

// AddCoupled couples the pairs that are connected.
func (l *csr[C]) AddCoupled(dst []float64, lo, hi int, p Past, y []float64) {
	one, each := l.get()
	addCoupled(l, one, each, dst, lo, hi, p, y)
}

// Pairs yields every element with itself.
func (l *oneToOne) Pairs() iter.Seq2[int, int] {
	return func(yield func(int, int) bool) {
		for i := range l.pre {
			if !yield(i, i) {
				return
			}
		}
	}
}

// AddCoupled couples every element with that of the other side.
func (l *oneToOne) AddCoupled(dst []float64, lo, hi int, p Past, y []float64) {
	span(dst, lo, hi, l.post)
	p.check(l.pre)
	one, each := l.get()
	for i := lo; i < hi; i++ {
		if each != nil {
			one = each[i]
		}
		couple(dst, i, one, p.at(i, i), y)
	}
}
