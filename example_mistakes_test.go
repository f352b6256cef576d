package golgi_test

import (
	"fmt"

	"github.com/golgi-sim/golgi"
	"github.com/golgi-sim/golgi/dyn"
)

// All mistakes of a network are reported together, with the paths of the parts
// and the lines in which they were made. A projection is made by a literal, which
// leaves no trace.
func ExampleBuild_mistakes() {
	net := NewPair()
	net.Syn.Delay = 0.25
	net.Post = dyn.NewGroup(2, dyn.LifRef{Tau: []float64{20, 20, 20}})
	net.Syn.Post = net.Post
	_, err := golgi.Build(net, golgi.Dt(0.1))
	fmt.Println(err)
	// Output:
	// 3 mistakes in the network (built at example_mistakes_test.go:18):
	// Post (example_mistakes_test.go:16): tau of LifRef has 3 values for 2 elements; give one number, or one per element
	// Syn: Delay: a delay of 0.25 ms is no multiple of dt = 0.1 ms; take 0.2 or 0.3 ms, or another dt
	// Syn: Comm: OneToOne joins sides of one size, but pre has 1 elements and post has 2; use views of equal size, or another layer
}
