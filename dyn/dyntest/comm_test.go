package dyntest_test

import (
	"errors"
	"sync/atomic"
	"testing"

	"gonum.org/v1/gonum/mat"

	"github.com/golgi-sim/golgi"
	"github.com/golgi-sim/golgi/conn"
	"github.com/golgi-sim/golgi/dnn"
	"github.com/golgi-sim/golgi/dyn/dyntest"
	initialize "github.com/golgi-sim/golgi/init"
	"github.com/golgi-sim/golgi/rng"
)

// comm is a layer of the library with something changed.
type comm struct {
	change func(l dnn.Layer, p *dnn.Place) dnn.Layer
}

func (c comm) Layer(p dnn.Place) (dnn.Layer, error) {
	l, err := dnn.CSRLinear{Conn: conn.FixedProb{Prob: 0.2}, Weight: initialize.Normal(1, 1), Delay: initialize.Uniform(0.1, 1)}.Layer(p)
	if err != nil {
		return nil, err
	}
	return c.change(l, &p), nil
}

// The layers that are broken: each overrides a method of a sound one.
type (
	forgetsRange  struct{ dnn.Layer }
	dropsLast     struct{ dnn.Layer }
	otherMatrix   struct{ dnn.Layer }
	noMatrix      struct{ dnn.Layer }
	otherSize     struct{ dnn.Layer }
	fewSynapses   struct{ dnn.Layer }
	allocates     struct{ dnn.Layer }
	oneDirection  struct{ dnn.Layer }
	ignoresValues struct{ dnn.Layer }
	frozen        struct {
		dnn.Layer
		w *mat.Dense
	}
	early struct{ dnn.Delayed }
)

var sink atomic.Pointer[[8]float64]

func (l forgetsRange) AddSpikes(dst []float64, _, _ int, s golgi.Spikes) {
	l.Layer.AddSpikes(dst, 0, len(dst), s)
}

func (l dropsLast) AddSpikes(dst []float64, lo, hi int, s golgi.Spikes) {
	if hi > lo && hi < len(dst) {
		hi--
	}
	l.Layer.AddSpikes(dst, lo, hi, s)
}

func (l otherMatrix) Matrix() (*mat.Dense, error) {
	w, err := l.Layer.Matrix()
	w.Set(3, 4, w.At(3, 4)+1)
	return w, err
}

func (noMatrix) Matrix() (*mat.Dense, error) { return nil, errors.New("too large") }
func (otherSize) Size() (pre, post int)      { return 3, 4 }
func (fewSynapses) Synapses() int64          { return 1 }

func (l allocates) AddVector(dst []float64, lo, hi int, x []float64) {
	sink.Store(new([8]float64))
	l.Layer.AddVector(dst, lo, hi, x)
}

func (oneDirection) AddTransposed([]float64, int, int, []float64) {}

func (l ignoresValues) AddVector(dst []float64, lo, hi int, x []float64) {
	var list []int32
	for i := range x {
		if x[i] != 0 {
			list = append(list, int32(i))
		}
	}
	l.AddSpikes(dst, lo, hi, golgi.NewSpikes(list, len(x), nil, 0))
}

func (l frozen) Matrix() (*mat.Dense, error) { return l.w, nil }

func (l early) AddDelayed(ring dnn.Ring, now int64, lo, hi int, s golgi.Spikes) {
	l.Delayed.AddDelayed(ring, now, lo, (lo+hi)/2, s)
}

