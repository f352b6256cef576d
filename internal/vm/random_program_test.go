package vm

import (
	"math"
	"testing"

	"pgregory.net/rapid"
)

// drawProgram makes a program of random operations. NaNs are replaced before
// their bits are looked at, which are not the same everywhere.
func drawProgram(t *rapid.T) *Program {
	b := NewBuilder("random")
	r := newRand(rapid.Uint64().Draw(t, "program"))
	pick := func(list []Val) Val { return list[r.IntN(len(list))] }

	var f, u, m []Val
	arrays := []int{b.Array("w", F64), b.Array("x", F64), b.Array("y", F64)}
	i32, u16 := b.Array("i", I32), b.Array("j", U16)
	u = append(u, b.Index(), b.UScalar(b.NewScalar("s", U)), b.UConst(randomInteger(r)))
	f = append(f, b.Scalar(b.NewScalar("t", F)), b.Const(randomFloat(r)))
	clean := func(x Val) Val { return b.Select(b.EQ(x, x), x, b.Const(7)) }

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
		op := Op(1 + r.IntN(int(numOps)-1))
		if len(op.Args()) == 0 || op.Result() == Void {
			continue
		}
		var args []Val
		for _, a := range op.Args() {
			args = append(args, pick(map[Type][]Val{F: f, U: u, M: m}[a]))
		}
		imm := uint64(0)
		switch op {
		case Shl, Shr:
			imm = r.Uint64N(64)
		case Bits, ToInt:
			args[0] = clean(args[0])
		case Scale: // by an integer, of a number from 1 to 2 or a special one
			frac := b.UAnd(b.Bits(clean(args[0])), b.UConst(1<<63|1<<52-1))
			args[0] = b.FromBits(b.UOr(frac, b.UConst(oneBits)))
			args[1] = b.Rint(args[1])
		}
		z := b.Op(op, imm, args...)
		switch op.Result() {
		case F:
			f = append(f, z)
		case U:
			u = append(u, z)
		case M:
			m = append(m, z)
		}
	}
	for _, a := range pending {
		b.Store(a, f[len(f)-1-r.IntN(min(3, len(f)))])
	}
	return b.Finish()
}

// TestRandomPrograms compares the portable executor with the plain meaning,
// at block lengths of its choice and ours.
func TestRandomPrograms(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		for range 10 {
			checkProgram(t, drawProgram(t))
		}
	})
}

func checkProgram(t *rapid.T, p *Program) {
	if err := p.Verify(); err != nil {
		t.Fatal(err)
	}
	r := newRand(rapid.Uint64().Draw(t, "data"))
	n := rapid.IntRange(0, 100).Draw(t, "n")
	lo := rapid.IntRange(0, n).Draw(t, "lo")
	d := newBound(p, n, func(_, _ int) uint64 { return math.Float64bits(randomFloat(r)) })
	for k, s := range p.Scalars {
		d.frame.Scalars[k] = randomInteger(r)
		if s.Type == F {
			d.frame.Scalars[k] = math.Float64bits(randomFloat(r))
		}
	}
	for _, block := range []int{0, 16, 48} {
		if diff := d.compare(newPlan(p, block), lo, n); diff != "" {
			t.Fatalf("block %d, [%d, %d): %s\n%s", block, lo, n, diff, p)
		}
	}
}
