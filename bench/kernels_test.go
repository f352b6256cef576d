package bench

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/golgi-sim/golgi"
	"github.com/golgi-sim/golgi/conn"
	"github.com/golgi-sim/golgi/dnn"
	"github.com/golgi-sim/golgi/dyn"
	"github.com/golgi-sim/golgi/internal/team"
)

// BenchmarkKernels is what a step is made of, each alone, on data in the cache:
// the neurons, with and without exponential functions; the delivery of a spike,
// stored and just in time; the meeting of the workers. The machine code of single
// functions is in internal/jit.
//
//	go test -bench Kernels ./bench
func BenchmarkKernels(b *testing.B) {
	const n = 4000
	// relax is LIF with a time constant that depends on V, by one exponential
	// function.
	relax := dyn.Equations{Params: "tau = 20 ms", Body: "dV/dt = (-60 - V)*exp(V/100)/tau + I : init = -60"}
	for _, c := range []struct {
		name  string
		model dyn.Model
	}{
		{"LIF", dyn.LifRef{VRest: -60, VTh: -50, VReset: -60, Tau: 20, TauRef: 5}},
		{"exp", relax},
		{"HH", dyn.HH{}},
	} {
		b.Run(c.name, func(b *testing.B) {
			net := &struct {
				golgi.DynSysGroup
				N *dyn.Group
			}{N: dyn.NewGroup(n, c.model)}
			sim, err := golgi.Build(net, golgi.Threads(1))
			require.NoError(b, err)
			defer sim.Close()
			b.ReportAllocs()
			for b.Loop() {
				if err := sim.Step(); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(b.Elapsed().Seconds()*1e9/float64(b.N)/n, "ns/neuron")
		})
	}
	for _, c := range []struct {
		name string
		comm dnn.Comm
	}{
		{"scatter", dnn.EventCSRLinear{Conn: conn.FixedProb{Prob: 0.02}, Weight: 0.6}},
		{"JIT row", dnn.EventJitFPHomoLinear{Prob: 0.02, Weight: 0.6}},
	} {
		b.Run(c.name, func(b *testing.B) {
			l, err := dnn.New(c.comm, n, n, 1)
			require.NoError(b, err)
			dst, list := make([]float64, n), []int32{0}
			for b.Loop() {
				list[0] = (list[0] + 1) % n
				l.AddSpikes(dst, 0, n, golgi.NewSpikes(list, n, nil, 0))
			}
			b.ReportMetric(b.Elapsed().Seconds()*1e9/float64(b.N)*n/float64(l.Synapses()), "ns/synapse")
		})
	}
	for _, threads := range []int{1, 2, 4} {
		b.Run(fmt.Sprintf("barrier/threads=%d", threads), func(b *testing.B) {
			workers := team.New(threads)
			workers.Start()
			defer workers.Stop()
			var task team.Task = idle{}
			for b.Loop() {
				workers.Do(task)
			}
		})
	}
}

// idle is a task with nothing to do.
type idle struct{}

func (idle) Work(int) {}
