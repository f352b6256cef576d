package demo

import (
	"context"
	"fmt"
	"math"

	"github.com/golgi-sim/golgi"
	"github.com/golgi-sim/golgi/dyn"
	"github.com/golgi-sim/golgi/runner"
	"github.com/golgi-sim/golgi/visualize"
)

// ParseBalanced reads the command line of a network with random connectivity,
// whose mean in-degree bounds its size from below.
func (f *Flags) ParseBalanced(args []string, inDegree *float64) error {
	if err := f.Parse(args, nil); err != nil {
		return err
	}
	smallest := max(5, int(math.Ceil(*inDegree)))
	if f.N < smallest {
		return fmt.Errorf("-n %d: with %v inputs per neuron the smallest %s has %d neurons", f.N, *inDegree, f.Model, smallest)
	}
	return nil
}

// Balanced is a network of excitatory and inhibitory neurons in one group, the
// excitatory first.
type Balanced struct {
	Group      *dyn.Group
	Input      float64 // constant current into every neuron
	Excitatory int
	Synapses   func() int64
}

// RunBalanced runs a balanced network and prints its summary, leaving the
// raster beside it, or prints the report with -json.
func (f *Flags) RunBalanced(ctx context.Context, net golgi.DynamicalSystem, b Balanced) error {
	run, err := runner.New(net, append(f.Options(), runner.Input(b.Group, b.Input), runner.Monitor(b.Group.Spike))...)
	if err != nil {
		return err
	}
	res, stopped := f.Run(ctx, run)
	if res == nil {
		return stopped
	}
	spikes := res.Spikes(b.Group)
	e, i := spikes.Slice(0, b.Excitatory), spikes.Slice(b.Excitatory, f.N)
	r := f.NewReport(run, res)
	r.Synapses, r.Spikes, r.SpikeHash = b.Synapses(), spikes.Count(), HashText(spikes.Hash())
	r.RatesHz = map[string]float64{"E": e.Rate(), "I": i.Rate()}
	cv := spikes.CV()
	r.Set("cv_isi", cv)
	f.Printf("%s: %d neurons, %d synapses, %g ms of model time at dt %g ms\n", f.Model, f.N, r.Synapses, r.DurationMs, r.DtMs)
	f.Printf("rates       E %.2f Hz, I %.2f Hz (%d spikes)\n", e.Rate(), i.Rate(), r.Spikes)
	f.Printf("CV of ISI   %.2f\n", cv)
	return f.Finish(r, stopped, func(path string) error {
		return visualize.Raster(e.Named("excitatory"), i.Named("inhibitory")).Save(path)
	})
}

// HashText is how a spike hash is printed: as 16 hexadecimal digits, since JSON
// numbers do not hold 64 bits.
func HashText(hash uint64) string { return fmt.Sprintf("%016x", hash) }
