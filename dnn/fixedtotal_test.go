package dnn

import (
	"fmt"
	"math"
	"math/bits"
	"math/rand/v2"
	"slices"
	"testing"

	"gonum.org/v1/gonum/floats"
	"gonum.org/v1/gonum/stat"
	"gonum.org/v1/gonum/stat/distuv"
	"pgregory.net/rapid"

	"github.com/golgi-sim/golgi"
	"github.com/golgi-sim/golgi/rng"
)

// fixedTotals are the layer stored and made anew.
func fixedTotals(c FixedTotalLinear) []Comm { return []Comm{c, JitFixedTotalLinear(c)} }

// The number of connections is exact; those of a row, of a column and of a pair
// are multinomial with equal probabilities.
func TestFixedTotalDegrees(t *testing.T) {
	const num = 60000
	for _, z := range []struct{ pre, post int }{{500, 900}, {700, 5000}, {3000, 40}, {50, 30}} {
		l := layer(t, FixedTotalLinear{Num: num, WMu: 1}, Place{Pre: z.pre, Post: z.post, Dt: 0.1, Key: rng.NewKey(2)})
		in, out := degrees(l)
		if floats.Sum(in) != num || floats.Sum(out) != num || l.Synapses() != num {
			t.Fatalf("%v by columns, %v by rows, %d, want %d", floats.Sum(in), floats.Sum(out), l.Synapses(), num)
		}
		pairs := matrix(t, l).RawMatrix().Data
		for what, counts := range map[string][]float64{"in-degree": in, "out-degree": out, "pair": pairs} {
			// Pearson's statistic over the cells themselves; where there are
			// many it is nearly normal with mean n-1 and variance 2(n-1)
			// (n small expectations add 1/mean to the variance of each).
			n, mean := float64(len(counts)), num/float64(len(counts))
			x := 0.0
			for _, c := range counts {
				x += (c - mean) * (c - mean) / mean
			}
			if dev := (x - (n - 1)) / math.Sqrt((2+1/mean)*(n-1)); math.Abs(dev) > 4 {
				t.Errorf("%d × %d, %s: %.1f standard deviations from chance", z.pre, z.post, what, dev)
			}
		}
	}
}

// The drawn weights and delays have the truncated normal distributions, which
// gonum's normal distribution gives.
func TestFixedTotalDraws(t *testing.T) {
	const num, dt = 100000, 0.1
	for _, c := range []FixedTotalLinear{
		{Num: num, WMu: 87.8, WSigma: 8.78, DMu: 1.5, DSigma: 0.75},
		{Num: num, WMu: -1, WSigma: 2, DMu: 0.2, DSigma: 0.5},
		{Num: num, WMu: 0, WSigma: 1, DMu: 20.0, DSigma: 1.0},
	} {
		l := layer(t, c, Place{Pre: 300, Post: 2000, Dt: dt, Key: rng.NewKey(3)}).(*fixedTotal)
		w := make([]float64, num)
		for k, x := range l.stored.weights {
			w[k] = float64(x)
		}
		slices.Sort(w)
		mu, sd := l.wMu, l.wSigma
		normal := distuv.Normal{Mu: mu, Sigma: sd}
		cut := func(x float64) float64 { // of the distribution that is left
			switch {
			case mu > 0:
				return (normal.CDF(x) - normal.CDF(0)) / (1 - normal.CDF(0))
			case mu < 0:
				return normal.CDF(x) / normal.CDF(0)
			}
			return normal.CDF(x)
		}
		worst := 0.0 // Kolmogorov's statistic
		for k, x := range w {
			worst = max(worst, math.Abs(cut(x)-(float64(k)+0.5)/num))
		}
		if limit := 1.95 / math.Sqrt(num); worst > limit { // exceeded by chance once in 1000
			t.Errorf("%+v: weights: Kolmogorov's statistic is %v, %v is chance", c, worst, limit)
		}

		delays := distuv.Normal{Mu: c.DMu.(float64) / dt, Sigma: c.DSigma.(float64) / dt}
		low, high := 1.0, delays.Mu+6*delays.Sigma
		counts, expected := make([]float64, l.most+2), make([]float64, l.most+2)
		for k := range num {
			counts[l.word(k)>>columnBits]++
		}
		for d := range expected {
			a, b := max(low, float64(d)-0.5), min(high, float64(d)+0.5)
			if a < b {
				expected[d] = num * (delays.CDF(b) - delays.CDF(a)) / (delays.CDF(high) - delays.CDF(low))
			}
		}
		if counts[0] != 0 {
			t.Errorf("%+v: %v delays of less than a step", c, counts[0])
		}
		chi2(t, fmt.Sprintf("%+v: delays", c), counts[1:], expected[1:])
		// Columns, weights and delays have nothing to do with each other.
		cols, ds := make([]float64, num), make([]float64, num)
		for k := range num {
			cols[k], ds[k] = float64(l.word(k)&columnMask), float64(l.word(k)>>columnBits)
			w[k] = float64(l.stored.weights[k])
		}
		for what, r := range map[string]float64{"columns and delays": stat.Correlation(cols, ds, nil),
			"weights and delays": stat.Correlation(w, ds, nil), "weights and columns": stat.Correlation(w, cols, nil),
			"weights of neighbours": stat.Correlation(w[1:], w[:num-1], nil)} {
			if math.Abs(r) > 4/math.Sqrt(num) {
				t.Errorf("%+v: %s are correlated by %v", c, what, r)
			}
		}
	}
}

