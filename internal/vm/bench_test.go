package vm_test

import (
	"math"
	"testing"

	. "github.com/golgi-sim/golgi/internal/vm"
	"github.com/golgi-sim/golgi/internal/vm/vmtest"
)

// cobaLoop is the same by hand.
func cobaLoop(v, ge, gi []float64, ref []int32, input float64, spikes []int32) ([]int32, bool) {
	decayE, decayI := math.Exp(-0.1/5), math.Exp(-0.1/10)
	ge, gi, ref = ge[:len(v)], gi[:len(v)], ref[:len(v)]
	bad := false
	input -= 60
	for i := range v {
		e, h := float64(ge[i]*decayE), float64(gi[i]*decayI)
		if math.Abs(e) < MinNorm {
			e = 0
		}
		if math.Abs(h) < MinNorm {
			h = 0
		}
		ge[i], gi[i] = e, h
		if ref[i] > 0 {
			ref[i]--
			continue
		}
		slope := e + h + 1
		rhs := math.FMA(-slope, v[i], math.FMA(h, -80, input))
		z := slope * (-0.1 / 20)
		phi := math.FMA(math.FMA(math.FMA(z, 1./24, 1./6), z, 0.5), z, 1)
		next := math.FMA(rhs*(0.1/20), phi, v[i])
		if next-next != 0 {
			bad = true
		}
		if next >= -50 {
			spikes = append(spikes, int32(i))
			next = -60
			ref[i] = 50
		}
		v[i] = next
	}
	return spikes, bad
}

// BenchmarkCOBA compares a step by the portable executor with the hand-written
// loop on the same data. The aim is a ratio of at most 5.
func BenchmarkCOBA(b *testing.B) {
	const n = 4000
	p := vmtest.COBA()
	perNeuron := func(b *testing.B) {
		b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/n, "ns/neuron")
	}
	b.Run("hand", func(b *testing.B) {
		f := vmtest.COBAData(p, n)
		spikes := make([]int32, 0, n)
		for b.Loop() {
			var bad bool
			spikes, bad = cobaLoop(f.Arrays[0].F64, f.Arrays[1].F64, f.Arrays[2].F64, f.Arrays[3].I32, 9, spikes[:0])
			if bad {
				b.Fatal("bad")
			}
		}
		perNeuron(b)
	})
	b.Run("portable", func(b *testing.B) {
		c, err := Portable().Compile(p)
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
		perNeuron(b)
	})
}

// BenchmarkFunctions gives the time of each expansion per element of an array
// that stays in the cache.
func BenchmarkFunctions(b *testing.B) {
	const n = 2000
	r := vmtest.NewRand(10)
	for _, f := range functions {
		benchmarkExpansion(b, f.name, n, func(b *Builder, x ...Val) Val { return f.expand(b, x[0]) },
			func() float64 { return math.Min(f.domain[1], math.Max(f.domain[0], 0)) + 4*r.Float64() })
	}
	benchmarkExpansion(b, "pow1.5", n, func(b *Builder, x ...Val) Val { return b.Pow(x[0], b.Const(1.5)) },
		func() float64 { return 4 * r.Float64() })
	random := func(b *Builder) [4]Val {
		zero := b.UConst(0)
		return b.Philox([4]Val{b.Index(), zero, zero, zero}, [2]Val{zero, zero})
	}
	benchmarkExpansion(b, "philox", n, func(b *Builder, _ ...Val) Val { return b.FromBits(random(b)[0]) }, r.Float64)
	benchmarkExpansion(b, "uniform", n, func(b *Builder, _ ...Val) Val { w := random(b); return b.Uniform(w[0], w[1]) }, r.Float64)
	benchmarkExpansion(b, "normals", n, func(b *Builder, _ ...Val) Val { x, y := b.Normals(random(b)); return b.Add(x, y) }, r.Float64)
}

func benchmarkExpansion(b *testing.B, name string, n int, expand func(b *Builder, x ...Val) Val, draw func() float64) {
	b.Run(name, func(b *testing.B) {
		vb := NewBuilder(name)
		x := vb.Array("x", F64)
		vb.Store(vb.Array("y", F64), expand(vb, vb.Load(x)))
		c, err := Portable().Compile(vb.Finish())
		if err != nil {
			b.Fatal(err)
		}
		f := &Frame{Arrays: []Data{{F64: make([]float64, n)}, {F64: make([]float64, n)}}}
		for i := range n {
			f.Arrays[0].F64[i] = draw()
		}
		k, err := c.Bind(f)
		if err != nil {
			b.Fatal(err)
		}
		s := k.NewScratch(0)
		for b.Loop() {
			k.Run(s, 0, n)
		}
		b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(n), "ns/element")
		b.ReportMetric(float64(opCount(1, expand)), "ops")
	})
}

// BenchmarkOne runs a program over a single element, as for values that a
// whole group shares.
func BenchmarkOne(b *testing.B) {
	p := vmtest.COBA()
	c, err := Portable().Compile(p)
	if err != nil {
		b.Fatal(err)
	}
	k, err := c.Bind(vmtest.COBAData(p, 1))
	if err != nil {
		b.Fatal(err)
	}
	s := k.NewScratch(1)
	for b.Loop() {
		s.Events[0] = s.Events[0][:0]
		k.Run(s, 0, 1)
	}
}

// BenchmarkCall calls functions outside programs.
func BenchmarkCall(b *testing.B) {
	for _, f := range functions {
		b.Run(f.name, func(b *testing.B) {
			for b.Loop() {
				f.scalar(0.7)
			}
		})
	}
	b.Run("pow", func(b *testing.B) {
		for b.Loop() {
			Pow(0.7, 1.5)
		}
	})
}
