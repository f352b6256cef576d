package ion_test

import (
	"fmt"
	"log"

	"github.com/golgi-sim/golgi"
	"github.com/golgi-sim/golgi/dyn"
	"github.com/golgi-sim/golgi/dyn/channel"
	"github.com/golgi-sim/golgi/dyn/ion"
)

// A step of potential opens T channels, and calcium comes in.
func ExampleCalciumDetailed() {
	net := &struct {
		golgi.DynSysGroup
		N *dyn.Group
	}{N: dyn.NewGroup(1, dyn.CondNeuGroup{
		V:    -90,
		Ions: dyn.Ions{"Ca": ion.CalciumDetailed{D: 100, Channels: dyn.Channels{"T": channel.ICaTHM1992{}}}},
	})}
	sim, err := golgi.Build(net, golgi.Dt(0.01))
	if err != nil {
		log.Fatal(err)
	}
	calcium := net.N.Var("Ca.C")
	fmt.Printf("%s = %.5f mM\n", calcium.Path(), calcium.At(0))
	if err := net.N.V.Set(-40); err != nil {
		log.Fatal(err)
	}
	if err := sim.Run(sim.StepsIn(5)); err != nil {
		log.Fatal(err)
	}
	fmt.Printf("%s = %.5f mM\n", calcium.Path(), calcium.At(0))
	// Output:
	// N.Ca.C = 0.00024 mM
	// N.Ca.C = 0.00338 mM
}
