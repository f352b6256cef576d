package dnn

import (
	"math"
	"slices"
	"testing"

	"gonum.org/v1/gonum/mat"

	"github.com/golgi-sim/golgi"
	"github.com/golgi-sim/golgi/conn"
)

// Layers of 3 × 3 elements with weights 1 to n in the order of the rows, and
// their matrices.
var small = []struct {
	c    Comm
	n    int // synapses
	want []float64
}{
	{OneToOne{}, 3, []float64{1, 0, 0, 0, 2, 0, 0, 0, 3}},
	{AllToAll{}, 9, []float64{1, 2, 3, 4, 5, 6, 7, 8, 9}},
	{AllToAll{NoSelf: true}, 6, []float64{0, 1, 2, 3, 0, 4, 5, 6, 0}},
	{Linear{}, 9, []float64{1, 2, 3, 4, 5, 6, 7, 8, 9}},
	{MaskedLinear{Conn: corner}, 3, []float64{0, 1, 2, 0, 0, 0, 3, 0, 0}},
	{CSRLinear{Conn: corner}, 3, []float64{0, 1, 2, 0, 0, 0, 3, 0, 0}},
	{EventCSRLinear{Conn: corner}, 3, []float64{0, 1, 2, 0, 0, 0, 3, 0, 0}},
}

// corner is a list that is not in the order of the rows.
var corner = conn.IJConn{I: []int{2, 0, 0}, J: []int{0, 2, 1}}

var place3 = Place{Pre: 3, Post: 3, Recurrent: true, Dt: 0.1}

func TestWeightsCanBeSet(t *testing.T) {
	for _, c := range small {
		l := layer(t, c.c, place3)
		q := l.Weight()
		st := q.State()
		if q.Name() != "weight" || st.Len() != c.n || l.Synapses() != int64(c.n) {
			t.Fatalf("%#v: %d values of %q, want %d weights", c.c, st.Len(), q.Name(), c.n)
		}
		if w := matrix(t, l); mat.Sum(w) != float64(c.n) {
			t.Errorf("%#v: the default weight is not 1: %v", c.c, w.RawMatrix().Data)
		}
		check := func(want []float64) {
			t.Helper()
			got := matrix(t, l)
			if !slices.Equal(got.RawMatrix().Data, want) {
				t.Errorf("%#v: the matrix is %v, want %v", c.c, got.RawMatrix().Data, want)
			}
			dst, sum := make([]float64, 3), make([]float64, 3)
			l.AddSpikes(dst, 0, 3, golgi.NewSpikes([]int32{0, 2}, 3, nil, 0))
			for j := range 3 {
				sum[j] = got.At(0, j) + got.At(2, j)
			}
			if !slices.Equal(dst, sum) {
				t.Errorf("%#v: spikes bring %v, want %v", c.c, dst, sum)
			}
		}
		scaled := func(one float64) (w []float64) {
			for _, x := range c.want {
				w = append(w, one*min(x, 1))
			}
			return w
		}
		if err := st.Set(2.5); err != nil {
			t.Fatal(err)
		}
		check(scaled(2.5))
		// Set one by one, where there was one for all.
		each := make([]float64, c.n)
		for k := range each {
			each[k] = float64(k + 1)
		}
		if err := st.Set(each...); err != nil {
			t.Fatal(err)
		}
		check(c.want)
		if err := st.Set(math.NaN()); err == nil {
			t.Errorf("%#v: NaN is a weight", c.c)
		}
		check(c.want)
		if err := st.Set(1); err != nil {
			t.Fatal(err)
		}
		check(scaled(1))
	}

	l := layer(t, JitFPHomoLinear{Prob: 1, Weight: 3}, Place{Pre: 2, Post: 3})
	if err := l.Weight().State().Set(4); err != nil {
		t.Fatal(err)
	}
	if w := matrix(t, l); mat.Min(w) != 4 || mat.Max(w) != 4 {
		t.Errorf("the weight of a just-in-time layer is not set: %v", w)
	}
	// An empty range sets nothing, but makes the one value an element.
	if err := l.Weight().State().Slice(0, 0).Set(); err != nil {
		t.Fatal(err)
	}
	if w := matrix(t, l); mat.Min(w) != 4 {
		t.Errorf("the weight is lost: %v", w)
	}
	if layer(t, JitFPNormalLinear{Prob: 1, WMu: 0, WSigma: 1}, Place{Pre: 2, Post: 3}).Weight() != nil {
		t.Error("weights that are a formula can be set")
	}
}

