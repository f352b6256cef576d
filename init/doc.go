// Package initialize makes initial values, parameters and weights: an
// initialiser fills an array of any shape.
//
// The import path ends in init, which can be no package's name in Go; the
// package is called initialize:
//
//	import initialize "github.com/golgi-sim/golgi/init"
//
// An initialiser is a value that says what to draw. It stands wherever a
// golgi.Value does: as a parameter of a model, the start of a variable, the
// weights of a layer.
//
//	Zero, One, Constant, Identity                   nothing is drawn
//	GaussianDecay, DOGDecay                         by the distance on a Grid
//	Normal, TruncatedNormal, Uniform, Exponential, Gamma, Clip
//	VarianceScaling, Kaiming…, Xavier…, Lecun…      by the size of the layer
//	Orthogonal, DeltaOrthogonal                     matrices and kernels
//
// # What is drawn
//
// Element i, counted with the last dimension fastest, is a function of the
// key and of i alone: it comes from the stream of key.With(i), in the way that
// the methods of rng.Stream say. So an array that grows keeps the elements it
// had, and it does not matter how many goroutines fill it, or in what order.
// (Orthogonal matrices are the exception: all their elements belong together.)
//
// A mistake in a parameter, such as a negative standard deviation, is an error
// of Fill, and so of building the network.
package initialize
