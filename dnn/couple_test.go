package dnn

import (
	"math"
	"math/rand/v2"
	"testing"

	"pgregory.net/rapid"

	"github.com/golgi-sim/golgi/conn"
	"github.com/golgi-sim/golgi/rng"
)

// TestAddCoupled: every layer gives the sum over its pairs, in their order, of
// what its documentation says, with weights and delays of single synapses or
// the same for all, for any range of targets, whatever the step.
func TestAddCoupled(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		random := rand.New(rand.NewPCG(rapid.Uint64().Draw(r, "random"), 0))
		pre, post := 1+random.IntN(8), 1+random.IntN(8)
		p := Place{Pre: pre, Post: post, Dt: 0.1, Key: rng.NewKey(random.Uint64())}
		each := func(i int) float64 { return math.Sqrt(float64(i + 1)) }
		var weight any = 0.7
		if random.IntN(2) == 0 {
			weight = each
		}
		var comm Comm
		switch rapid.IntRange(0, 3).Draw(r, "kind") {
		case 0:
			comm = AllToAll{Weight: weight}
		case 1:
			post = pre
			p.Post, p.Recurrent = pre, true
			comm = AllToAll{Weight: weight, NoSelf: true}
		case 2:
			comm = CSRLinear{Conn: conn.FixedProb{Prob: 0.5}, Weight: weight}
		case 3:
			post = pre
			p.Post = pre
			comm = OneToOne{Weight: weight}
		}
		l := layer(t, comm, p).(Coupled)
		n := int(l.Synapses())

		const slots = 6
		ring := NewRing(slots, pre+3).View(2, 2+pre)
		past := Past{Values: ring, Now: int64(random.IntN(3)), Delay: random.IntN(slots)}
		for s := range int64(ring.Slots()) {
			for i := range ring.Slot(s) {
				ring.Slot(s)[i] = random.Float64()
			}
		}
		if random.IntN(2) == 0 {
			past.Delays = make([]uint16, n)
			for k := range past.Delays {
				past.Delays[k] = uint16(random.IntN(slots))
			}
		}
		var y []float64
		if random.IntN(2) == 0 {
			for j := range post {
				y = append(y, float64(j))
			}
		}
		lo := random.IntN(post + 1)
		hi := lo + random.IntN(post+1-lo)

		w := l.Weight()
		want := make([]float64, post)
		k := 0
		for i, j := range l.Pairs() {
			d := past.Delay
			if past.Delays != nil {
				d = int(past.Delays[k])
			}
			x, wk := ring.Slot(past.Now - int64(d) + int64(ring.Slots()))[i], w.Uniform()
			if w.Each() != nil {
				wk = w.Each()[k]
			}
			if y != nil {
				x -= y[j]
			}
			if lo <= j && j < hi {
				want[j] = math.FMA(wk, x, want[j])
			}
			k++
		}
		if k != n {
			r.Fatalf("%d pairs of %d synapses", k, n)
		}
		got := make([]float64, post)
		l.AddCoupled(got, lo, hi, past, y)
		for j := range want {
			if got[j] != want[j] {
				r.Fatalf("%T, target %d: %v, want %v", l, j, got[j], want[j])
			}
		}
		if n := testing.AllocsPerRun(2, func() { l.AddCoupled(got, lo, hi, past, y) }); n != 0 {
			r.Fatalf("%v allocations", n)
		}
	})
}

// The pairs are those of the matrix.
func TestPairs(t *testing.T) {
	p := Place{Pre: 9, Post: 9, Recurrent: true, Dt: 0.1}
	for _, comm := range []Comm{AllToAll{}, AllToAll{NoSelf: true}, OneToOne{}, CSRLinear{Conn: conn.FixedProb{Prob: 0.3}}} {
		l := layer(t, comm, p).(Coupled)
		m, err := l.Matrix()
		if err != nil {
			t.Fatal(err)
		}
		for i, j := range l.Pairs() {
			if m.At(i, j) != 1 {
				t.Errorf("%T has no pair %d, %d", comm, i, j)
			}
			m.Set(i, j, 0)
		}
		for i := range 9 {
			for j := range 9 {
				if m.At(i, j) != 0 {
					t.Errorf("%T does not yield the pair %d, %d", comm, i, j)
				}
			}
		}
		for range l.Pairs() {
			break
		}
	}
}
