package dnn

import (
	"math"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"github.com/golgi-sim/golgi"
	"github.com/golgi-sim/golgi/internal/team"
	"github.com/golgi-sim/golgi/rng"
)

// A calendar gives what a plain ring gives, to the last bit, for layers stored
// and just in time, with and without weights of their own, for any cut of the
// elements into workers, many spikes or none, deliveries within a step in
// several goes; also after both are restored from what one of them held.
func TestCalendarIsARing(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		pre := rapid.IntRange(1, 40).Draw(r, "pre")
		n := rapid.SampledFrom([]int{1, 15, 17, 640, 1000, 1024, 1025, 2500}).Draw(r, "n")
		num := rapid.IntRange(0, 40*pre).Draw(r, "num")
		if rapid.IntRange(0, 9).Draw(r, "dense") == 0 {
			num *= 30 // several chunks in one delivery
		}
		key := rng.NewKey(rapid.Uint64().Draw(r, "seed"))
		weights := golgi.Value(rapid.SampledFrom([]float64{0, 0.3}).Draw(r, "sd"))
		var layers []Delayed
		for k, c := range []FixedTotalLinear{
			{Num: num, WMu: 2, WSigma: weights, DMu: 1.5, DSigma: 0.75},
			{Num: num, WMu: -8, WSigma: weights, DMu: 0.8, DSigma: 0.4},
			{Num: num, WMu: 1, DMu: 11.3},
		} {
			comm := Comm(c)
			if rapid.Bool().Draw(r, "jit") {
				comm = JitFixedTotalLinear(c)
			}
			l, err := comm.Layer(Place{Pre: pre, Post: n, Key: key.With(uint64(k)), Dt: 0.1})
			if err != nil {
				r.Fatal(err)
			}
			layers = append(layers, l.(Delayed))
		}
		bounds := team.Split(n, rapid.IntRange(1, 5).Draw(r, "threads"), 64)
		cuts := calendarCuts(n, bounds, layers)
		plain := NewRing(128, n)
		other := func() Ring {
			return Ring{hi: n, mask: windows*windowSteps - 1, late: newCalendar(cuts, n), slots: plain.Slots()}
		}
		ring, start := other(), rapid.Int64Range(0, 1<<40).Draw(r, "start")
		random := key.Stream()
		want, got := make([]float64, n), make([]float64, n)
		for step := start; step < start+40; step++ {
			var list []int32
			for i := range pre {
				if random.Float64() < 0.1 {
					list = append(list, int32(i))
				}
			}
			spikes := golgi.NewSpikes(list, pre, nil, 0)
			for k := range bounds[1:] {
				lo, hi := bounds[k], bounds[k+1]
				for _, l := range layers {
					l.AddDelayed(plain, step, lo, hi, spikes)
					l.AddDelayed(ring, step, lo, hi, spikes)
				}
			}
			if random.Float64() < 0.1 { // somebody looked: all workers' elements at once
				layers[0].AddDelayed(plain, step, 0, n, spikes)
				layers[0].AddDelayed(ring, step, 0, n, spikes)
			}
			for k := range bounds[1:] {
				plain.Arrive(want, step, bounds[k], bounds[k+1])
				ring.Arrive(got, step, bounds[k], bounds[k+1])
			}
			if !slices.Equal(want, got) {
				r.Fatalf("step %d: other sums", step)
			}
			switch random.IntN(20) {
			case 0:
				held := ring.Held(step + 1)
				if !slices.Equal(held, plain.Held(step+1)) {
					r.Fatalf("before step %d: other weights on their way", step+1)
				}
				ring = other()
				ring.Restore(held, step+1)
			case 1:
				plain.Clear()
				ring.Clear()
			}
		}
	})
}

