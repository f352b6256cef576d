package bench

import (
	"slices"
	"testing"

	"github.com/golgi-sim/golgi"
	"github.com/golgi-sim/golgi/dyn"
	"github.com/golgi-sim/golgi/internal/portrait"
)

// BenchmarkModels measures a step of 4000 neurons of every model with its
// defaults on one thread, without synapses: the cost of the equations. Those that
// are composed of channels have three.
func BenchmarkModels(b *testing.B) {
	for _, m := range slices.Concat(dyn.NeuronModels(), dyn.ComposedModels(), dyn.RateModels(), dyn.OtherModels()) {
		b.Run(dyn.ModelName(m), func(b *testing.B) {
			const n = 4000
			net := &struct {
				golgi.DynSysGroup
				N *dyn.Group
			}{N: dyn.NewGroup(n, portrait.Composed(m))}
			sim, err := golgi.Build(net, golgi.Dt(0.1), golgi.Seed(1), golgi.Threads(1))
			if err != nil {
				b.Fatal(err)
			}
			sim.Start()
			defer sim.Stop()
			b.ReportAllocs()
			for b.Loop() {
				if err := sim.Step(); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/n, "ns/neuron-step")
		})
	}
}
