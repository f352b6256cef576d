// Cuba simulates the E/I network with current-based synapses of Brette et al.
// 2007 (benchmark 2, after Vogels and Abbott 2005): 4,000 leaky
// integrate-and-fire neurons that fire irregularly without any input. It leaves
// a raster plot with the rate of the population.
package main

import (
	"context"

	"github.com/golgi-sim/golgi/bench"
	"github.com/golgi-sim/golgi/examples/internal/demo"
)

func main() { demo.Main(run) }

func run(ctx context.Context, args []string) error {
	p := bench.DefaultCUBA()
	f := demo.Flags{Model: "cuba", N: 4000, Duration: 1000, Dt: 0.1, Seed: 42, Executor: "auto", Out: ".", Params: demo.Params(&p)}
	if err := f.ParseBalanced(args, &p.InDegree); err != nil {
		return err
	}
	net := bench.NewCUBA(f.N, p)
	return f.RunBalanced(ctx, net, demo.Balanced{Group: net.N, Input: p.Input, Excitatory: net.Excitatory, Synapses: net.Synapses})
}