// Weights given one by one, in all the ways.
func TestWeightsGiven(t *testing.T) {
	rows := []float64{1, 2, 3, 4, 5, 6, 7, 8, 9}
	dense := mat.NewDense(3, 3, rows)
	number := func(i int) float64 { return rows[i] }
	offDiagonal := []float64{0, 2, 3, 4, 0, 6, 7, 8, 0}
	for _, c := range []struct {
		c    Comm
		want []float64
	}{
		{Linear{Weight: dense}, rows},
		{Linear{Weight: dense.T()}, []float64{1, 4, 7, 2, 5, 8, 3, 6, 9}},
		{Linear{Weight: rows}, rows},
		{Linear{Weight: number}, rows},
		{Linear{Weight: 2}, []float64{2, 2, 2, 2, 2, 2, 2, 2, 2}},
		{AllToAll{Weight: dense}, rows},
		{AllToAll{Weight: dense, NoSelf: true}, offDiagonal},
		{AllToAll{Weight: rows, NoSelf: true}, offDiagonal},
		{MaskedLinear{Conn: corner, Weight: dense}, []float64{0, 2, 3, 0, 0, 0, 7, 0, 0}},
		{MaskedLinear{Conn: corner, Weight: rows}, []float64{0, 2, 3, 0, 0, 0, 7, 0, 0}},
		{OneToOne{Weight: rows[:3]}, []float64{1, 0, 0, 0, 2, 0, 0, 0, 3}},
		// In the order of the list: (2, 0), (0, 2), (0, 1).
		{CSRLinear{Conn: corner, Weight: rows[:3]}, []float64{0, 3, 2, 0, 0, 0, 1, 0, 0}},
		{CSRLinear{Conn: corner, Weight: number}, []float64{0, 3, 2, 0, 0, 0, 1, 0, 0}},
		// The weights of a pair that is there twice add up.
		{CSRLinear{Conn: conn.IJConn{I: []int{1, 0, 1}, J: []int{2, 0, 2}, Multi: true}, Weight: rows[:3]}, []float64{2, 0, 0, 0, 0, 4, 0, 0, 0}},
	} {
		if got := matrix(t, layer(t, c.c, place3)).RawMatrix().Data; !slices.Equal(got, c.want) {
			t.Errorf("%#v: %v, want %v", c.c, got, c.want)
		}
	}
	if !slices.Equal(rows, []float64{1, 2, 3, 4, 5, 6, 7, 8, 9}) {
		t.Error("the user's weights were changed")
	}
}

type owner struct{ settled, changed int }

func (o *owner) Settle()                             { o.settled++ }
func (o *owner) Changed(*golgi.Quantity, bool) error { o.changed++; return nil }
func (o *owner) Updated() int64                      { return 7 }

// Whoever owns the layer is asked before weights change, and told after.
func TestOwner(t *testing.T) {
	o := &owner{}
	p := place3
	p.Owner = o
	st := layer(t, Linear{}, p).Weight().State()
	if err := st.Set(2); err != nil || o.settled != 1 || o.changed != 1 || st.Updated() != 7 {
		t.Errorf("%v, the owner was asked %d times, told %d times", err, o.settled, o.changed)
	}
	if alone := layer(t, Linear{}, place3).Weight().State(); alone.Updated() != -1 {
		t.Error("weights of a layer that is alone were updated in some step")
	}
}
