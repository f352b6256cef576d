package dnn

import (
	"fmt"
	"math"

	"gonum.org/v1/gonum/mat"

	"github.com/golgi-sim/golgi"
)

// OneToOne connects element i of pre with element i of post; both sides must
// have equally many elements.
type OneToOne struct {
	Weight golgi.Value // one for all, or one per element; default 1
}

// Layer makes the layer.
func (c OneToOne) Layer(p Place) (Layer, error) {
	m := p.check()
	if p.Pre != p.Post {
		m.add(fmt.Errorf("OneToOne joins sides of one size, but pre has %d elements and post has %d; use views of equal size, or another layer", p.Pre, p.Post))
	}
	if m != nil {
		return nil, m.err()
	}
	w, err := p.weight(c.Weight, p.Pre)
	if err != nil {
		return nil, err
	}
	return &oneToOne{size{p.Pre, p.Post}, p.quantity(w, p.Pre)}, nil
}

type oneToOne struct {
	size
	weights
}

// Synapses returns the number of connections, one per element.
func (l *oneToOne) Synapses() int64 { return int64(l.pre) }

// AddSpikes adds the weight of every element that spiked.
func (l *oneToOne) AddSpikes(dst []float64, lo, hi int, s golgi.Spikes) {
	span(dst, lo, hi, l.post)
	list, offset := l.fired(s)
	list = list[from(list, lo+offset):from(list, hi+offset)]
	one, each := l.get()
	for _, i := range list {
		i := int(i) - offset
		if each != nil {
			one = each[i]
		}
		dst[i] += one
	}
}

// AddVector adds every element times its weight.
func (l *oneToOne) AddVector(dst []float64, lo, hi int, x []float64) {
	span(dst, lo, hi, l.post)
	entries(x, l.pre)
	one, each := l.get()
	for i := lo; i < hi; i++ {
		if each != nil {
			one = each[i]
		}
		if x[i] != 0 {
			dst[i] = math.FMA(x[i], one, dst[i])
		}
	}
}

// AddTransposed adds every element times its weight.
func (l *oneToOne) AddTransposed(dst []float64, lo, hi int, y []float64) {
	span(dst, lo, hi, l.pre)
	entries(y, l.post)
	one, each := l.get()
	for i := lo; i < hi; i++ {
		if each != nil {
			one = each[i]
		}
		dst[i] = math.FMA(y[i], one, dst[i])
	}
}

// Matrix returns the weights on the diagonal of a matrix.
func (l *oneToOne) Matrix() (*mat.Dense, error) {
	w, err := l.zeros()
	if err != nil {
		return nil, err
	}
	one, each := l.get()
	for i := range l.pre {
		if each != nil {
			one = each[i]
		}
		w.Set(i, i, one)
	}
	return w, nil
}
