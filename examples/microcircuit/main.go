// Microcircuit simulates the full-density model of the cortical microcircuit of
// Potjans and Diesmann (Cerebral Cortex 24, 785 (2014)): a square millimetre of
// cortex, 77,169 neurons in eight populations, 299 million synapses. By default
// it is scaled down to a tenth of the neurons and of the inputs of each; -scale 1
// runs all of it.
package main

import (
	"context"
	"flag"
	"fmt"
	"math"

	"github.com/golgi-sim/golgi/examples/internal/demo"
	"github.com/golgi-sim/golgi/runner"
)

func main() { demo.Main(run) }

func run(ctx context.Context, args []string) error {
	p := defaults()
	scale, jit := 0.1, false
	f := demo.Flags{Model: "microcircuit", Duration: 1000, Dt: 0.1, Seed: 42, Executor: "auto", Out: ".", NoSize: true, Params: demo.Params(&p)}
	if err := f.Parse(args, func(fs *flag.FlagSet) {
		fs.Float64Var(&scale, "scale", scale, "part of the neurons, and of the inputs of each, from 0.01 to 1")
		fs.BoolVar(&jit, "jit", jit, "store no synapses, but make them anew at every spike")
	}); err != nil {
		return err
	}
	if !(scale >= smallest && scale <= 1) {
		return fmt.Errorf("-scale %v: the model can be scaled from %v to 1", scale, smallest)
	}
	net := NewMicrocircuit(scale, jit, p)
	f.N = net.Neurons()
	opts := f.Options()
	for _, g := range net.Populations {
		opts = append(opts, runner.Monitor(g.Spike))
	}
	run, err := runner.New(net, opts...)
	if err != nil {
		return err
	}
	res, stopped := f.Run(ctx, run)
	if res == nil {
		return stopped
	}
	a := analyse(net, res)
	r := f.NewReport(run, res)
	r.Synapses = net.Synapses()
	a.report(r)
	r.Set("scale", scale)
	r.Set("jit", jit)
	f.Printf("microcircuit: %d neurons, %d synapses, %g ms of model time at dt %g ms\n", f.N, r.Synapses, r.DurationMs, r.DtMs)
	f.Printf("population  rate (published)   CV    correlation, from %g ms on\n", a.from)
	for k, name := range names {
		f.Printf("%-10s %6.2f (%4.2f) Hz  %5.2f  %7.4f\n", name, a.rate[k], published[k], a.cv[k], a.correlation[k])
	}
	f.Printf("events      %.3g per second; %.2f s for a second of the model\n", a.events/math.Max(r.SimS, 1e-9), r.SimS/(r.DurationMs/1000))
	return f.Finish(r, stopped, a.picture)
}
