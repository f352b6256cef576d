package eqn_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/golgi-sim/golgi/eqn"
	"github.com/golgi-sim/golgi/internal/kernel"
	"github.com/golgi-sim/golgi/internal/vm"
	"github.com/golgi-sim/golgi/rng"
)

// program is a compiled fusion for tests, all of whose parameters have their
// defaults.
type program struct {
	*kernel.Kernel
	n    int
	dt   float64
	step int64
}

// source is a neuron model as the tests write it.
type source struct {
	params, body, spike, reset, refractory string
	method                                 eqn.Method
}

func (s source) model(t testing.TB) *eqn.Model {
	t.Helper()
	ps, err := eqn.ParseParams(s.params)
	require.NoError(t, err)
	m, err := eqn.NewModel(eqn.Source{Name: "test", Params: ps, Body: s.body, Spike: s.spike, Reset: s.reset, Refractory: s.refractory, Method: s.method})
	require.NoError(t, err)
	return m
}

// part is a model of a synapse or an output.
func part(t testing.TB, role eqn.Role, params, body, receive string) *eqn.Model {
	t.Helper()
	ps, err := eqn.ParseParams(params)
	require.NoError(t, err)
	m, err := eqn.NewModel(eqn.Source{Name: "part", Role: role, Params: ps, Body: body, Receive: receive})
	require.NoError(t, err)
	return m
}

// build makes the program of n elements.
func build(t testing.TB, f *eqn.Fusion, n int) *program {
	t.Helper()
	f.Name = "test"
	c, err := f.Compile()
	require.NoError(t, err)
	k, err := kernel.New(c, n, 1, vm.Portable().Compile, nil)
	require.NoError(t, err)
	set := func(part int, m *eqn.Model) {
		for _, p := range m.Params {
			k.SetScalar(part, p.Name, eqn.ParamScalar, p.Value)
		}
		k.SetKey(part, rng.NewKey(uint64(part)))
	}
	set(0, f.Neuron)
	for _, s := range f.Synapses {
		set(s.Part, s.Model)
		set(s.OutPart, s.Out)
	}
	for _, d := range f.Drives {
		set(d.Part, d.Model)
	}
	require.NoError(t, k.Init())
	return &program{Kernel: k, n: n, dt: f.Dt}
}

// single makes the program of a neuron alone.
func (s source) build(t testing.TB, dt float64, n int) *program {
	t.Helper()
	return build(t, &eqn.Fusion{Dt: dt, Neuron: s.model(t)}, n)
}

// run makes steps and returns the spikes of the last.
func (p *program) run(steps int) []int32 {
	var spikes []int32
	for range steps {
		p.Prepare(p.step, float64(p.step)*p.dt)
		spikes, _ = p.Run(0, 0, p.n)
		p.step++
	}
	return spikes
}

// x is a variable of the neuron.
func (p *program) x(name string) []float64 { return p.Array(0, name, eqn.StateArray) }
