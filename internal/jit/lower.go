package jit

import (
	"math"

	"github.com/golgi-sim/golgi/internal/vm"
)

// val is a value of the lowered program.
type val int32

const none val = -1

// class is the register file that a value lives in.
type class uint8

const (
	vector class = iota
	mask         // of AVX-512; AVX2 has masks in vectors
	numClasses
)

// value is what is known of a val.
type value struct {
	class class
	// home is where the value lies in the context, -1 if nowhere. A uniform
	// value always has one.
	home  int32
	bcast bool  // the home is one element, for all lanes
	array int32 // the array whose element it is, read where it is used; -1
	uses  []int32
}

// instr is an instruction of the lowered program.
type instr struct {
	op   op
	dst  val
	a    [3]val
	imm  uint8
	slot int32
}

// uniformOp is an operation on values that all lanes share. It is carried out
// by vm.Eval before the machine code runs, on numbers named by their place.
type uniformOp struct {
	op         vm.Op
	a, b, c, z int32
	imm        uint64
}

// fill says that a number goes to a home in the context.
type fill struct {
	from int32 // place of the number
	home int32
	mask bool // its bit 0 is, for all lanes
}

// lowered is a program in machine operations with values instead of registers.
type lowered struct {
	prog    *vm.Program
	isa     isa
	vectors int // that a turn of the loop takes
	code    []instr
	vals    []value
	lay     layout

	consts   []uint64    // the first numbers
	scalars  []fill      // from scalar slots to numbers
	uniforms []uniformOp // then
	numbers  int32
	fills    []fill  // of numbers that change, before each run
	fixed    []fill  // of constants, once
	rows     []row   // of constants that are not the same in all lanes
	checks   []int32 // numbers that must be finite
	hasBad   bool
}

// row is a constant with contents of its own in every lane.
type row struct {
	home int32
	bits []uint64
}

// lowerer makes a lowered program.
type lowerer struct {
	*lowered
	uniform []bool
	number  []int32 // of a uniform vm value
	of      []val   // of a vm value
	konsts  map[uint64]val
	shapes  map[[4]uint64]val
	uses    []int32 // of a vm value, how many
	stored  []int32 // of an array, the instruction that stores it
	bad     [2]val  // by the vector of the turn
}

// lower lowers a verified program.
func lower(source *vm.Program, set isa) *lowered {
	p, vectors := source, set.vectors
	if vectors == 0 {
		vectors = 1
		if paired(source) {
			vectors = 2
		}
	}
	if vectors == 2 {
		p = double(source, set.lanes)
	}
	p = schedule(p, set, vectors)
	n := len(p.Code)
	lw := &lowerer{
		lowered: &lowered{prog: p, isa: set, vectors: vectors, lay: newLayout(source, set)},
		uniform: make([]bool, n), number: make([]int32, n), of: make([]val, n), uses: make([]int32, n),
		konsts: map[uint64]val{}, shapes: map[[4]uint64]val{}, stored: make([]int32, len(p.Arrays)), bad: [2]val{none, none},
	}
	lw.findUniform()
	for k := range p.Code {
		if !lw.uniform[k] || p.Code[k].Op.Result() == vm.Void {
			lw.ins(k)
		}
	}
	for vector, bad := range lw.bad {
		if bad != none {
			lw.hasBad = true
			lw.effect(opBad, uint64(vector), bad)
		}
	}
	for k, in := range lw.code {
		for _, v := range in.a {
			if v != none {
				lw.vals[v].uses = append(lw.vals[v].uses, int32(k))
			}
		}
	}
	return lw.lowered
}

func operands(in vm.Ins) []vm.Val {
	x := [...]vm.Val{in.A, in.B, in.C}
	return x[:len(in.Op.Args())]
}

func isConst(op vm.Op) bool { return op == vm.Const || op == vm.UConst || op == vm.MConst }

