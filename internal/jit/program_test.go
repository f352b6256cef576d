package jit

import (
	"fmt"
	"math"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"github.com/golgi-sim/golgi/internal/vm"
	"github.com/golgi-sim/golgi/internal/vm/vmtest"
)

// onMachine runs a test with each executor that makes machine code, and skips
// those that the machine lacks.
func onMachine(t *testing.T, test func(*testing.T, vm.Executor)) {
	for name, open := range map[string]func() (vm.Executor, error){"avx2": AVX2, "avx512": AVX512} {
		t.Run(name, func(t *testing.T) {
			e, err := open()
			if err != nil {
				t.Skip(err)
			}
			test(t, e)
		})
	}
}

// withEmulator runs a test with the executors of the machine, and with the
// emulator.
func withEmulator(t *testing.T, test func(*testing.T, vm.Executor)) {
	onMachine(t, test)
	t.Run(emulated{}.Name(), func(t *testing.T) { test(t, emulated{}) })
}

// TestRandomPrograms compares machine code with the plain meaning, over ranges
// of any length and offset.
func TestRandomPrograms(t *testing.T) { onMachine(t, randomPrograms) }

func randomPrograms(t *testing.T, e vm.Executor) {
	rapid.Check(t, func(t *rapid.T) {
		for range 10 {
			checkProgram(t, e, vmtest.DrawProgram(t))
		}
	})
}

// taking returns the executor with that many vectors in a turn of the loop.
func taking(vectors int, e vm.Executor) vm.Executor {
	x, ok := e.(executor)
	if !ok {
		return emulated{vectors}
	}
	x.isa.vectors = vectors
	return x
}

// TestRandomPairs does so with two vectors in a turn of the loop, and with one,
// whatever is better for the program.
func TestRandomPairs(t *testing.T) { withEmulator(t, randomPairs) }

func randomPairs(t *testing.T, e vm.Executor) {
	for _, vectors := range []int{1, 2} {
		rapid.Check(t, func(t *rapid.T) { checkProgram(t, taking(vectors, e), vmtest.DrawProgram(t)) })
	}
}

// TestPairLengths runs a program of every kind of access, two vectors in a turn,
// over short lengths and offsets, with guards around the arrays.
func TestPairLengths(t *testing.T) { withEmulator(t, pairLengths) }

func pairLengths(t *testing.T, e vm.Executor) {
	b := vm.NewBuilder("pair")
	x, u, i := b.Load(b.Array("x", vm.F64)), b.ULoad(b.Array("u", vm.U16)), b.ULoad(b.Array("i", vm.I32))
	b.Check(b.Mul(x, b.Const(2)))
	b.Store(b.Array("z", vm.F64), b.FMA(x, b.FromInt(u), b.FromInt(b.Index())))
	b.Store(0, b.Add(x, b.FromInt(i)))
	b.UStore(1, b.UAdd(u, b.Index()))
	b.UStore(2, b.UAdd(i, u))
	b.Emit(b.Event("up"), b.LT(b.Const(0), x))
	b.Emit(b.Event("down"), b.LT(x, b.Const(0)))
	p := b.Finish()
	r := vmtest.NewRand(3)
	c, err := taking(2, e).Compile(p)
	if err != nil {
		t.Fatal(err)
	}
	for n := range 50 {
		for lo := range n + 1 {
			d := vmtest.NewBound(p, n, func(_, _ int) uint64 { return math.Float64bits(r.NormFloat64()) })
			if diff := d.Compare(c, lo, n); diff != "" {
				t.Fatalf("[%d, %d): %s", lo, n, diff)
			}
		}
	}
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
		t.Fatalf("[%d, %d): %s\n%s", lo, n, diff, p)
	}
}

// TestEveryOperation compares each operation, on special values.
func TestEveryOperation(t *testing.T) {
	onMachine(t, func(t *testing.T, e vm.Executor) { vmtest.EveryOperation(t, e) })
}

// TestLengths runs each operation at short lengths and offsets, with guards
// around the arrays.
func TestLengths(t *testing.T) { onMachine(t, lengths) }

