package dnn

import (
	"fmt"
	"math"
	"slices"

	"github.com/golgi-sim/golgi/internal/vm"
	"github.com/golgi-sim/golgi/rng"
)

// Activation is a function of one number, applied to every element: a Module,
// and what recurrent cells take. It is a vector program, with the same bits on
// every machine. The zero Activation is the identity.
type Activation struct {
	call   string
	params []float64
	expand func(b *vm.Builder, x vm.Val) vm.Val
}

// String returns the call that makes the activation.
func (a Activation) String() string {
	if a.expand == nil {
		return "Activation{}"
	}
	s := a.call + "("
	for k, p := range a.params {
		if k > 0 {
			s += ", "
		}
		s += fmt.Sprint(p)
	}
	return s + ")"
}

// Expand builds the activation into a program, for parts that have programs of
// their own.
func (a Activation) Expand(b *vm.Builder, x vm.Val) vm.Val {
	if a.expand == nil {
		return x
	}
	return a.expand(b, x)
}

// Check reports parameters that are no numbers.
func (a Activation) Check() error {
	for _, p := range a.params {
		if math.IsNaN(p) || math.IsInf(p, 0) {
			return fmt.Errorf("%v has a parameter that is %v; it must be a finite number", a, p)
		}
	}
	return nil
}

// Make makes the map.
func (a Activation) Make(in []int, _ rng.Key) (Map, error) {
	if err := checkShape("the input", in); err != nil {
		return nil, err
	}
	if err := a.Check(); err != nil {
		return nil, err
	}
	b := vm.NewBuilder(a.String())
	x, y := b.Array("x", vm.F64), b.Array("y", vm.F64)
	b.Store(y, a.Expand(b, b.Load(x)))
	code, err := vm.Portable().Compile(b.Finish())
	if err != nil {
		return nil, err
	}
	n := elements(in)
	m := &elementwise{shape: shape{slices.Clone(in), slices.Clone(in)}, x: make([]float64, n), y: make([]float64, n)}
	if m.kernel, err = code.Bind(&vm.Frame{Arrays: []vm.Data{{F64: m.x}, {F64: m.y}}}); err != nil {
		return nil, err
	}
	m.scratch = m.kernel.NewScratch(n)
	return m, nil
}

type elementwise struct {
	shape
	x, y    []float64
	kernel  vm.Kernel
	scratch *vm.Scratch
}

// Apply runs the program.
func (m *elementwise) Apply(dst, x []float64) {
	m.check(dst, x)
	copy(m.x, x)
	m.kernel.Run(m.scratch, 0, len(m.x))
	copy(dst, m.y)
}
