package vm

import (
	"fmt"
	"math"
	"slices"
	"sync"
	"testing"
)

// bound is a program with its data between guards, which Run must not touch.
type bound struct {
	p     *Program
	frame *Frame
	n     int
}

const guard = 7

// newBound makes arrays of n elements from draw, which gives one as bits.
func newBound(p *Program, n int, draw func(array, i int) uint64) *bound {
	b := &bound{p: p, frame: &Frame{Scalars: make([]uint64, len(p.Scalars))}, n: n}
	for k, a := range p.Arrays {
		var d Data
		all := n + 2*guard
		switch a.Kind {
		case F64:
			d.F64 = make([]float64, all)
		case I32:
			d.I32 = make([]int32, all)
		case U16:
			d.U16 = make([]uint16, all)
		}
		for i := range all {
			x := draw(k, i)
			switch a.Kind {
			case F64:
				d.F64[i] = math.Float64frombits(x)
			case I32:
				d.I32[i] = int32(x)
			case U16:
				d.U16[i] = uint16(x)
			}
		}
		b.frame.Arrays = append(b.frame.Arrays, d)
	}
	return b
}

// inner is the frame without the guards; clone copies everything.
func (b *bound) inner() *Frame {
	f := &Frame{Scalars: b.frame.Scalars}
	for _, d := range b.frame.Arrays {
		switch {
		case d.F64 != nil:
			d.F64 = d.F64[guard : guard+b.n]
		case d.I32 != nil:
			d.I32 = d.I32[guard : guard+b.n]
		case d.U16 != nil:
			d.U16 = d.U16[guard : guard+b.n]
		}
		f.Arrays = append(f.Arrays, d)
	}
	return f
}

func (b *bound) clone() *bound {
	c := &bound{p: b.p, n: b.n, frame: &Frame{Scalars: slices.Clone(b.frame.Scalars)}}
	for _, d := range b.frame.Arrays {
		c.frame.Arrays = append(c.frame.Arrays, Data{slices.Clone(d.F64), slices.Clone(d.I32), slices.Clone(d.U16)})
	}
	return c
}

// differs names the first difference of two frames, guards included.
func (b *bound) differs(c *bound) string {
	for k := range b.frame.Arrays {
		x, y := b.frame.Arrays[k], c.frame.Arrays[k]
		for i := range x.F64 {
			if !same(x.F64[i], y.F64[i]) {
				return fmt.Sprintf("%s[%d] = %v, want %v", b.p.Arrays[k].Name, i-guard, x.F64[i], y.F64[i])
			}
		}
		if !slices.Equal(x.I32, y.I32) || !slices.Equal(x.U16, y.U16) {
			return fmt.Sprintf("%s = %v %v, want %v %v", b.p.Arrays[k].Name, x.I32, x.U16, y.I32, y.U16)
		}
	}
	return ""
}

// compare runs b by an executor and by interpret, and tells the difference.
func (b *bound) compare(c Code, lo, hi int) string {
	want := b.clone()
	ws := &Scratch{Events: make([][]int32, len(b.p.Events))}
	interpret(b.p, want.inner(), ws, lo, hi)

	got := b.clone()
	k, err := c.Bind(got.inner())
	if err != nil {
		return err.Error()
	}
	gs := k.NewScratch(b.n)
	k.Run(gs, lo, hi)
	if d := got.differs(want); d != "" {
		return d
	}
	for e := range ws.Events {
		if !slices.Equal(gs.Events[e], ws.Events[e]) {
			return fmt.Sprintf("events %s = %v, want %v", b.p.Events[e], gs.Events[e], ws.Events[e])
		}
	}
	if gs.Bad != ws.Bad {
		return fmt.Sprintf("bad = %v, want %v", gs.Bad, ws.Bad)
	}
	return ""
}

// opProgram stores op of operands that are arrays or scalars: bit j of uniform
// is set for a scalar operand j.
func opProgram(op Op, imm uint64, uniform int) *Program {
	b := NewBuilder(fmt.Sprintf("%s/%d", op, uniform))
	var args []Val
	for j, t := range op.Args() {
		name := "abc"[j : j+1]
		var x Val
		switch {
		case t == F && uniform&(1<<j) != 0:
			x = b.Scalar(b.NewScalar(name, F))
		case t == F:
			x = b.Load(b.Array(name, F64))
		case t == U && uniform&(1<<j) != 0:
			x = b.UScalar(b.NewScalar(name, U))
		case t == U:
			x = b.Bits(b.Load(b.Array(name, F64)))
		case uniform&(1<<j) != 0:
			x = b.UEQ(b.UScalar(b.NewScalar(name, U)), b.UConst(0))
		default:
			x = b.UEQ(b.Bits(b.Load(b.Array(name, F64))), b.UConst(0))
		}
		if op == Scale && j == 1 {
			x = b.Rint(x)
		}
		args = append(args, x)
	}
	z := b.Op(op, imm, args...)
	out := b.Array("z", F64)
	switch op.Result() {
	case F:
		b.Store(out, z)
	case U:
		b.Store(out, b.FromBits(z))
	case M:
		b.Store(out, b.Select(z, b.Const(1), b.Const(2)))
		b.Emit(b.Event("set"), z)
	}
	return b.Finish()
}

