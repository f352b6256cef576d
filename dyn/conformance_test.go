package dyn_test

import (
	"math"
	"testing"

	"github.com/golgi-sim/golgi"
	"github.com/golgi-sim/golgi/dyn"
	"github.com/golgi-sim/golgi/dyn/dyntest"
)

// TestNeuronsConform puts every neuron and rate model of the library through the
// conformance kit, with the currents under which they are compared with their
// papers; those that start at random also as they are.
func TestNeuronsConform(t *testing.T) {
	for _, c := range modelCases(t) {
		o := dyntest.NeuronOptions{Input: c.input, Inputs: c.labelled}
		if c.low {
			o.Order = 1
		}
		if dyn.ModelName(c.model) == "FeedbackFHN" {
			o.Shared = []string{"delay"}
		}
		t.Run(c.name, func(t *testing.T) { dyntest.Neuron(t, c.model, o) })
	}
	for _, m := range []dyn.Model{dyn.HHLTC{}, dyn.MorrisLecar{}, dyn.LifRef{Noise: 2}} {
		o := dyntest.NeuronOptions{Input: 100, Random: true}
		if _, noisy := m.(dyn.LifRef); noisy {
			o.Order = -1
		}
		dyntest.Neuron(t, m, o)
	}
	dyntest.Neuron(t, dyn.OUProcess{}, dyntest.NeuronOptions{Random: true, Order: -1})
	dyntest.Neuron(t, dyn.Integrator{}, dyntest.NeuronOptions{Input: 1})
	// An impulse of Leaky lasts one step, however long that is.
	dyntest.Neuron(t, dyn.Leaky{}, dyntest.NeuronOptions{Input: 1, Order: -1})
}

// TestCellsConform puts cells, which are parts in Go, through the checks of
// networks.
func TestCellsConform(t *testing.T) {
	for _, m := range []dyn.CellModel{dyn.RNNCell{}, dyn.GRUCell{}, dyn.LSTMCell{}, dyn.Reservoir{}} {
		dyntest.Network(t, func() golgi.DynamicalSystem { return dyn.NewCell(3, 40, m) }, dyntest.NetworkOptions{
			Prepare: func(sim *golgi.Sim) error { return sim.Root().(*dyn.Cell).Input.Set(0.5, -1, 2) }})
	}
}

// TestSynapsesConform puts every synapse of the library through the conformance
// kit: the linear ones aligned with the postsynaptic side, with their kernels,
// and all of them aligned with the presynaptic side.
func TestSynapsesConform(t *testing.T) {
	peak := 10 * 2 / (10 - 2.0) * math.Log(10/2.0)
	difference := func(ms float64) float64 { return math.Exp(-ms/10) - math.Exp(-ms/2) }
	linear := map[string]bool{}
	for _, c := range []struct {
		syn    dyn.Synapse
		kernel func(ms float64) float64
	}{
		{dyn.Expon{}, func(ms float64) float64 { return math.Exp(-ms / 8) }},
		{dyn.Alpha{TauDecay: 3}, func(ms float64) float64 { return ms / 3 * math.Exp(-ms/3) }},
		{dyn.DualExpon{TauRise: 2}, func(ms float64) float64 { return difference(ms) / difference(peak) }},
		{dyn.DualExpon{TauRise: 2, A: 3}, func(ms float64) float64 { return 3 * difference(ms) }},
		{dyn.DualExponV2{TauRise: 2}, func(ms float64) float64 { return difference(ms) / difference(peak) }},
	} {
		linear[dyn.ModelName(c.syn)] = true
		dyntest.Synapse(t, c.syn, dyntest.SynapseOptions{Kernel: c.kernel})
	}
	for _, syn := range dyn.SynapseModels() {
		o := dyntest.SynapseOptions{Nonlinear: !linear[dyn.ModelName(syn)]}
		o.Projection = func(w dyntest.Wiring) golgi.Projection {
			return &dyn.FullProjAlignPreSD{Pre: w.Pre, Delay: w.Delay, Comm: w.Comm, Syn: w.Syn, Out: w.Out, Post: w.Post}
		}
		dyntest.Synapse(t, syn, o)
		o.Projection = func(w dyntest.Wiring) golgi.Projection {
			return &dyn.FullProjAlignPreDSMg{Pre: w.Pre, Delay: w.Delay, Comm: w.Comm, Syn: w.Syn, Out: w.Out, Post: w.Post}
		}
		dyntest.Synapse(t, syn, o)
	}
}

// TestOutputsConform puts every output through the conformance kit.
func TestOutputsConform(t *testing.T) {
	for _, c := range []struct {
		out     dyn.Output
		current func(g, v float64) float64
	}{
		{dyn.COBA{E: -75}, func(g, v float64) float64 { return g * (-75 - v) }},
		{dyn.CUBA{}, func(g, _ float64) float64 { return g }},
		// Jahr and Stevens 1990: 1/(1 + [Mg]/3.57 e^(-0.062 V)).
		{dyn.MgBlock{}, func(g, v float64) float64 { return -g * v / (1 + 1.2/3.57*math.Exp(-0.062*v)) }},
	} {
		dyntest.Output(t, c.out, dyntest.OutputOptions{Current: c.current})
	}
}
