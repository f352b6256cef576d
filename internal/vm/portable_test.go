package vm_test

import (
	"math"
	"slices"
	"sync"
	"testing"

	. "github.com/golgi-sim/golgi/internal/vm"
	"github.com/golgi-sim/golgi/internal/vm/vmtest"
)

// TestEveryOperation compares each operation with Eval.
func TestEveryOperation(t *testing.T) { vmtest.EveryOperation(t, Portable()) }

// TestLengths runs each operation at short lengths, offsets and with guards
// around the arrays.
func TestLengths(t *testing.T) {
	r := vmtest.NewRand(1)
	for _, op := range Ops() {
		if len(op.Args()) == 0 || op.Result() == Void {
			continue
		}
		imm := uint64(0)
		if op.HasImm() {
			imm = 5
		}
		p := vmtest.OpProgram(op, imm, 0)
		for _, block := range []int{0, 16} {
			c := CompileBlock(p, block)
			for n := range 71 {
				b := vmtest.NewBound(p, n, func(_, _ int) uint64 { return math.Float64bits(vmtest.ScaleOperand(vmtest.RandomFloat(r))) })
				lo := r.IntN(n + 1)
				if d := b.Compare(c, lo, n); d != "" {
					t.Fatalf("%s [%d, %d): %s", p.Name, lo, n, d)
				}
			}
		}
	}
}

// TestSources covers Index, ULoad, UStore, uniform stores, events and checks.
func TestSources(t *testing.T) {
	b := NewBuilder("sources")
	i32, u16, out, flat := b.Array("i32", I32), b.Array("u16", U16), b.Array("out", F64), b.Array("flat", F64)
	x, y := b.ULoad(i32), b.ULoad(u16)
	sum := b.UAdd(x, b.UAdd(y, b.Index()))
	b.UStore(i32, sum)
	b.UStore(u16, b.UScalar(b.NewScalar("s", U)))
	b.Store(out, b.FromInt(sum))
	s := b.Scalar(b.NewScalar("x", F))
	b.Store(flat, s)
	b.Check(s)
	b.Check(b.FromInt(sum))
	b.Emit(b.Event("odd"), b.UEQ(b.UAnd(sum, b.UConst(1)), b.UConst(1)))
	b.Emit(b.Event("all"), b.LT(s, b.Const(1)))
	p := b.Finish()
	c, err := Portable().Compile(p)
	if err != nil {
		t.Fatal(err)
	}
	r := vmtest.NewRand(2)
	for _, s := range []float64{0.5, 2, math.NaN(), math.Inf(-1)} {
		d := vmtest.NewBound(p, 100, func(int, int) uint64 { return r.Uint64() })
		d.Frame.Scalars[0], d.Frame.Scalars[1] = 0xabcdef, math.Float64bits(s)
		if diff := d.Compare(c, 3, 97); diff != "" {
			t.Errorf("x = %v: %s", s, diff)
		}
	}
}

// TestInPlace covers stores to arrays whose loaded values are used before,
// during and after.
func TestInPlace(t *testing.T) {
	programs := map[string]func(b *Builder, x, y Val, ax, ay int){
		"used before":     func(b *Builder, x, y Val, ax, ay int) { b.Store(ay, b.Mul(x, y)); b.Store(ax, b.Neg(x)) },
		"used after":      func(b *Builder, x, y Val, ax, ay int) { b.Store(ax, b.Add(x, y)); b.Store(ay, b.Mul(x, x)) },
		"swap":            func(b *Builder, x, y Val, ax, ay int) { b.Store(ax, y); b.Store(ay, x) },
		"own":             func(b *Builder, x, y Val, ax, ay int) { b.Store(ax, x); b.Store(ay, b.Sub(x, y)) },
		"one value twice": func(b *Builder, x, y Val, ax, ay int) { z := b.Sub(x, y); b.Store(ax, z); b.Store(ay, z) },
		"used between": func(b *Builder, x, y Val, ax, ay int) {
			z := b.Add(x, y)
			w := b.Mul(x, z)
			b.Store(ax, z)
			b.Store(ay, w)
		},
		"selected": func(b *Builder, x, y Val, ax, ay int) {
			m := b.LT(x, y)
			b.Store(ax, b.Select(m, x, b.Const(3)))
			b.Store(ay, b.Select(m, b.Const(4), x))
		},
		"before its load": func(b *Builder, x, y Val, ax, ay int) {
			late := b.Array("late", F64)
			z := b.Mul(x, y)
			b.Store(ax, b.Add(b.Load(late), z))
			b.Store(late, z)
		},
		"bits": func(b *Builder, x, y Val, ax, ay int) {
			b.Store(ax, b.FromBits(b.UXor(b.Bits(x), b.Bits(y))))
			b.Store(ay, b.FromBits(b.Bits(x)))
		},
	}
	r := vmtest.NewRand(3)
	for name, build := range programs {
		b := NewBuilder(name)
		ax, ay := b.Array("x", F64), b.Array("y", F64)
		build(b, b.Load(ax), b.Load(ay), ax, ay)
		p := b.Finish()
		d := vmtest.NewBound(p, 50, func(int, int) uint64 { return math.Float64bits(vmtest.RandomFloat(r)) })
		for _, block := range []int{0, 16, 32} {
			if diff := d.Compare(CompileBlock(p, block), 2, 45); diff != "" {
				t.Errorf("%s: %s\n%s", name, diff, p)
			}
		}
	}
}

