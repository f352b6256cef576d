package dnn

import (
	"gonum.org/v1/gonum/mat"

	"github.com/golgi-sim/golgi"
	"github.com/golgi-sim/golgi/rng"
)

// Comm describes a communication layer: which element of the presynaptic side
// reaches which of the postsynaptic side, and how strongly. A Comm is a value;
// a projection makes the layer it describes.
type Comm interface {
	// Layer makes the layer. The error names every mistake in the description.
	Layer(p Place) (Layer, error)
}

// Place is where a layer is made.
type Place struct {
	Pre, Post int // elements on either side
	// Recurrent: pre and post are the same elements of one group, so that
	// element i of pre is element i of post.
	Recurrent bool
	Dt        float64 // ms
	// Key addresses all that is random in the layer: connectivity, weights,
	// delays.
	Key rng.Key
	// Owner is told when a weight is set; nil for a layer on its own.
	Owner golgi.QuantityOwner
	// Ring: NewRingFor will be called with the layer if it has delays, so that
	// it need not store its connections before.
	Ring bool
	// Shared returns what layers of one network share under a key, made when
	// first asked for; nil for a layer on its own.
	Shared func(key any, make func() (any, error)) (any, error)
}

// Layer is a built communication layer, a matrix W of Pre rows and Post
// columns. Its methods add to dst[lo:hi] only, so that workers can share a
// delivery by ranges of targets; calls with disjoint ranges may go on at once.
// They allocate nothing.
type Layer interface {
	// Size returns the numbers of elements on either side.
	Size() (pre, post int)
	// Synapses returns the number of connections.
	Synapses() int64
	// AddSpikes adds row i of W to dst for every spike i, in order:
	// dst[j] += W[i][j].
	AddSpikes(dst []float64, lo, hi int, s golgi.Spikes)
	// AddVector adds x·W to dst: dst[j] = FMA(x[i], W[i][j], dst[j]) for i in
	// order, zeros of x left out.
	AddVector(dst []float64, lo, hi int, x []float64)
	// AddTransposed adds W·y to dst, which has Pre elements:
	// dst[i] = FMA(y[j], W[i][j], dst[i]) for j in order.
	AddTransposed(dst []float64, lo, hi int, y []float64)
	// Weight returns the weights as a quantity: one value for all, or one per
	// synapse in the order of the rows, columns ascending. nil: the weights
	// are a formula and cannot be set.
	Weight() *golgi.Quantity
	// Matrix returns W, the very connectivity that is simulated.
	Matrix() (*mat.Dense, error)
}

// Empty reports whether a layer has no synapses: its own method Empty, if it has
// one, which need not count them.
func Empty(l Layer) bool {
	if e, ok := l.(interface{ Empty() bool }); ok {
		return e.Empty()
	}
	return l.Synapses() == 0
}

// Delayed is implemented by layers whose synapses have delays of their own.
type Delayed interface {
	Layer
	// Delays returns the largest delay in steps, 0 if there are none.
	Delays() int
	// AddDelayed adds the row of every spike to a ring that has a slot for
	// every delay: a weight with a delay of d steps arrives in step now+d-1,
	// where now is the step that delivers the spikes with a delay of one step.
	AddDelayed(ring Ring, now int64, lo, hi int, s golgi.Spikes)
}
