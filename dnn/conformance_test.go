package dnn_test

import (
	"testing"

	"gonum.org/v1/gonum/mat"

	"github.com/golgi-sim/golgi"
	"github.com/golgi-sim/golgi/conn"
	"github.com/golgi-sim/golgi/dnn"
	"github.com/golgi-sim/golgi/dyn/dyntest"
	initialize "github.com/golgi-sim/golgi/init"
)

func layer(t testing.TB, c dnn.Comm, p dnn.Place) dnn.Layer {
	t.Helper()
	l, err := c.Layer(p)
	if err != nil {
		t.Fatalf("%#v: %v", c, err)
	}
	return l
}

func matrix(t testing.TB, l dnn.Layer) *mat.Dense {
	t.Helper()
	w, err := l.Matrix()
	if err != nil {
		t.Fatal(err)
	}
	return w
}

// kinds are all kinds of layers, for the sizes and sides that they can have.
func kinds(pre, post int, p float64) []dnn.Comm {
	one, each := golgi.Value(0.3), golgi.Value(initialize.Normal(0.1, 1))
	random := conn.FixedProb{Prob: p}
	all := []dnn.Comm{
		dnn.AllToAll{Weight: one}, dnn.AllToAll{Weight: each}, dnn.Linear{}, dnn.Linear{Weight: each},
		dnn.MaskedLinear{Conn: random, Weight: one}, dnn.MaskedLinear{Conn: random, Weight: each},
		dnn.CSRLinear{Conn: random, Weight: one}, dnn.CSRLinear{Conn: random, Weight: each},
		dnn.CSRLinear{Conn: random, Weight: each, Single: true},
		dnn.EventCSRLinear{Conn: random}, dnn.EventCSRLinear{Conn: random, Weight: each},
		dnn.JitFPHomoLinear{Prob: p, Weight: one}, dnn.EventJitFPHomoLinear{Prob: p},
		dnn.JitFPUniformLinear{Prob: p, WLow: -1, WHigh: 2}, dnn.EventJitFPUniformLinear{Prob: p, WLow: 1, WHigh: 1},
		dnn.JitFPNormalLinear{Prob: p, WMu: 1, WSigma: 2}, dnn.EventJitFPNormalLinear{Prob: p, WMu: 1, WSigma: 0},
	}
	if pre == post {
		all = append(all, dnn.OneToOne{Weight: one}, dnn.OneToOne{Weight: each}, dnn.OneToOne{},
			dnn.AllToAll{Weight: one, NoSelf: true}, dnn.AllToAll{Weight: each, NoSelf: true})
	}
	return all
}

// Every layer does what its matrix does, in any ranges, at once, allocating
// nothing: the conformance kit, over kinds, sizes and probabilities.
func TestLayersConform(t *testing.T) {
	seed := uint64(0)
	for _, z := range []struct {
		pre, post int
		probs     []float64
	}{{1, 1, []float64{0, 1}}, {9, 9, []float64{0.02, 0.3}}, {5, 40, []float64{0, 0.3, 1}}, {12, 3, []float64{0.3}}, {6, 3100, []float64{0.001, 0.3}}} {
		for _, p := range z.probs {
			for _, c := range kinds(z.pre, z.post, p) {
				seed++
				dyntest.Comm(t, c, dyntest.CommOptions{Pre: z.pre, Post: z.post, Recurrent: z.pre == z.post, Seed: seed})
			}
		}
	}
	const n = 1100 // two blocks, onto themselves
	for _, c := range kinds(n, n, 0.05) {
		dyntest.Comm(t, c, dyntest.CommOptions{Pre: n, Post: n, Recurrent: true, Seed: 5})
	}
}

// Layers whose synapses have delays, and those that connect pairs repeatedly.
func TestDelayedLayersConform(t *testing.T) {
	random, each := conn.FixedProb{Prob: 0.3}, initialize.Normal(0.1, 1)
	for _, size := range [][2]int{{20, 20}, {7, 1300}} {
		o := dyntest.CommOptions{Pre: size[0], Post: size[1], Recurrent: size[0] == size[1]}
		for _, c := range []dnn.Comm{
			dnn.CSRLinear{Conn: random, Weight: each, Delay: 0.4},
			dnn.EventCSRLinear{Conn: random, Delay: initialize.Uniform(0.1, 2)},
			dnn.EventCSRLinear{Conn: random, Weight: each, Delay: initialize.Uniform(0.1, 2)},
			dnn.EventCSRLinear{Conn: random, Weight: each, Delay: initialize.Uniform(0.1, 2), Single: true},
		} {
			dyntest.Comm(t, c, o)
		}
		o.Multapses = true
		total := dnn.FixedTotalLinear{Num: 3000, WMu: 1, WSigma: 0.1, DMu: 1.5, DSigma: 0.7}
		dyntest.Comm(t, total, o)
		dyntest.Comm(t, dnn.JitFixedTotalLinear(total), o)
	}
}

// Synapses are the entries of the matrix that are not 0.
func TestSynapses(t *testing.T) {
	for _, size := range [][2]int{{9, 9}, {5, 40}} {
		for _, c := range kinds(size[0], size[1], 0.3) {
			l := layer(t, c, dnn.Place{Pre: size[0], Post: size[1], Recurrent: size[0] == size[1], Key: 3})
			n := int64(0)
			for _, w := range matrix(t, l).RawMatrix().Data {
				if w != 0 {
					n++
				}
			}
			if l.Synapses() != n {
				t.Errorf("%#v: %d synapses, the matrix has %d", c, l.Synapses(), n)
			}
		}
	}
}

// Elements that there are none of.
func TestEmptyLayers(t *testing.T) {
	for _, size := range [][2]int{{0, 0}, {0, 5}, {5, 0}} {
		for _, c := range kinds(size[0], size[1], 0.5) {
			l := layer(t, c, dnn.Place{Pre: size[0], Post: size[1], Recurrent: size[0] == size[1]})
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
	w := matrix(t, layer(t, dnn.JitFPHomoLinear{Prob: 1, Weight: 3}, dnn.Place{Pre: 3, Post: 2500}))
	if mat.Min(w) != 3 || mat.Max(w) != 3 {
		t.Errorf("p = 1 leaves pairs out")
	}
}

// A caller that mixes up sizes is told so.
func TestMisuse(t *testing.T) {
	for _, c := range kinds(5, 5, 0.5) {
		l := layer(t, c, dnn.Place{Pre: 5, Post: 5, Recurrent: true})
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
