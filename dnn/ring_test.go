package dnn

import (
	"math"
	"reflect"
	"runtime/debug"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/golgi-sim/golgi"
	"github.com/golgi-sim/golgi/internal/team"
	"github.com/golgi-sim/golgi/rng"
)

// A calendar, and a backlog, give what a plain ring gives, to the last bit, for layers stored
// and just in time, with and without weights of their own, for any cut of the
// elements into workers, many spikes or none, deliveries within a step in
// several goes; also after both are restored from what one of them held.
func TestFormsAreARing(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		pre := rapid.IntRange(1, 40).Draw(r, "pre")
		n := rapid.SampledFrom([]int{1, 15, 17, 640, 1000, 1024, 1025, 2500}).Draw(r, "n")
		num := rapid.IntRange(0, 40*pre).Draw(r, "num")
		if rapid.IntRange(0, 9).Draw(r, "dense") == 0 {
			num *= 30 // several chunks in one delivery
		}
		key := rng.NewKey(rapid.Uint64().Draw(r, "seed"))
		weights := golgi.Value(rapid.SampledFrom([]float64{0, 0.3}).Draw(r, "sd"))
		backlog := rapid.Bool().Draw(r, "backlog")
		var layers, ordered []Delayed
		for k, c := range []FixedTotalLinear{
			{Num: num, WMu: 2, WSigma: weights, DMu: 1.5, DSigma: 0.75},
			{Num: num, WMu: -8, WSigma: weights, DMu: 0.8, DSigma: 0.4},
			{Num: num, WMu: 1, DMu: 11.3},
		} {
			comm := Comm(c)
			if !backlog && rapid.Bool().Draw(r, "jit") {
				comm = JitFixedTotalLinear(c)
			}
			for _, list := range []*[]Delayed{&layers, &ordered} {
				l, err := comm.Layer(Place{Pre: pre, Post: n, Key: key.With(uint64(k)), Dt: 0.1})
				if err != nil {
					r.Fatal(err)
				}
				*list = append(*list, l.(Delayed))
			}
		}
		bounds := team.Split(n, rapid.IntRange(1, 5).Draw(r, "threads"), 64)
		plain := NewRing(128, n)
		if backlog {
			for _, l := range fixedTotalsOf(n, ordered) {
				if err := l.orderByDelay(bounds); err != nil {
					r.Fatal(err)
				}
			}
		}
		other := func() Ring {
			form := form(newCalendar(calendarCuts(n, bounds, fixedTotalsOf(n, ordered)), n))
			if backlog {
				form = newBacklog(bounds)
			}
			return Ring{hi: n, form: form, slots: plain.Slots()}
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
				for k, l := range layers {
					l.AddDelayed(plain, step, lo, hi, spikes)
					ordered[k].AddDelayed(ring, step, lo, hi, spikes)
				}
			}
			if random.Float64() < 0.1 { // somebody looked: all workers' elements at once
				layers[0].AddDelayed(plain, step, 0, n, spikes)
				ordered[0].AddDelayed(ring, step, 0, n, spikes)
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

func ringFor(t *testing.T, n int, bounds []int, layers ...Delayed) Ring {
	t.Helper()
	r, err := NewRingFor(n, bounds, layers)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// Which form a ring has: a calendar only where it is as exact as a plain ring, a
// backlog only where rows are stored and long enough.
func TestFormOfARing(t *testing.T) {
	layer := func(c Comm, n int) Delayed {
		l, err := c.Layer(Place{Pre: 10, Post: n, Dt: 0.1})
		if err != nil {
			t.Fatal(err)
		}
		return l.(Delayed)
	}
	const large = 100000
	single := layer(FixedTotalLinear{Num: 10, WMu: 0.1, WSigma: 0.1, DMu: 1.5}, large)
	long := FixedTotalLinear{Num: 10000, WMu: 0.1, WSigma: 0.1, DMu: 1.5}
	half := []int{0, large / 2, large}
	for name, c := range map[string]struct {
		n      int
		bounds []int
		layers []Delayed
		want   form
	}{
		"large":                    {large, half, []Delayed{single}, &calendar{}},
		"a weight that is a float": {large, half, []Delayed{layer(FixedTotalLinear{Num: 10, WMu: 0.5, DMu: 1.5}, large)}, &calendar{}},
		"a weight that is none":    {large, half, []Delayed{single, layer(FixedTotalLinear{Num: 10, WMu: 0.1, DMu: 1.5}, large)}, nil},
		"small":                    {100, []int{0, 100}, []Delayed{layer(FixedTotalLinear{Num: 10, WMu: 1, DMu: 1.5}, 100)}, nil},
		"long delays":              {large, half, []Delayed{layer(FixedTotalLinear{Num: 10, WMu: 1, DMu: 12.1}, large)}, nil},
		"of a part":                {large, half, []Delayed{layer(FixedTotalLinear{Num: 10, WMu: 1, DMu: 1.5}, large-1)}, nil},
		"another layer":            {large, half, []Delayed{single, &csr[int32]{size: size{10, large}, most: 15}}, nil},
		"long rows":                {large, half, []Delayed{layer(long, large)}, &backlog{}},
		"long and short rows":      {large, half, []Delayed{layer(long, large), layer(long, large), single}, &backlog{}},
		"not stored":               {large, half, []Delayed{layer(JitFixedTotalLinear(long), large)}, &calendar{}},
		"stored in part":           {large, half, []Delayed{layer(JitFixedTotalLinear(long), large), layer(long, large)}, &calendar{}},
		"a wide part":              {large, []int{0, large}, []Delayed{layer(long, large)}, &calendar{}},
		"short rows":               {large, half, []Delayed{layer(FixedTotalLinear{Num: 100, WMu: 0.1, WSigma: 0.1, DMu: 1.5}, large)}, &calendar{}},
		"without delays":           {large, half, []Delayed{layer(long, large), layer(FixedTotalLinear{Num: 1000, WMu: 1}, large)}, &calendar{}},
		"rows too long":            {large, half, []Delayed{layer(FixedTotalLinear{Num: 10 << 16, WMu: 1, DMu: 1.5}, large)}, &calendar{}},
	} {
		if ring := ringFor(t, c.n, c.bounds, c.layers...); reflect.TypeOf(ring.form) != reflect.TypeOf(c.want) {
			t.Errorf("%s: a %T", name, ring.form)
		}
	}
}

// What a layer gives to those who ask for a row is the same once a backlog has put
// its synapses in order, to the last bit.
func TestOrderedLayerIsAsBefore(t *testing.T) {
	const pre, n = 5, 3000
	c := FixedTotalLinear{Num: 40000, WMu: 2, WSigma: 0.3, DMu: 1.5, DSigma: 0.75}
	var layers []Delayed
	for range 2 {
		l, err := c.Layer(Place{Pre: pre, Post: n, Key: rng.NewKey(3), Dt: 0.1})
		if err != nil {
			t.Fatal(err)
		}
		layers = append(layers, l.(Delayed))
	}
	if err := layers[1].(*fixedTotal).orderByDelay([]int{0, 1024, n}); err != nil {
		t.Fatal(err)
	}
	var got [2][][]float64
	for k, l := range layers {
		m, err := l.Matrix()
		if err != nil {
			t.Fatal(err)
		}
		sums, products, back := make([]float64, n), make([]float64, n), make([]float64, pre)
		l.AddSpikes(sums, 0, n, golgi.NewSpikes([]int32{0, 3}, pre, nil, 0))
		l.AddVector(products, 0, n, []float64{1, 2, 0, 0.3, -1})
		l.AddTransposed(back, 0, pre, products)
		plain := NewRing(l.Delays(), n)
		l.AddDelayed(plain, 4, 0, n, golgi.NewSpikes([]int32{1, 2}, pre, nil, 0))
		got[k] = [][]float64{m.RawMatrix().Data, sums, products, back, plain.Held(5)}
	}
	if !reflect.DeepEqual(got[0], got[1]) {
		t.Error("other sums")
	}
}

// Once its lists are as long as they get, no form allocates.
func TestFormsAllocateNothing(t *testing.T) {
	const n = 50000
	c := FixedTotalLinear{Num: 100 * n, WMu: 2, WSigma: 0.2, DMu: 1.5, DSigma: 0.75}
	for _, comm := range []Comm{c, JitFixedTotalLinear(c)} {
		l, err := comm.Layer(Place{Pre: 1000, Post: n, Dt: 0.1})
		if err != nil {
			t.Fatal(err)
		}
		ring := ringFor(t, n, []int{0, n}, l.(Delayed))
		if ring.form == nil {
			t.Fatal("a plain ring")
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
			t.Errorf("%T: %v allocations in a step", ring.form, a)
		}
		for _, x := range dst {
			if math.IsNaN(x) || x <= 0 {
				t.Fatal("an element that nothing arrived at")
			}
		}
	}
}

// What was restored is given back to the system once it has arrived, and there is
// no other copy of it.
func TestFormsForgetWhatTheyRestored(t *testing.T) {
	const n = 50000
	for _, num := range []int{10, 10000} { // a calendar, a backlog
		layer, err := FixedTotalLinear{Num: num, WMu: 2, DMu: 1.5}.Layer(Place{Pre: 10, Post: n, Dt: 0.1})
		if err != nil {
			t.Fatal(err)
		}
		ring := ringFor(t, n, []int{0, n}, layer.(Delayed))
		if ring.form == nil {
			t.Fatal("a plain ring")
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
}

// Synapses that a network stores when their ring is made may not fit any more: an
// error that says what stores none.
func TestRingForWithoutMemory(t *testing.T) {
	for _, num := range []int{1000, 1_000_000} { // a calendar, a backlog
		const n = 50000
		l, err := FixedTotalLinear{Num: num, WMu: 1, WSigma: 0.1, DMu: 1.5}.Layer(Place{Pre: 100, Post: n, Dt: 0.1, Ring: true})
		if err != nil {
			t.Fatal(err)
		}
		limit := debug.SetMemoryLimit(1000)
		_, err = NewRingFor(n, []int{0, n}, []Delayed{l.(Delayed)})
		debug.SetMemoryLimit(limit)
		if err == nil || !strings.Contains(err.Error(), "a JitFixedTotalLinear stores none") {
			t.Errorf("%d synapses: %v", num, err)
		}
		if _, err := NewRingFor(n, []int{0, n}, []Delayed{l.(Delayed)}); err != nil {
			t.Errorf("%d synapses, with memory: %v", num, err)
		}
	}
}
