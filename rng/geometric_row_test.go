package rng

import (
	"fmt"
	"math"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// columnsOf returns the columns of a block, as specified: by partial sums.
func columnsOf(g *Geometric, key Key, width int) []int32 {
	cols := []int32{}
	pos := -1
	for j := uint64(0); ; j++ {
		for _, o := range specified(g, key.Word(j)) {
			if pos += o.d; pos >= width {
				return cols
			}
			if !o.more {
				cols = append(cols, int32(pos))
			}
		}
	}
}

// Positions, Add and AddRange are three ways to the same columns, and these
// are the specified ones, whatever the width and wherever a range begins.
func TestRowsAreAsSpecified(t *testing.T) {
	tables := map[float64]*Geometric{}
	for _, p := range probabilities {
		tables[p] = geometric(t, p)
	}
	rapid.Check(t, func(t *rapid.T) {
		p := rapid.SampledFrom(probabilities).Draw(t, "p")
		g := tables[p]
		key := NewKey(rapid.Uint64().Draw(t, "key"))
		longest := min(1<<22, int(200/p)+10)
		width := rapid.IntRange(0, longest).Draw(t, "width")
		want := columnsOf(g, key, width)

		if got := g.Positions(key, 0, width, []int32{}); !slices.Equal(got, want) {
			t.Fatalf("Positions: %v, want %v", got, want)
		}
		acc := make([]float64, width)
		g.Add(key, 0.5, acc)
		for _, c := range want {
			acc[c] -= 0.5
		}
		for i, x := range acc {
			if x != 0 {
				t.Fatalf("Add: column %d of %d has %v too much", i, width, x)
			}
		}
		lo := rapid.IntRange(0, width).Draw(t, "lo")
		hi := rapid.IntRange(lo, width).Draw(t, "hi")
		from, _ := slices.BinarySearch(want, int32(lo))
		to, _ := slices.BinarySearch(want, int32(hi))
		if got := g.Positions(key, lo, hi, []int32{9}); !slices.Equal(got, append([]int32{9}, want[from:to]...)) {
			t.Fatalf("Positions from %d to %d: %v, want %v", lo, hi, got[1:], want[from:to])
		}
		part := make([]float64, hi-lo)
		g.AddRange(key, lo, 2, part)
		for _, c := range want[from:to] {
			part[int(c)-lo] -= 2
		}
		for i, x := range part {
			if x != 0 {
				t.Fatalf("AddRange: column %d of %d to %d has %v too much", lo+i, lo, hi, x)
			}
		}
	})
}

// The widest block that is allowed, where the arithmetic of positions is at
// its limit; without the memory to add to it.
func TestWidestBlock(t *testing.T) {
	for _, p := range []float64{1e-6, 1e-12, 5e-324} {
		g := geometric(t, p)
		for row := range uint64(3) {
			key := NewKey(row)
			want := columnsOf(g, key, maxWidth)
			if got := g.Positions(key, 0, maxWidth, []int32{}); !slices.Equal(got, want) {
				t.Errorf("p = %v: %d columns, want %d", p, len(got), len(want))
			}
			var acc [1000]float64
			g.AddRange(key, maxWidth-len(acc), 1, acc[:])
			n := 0.0
			for _, x := range acc {
				n += x
			}
			from, _ := slices.BinarySearch(want, maxWidth-int32(len(acc)))
			if n != float64(len(want)-from) {
				t.Errorf("p = %v: %v columns in the last thousand, want %d", p, n, len(want)-from)
			}
		}
	}
}

func TestRowsRefuse(t *testing.T) {
	g := geometric(t, 0.5)
	for what, f := range map[string]func(){
		"negative start":  func() { g.AddRange(1, -1, 1, nil) },
		"end too far":     func() { g.AddRange(1, maxWidth, 1, make([]float64, 1)) },
		"negative lo":     func() { g.Positions(1, -1, 5, nil) },
		"hi out of range": func() { g.Positions(1, 0, math.MaxInt32, nil) },
	} {
		if !panics(f) {
			t.Errorf("%s is accepted", what)
		}
	}
}

func panics(f func()) (did bool) {
	defer func() { did = recover() != nil }()
	f()
	return false
}

func TestAddAllocatesNothing(t *testing.T) {
	acc := make([]float64, 5120)
	for _, p := range []float64{0.02, 0.002} {
		g := geometric(t, p)
		if n := testing.AllocsPerRun(100, func() { g.Add(3, 1, acc); g.AddRange(3, 100, 1, acc) }); n != 0 {
			t.Errorf("p = %v: %v allocations", p, n)
		}
	}
}

// benchRows are blocks with a stride of 1, and with more; with accumulators
// in the first and in the second cache.
var benchRows = []struct {
	p     float64
	width int
}{{0.02, 1024}, {0.02, 4096}, {0.002, 5120}, {0.002, 40960}, {2e-4, 50048}}

func benchmarkRows(b *testing.B, row func(g *Geometric, key Key, width int) (synapses int)) {
	for _, c := range benchRows {
		b.Run(fmt.Sprintf("p=%g/width=%d", c.p, c.width), func(b *testing.B) {
			g := geometric(b, c.p)
			base := NewKey(1)
			n, k := 0, uint64(0)
			for b.Loop() {
				n += row(g, base.With(k), c.width)
				k++
			}
			if n == 0 {
				n = int(float64(k) * c.p * float64(c.width))
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(n), "ns/synapse")
		})
	}
}

func BenchmarkAdd(b *testing.B) {
	acc := make([]float64, 1<<16)
	benchmarkRows(b, func(g *Geometric, key Key, width int) int {
		g.Add(key, 1, acc[:width])
		return 0
	})
}

func BenchmarkPositions(b *testing.B) {
	var pos []int32
	benchmarkRows(b, func(g *Geometric, key Key, width int) int {
		pos = g.Positions(key, 0, width, pos[:0])
		return len(pos)
	})
}

func BenchmarkNewGeometric(b *testing.B) {
	for _, p := range []float64{0.02, 1e-6} {
		b.Run(fmt.Sprint("p=", p), func(b *testing.B) {
			for b.Loop() {
				geometric(b, p)
			}
		})
	}
}
