package vmtest

import (
	"pgregory.net/rapid"

	"github.com/golgi-sim/golgi/internal/vm"
)

// DrawProgram makes a program of random operations. NaNs are replaced before
// their bits are looked at, which are not the same everywhere.
func DrawProgram(t *rapid.T) *vm.Program {
	b := vm.NewBuilder("random")
	r := NewRand(rapid.Uint64().Draw(t, "program"))
	pick := func(list []vm.Val) vm.Val { return list[r.IntN(len(list))] }

	all := vm.Ops()
	var f, u, m []vm.Val
	arrays := []int{b.Array("w", vm.F64), b.Array("x", vm.F64), b.Array("y", vm.F64)}
	i32, u16 := b.Array("i", vm.I32), b.Array("j", vm.U16)
	u = append(u, b.Index(), b.UScalar(b.NewScalar("s", vm.U)), b.UConst(RandomInteger(r)))
	f = append(f, b.Scalar(b.NewScalar("t", vm.F)), b.Const(RandomFloat(r)))

	// Loads and stores come at random places among the rest.
	pending := append([]int{}, arrays...)
	loads := append([]int{}, arrays...)
	effect := func() {
		switch r.IntN(6) {
		case 0, 1:
			if len(loads) > 0 {
				f = append(f, b.Load(loads[0]))
				loads = loads[1:]
			}
		case 2:
			if k := len(pending) - 1; len(loads) <= k {
				b.Store(pending[0], pick(f))
				pending = pending[1:]
			}
		case 3:
			b.Check(pick(f))
		case 4:
			if len(m) > 0 {
				b.Emit(b.Event("e"), pick(m))
			}
		case 5:
			if i32 >= 0 {
				u = append(u, b.ULoad(i32), b.ULoad(u16))
				b.UStore(i32, pick(u))
				b.UStore(u16, pick(u))
				i32 = -1
			}
		}
	}
	m = append(m, b.LT(pick(f), pick(f)))
	for range 10 + r.IntN(60) {
		if r.IntN(4) == 0 {
			effect()
			continue
		}
		op := all[r.IntN(len(all))]
		if len(op.Args()) == 0 || op.Result() == vm.Void {
			continue
		}
		var args []vm.Val
		for _, a := range op.Args() {
			args = append(args, pick(map[vm.Type][]vm.Val{vm.F: f, vm.U: u, vm.M: m}[a]))
		}
		imm := uint64(0)
		switch op {
		case vm.Shl, vm.Shr:
			imm = r.Uint64N(64)
		case vm.Bits, vm.ToInt:
			args[0] = noNaN(b, args[0])
		case vm.Scale: // by an integer, of a number from 1 to 2 or a special one
			frac := b.UAnd(b.Bits(noNaN(b, args[0])), b.UConst(1<<63|1<<52-1))
			args[0] = b.FromBits(b.UOr(frac, b.UConst(0x3ff<<52)))
			args[1] = ScalePower(b, args[1])
		}
		z := b.Op(op, imm, args...)
		switch op.Result() {
		case vm.F:
			f = append(f, z)
		case vm.U:
			u = append(u, z)
		case vm.M:
			m = append(m, z)
		}
	}
	if r.IntN(2) == 0 {
		// Keep much alive until here, in an order of its own.
		sum, mix, any := f[0], u[0], m[0]
		for range 3 * (len(f) + len(u)) {
			switch r.IntN(4) {
			case 0:
				sum = b.Add(b.Select(pick(m), pick(f), sum), pick(f))
			case 1:
				sum = b.FMA(pick(f), sum, pick(f))
			case 2:
				mix = b.UAdd(b.USelect(pick(m), mix, pick(u)), pick(u))
			case 3:
				any = b.Op(vm.MXor, 0, any, pick(m))
			}
		}
		f = append(f, b.Select(any, sum, noNaN(b, sum)), b.FromInt(mix))
		m = append(m, any)
		b.Emit(b.Event("any"), any)
	}
	for _, a := range pending {
		b.Store(a, f[len(f)-1-r.IntN(min(3, len(f)))])
	}
	return b.Finish()
}

// noNaN is x, and 7 where that is NaN.
func noNaN(b *vm.Builder, x vm.Val) vm.Val { return b.Select(b.EQ(x, x), x, b.Const(7)) }

// ScalePower bends x into a second operand of Scale.
func ScalePower(b *vm.Builder, x vm.Val) vm.Val {
	return b.Max(b.Const(-vm.MaxScale), b.Min(b.Const(vm.MaxScale), b.Rint(noNaN(b, x))))
}
