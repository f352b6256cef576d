// Package grid lays the elements of groups out in space, for connectors and
// initialisers that look at distances.
package grid

import (
	"errors"
	"fmt"
	"math"
)

// Grid lays elements out on a regular grid of any number of dimensions, the
// last one fastest, as the elements of an array. The zero Grid is a line.
type Grid struct {
	// Size is how many elements there are along each dimension; left out, all
	// are on a line.
	Size []int
	// PostSize is Size of the postsynaptic side, which covers the same space
	// with another number of elements; left out, it is Size.
	PostSize []int
	// Encoding is the range of values along each dimension: element k of n
	// stands for lo + k·(hi−lo)/n. Left out, it is 0 to Size, so that
	// neighbours are at distance 1. One range is for all dimensions.
	Encoding [][2]float64
	// Periodic makes each dimension a ring: the distance along it is the
	// shorter way round.
	Periodic bool
}

// Layout has the places of the elements of two sides.
type Layout struct {
	dims      int
	pre, post []float64 // dims coordinates of each element
	whole     []float64 // length of each dimension, 0 if it is no ring
}

// most bounds the number of dimensions.
const most = 8

// Layout returns the places of pre and post elements, or all that is wrong
// with the grid.
func (g Grid) Layout(pre, post int) (*Layout, error) {
	size, other := g.Size, g.PostSize
	if size == nil {
		size = []int{pre}
	}
	if other == nil {
		other = size
		if g.Size == nil {
			other = []int{post}
		}
	}
	var errs []error
	if len(size) > most {
		return nil, fmt.Errorf("Size has %d dimensions; at most %d are possible", len(size), most)
	}
	errs = append(errs, covers("Size", size, "pre", pre))
	if len(other) != len(size) {
		errs = append(errs, fmt.Errorf("Size has %d dimensions and PostSize %d; both sides lie in the same space", len(size), len(other)))
	} else {
		errs = append(errs, covers("Size (or PostSize)", other, "post", post))
	}
	ranges := g.Encoding
	switch {
	case len(ranges) == 0:
		for _, n := range size {
			ranges = append(ranges, [2]float64{0, float64(max(n, 1))})
		}
	case len(ranges) == 1:
		for len(ranges) < len(size) {
			ranges = append(ranges[:len(ranges):len(ranges)], ranges[0])
		}
	case len(ranges) != len(size):
		errs = append(errs, fmt.Errorf("Encoding has %d ranges for %d dimensions; give one for all, or one for each", len(ranges), len(size)))
	}
	for d, r := range ranges {
		if !(r[0] < r[1]) || math.IsInf(r[1]-r[0], 0) {
			errs = append(errs, fmt.Errorf("range %d of Encoding is from %v to %v; it must ascend and be finite", d, r[0], r[1]))
		}
	}
	if err := errors.Join(errs...); err != nil {
		return nil, err
	}
	l := &Layout{dims: len(size), pre: places(size, ranges, pre), post: places(other, ranges, post), whole: make([]float64, len(size))}
	if g.Periodic {
		for d, r := range ranges {
			l.whole[d] = r[1] - r[0]
		}
	}
	return l, nil
}

// covers reports whether a grid has n elements.
func covers(what string, size []int, side string, n int) error {
	total := 1.0
	for _, s := range size {
		if s < 0 {
			return fmt.Errorf("%s is %v; no dimension can be negative", what, size)
		}
		total *= float64(s)
	}
	if total != float64(n) {
		return fmt.Errorf("%s is %v, a grid of %.0f elements, but %s has %d", what, size, total, side, n)
	}
	return nil
}

func places(size []int, ranges [][2]float64, n int) []float64 {
	dims := len(size)
	at := make([]float64, n*dims)
	for k := range n {
		rest := k
		for d := dims - 1; d >= 0; d-- {
			r := ranges[d]
			at[k*dims+d] = math.FMA(float64(rest%size[d]), (r[1]-r[0])/float64(size[d]), r[0])
			rest /= size[d]
		}
	}
	return at
}

// Square returns the square of the Euclidean distance from pre i to post j.
func (l *Layout) Square(i, j int) float64 {
	d2 := 0.0
	for d := range l.dims {
		x := math.Abs(l.pre[i*l.dims+d] - l.post[j*l.dims+d])
		if w := l.whole[d]; w > 0 && x > w/2 {
			x = w - x
		}
		d2 = math.FMA(x, x, d2)
	}
	return d2
}

// Table keeps the values of a function of squares of distances, of which grids
// have few different ones.
type Table struct {
	f     func(d2 float64) float64
	known map[float64]float64
}

// mostKnown bounds a table: rounding can make many distances of few.
const mostKnown = 1 << 20

// NewTable returns an empty table of f.
func NewTable(f func(d2 float64) float64) *Table { return &Table{f, map[float64]float64{}} }

// Learn returns the value, and keeps it.
func (t *Table) Learn(d2 float64) float64 {
	y, ok := t.known[d2]
	if !ok {
		y = t.f(d2)
		if len(t.known) < mostKnown {
			t.known[d2] = y
		}
	}
	return y
}

// At returns the value, and changes nothing: several goroutines may call it.
func (t *Table) At(d2 float64) float64 {
	if y, ok := t.known[d2]; ok {
		return y
	}
	return t.f(d2)
}
