package bench

import (
	"fmt"
	"testing"

	"github.com/golgi-sim/golgi"
)

// benchmark runs a network for 200 ms to settle, then measures steps: ns per
// neuron and step, synaptic events per second, the real-time factor (seconds
// needed for a second of the model) and allocations.
func benchmark(b *testing.B, net *Net, input float64, threads int, opts ...golgi.Option) {
	const dt = 0.1
	sim, err := golgi.Build(net, append(opts, golgi.Dt(dt), golgi.Seed(1), golgi.Threads(threads))...)
	if err != nil {
		b.Fatal(err)
	}
	if err := net.N.Input.Set(input); err != nil {
		b.Fatal(err)
	}
	defer sim.Close()
	sim.Start()
	defer sim.Stop()
	n := net.N.Size()
	perSpike := float64(net.Synapses()) / float64(n)
	for range sim.StepsIn(200) {
		if err := sim.Step(); err != nil {
			b.Fatal(err)
		}
	}
	spikes := 0
	b.ReportAllocs()
	for b.Loop() {
		if err := sim.Step(); err != nil {
			b.Fatal(err)
		}
		spikes += net.N.Spike.Count()
	}
	seconds, steps := b.Elapsed().Seconds(), float64(b.N)
	b.ReportMetric(seconds*1e9/steps/float64(n), "ns/neuron-step")
	b.ReportMetric(float64(spikes)*perSpike/seconds, "events/s")
	b.ReportMetric(seconds/(steps*dt/1000), "s/model-s")
	b.ReportMetric(float64(spikes)/float64(n)/(steps*dt/1000), "Hz")
}

var sizes = []int{4000, 40000, 400000}

// largest is a size for connections that are not stored.
const largest = 4000000

func BenchmarkCOBA(b *testing.B) {
	p := DefaultCOBA()
	run := func(b *testing.B, stored bool, n, threads int) {
		p.Stored = stored
		benchmark(b, NewCOBA(n, p), p.Input, threads)
	}
	eachSize(b, run)
	for _, threads := range []int{1, 2} {
		b.Run(fmt.Sprintf("jit/n=%d/threads=%d", largest, threads), func(b *testing.B) { run(b, false, largest, threads) })
	}
}

func layer(stored bool) string {
	if stored {
		return "stored"
	}
	return "jit"
}

func BenchmarkCUBA(b *testing.B) {
	p := DefaultCUBA()
	eachSize(b, func(b *testing.B, stored bool, n, threads int) {
		p.Stored = stored
		benchmark(b, NewCUBA(n, p), p.Input, threads)
	})
}

func BenchmarkCOBAHH(b *testing.B) {
	p := DefaultHH()
	eachSize(b, func(b *testing.B, stored bool, n, threads int) {
		p.Stored = stored
		benchmark(b, NewCOBAHH(n, p), p.Input, threads)
	})
}

// eachSize runs a benchmark with both kinds of connections, all sizes and numbers
// of threads.
func eachSize(b *testing.B, run func(b *testing.B, stored bool, n, threads int)) {
	for _, stored := range []bool{false, true} {
		for _, n := range sizes {
			for _, threads := range []int{1, 2} {
				b.Run(fmt.Sprintf("%s/n=%d/threads=%d", layer(stored), n, threads), func(b *testing.B) { run(b, stored, n, threads) })
			}
		}
	}
}

// BenchmarkExecutors compares what runs the programs, on one thread.
func BenchmarkExecutors(b *testing.B) {
	coba, cuba, hh := DefaultCOBA(), DefaultCUBA(), DefaultHH()
	for _, c := range []struct {
		name  string
		net   func() *Net
		input float64
	}{
		{"COBA/n=4000", func() *Net { return NewCOBA(4000, coba) }, coba.Input},
		{"COBA/n=40000", func() *Net { return NewCOBA(40000, coba) }, coba.Input},
		{"CUBA/n=4000", func() *Net { return NewCUBA(4000, cuba) }, cuba.Input},
		{"COBAHH/n=4000", func() *Net { return NewCOBAHH(4000, hh) }, hh.Input},
	} {
		for _, e := range []golgi.Exec{golgi.Portable, golgi.AVX2, golgi.AVX512} {
			b.Run(c.name+"/"+string(e), func(b *testing.B) {
				net := c.net()
				if probe, err := golgi.Build(c.net(), golgi.Executor(e)); err != nil {
					b.Skip(err)
				} else {
					probe.Close()
				}
				benchmark(b, net, c.input, 1, golgi.Executor(e))
			})
		}
	}
}

// BenchmarkSilent is a network of which nothing is left but what decays: 100 s
// after its last spike, or as soon as the benchmark has got there, a step must
// cost no more than one of an active network.
func BenchmarkSilent(b *testing.B) {
	for _, ms := range []float64{0, 100000} {
		b.Run(fmt.Sprintf("after=%gms", ms), func(b *testing.B) {
			p := DefaultCOBA()
			net := NewCOBA(4000, p)
			sim, err := golgi.Build(net, golgi.Seed(1), golgi.Threads(1))
			if err != nil {
				b.Fatal(err)
			}
			defer sim.Close()
			if err := net.N.Input.Set(p.Input); err != nil {
				b.Fatal(err)
			}
			if err := sim.Run(sim.StepsIn(100)); err != nil {
				b.Fatal(err)
			}
			if ms > 0 {
				if err := net.N.Input.Set(-20); err != nil {
					b.Fatal(err)
				}
				if err := sim.Run(sim.StepsIn(ms)); err != nil {
					b.Fatal(err)
				}
			}
			for b.Loop() {
				if err := sim.Step(); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(b.Elapsed().Seconds()*1e9/float64(b.N)/4000, "ns/neuron-step")
		})
	}
}
