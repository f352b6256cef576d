package dyn_test

import (
	"fmt"
	"log"

	"github.com/golgi-sim/golgi"
	"github.com/golgi-sim/golgi/conn"
	"github.com/golgi-sim/golgi/dnn"
	"github.com/golgi-sim/golgi/dyn"
)

// A neuron of one's own: leaky integration with a slow current that every spike
// strengthens, so that the intervals between spikes grow.
func ExampleEquations() {
	adapting := dyn.Equations{
		Params: `tau = 20 ms; tau_w = 100 ms; V_rest = -65 mV; V_th = -50 mV; V_reset = -65 mV; b = 1`,
		Body: `tau*dV/dt   = V_rest - V + I - w : init = V_rest
		       tau_w*dw/dt = -w`,
		Spike: "V >= V_th",
		Reset: "V = V_reset; w += b",
	}
	net := &struct {
		golgi.DynSysGroup
		N *dyn.Group
	}{N: dyn.NewGroup(1, adapting.With(golgi.Values{"b": 2}))}
	sim, err := golgi.Build(net)
	if err != nil {
		log.Fatal(err)
	}
	net.N.Input.Set(25)
	last := 0.0
	for range 2000 {
		t := sim.T()
		if err := sim.Step(); err != nil {
			log.Fatal(err)
		}
		if net.N.Spike.Count() > 0 {
			fmt.Printf("%.1f ms after the last\n", t-last)
			last = t
		}
	}
	// Output:
	// 18.3 ms after the last
	// 20.8 ms after the last
	// 23.3 ms after the last
	// 25.6 ms after the last
	// 27.5 ms after the last
	// 28.9 ms after the last
	// 29.9 ms after the last
}

// Two Hodgkin–Huxley neurons joined by a synapse: a network without a named
// type.
func ExampleExpCOBA() {
	pre, post := dyn.NewGroup(1, dyn.HH{V: -65}), dyn.NewGroup(1, dyn.HH{V: -65})
	two := &struct {
		golgi.DynSysGroup
		Pre, Post *dyn.Group
		Syn       *dyn.ExpCOBA
	}{Pre: pre, Post: post, Syn: &dyn.ExpCOBA{Pre: pre, Post: post, Conn: conn.All2All{}, E: 0}}
	sim, err := golgi.Build(two)
	if err != nil {
		log.Fatal(err)
	}
	pre.Input.Set(5)
	for range 300 {
		t := sim.T()
		if err := sim.Step(); err != nil {
			log.Fatal(err)
		}
		if pre.Spike.Count() > 0 {
			fmt.Printf("pre  %.1f ms\n", t)
		}
		if post.Spike.Count() > 0 {
			fmt.Printf("post %.1f ms\n", t)
		}
	}
	// Output:
	// pre  5.1 ms
	// post 6.2 ms
	// pre  24.2 ms
	// post 25.3 ms
}

// Two regions of Wilson and Cowan, one with an input, one with noise on it.
func ExampleRateModels() {
	quiet := dyn.NewGroup(1, dyn.WilsonCowanModel{X: 0.1, Y: 0.05})
	noisy := dyn.NewGroup(1, dyn.WilsonCowanModel{X: 0.1, Y: 0.05, XOU: dyn.OU{Sigma: 0.2}})
	net := &struct {
		golgi.DynSysGroup
		Quiet, Noisy *dyn.Group
	}{Quiet: quiet, Noisy: noisy}
	sim, err := golgi.Build(net, golgi.Dt(0.1), golgi.Seed(1))
	if err != nil {
		log.Fatal(err)
	}
	if err := quiet.Input.Set(1.5); err != nil {
		log.Fatal(err)
	}
	if err := sim.Run(sim.StepsIn(100)); err != nil {
		log.Fatal(err)
	}
	fmt.Printf("%.3f %.3f\n", quiet.Var("x").At(0), quiet.Var("y").At(0))
	fmt.Println(noisy.Model(), noisy.Var("x_ou").At(0) != 0)
	// Output:
	// 0.488 0.261
	// WilsonCowanModel true
}

// An echo state network that an input drives: its state is what a readout is
// fitted to.
func ExampleNewCell() {
	net := &struct {
		golgi.DynSysGroup
		In  *dyn.InputGroup
		Res *dyn.Cell
	}{In: dyn.NewInputGroup(1), Res: dyn.NewCell(1, 100, dyn.Reservoir{SpectralRadius: 0.9})}
	net.Res.From = net.In.X
	sim, err := golgi.Build(net, golgi.Seed(42))
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, x := range []float64{1, 0, 0} {
		if err := net.In.Input.Set(x); err != nil {
			fmt.Println(err)
		}
		if err := sim.Step(); err != nil {
			fmt.Println(err)
		}
		size := 0.0
		for _, h := range net.Res.H.Values() {
			size = max(size, h)
		}
		fmt.Printf("%.3f\n", size)
	}
	// Output:
	// 0.054
	// 0.033
	// 0.021
}

// A synapse of NMDA receptors, which saturates, is aligned with the presynaptic
// side; short-term depression scales one that is linear.
func ExampleFullProjAlignPreDSMg() {
	pre, post := dyn.NewSpikeTimeGroup(1, []int{0, 0}, []float64{1, 11}), dyn.NewGroup(1, dyn.LifRef{VRest: -65, VTh: -50, VReset: -65})
	net := &struct {
		golgi.DynSysGroup
		Pre  *dyn.SpikeTimeGroup
		Post *dyn.Group
		Slow *dyn.FullProjAlignPreDSMg
		Fast *dyn.FullProjAlignPreSDMg
	}{Pre: pre, Post: post,
		Slow: &dyn.FullProjAlignPreDSMg{Pre: pre, Delay: 1.5, Syn: dyn.NMDA{}, Comm: dnn.AllToAll{Weight: 0.2}, Out: dyn.MgBlock{}, Post: post},
		Fast: &dyn.FullProjAlignPreSDMg{Pre: pre, Delay: 1.5, Syn: dyn.Scaled{Syn: dyn.Expon{Tau: 2}, By: dyn.STD{U: 0.5}}, Comm: dnn.AllToAll{Weight: 0.3}, Out: dyn.COBA{E: 0}, Post: post}}
	sim, err := golgi.Build(net)
	if err != nil {
		fmt.Println(err)
		return
	}
	for range 2 {
		if err := sim.Run(100); err != nil {
			fmt.Println(err)
			return
		}
		slow, _ := sim.Lookup("Slow.g")
		x, _ := sim.Lookup("Fast.syn.STD.x")
		fmt.Printf("%.0f ms: NMDA %.3f, resources %.3f\n", sim.T(), slow.At(0), x.At(0))
	}
	// Output:
	// 10 ms: NMDA 0.118, resources 0.522
	// 20 ms: NMDA 0.159, resources 0.294
}
