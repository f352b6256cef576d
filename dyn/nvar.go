package dyn

import (
	"fmt"
	"slices"

	"github.com/golgi-sim/golgi"
)

// NVAR makes features of a signal for a linear readout, the nonlinear vector
// autoregression that does what a reservoir does (Gauthier et al., Nat. Commun.
// 12, 5564, 2021): in each step
//
//	[1], the inputs of this step, of Stride steps ago, … of (Delay−1)·Stride
//	steps ago, and all products of Order of these, each set of factors once
//
// in this order; for several orders one after the other. Before the first step
// all inputs were 0.
type NVAR struct {
	Relay
	Delay    int   // taps, 1 or more
	Stride   int   // steps between taps; 0, left out: 1
	Order    []int // of the products, each 2 or more; may be empty
	Constant bool  // begin with 1
	// Features is the handle on the features.
	Features golgi.State

	features *golgi.Quantity
	past     [][]float64 // ring of inputs, by step
	products [][]int     // the linear features that each product has
}

// mostFeatures bounds the number of products.
const mostFeatures = 1 << 24

// NewNVAR returns an NVAR of n inputs; set its fields before Build.
func NewNVAR(n, delay int, order ...int) *NVAR {
	v := &NVAR{Delay: delay, Order: order}
	v.init(n)
	v.features = golgi.NewQuantity("features", v)
	v.Features = v.features.State()
	return v
}

// Declare checks the settings and lists the products.
func (v *NVAR) Declare(s *golgi.Site) {
	v.Relay.Declare(s)
	if v.features == nil {
		return
	}
	if v.Delay < 1 || v.Stride < 0 {
		s.Errorf("has Delay %d and Stride %d; give 1 tap or more, and 1 step or more between them", v.Delay, v.Stride)
		return
	}
	s.Name("features", v.features)
	if v.Stride == 0 {
		v.Stride = 1
	}
	linear := v.n * v.Delay
	if float64(v.n)*float64(v.Delay)*float64(v.Stride) > mostFeatures {
		s.Errorf("looks back over %d inputs, %d taps, %d steps apart; that is more than %d values", v.n, v.Delay, v.Stride, mostFeatures)
		return
	}
	v.products = nil
	for _, order := range v.Order {
		if order < 2 {
			s.Errorf("has products of order %d; order 1 is there anyway, give 2 or more", order)
			continue
		}
		// Sets with repetition: (linear+order−1) over order.
		count := 1.0
		for k := range min(order, mostFeatures) {
			if count *= float64(linear+k) / float64(k+1); count > mostFeatures {
				break
			}
		}
		if count*float64(order) > mostFeatures {
			s.Errorf("has at least %.3g products of order %d of its %d linear features; take a lower order or fewer taps", count, order, linear)
			continue
		}
		v.combine(linear, order, nil)
	}
}

// combine lists the ascending sets of order of the linear features.
func (v *NVAR) combine(linear, order int, set []int) {
	if len(set) == order {
		v.products = append(v.products, slices.Clone(set))
		return
	}
	first := 0
	if len(set) > 0 {
		first = set[len(set)-1]
	}
	for k := first; k < linear; k++ {
		v.combine(linear, order, append(set, k))
	}
}

// Allocate gives the features their storage.
func (v *NVAR) Allocate(s *golgi.Site) {
	v.Relay.Allocate(s)
	n := v.n*v.Delay + len(v.products)
	if v.Constant {
		n++
	}
	v.features.Store(make([]float64, n))
	v.past = make([][]float64, (v.Delay-1)*v.Stride+1)
	for k := range v.past {
		v.past[k] = make([]float64, v.n)
	}
}

// Reset forgets the past.
func (v *NVAR) Reset(s *golgi.Site) {
	v.Relay.Reset(s)
	clear(v.features.Each())
	for _, x := range v.past {
		clear(x)
	}
}

// Keep keeps the past.
func (v *NVAR) Keep(a *golgi.Archive) {
	v.Relay.Keep(a)
	a.Same("features", fmt.Sprintf("%v, %d steps apart, constant %t", v, v.Stride, v.Constant))
	for _, x := range v.past {
		a.Floats("past", x)
	}
}

// Update makes the features of the step.
func (v *NVAR) Update(env *golgi.Env) {
	if !env.Begin(&v.Base) || !gather(env, v.x.Each(), v.input, v.From) {
		return
	}
	ring := int64(len(v.past))
	copy(v.past[env.Step()%ring], v.x.Each())
	out := v.features.Each()
	if v.Constant {
		out[0] = 1
		out = out[1:]
	}
	for k := range v.Delay {
		at := (env.Step() - int64(k*v.Stride)) % ring
		copy(out[k*v.n:], v.past[(at+ring)%ring])
	}
	linear := out[:v.n*v.Delay]
	for k, set := range v.products {
		p := 1.0
		for _, i := range set {
			p *= linear[i]
		}
		if out[len(linear)+k] = p; p-p != 0 {
			env.Fail(&golgi.NonFiniteError{Path: v.features.Path(), Index: len(v.features.Each()) - len(v.products) + k, Value: p, Step: env.Step(), Time: env.T()})
			return
		}
	}
}

// String says what the features are.
func (v *NVAR) String() string {
	return fmt.Sprintf("NVAR of %d inputs, %d taps, orders %v", v.n, v.Delay, v.Order)
}
