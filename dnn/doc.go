// Package dnn has the communication layers: what carries spikes or values from
// one side of a projection to the other, a matrix W of weights with a row per
// presynaptic and a column per postsynaptic element.
//
// A layer is described by a value (a Comm), and made by the projection that it
// is part of:
//
//	dnn.EventCSRLinear{Conn: conn.FixedProb{Prob: 0.02}, Weight: 0.6}
//
// Or it is made by New, to be used on its own.
//
//	OneToOne, AllToAll, Linear     all pairs, or i with i
//	MaskedLinear                   a matrix of which a connector keeps a part
//	CSRLinear                      stored rows of any connector, with delays
//	JitFPHomoLinear                random connections that are never stored,
//	JitFPUniformLinear             with one weight, or with weights that are
//	JitFPNormalLinear              uniform or normal
//	FixedTotalLinear               a given number of random connections with
//	JitFixedTotalLinear            normal weights and delays, stored or not
//
// # Spikes and vectors
//
// Every layer takes both: spikes, at a cost that grows with the spikes of the
// step, and vectors of values, which it multiplies by the weights. What is
// sent decides, not the layer. The names that begin with Event are those that
// BrainPy has for layers driven by spikes; they are the same layers. (There an
// event layer that is given values takes each for one spike, whatever its
// size. Here 2.5 counts 2.5 times.)
//
// # Layers of feed-forward networks
//
// A Module describes a map from an array to another, in forward mode: Dense,
// the activations (ReLU, Tanh, GELU and their like), Softmax, GLU, Flatten,
// Function, and Sequential of these. It is made by Make:
//
//	m, err := dnn.Sequential{dnn.Dense{Out: 10}, dnn.ReLU()}.Make([]int{5}, key)
//
// # Just-in-time connectivity
//
// The layers that begin with Jit store nothing: they make the connections of a
// neuron when it spikes. Every pair is connected with probability Prob,
// independent of all others, and Matrix returns the very connections that are
// simulated. This is how they are drawn; it does not change.
//
// Columns are drawn in blocks. With n columns and probability p > 0, let
//
//	unit  = n/64, rounded up, then rounded up to a multiple of 16
//	width = unit * 2^j
//
// with the smallest j >= 0 for which width >= 1024 and width*p >= 32, except
// that the latter does not make j larger than 4. So there are at most 64
// blocks, and 4 in a large and sparse layer: wider blocks cost less for a
// connection, more blocks let more threads share a row. Block b has the columns
// from b*width on.
//
// In row i, block b is sampled by the rng.Geometric of p with the key
//
//	key = K.With(64*i + b),   K = Place.Key.Path("Conn")
//
// as its documentation says. The weight of the k-th connection in the block,
// from 0, is draw k of the stream of key.With(0):
//
//	JitFPUniformLinear   FMA(WHigh-WLow, Float64(), WLow)
//	JitFPNormalLinear    FMA(WSigma, Normal(), WMu)
//
// The connections depend on key, sizes and p alone, so the three kinds of
// layers connect the same pairs if these are the same. Weights, targets
// asked for, threads and processors make no difference.
package dnn
