package dnn_test

import (
	"fmt"

	"gonum.org/v1/gonum/mat"

	"github.com/golgi-sim/golgi"
	"github.com/golgi-sim/golgi/conn"
	"github.com/golgi-sim/golgi/dnn"
	"github.com/golgi-sim/golgi/rng"
)

// A layer on its own: random connections that are stored nowhere, driven by
// two spikes. Matrix shows what is connected.
func Example() {
	l, err := dnn.New(dnn.EventJitFPHomoLinear{Prob: 0.3, Weight: 0.5}, 4, 10, rng.NewKey(42))
	if err != nil {
		fmt.Println(err)
		return
	}
	w, err := l.Matrix()
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(mat.Formatted(w, mat.Squeeze()))

	g := make([]float64, 10)
	l.AddSpikes(g, 0, 10, golgi.NewSpikes([]int32{0, 2}, 4, nil, 0))
	fmt.Println(g)
	// Output:
	// ⎡  0  0  0.5  0    0    0    0  0  0.5    0⎤
	// ⎢  0  0  0.5  0    0  0.5  0.5  0    0  0.5⎥
	// ⎢0.5  0  0.5  0    0  0.5  0.5  0    0    0⎥
	// ⎣  0  0  0.5  0  0.5    0    0  0  0.5    0⎦
	// [0.5 0 1 0 0 0.5 0.5 0 0.5 0]
}

// Weights can be set, for all synapses or for each.
func ExampleLayer_weight() {
	pairs := conn.IJConn{I: []int{1, 0, 0}, J: []int{0, 2, 1}}
	l, err := dnn.New(dnn.CSRLinear{Conn: pairs, Weight: []float64{10, 20, 30}}, 2, 3, 0)
	if err != nil {
		fmt.Println(err)
		return
	}
	weight := l.Weight().State()
	fmt.Println(weight.Values()) // in the order of the rows

	if err := weight.Slice(1, 2).Set(7); err != nil {
		fmt.Println(err)
	}
	y := make([]float64, 3)
	l.AddVector(y, 0, 3, []float64{1, 2})
	fmt.Println(y)
	// Output:
	// [30 20 10]
	// [20 30 7]
}

// All mistakes in a description are told at once.
func ExampleJitFPUniformLinear() {
	_, err := dnn.New(dnn.JitFPUniformLinear{Prob: 1.5, WLow: 2, WHigh: 1}, 100, 100, 0)
	fmt.Println(err)
	// Output:
	// Prob is 1.5; a probability is from 0 to 1
	// WLow is 2, above WHigh, which is 1
}

// Synapses with delays of their own put their weights into the slots of a
// ring: a delay of d steps is d-1 slots after the present one.
func ExampleDelayed() {
	l, err := dnn.New(dnn.EventCSRLinear{Conn: conn.All2All{}, Delay: []float64{0.1, 0.3, 0.2}}, 1, 3, 0)
	if err != nil {
		fmt.Println(err)
		return
	}
	d := l.(dnn.Delayed)
	ring, now := dnn.NewRing(d.Delays(), 3), int64(7)
	d.AddDelayed(ring, now, 0, 3, golgi.NewSpikes([]int32{0}, 1, nil, now-1))
	for n := now; n < now+3; n++ {
		fmt.Println(n, ring.Slot(n))
	}
	// Output:
	// 7 [1 0 0]
	// 8 [0 0 1]
	// 9 [0 1 0]
}

// Two layers, forward.
func ExampleSequential() {
	net, err := dnn.Sequential{
		dnn.Dense{Out: 2, Weight: []float64{1, -1, 1, -1, 1, -1}, Bias: []float64{0, 8}}, dnn.ReLU(), dnn.Softmax(-1),
	}.Make([]int{3}, rng.NewKey(1))
	if err != nil {
		fmt.Println(err)
		return
	}
	y, err := dnn.Run(net, []float64{1, 1, 2})
	fmt.Printf("%.3f %v\n", y, err)
	// Output: [0.500 0.500] <nil>
}