// word returns the word of a stored synapse.
func (l *fixedTotal) word(k int) uint32 {
	if l.stored.short != nil {
		return uint32(l.stored.short[k])
	}
	return l.stored.long[k]
}

// Stored and made anew, whole and in ranges, all methods do what the synapses
// of the specification do: its counts and streams, read here word by word.
func TestFixedTotalIsAsSpecified(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		pre := rapid.IntRange(1, 9).Draw(r, "pre")
		post := rapid.OneOf(rapid.IntRange(1, 60), rapid.IntRange(1000, 5000)).Draw(r, "post")
		c := FixedTotalLinear{Num: rapid.IntRange(0, 400).Draw(r, "num"), WMu: 2, DMu: 0.5}
		if rapid.Bool().Draw(r, "weights") {
			c.WSigma = 1
		}
		if rapid.Bool().Draw(r, "delays") {
			c.DMu, c.DSigma = 1.0, rapid.SampledFrom([]float64{0.3, 2}).Draw(r, "DSigma")
		}
		key := rng.Key(rapid.Uint64().Draw(r, "key"))
		place := Place{Pre: pre, Post: post, Dt: 0.1, Key: key}
		now := rapid.Int64Range(0, 500).Draw(r, "now")
		lo := rapid.IntRange(0, post).Draw(r, "lo")
		hi := rapid.IntRange(lo, post).Draw(r, "hi")
		var rows []int32
		for i := range pre {
			if rapid.Bool().Draw(r, "spike") {
				rows = append(rows, int32(i))
			}
		}
		spikes := golgi.NewSpikes(rows, pre, nil, now-1)
		x := some(rand.New(rand.NewPCG(uint64(key), 1)), max(pre, post))

		for _, comm := range fixedTotals(c) {
			l := layer(t, comm, place).(*fixedTotal)
			// The specification.
			type synapse struct {
				i, j, d int
				w       float64
			}
			var all []synapse
			total := 0
			for i := range pre {
				for b := range l.blocks {
					block := key.Path("Conn").With(uint64(i*l.blocks + b))
					weights := block.With(0).Stream()
					for k := range l.counts[i*l.blocks+b] {
						z := block.Word(uint64(k))
						column, fraction := bits.Mul64(z, uint64(min(l.width, post-b*l.width)))
						y := synapse{i: i, j: b*l.width + int(column), d: 5, w: 2}
						if c.DSigma != nil {
							y.d = 1 + l.steps.Pick(fraction&^1023|z&1023)
						}
						for y.w = 0; c.WSigma != nil && y.w <= 0; {
							y.w = math.FMA(1, weights.Normal(), 2)
						}
						if c.WSigma == nil {
							y.w = 2
						}
						y.w = float64(float32(y.w))
						all = append(all, y)
						total++
					}
				}
			}
			if total != c.Num || l.Synapses() != int64(total) {
				r.Fatalf("%d synapses, want %d", total, c.Num)
			}
			ring := NewRing(l.Delays()+rapid.IntRange(0, 5).Draw(r, "more"), post+3).View(2, post+2)
			expected := make([][]float64, ring.Slots())
			for k := range expected {
				expected[k] = make([]float64, post)
			}
			flat, vector, back := make([]float64, post), make([]float64, post), make([]float64, pre)
			for _, y := range all {
				in := lo <= y.j && y.j < hi
				if in && slices.Contains(rows, int32(y.i)) {
					expected[(now+int64(y.d)-1)%int64(len(expected))][y.j] += y.w
					flat[y.j] += y.w
				}
				if in && x[y.i] != 0 {
					vector[y.j] = math.FMA(x[y.i], y.w, vector[y.j])
				}
				back[y.i] = math.FMA(x[y.j], y.w, back[y.i])
			}
			l.AddDelayed(ring, now, lo, hi, spikes)
			for k := range expected {
				if got := ring.Slot(int64(k)); !equal(got, expected[k]) {
					r.Fatalf("slot %d has %v, want %v", k, got, expected[k])
				}
			}
			dst := make([]float64, post)
			l.AddSpikes(dst, lo, hi, spikes)
			if !equal(dst, flat) {
				r.Fatalf("spikes: %v, want %v", dst, flat)
			}
			clear(dst)
			l.AddVector(dst, lo, hi, x[:pre])
			if !equal(dst, vector) {
				r.Fatalf("vector: %v, want %v", dst, vector)
			}
			dst = make([]float64, pre)
			l.AddTransposed(dst, 0, pre, x[:post])
			if !equal(dst, back) {
				r.Fatalf("transposed: %v, want %v", dst, back)
			}
		}
	})
}

