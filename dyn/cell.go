package dyn

import (
	"errors"
	"fmt"
	"maps"
	"slices"

	"github.com/golgi-sim/golgi"
	"github.com/golgi-sim/golgi/dnn"
	"github.com/golgi-sim/golgi/internal/fingerprint"
	"github.com/golgi-sim/golgi/internal/suggest"
	"github.com/golgi-sim/golgi/internal/vm"
)

// Cell is a group of rate units that advances in discrete steps: a recurrent
// cell as in networks that are trained, or a reservoir. Once per step it takes
// its inputs through matrices of weights, and its state through others, and
// makes the next state of them.
type Cell struct {
	golgi.Base
	// Input is the handle on the inputs, a number for each; they keep what
	// they are set to.
	Input golgi.State
	// H is the handle on the state that the cell gives to others.
	H golgi.State
	// From, if given, is read in every step and added to Input.
	From golgi.State

	in, n      int
	model      CellModel
	plan       cellPlan
	quantities map[string]*golgi.Quantity
	input      *golgi.Quantity
	arrays     map[string][]float64 // of n elements: gates and vectors
	names      []string             // of the arrays, in the order of frames
	x          []float64            // inputs of the step
	gates      [][]builtGate        // by stage
	programs   []vm.Code
	kernels    []vm.Kernel
	scratch    []*vm.Scratch
}

// CellModel describes a Cell: RNN, GRU, LSTM or Reservoir.
type CellModel interface {
	cell(in, n int) (cellPlan, error)
}

// cellPlan says what a step is: stages, one after the other.
type cellPlan struct {
	name   string
	states map[string]golgi.Value // initial values
	stages []cellStage
}

// cellStage computes gates, which are sums of weighted inputs and states, and
// then by a program, element by element, new values of vectors.
type cellStage struct {
	gates []cellGate
	step  func(b *vm.Builder, get func(string) vm.Val, set func(string, vm.Val))
}

// cellGate is bias + x·input + from·recurrent. A layer may be nil.
type cellGate struct {
	name             string
	input, recurrent dnn.Comm
	from             string // vector that the recurrent layer takes
	bias             golgi.Value
	radius           golgi.Value // spectral radius of the recurrent weights, if not nil
}

type builtGate struct {
	cellGate
	in, rec dnn.Layer
	b       golgi.Resolved
}

// NewCell returns a cell of n units with in inputs. Mistakes are reported by
// Build.
func NewCell(in, n int, m CellModel) *Cell {
	c := &Cell{Base: golgi.NewBase(), in: in, n: n, model: m, quantities: map[string]*golgi.Quantity{}}
	c.input = golgi.NewQuantity("input", c)
	c.Input = c.input.State()
	c.H = c.quantity("h").State()
	return c
}

func (c *Cell) quantity(name string) *golgi.Quantity {
	if c.quantities[name] == nil {
		c.quantities[name] = golgi.NewQuantity(name, c)
	}
	return c.quantities[name]
}

// Var returns the handle on a state, such as "c" of an LSTM.
func (c *Cell) Var(name string) golgi.State { return c.quantity(name).State() }

// ExternalInput returns the handle on the inputs, for runners.
func (c *Cell) ExternalInput() golgi.State { return c.Input }

// Populates marks the cell as a population.
func (c *Cell) Populates() {}

// Settle has nothing to finish: a cell has no queue.
func (c *Cell) Settle() {}

// Changed takes over what was set: inputs, states and weights are looked at
// anew in each step.
func (c *Cell) Changed(*golgi.Quantity, bool) error { return nil }

// Declare checks the description.
func (c *Cell) Declare(s *golgi.Site) {
	s.Every()
	if c.in < 1 || c.n < 1 {
		s.Errorf("has %d inputs and %d units; give one of each at least", c.in, c.n)
		return
	}
	if c.model == nil {
		s.Errorf("has no model; give one such as dyn.GRU{}")
		return
	}
	var err error
	if c.plan, err = c.model.cell(c.in, c.n); err != nil {
		for e := range errorsOf(err) {
			s.Errorf("%w", e)
		}
		return
	}
	for name := range c.quantities {
		if _, ok := c.plan.states[name]; !ok {
			s.Errorf("%s has no state %q%s", c.plan.name, name, suggest.Hint(name, slices.Sorted(maps.Keys(c.plan.states))))
		}
	}
	s.Name("input", c.input)
	for name := range c.plan.states {
		s.Name(name, c.quantity(name))
	}
}

// Compile makes the layers and the programs.
func (c *Cell) Compile(s *golgi.Site) {
	c.gates, c.programs, c.names = nil, nil, nil
	for k, stage := range c.plan.stages {
		var built []builtGate
		for _, g := range stage.gates {
			b, err := c.gate(s, g)
			if err != nil {
				for e := range errorsOf(err) {
					s.Errorf("%s of %s: %w", g.name, c.plan.name, e)
				}
			}
			built = append(built, b)
		}
		c.gates = append(c.gates, built)
		code, err := c.program(s, k, stage)
		if err != nil {
			s.Errorf("%w", err)
			return
		}
		c.programs = append(c.programs, code)
	}
}

