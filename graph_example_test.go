package golgi_test

import (
	"fmt"
	"log"

	"github.com/golgi-sim/golgi"
	"github.com/golgi-sim/golgi/conn"
	"github.com/golgi-sim/golgi/dnn"
	"github.com/golgi-sim/golgi/dyn"
)

// What a network consists of, and how that is joined.
func ExampleSim_Graph() {
	n := dyn.NewGroup(100, dyn.LifRef{VRest: -60, VTh: -50, VReset: -60, Tau: 20, TauRef: 5})
	net := &struct {
		golgi.DynSysGroup
		N    *dyn.Group
		E, I *dyn.FullProjAlignPostMg
	}{N: n,
		E: &dyn.FullProjAlignPostMg{Pre: n.Slice(0, 80), Comm: dnn.EventJitFPHomoLinear{Prob: 0.1, Weight: 0.6},
			Syn: dyn.Expon{Tau: 5}, Out: dyn.COBA{E: 0}, Post: n, Delay: 1.5},
		I: &dyn.FullProjAlignPostMg{Pre: n.Slice(80, 100), Comm: dnn.CSRLinear{Conn: conn.FixedInDegree{K: 10}, Weight: 6.7},
			Syn: dyn.Expon{Tau: 10}, Out: dyn.COBA{E: -80}, Post: n}}
	sim, err := golgi.Build(net, golgi.Threads(1), golgi.Executor(golgi.Portable))
	if err != nil {
		log.Fatal(err)
	}
	g := sim.Graph() // fmt.Print(g) prints all of it as tables
	for _, p := range g.Projections {
		fmt.Printf("%s: %v to %v, %s, %d synapses of weight %v, %s, %s\n", p.Path, p.Pre, p.Post, p.Layer, p.Synapses, p.Weight, p.Delay(), p.Effect)
	}
	for _, y := range g.Synapses {
		fmt.Printf("%s on %s: %s, %v, to %s\n", y.Path, y.On, y.Model, y.Params, y.Output)
	}
	// Output:
	// E: N[0:80] to N, EventJitFPHomoLinear, 800 synapses of weight 0.6, 1.5 ms, excitatory
	// I: N[80:100] to N, CSRLinear, 1000 synapses of weight 6.7, 0.1 ms, inhibitory
	// E.syn on N: Expon, [tau = 5 ms], to COBA
	// I.syn on N: Expon, [tau = 10 ms], to COBA
}