func TestFixedTotalAllocatesNothing(t *testing.T) {
	spikes := golgi.NewSpikes([]int32{1, 4, 9}, 20, nil, 0)
	for _, c := range fixedTotals(FixedTotalLinear{Num: 20000, WMu: 1, WSigma: 0.1, DMu: 1.5, DSigma: 0.7}) {
		l := layer(t, c, Place{Pre: 20, Post: 3000, Dt: 0.1}).(Delayed)
		ring := NewRing(l.Delays(), 3000)
		deliver := func() { l.AddDelayed(ring, 5, 0, 3000, spikes); l.AddDelayed(ring, 5, 100, 2222, spikes) }
		deliver() // the cells grow to what is needed
		if n := testing.AllocsPerRun(10, deliver); n != 0 {
			t.Errorf("%T: %v allocations", c, n)
		}
	}
}

// What a spike of the microcircuit costs.
func BenchmarkFixedTotal(b *testing.B) {
	const pre, post, perRow = 5000, 20683, 500
	for _, c := range fixedTotals(FixedTotalLinear{Num: pre * perRow, WMu: 87.8, WSigma: 8.78, DMu: 1.5, DSigma: 0.75}) {
		b.Run(fmt.Sprintf("%T", c), func(b *testing.B) {
			l := layer(b, c, Place{Pre: pre, Post: post, Dt: 0.1}).(Delayed)
			ring := NewRing(l.Delays(), post)
			list := make([]int32, 10)
			now := int64(0)
			for b.Loop() {
				for k := range list {
					list[k] = int32((int(now)*13 + k*491) % pre)
				}
				slices.Sort(list)
				l.AddDelayed(ring, now, 0, post, golgi.NewSpikes(list, pre, nil, now))
				now++
			}
			b.ReportMetric(b.Elapsed().Seconds()*1e9/float64(b.N)/(10*perRow), "ns/event")
		})
	}
	b.Run("build", func(b *testing.B) {
		for b.Loop() {
			layer(b, FixedTotalLinear{Num: pre * perRow, WMu: 87.8, WSigma: 8.78, DMu: 1.5, DSigma: 0.75}, Place{Pre: pre, Post: post, Dt: 0.1})
		}
		b.ReportMetric(b.Elapsed().Seconds()*1e9/float64(b.N)/(pre*perRow), "ns/synapse")
	})
}
