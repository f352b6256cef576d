package vm

import (
	"math"
	"strings"
	"testing"
)

// TestBuilder covers what the builder leaves out: equal operations, those on
// constants, what nothing uses.
func TestBuilder(t *testing.T) {
	b := NewBuilder("b")
	x, y := b.Load(b.Array("x", F64)), b.Scalar(b.NewScalar("y", F))
	sum := b.Add(x, y)
	if b.Add(x, y) != sum || b.Load(0) != x {
		t.Error("equal operations are made twice")
	}
	if b.Add(y, x) == sum {
		t.Error("operands changed places")
	}
	if bits, ok := b.IsConst(b.FMA(b.Const(2), b.Const(3), b.Const(4))); !ok || math.Float64frombits(bits) != 10 {
		t.Error("constants are not folded")
	}
	yes := b.LT(b.Const(1), b.Const(2))
	if b.Select(yes, x, y) != x || b.Select(b.Not(yes), x, y) != y || b.Select(b.LT(x, y), x, x) != x {
		t.Error("choices are not folded")
	}
	b.Sqrt(x)
	b.Store(b.Array("z", F64), b.Mul(x, y))
	p := b.Finish()
	if len(p.Code) != 4 {
		t.Errorf("unused operations are left:\n%s", p)
	}
	for name, f := range map[string]func(){
		"type":  func() { b.Add(x, yes) },
		"count": func() { b.Op(Add, 0, x) },
	} {
		func() {
			defer func() {
				if recover() == nil {
					t.Errorf("wrong %s of operands: no panic", name)
				}
			}()
			f()
		}()
	}
}

// TestVerify lists programs with one fault each.
func TestVerify(t *testing.T) {
	ins := func(op Op, imm uint64, args ...Val) Ins {
		in := Ins{Op: op, A: None, B: None, C: None, Imm: imm}
		for k, v := range args {
			*[]*Val{&in.A, &in.B, &in.C}[k] = v
		}
		return in
	}
	one := ins(Const, math.Float64bits(1))
	for _, c := range []struct {
		fault string // part of the error; none if empty
		code  []Ins
	}{
		{"", []Ins{one, ins(Store, 0, 0), ins(ULoad, 1), ins(UStore, 1, 2), ins(Scalar, 0), ins(UScalar, 1)}},
		{"no such operation", []Ins{{Op: opInvalid}}},
		{"no such operation", []Ins{{Op: numOps}}},
		{"not defined before", []Ins{one, ins(Add, 0, 0, 1)}},
		{"not defined before", []Ins{one, ins(Add, 0, 0, 7)}},
		{"not defined before", []Ins{one, ins(Add, 0, 0)}},
		{"want none", []Ins{one, ins(Neg, 0, 0, 0)}},
		{"type f, want u", []Ins{one, ins(UAdd, 0, 0, 0)}},
		{"type void, want f", []Ins{one, ins(Store, 0, 0), ins(Neg, 0, 1)}},
		{"scalar 2 of 2", []Ins{ins(Scalar, 2)}},
		{"scalar n is of type u", []Ins{ins(Scalar, 1)}},
		{"scalar s is of type f", []Ins{ins(UScalar, 0)}},
		{"array 2 of 2", []Ins{ins(Load, 2)}},
		{"array i is of kind i32", []Ins{ins(Load, 1)}},
		{"array x is of kind f64", []Ins{ins(ULoad, 0)}},
		{"array i is of kind i32", []Ins{one, ins(Store, 1, 0)}},
		{"loaded before", []Ins{ins(Load, 0), ins(Load, 0)}},
		{"stored before", []Ins{one, ins(Store, 0, 0), ins(Store, 0, 0)}},
		{"stored before", []Ins{one, ins(Store, 0, 0), ins(Load, 0)}},
		{"shift by 64", []Ins{ins(Index, 0), ins(Shl, 64, 0)}},
		{"event list 1 of 1", []Ins{ins(MConst, 1), ins(Emit, 1, 0)}},
		{"mask is 2", []Ins{ins(MConst, 2)}},
		{"immediate is 3", []Ins{one, ins(Neg, 3, 0)}},
	} {
		p := &Program{Name: "p", Arrays: []Array{{"x", F64}, {"i", I32}}, Scalars: []Slot{{"s", F}, {"n", U}}, Events: []string{"e"}, Code: c.code}
		err := p.Verify()
		switch {
		case c.fault == "" && err != nil:
			t.Error(err)
		case c.fault != "" && (err == nil || !strings.Contains(err.Error(), c.fault)):
			t.Errorf("error %v, want %q in it", err, c.fault)
		}
		if _, compiled := Portable().Compile(p); (err == nil) != (compiled == nil) {
			t.Errorf("Compile gives %v, Verify %v", compiled, err)
		}
	}
	for _, p := range []*Program{
		{Scalars: []Slot{{"m", M}}},
		{Arrays: []Array{{"a", U16 + 1}}},
	} {
		if p.Verify() == nil {
			t.Errorf("no error for %+v", p)
		}
	}
}

