package rng

import (
	"fmt"
	"math"
	"testing"
)

func TestFloat64(t *testing.T) {
	for z, want := range map[uint64]float64{0: 0x1p-53, 1<<64 - 1: 1 - 0x1p-53, 1 << 63: 0.5 + 0x1p-53, 1 << 12: 3 * 0x1p-53} {
		if got := unit(z); got != want {
			t.Errorf("word %#x: %x, want %x", z, got, want)
		}
	}
	s := NewKey(1).Stream()
	sample := make([]float64, 100000)
	for i := range sample {
		sample[i] = s.Float64()
	}
	moments(t, "uniform", sample, 0.5, 1.0/12, -1.2)
	kolmogorov(t, "uniform", sample, func(x float64) float64 { return x })
}

func TestIntN(t *testing.T) {
	s := NewKey(2).Stream()
	for _, n := range []int{1, 2, 3, 10, 127, 1000} {
		counts := make([]int, n)
		for range 50 * n {
			counts[s.IntN(n)]++
		}
		if n > 1 {
			flat(t, fmt.Sprint("below ", n), counts)
		}
	}
	// Of 2^64 words, every third outcome would get two and the others three.
	counts := make([]int, 3)
	for range 30000 {
		counts[s.below(3<<61)%3]++
	}
	flat(t, "remainders", counts)
	for _, n := range []int{0, -1, math.MinInt} {
		if !panics(func() { s.IntN(n) }) {
			t.Errorf("IntN(%d) is accepted", n)
		}
	}
}

func TestShuffleAndPerm(t *testing.T) {
	s := NewKey(3).Stream()
	index := map[[4]int32]int{}
	perms, shuffles := make([]int, 24), make([]int, 24)
	number := func(p [4]int32) int {
		if _, ok := index[p]; !ok {
			index[p] = len(index)
		}
		return index[p]
	}
	for range 24000 {
		var p [4]int32
		s.Perm(p[:])
		perms[number(p)]++
		q := [4]int32{0, 1, 2, 3}
		s.Shuffle(4, func(i, j int) { q[i], q[j] = q[j], q[i] })
		shuffles[number(q)]++
	}
	if len(index) != 24 {
		t.Fatalf("%d permutations of 4", len(index))
	}
	flat(t, "Perm", perms)
	flat(t, "Shuffle", shuffles)
	s.Perm(nil)
}

func TestSample(t *testing.T) {
	s := NewKey(4).Stream()
	for _, c := range []struct{ k, n int }{{0, 0}, {0, 5}, {5, 5}, {1, 1}, {3, 20}, {2, 30}, {80, 4000}, {1000, math.MaxInt32}, {600, 4000}, {3999, 4000}} {
		dst := make([]int32, c.k)
		s.Sample(dst, c.n)
		for i, x := range dst {
			if x < 0 || int(x) >= c.n || i > 0 && x <= dst[i-1] {
				t.Fatalf("%d of %d: %v", c.k, c.n, dst)
			}
		}
	}
	// Each member of the smaller sets, and each pair, equally often; by
	// looking at all integers and by drawing.
	for _, c := range []struct{ k, n int }{{3, 6}, {2, 17}, {3, 25}} {
		pairs := make([]int, c.n*c.n)
		dst := make([]int32, c.k)
		const draws = 20000
		for range draws {
			s.Sample(dst, c.n)
			for i := range dst {
				for j := range i {
					pairs[int(dst[j])*c.n+int(dst[i])]++
				}
			}
		}
		counts := []int{}
		for i := range c.n {
			for j := range i {
				counts = append(counts, pairs[j*c.n+i])
			}
		}
		if c.k == 2 { // more than one pair of a set is not independent
			flat(t, fmt.Sprintf("pairs, %d of %d", c.k, c.n), counts)
		}
		each := float64(draws*c.k*(c.k-1)) / float64(c.n*(c.n-1))
		for i, n := range counts {
			near(t, fmt.Sprintf("pair %d, %d of %d", i, c.k, c.n), float64(n), each, each)
		}
	}
	if n := testing.AllocsPerRun(10, func() { s.Sample(make([]int32, 80), 4000) }); n > 1 {
		t.Errorf("Sample allocates %v times", n)
	}
	if !panics(func() { s.Sample(make([]int32, 3), 2) }) {
		t.Error("3 of 2 are accepted")
	}
}
