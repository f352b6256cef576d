package kernel

import (
	"fmt"
	"io"
	"math"

	"github.com/golgi-sim/golgi/eqn"
	"github.com/golgi-sim/golgi/internal/memory"
	"github.com/golgi-sim/golgi/internal/vm"
	"github.com/golgi-sim/golgi/rng"
)

// Kernel is a compiled fusion with storage for n elements.
type Kernel struct {
	Compiled *eqn.Compiled
	n        int
	arrays   []vm.Data
	scalars  []uint64 // float64 bits, or integers
	keys     map[int]rng.Key

	step      bound
	perStep   scalarProgram
	fixed     scalarProgram
	fixedEach bound
	workers   []*vm.Scratch
	stale     bool // a parameter has changed since fixed ran
	limits    *limits
}

// Compile is how an executor compiles, see vm.Executor.
type Compile func(*vm.Program) (vm.Code, error)

func portable(p *vm.Program) (vm.Code, error) { return vm.Portable().Compile(p) }

// New returns a kernel for n elements and that many workers. The arrays of old,
// which may be nil, are taken over where the fusion still has them.
func New(c *eqn.Compiled, n, workers int, compile Compile, old *Kernel) (*Kernel, error) {
	k := &Kernel{Compiled: c, n: n, scalars: make([]uint64, len(c.Scalars)), keys: map[int]rng.Key{}, stale: true}
	for _, s := range c.Arrays {
		k.arrays = append(k.arrays, old.take(s, n))
	}
	var err error
	if k.step, err = k.bind(c.Step, compile); err != nil {
		return nil, err
	}
	// What runs over one element, or only when a parameter was set, is not
	// worth machine code.
	if k.fixedEach, err = k.bind(c.FixedEach, portable); err != nil {
		return nil, err
	}
	if k.perStep, err = k.bindScalars(c.PerStep, portable); err != nil {
		return nil, err
	}
	if k.fixed, err = k.bindScalars(c.Fixed, portable); err != nil {
		return nil, err
	}
	// Scratch is made by its worker: the first to touch memory owns it.
	k.workers = make([]*vm.Scratch, workers)
	return k, nil
}

// take returns the array of a slot if k has it, else a new one.
func (k *Kernel) take(s eqn.ArraySlot, n int) vm.Data {
	if k != nil && s.Use != eqn.HoistedArray {
		if i := k.arrayIndex(s.Part, s.Name, s.Use); i >= 0 {
			return k.arrays[i]
		}
	}
	switch s.Kind {
	case vm.I32:
		return vm.Data{I32: memory.Make[int32](n)}
	case vm.U16:
		return vm.Data{U16: memory.Make[uint16](n)}
	}
	return vm.Data{F64: memory.Make[float64](n)}
}

func (k *Kernel) arrayIndex(part int, name string, use eqn.ArrayUse) int {
	for i, s := range k.Compiled.Arrays {
		if s.Part == part && s.Name == name && s.Use == use {
			return i
		}
	}
	return -1
}

// Array returns an array of float64 of the fusion; nil if it has none such.
func (k *Kernel) Array(part int, name string, use eqn.ArrayUse) []float64 {
	if i := k.arrayIndex(part, name, use); i >= 0 {
		return k.arrays[i].F64
	}
	return nil
}

// Jumps returns the array of jumps of V; nil if nothing makes V jump.
func (k *Kernel) Jumps() []float64 {
	for i, s := range k.Compiled.Arrays {
		if s.Use == eqn.DeltaArray {
			return k.arrays[i].F64
		}
	}
	return nil
}

// SetScalar sets a parameter or input that is one value for all elements. What
// the fusion does not use is left out.
func (k *Kernel) SetScalar(part int, name string, use eqn.ScalarUse, x float64) {
	for i, s := range k.Compiled.Scalars {
		if s.Part == part && s.Name == name && s.Use == use {
			k.scalars[i] = math.Float64bits(x)
		}
	}
}

// SetKey sets the key of the random draws of a component.
func (k *Kernel) SetKey(part int, key rng.Key) {
	k.keys[part] = key
	for i, s := range k.Compiled.Scalars {
		if s.Part != part {
			continue
		}
		switch s.Use {
		case eqn.KeyScalar:
			k.scalars[i] = uint64(key) & 0xffffffff
		case eqn.KeyHighScalar:
			k.scalars[i] = uint64(key) >> 32
		}
	}
}

// Touch says that a parameter has changed: what is computed from parameters is
// computed again before the next step.
func (k *Kernel) Touch() { k.stale = true }

// Prepare makes one step ready: the number of the step and its time.
func (k *Kernel) Prepare(step int64, t float64) {
	if k.stale {
		k.fixed.run(k)
		k.fixedEach.runAll(k)
		k.stale = false
	}
	for i, s := range k.Compiled.Scalars {
		switch s.Use {
		case eqn.StepScalar:
			k.scalars[i] = uint64(step)
		case eqn.TimeScalar:
			k.scalars[i] = math.Float64bits(t)
		}
	}
	k.draw(step)
	k.perStep.run(k)
	k.step.read(k)
}

// draw sets what the draws of a step share.
func (k *Kernel) draw(step int64) {
	for i, s := range k.Compiled.Scalars {
		if s.Use == eqn.DrawKeyScalar || s.Use == eqn.DrawCounterScalar {
			k.scalars[i] = s.DrawWord(k.keys[s.Part], step)
		}
	}
}

