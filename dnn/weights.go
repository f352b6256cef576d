package dnn

import (
	"fmt"

	"gonum.org/v1/gonum/mat"

	"github.com/golgi-sim/golgi"
	"github.com/golgi-sim/golgi/conn"
	"github.com/golgi-sim/golgi/internal/memory"
)

// weights are the weights of a layer, for embedding in it: one for all
// synapses, or one per synapse. A layer looks at them anew in each call, so
// that it uses what was set.
type weights struct{ q *golgi.Quantity }

// Weight returns the weights as a quantity.
func (w weights) Weight() *golgi.Quantity { return w.q }

// get returns the weights of the synapses; nil stands for one weight of all.
func (w weights) get() (one float64, each []float64) { return w.q.Uniform(), w.q.Each() }

// alone owns the weights of a layer that is part of no network.
type alone struct{}

func (alone) Settle()                             {}
func (alone) Changed(*golgi.Quantity, bool) error { return nil }
func (alone) Updated() int64                      { return -1 }

// quantity makes the quantity of a layer with n synapses.
func (p Place) quantity(r golgi.Resolved, n int) weights {
	owner := p.Owner
	if owner == nil {
		owner = alone{}
	}
	q := golgi.NewQuantity("weight", owner)
	if r.Each != nil {
		q.Store(r.Each)
	} else {
		q.StoreUniform(r.Uniform, n)
	}
	return weights{q}
}

// weight makes the field Weight definite: 1 if it is left out.
func (p Place) weight(v golgi.Value, shape ...int) (golgi.Resolved, error) {
	if v == nil {
		return golgi.Resolved{Uniform: 1}, nil
	}
	return p.resolve("Weight", v, shape...)
}

// resolve makes a field definite. What is drawn is addressed by the name of
// the field.
func (p Place) resolve(field string, v golgi.Value, shape ...int) (golgi.Resolved, error) {
	switch v.(type) {
	case func(int) float64, golgi.Initializer:
		n := 1.0
		for _, s := range shape {
			n *= float64(s)
		}
		if err := conn.Fits(field, 8*n); err != nil {
			return golgi.Resolved{}, err
		}
	}
	r, err := golgi.Resolve(v, shape, p.Key.Path(field))
	if err != nil {
		err = fmt.Errorf("%s %w", field, err)
	}
	return r, err
}

// matrixWeight is weight for layers that have all pairs: Weight may also be a
// matrix of pre rows and post columns.
func (p Place) matrixWeight(v golgi.Value) (golgi.Resolved, error) {
	m, ok := v.(mat.Matrix)
	if !ok {
		return p.weight(v, p.Pre, p.Post)
	}
	if d, ok := v.(*mat.Dense); ok && d == nil {
		return golgi.Resolved{}, fmt.Errorf("Weight is a nil matrix")
	}
	if r, c := m.Dims(); r != p.Pre || c != p.Post {
		return golgi.Resolved{}, fmt.Errorf("Weight is a matrix of %d × %d, but pre has %d elements and post has %d; it needs a row for each pre and a column for each post", r, c, p.Pre, p.Post)
	}
	if err := conn.Fits("Weight", 8*float64(p.Pre)*float64(p.Post)); err != nil {
		return golgi.Resolved{}, err
	}
	each := memory.Make[float64](p.Pre * p.Post)
	for i := range p.Pre {
		for j := range p.Post {
			each[i*p.Post+j] = m.At(i, j)
		}
	}
	return p.weight(each, p.Pre, p.Post)
}

// picked returns the values at some places, in their order.
func picked(r golgi.Resolved, places []int) golgi.Resolved {
	if r.Each == nil || places == nil {
		return r
	}
	each := memory.Make[float64](len(places))
	for k, at := range places {
		each[k] = r.Each[at]
	}
	r.Each = each
	return r
}

// zeros returns a matrix of the size of a layer.
func (z size) zeros() (*mat.Dense, error) {
	if err := conn.Fits(fmt.Sprintf("the matrix of a layer of %d × %d elements", z.pre, z.post), 8*float64(z.pre)*float64(z.post)); err != nil {
		return nil, err
	}
	if z.pre == 0 || z.post == 0 {
		return &mat.Dense{}, nil // gonum has no matrix with rows and no columns
	}
	return mat.NewDense(z.pre, z.post, nil), nil
}
