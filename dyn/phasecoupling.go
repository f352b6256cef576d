package dyn

import (
	"github.com/golgi-sim/golgi"
	"github.com/golgi-sim/golgi/dnn"
	"github.com/golgi-sim/golgi/internal/vm"
)

// PhaseCoupling lets the phases of a group of KuramotoOscillators pull those of
// another, or of the group itself: it sets the inputs of Post to
//
//	I_sin_j = Σ_i W_ij*sin(theta_i)
//	I_cos_j = Σ_i W_ij*cos(theta_i)
//
// with the phases at the beginning of the step, so that the coupling is of
// order 1. Kuramoto's model of N oscillators has dnn.AllToAll{Weight: 1.0/N}.
// A group takes one coupling; it replaces what Post's inputs were set to.
type PhaseCoupling struct {
	wire
	Pre, Post *Group
	Comm      dnn.Comm // the weights W

	theta  golgi.State
	inputs [2]golgi.State // I_sin and I_cos
	parts  [2][]float64   // sines and cosines of pre
	sums   [2][]float64
	phases []float64
	kernel vm.Kernel
	work   *vm.Scratch
}

// Connect checks the ends.
func (c *PhaseCoupling) Connect(s *golgi.Site) {
	c.begin()
	if c.Pre == nil || c.Post == nil {
		s.Errorf("Pre or Post is nil; give two groups of KuramotoOscillator, or one twice")
		return
	}
	_, ok1 := referTo(s, "Pre", c.Pre)
	r, ok2 := referTo(s, "Post", c.Post)
	if !ok1 || !ok2 {
		return
	}
	q, input := c.Pre.quantities[quantityKey{0, "theta"}], [2]*golgi.Quantity{}
	for k, name := range []string{"I_sin", "I_cos"} {
		input[k] = c.Post.quantities[quantityKey{0, name}]
	}
	if q == nil || input[0] == nil || input[1] == nil {
		s.Errorf("couples %s to %s; Pre must have a variable theta, and Post take I_sin and I_cos, as KuramotoOscillator does", c.Pre.Model(), c.Post.Model())
		return
	}
	if other := c.Post.pulled; other != "" {
		s.Errorf("Post, %s, has the coupling %s already; give both in one Comm", c.Post.Path(), other)
		return
	}
	c.Post.pulled = s.Path()
	c.theta, c.inputs = q.State(), [2]golgi.State{input[0].State(), input[1].State()}
	c.post, c.lo, c.hi = c.Post, r.lo, r.hi
	c.sayPre(c.Pre.ref(), 0)
	c.connect(s, c.Comm, c.Pre.n, c.Post.n, c.Pre == c.Post)
}

// Compile makes the layer, and the program of the sines and cosines: in the
// bits of the equations, which package math does not have.
func (c *PhaseCoupling) Compile(s *golgi.Site) {
	c.layVectors(s)
	b := vm.NewBuilder("phases")
	theta, sin, cos := b.Array("theta", vm.F64), b.Array("sin", vm.F64), b.Array("cos", vm.F64)
	x := b.Load(theta)
	b.Store(sin, b.Sin(x))
	b.Store(cos, b.Cos(x))
	code, err := s.Compile(b.Finish())
	if err != nil {
		s.Errorf("%w", err)
		return
	}
	n := c.Pre.n
	c.phases = make([]float64, n)
	for k := range c.parts {
		c.parts[k], c.sums[k] = make([]float64, n), make([]float64, c.Post.n)
	}
	if c.kernel, err = code.Bind(&vm.Frame{Arrays: []vm.Data{{F64: c.phases}, {F64: c.parts[0]}, {F64: c.parts[1]}}}); err != nil {
		s.Errorf("%w", err)
		return
	}
	c.work = c.kernel.NewScratch(n)
}

// Reset makes the inputs arrays and sets them to 0.
func (c *PhaseCoupling) Reset(s *golgi.Site) {
	for k, in := range c.inputs {
		clear(c.sums[k])
		if err := in.Set(c.sums[k]...); err != nil {
			s.Errorf("%w", err)
		}
	}
}

// Keep keeps nothing: what the coupling makes are the inputs of Post.
func (c *PhaseCoupling) Keep(a *golgi.Archive) { c.wire.Keep(a) }

// Update sets the inputs of this step.
func (c *PhaseCoupling) Update(env *golgi.Env) {
	if !env.Begin(&c.Base) {
		return
	}
	if _, err := c.theta.Read(c.phases); err != nil {
		env.Fail(err)
		return
	}
	c.kernel.Run(c.work, 0, len(c.phases))
	for k, in := range c.inputs {
		clear(c.sums[k])
		c.layer.AddVector(c.sums[k], 0, len(c.sums[k]), c.parts[k])
		if err := in.Set(c.sums[k]...); err != nil {
			env.Fail(err)
			return
		}
	}
}