// TestString lists a program that has every sort of line.
func TestString(t *testing.T) {
	b := NewBuilder("all")
	x, i, j := b.Array("x", F64), b.Array("i", I32), b.Array("j", U16)
	s, n := b.Scalar(b.NewScalar("s", F)), b.UScalar(b.NewScalar("n", U))
	e := b.Event("spike")
	v := b.Add(b.Load(x), s)
	for _, c := range []float64{0.1, -60, 1e300, math.Inf(-1), math.NaN(), math.Copysign(0, -1)} {
		v = b.Max(v, b.Const(c))
	}
	b.Check(v)
	u := b.UAdd(b.ULoad(i), b.UXor(b.Index(), n))
	b.UStore(j, b.Shr(b.Shl(u, 3), 2))
	b.UStore(i, b.UAnd(u, b.UConst(0xff)))
	m := b.Or(b.LT(v, s), b.UEQ(u, n))
	b.Emit(e, b.And(m, b.Op(MConst, 1)))
	b.Store(x, b.Select(m, v, s))
	const want = `program all
array x f64
array i i32
array j u16
scalar s f
scalar n u
event spike
v0 = scalar s
v1 = uscalar n
v2 = load x
v3 = add v2 v0
v4 = const 0.1
v5 = max v3 v4
v6 = const -60
v7 = max v5 v6
v8 = const 1e+300
v9 = max v7 v8
v10 = const -Inf
v11 = max v9 v10
v12 = const NaN
v13 = max v11 v12
v14 = const -0
v15 = max v13 v14
check v15
v17 = uload i
v18 = index
v19 = uxor v18 v1
v20 = uadd v17 v19
v21 = shl v20 3
v22 = shr v21 2
ustore j v22
v24 = uconst 0xff
v25 = uand v20 v24
ustore i v25
v27 = lt v15 v0
v28 = ueq v20 v1
v29 = mor v27 v28
v30 = mconst true
v31 = mand v29 v30
emit spike v31
v33 = select v29 v15 v0
store x v33
`
	if got := b.Finish().String(); got != want {
		t.Errorf("got\n%swant\n%s", got, want)
	}
}

// TestFuncConcurrent calls functions from several goroutines, the first call
// included.
func TestFuncConcurrent(t *testing.T) {
	f := NewFunc(2, func(b *Builder, x ...Val) Val { return b.Pow(b.Abs(x[0]), b.Sin(x[1])) })
	want := f.Call(-2.5, 0.3)
	done := make(chan float64)
	for range 8 {
		go func() {
			var y float64
			for range 200 {
				y = f.Call(-2.5, 0.3)
			}
			done <- y + 0*Log10(2)
		}()
	}
	for range 8 {
		if y := <-done; y != want {
			t.Errorf("got %v, want %v", y, want)
		}
	}
	if n := testing.AllocsPerRun(100, func() { Exp(0.3); f.Call(1, 2) }); n != 0 {
		t.Errorf("%v allocations a call", n)
	}
}