// Run executes the step for elements lo to hi-1 on a worker and returns the
// spikes, valid until the worker runs again, and whether all variables are
// finite.
func (k *Kernel) Run(worker, lo, hi int) (spikes []int32, ok bool) {
	s := k.workers[worker]
	if s == nil || room(s) < hi-lo {
		s = k.step.kernel.NewScratch(hi - lo)
		k.workers[worker] = s
	}
	for e := range s.Events {
		s.Events[e] = s.Events[e][:0]
	}
	s.Bad = false
	k.step.kernel.Run(s, lo, hi)
	if len(s.Events) > 0 {
		spikes = s.Events[0]
	}
	return spikes, !s.Bad
}

// room returns how many elements a scratch has room for.
func room(s *vm.Scratch) int {
	if len(s.Events) == 0 {
		return math.MaxInt
	}
	return cap(s.Events[0])
}

// Clear empties what is under way: arrived weights, jumps, refractoriness.
func (k *Kernel) Clear() {
	for i, s := range k.Compiled.Arrays {
		switch s.Use {
		case eqn.IncomingArray, eqn.DeltaArray:
			clear(k.arrays[i].F64)
		case eqn.RefractoryArray:
			clear(k.arrays[i].I32)
		}
	}
}

// Refractory returns how many steps of the refractory period are left of each
// element; nil if there is none. With the variables it is all that a step leaves
// to the next.
func (k *Kernel) Refractory() []int32 {
	for i, s := range k.Compiled.Arrays {
		if s.Use == eqn.RefractoryArray {
			return k.arrays[i].I32
		}
	}
	return nil
}

// Init computes the initial values that are not given.
func (k *Kernel) Init() error {
	b, err := k.bind(k.Compiled.Init, portable)
	if err != nil {
		return err
	}
	k.draw(0)
	b.runAll(k)
	return nil
}

// Size returns the memory that the arrays of a fusion take for n elements, with
// those that a kernel makes its spikes in.
func Size(c *eqn.Compiled, n int) float64 {
	bytes := 0
	for _, a := range c.Arrays {
		switch a.Kind {
		case vm.I32:
			bytes += 4
		case vm.U16:
			bytes += 2
		default:
			bytes += 8
		}
	}
	if c.Spikes {
		bytes += 4
	}
	return float64(bytes) * float64(n)
}

// Code returns the size of the machine code of the step.
func (k *Kernel) Code() int { return k.step.code.Size() }

// Listing shows the machine code of the step; it is empty if there is none.
func (k *Kernel) Listing() string {
	if c, ok := k.step.code.(interface{ Listing() string }); ok {
		return c.Listing()
	}
	return ""
}

// Close frees the machine code of the step at once. The kernel cannot be run any
// more.
func (k *Kernel) Close() error {
	if c, ok := k.step.code.(io.Closer); ok {
		return c.Close()
	}
	return nil
}

// Bytes returns the size of the arrays.
func (k *Kernel) Bytes() int {
	n := 0
	for _, a := range k.arrays {
		n += 8*len(a.F64) + 4*len(a.I32) + 2*len(a.U16)
	}
	return n
}

// bound is a program bound to arrays of all elements.
type bound struct {
	prog   eqn.Program
	frame  *vm.Frame
	code   vm.Code
	kernel vm.Kernel
}

func (k *Kernel) bind(p eqn.Program, compile Compile) (bound, error) {
	b := bound{prog: p, frame: &vm.Frame{Scalars: make([]uint64, len(p.ScalarSlots))}}
	for _, slot := range p.ArraySlots {
		b.frame.Arrays = append(b.frame.Arrays, k.arrays[slot])
	}
	return b, b.bind(compile)
}

func (b *bound) bind(compile Compile) (err error) {
	if b.code, err = compile(b.prog.Program); err != nil {
		return fmt.Errorf("BUG: %s does not compile: %w", b.prog.Name, err)
	}
	if b.kernel, err = b.code.Bind(b.frame); err != nil {
		return fmt.Errorf("BUG: %s does not bind: %w", b.prog.Name, err)
	}
	return nil
}

// read brings the scalars up to date.
func (b *bound) read(k *Kernel) {
	for i, slot := range b.prog.ScalarSlots {
		b.frame.Scalars[i] = k.scalars[slot]
	}
}

// runAll runs the program on all elements, if there is anything in it.
func (b *bound) runAll(k *Kernel) {
	if len(b.prog.Code) == 0 {
		return
	}
	b.read(k)
	b.kernel.Run(b.kernel.NewScratch(k.n), 0, k.n)
}

// scalarProgram is a program whose arrays are scalars of the fusion, one
// element long.
type scalarProgram struct {
	bound
	scratch *vm.Scratch
}

func (k *Kernel) bindScalars(p eqn.Program, compile Compile) (scalarProgram, error) {
	s := scalarProgram{bound: bound{prog: p, frame: &vm.Frame{}}}
	cells := make([]float64, len(p.ArraySlots))
	for i := range p.ArraySlots {
		s.frame.Arrays = append(s.frame.Arrays, vm.Data{F64: cells[i : i+1 : i+1]})
	}
	if err := s.bind(compile); err != nil {
		return s, err
	}
	s.scratch = s.kernel.NewScratch(1)
	return s, nil
}

func (s *scalarProgram) run(k *Kernel) {
	if len(s.prog.Code) == 0 {
		return
	}
	for i, slot := range s.prog.ArraySlots {
		s.frame.Arrays[i].F64[0] = math.Float64frombits(k.scalars[slot])
	}
	s.kernel.Run(s.scratch, 0, 1)
	for i, slot := range s.prog.ArraySlots {
		k.scalars[slot] = math.Float64bits(s.frame.Arrays[i].F64[0])
	}
}
