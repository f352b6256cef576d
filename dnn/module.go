package dnn

import (
	"errors"
	"fmt"
	"slices"

	"github.com/golgi-sim/golgi/internal/null"
	"github.com/golgi-sim/golgi/rng"
)

// Module describes a layer of a feed-forward network, which maps an array to
// another. A Module is a value; Make makes the Map that it describes.
// (Communication layers, which spikes go through, are described by a Comm.)
type Module interface {
	// Make makes the map for arrays of a shape, last dimension fastest. The
	// key addresses what is random in it. The error names every mistake.
	Make(in []int, key rng.Key) (Map, error)
}

// Map is a built module. It has storage of its own: calls must not go on at
// once. They allocate nothing.
type Map interface {
	// Out returns the shape of the results.
	Out() []int
	// Apply computes dst, an array of shape Out, from x. The two must not
	// overlap, and must have as many elements as their shapes say; else it
	// panics. Run checks.
	Apply(dst, x []float64)
}

// Run applies a map to x and returns the result in a new array; an error if x
// has not as many elements as the map was made for, or there is no map.
func Run(m Map, x []float64) (y []float64, err error) {
	if null.Is(m) {
		return nil, errors.New("dnn: Run was given no map; give one that Make of a module returned")
	}
	y = make([]float64, elements(m.Out()))
	if s, ok := m.(interface{ inputs() int }); ok && s.inputs() != len(x) {
		return nil, fmt.Errorf("dnn: a map of %d elements was given %d", s.inputs(), len(x))
	}
	m.Apply(y, x)
	return y, nil
}

// shape is the sizes of a map, for embedding in it.
type shape struct{ in, out []int }

// Out returns the shape of the results.
func (s shape) Out() []int  { return slices.Clone(s.out) }
func (s shape) inputs() int { return elements(s.in) }

// check panics unless dst and x are of the shapes.
func (s shape) check(dst, x []float64) {
	entries(x, elements(s.in))
	entries(dst, elements(s.out))
}

func elements(shape []int) int {
	n := 1
	for _, s := range shape {
		n *= s
	}
	return n
}

// checkShape reports a shape that no array can have.
func checkShape(what string, in []int) error {
	n := 1.0
	for _, s := range in {
		if s < 1 {
			return fmt.Errorf("%s has shape %v; every dimension needs 1 or more", what, in)
		}
		n *= float64(s)
	}
	if n > maxElements {
		return fmt.Errorf("%s has shape %v, which is %.3g elements; at most %d are possible", what, in, n, maxElements)
	}
	return nil
}

// axis returns where a dimension is in a shape: −1 is the last one.
func axis(what string, k int, in []int) (int, error) {
	at := k
	if at < 0 {
		at += len(in)
	}
	if at < 0 || at >= len(in) {
		return 0, fmt.Errorf("%s is over dimension %d of an input of shape %v, which has %d", what, k, in, len(in))
	}
	return at, nil
}

// Sequential is modules one after the other.
type Sequential []Module

// Make makes all modules, each for the results of the one before.
func (s Sequential) Make(in []int, key rng.Key) (Map, error) {
	if err := checkShape("the input", in); err != nil {
		return nil, err
	}
	seq := &sequence{shape: shape{in: slices.Clone(in)}}
	for k, m := range s {
		if m == nil {
			return nil, fmt.Errorf("module %d of Sequential is nil", k)
		}
		made, err := m.Make(in, key.With(uint64(k)))
		if err != nil {
			return nil, fmt.Errorf("module %d of Sequential: %w", k, err)
		}
		in = made.Out()
		seq.maps, seq.between = append(seq.maps, made), append(seq.between, make([]float64, elements(in)))
	}
	if len(s) == 0 {
		return nil, errors.New("Sequential has no modules")
	}
	seq.out = in
	return seq, nil
}

type sequence struct {
	shape
	maps    []Map
	between [][]float64 // the result of each
}

// Apply applies the maps in order.
func (s *sequence) Apply(dst, x []float64) {
	s.check(dst, x)
	for k, m := range s.maps {
		m.Apply(s.between[k], x)
		x = s.between[k]
	}
	copy(dst, x)
}

// Identity returns what it is given.
type Identity struct{}

// Make makes the map.
func (Identity) Make(in []int, _ rng.Key) (Map, error) { return reshaped(in, in) }

// Flatten makes the dimensions from From on into one; From 0, left out, makes a
// vector. The elements stay in order.
type Flatten struct{ From int }

// Make makes the map.
func (f Flatten) Make(in []int, _ rng.Key) (Map, error) {
	if f.From < 0 || f.From > len(in) {
		return nil, fmt.Errorf("Flatten from dimension %d of an input of shape %v; it must be 0 to %d", f.From, in, len(in))
	}
	return reshaped(in, append(slices.Clone(in[:f.From]), elements(in[f.From:])))
}

// Unflatten makes dimension Axis into several, of which the product is its
// size; −1 is the last. The elements stay in order.
type Unflatten struct {
	Axis  int
	Sizes []int
}

// Make makes the map.
func (u Unflatten) Make(in []int, _ rng.Key) (Map, error) {
	at, err := axis("Unflatten", u.Axis, in)
	if err != nil {
		return nil, err
	}
	if err := checkShape("Sizes of Unflatten", u.Sizes); err != nil {
		return nil, err
	}
	if elements(u.Sizes) != in[at] {
		return nil, fmt.Errorf("Unflatten makes dimension %d, of size %d, into %v, which is %d elements", at, in[at], u.Sizes, elements(u.Sizes))
	}
	return reshaped(in, slices.Concat(in[:at], u.Sizes, in[at+1:]))
}

type reshape struct{ shape }

func reshaped(in, out []int) (Map, error) {
	return &reshape{shape{slices.Clone(in), slices.Clone(out)}}, checkShape("the input", in)
}

// Apply copies x.
func (r *reshape) Apply(dst, x []float64) { r.check(dst, x); copy(dst, x) }

// Function makes a function of one's own a module. It is BrainPy's FunAsLayer.
type Function struct {
	// F computes dst, of shape Out, from x. It must be a pure function, and
	// not keep either slice.
	F   func(dst, x []float64)
	Out []int // left out: the shape of the input
}

// Make makes the map.
func (f Function) Make(in []int, _ rng.Key) (Map, error) {
	out := f.Out
	if out == nil {
		out = in
	}
	err := errors.Join(checkShape("the input", in), checkShape("Out of Function", out))
	if f.F == nil {
		err = errors.Join(err, errors.New("F of Function is nil"))
	}
	return &function{shape{slices.Clone(in), slices.Clone(out)}, f.F}, err
}

type function struct {
	shape
	f func(dst, x []float64)
}

// Apply calls the function.
func (f *function) Apply(dst, x []float64) { f.check(dst, x); f.f(dst, x) }
