package jit

import (
	"math"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"github.com/golgi-sim/golgi/internal/vm"
	"github.com/golgi-sim/golgi/internal/vm/vmtest"
)

// machine returns the executor for AVX2, or skips the test.
func machine(t testing.TB) vm.Executor {
	e, err := AVX2()
	if err != nil {
		t.Skip(err)
	}
	return e
}

// TestRandomPrograms compares machine code with the plain meaning, over ranges
// of any length and offset.
func TestRandomPrograms(t *testing.T) {
	e := machine(t)
	rapid.Check(t, func(t *rapid.T) {
		for range 10 {
			checkProgram(t, e, vmtest.DrawProgram(t))
		}
	})
}

func checkProgram(t *rapid.T, e vm.Executor, p *vm.Program) {
	c, err := e.Compile(p)
	if err != nil {
		t.Fatal(err)
	}
	r := vmtest.NewRand(rapid.Uint64().Draw(t, "data"))
	n := rapid.IntRange(0, 100).Draw(t, "n")
	lo := rapid.IntRange(0, n).Draw(t, "lo")
	d := vmtest.NewBound(p, n, func(_, _ int) uint64 { return math.Float64bits(vmtest.RandomFloat(r)) })
	for k, s := range p.Scalars {
		d.Frame.Scalars[k] = vmtest.RandomInteger(r)
		if s.Type == vm.F {
			d.Frame.Scalars[k] = math.Float64bits(vmtest.RandomFloat(r))
		}
	}
	if diff := d.Compare(c, lo, n); diff != "" {
		t.Fatalf("[%d, %d): %s\n%s\n%s", lo, n, diff, p, listing(c.(*code)))
	}
}

// TestEveryOperation compares each operation, on special values.
func TestEveryOperation(t *testing.T) { vmtest.EveryOperation(t, machine(t)) }

// TestLengths runs each operation at short lengths and offsets, with guards
// around the arrays.
func TestLengths(t *testing.T) {
	e := machine(t)
	r := vmtest.NewRand(1)
	for _, op := range vm.Ops() {
		if len(op.Args()) == 0 || op.Result() == vm.Void {
			continue
		}
		imm := uint64(0)
		if op.HasImm() {
			imm = 5
		}
		c, err := e.Compile(vmtest.OpProgram(op, imm, 0))
		if err != nil {
			t.Fatal(err)
		}
		for n := range 40 {
			b := vmtest.NewBound(c.(*code).prog, n, func(_, _ int) uint64 {
				return math.Float64bits(vmtest.ScaleOperand(vmtest.RandomFloat(r)))
			})
			for lo := range n + 1 {
				if d := b.Compare(c, lo, n); d != "" {
					t.Fatalf("%s [%d, %d): %s", op, lo, n, d)
				}
			}
		}
	}
}

// TestChunks runs a program over more elements than one call takes.
func TestChunks(t *testing.T) {
	e := machine(t)
	p := vmtest.COBA()
	c, err := e.Compile(p)
	if err != nil {
		t.Fatal(err)
	}
	const n = 5003
	c.(*code).chunk = 64
	got, want := vmtest.COBAData(p, n), vmtest.COBAData(p, n)
	k, err := c.Bind(got)
	if err != nil {
		t.Fatal(err)
	}
	s, ws := k.NewScratch(n), &vm.Scratch{Events: make([][]int32, 1)}
	for range 30 {
		k.Run(s, 0, n)
		vmtest.Interpret(p, want, ws, 0, n)
	}
	if !slices.Equal(s.Events[0], ws.Events[0]) || len(ws.Events[0]) == 0 {
		t.Errorf("%d events, want %d", len(s.Events[0]), len(ws.Events[0]))
	}
	for a := range want.Arrays {
		if !slices.Equal(got.Arrays[a].F64, want.Arrays[a].F64) {
			t.Errorf("array %s differs", p.Arrays[a].Name)
		}
	}
}
