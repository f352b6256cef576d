// Cobahh simulates the E/I network of Hodgkin–Huxley neurons of Brette et al.
// 2007 (benchmark 3): 4,000 neurons with the currents of Traub and Miles 1991,
// written as equations, and conductance-based synapses. It leaves a raster plot
// with the rate of the population.
package main

import (
	"context"

	"github.com/golgi-sim/golgi/bench"
	"github.com/golgi-sim/golgi/examples/internal/demo"
)

func main() { demo.Main(run) }

func run(ctx context.Context, args []string) error {
	p := bench.DefaultHH()
	f := demo.Flags{Model: "cobahh", N: 4000, Duration: 1000, Dt: 0.1, Seed: 42, Executor: "auto", Out: ".", Params: demo.Params(&p)}
	if err := f.ParseBalanced(args, &p.InDegree); err != nil {
		return err
	}
	net := bench.NewCOBAHH(f.N, p)
	return f.RunBalanced(ctx, net, demo.Balanced{Group: net.N, Input: p.Input, Excitatory: net.Excitatory, Synapses: net.Synapses})
}