// gate makes the layers of a gate, and names their weights.
func (c *Cell) gate(s *golgi.Site, g cellGate) (builtGate, error) {
	b := builtGate{cellGate: g}
	var errs []error
	make := func(what string, comm dnn.Comm, pre int, recurrent bool) dnn.Layer {
		if comm == nil {
			return nil
		}
		name := g.name + "." + what
		l, err := comm.Layer(dnn.Place{Pre: pre, Post: c.n, Recurrent: recurrent, Dt: s.Dt(), Key: s.Structure(s.Path()).Path(name), Owner: c, Shared: s.Shared})
		if err != nil {
			for e := range errorsOf(err) {
				errs = append(errs, fmt.Errorf("%s weights: %w", what, e))
			}
			return nil
		}
		if q := l.Weight(); q != nil {
			s.Name(name, q)
		}
		return l
	}
	b.in = make("input", g.input, c.in, false)
	b.rec = make("recurrent", g.recurrent, c.n, true)
	var err error
	if b.b, err = golgi.Resolve(g.bias, []int{c.n}, s.Structure(s.Path()).Path(g.name+".bias")); err != nil {
		errs = append(errs, fmt.Errorf("bias %w", err))
	}
	if g.radius != nil && b.rec != nil {
		if err := rescale(b.rec, g.radius); err != nil {
			errs = append(errs, err)
		}
	}
	return b, errors.Join(errs...)
}

// program makes the program of a stage, over all arrays of the cell.
func (c *Cell) program(s *golgi.Site, k int, stage cellStage) (vm.Code, error) {
	if c.names == nil {
		for _, st := range c.plan.stages {
			for _, g := range st.gates {
				c.names = append(c.names, "gate "+g.name)
			}
		}
		for name := range c.plan.states {
			c.names = append(c.names, name)
		}
		slices.Sort(c.names)
	}
	b := vm.NewBuilder(fmt.Sprintf("%s stage %d", s.Path(), k))
	slots, loaded := map[string]int{}, map[string]vm.Val{}
	for _, name := range c.names {
		slots[name] = b.Array(name, vm.F64)
	}
	get := func(name string) vm.Val {
		if _, ok := slots[name]; !ok {
			name = "gate " + name
		}
		v, ok := loaded[name]
		if !ok {
			v = b.Load(slots[name])
			loaded[name] = v
		}
		return v
	}
	type change struct {
		slot int
		v    vm.Val
	}
	var changes []change
	stage.step(b, get, func(name string, v vm.Val) { changes = append(changes, change{slots[name], v}) })
	for _, ch := range changes {
		b.Check(ch.v)
		b.Store(ch.slot, ch.v)
	}
	return s.Compile(b.Finish())
}

// Allocate gives the cell its storage.
func (c *Cell) Allocate(s *golgi.Site) {
	c.x = make([]float64, c.in)
	c.input.Store(make([]float64, c.in))
	c.arrays = map[string][]float64{}
	frame := &vm.Frame{}
	for _, name := range c.names {
		a := make([]float64, c.n)
		c.arrays[name] = a
		frame.Arrays = append(frame.Arrays, vm.Data{F64: a})
		if _, ok := c.plan.states[name]; ok {
			c.quantity(name).Store(a)
		}
	}
	c.kernels, c.scratch = nil, nil
	for _, code := range c.programs {
		k, err := code.Bind(frame)
		if err != nil {
			s.Errorf("%w", err)
			return
		}
		c.kernels, c.scratch = append(c.kernels, k), append(c.scratch, k.NewScratch(c.n))
	}
}

// Reset sets the initial state.
func (c *Cell) Reset(s *golgi.Site) {
	checkFrom(s, c.From, c.in)
	for name, v := range c.plan.states {
		r, err := golgi.Resolve(v, []int{c.n}, s.Trial(s.Path()).Path(name))
		if err != nil {
			s.Errorf("the initial value of %s of %s %w", name, c.plan.name, err)
			continue
		}
		a := c.arrays[name]
		for i := range a {
			a[i] = r.At(i)
		}
	}
}

// Keep says what the cell is; its state and weights are quantities.
func (c *Cell) Keep(a *golgi.Archive) {
	a.Same("model", c.plan.name+" "+fingerprint.Of(c.model))
	a.Same("From", c.From.Path())
}

// Update makes a step.
func (c *Cell) Update(env *golgi.Env) {
	if !env.Begin(&c.Base) {
		return
	}
	if !gather(env, c.x, c.input, c.From) {
		return
	}
	for k, stage := range c.gates {
		for _, g := range stage {
			dst := c.arrays["gate "+g.name]
			for i := range dst {
				dst[i] = g.b.At(i)
			}
			if g.in != nil {
				g.in.AddVector(dst, 0, c.n, c.x)
			}
			if g.rec != nil {
				g.rec.AddVector(dst, 0, c.n, c.arrays[g.from])
			}
		}
		s := c.scratch[k]
		c.kernels[k].Run(s, 0, c.n)
		if s.Bad {
			s.Bad = false
			c.fail(env)
			return
		}
	}
}

// fail reports the state that is not finite.
func (c *Cell) fail(env *golgi.Env) {
	for _, name := range c.names {
		path := c.Path() + "." + name
		for i, x := range c.arrays[name] {
			if x-x != 0 {
				env.Fail(&golgi.NonFiniteError{Path: path, Index: i, Value: x, Step: env.Step(), Time: env.T()})
				return
			}
		}
	}
}
