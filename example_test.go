package golgi_test

import (
	"bytes"
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

// The papers to cite: those of the models in use, and Golgi. References().BibTeX()
// gives them as a BibTeX file.
func ExampleSim_References() {
	sim, err := golgi.Build(NewPair())
	if err != nil {
		log.Fatal(err)
	}
	fmt.Print(sim.References().Text())
	// Output:
	// R. Brette, M. Rudolph, T. Carnevale, M. Hines, D. Beeman and others, Simulation of networks of spiking neurons: a review of tools and strategies, Journal of Computational Neuroscience 23(3), 349–398 (2007), doi:10.1007/s10827-007-0038-6
	// W. Gerstner, W. M. Kistler, R. Naud and L. Paninski, Neuronal Dynamics: From Single Neurons to Networks and Models of Cognition, Cambridge University Press (2014), doi:10.1017/CBO9781107447615
	// L. Lapicque, Recherches quantitatives sur l'excitation électrique des nerfs traitée comme une polarisation, Journal de Physiologie et de Pathologie Générale 9, 620–635 (1907)
	// D. Sterratt, B. Graham, A. Gillies and D. Willshaw, Principles of Computational Modelling in Neuroscience, Cambridge University Press (2011), doi:10.1017/CBO9780511975899
	// The Golgi authors, Golgi: models of neurons and networks of them, https://github.com/golgi-sim/golgi
}

// A simulation is saved in the middle and loaded into the same network, built
// again, as another program would do.
func ExampleSim_Save() {
	var file bytes.Buffer
	first := NewPair()
	sim, err := golgi.Build(first, golgi.Seed(1))
	if err != nil {
		log.Fatal(err)
	}
	_ = first.Pre.Input.Set(20)
	_ = sim.Run(500)
	if err := sim.Save(&file); err != nil {
		log.Fatal(err)
	}
	_ = sim.Run(500)

	second := NewPair()
	sim2, err := golgi.Build(second, golgi.Seed(1), golgi.Threads(1))
	if err != nil {
		log.Fatal(err)
	}
	if err := sim2.Load(&file); err != nil {
		log.Fatal(err)
	}
	fmt.Println("loaded at", sim2.T(), "ms")
	_ = sim2.Run(500)
	fmt.Println("the same bits:", first.Post.V.At(0) == second.Post.V.At(0))

	// Another seed makes another network.
	other, err := golgi.Build(NewPair(), golgi.Seed(2))
	if err != nil {
		log.Fatal(err)
	}
	file.Reset()
	_ = sim.Save(&file)
	fmt.Println(other.Load(&file))
	// Output:
	// loaded at 50 ms
	// the same bits: true
	// the checkpoint cannot be loaded into this network:
	// seed is 2 here, and was 1 when the file was saved
}
