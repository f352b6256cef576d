// Coba simulates the E/I network with conductance-based synapses of Brette et
// al. 2007 (benchmark 1, after Vogels and Abbott 2005), in the form in which
// BrainPy's page on HalfProjAlignPostMg has it: 4,000 leaky integrate-and-fire
// neurons, just-in-time connectivity with 80 inputs per neuron on average. It
// leaves a raster plot with the rate of the population.
package main

import (
	"context"

	"github.com/golgi-sim/golgi"
	"github.com/golgi-sim/golgi/delay"
	"github.com/golgi-sim/golgi/dnn"
	"github.com/golgi-sim/golgi/dyn"
	"github.com/golgi-sim/golgi/examples/internal/demo"
	initialize "github.com/golgi-sim/golgi/init"
)

// EINet is a population of excitatory and inhibitory neurons, joined at random.
type EINet struct {
	golgi.DynSysGroup
	N     *dyn.Group
	Delay *delay.VarDelay
	E, I  *dyn.HalfProjAlignPostMg

	excitatory int
}

// References returns the paper that the network is from; that of the benchmark
// is the reference of its outputs.
func (*EINet) References() []golgi.Reference {
	return []golgi.Reference{{Key: "vogels2005", Type: "article", Author: "Vogels, T. P. and Abbott, L. F.",
		Title:   "Signal propagation and logic gating in networks of integrate-and-fire neurons",
		Journal: "The Journal of Neuroscience", Volume: "25", Number: "46", Pages: "10786-10795", Year: "2005", DOI: "10.1523/JNEUROSCI.3508-05.2005"}}
}

// params are the parameters of the network; the tags name them for -set.
type params struct {
	VRest    float64 `set:"V_rest"`
	VTh      float64 `set:"V_th"`
	VReset   float64 `set:"V_reset"`
	Tau      float64 `set:"tau" in:"(0,inf)"`
	TauRef   float64 `set:"tau_ref" in:"[0,inf)"`
	VMean    float64 `set:"V_mean"` // of the initial potentials
	VSD      float64 `set:"V_sd" in:"[0,inf)"`
	InDegree float64 `set:"in_degree" in:"[0,inf)"`
	WE       float64 `set:"w_E" in:"[0,inf)"`
	WI       float64 `set:"w_I" in:"[0,inf)"`
	TauE     float64 `set:"tau_E" in:"(0,inf)"`
	TauI     float64 `set:"tau_I" in:"(0,inf)"`
	EE       float64 `set:"E_E"`
	EI       float64 `set:"E_I"`
	Input    float64 `set:"input"`
}

func defaults() params {
	return params{VRest: -60, VTh: -50, VReset: -60, Tau: 20, TauRef: 5, VMean: -55, VSD: 2,
		InDegree: 80, WE: 0.6, WI: 6.7, TauE: 5, TauI: 10, EE: 0, EI: -80, Input: 20}
}

// NewEINet returns the network of n neurons, four fifths of them excitatory.
func NewEINet(n int, p params) *EINet {
	ne := n * 4 / 5
	prob := p.InDegree / float64(n)
	neurons := dyn.NewGroup(n, dyn.LifRef{VRest: p.VRest, VTh: p.VTh, VReset: p.VReset, Tau: p.Tau, TauRef: p.TauRef,
		V: initialize.Normal(p.VMean, p.VSD)})
	return &EINet{
		N:     neurons,
		Delay: &delay.VarDelay{Of: neurons.Spike, Entries: delay.Entries{"I": 0}},
		E: &dyn.HalfProjAlignPostMg{NumPre: ne, Comm: dnn.EventJitFPHomoLinear{Prob: prob, Weight: p.WE},
			Syn: dyn.Expon{Tau: p.TauE}, Out: dyn.COBA{E: p.EE}, Post: neurons},
		I: &dyn.HalfProjAlignPostMg{NumPre: n - ne, Comm: dnn.EventJitFPHomoLinear{Prob: prob, Weight: p.WI},
			Syn: dyn.Expon{Tau: p.TauI}, Out: dyn.COBA{E: p.EI}, Post: neurons},
		excitatory: ne,
	}
}

// Update makes one step: the spikes of the step before go to both projections,
// then the neurons advance, then the delay takes their spikes.
func (net *EINet) Update(env *golgi.Env) {
	spikes := net.Delay.At("I")
	net.E.Send(env, spikes.Slice(0, net.excitatory))
	net.I.Send(env, spikes.Slice(net.excitatory, net.N.Size()))
	net.N.Update(env)
	net.Delay.Update(env)
}

func main() { demo.Main(run) }

func run(ctx context.Context, args []string) error {
	p := defaults()
	f := demo.Flags{Model: "coba", N: 4000, Duration: 1000, Dt: 0.1, Seed: 42, Executor: "auto", Out: ".", Params: demo.Params(&p)}
	if err := f.ParseBalanced(args, &p.InDegree); err != nil {
		return err
	}
	net := NewEINet(f.N, p)
	return f.RunBalanced(ctx, net, demo.Balanced{Group: net.N, Input: p.Input, Excitatory: net.excitatory,
		Synapses: func() int64 { return net.E.Layer().Synapses() + net.I.Layer().Synapses() }})
}
