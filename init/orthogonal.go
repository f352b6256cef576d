package initialize

import (
	"fmt"
	"math"

	"github.com/golgi-sim/golgi"
	"github.com/golgi-sim/golgi/rng"
)

// Orthogonal draws a matrix with orthonormal columns, or rows if there are
// more columns than rows, uniformly (Haar's measure; Mezzadri 2007), times
// scale (Saxe et al. 2014, arXiv:1312.6120). Of an array of more dimensions,
// all but the last count as rows.
//
// The columns of a Gaussian matrix are made orthogonal one after the other, so
// elements depend on all others before them, and not on their place alone.
// Work grows with the cube of the size.
func Orthogonal(scale float64) golgi.Initializer { return orthogonal{scale} }

type orthogonal struct{ scale float64 }

// String returns the call that makes the initialiser.
func (o orthogonal) String() string { return fmt.Sprintf("Orthogonal(%v)", o.scale) }

// Fill sets the elements of a matrix.
func (o orthogonal) Fill(dst []float64, shape []int, key rng.Key) error {
	if len(shape) < 2 {
		return fmt.Errorf("is %v, which makes a matrix, but an array of shape %v is wanted; use it for the weights of a dense layer", o, shape)
	}
	if err := fits(dst, shape); err != nil {
		return err
	}
	if err := mistakes(o, number("scale", o.scale)); err != nil {
		return err
	}
	if len(dst) == 0 {
		return nil
	}
	cols := shape[len(shape)-1]
	orthonormal(dst, len(dst)/cols, cols, key)
	for i := range dst {
		dst[i] *= o.scale
	}
	return nil
}

// orthonormal fills a matrix of which the columns are orthonormal, or the rows
// if there are fewer of them.
func orthonormal(dst []float64, rows, cols int, key rng.Key) {
	count, length := cols, rows
	if rows < cols {
		count, length = rows, cols
	}
	vectors := make([][]float64, count)
	for k := range vectors {
		s := key.With(uint64(k)).Stream()
		v := make([]float64, length)
		for size := 0.0; size == 0; {
			for i := range v {
				v[i] = s.Normal()
			}
			// Gram and Schmidt; done twice it is as orthogonal as the
			// arithmetic allows (Giraud, Langou and Rozložník 2005). The
			// projection coefficients leave a positive diagonal, which makes
			// the distribution uniform.
			for range 2 {
				for _, u := range vectors[:k] {
					p := product(u, v)
					for i := range v {
						v[i] = math.FMA(-p, u[i], v[i])
					}
				}
				size = math.Sqrt(product(v, v))
				for i := range v {
					v[i] /= size
				}
			}
		}
		vectors[k] = v
	}
	for k, v := range vectors {
		for i, x := range v {
			if rows < cols {
				dst[k*cols+i] = x
			} else {
				dst[i*cols+k] = x
			}
		}
	}
}

func product(u, v []float64) float64 {
	s := 0.0
	for i, x := range u {
		s = math.FMA(x, v[i], s)
	}
	return s
}

// DeltaOrthogonal makes the kernel of a convolution, an array of shape (taps in
// one to three dimensions, in, out) with in <= out, that is an orthogonal
// matrix times scale at its middle tap and 0 elsewhere
// (Xiao et al. 2018, arXiv:1806.05393).
func DeltaOrthogonal(scale float64) golgi.Initializer { return deltaOrthogonal{scale} }

type deltaOrthogonal struct{ scale float64 }

// String returns the call that makes the initialiser.
func (o deltaOrthogonal) String() string { return fmt.Sprintf("DeltaOrthogonal(%v)", o.scale) }

// Fill sets the elements of a kernel.
func (o deltaOrthogonal) Fill(dst []float64, shape []int, key rng.Key) error {
	n := len(shape)
	if n < 3 || n > 5 {
		return fmt.Errorf("is %v, which makes kernels of convolutions, of 3 to 5 dimensions, but an array of shape %v is wanted", o, shape)
	}
	if err := fits(dst, shape); err != nil {
		return err
	}
	in, out := shape[n-2], shape[n-1]
	if in > out {
		return fmt.Errorf("is %v, which needs as many outputs as inputs or more, but the shape is %v (%d inputs, %d outputs)", o, shape, in, out)
	}
	if err := mistakes(o, number("scale", o.scale)); err != nil {
		return err
	}
	clear(dst)
	if len(dst) == 0 {
		return nil
	}
	middle := 0
	for _, taps := range shape[:n-2] {
		middle = middle*taps + (taps-1)/2
	}
	tap := dst[middle*in*out : (middle+1)*in*out]
	orthonormal(tap, in, out, key)
	for i := range tap {
		tap[i] *= o.scale
	}
	return nil
}
