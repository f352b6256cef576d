package golgi

import (
	"fmt"

	"github.com/golgi-sim/golgi/internal/span"
)

// State is a handle on a quantity of a part, one number per element: a
// variable, a parameter or an input. It is valid from the moment its part is
// made and has values when the network has been built. The zero State is of
// nothing; reading it gives 0 values.
type State struct {
	q *Quantity
	r span.Range
}

// Quantity is what a State is a handle on. The part that owns it makes it with
// NewQuantity and gives it storage.
type Quantity struct {
	name     string
	owner    QuantityOwner
	part     *Base // in whose place it was declared, nil before Build
	path     string
	unit     string
	variable bool

	n       int
	each    []float64 // nil: one value for all, uniform
	uniform float64
	ready   bool
	before  []float64 // each, before it was set
}

// A QuantityOwner is told of accesses to its quantities.
type QuantityOwner interface {
	// Settle finishes what is under way, such as deliveries in a queue, before
	// a quantity is read or set.
	Settle()
	// Changed is called after a quantity was set. spread says that it was one
	// value for all elements before and is one per element now. Only a
	// Refuser may return an error.
	Changed(q *Quantity, spread bool) error
	// Updated returns the last step in which the quantity was updated, -1 if
	// there was none.
	Updated() int64
}

// A Refuser is a QuantityOwner that has limits to the values of some of its
// quantities. After an error of Changed the quantity has the values that it had
// before, and Changed is called again.
type Refuser interface {
	QuantityOwner
	// Refuses reports whether there are values of q that Changed refuses.
	Refuses(q *Quantity) bool
}

// NewQuantity returns a quantity without storage.
func NewQuantity(name string, owner QuantityOwner) *Quantity {
	return &Quantity{name: name, owner: owner}
}

// State returns a handle on all of the quantity.
func (q *Quantity) State() State { return State{q: q} }

// Name returns the name within its part.
func (q *Quantity) Name() string { return q.name }

// Path returns the path of the quantity, as in "E.syn.g".
func (q *Quantity) Path() string { return q.path }

// Unit returns its unit, "" if it has none.
func (q *Quantity) Unit() string { return q.unit }

// SetUnit says what unit the quantity has.
func (q *Quantity) SetUnit(unit string) { q.unit = unit }

// SetSize says how many elements the quantity will have, so that ranges of it
// can be checked before it has values.
func (q *Quantity) SetSize(n int) { q.n = n }

// SetVariable says that the quantity is a variable: equations change it in
// every step.
func (q *Quantity) SetVariable() { q.variable = true }

// Variable reports whether the quantity is a variable.
func (q *Quantity) Variable() bool { return q.variable }

// forget takes back what Build has made of the quantity.
func (q *Quantity) forget() {
	*q = Quantity{name: q.name, owner: q.owner, unit: q.unit}
}

// Store gives the quantity its storage: one value per element.
func (q *Quantity) Store(each []float64) { q.n, q.each, q.ready = len(each), each, true }

// StoreUniform gives the quantity one value for its n elements.
func (q *Quantity) StoreUniform(x float64, n int) { q.n, q.uniform, q.each, q.ready = n, x, nil, true }

// Each returns the values, nil if there is one for all elements.
func (q *Quantity) Each() []float64 { return q.each }

// Ready reports whether the quantity has values.
func (q *Quantity) Ready() bool { return q.ready }

// Uniform returns the value that all elements have; meaningless if Each is not
// nil.
func (q *Quantity) Uniform() float64 { return q.uniform }

// Updated returns the last step in which the quantity was updated; -1 if there
// was none.
func (s State) Updated() int64 {
	if s.q == nil {
		return -1
	}
	return s.q.owner.Updated()
}

// Slice returns a handle on elements a to b-1 of the handle. A range that it
// does not have is an error where the handle is used.
func (s State) Slice(a, b int) State { return State{s.q, s.r.Slice(a, b)} }

// Quantity returns the quantity of the handle, nil for the zero State.
func (s State) Quantity() *Quantity { return s.q }

// Name returns the name of the quantity within its part.
func (s State) Name() string {
	if s.q == nil {
		return ""
	}
	return s.q.name
}

// Path returns the path of the quantity, with the range if it is not all of
// it, as in "N.V[0:5]".
func (s State) Path() string {
	switch {
	case s.q == nil:
		return ""
	case !s.r.Cut():
		return s.q.path
	}
	lo, hi := s.bounds()
	return fmt.Sprintf("%s[%d:%d]", s.q.path, lo, hi)
}

// Check reports why the handle cannot be used.
func (s State) Check() error {
	switch {
	case s.q == nil:
		return fmt.Errorf("a handle of nothing: the part has no such variable, or not before it is built, as the weights of a projection; then give the path, as in \"E.weight\"")
	case !s.q.ready:
		return fmt.Errorf("%s has no values yet: it is not part of a network that was built", s.q.name)
	}
	return s.CheckRange()
}

