package jit_test

import (
	"fmt"
	"log"

	"github.com/golgi-sim/golgi/internal/jit"
	"github.com/golgi-sim/golgi/internal/vm"
)

// A program that halves an array, run by the fastest executor of the machine.
func Example() {
	b := vm.NewBuilder("halve")
	x := b.Array("x", vm.F64)
	b.Store(x, b.Mul(b.Load(x), b.Const(0.5)))
	code, err := jit.Best().Compile(b.Finish())
	if err != nil {
		log.Fatal(err)
	}
	data := []float64{1, 2, 3, 4, 5}
	kernel, err := code.Bind(&vm.Frame{Arrays: []vm.Data{{F64: data}}})
	if err != nil {
		log.Fatal(err)
	}
	kernel.Run(kernel.NewScratch(len(data)), 0, len(data))
	fmt.Println(data)
	// Output: [0.5 1 1.5 2 2.5]
}
