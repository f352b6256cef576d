package dnn

import (
	"math"
	"math/rand/v2"
	"slices"
	"sync"
	"testing"

	"gonum.org/v1/gonum/mat"
	"pgregory.net/rapid"

	"github.com/golgi-sim/golgi"
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

// kinds are all kinds of layers, for the sizes and sides that they can have.
func kinds(pre, post int, p float64) []Comm {
	one, each := golgi.Value(0.3), golgi.Value(initialize.Normal(0.1, 1))
	random := conn.FixedProb{Prob: p}
	all := []Comm{
		AllToAll{Weight: one}, AllToAll{Weight: each}, Linear{}, Linear{Weight: each},
		MaskedLinear{Conn: random, Weight: one}, MaskedLinear{Conn: random, Weight: each},
		CSRLinear{Conn: random, Weight: one}, CSRLinear{Conn: random, Weight: each},
		EventCSRLinear{Conn: random}, EventCSRLinear{Conn: random, Weight: each},
		JitFPHomoLinear{Prob: p, Weight: one}, EventJitFPHomoLinear{Prob: p},
		JitFPUniformLinear{Prob: p, WLow: -1, WHigh: 2}, EventJitFPUniformLinear{Prob: p, WLow: 1, WHigh: 1},
		JitFPNormalLinear{Prob: p, WMu: 1, WSigma: 2}, EventJitFPNormalLinear{Prob: p, WMu: 1, WSigma: 0},
	}
	if pre == post {
		all = append(all, OneToOne{Weight: one}, OneToOne{Weight: each}, OneToOne{},
			AllToAll{Weight: one, NoSelf: true}, AllToAll{Weight: each, NoSelf: true})
	}
	return all
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

// reference does by the matrix, in the order that Layer states, what a layer
// does. Where there is no connection the matrix has 0, which adds nothing.
type reference struct{ w *mat.Dense }

func (r reference) addSpikes(dst []float64, lo, hi int, rows []int) {
	for _, i := range rows {
		for j := lo; j < hi; j++ {
			dst[j] += r.w.At(i, j)
		}
	}
}

func (r reference) addVector(dst []float64, lo, hi int, x []float64) {
	for i, x := range x {
		if x != 0 {
			for j := lo; j < hi; j++ {
				dst[j] = math.FMA(x, r.w.At(i, j), dst[j])
			}
		}
	}
}

func (r reference) addTransposed(dst []float64, lo, hi int, y []float64) {
	for i := lo; i < hi; i++ {
		for j, y := range y {
			dst[i] = math.FMA(y, r.w.At(i, j), dst[i])
		}
	}
}

// Every layer does what its matrix does, bit for bit, over any range of
// targets and any view of spikes.
func TestLayersEqualTheirMatrix(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		pre := rapid.IntRange(1, 12).Draw(r, "pre")
		post := rapid.OneOf(rapid.IntRange(1, 40), rapid.Just(pre), rapid.IntRange(1000, 5000)).Draw(r, "post")
		p := rapid.SampledFrom([]float64{0, 0.001, 0.02, 0.3, 1}).Draw(r, "p")
		all := kinds(pre, post, p)
		c := all[rapid.IntRange(0, len(all)-1).Draw(r, "kind")]
		place := Place{Pre: pre, Post: post, Recurrent: pre == post, Key: rng.Key(rapid.Uint64().Draw(r, "key"))}
		l := layer(t, c, place)
		ref := reference{matrix(t, l)}
		random := rand.New(rand.NewPCG(rapid.Uint64().Draw(r, "random"), 0))

		var rows []int
		var list []int32
		offset := rapid.IntRange(0, 5).Draw(r, "offset")
		for i := range pre {
			if random.IntN(2) == 0 {
				rows, list = append(rows, i), append(list, int32(i+offset))
			}
		}
		spikes := golgi.NewSpikes(list, offset+pre, nil, 0).Slice(offset, offset+pre)

		check := func(what string, n int, want, got func(dst []float64, lo, hi int)) {
			t.Helper()
			begin := some(random, n)
			whole := slices.Clone(begin)
			want(whole, 0, n)
			dst := slices.Clone(begin)
			got(dst, 0, n)
			if !equal(dst, whole) {
				r.Fatalf("%#v: %s differs from the matrix", c, what)
			}
			a := rapid.IntRange(0, n).Draw(r, "a")
			b := rapid.IntRange(a, n).Draw(r, "b")
			dst = slices.Clone(begin)
			for _, k := range random.Perm(3) { // in any order
				got(dst, []int{0, a, b}[k], []int{a, b, n}[k])
			}
			if !equal(dst, whole) {
				r.Fatalf("%#v: %s in the ranges 0, %d, %d, %d differs from the matrix", c, what, a, b, n)
			}
			part := slices.Clone(begin)
			got(part, a, b)
			if !equal(part[:a], begin[:a]) || !equal(part[a:b], whole[a:b]) || !equal(part[b:], begin[b:]) {
				r.Fatalf("%#v: %s from %d to %d of %d is not that part", c, what, a, b, n)
			}
		}
		check("AddSpikes", post, func(dst []float64, lo, hi int) { ref.addSpikes(dst, lo, hi, rows) },
			func(dst []float64, lo, hi int) { l.AddSpikes(dst, lo, hi, spikes) })
		x, y := some(random, pre), some(random, post)
		check("AddVector", post, func(dst []float64, lo, hi int) { ref.addVector(dst, lo, hi, x) },
			func(dst []float64, lo, hi int) { l.AddVector(dst, lo, hi, x) })
		check("AddTransposed", pre, func(dst []float64, lo, hi int) { ref.addTransposed(dst, lo, hi, y) },
			func(dst []float64, lo, hi int) { l.AddTransposed(dst, lo, hi, y) })

		n := int64(0)
		for _, w := range ref.w.RawMatrix().Data {
			if w != 0 {
				n++
			}
		}
		if l.Synapses() != n {
			r.Fatalf("%#v: %d synapses, the matrix has %d", c, l.Synapses(), n)
		}
		if q := l.Weight(); q != nil && q.State().Check() != nil {
			r.Fatalf("%#v: the weight cannot be used: %v", c, q.State().Check())
		}
	})
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

// Elements that there are none of.
func TestEmptyLayers(t *testing.T) {
	for _, size := range [][2]int{{0, 0}, {0, 5}, {5, 0}} {
		for _, c := range kinds(size[0], size[1], 0.5) {
			l := layer(t, c, Place{Pre: size[0], Post: size[1], Recurrent: size[0] == size[1]})
			if l.Synapses() != 0 {
				t.Errorf("%#v: %d synapses between %v elements", c, l.Synapses(), size)
			}
			pre, post := make([]float64, size[0]), make([]float64, size[1])
			l.AddVector(post, 0, size[1], pre)
			l.AddTransposed(pre, 0, size[0], post)
			l.AddSpikes(post, 0, size[1], golgi.NewSpikes(nil, size[0], nil, 0))
			if r, c := matrix(t, l).Dims(); r != 0 || c != 0 {
				t.Errorf("a matrix of %d × %d", r, c)
			}
		}
	}
	// One spike after the other in p = 1: everything is connected.
	w := matrix(t, layer(t, JitFPHomoLinear{Prob: 1, Weight: 3}, Place{Pre: 3, Post: 2500}))
	if mat.Min(w) != 3 || mat.Max(w) != 3 {
		t.Errorf("p = 1 leaves pairs out")
	}
}

// Workers share a delivery by ranges.
func TestWorkers(t *testing.T) {
	const pre, post = 60, 5000
	for _, c := range kinds(pre, post, 0.05) {
		l := layer(t, c, Place{Pre: pre, Post: post, Key: 5})
		list := []int32{0, 1, 7, 30, 59}
		spikes := golgi.NewSpikes(list, pre, nil, 0)
		want, got := make([]float64, post), make([]float64, post)
		l.AddSpikes(want, 0, post, spikes)
		var wg sync.WaitGroup
		bounds := []int{0, 1024, 1025, 3000, post}
		for k := range len(bounds) - 1 {
			wg.Go(func() {
				l.AddSpikes(got, bounds[k], bounds[k+1], spikes)
			})
		}
		wg.Wait()
		if !equal(want, got) {
			t.Errorf("%#v: four workers give another result than one", c)
		}
	}
}

func TestDeliveryAllocatesNothing(t *testing.T) {
	const n = 1500 // two blocks
	list := []int32{3, 500, 1499}
	spikes := golgi.NewSpikes(list, n, nil, 0)
	dst, x := make([]float64, n), make([]float64, n)
	x[5], x[800] = 1, 2
	for _, c := range kinds(n, n, 0.05) {
		l := layer(t, c, Place{Pre: n, Post: n, Recurrent: true, Key: 5})
		if k := testing.AllocsPerRun(20, func() {
			l.AddSpikes(dst, 0, n, spikes)
			l.AddSpikes(dst, 100, 1400, spikes)
			l.AddVector(dst, 0, n, x)
			l.AddTransposed(dst, 10, 20, x)
		}); k != 0 {
			t.Errorf("%#v: %v allocations", c, k)
		}
	}
}

// A caller that mixes up sizes is told so.
func TestMisuse(t *testing.T) {
	for _, c := range kinds(5, 5, 0.5) {
		l := layer(t, c, Place{Pre: 5, Post: 5, Recurrent: true})
		spikes := golgi.NewSpikes([]int32{2}, 5, nil, 0)
		five, six := make([]float64, 5), make([]float64, 6)
		for what, f := range map[string]func(){
			"spikes of six":     func() { l.AddSpikes(five, 0, 5, golgi.NewSpikes(nil, 6, nil, 0)) },
			"range to six":      func() { l.AddSpikes(five, 0, 6, spikes) },
			"negative range":    func() { l.AddSpikes(five, -1, 5, spikes) },
			"backward range":    func() { l.AddSpikes(five, 3, 2, spikes) },
			"dst of six":        func() { l.AddSpikes(six, 0, 5, spikes) },
			"vector of six":     func() { l.AddVector(five, 0, 5, six) },
			"vector into six":   func() { l.AddVector(six, 0, 5, five) },
			"transposed of six": func() { l.AddTransposed(five, 0, 5, six) },
			"transposed to six": func() { l.AddTransposed(six, 0, 6, five) },
		} {
			if !panics(f) {
				t.Errorf("%#v: %s is accepted", c, what)
			}
		}
	}
}

func panics(f func()) (did bool) {
	defer func() { did = recover() != nil }()
	f()
	return false
}
