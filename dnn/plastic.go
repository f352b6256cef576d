package dnn

import (
	"github.com/golgi-sim/golgi"
	"github.com/golgi-sim/golgi/conn"
)

// Plastic is implemented by layers whose synapses can learn: each has a weight
// of its own, found by its row, when the pre element spikes, and by its column,
// when the post element does. Both methods change weights of columns lo to hi-1
// only, so that workers can share the learning by ranges of targets; they
// allocate nothing.
type Plastic interface {
	Layer
	// BeginLearning gives every synapse a weight of its own and the layer what
	// it needs to find those of a column. It is called once, before any
	// weight changes. It is an error if there is no memory for that.
	BeginLearning() error
	// LearnRows changes the row of every pre element that spiked, in order, by
	// the values y of the posts: W[i][j] = clip(FMA(c, y[j], W[i][j])).
	LearnRows(lo, hi int, pre golgi.Spikes, c float64, y []float64, clip Bounds)
	// LearnColumns changes the column of every post element that spiked, in
	// order, by the values x of the pres: W[i][j] = clip(FMA(c, x[i], W[i][j])).
	LearnColumns(lo, hi int, post golgi.Spikes, c float64, x []float64, clip Bounds)
}

// Bounds are the least and the largest weight that learning leaves; infinite if
// there are none.
type Bounds struct{ Min, Max float64 }

// Clip returns the weight next to w within the bounds.
func (b Bounds) Clip(w float64) float64 { return min(max(w, b.Min), b.Max) }

// columns returns the posts lo to hi-1 among spikes, and how much more the
// entries are than the columns they mean.
func columns(post golgi.Spikes, lo, hi int) (list []int32, offset int) {
	list, offset = post.List(), post.Offset()
	return list[from(list, lo+offset):from(list, hi+offset)], offset
}

// spread gives every one of n synapses a weight of its own.
func (w weights) spread(n int) error {
	one, each := w.get()
	if each != nil {
		return nil
	}
	if err := conn.Fits("a weight for every synapse", 8*float64(n)); err != nil {
		return err
	}
	each = make([]float64, n)
	for k := range each {
		each[k] = one
	}
	w.q.Store(each)
	return nil
}
