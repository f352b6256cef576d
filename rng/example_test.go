package rng_test

import (
	"fmt"

	"github.com/golgi-sim/golgi/rng"
)

// The initial potentials of a population, and what another trial has.
func Example() {
	for trial := range uint64(2) {
		s := rng.NewKey(42).With(trial).Path("E.V").Stream()
		var v [3]float64
		for i := range v {
			v[i] = -55 + 2*s.Normal()
		}
		fmt.Printf("%.2f\n", v)
	}
	// Output:
	// [-57.45 -54.75 -55.15]
	// [-55.50 -56.54 -55.30]
}

// Any word of a stream can be had by its number.
func ExampleKey_Word() {
	k := rng.NewKey(1).Path("noise").With(7)
	s := k.Stream()
	s.Uint64()
	s.Uint64()
	fmt.Println(s.Uint64() == k.Word(2))
	// Output: true
}

// The targets of row 3 among 100 neurons, each with probability 0.05.
func ExampleGeometric() {
	g, err := rng.NewGeometric(0.05)
	if err != nil {
		fmt.Println(err)
		return
	}
	key := rng.NewKey(42).Path("E.comm").With(3)
	fmt.Println(g.Positions(key, 0, 100, nil))

	// Delivery of a spike of neuron 3 with weight 0.6.
	input := make([]float64, 100)
	g.Add(key, 0.6, input)
	n := 0
	for _, x := range input {
		if x == 0.6 {
			n++
		}
	}
	fmt.Println(n, "targets reached")
	// Output:
	// [39 41 45]
	// 3 targets reached
}

func ExampleStream_Sample() {
	s := rng.NewKey(42).Stream()
	dst := make([]int32, 5)
	s.Sample(dst, 1000)
	fmt.Println(dst)
	// Output:
	// [59 279 527 685 768]
}

func ExampleAlias() {
	a, err := rng.NewAlias([]float64{1, 2, 7})
	if err != nil {
		fmt.Println(err)
		return
	}
	s := rng.NewKey(42).Stream()
	var counts [3]int
	for range 1000 {
		counts[a.Pick(s.Uint64())]++
	}
	fmt.Println(counts)
	// Output:
	// [107 181 712]
}
