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
	portable := func() (vm.Executor, error) { return vm.Portable(), nil }
	for _, open := range []func() (vm.Executor, error){portable, AVX2, AVX512} {
		e, err := open()
		if err != nil {
			b.Log(err)
			continue
		}
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

// fastest returns the executor that is used if none is asked for, or skips the
// benchmark if that makes no machine code.
func fastest(b *testing.B) vm.Executor {
	e := Best()
	if e.Name() == vm.Portable().Name() {
		b.Skip("no machine code on this machine")
	}
	return e
}

// BenchmarkCompile is the time from a program to machine code in memory.
func BenchmarkCompile(b *testing.B) {
	e, p := fastest(b), vmtest.COBA()
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
	e, p := fastest(b), vmtest.COBA()
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