// TestConcurrent runs disjoint ranges at once, each with its own scratch.
func TestConcurrent(t *testing.T) {
	p := vmtest.COBA()
	n := 4000
	got, want := vmtest.COBAData(p, n), vmtest.COBAData(p, n)
	c, err := Portable().Compile(p)
	if err != nil {
		t.Fatal(err)
	}
	k, err := c.Bind(got)
	if err != nil {
		t.Fatal(err)
	}
	const workers = 4
	scratch := make([]*Scratch, workers)
	for w := range scratch {
		scratch[w] = k.NewScratch(n)
	}
	ws := &Scratch{Events: make([][]int32, 1)}
	var spikes []int32
	for range 20 {
		var wg sync.WaitGroup
		for w, s := range scratch {
			wg.Go(func() { k.Run(s, w*n/workers, (w+1)*n/workers) })
		}
		wg.Wait()
		for _, s := range scratch {
			spikes = append(spikes, s.Events[0]...)
			s.Events[0] = s.Events[0][:0]
		}
		vmtest.Interpret(p, want, ws, 0, n)
	}
	if !slices.Equal(spikes, ws.Events[0]) || len(spikes) == 0 {
		t.Errorf("%d events, want %d", len(spikes), len(ws.Events[0]))
	}
	for a := range want.Arrays {
		if !slices.Equal(got.Arrays[a].F64, want.Arrays[a].F64) {
			t.Errorf("array %s differs", p.Arrays[a].Name)
		}
	}
}

// TestRunAllocates checks that Run does not.
func TestRunAllocates(t *testing.T) {
	p := vmtest.COBA()
	c, _ := Portable().Compile(p)
	k, err := c.Bind(vmtest.COBAData(p, 1000))
	if err != nil {
		t.Fatal(err)
	}
	s := k.NewScratch(1000)
	if n := testing.AllocsPerRun(20, func() {
		k.Run(s, 0, 1000)
		s.Events[0] = s.Events[0][:0]
	}); n != 0 {
		t.Errorf("%v allocations a run", n)
	}
}

// TestBindErrors lists frames that do not fit.
func TestBindErrors(t *testing.T) {
	b := NewBuilder("bind")
	x, y := b.Array("x", F64), b.Array("y", I32)
	b.Store(x, b.Mul(b.Scalar(b.NewScalar("s", F)), b.FromInt(b.ULoad(y))))
	c, err := Portable().Compile(b.Finish())
	if err != nil {
		t.Fatal(err)
	}
	f, i := make([]float64, 5), make([]int32, 5)
	for name, frame := range map[string]*Frame{
		"no scalar":   {Arrays: []Data{{F64: f}, {I32: i}}},
		"one array":   {Arrays: []Data{{F64: f}}, Scalars: make([]uint64, 1)},
		"lengths":     {Arrays: []Data{{F64: f}, {I32: i[:4]}}, Scalars: make([]uint64, 1)},
		"other kind":  {Arrays: []Data{{F64: f}, {F64: f}}, Scalars: make([]uint64, 1)},
		"second kind": {Arrays: []Data{{F64: f, I32: i}, {I32: i}}, Scalars: make([]uint64, 1)},
	} {
		if _, err := c.Bind(frame); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
	if _, err := c.Bind(&Frame{Arrays: []Data{{F64: f}, {I32: i}}, Scalars: make([]uint64, 1)}); err != nil {
		t.Error(err)
	}
}
