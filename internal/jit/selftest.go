package jit

import (
	"fmt"
	"io"
	"math"

	"github.com/golgi-sim/golgi/internal/vm"
)

// selfTest runs every operation on this machine and compares the result with
// that of the portable executor: it guards against processors, emulators and
// systems that do not do what they say.
func selfTest(e vm.Executor) error {
	p := selfTestProgram()
	got, events, err := runSelfTest(e, p)
	if err != nil {
		return err
	}
	want, wantEvents, err := runSelfTest(vm.Portable(), p)
	if err != nil {
		return err
	}
	for a := range want {
		for i, x := range want[a].F64 {
			if y := got[a].F64[i]; math.Float64bits(x) != math.Float64bits(y) && (x == x || y == y) {
				return fmt.Errorf("%s on this machine gives other bits than it should: %s of element %d is %v, not %v",
					e.Name(), p.Arrays[a].Name, i, y, x)
			}
		}
	}
	if fmt.Sprint(events) != fmt.Sprint(wantEvents) {
		return fmt.Errorf("%s on this machine gives other events than it should", e.Name())
	}
	return nil
}

// selfTestLength makes whole vectors and a rest for either vector length.
const selfTestLength = 8*5 + 3

// selfTestProgram stores the result of every operation to an array.
func selfTestProgram() *vm.Program {
	b := vm.NewBuilder("self test")
	var in [3]vm.Val
	for k, name := range []string{"a", "b", "c"} {
		in[k] = b.Load(b.Array(name, vm.F64))
	}
	real := func(k int) vm.Val { return b.Select(b.EQ(in[k], in[k]), in[k], b.Const(3)) }
	for _, op := range vm.Ops() {
		var args []vm.Val
		for k, t := range op.Args() {
			switch {
			case op == vm.Scale && k == 0:
				frac := b.UAnd(b.Bits(real(0)), b.UConst(1<<63|1<<52-1))
				args = append(args, b.FromBits(b.UOr(frac, b.UConst(0x3ff<<52))))
			case op == vm.Scale:
				args = append(args, b.Max(b.Const(-vm.MaxScale), b.Min(b.Const(vm.MaxScale), b.Rint(real(1)))))
			case t == vm.M:
				args = append(args, b.LT(in[k], in[(k+1)%3]))
			case t == vm.U:
				args = append(args, b.Bits(real(k)))
			case op == vm.Bits || op == vm.ToInt:
				args = append(args, real(k))
			default:
				args = append(args, in[k])
			}
		}
		imm := uint64(0)
		switch {
		case op == vm.Emit:
			imm = uint64(b.Event("e"))
		case op == vm.Shl || op == vm.Shr:
			imm = 13
		case len(args) == 0 && op != vm.Index || op.Result() == vm.Void:
			continue
		}
		z := b.Op(op, imm, args...)
		switch op.Result() {
		case vm.U:
			z = b.FromInt(b.UAnd(z, b.UConst(1<<50-1)))
		case vm.M:
			z = b.Select(z, in[1], b.Const(7))
		case vm.Void:
			continue
		}
		b.Store(b.Array(op.String(), vm.F64), z)
	}
	return b.Finish()
}

// runSelfTest gives the arrays and events that an executor makes of p.
func runSelfTest(e vm.Executor, p *vm.Program) ([]vm.Data, []int32, error) {
	values := []float64{0, math.Copysign(0, -1), 1, -1.5, 2.5, math.Inf(1), math.Inf(-1), math.NaN(), math.MaxFloat64,
		0x1p-1022, -0x1p-1074, 0x0.8p-1022, -math.Pi, 1e-300, 0x1p51 - 0.5, -0x1p52, 123456.789}
	f := &vm.Frame{}
	for a := range p.Arrays {
		x := make([]float64, selfTestLength)
		for i := range x {
			x[i] = values[(i*(1+a%3)+a*5+i/17)%len(values)]
		}
		f.Arrays = append(f.Arrays, vm.Data{F64: x})
	}
	c, err := e.Compile(p)
	if err != nil {
		return nil, nil, err
	}
	if m, ok := c.(io.Closer); ok {
		defer m.Close()
	}
	k, err := c.Bind(f)
	if err != nil {
		return nil, nil, err
	}
	s := k.NewScratch(selfTestLength)
	k.Run(s, 0, selfTestLength)
	return f.Arrays, s.Events[0], nil
}