// TestCommFindsWhatIsBroken: layers that keep no promise.
func TestCommFindsWhatIsBroken(t *testing.T) {
	o := dyntest.CommOptions{Pre: 20, Post: 70}
	check := func(change func(l dnn.Layer) dnn.Layer) func(testing.TB) {
		return func(t testing.TB) {
			dyntest.Comm(t, comm{func(l dnn.Layer, _ *dnn.Place) dnn.Layer { return change(l) }}, o)
		}
	}
	check(func(l dnn.Layer) dnn.Layer { return l })(t) // is sound
	for words, change := range map[string]func(l dnn.Layer) dnn.Layer{
		"AddSpikes: over the range":                        func(l dnn.Layer) dnn.Layer { return forgetsRange{l} },
		"elements it changes elements outside":             func(l dnn.Layer) dnn.Layer { return forgetsRange{l} },
		"elements it makes element":                        func(l dnn.Layer) dnn.Layer { return dropsLast{l} },
		"at once it makes element":                         func(l dnn.Layer) dnn.Layer { return dropsLast{l} },
		"dyntest_test.comm: AddSpikes: it makes element 4": func(l dnn.Layer) dnn.Layer { return otherMatrix{l} },
		"Matrix: there is none: too large":                 func(l dnn.Layer) dnn.Layer { return noMatrix{l} },
		"Size: it is 3 × 4, and should be 20 × 70":         func(l dnn.Layer) dnn.Layer { return otherSize{l} },
		"Synapses: there are 1, fewer than":                func(l dnn.Layer) dnn.Layer { return fewSynapses{l} },
		"AddVector: it allocates 2 times":                  func(l dnn.Layer) dnn.Layer { return allocates{l} },
		"AddTransposed: it makes element":                  func(l dnn.Layer) dnn.Layer { return oneDirection{l} },
		"AddVector: it makes element":                      func(l dnn.Layer) dnn.Layer { return ignoresValues{l} },
		"setting weights: with twice the weights the matrix has": func(l dnn.Layer) dnn.Layer {
			w, _ := l.Matrix()
			return frozen{l, w}
		},
		"AddDelayed: over all delays element": func(l dnn.Layer) dnn.Layer { return early{l.(dnn.Delayed)} },
	} {
		finds(t, words, check(change))
	}
	calls := 0
	finds(t, "two layers made at the same place have different matrices", func(t testing.TB) {
		dyntest.Comm(t, comm{func(_ dnn.Layer, p *dnn.Place) dnn.Layer {
			calls++
			p.Key = rng.NewKey(uint64(calls))
			l, _ := dnn.EventJitFPHomoLinear{Prob: 0.3}.Layer(*p)
			return l
		}}, o)
	})
	finds(t, "making: the layer between 20 and 70 elements", func(t testing.TB) { dyntest.Comm(t, dnn.OneToOne{}, o) })
	finds(t, "there is no layer: it is nil", func(t testing.TB) { dyntest.Comm(t, nil, o) })
	finds(t, "more than pairs of elements", func(t testing.TB) { dyntest.Comm(t, dnn.FixedTotalLinear{Num: 2000, WMu: 1}, o) })
}

// rule is a connector that is a function, fill an initialiser that is one.
type (
	rule func(e conn.Ends) (*conn.Structure, error)
	fill func(dst []float64, key rng.Key) error
	same struct{ fill }
)

func (r rule) Connect(e conn.Ends) (*conn.Structure, error)   { return r(e) }
func (f fill) Fill(dst []float64, _ []int, key rng.Key) error { return f(dst, key) }
func (same) Deterministic() bool                              { return true }
func row(n int, cols ...int32) func(conn.Ends) (*conn.Structure, error) {
	return func(conn.Ends) (*conn.Structure, error) {
		return &conn.Structure{Pre: 1, Post: n, Rows: []int{0, len(cols)}, Cols: cols}, nil
	}
}

// TestConnectorFindsWhatIsBroken: rules that keep no promise.
func TestConnectorFindsWhatIsBroken(t *testing.T) {
	ends := conn.Ends{Pre: 1, Post: 9, Key: rng.NewKey(1)}
	check := func(c conn.Connector) func(testing.TB) {
		return func(t testing.TB) { dyntest.Connector(t, c, ends) }
	}
	check(rule(row(9, 1, 5)))(t) // is sound
	check(conn.FixedProb{Prob: 0.3})(t)
	finds(t, "columns must ascend", check(rule(row(9, 5, 1))))
	finds(t, "of 1 × 8 elements, and should be of 1 × 9", check(rule(row(8, 5))))
	finds(t, "it is nil", check(nil))
	finds(t, "neither a structure nor an error", check(rule(func(conn.Ends) (*conn.Structure, error) { return nil, nil })))
	finds(t, "1 and 9 elements: no", check(rule(func(conn.Ends) (*conn.Structure, error) { return nil, errors.New("no") })))
	calls := int32(0)
	finds(t, "element 0 is connected to [1], and the second time to [2]", check(rule(func(e conn.Ends) (*conn.Structure, error) {
		calls++
		return row(9, calls)(e)
	})))
}

// TestInitializerFindsWhatIsBroken: initialisers that keep no promise.
func TestInitializerFindsWhatIsBroken(t *testing.T) {
	check := func(x golgi.Initializer) func(testing.TB) {
		return func(t testing.TB) { dyntest.Initializer(t, x, 4, 5) }
	}
	check(initialize.Normal(0, 1))(t) // are sound
	check(initialize.Constant(3))(t)
	three := fill(func(dst []float64, _ rng.Key) error {
		for i := range dst {
			dst[i] = 3
		}
		return nil
	})
	check(same{three})(t)
	finds(t, "another key: the values are the same", check(three))
	finds(t, "it is nil", check(nil))
	finds(t, "set every element", check(fill(func(dst []float64, _ rng.Key) error { dst[1] = 2; return nil })))
	finds(t, "others, though it says that it is Deterministic", check(same{func(dst []float64, key rng.Key) error {
		for i := range dst {
			dst[i] = float64(key.Word(uint64(i)) % 100)
		}
		return nil
	}}))
	finds(t, "element 2 is +Inf", check(fill(func(dst []float64, _ rng.Key) error {
		clear(dst)
		zero := 0.0
		dst[2] = 1 / zero
		return nil
	})))
	finds(t, "an array of shape [4 5]: no", check(fill(func([]float64, rng.Key) error { return errors.New("no") })))
}
