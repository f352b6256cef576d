package dyn

import (
	"github.com/golgi-sim/golgi"
	"github.com/golgi-sim/golgi/eqn"
	"github.com/golgi-sim/golgi/internal/kernel"
)

// trace is one number per element of one side of a projection that remembers
// its spikes: it decays exactly, and jumps by 1 at each.
//
//	tau*da/dt = -a
type trace struct {
	values []float64
	q      *golgi.Quantity
	kernel *kernel.Kernel
}

// newTrace makes a trace of n elements, all 0.
func newTrace(s *golgi.Site, name string, n int, tau float64, owner golgi.QuantityOwner) (*trace, error) {
	model, err := eqn.NewModel(eqn.Source{Name: name, Params: []eqn.Param{{Name: "tau", Unit: "ms"}},
		Body: "tau*da/dt = -a", Method: eqn.Exact})
	if err != nil {
		return nil, err
	}
	f := &eqn.Fusion{Name: s.Path() + "." + name, Dt: s.Dt(), Neuron: model}
	c, err := f.Compile()
	if err != nil {
		return nil, err
	}
	t := &trace{q: golgi.NewQuantity(name, owner)}
	if t.kernel, err = kernel.New(c, n, 1, s.Compile, nil); err != nil {
		return nil, err
	}
	t.values = t.kernel.Array(0, "a", eqn.StateArray)
	t.q.Store(t.values)
	s.Name(name, t.q)
	t.set(tau)
	return t, nil
}

// set sets the time constant.
func (t *trace) set(tau float64) {
	t.kernel.SetScalar(0, "tau", eqn.ParamScalar, tau)
	t.kernel.Touch()
}

// decay makes one step.
func (t *trace) decay(env *golgi.Env) {
	t.kernel.Prepare(env.Step(), env.T())
	t.kernel.Run(0, 0, len(t.values))
}

// jump adds the spikes.
func (t *trace) jump(s golgi.Spikes) {
	for _, i := range s.List() {
		t.values[int(i)-s.Offset()]++
	}
}
