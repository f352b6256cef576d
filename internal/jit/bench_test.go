package jit

import (
	"testing"

	"github.com/golgi-sim/golgi/internal/vm"
	"github.com/golgi-sim/golgi/internal/vm/vmtest"
)

// BenchmarkCOBA is a step of the neuron of the COBA network, portable and as
// machine code, on data in the cache.
func BenchmarkCOBA(b *testing.B) {
	const n = 4000
	p := vmtest.COBA()
	for _, e := range []vm.Executor{vm.Portable(), machine(b)} {
		b.Run(e.Name(), func(b *testing.B) {
			c, err := e.Compile(p)
			if err != nil {
				b.Fatal(err)
			}
			k, err := c.Bind(vmtest.COBAData(p, n))
			if err != nil {
				b.Fatal(err)
			}
			s := k.NewScratch(n)
			for b.Loop() {
				s.Events[0] = s.Events[0][:0]
				k.Run(s, 0, n)
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/n, "ns/neuron")
		})
	}
}

// BenchmarkCompile is the time from a program to machine code in memory.
func BenchmarkCompile(b *testing.B) {
	e, p := machine(b), vmtest.COBA()
	for b.Loop() {
		c, err := e.Compile(p)
		if err != nil {
			b.Fatal(err)
		}
		c.(*code).Close()
	}
}

// BenchmarkCall is a run over one vector: what a call costs.
func BenchmarkCall(b *testing.B) {
	e, p := machine(b), vmtest.COBA()
	c, err := e.Compile(p)
	if err != nil {
		b.Fatal(err)
	}
	k, err := c.Bind(vmtest.COBAData(p, 4))
	if err != nil {
		b.Fatal(err)
	}
	s := k.NewScratch(4)
	for b.Loop() {
		s.Events[0] = s.Events[0][:0]
		k.Run(s, 0, 4)
	}
}
