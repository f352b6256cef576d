package dnn

import (
	"errors"
	"fmt"
	"math"

	"github.com/golgi-sim/golgi"
	"github.com/golgi-sim/golgi/internal/null"
	"github.com/golgi-sim/golgi/rng"
)

// New makes a layer on its own, outside a network, between different groups of
// pre and post elements. dt is 0.1 ms, which matters for delays only; for
// anything else give a Place to the Layer method of comm.
func New(comm Comm, pre, post int, key rng.Key) (Layer, error) {
	if null.Is(comm) {
		return nil, errors.New("there is no communication layer; give one such as dnn.EventJitFPHomoLinear{Prob: 0.1}")
	}
	return comm.Layer(Place{Pre: pre, Post: post, Dt: 0.1, Key: key})
}

// maxElements is the largest number of elements on a side, as for conn.
const maxElements = 1<<31 - 1<<22

// mistakes collects what is wrong with a description.
type mistakes []error

func (m *mistakes) addf(format string, args ...any) { *m = append(*m, fmt.Errorf(format, args...)) }

// add takes in an error, or each of those that were joined in it.
func (m *mistakes) add(err error) {
	if j, ok := err.(interface{ Unwrap() []error }); ok {
		for _, e := range j.Unwrap() {
			m.add(e)
		}
	} else if err != nil {
		*m = append(*m, err)
	}
}

// err returns the mistakes as one error, nil if there are none.
func (m mistakes) err() error { return errors.Join(m...) }

// check reports what is wrong with the place itself.
func (p Place) check() (m mistakes) {
	if p.Pre < 0 || p.Pre > maxElements {
		m.addf("the pre side has %d elements; 0 to %d are possible", p.Pre, maxElements)
	}
	if p.Post < 0 || p.Post > maxElements {
		m.addf("the post side has %d elements; 0 to %d are possible", p.Post, maxElements)
	}
	if p.Recurrent && p.Pre != p.Post {
		m.addf("pre has %d elements and post has %d, so they are not the same ones (Recurrent)", p.Pre, p.Post)
	}
	return m
}

// number returns a parameter that must be one number. If it is left out it has
// the default def, or is missed if required. After a mistake it is NaN, so that
// no comparison finds another one.
func (m *mistakes) number(field string, v golgi.Value, def float64, required bool) float64 {
	switch v.(type) {
	case nil:
		if required {
			m.addf("%s has no value; give a number", field)
			return math.NaN()
		}
		return def
	case []float64, func(int) float64, golgi.Initializer:
		m.addf("%s is values of single synapses, which this layer cannot be given; give one number, or use a CSR layer", field)
		return math.NaN()
	}
	r, err := golgi.Resolve(v, nil, 0)
	if err != nil {
		m.addf("%s %w", field, err)
		return math.NaN()
	}
	return r.Uniform
}

// size is the size of a layer, for embedding in it.
type size struct{ pre, post int }

// Size returns the numbers of elements on either side.
func (z size) Size() (pre, post int) { return z.pre, z.post }

// span panics unless dst has n elements and lo to hi is a range of them.
func span(dst []float64, lo, hi, n int) {
	if len(dst) != n || lo < 0 || hi < lo || hi > n {
		panic(fmt.Sprintf("dnn: range %d to %d of %d elements for a layer that has %d", lo, hi, len(dst), n))
	}
}

// fired returns the list of spikes, whose entries are offset more than the
// rows they mean. Spikes of another number of elements panic.
func (z size) fired(s golgi.Spikes) (list []int32, offset int) {
	if s.Size() != z.pre {
		panic(fmt.Sprintf("dnn: spikes of %d elements for a layer that has %d", s.Size(), z.pre))
	}
	return s.List(), s.Offset()
}

// entries panics unless x has n elements.
func entries(x []float64, n int) {
	if len(x) != n {
		panic(fmt.Sprintf("dnn: a vector of %d elements for a layer that has %d", len(x), n))
	}
}