// A calendar is only made where it is as exact as a plain ring, and of use.
func TestCalendarOrRing(t *testing.T) {
	layer := func(c Comm, n int) Delayed {
		l, err := c.Layer(Place{Pre: 10, Post: n, Dt: 0.1})
		if err != nil {
			t.Fatal(err)
		}
		return l.(Delayed)
	}
	large := 100000
	single := layer(FixedTotalLinear{Num: 10, WMu: 0.1, WSigma: 0.1, DMu: 1.5}, large)
	for name, c := range map[string]struct {
		n      int
		layers []Delayed
		want   bool
	}{
		"large":                    {large, []Delayed{single}, true},
		"a weight that is a float": {large, []Delayed{layer(FixedTotalLinear{Num: 10, WMu: 0.5, DMu: 1.5}, large)}, true},
		"a weight that is none":    {large, []Delayed{single, layer(FixedTotalLinear{Num: 10, WMu: 0.1, DMu: 1.5}, large)}, false},
		"small":                    {100, []Delayed{layer(FixedTotalLinear{Num: 10, WMu: 1, DMu: 1.5}, 100)}, false},
		"long delays":              {large, []Delayed{layer(FixedTotalLinear{Num: 10, WMu: 1, DMu: 12.1}, large)}, false},
		"of a part":                {large, []Delayed{layer(FixedTotalLinear{Num: 10, WMu: 1, DMu: 1.5}, large-1)}, false},
		"another layer":            {large, []Delayed{single, &csr[int32]{size: size{10, large}, most: 15}}, false},
	} {
		if ring := NewRingFor(c.n, []int{0, c.n}, c.layers); (ring.late != nil) != c.want {
			t.Errorf("%s: a calendar: %v", name, !c.want)
		}
	}
}

// Once its lists are as long as they get, a calendar allocates nothing.
func TestCalendarAllocations(t *testing.T) {
	const n = 50000
	l, err := FixedTotalLinear{Num: 100 * n, WMu: 2, WSigma: 0.2, DMu: 1.5, DSigma: 0.75}.Layer(Place{Pre: 1000, Post: n, Dt: 0.1})
	if err != nil {
		t.Fatal(err)
	}
	ring := NewRingFor(n, []int{0, n}, []Delayed{l.(Delayed)})
	if ring.late == nil {
		t.Fatal("no calendar")
	}
	dst, step := make([]float64, n), int64(0)
	list := make([]int32, 1)
	make1 := func() {
		list[0] = int32(step % 1000)
		spikes := golgi.NewSpikes(list, 1000, nil, 0)
		l.(Delayed).AddDelayed(ring, step, 0, n, spikes)
		ring.Arrive(dst, step, 0, n)
		step++
	}
	for range 300 {
		make1()
	}
	if a := testing.AllocsPerRun(100, make1); a != 0 {
		t.Errorf("%v allocations in a step", a)
	}
	for _, x := range dst {
		if math.IsNaN(x) || x <= 0 {
			t.Fatal("an element that nothing arrived at")
		}
	}
}

// What was restored is given back to the system once it has arrived, and there is
// no other copy of it.
func TestCalendarForgetsWhatItRestored(t *testing.T) {
	const n = 50000
	layer, err := FixedTotalLinear{Num: 10, WMu: 2, DMu: 1.5}.Layer(Place{Pre: 10, Post: n, Dt: 0.1})
	if err != nil {
		t.Fatal(err)
	}
	ring := NewRingFor(n, []int{0, n}, []Delayed{layer.(Delayed)})
	if ring.late == nil {
		t.Fatal("no calendar")
	}
	for _, start := range []int64{0, 3, 8, 1000} {
		bytes, held := ring.Bytes(), ring.Room()
		for k := range held {
			held[k] = float64(k)
		}
		ring.Restore(held, start)
		if got := ring.Bytes() - bytes; got != 8*int64(len(held)) {
			t.Fatalf("%d bytes more, want %d", got, 8*len(held))
		}
		if &ring.late.regions[0].carried[0] != &held[0] {
			t.Error("a copy")
		}
		if !slices.Equal(ring.Held(start), held) {
			t.Error("not what was restored")
		}
		dst, want := make([]float64, n), make([]float64, n)
		slots := int64(ring.HeldLen() / n)
		for step := start; step < start+slots+windowSteps; step++ {
			clear(dst)
			clear(want)
			if step < start+slots {
				copy(want, held[int(step%slots)*n:])
			}
			ring.Arrive(dst, step, 0, n)
			if !slices.Equal(dst, want) {
				t.Fatalf("restored at step %d: other weights in step %d", start, step)
			}
		}
		if got := ring.Bytes(); got != bytes {
			t.Errorf("%d bytes after all has arrived, want %d", got, bytes)
		}
	}
}