func lengths(t *testing.T, e vm.Executor) {
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
			b := vmtest.NewBound(c.(*code).source, n, func(_, _ int) uint64 {
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
func TestChunks(t *testing.T) { onMachine(t, chunks) }

func chunks(t *testing.T, e vm.Executor) {
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

// TestPressure has more values and masks alive at once than there are
// registers, more checks than fit, and more arrays than have an address in one.
func TestPressure(t *testing.T) { withEmulator(t, pressure) }

func pressure(t *testing.T, e vm.Executor) {
	b := vm.NewBuilder("pressure")
	const n = 40
	var x, scalars [n]vm.Val
	var m [n]vm.Val
	for k := range n {
		x[k] = b.Load(b.Array(fmt.Sprint("x", k), vm.F64))
		scalars[k] = b.Scalar(b.NewScalar(fmt.Sprint("s", k), vm.F))
	}
	for k := range n {
		m[k] = b.LT(x[k], x[(k+7)%n])
	}
	sum := b.Const(0)
	for k := range n {
		sum = b.FMA(scalars[k], b.Select(m[n-1-k], x[k], sum), scalars[n-1-k])
		b.Check(sum)
	}
	for k := range n {
		b.Store(k, b.FNMA(scalars[k], sum, b.FMS(x[n-1-k], scalars[k], scalars[(k+1)%n])))
	}
	b.Emit(b.Event("e"), m[3])
	p := b.Finish()
	r := vmtest.NewRand(12)
	c, err := e.Compile(p)
	if err != nil {
		t.Fatal(err)
	}
	for range 20 {
		d := vmtest.NewBound(p, 37, func(int, int) uint64 { return math.Float64bits(r.NormFloat64()) })
		for k := range d.Frame.Scalars {
			d.Frame.Scalars[k] = math.Float64bits(r.Float64())
		}
		if diff := d.Compare(c, r.IntN(10), 20+r.IntN(17)); diff != "" {
			t.Error(diff)
		}
	}
}

// TestFunctions compares the expansions of package vm, on special values and
// others: what NaNs and large powers make of operations that executors may do
// differently must not show.
func TestFunctions(t *testing.T) { withEmulator(t, functions) }

func functions(t *testing.T, e vm.Executor) {
	one := map[string]func(*vm.Builder, vm.Val) vm.Val{
		"exp": (*vm.Builder).Exp, "expm1": (*vm.Builder).Expm1, "exprel": (*vm.Builder).Exprel, "1/exprel": (*vm.Builder).InvExprel, "sigmoid": (*vm.Builder).Sigmoid,
		"tanh": (*vm.Builder).Tanh, "sinh": (*vm.Builder).Sinh, "cosh": (*vm.Builder).Cosh, "log": (*vm.Builder).Log,
		"log1p": (*vm.Builder).Log1p, "log10": (*vm.Builder).Log10, "sin": (*vm.Builder).Sin, "cos": (*vm.Builder).Cos, "tan": (*vm.Builder).Tan,
	}
	programs := map[string]func(b *vm.Builder, x, y vm.Val) vm.Val{
		"pow": (*vm.Builder).Pow,
		"normals": func(b *vm.Builder, x, _ vm.Val) vm.Val {
			key := b.UScalar(b.NewScalar("key", vm.U))
			w := b.Philox([4]vm.Val{b.Index(), key, key, b.Bits(b.Select(b.EQ(x, x), x, b.Const(0)))}, [2]vm.Val{key, b.UConst(5)})
			u, v := b.Normals(w)
			return b.Add(b.Uniform(w[1], w[2]), b.FMA(u, b.Const(3), v))
		},
		"counts": func(b *vm.Builder, x, y vm.Val) vm.Val {
			key := b.UScalar(b.NewScalar("key", vm.U))
			w := b.Philox2x32([2]vm.Val{b.Index(), key}, b.UScalar(b.NewScalar("other", vm.U)))
			return b.Add(b.Rank(b.Uniform(w[0], w[1]), []float64{0.1, 0.2, 0.5, 0.75, 0.99}), b.Rank(x, []float64{-2, -0.5, 0, 1}))
		},
	}
	for name, f := range one {
		programs[name] = func(b *vm.Builder, x, _ vm.Val) vm.Val { return f(b, x) }
	}
	r := vmtest.NewRand(14)
	for name, f := range programs {
		b := vm.NewBuilder(name)
		x, y := b.Load(b.Array("x", vm.F64)), b.Load(b.Array("y", vm.F64))
		b.Store(b.Array("z", vm.F64), f(b, x, y))
		p := b.Finish()
		c, err := e.Compile(p)
		if err != nil {
			t.Fatal(err)
		}
		n := len(vmtest.Special)
		d := vmtest.NewBound(p, n*n, func(a, i int) uint64 {
			if i = max(i-vmtest.Guard, 0); r.IntN(4) == 0 {
				return math.Float64bits(r.NormFloat64() * math.Exp2(float64(r.IntN(24)-12)))
			}
			return math.Float64bits(vmtest.Special[[]int{i % n, i / n % n, 0}[a]])
		})
		for k := range d.Frame.Scalars {
			d.Frame.Scalars[k] = r.Uint64()
		}
		if diff := d.Compare(c, 0, n*n); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
}
