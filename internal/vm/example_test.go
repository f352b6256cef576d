package vm_test

import (
	"fmt"
	"log"
	"math"

	"github.com/golgi-sim/golgi/internal/vm"
)

// A conductance that decays, and the neurons in which it stays above a
// threshold.
func Example() {
	b := vm.NewBuilder("decay")
	g := b.Array("g", vm.F64)
	high := b.Event("high")
	tau := b.Scalar(b.NewScalar("tau", vm.F))

	decay := b.Exp(b.Div(b.Const(-0.1), tau))
	next := b.Mul(b.Load(g), decay)
	b.Emit(high, b.LT(b.Const(1), next))
	b.Store(g, next)
	program := b.Finish()

	code, err := vm.Portable().Compile(program)
	if err != nil {
		log.Fatal(err)
	}
	frame := &vm.Frame{
		Arrays:  []vm.Data{{F64: []float64{0.5, 1, 1.5, 2}}},
		Scalars: []uint64{math.Float64bits(5)},
	}
	kernel, err := code.Bind(frame)
	if err != nil {
		log.Fatal(err)
	}
	scratch := kernel.NewScratch(4)
	kernel.Run(scratch, 0, 4)
	fmt.Printf("%.4f %v\n", frame.Arrays[0].F64, scratch.Events[0])
	// Output: [0.4901 0.9802 1.4703 1.9604] [2 3]
}

// A program is printed an instruction a line.
func ExampleProgram_String() {
	b := vm.NewBuilder("integrate")
	v := b.Array("V", vm.F64)
	dt := b.Scalar(b.NewScalar("dt", vm.F))
	b.Store(v, b.FMA(b.Load(v), b.Neg(dt), b.Const(0.5)))
	fmt.Print(b.Finish())
	// Output:
	// program integrate
	// array V f64
	// scalar dt f
	// v0 = scalar dt
	// v1 = load V
	// v2 = neg v0
	// v3 = const 0.5
	// v4 = fma v1 v2 v3
	// store V v4
}

// Functions with the bits of programs can be called on single numbers.
func ExampleNewFunc() {
	gauss := vm.NewFunc(1, func(b *vm.Builder, x ...vm.Val) vm.Val {
		return b.Exp(b.Mul(b.Const(-0.5), b.Mul(x[0], x[0])))
	})
	fmt.Println(gauss.Call(0), gauss.Call(1) == vm.Exp(-0.5))
	// Output: 1 true
}
