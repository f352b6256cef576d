// Expcoba joins two Hodgkin–Huxley neurons by an exponential conductance-based
// synapse, as BrainPy's page on ExpCOBA does: a current into the first makes it
// spike, and its spikes drive the second. It leaves a picture of both
// potentials and of the conductance.
package main

import (
	"context"
	"fmt"

	"github.com/golgi-sim/golgi"
	"github.com/golgi-sim/golgi/conn"
	"github.com/golgi-sim/golgi/dyn"
	"github.com/golgi-sim/golgi/examples/internal/demo"
	"github.com/golgi-sim/golgi/runner"
	"github.com/golgi-sim/golgi/visualize"
)

// Two is two neurons and a synapse; with more than two, pairs of them.
type Two struct {
	golgi.DynSysGroup
	Pre, Post *dyn.Group
	Syn       *dyn.ExpCOBA
}

// params are the parameters of the network; the tags name them for -set.
type params struct {
	V     float64 `set:"V"`                  // initial potential, mV
	Input float64 `set:"input"`              // current into the first neuron
	E     float64 `set:"E"`                  // reversal potential of the synapse, mV
	Tau   float64 `set:"tau" in:"(0,inf)"`   // time constant of the synapse, ms
	GMax  float64 `set:"g_max" in:"[0,inf)"` // weight of the synapse
	Delay float64 `set:"delay" in:"[0,inf)"` // ms
}

// NewTwo returns n/2 pairs of neurons.
func NewTwo(n int, p params) *Two {
	pre, post := dyn.NewGroup(n/2, dyn.HH{V: p.V}), dyn.NewGroup(n/2, dyn.HH{V: p.V})
	return &Two{Pre: pre, Post: post,
		Syn: &dyn.ExpCOBA{Pre: pre, Post: post, Conn: conn.One2One{}, E: p.E, Tau: p.Tau, GMax: p.GMax, Delay: p.Delay}}
}

func main() { demo.Main(run) }

func run(ctx context.Context, args []string) error {
	p := params{V: -65, Input: 5, E: 0, Tau: 8, GMax: 1}
	f := demo.Flags{Model: "expcoba", N: 2, Smallest: 2, Duration: 150, Dt: 0.1, Seed: 42, Executor: "auto", Out: ".", Params: demo.Params(&p)}
	if err := f.Parse(args, nil); err != nil {
		return err
	}
	if f.N%2 != 0 {
		return fmt.Errorf("-n %d: expcoba has pairs of neurons, so give an even number, 2 or more", f.N)
	}
	net := NewTwo(f.N, p)
	r, err := runner.New(net, append(f.Options(), runner.Input(net.Pre, p.Input),
		runner.Monitor(net.Pre.Spike, net.Post.Spike, net.Pre.V.Slice(0, 1), net.Post.V.Slice(0, 1), "Syn.g[0]"))...)
	if err != nil {
		return err
	}
	res, stopped := f.Run(ctx, r)
	if res == nil {
		return stopped
	}
	pre, post := res.Spikes(net.Pre), res.Spikes(net.Post)
	report := f.NewReport(r, res)
	report.Synapses, report.Spikes = net.Syn.Layer().Synapses(), pre.Count()+post.Count()
	report.SpikeHash = demo.HashText(runner.HashOf(pre, post))
	report.RatesHz = map[string]float64{"pre": pre.Rate(), "post": post.Rate()}
	report.Set("pre_spike_times_ms", demo.Times(pre, 0))
	report.Set("post_spike_times_ms", demo.Times(post, 0))
	f.Printf("spikes of the first neuron   %v ms\n", demo.Times(pre, 0))
	f.Printf("spikes of the second neuron  %v ms\n", demo.Times(post, 0))
	picture := func(path string) error {
		v := visualize.Line(res.Series(net.Pre.V.Slice(0, 1)).Named("pre"), res.Series(net.Post.V.Slice(0, 1)).Named("post"))
		v.Panels[0].Y.Label = "V (mV)"
		g := visualize.Line(res.Series("Syn.g[0]").Named("g"))
		g.Panels[0].Y.Label = "g"
		return visualize.Rows(v, g).Save(path)
	}
	return f.Finish(report, stopped, picture)
}