// CheckRange reports a range that the quantity does not have, also before it
// has values, if its size is known.
func (s State) CheckRange() error {
	if s.q == nil || s.q.n == 0 && !s.q.ready {
		return nil
	}
	if f, wrong := s.r.Fault(s.q.n); wrong {
		return fmt.Errorf("%s %s", s.q.path, f)
	}
	return nil
}

func (s State) bounds() (lo, hi int) { return s.r.Of(s.q.n) }

// Size returns the number of elements of the handle as soon as its part has been
// declared, before it has values; 0 for a range that there is not.
func (s State) Size() int {
	if s.q == nil || s.CheckRange() != nil {
		return 0
	}
	lo, hi := s.bounds()
	return hi - lo
}

// Range returns the elements of the quantity that the handle is on, lo to
// hi-1; 0, 0 for a handle that cannot be used.
func (s State) Range() (lo, hi int) {
	if s.Check() != nil {
		return 0, 0
	}
	return s.bounds()
}

// Len returns the number of elements; 0 for a handle that cannot be used.
func (s State) Len() int {
	if s.Check() != nil {
		return 0
	}
	lo, hi := s.bounds()
	return hi - lo
}

// At returns element i. A handle that cannot be used, or an element that it
// does not have, panics, as indexing a slice does.
func (s State) At(i int) float64 {
	if err := s.Check(); err != nil {
		panic("golgi: " + err.Error())
	}
	s.q.owner.Settle()
	lo, hi := s.bounds()
	if i < 0 || lo+i >= hi {
		panic(fmt.Sprintf("golgi: element %d of %d of %s", i, hi-lo, s.q.path))
	}
	if s.q.each == nil {
		return s.q.uniform
	}
	return s.q.each[lo+i]
}

// Read copies the values to dst, nil or of the length of the handle, and
// returns it.
func (s State) Read(dst []float64) ([]float64, error) {
	if err := s.Check(); err != nil {
		return nil, err
	}
	s.q.owner.Settle()
	lo, hi := s.bounds()
	if dst == nil {
		dst = make([]float64, hi-lo)
	}
	if len(dst) != hi-lo {
		return nil, fmt.Errorf("%s has %d elements, dst has room for %d", s.Path(), hi-lo, len(dst))
	}
	if s.q.each != nil {
		copy(dst, s.q.each[lo:hi])
		return dst, nil
	}
	for i := range dst {
		dst[i] = s.q.uniform
	}
	return dst, nil
}

// Values returns a copy of the values; nil for a handle that cannot be used.
func (s State) Values() []float64 {
	x, err := s.Read(nil)
	if err != nil {
		return nil
	}
	return x
}

// Set sets all elements to one value, Set(20), or each to its own,
// Set(xs...). It takes effect in the next step. A NaN or infinite value, a
// value that Build would refuse, or another number of values, is an error, and
// nothing is set.
func (s State) Set(x ...float64) error {
	if err := s.Check(); err != nil {
		return err
	}
	lo, hi := s.bounds()
	if len(x) != 1 && len(x) != hi-lo {
		return fmt.Errorf("%s has %d elements and was given %d values; give one, or one per element", s.Path(), hi-lo, len(x))
	}
	for i, v := range x {
		if len(x) == 1 {
			i = -1
		}
		if err := finite(v, i); err != nil {
			return fmt.Errorf("%s: the new value %w", s.Path(), err)
		}
	}
	if lo == hi {
		return nil
	}
	q := s.q
	q.owner.Settle()
	if r, ok := q.owner.(Refuser); ok && r.Refuses(q) {
		return s.try(lo, hi, x)
	}
	return q.owner.Changed(q, q.set(lo, hi, x))
}

// try sets values that may be refused.
func (s State) try(lo, hi int, x []float64) error {
	q := s.q
	uniform, each := q.uniform, q.each
	q.before = append(q.before[:0], each...)
	spread := q.set(lo, hi, x)
	refused := q.owner.Changed(q, spread)
	if refused == nil {
		return nil
	}
	if each == nil {
		q.uniform, q.each = uniform, nil
	} else {
		copy(q.each, q.before)
	}
	if err := q.owner.Changed(q, spread); err != nil {
		return fmt.Errorf("BUG: %s: the values of before are refused: %w", s.Path(), err)
	}
	return fmt.Errorf("%s: %w", s.Path(), refused)
}

// set sets elements lo to hi-1 and reports whether that made a single value one
// per element.
func (q *Quantity) set(lo, hi int, x []float64) (spread bool) {
	if q.each == nil && hi-lo == q.n && len(x) == 1 {
		q.uniform = x[0]
		return false
	}
	spread = q.each == nil
	if spread {
		q.each = make([]float64, q.n)
		for i := range q.each {
			q.each[i] = q.uniform
		}
	}
	if len(x) == 1 {
		for i := lo; i < hi; i++ {
			q.each[i] = x[0]
		}
	} else {
		copy(q.each[lo:hi], x)
	}
	return spread
}
