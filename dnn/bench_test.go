package dnn

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/golgi-sim/golgi"
	"github.com/golgi-sim/golgi/conn"
	initialize "github.com/golgi-sim/golgi/init"
	"github.com/golgi-sim/golgi/rng"
)

// networks have 80 synapses per element, in dst within the first, the second
// and no cache.
var networks = []struct {
	n int
	p float64
}{{4000, 0.02}, {40000, 0.002}, {400000, 2e-4}}

// benchmark calls deliver with lists of 16 random spikes, a step's worth.
func benchmark(b *testing.B, n int, deliver func(dst []float64, s golgi.Spikes)) {
	random := rand.New(rand.NewPCG(1, 2))
	steps := make([]golgi.Spikes, 64)
	for k := range steps {
		list := make([]int32, 16)
		for i := range list {
			list[i] = int32(random.IntN(n))
		}
		slices.Sort(list)
		steps[k] = golgi.NewSpikes(slices.Compact(list), n, nil, 0)
	}
	dst := make([]float64, n)
	k := 0
	for b.Loop() {
		deliver(dst, steps[k%len(steps)])
		k++
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*16*80), "ns/synapse")
}

func BenchmarkSpikes(b *testing.B) {
	for _, w := range networks {
		for _, c := range []struct {
			name string
			comm Comm
		}{
			{"JIT homo", EventJitFPHomoLinear{Prob: w.p, Weight: 0.6}},
			{"JIT uniform", EventJitFPUniformLinear{Prob: w.p, WLow: 0.5, WHigh: 0.7}},
			{"JIT normal", EventJitFPNormalLinear{Prob: w.p, WMu: 0.6, WSigma: 0.1}},
			{"CSR one", EventCSRLinear{Conn: conn.FixedProb{Prob: w.p}, Weight: 0.6}},
			{"CSR each", EventCSRLinear{Conn: conn.FixedProb{Prob: w.p}, Weight: initialize.Normal(0.6, 0.1)}},
			{"CSR single", EventCSRLinear{Conn: conn.FixedProb{Prob: w.p}, Weight: initialize.Normal(0.6, 0.1), Single: true}},
		} {
			l, err := New(c.comm, w.n, w.n, rng.NewKey(1))
			if err != nil {
				b.Fatal(err)
			}
			b.Run(fmt.Sprintf("n=%d/%s", w.n, c.name), func(b *testing.B) {
				benchmark(b, w.n, func(dst []float64, s golgi.Spikes) { l.AddSpikes(dst, 0, w.n, s) })
			})
			if c.name == "CSR one" {
				b.Run(fmt.Sprintf("n=%d/CSR halves", w.n), func(b *testing.B) {
					benchmark(b, w.n, func(dst []float64, s golgi.Spikes) {
						l.AddSpikes(dst, 0, w.n/2, s)
						l.AddSpikes(dst, w.n/2, w.n, s)
					})
				})
				rows, structure := make([][]int32, w.n), l.(interface{ structure() *conn.Structure }).structure()
				for i := range rows {
					rows[i] = structure.Row(i)
				}
				b.Run(fmt.Sprintf("n=%d/plain loop", w.n), func(b *testing.B) {
					benchmark(b, w.n, func(dst []float64, s golgi.Spikes) {
						for _, i := range s.List() {
							for _, c := range rows[i] {
								dst[c] += 0.6
							}
						}
					})
				})
			}
		}
	}
}

// Delays of single synapses, in a ring of 25 slots.
func BenchmarkDelayed(b *testing.B) {
	const n, p = 40000, 0.002
	l, err := New(EventCSRLinear{Conn: conn.FixedProb{Prob: p}, Delay: initialize.Uniform(0.1, 2.5)}, n, n, 1)
	if err != nil {
		b.Fatal(err)
	}
	ring := NewRing(25, n)
	now := int64(0)
	benchmark(b, n, func(_ []float64, s golgi.Spikes) {
		l.(Delayed).AddDelayed(ring, now, 0, n, s)
		now++
	})
}

// Vectors with every element set: ns per synapse.
func BenchmarkVector(b *testing.B) {
	const n, p = 4000, 0.02
	x, dst := make([]float64, n), make([]float64, n)
	for i := range x {
		x[i] = float64(i%7) + 0.5
	}
	for _, c := range []struct {
		name string
		comm Comm
	}{
		{"JIT homo", JitFPHomoLinear{Prob: p}},
		{"JIT normal", JitFPNormalLinear{Prob: p, WMu: 1, WSigma: 1}},
		{"CSR", CSRLinear{Conn: conn.FixedProb{Prob: p}, Weight: initialize.Normal(0, 1)}},
		{"dense", Linear{Weight: initialize.Normal(0, 1)}},
		{"all to all", AllToAll{}},
	} {
		l, err := New(c.comm, n, n, 1)
		if err != nil {
			b.Fatal(err)
		}
		per := func(b *testing.B) {
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(l.Synapses()), "ns/synapse")
		}
		b.Run(c.name+"/forward", func(b *testing.B) {
			for b.Loop() {
				l.AddVector(dst, 0, n, x)
			}
			per(b)
		})
		b.Run(c.name+"/transposed", func(b *testing.B) {
			for b.Loop() {
				l.AddTransposed(dst, 0, n, x)
			}
			per(b)
		})
	}
}

// BenchmarkDraw makes rows of the microcircuit anew: columns, delays and weights.
func BenchmarkDraw(b *testing.B) {
	const pre, post, each = 100, 20000, 1000
	l, err := JitFixedTotalLinear{Num: pre * each, WMu: 87.8, WSigma: 8.78, DMu: 1.5, DSigma: 0.75}.Layer(Place{Pre: pre, Post: post, Dt: 0.1})
	if err != nil {
		b.Fatal(err)
	}
	f, c, i := l.(*fixedTotal), &cell{}, 0
	for b.Loop() {
		c.clear()
		for k := range f.blocks {
			f.draw(c, i%pre, k)
		}
		i++
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/each, "ns/synapse")
}
