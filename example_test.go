package golgi_test

import (
	"fmt"
	"log"

	"github.com/golgi-sim/golgi"
	"github.com/golgi-sim/golgi/dnn"
	"github.com/golgi-sim/golgi/dyn"
)

// Pair is two neurons of which the first drives the second.
type Pair struct {
	golgi.DynSysGroup
	Pre, Post *dyn.Group
	Syn       *dyn.FullProjAlignPostMg
}

func NewPair() *Pair {
	lif := dyn.LifRef{VRest: -60, VTh: -50, VReset: -60, Tau: 20, TauRef: 5}
	pre, post := dyn.NewGroup(1, lif), dyn.NewGroup(1, lif)
	return &Pair{Pre: pre, Post: post, Syn: &dyn.FullProjAlignPostMg{Pre: pre, Post: post,
		Comm: dnn.OneToOne{Weight: 1.5}, Syn: dyn.Expon{Tau: 5}, Out: dyn.COBA{E: 0}}}
}

// A network is built, and stepped by a program that closes the loop around it.
func ExampleBuild() {
	net := NewPair()
	sim, err := golgi.Build(net, golgi.Dt(0.1), golgi.Seed(42))
	if err != nil {
		log.Fatal(err)
	}
	net.Pre.Input.Set(20)
	for sim.T() < 100 {
		t := sim.T()
		if err := sim.Step(); err != nil {
			log.Fatal(err)
		}
		if net.Post.Spike.Count() > 0 {
			fmt.Printf("the second neuron spikes at %.1f ms; the first rests from now on\n", t)
			net.Pre.Input.Set(0)
		}
	}
	// Output:
	// the second neuron spikes at 17.9 ms; the first rests from now on
}

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
	// 3 mistakes in the network (built at example_test.go:56):
	// Post (example_test.go:54): tau of LifRef has 3 values for 2 elements; give one number, or one per element
	// Syn: Delay: a delay of 0.25 ms is no multiple of dt = 0.1 ms; take 0.2 or 0.3 ms, or another dt
	// Syn: Comm: OneToOne joins sides of one size, but pre has 1 elements and post has 2; use views of equal size, or another layer
}
