package dnn

import (
	"math/rand/v2"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"github.com/golgi-sim/golgi"
	"github.com/golgi-sim/golgi/conn"
	initialize "github.com/golgi-sim/golgi/init"
)

// A weight with a delay of d steps goes to slot now+d-1 of the ring: all
// slots are compared, for rings as long as needed and longer.
func TestDelaysReachTheirSlots(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		const pre, post, dt = 7, 30, 0.1
		random := rand.New(rand.NewPCG(rapid.Uint64().Draw(r, "random"), 0))
		list := conn.IJConn{}
		for i := range pre {
			for j := range post {
				if random.IntN(3) == 0 {
					list.I, list.J = append(list.I, i), append(list.J, j)
				}
			}
		}
		random.Shuffle(len(list.I), func(a, b int) {
			list.I[a], list.I[b] = list.I[b], list.I[a]
			list.J[a], list.J[b] = list.J[b], list.J[a]
		})
		n := len(list.I)
		weights, steps, ms := make([]float64, n), make([]int, n), make([]float64, n)
		most := 0
		for k := range n {
			weights[k] = float64(1 + random.IntN(9))
			steps[k] = 1 + random.IntN(6)
			ms[k] = dt * (float64(steps[k]) + random.Float64()*0.9 - 0.45) // to be rounded
			most = max(most, steps[k])
		}
		c := CSRLinear{Conn: list, Weight: weights, Delay: ms}
		if same := rapid.Bool().Draw(r, "one for all"); same {
			most = 1 + random.IntN(6)
			c.Delay = dt * float64(most)
			for k := range steps {
				steps[k] = most
			}
		}
		if oneWeight := rapid.Bool().Draw(r, "one weight"); oneWeight {
			c.Weight = nil
			for k := range weights {
				weights[k] = 1
			}
		}
		l := layer(t, c, Place{Pre: pre, Post: post, Dt: dt}).(Delayed)
		want := most
		if most == 1 {
			want = 0
		}
		if l.Delays() != want {
			r.Fatalf("the largest delay is %d steps, want %d", l.Delays(), want)
		}

		// The ring may be longer than it has to be, and of more elements.
		before, after := rapid.IntRange(0, 3).Draw(r, "before"), rapid.IntRange(0, 3).Draw(r, "after")
		ring := NewRing(max(1, most)+rapid.IntRange(0, 9).Draw(r, "more"), before+post+after).View(before, before+post)
		expected := make([][]float64, ring.Slots())
		for k := range expected {
			expected[k] = make([]float64, post)
		}
		now := rapid.Int64Range(0, 40).Draw(r, "now")
		lo := rapid.IntRange(0, post).Draw(r, "lo")
		hi := rapid.IntRange(lo, post).Draw(r, "hi")
		spikes := []int32{0, 3, 4, 6}
		for k := range n {
			if slices.Contains(spikes, int32(list.I[k])) && lo <= list.J[k] && list.J[k] < hi {
				expected[(now+int64(steps[k])-1)%int64(len(expected))][list.J[k]] += weights[k]
			}
		}
		l.AddDelayed(ring, now, lo, hi, golgi.NewSpikes(spikes, pre, nil, now))
		for k := range expected {
			if got := ring.Slot(int64(k)); !slices.Equal(got, expected[k]) {
				r.Fatalf("slot %d has %v, want %v", k, got, expected[k])
			}
		}
	})
}

func TestDelays(t *testing.T) {
	p := Place{Pre: 3, Post: 3, Dt: 0.1}
	for _, c := range []struct {
		delay golgi.Value
		want  int
	}{
		{nil, 0}, {0, 0}, {0.1, 0}, {0.2, 2}, {20, 200}, {float32(0.5), 5},
		{[]float64{0, 0.04, 0.1}, 0}, {[]float64{0.1, 0.26, 0.2}, 3},
		{initialize.Constant(0.3), 3}, {initialize.Normal(1, 0), 10}, {func(i int) float64 { return float64(i) }, 20},
	} {
		if c.delay == float32(0.5) {
			p.Dt = 0.25 // which a float32 holds exactly
			c.want = 2
		}
		l := layer(t, EventCSRLinear{Conn: conn.One2One{}, Delay: c.delay}, p).(Delayed)
		if l.Delays() != c.want {
			t.Errorf("Delay %v: the largest delay is %d steps, want %d", c.delay, l.Delays(), c.want)
		}
		p.Dt = 0.1
	}
	l := layer(t, EventCSRLinear{Conn: conn.One2One{}, Delay: 0.3}, p).(Delayed)
	two := NewRing(2, 3)
	if !panics(func() { l.AddDelayed(two, 0, 0, 3, golgi.NewSpikes(nil, 3, nil, 0)) }) {
		t.Error("three steps go into a ring of two slots")
	}
	drawn := layer(t, EventCSRLinear{Conn: conn.All2All{}, Delay: initialize.Uniform(0.1, 2)}, p).(Delayed)
	ring := NewRing(drawn.Delays(), 3)
	spikes := golgi.NewSpikes([]int32{1}, 3, nil, 0)
	if n := testing.AllocsPerRun(10, func() { drawn.AddDelayed(ring, 5, 0, 3, spikes) }); n != 0 {
		t.Errorf("%v allocations", n)
	}
}
