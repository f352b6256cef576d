package jit

import (
	"math"
	"testing"

	"github.com/golgi-sim/golgi/internal/vm"
	"github.com/golgi-sim/golgi/internal/vm/vmtest"
)

// TestManyConstants has so many constants in use that nearly all registers are
// kept for them, and operations after that whose operands are all used again.
func TestManyConstants(t *testing.T) { withEmulator(t, manyConstants) }

func manyConstants(t *testing.T, e vm.Executor) {
	ends := map[string]func(b *vm.Builder, y, c, d vm.Val) vm.Val{
		"fma": func(b *vm.Builder, y, c, d vm.Val) vm.Val { return b.Mul(b.FMA(b.FMA(y, c, d), c, d), y) },
		"select": func(b *vm.Builder, y, c, d vm.Val) vm.Val {
			y = b.Select(b.LT(y, b.Const(0.5)), c, d)
			return b.Select(b.LT(y, b.Const(0.6)), d, c)
		},
	}
	for name, end := range ends {
		for n := 8; n < 40; n += 4 {
			b := vm.NewBuilder("constants")
			y := b.Load(b.Array("x", vm.F64))
			for range 3 {
				for k := range n {
					y = b.Max(b.Const(-1-float64(k)/64), y)
				}
			}
			b.Store(b.Array("y", vm.F64), end(b, y, b.Const(0.3), b.Const(0.7)))
			p := b.Finish()
			r := vmtest.NewRand(5)
			data := vmtest.NewBound(p, 21, func(_, _ int) uint64 { return math.Float64bits(r.NormFloat64()) })
			for _, vectors := range []int{1, 2} {
				code, err := taking(vectors, e).Compile(p)
				if err != nil {
					t.Fatal(err)
				}
				if diff := data.Compare(code, 0, 21); diff != "" {
					t.Errorf("%s, %d constants, %d vectors: %s", name, n, vectors, diff)
				}
			}
		}
	}
}
