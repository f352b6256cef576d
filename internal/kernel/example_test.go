package kernel_test

import (
	"fmt"

	"github.com/golgi-sim/golgi/eqn"
	"github.com/golgi-sim/golgi/internal/kernel"
	"github.com/golgi-sim/golgi/internal/vm"
)

// Two neurons that charge and fire, one twice as fast as the other.
func Example() {
	model, err := eqn.NewModel(eqn.Source{Name: "charge", Body: "dV/dt = I", Spike: "V >= 1", Reset: "V = 0"})
	if err != nil {
		fmt.Println(err)
		return
	}
	fusion := &eqn.Fusion{Name: "charge", Dt: 0.25, Neuron: model,
		Each: func(part int, name string) bool { return name == "I" }}
	compiled, err := fusion.Compile()
	if err != nil {
		fmt.Println(err)
		return
	}
	k, err := kernel.New(compiled, 2, 1, vm.Portable().Compile, nil)
	if err != nil {
		fmt.Println(err)
		return
	}
	copy(k.Array(0, "I", eqn.InputArray), []float64{1, 2})
	for step := range int64(4) {
		k.Prepare(step, float64(step)*0.25)
		spikes, _ := k.Run(0, 0, 2)
		fmt.Println(spikes, k.Array(0, "V", eqn.StateArray))
	}
	// Output:
	// [] [0.25 0.5]
	// [1] [0.5 0]
	// [] [0.75 0.5]
	// [0 1] [0 0]
}
