package dnn

import (
	"slices"
	"testing"

	"gonum.org/v1/gonum/mat"

	"github.com/golgi-sim/golgi"
	"github.com/golgi-sim/golgi/conn"
	initialize "github.com/golgi-sim/golgi/init"
	"github.com/golgi-sim/golgi/rng"
)

// A layer with weights in single precision is the layer whose weights are these
// numbers, to the last bit, with columns of 16 and of 32 bits, with and without
// delays; it has no weight to set, and its checksum tells weights apart.
func TestSingle(t *testing.T) {
	for _, post := range []int{300, 70000} {
		place := Place{Pre: 40, Post: post, Dt: 0.1, Key: rng.NewKey(3)}
		c := CSRLinear{Conn: conn.FixedProb{Prob: 0.2}, Weight: initialize.Normal(0.6, 0.1), Delay: initialize.Uniform(0.1, 1.5)}
		double := layer(t, c, place)
		weights := double.Weight().Each()
		exact := slices.Clone(weights)
		for k, w := range weights {
			weights[k] = float64(float32(w))
		}
		c.Single = true
		l := layer(t, c, place)
		if l.Weight() != nil {
			t.Fatal("a weight to set")
		}
		if w, ok := l.(Plastic); ok {
			t.Errorf("%T learns", w)
		}
		var sums [2][]float64
		for k, l := range []Layer{double, l} {
			ring := NewRing(15, post)
			dst, back := make([]float64, post), make([]float64, place.Pre)
			spikes := golgi.NewSpikes([]int32{2, 3, 17}, place.Pre, nil, 0)
			for _, cut := range [][2]int{{0, 100}, {100, post}} {
				l.AddSpikes(dst, cut[0], cut[1], spikes)
				l.(Delayed).AddDelayed(ring, 3, cut[0], cut[1], spikes)
			}
			x := make([]float64, place.Pre)
			for i := range x {
				x[i] = float64(i%3) - 0.7
			}
			l.AddVector(dst, 0, post, x)
			l.AddTransposed(back, 0, place.Pre, dst)
			sums[k] = slices.Concat(dst, back, ring.Held(3))
		}
		if !slices.Equal(sums[0], sums[1]) {
			t.Errorf("%d posts: other sums", post)
		}
		a, err := double.Matrix()
		if err != nil {
			t.Fatal(err)
		}
		b, err := l.Matrix()
		if err != nil {
			t.Fatal(err)
		}
		if !mat.Equal(a, b) {
			t.Errorf("%d posts: another matrix", post)
		}
		var rounded Comm = CSRLinear{Conn: c.Conn, Weight: exact, Delay: c.Delay, Single: true}
		if got := layer(t, rounded, place).(Stored).Checksum(); got != l.(Stored).Checksum() {
			t.Error("another checksum of the same weights")
		}
		exact[5] += 0.1
		if got := layer(t, rounded, place).(Stored).Checksum(); got == l.(Stored).Checksum() {
			t.Error("the same checksum of other weights")
		}
	}
}