// operandBits gives the operand of type t number k of a cycle.
func operandBits(op Op, t Type, k int) uint64 {
	switch {
	case t == F && op == Scale:
		return math.Float64bits(scaleOperand(special[k%len(special)]))
	case t == F:
		return math.Float64bits(special[k%len(special)])
	case t == U:
		return integers[k%len(integers)]
	}
	return uint64(k % 2)
}

// TestEveryOperation compares each operation, with each pattern of uniform
// operands, with Eval on all combinations of special values.
func TestEveryOperation(t *testing.T) {
	for op := range numOps {
		if op == opInvalid || len(op.Args()) == 0 || op.Result() == Void {
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
				sizes[j] = map[Type]int{F: len(special), U: len(integers), M: 2}[args[j]]
			}
		}
		for _, s := range sizes {
			total *= s
		}
		for _, imm := range imms {
			for uniform := range 1 << len(args) {
				p := opProgram(op, imm, uniform)
				c, err := Portable().Compile(p)
				if err != nil {
					t.Fatal(err)
				}
				// Arrays run through the combinations of vector operands;
				// scalars take a few values.
				b := newBound(p, total, func(array, i int) uint64 {
					j := slices.IndexFunc([]string{"a", "b", "c", "z"}, func(s string) bool { return s == p.Arrays[array].Name })
					if j >= len(args) || j == 3 {
						return math.Float64bits(42)
					}
					i = max(0, i-guard)
					for s := range j {
						i /= sizes[s]
					}
					return operandBits(op, args[j], i)
				})
				for trial := range 1 + 12*min(1, uniform) {
					for s, slot := range p.Scalars {
						j := int(slot.Name[0] - 'a')
						b.frame.Scalars[s] = operandBits(op, args[j], trial*(s*2+1))
					}
					n := total
					if uniform != 0 {
						n = min(n, 2*len(special))
					}
					if d := b.compare(c, 0, n); d != "" {
						t.Errorf("%s imm %d: %s\n%s", p.Name, imm, d, p)
						break
					}
				}
			}
		}
	}
}

// TestLengths runs each operation at short lengths, offsets and with guards
// around the arrays.
func TestLengths(t *testing.T) {
	r := newRand(1)
	for op := range numOps {
		if op == opInvalid || len(op.Args()) == 0 || op.Result() == Void {
			continue
		}
		imm := uint64(0)
		if op.HasImm() {
			imm = 5
		}
		p := opProgram(op, imm, 0)
		for _, block := range []int{0, 16} {
			c := newPlan(p, block)
			for n := range 71 {
				b := newBound(p, n, func(_, _ int) uint64 { return math.Float64bits(scaleOperand(randomFloat(r))) })
				lo := r.IntN(n + 1)
				if d := b.compare(c, lo, n); d != "" {
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
	r := newRand(2)
	for _, s := range []float64{0.5, 2, math.NaN(), math.Inf(-1)} {
		d := newBound(p, 100, func(int, int) uint64 { return r.Uint64() })
		d.frame.Scalars[0], d.frame.Scalars[1] = 0xabcdef, math.Float64bits(s)
		if diff := d.compare(c, 3, 97); diff != "" {
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
	r := newRand(3)
	for name, build := range programs {
		b := NewBuilder(name)
		ax, ay := b.Array("x", F64), b.Array("y", F64)
		build(b, b.Load(ax), b.Load(ay), ax, ay)
		p := b.Finish()
		d := newBound(p, 50, func(int, int) uint64 { return math.Float64bits(randomFloat(r)) })
		for _, block := range []int{0, 16, 32} {
			if diff := d.compare(newPlan(p, block), 2, 45); diff != "" {
				t.Errorf("%s: %s\n%s", name, diff, p)
			}
		}
	}
}

// TestConcurrent runs disjoint ranges at once, each with its own scratch.
func TestConcurrent(t *testing.T) {
	p := cobaProgram()
	n := 4000
	got, want := cobaData(p, n), cobaData(p, n)
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
		interpret(p, want, ws, 0, n)
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
	p := cobaProgram()
	c, _ := Portable().Compile(p)
	k, err := c.Bind(cobaData(p, 1000))
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
