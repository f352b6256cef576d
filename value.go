package golgi

import (
	"fmt"
	"math"
	"reflect"
	"slices"

	"github.com/golgi-sim/golgi/rng"
)

// Value is a parameter or an initial value: a number, a []float64 with one
// number per element, a func(i int) float64, or an Initializer. nil, a field
// left out, stands for the documented default, which differs from an explicit
// 0. Anything else is an error of Build.
type Value any

// Values are values by name.
type Values map[string]Value

// An Initializer makes the values of an array. Values must be a pure function
// of the key, the shape and their place.
type Initializer interface {
	// Fill sets dst, an array of that shape, last dimension fastest.
	Fill(dst []float64, shape []int, key rng.Key) error
}

// Deterministic is implemented by initialisers that draw nothing, such as a
// constant: two of them with the same values are equal.
type Deterministic interface{ Deterministic() bool }

// Resolved is a value made definite for an array of a known size.
type Resolved struct {
	Uniform float64   // if Each is nil
	Each    []float64 // one number per element
	// Drawn: made by an initialiser or a function. Two drawn values are never
	// taken for equal.
	Drawn bool
}

// Resolve makes v definite for an array of that shape. The key is for
// initialisers. A NaN is an error, and so is nil.
func Resolve(v Value, shape []int, key rng.Key) (Resolved, error) {
	n := 1
	for _, s := range shape {
		if s < 0 {
			return Resolved{}, fmt.Errorf("cannot be made for %d elements", s)
		}
		n *= s
	}
	if x, ok := number(v); ok {
		return Resolved{Uniform: x}, finite(x, -1)
	}
	var r Resolved
	switch v := v.(type) {
	case nil:
		return r, fmt.Errorf("has no value")
	case []float64:
		if len(v) != n {
			return r, fmt.Errorf("has %d values for %d elements; give one number, or one per element", len(v), n)
		}
		r.Each = slices.Clone(v)
	case func(i int) float64:
		if v == nil {
			return r, fmt.Errorf("is a nil function")
		}
		r.Each, r.Drawn = make([]float64, n), true
		for i := range r.Each {
			r.Each[i] = v(i)
		}
	case Initializer:
		if p := reflect.ValueOf(v); p.Kind() == reflect.Pointer && p.IsNil() {
			return r, fmt.Errorf("is a nil %T", v)
		}
		d, ok := v.(Deterministic)
		r.Each, r.Drawn = make([]float64, n), !ok || !d.Deterministic()
		if err := v.Fill(r.Each, shape, key); err != nil {
			return r, err
		}
	default:
		return r, fmt.Errorf("is a %T; give a number, a []float64, a func(i int) float64 or an initialiser such as initialize.Normal(mean, sd)", v)
	}
	for i, x := range r.Each {
		if err := finite(x, i); err != nil {
			return r, err
		}
	}
	return r, nil
}

func finite(x float64, i int) error {
	switch {
	case math.IsNaN(x) && i < 0:
		return fmt.Errorf("is NaN")
	case math.IsNaN(x):
		return fmt.Errorf("is NaN at element %d", i)
	case math.IsInf(x, 0) && i < 0:
		return fmt.Errorf("is infinite")
	case math.IsInf(x, 0):
		return fmt.Errorf("is infinite at element %d", i)
	}
	return nil
}

// number returns v as a float64 if it is a number of any type.
func number(v Value) (float64, bool) {
	switch x := v.(type) {
	case float64:
		return x, true
	case int:
		return float64(x), true
	}
	r := reflect.ValueOf(v)
	switch {
	case !r.IsValid():
		return 0, false
	case r.CanFloat():
		return r.Float(), true
	case r.CanInt():
		return float64(r.Int()), true
	case r.CanUint():
		return float64(r.Uint()), true
	}
	return 0, false
}

// At returns the value at element i.
func (r Resolved) At(i int) float64 {
	if r.Each == nil {
		return r.Uniform
	}
	return r.Each[i]
}

// Equal reports whether two values are the same numbers, and neither drawn.
func (r Resolved) Equal(o Resolved) bool {
	if r.Drawn || o.Drawn || (r.Each == nil) != (o.Each == nil) {
		return false
	}
	return r.Uniform == o.Uniform && slices.Equal(r.Each, o.Each)
}
