package dnn

import (
	"errors"
	"fmt"
	"slices"

	"github.com/golgi-sim/golgi"
	initialize "github.com/golgi-sim/golgi/init"
	"github.com/golgi-sim/golgi/rng"
)

// Dense is a dense layer, y = x·W + b, along the last dimension of its input.
type Dense struct {
	Out int // size of the last dimension of the result
	// Weight is W: one for all, or one per pair, as Linear takes it. Default
	// initialize.XavierNormal().
	Weight golgi.Value
	// Bias is b: one for all, or one per output. Default 0.
	Bias golgi.Value
}

// Make makes the map, a *DenseMap.
func (d Dense) Make(in []int, key rng.Key) (Map, error) {
	err := checkShape("the input", in)
	if len(in) == 0 {
		err = errors.New("Dense needs an input of one dimension at least")
	}
	if d.Out < 1 || d.Out > maxElements {
		err = errors.Join(err, fmt.Errorf("Out of Dense is %d; give the number of outputs, 1 to %d", d.Out, maxElements))
	}
	if err != nil {
		return nil, err
	}
	if d.Weight == nil {
		d.Weight = initialize.XavierNormal()
	}
	if d.Bias == nil {
		d.Bias = 0
	}
	last := len(in) - 1
	p := Place{Pre: in[last], Post: d.Out, Dt: 1, Key: key}
	bias, err := p.resolve("Bias", d.Bias, d.Out)
	layer, errWeight := Linear{Weight: d.Weight}.Layer(p)
	if err := errors.Join(errWeight, err); err != nil {
		return nil, err
	}
	out := append(slices.Clone(in[:last]), d.Out)
	return &DenseMap{shape: shape{slices.Clone(in), out}, layer: layer, bias: p.quantity(bias, d.Out)}, nil
}

// DenseMap is a built Dense.
type DenseMap struct {
	shape
	layer Layer
	bias  weights
}

// Weight returns the handle on W, row by row; of one value if it was given one.
func (d *DenseMap) Weight() golgi.State { return d.layer.Weight().State() }

// Bias returns the handle on b.
func (d *DenseMap) Bias() golgi.State { return d.bias.q.State() }

// Apply computes x·W + b, starting with b: dst[j] = FMA(x[i], W[i][j], dst[j])
// for i in order.
func (d *DenseMap) Apply(dst, x []float64) {
	d.check(dst, x)
	pre, post := d.layer.Size()
	one, each := d.bias.get()
	for len(x) > 0 {
		y := dst[:post]
		for j := range y {
			y[j] = one
		}
		copy(y, each)
		d.layer.AddVector(y, 0, post, x[:pre])
		dst, x = dst[post:], x[pre:]
	}
}
