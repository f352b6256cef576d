package dyn

import (
	"fmt"
	"math"

	"gonum.org/v1/gonum/mat"

	"github.com/golgi-sim/golgi"
	"github.com/golgi-sim/golgi/conn"
	"github.com/golgi-sim/golgi/dnn"
	initialize "github.com/golgi-sim/golgi/init"
	"github.com/golgi-sim/golgi/internal/vm"
)

// sparse is the default layer of a reservoir.
func sparse() dnn.Comm {
	return dnn.CSRLinear{Conn: conn.FixedProb{Prob: 0.1}, Weight: initialize.Normal(0, 0.1)}
}

// rescale multiplies the weights of a layer so that their spectral radius is
// what is wanted.
func rescale(l dnn.Layer, want golgi.Value) error {
	r, err := golgi.Resolve(want, nil, 0)
	if err != nil || r.Each != nil || !(r.Uniform > 0) {
		return fmt.Errorf("SpectralRadius is %v; it must be one positive number", want)
	}
	q := l.Weight()
	if q == nil {
		return fmt.Errorf("SpectralRadius is given, but the recurrent layer is made just in time and has no weights to scale; scale its parameters, or take dnn.CSRLinear")
	}
	w, err := l.Matrix()
	if err != nil {
		return err
	}
	radius := spectralRadius(w)
	if radius == 0 {
		return fmt.Errorf("SpectralRadius is %v, but that of the recurrent weights is 0, and no factor changes it; connect more", want)
	}
	values := q.State().Values()
	for k := range values {
		values[k] *= r.Uniform / radius
	}
	if q.Each() == nil {
		q.StoreUniform(q.Uniform()*r.Uniform/radius, len(values))
		return nil
	}
	q.Store(values)
	return nil
}

// spectralRadius returns the largest size of an eigenvalue, by Gelfand's
// formula ρ = lim |W^m|^(1/m) with m = 2^20: squared again and again, and scaled
// in between. Library routines for eigenvalues give other last bits on other
// machines.
func spectralRadius(w *mat.Dense) float64 {
	n, _ := w.Dims()
	a, b := make([]float64, n*n), make([]float64, n*n)
	for i := range n {
		copy(a[i*n:], w.RawRowView(i))
	}
	log2 := 0.0 // of the scale that was taken out, per power
	const squarings = 20
	for k := 0; ; k++ {
		size := 0.0
		for _, x := range a {
			size = max(size, math.Abs(x))
		}
		if size == 0 {
			return 0
		}
		// A power of 2 leaves the digits alone.
		_, e := math.Frexp(size)
		log2 += float64(e) * math.Ldexp(1, -k)
		for i := range a {
			a[i] = math.Ldexp(a[i], -e)
		}
		if k == squarings {
			return vm.Pow(2, log2)
		}
		clear(b)
		for i := range n {
			row := b[i*n : (i+1)*n]
			for j, x := range a[i*n : (i+1)*n] {
				if x == 0 {
					continue
				}
				for c, y := range a[j*n : (j+1)*n] {
					row[c] = math.FMA(x, y, row[c])
				}
			}
		}
		a, b = b, a
	}
}
