package delay_test

import (
	"fmt"
	"log"

	"github.com/golgi-sim/golgi"
	"github.com/golgi-sim/golgi/delay"
	"github.com/golgi-sim/golgi/dyn"
)

// The spikes of a group, read with two delays.
func ExampleVarDelay() {
	s := dyn.NewSpikeTimeGroup(3, []int{2}, []float64{0.5})
	net := &struct {
		golgi.DynSysGroup
		S     *dyn.SpikeTimeGroup
		Delay *delay.VarDelay
	}{S: s, Delay: &delay.VarDelay{Of: s.Spike, Entries: delay.Entries{"near": 0, "far": 0.3}}}
	sim, err := golgi.Build(net, golgi.Dt(0.1))
	if err != nil {
		log.Fatal(err)
	}
	for range 10 {
		for _, entry := range []string{"near", "far"} {
			for i := range net.Delay.At(entry).All() {
				fmt.Printf("step %d, %s: element %d\n", sim.Steps(), entry, i)
			}
		}
		if err := sim.Step(); err != nil {
			log.Fatal(err)
		}
	}
	// Output:
	// step 6, near: element 2
	// step 8, far: element 2
}
