package runner_test

import (
	"fmt"
	"math"
	"time"

	"github.com/golgi-sim/golgi"
)

// cells is a small system with code of its own: n integrators
// dV/dt = I/tau, which spike and start again at 0 when V reaches 1.
type cells struct {
	golgi.Base
	Spike golgi.Spike
	V     golgi.State
	Input golgi.State

	n        int
	spikes   golgi.SpikeVar
	v, i, tq *golgi.Quantity
	list     []int32
	failAt   int64 // step in which V[1] becomes NaN; 0: never
	stepped  func(env *golgi.Env)
}

func newCells(n int) *cells {
	c := &cells{n: n}
	c.v, c.i, c.tq = golgi.NewQuantity("V", c), golgi.NewQuantity("I", c), golgi.NewQuantity("tau", c)
	c.v.SetUnit("mV")
	c.spikes.SetSize(n)
	c.V, c.Input, c.Spike = c.v.State(), c.i.State(), c.spikes.Spike()
	return c
}

func (c *cells) Settle() {}

func (c *cells) Changed(*golgi.Quantity, bool) error { return nil }

func (c *cells) ExternalInput() golgi.State { return c.Input }

func (c *cells) SpikeHandle() golgi.Spike { return c.Spike }

func (c *cells) Declare(s *golgi.Site) {
	if c.n < 1 {
		s.Errorf("has %d neurons", c.n)
		return
	}
	s.Name("V", c.v)
	s.Name("alias.V", c.v)
	s.Name("I", c.i)
	s.Name("tau", c.tq)
	s.NameSpikes("spike", &c.spikes)
	s.Every()
}

func (c *cells) Allocate(*golgi.Site) {
	c.v.Store(make([]float64, c.n))
	c.i.StoreUniform(0, c.n)
	c.tq.StoreUniform(1, c.n)
	c.list = make([]int32, 0, c.n)
}

func (c *cells) Reset(*golgi.Site) {
	// Not all alike, so that mistaken indices show.
	for k := range c.v.Each() {
		c.v.Each()[k] = float64(k) / float64(2*c.n)
	}
}

func (c *cells) Update(env *golgi.Env) {
	if !env.Begin(&c.Base) {
		return
	}
	c.list = c.list[:0]
	for k := range c.v.Each() {
		input, tau := c.i.Uniform(), c.tq.Uniform()
		if c.i.Each() != nil {
			input = c.i.Each()[k]
		}
		v := &c.v.Each()[k]
		*v += env.Dt() * input / tau
		if *v >= 1 {
			*v = 0
			c.list = append(c.list, int32(k))
		}
	}
	c.spikes.Emit(c.list, env.Step())
	if c.stepped != nil {
		c.stepped(env)
	}
	if c.failAt > 0 && env.Step() == c.failAt {
		env.Fail(&golgi.NonFiniteError{Path: c.Path() + ".V", Index: 1, Value: math.NaN(), Step: env.Step(), Time: env.T()})
	}
}

// net is a network of two groups.
type net struct {
	golgi.DynSysGroup
	E, I *cells
}

func newNet() *net { return &net{E: newCells(4), I: newCells(2)} }

// plain is a part with nothing to show.
type plain struct{}

func (plain) Update(*golgi.Env) {}

func ms(x float64) string { return fmt.Sprintf("%g ms", x) }

// pause makes a step slow.
func pause(*golgi.Sim) float64 {
	time.Sleep(time.Millisecond)
	return 0
}
