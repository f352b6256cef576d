package dnn

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"gonum.org/v1/gonum/mat"

	"github.com/golgi-sim/golgi/conn"
	initialize "github.com/golgi-sim/golgi/init"
	"github.com/golgi-sim/golgi/rng"
)

func layer(t testing.TB, c Comm, p Place) Layer {
	t.Helper()
	l, err := c.Layer(p)
	if err != nil {
		t.Fatalf("%#v: %v", c, err)
	}
	if pre, post := l.Size(); pre != p.Pre || post != p.Post {
		t.Fatalf("%#v: a layer of %d × %d, want %d × %d", c, pre, post, p.Pre, p.Post)
	}
	return l
}

func matrix(t testing.TB, l Layer) *mat.Dense {
	t.Helper()
	w, err := l.Matrix()
	if err != nil {
		t.Fatal(err)
	}
	return w
}

// some returns n numbers, some of them 0 and 1, and none a negative zero.
func some(r *rand.Rand, n int) []float64 {
	x := make([]float64, n)
	for i := range x {
		switch r.IntN(4) {
		case 0:
		case 1:
			x[i] = 1
		default:
			x[i] = r.NormFloat64()
		}
	}
	return x
}

// equal compares bit for bit.
func equal(a, b []float64) bool {
	return slices.EqualFunc(a, b, func(x, y float64) bool { return math.Float64bits(x) == math.Float64bits(y) })
}

// The event layers are the layers without Event in their names.
func TestEventLayersAreTheSame(t *testing.T) {
	random := conn.FixedProb{Prob: 0.1}
	weight := initialize.Uniform(0, 1)
	place := Place{Pre: 70, Post: 3000, Dt: 0.1, Key: rng.NewKey(3)}
	for _, c := range [][2]Comm{
		{CSRLinear{Conn: random, Weight: weight}, EventCSRLinear{Conn: random, Weight: weight}},
		{JitFPHomoLinear{Prob: 0.1, Weight: 2}, EventJitFPHomoLinear{Prob: 0.1, Weight: 2}},
		{JitFPUniformLinear{Prob: 0.1, WLow: 1, WHigh: 2}, EventJitFPUniformLinear{Prob: 0.1, WLow: 1, WHigh: 2}},
		{JitFPNormalLinear{Prob: 0.1, WMu: 1, WSigma: 2}, EventJitFPNormalLinear{Prob: 0.1, WMu: 1, WSigma: 2}},
	} {
		a, b := layer(t, c[0], place), layer(t, c[1], place)
		if !mat.Equal(matrix(t, a), matrix(t, b)) {
			t.Errorf("%#v and %#v have different matrices", c[0], c[1])
		}
		// Values count by their size, not as spikes.
		x := make([]float64, 70)
		x[3], x[50] = 2.5, -1
		want, got := make([]float64, 3000), make([]float64, 3000)
		a.AddVector(want, 0, 3000, x)
		b.AddVector(got, 0, 3000, x)
		if !equal(want, got) {
			t.Errorf("%#v and %#v take vectors differently", c[0], c[1])
		}
	}
}

// Just-in-time layers of one key connect the same pairs, whatever their
// weights.
func TestKindsConnectTheSamePairs(t *testing.T) {
	place := Place{Pre: 50, Post: 3000, Key: rng.NewKey(3)}
	homo := matrix(t, layer(t, JitFPHomoLinear{Prob: 0.1}, place))
	for _, c := range []Comm{JitFPUniformLinear{Prob: 0.1, WLow: 1, WHigh: 2}, JitFPNormalLinear{Prob: 0.1, WMu: 1, WSigma: 1}} {
		for k, w := range matrix(t, layer(t, c, place)).RawMatrix().Data {
			if (w != 0) != (homo.RawMatrix().Data[k] != 0) {
				t.Fatalf("%#v: pair %d is connected in one layer only", c, k)
			}
		}
	}
}

func panics(f func()) (did bool) {
	defer func() { did = recover() != nil }()
	f()
	return false
}
