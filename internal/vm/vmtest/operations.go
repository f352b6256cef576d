package vmtest

import (
	"fmt"
	"math"
	"slices"
	"testing"

	"github.com/golgi-sim/golgi/internal/vm"
)

// OpProgram stores op of operands that are arrays or scalars: bit j of uniform
// is set for a scalar operand j.
func OpProgram(op vm.Op, imm uint64, uniform int) *vm.Program {
	b := vm.NewBuilder(fmt.Sprintf("%s/%d", op, uniform))
	var args []vm.Val
	for j, t := range op.Args() {
		name := "abc"[j : j+1]
		var x vm.Val
		switch {
		case t == vm.F && uniform&(1<<j) != 0:
			x = b.Scalar(b.NewScalar(name, vm.F))
		case t == vm.F:
			x = b.Load(b.Array(name, vm.F64))
		case t == vm.U && uniform&(1<<j) != 0:
			x = b.UScalar(b.NewScalar(name, vm.U))
		case t == vm.U:
			x = b.Bits(b.Load(b.Array(name, vm.F64)))
		case uniform&(1<<j) != 0:
			x = b.UEQ(b.UScalar(b.NewScalar(name, vm.U)), b.UConst(0))
		default:
			x = b.UEQ(b.Bits(b.Load(b.Array(name, vm.F64))), b.UConst(0))
		}
		if op == vm.Scale && j == 1 {
			x = ScalePower(b, x)
		}
		args = append(args, x)
	}
	z := b.Op(op, imm, args...)
	out := b.Array("z", vm.F64)
	switch op.Result() {
	case vm.F:
		b.Store(out, z)
	case vm.U:
		b.Store(out, b.FromBits(z))
	case vm.M:
		b.Store(out, b.Select(z, b.Const(1), b.Const(2)))
		b.Emit(b.Event("set"), z)
	}
	return b.Finish()
}

// OperandBits gives the operand of type t number k of a cycle.
func OperandBits(op vm.Op, t vm.Type, k int) uint64 {
	switch {
	case t == vm.F && op == vm.Scale:
		return math.Float64bits(ScaleOperand(Special[k%len(Special)]))
	case t == vm.F:
		return math.Float64bits(Special[k%len(Special)])
	case t == vm.U:
		return Integers[k%len(Integers)]
	}
	return uint64(k % 2)
}

// EveryOperation compares each operation of an executor, with each pattern of
// uniform operands, with vm.Eval on all combinations of special values.
func EveryOperation(t testing.TB, e vm.Executor) {
	for _, op := range vm.Ops() {
		if len(op.Args()) == 0 || op.Result() == vm.Void {
			continue
		}
		imms := []uint64{0}
		if op.HasImm() {
			imms = []uint64{0, 1, 12, 31, 32, 63}
		}
		args := op.Args()
		sizes := make([]int, 3)
		total := 1
		for j := range sizes {
			sizes[j] = 1
			if j < len(args) {
				sizes[j] = map[vm.Type]int{vm.F: len(Special), vm.U: len(Integers), vm.M: 2}[args[j]]
			}
		}
		for _, s := range sizes {
			total *= s
		}
		for _, imm := range imms {
			for uniform := range 1 << len(args) {
				p := OpProgram(op, imm, uniform)
				c, err := e.Compile(p)
				if err != nil {
					t.Fatal(err)
				}
				// Arrays run through the combinations of vector operands;
				// scalars take a few values.
				b := NewBound(p, total, func(array, i int) uint64 {
					j := slices.IndexFunc([]string{"a", "b", "c", "z"}, func(s string) bool { return s == p.Arrays[array].Name })
					if j >= len(args) || j == 3 {
						return math.Float64bits(42)
					}
					i = max(0, i-Guard)
					for s := range j {
						i /= sizes[s]
					}
					return OperandBits(op, args[j], i)
				})
				for trial := range 1 + 12*min(1, uniform) {
					for s, slot := range p.Scalars {
						j := int(slot.Name[0] - 'a')
						b.Frame.Scalars[s] = OperandBits(op, args[j], trial*(s*2+1))
					}
					n := total
					if uniform != 0 {
						n = min(n, 2*len(Special))
					}
					if d := b.Compare(c, 0, n); d != "" {
						t.Errorf("%s imm %d: %s\n%s", p.Name, imm, d, p)
						break
					}
				}
			}
		}
	}
}
