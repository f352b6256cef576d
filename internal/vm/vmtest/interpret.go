package vmtest

import (
	"math"

	"github.com/golgi-sim/golgi/internal/vm"
)

// Interpret is the plain meaning of a program: Eval, lane by lane.
func Interpret(p *vm.Program, f *vm.Frame, s *vm.Scratch, lo, hi int) {
	v := make([]uint64, len(p.Code))
	for i := lo; i < hi; i++ {
		for k, in := range p.Code {
			var x [3]uint64
			for j, o := range operands(in) {
				x[j] = v[o]
			}
			switch in.Op {
			case vm.Const, vm.UConst, vm.MConst:
				v[k] = in.Imm
			case vm.Scalar, vm.UScalar:
				v[k] = f.Scalars[in.Imm]
			case vm.Index:
				v[k] = uint64(i)
			case vm.Load:
				v[k] = math.Float64bits(f.Arrays[in.Imm].F64[i])
			case vm.ULoad:
				if d := f.Arrays[in.Imm]; p.Arrays[in.Imm].Kind == vm.I32 {
					v[k] = uint64(d.I32[i])
				} else {
					v[k] = uint64(d.U16[i])
				}
			case vm.Store:
				f.Arrays[in.Imm].F64[i] = math.Float64frombits(x[0])
			case vm.UStore:
				if d := f.Arrays[in.Imm]; p.Arrays[in.Imm].Kind == vm.I32 {
					d.I32[i] = int32(x[0])
				} else {
					d.U16[i] = uint16(x[0])
				}
			case vm.Emit:
				if x[0] != 0 {
					s.Events[in.Imm] = append(s.Events[in.Imm], int32(i))
				}
			case vm.Check:
				if y := math.Float64frombits(x[0]); math.IsNaN(y) || math.IsInf(y, 0) {
					s.Bad = true
				}
			default:
				v[k] = vm.Eval(in.Op, in.Imm, x[0], x[1], x[2])
			}
		}
	}
}

// operands returns the operands of an instruction.
func operands(in vm.Ins) []vm.Val {
	x := [...]vm.Val{in.A, in.B, in.C}
	return x[:len(in.Op.Args())]
}
