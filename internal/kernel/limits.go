package kernel

import (
	"math"

	"github.com/golgi-sim/golgi/eqn"
	"github.com/golgi-sim/golgi/internal/vm"
)

// Violation is a limit that the parameters break.
type Violation struct {
	What  string
	Part  int // component
	Index int
	Value float64
}

// Limits checks the demands of the equations on the parameters. Called again it
// allocates only for what it finds.
func (k *Kernel) Limits() ([]Violation, error) {
	c := k.Compiled
	if len(c.Limits) == 0 {
		return nil, nil
	}
	if k.limits == nil {
		var err error
		if k.limits, err = bindLimits(c, k.n, func(slot int) []float64 { return k.arrays[slot].F64 }); err != nil {
			return nil, err
		}
	}
	for i, slot := range c.Check.ScalarSlots {
		k.limits.frame.Scalars[i] = k.scalars[slot]
	}
	return k.limits.violations(c), nil
}

// Param gives a parameter of a component: each, or if that is nil the one of
// all elements.
type Param func(part int, name string) (each []float64, one float64)

// Limits checks the demands of the equations of a fusion on the parameters of n
// elements, before there is a kernel.
func Limits(c *eqn.Compiled, n int, param Param) ([]Violation, error) {
	if len(c.Limits) == 0 {
		return nil, nil
	}
	l, err := bindLimits(c, n, func(slot int) []float64 {
		each, _ := param(c.Arrays[slot].Part, c.Arrays[slot].Name)
		return each
	})
	if err != nil {
		return nil, err
	}
	for i, slot := range c.Check.ScalarSlots {
		_, one := param(c.Scalars[slot].Part, c.Scalars[slot].Name)
		l.frame.Scalars[i] = math.Float64bits(one)
	}
	return l.violations(c), nil
}

// limits is the program of what limits are of, bound.
type limits struct {
	frame   vm.Frame
	results [][]float64
	kernel  vm.Kernel
	scratch *vm.Scratch
	n       int // elements: one if all are alike
}

func bindLimits(c *eqn.Compiled, n int, array func(slot int) []float64) (*limits, error) {
	code, err := portable(c.Check.Program)
	if err != nil {
		return nil, err
	}
	l := &limits{results: make([][]float64, len(c.Limits)), n: min(1, n)}
	for _, slot := range c.Check.ArraySlots {
		if slot >= 0 {
			l.n = n
		}
	}
	l.frame.Scalars = make([]uint64, len(c.Check.ScalarSlots))
	for _, slot := range c.Check.ArraySlots {
		if slot >= 0 {
			l.frame.Arrays = append(l.frame.Arrays, vm.Data{F64: array(slot)})
			continue
		}
		l.results[-1-slot] = make([]float64, l.n)
		l.frame.Arrays = append(l.frame.Arrays, vm.Data{F64: l.results[-1-slot]})
	}
	if l.kernel, err = code.Bind(&l.frame); err != nil {
		return nil, err
	}
	l.scratch = l.kernel.NewScratch(l.n)
	return l, nil
}

// violations runs the program and returns what breaks the limits, of each the
// first element.
func (l *limits) violations(c *eqn.Compiled) []Violation {
	l.kernel.Run(l.scratch, 0, l.n)
	var out []Violation
	for j, limit := range c.Limits {
		for i, x := range l.results[j] {
			if !limit.Holds(x) {
				out = append(out, Violation{limit.What, limit.Part, i, x})
				break
			}
		}
	}
	return out
}