// findUniform tells which values all lanes share and numbers them, constants
// first.
func (lw *lowerer) findUniform() {
	code := lw.prog.Code
	for k := range lw.stored {
		lw.stored[k] = int32(len(code))
	}
	for k, in := range code {
		lw.of[k] = none
		switch in.Op {
		case vm.Index, vm.Load, vm.ULoad:
		default:
			lw.uniform[k] = true
		}
		if in.Op == vm.Store {
			lw.stored[in.Imm] = int32(k)
		}
		for _, v := range operands(in) {
			lw.uses[v]++
			lw.uniform[k] = lw.uniform[k] && lw.uniform[v]
		}
		if isConst(in.Op) {
			lw.number[k] = int32(len(lw.consts))
			lw.consts = append(lw.consts, in.Imm)
		}
	}
	lw.numbers = int32(len(lw.consts))
	for k, in := range code {
		if !lw.uniform[k] || isConst(in.Op) || in.Op.Result() == vm.Void {
			continue
		}
		z := lw.numbers
		lw.numbers++
		lw.number[k] = z
		if in.Op == vm.Scalar || in.Op == vm.UScalar {
			lw.scalars = append(lw.scalars, fill{from: int32(in.Imm), home: z})
			continue
		}
		u := uniformOp{op: in.Op, z: z, imm: in.Imm}
		for j, v := range operands(in) {
			*[]*int32{&u.a, &u.b, &u.c}[j] = lw.number[v]
		}
		lw.uniforms = append(lw.uniforms, u)
	}
}

// newVal makes a value without a home.
func (lw *lowered) newVal(c class) val {
	lw.vals = append(lw.vals, value{class: c, home: -1, array: -1})
	return val(len(lw.vals) - 1)
}

// emit appends an instruction with a result.
func (lw *lowerer) emit(o op, imm uint8, args ...val) val {
	c := vector
	if lw.isa.wide && descs[o].mask {
		c = mask
	}
	in := instr{op: o, dst: lw.newVal(c), a: [3]val{none, none, none}, imm: imm}
	copy(in.a[:], args)
	lw.code = append(lw.code, in)
	return in.dst
}

// effect appends an instruction without one.
func (lw *lowerer) effect(o op, slot uint64, a val) {
	lw.code = append(lw.code, instr{op: o, dst: none, a: [3]val{a, none, none}, slot: int32(slot)})
}

// konst is a constant for all lanes.
func (lw *lowerer) konst(bits uint64) val {
	if v, ok := lw.konsts[bits]; ok {
		return v
	}
	v := lw.newVal(vector)
	home := lw.lay.take(lw.isa.uniformSize)
	lw.vals[v].home, lw.vals[v].bcast = home, lw.isa.wide
	r := row{home, make([]uint64, lw.isa.uniformSize/8)}
	for k := range r.bits {
		r.bits[k] = bits
	}
	lw.rows = append(lw.rows, r)
	lw.konsts[bits] = v
	return v
}

func (lw *lowerer) float(x float64) val { return lw.konst(math.Float64bits(x)) }

// lanes is a constant of four lanes, for AVX2.
func (lw *lowerer) lanes(bits [4]uint64) val {
	if v, ok := lw.shapes[bits]; ok {
		return v
	}
	v := lw.newVal(vector)
	home := lw.lay.take(32)
	lw.vals[v].home = home
	lw.rows = append(lw.rows, row{home, bits[:]})
	lw.shapes[bits] = v
	return v
}

// val is the value of a vm value.
func (lw *lowerer) val(v vm.Val) val {
	if lw.of[v] != none || !lw.uniform[v] {
		return lw.of[v]
	}
	in := lw.prog.Code[v]
	if in.Op == vm.Const || in.Op == vm.UConst {
		lw.of[v] = lw.konst(in.Imm)
		return lw.of[v]
	}
	isMask := in.Op.Result() == vm.M
	f := fill{from: lw.number[v], mask: isMask}
	var x val
	if isMask && lw.isa.wide {
		x = lw.newVal(mask)
		f.home = lw.lay.take(8)
	} else {
		x = lw.newVal(vector)
		f.home = lw.lay.take(lw.isa.uniformSize)
		lw.vals[x].bcast = lw.isa.wide
	}
	lw.vals[x].home = f.home
	if isConst(in.Op) {
		lw.fixed = append(lw.fixed, f)
	} else {
		lw.fills = append(lw.fills, f)
	}
	lw.of[v] = x
	return x
}

// foldable reports whether the element that instruction k loads can be read by
// the only instruction that uses it.
func (lw *lowerer) foldable(k int) bool {
	if lw.uses[k] != 1 {
		return false
	}
	in := lw.prog.Code[k]
	for j := k + 1; j < len(lw.prog.Code); j++ {
		if j > int(lw.stored[in.Imm]) {
			return false
		}
		for _, v := range operands(lw.prog.Code[j]) {
			if int(v) == k {
				switch lw.prog.Code[j].Op {
				case vm.Add, vm.Sub, vm.Mul, vm.Div, vm.Min, vm.Max, vm.FMA, vm.FMS, vm.FNMA, vm.Sqrt:
					return true
				}
				return false
			}
		}
	}
	return false
}
