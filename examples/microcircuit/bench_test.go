package main

import (
	"flag"
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/golgi-sim/golgi"
)

var benchScale = flag.Float64("scale", 0.2, "scale of the benchmark; 1 takes 2 GB")

// BenchmarkMicrocircuit prints the time of a second of the model in seconds
// (rtf), and that of a neuron and step.
//
//	go test -bench . -run ^$ ./examples/microcircuit -scale 1
func BenchmarkMicrocircuit(b *testing.B) {
	for _, jit := range []bool{false, true} {
		for _, threads := range []int{1, 2} {
			b.Run(fmt.Sprintf("jit=%v/threads=%d", jit, threads), func(b *testing.B) {
				net := NewMicrocircuit(*benchScale, jit, defaults())
				sim, err := golgi.Build(net, golgi.Seed(42), golgi.Threads(threads))
				require.NoError(b, err)
				defer sim.Close()
				sim.Start()
				defer sim.Stop()
				require.NoError(b, sim.Run(1000)) // from the initial values into activity
				b.ReportAllocs()
				for b.Loop() {
					require.NoError(b, sim.Run(100))
				}
				step := b.Elapsed().Seconds() / float64(b.N) / 100
				b.ReportMetric(step*1e4, "s/s")
				b.ReportMetric(step*1e9/float64(net.Neurons()), "ns/neuron-step")
			})
		}
	}
}
