package initialize_test

import (
	"fmt"

	initialize "github.com/golgi-sim/golgi/init"
	"github.com/golgi-sim/golgi/rng"
)

// An initialiser stands wherever a value does and says what it draws. Element
// i depends on the key and i only.
func Example() {
	start := initialize.Clip(initialize.Normal(-55, 2), -60, -50)
	fmt.Println(start)

	v := make([]float64, 3)
	if err := start.Fill(v, []int{3}, rng.NewKey(42).Path("N.V")); err != nil {
		fmt.Println(err)
	}
	fmt.Printf("%.2f\n", v)

	longer := make([]float64, 5)
	if err := start.Fill(longer, []int{5}, rng.NewKey(42).Path("N.V")); err != nil {
		fmt.Println(err)
	}
	fmt.Println(v[0] == longer[0], v[1] == longer[1], v[2] == longer[2])

	// A mistake is an error of Fill, and so of building the network.
	fmt.Println(initialize.Normal(-55, -2).Fill(v, []int{3}, 0))
	// Output:
	// Clip(Normal(-55, 2), -60, -50)
	// [-56.08 -54.81 -53.50]
	// true true true
	// is Normal(-55, -2), where the standard deviation is -2 (it must be 0 or a positive number)
}

// The shape is that of the array, the last dimension fastest.
func ExampleIdentity() {
	w := make([]float64, 6)
	if err := initialize.Identity(0.5).Fill(w, []int{2, 3}, 0); err != nil {
		fmt.Println(err)
	}
	fmt.Println(w[:3])
	fmt.Println(w[3:])
	// Output:
	// [0.5 0 0]
	// [0 0.5 0]
}
