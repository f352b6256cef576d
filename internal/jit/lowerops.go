package jit

import (
	"math"

	"github.com/golgi-sim/golgi/internal/vm"
)

const (
	signBit = 1 << 63
	magic   = 0x1.8p52 // see vm.ToInt
)

// Conditions of comparisons.
const (
	cmpEQ = 0x00 // ordered, quiet
	cmpNE = 0x04 // unordered, quiet
	cmpLT = 0x11
	cmpLE = 0x12
	cmpGE = 0x1d
	cmpGT = 0x1e
)

// simple are the operations that are one machine instruction.
var simple = map[vm.Op]op{
	vm.Add: opAdd, vm.Sub: opSub, vm.Mul: opMul, vm.Div: opDiv, vm.Sqrt: opSqrt,
	vm.FMA: opFMA, vm.FMS: opFMS, vm.FNMA: opFNMA, vm.Min: opMin, vm.Max: opMax,
	vm.UAdd: opIAdd, vm.USub: opISub, vm.UAnd: opIAnd, vm.UOr: opIOr, vm.UXor: opIXor,
	vm.Mul32: opIMul, vm.UEQ: opIEqual,
}

// ins lowers instruction k.
func (lw *lowerer) ins(k int) {
	in := lw.prog.Code[k]
	var x [3]val
	for j, v := range operands(in) {
		if in.Op == vm.Check && lw.uniform[v] {
			lw.checks = append(lw.checks, lw.number[v])
			return
		}
		x[j] = lw.val(v)
	}
	if o, ok := simple[in.Op]; ok {
		lw.of[k] = lw.emit(o, 0, x[:len(in.Op.Args())]...)
		return
	}
	switch in.Op {
	case vm.Load, vm.ULoad, vm.Index:
		lw.of[k] = lw.source(k, in)
	case vm.Neg:
		lw.of[k] = lw.emit(opXor, 0, x[0], lw.konst(signBit))
	case vm.Abs:
		lw.of[k] = lw.abs(x[0])
	case vm.Rint:
		lw.of[k] = lw.emit(opRound, 8, x[0])
	case vm.Floor:
		lw.of[k] = lw.emit(opRound, 9, x[0])
	case vm.Ceil:
		lw.of[k] = lw.emit(opRound, 10, x[0])
	case vm.Scale:
		lw.of[k] = lw.scale(x[0], x[1])
	case vm.Flush:
		lw.of[k] = lw.flush(x[0])
	case vm.LT:
		lw.of[k] = lw.compare(in, x, cmpLT, cmpGT)
	case vm.LE:
		lw.of[k] = lw.compare(in, x, cmpLE, cmpGE)
	case vm.EQ:
		lw.of[k] = lw.emit(opCmp, cmpEQ, x[0], x[1])
	case vm.NE:
		lw.of[k] = lw.emit(opCmp, cmpNE, x[0], x[1])
	case vm.MAnd, vm.MOr, vm.MXor, vm.MNot:
		lw.of[k] = lw.logic(in.Op, x)
	case vm.Select, vm.USelect:
		lw.of[k] = lw.choose(in, x)
	case vm.Shl:
		lw.of[k] = lw.emit(opShl, uint8(in.Imm), x[0])
	case vm.Shr:
		lw.of[k] = lw.emit(opShr, uint8(in.Imm), x[0])
	case vm.Bits, vm.FromBits:
		lw.of[k] = x[0]
	case vm.ToInt:
		lw.of[k] = lw.emit(opISub, 0, lw.emit(opAdd, 0, x[0], lw.float(magic)), lw.float(magic))
	case vm.FromInt:
		lw.of[k] = lw.emit(opSub, 0, lw.emit(opIAdd, 0, x[0], lw.float(magic)), lw.float(magic))
	case vm.Store:
		lw.effect(opStore, in.Imm, x[0])
	case vm.UStore:
		lw.narrow(in, x[0])
	case vm.Emit:
		lw.effect(opEmit, in.Imm, x[0])
	case vm.Check:
		lw.check(x[0], &lw.bad[in.Imm])
	default:
		panic("BUG: jit: no lowering of " + in.Op.String())
	}
}

// source lowers what reads elements.
func (lw *lowerer) source(k int, in vm.Ins) val {
	o := opIndex
	switch {
	case in.Op == vm.Load && lw.foldable(k):
		v := lw.newVal(vector)
		lw.vals[v].array = int32(in.Imm)
		return v
	case in.Op == vm.Load:
		o = opLoad
	case in.Op == vm.ULoad && lw.prog.Arrays[in.Imm].Kind == vm.I32:
		o = opLoadI32
	case in.Op == vm.ULoad:
		o = opLoadU16
	}
	v := lw.emit(o, 0)
	lw.code[len(lw.code)-1].slot = int32(in.Imm)
	return v
}

func (lw *lowerer) abs(x val) val { return lw.emit(opAnd, 0, x, lw.konst(signBit-1)) }

// flush gives +0 for what is below the normal numbers.
func (lw *lowerer) flush(x val) val {
	if lw.isa.wide {
		const zeroOrSubnormal = 0x02 | 0x04 | 0x20
		return lw.emit(opZero, 0, lw.emit(opClass, zeroOrSubnormal, x), x)
	}
	exponent := lw.emit(opIAnd, 0, x, lw.konst(0x7ff<<52))
	return lw.emit(opIAndNot, 0, lw.emit(opIEqual, 0, exponent, lw.konst(0)), x)
}

// scale is x 2^k. AVX2 multiplies by the powers of the two halves of k, taken
// from the low bits of k + 2046: the first product is exact for the x that
// vm.Scale allows, the second rounds.
func (lw *lowerer) scale(x, k val) val {
	if lw.isa.wide {
		return lw.emit(opScale, 0, x, k)
	}
	biased := lw.emit(opAdd, 0, k, lw.float(magic+2046))
	half := lw.emit(opShr, 1, biased)
	y := lw.emit(opMul, 0, x, lw.emit(opShl, 52, half))
	return lw.emit(opMul, 0, y, lw.emit(opShl, 52, lw.emit(opISub, 0, biased, half)))
}

// logic lowers operations on masks.
func (lw *lowerer) logic(o vm.Op, x [3]val) val {
	narrow := map[vm.Op]op{vm.MAnd: opAnd, vm.MOr: opOr, vm.MXor: opXor, vm.MNot: opXor}
	wide := map[vm.Op]op{vm.MAnd: opKAnd, vm.MOr: opKOr, vm.MXor: opKXor, vm.MNot: opKNot}
	switch {
	case o == vm.MNot && lw.isa.wide:
		return lw.emit(opKNot, 0, x[0])
	case o == vm.MNot:
		return lw.emit(opXor, 0, x[0], lw.konst(math.MaxUint64))
	case lw.isa.wide:
		return lw.emit(wide[o], 0, x[0], x[1])
	}
	return lw.emit(narrow[o], 0, x[0], x[1])
}

// compare lowers a comparison. What all lanes share comes second, where it may
// be memory.
func (lw *lowerer) compare(in vm.Ins, x [3]val, condition, mirrored uint8) val {
	if lw.uniform[in.A] {
		return lw.emit(opCmp, mirrored, x[1], x[0])
	}
	return lw.emit(opCmp, condition, x[0], x[1])
}

// choose lowers Select and USelect. With +0 on a side it is one cheap
// instruction, with all ones on the other one too none: so AVX2 has masks.
func (lw *lowerer) choose(in vm.Ins, x [3]val) val {
	is := func(v vm.Val, bits uint64) bool {
		c := lw.prog.Code[v]
		return (c.Op == vm.Const || c.Op == vm.UConst) && c.Imm == bits
	}
	isZero := func(v vm.Val) bool { return is(v, 0) }
	switch {
	case isZero(in.C) && is(in.B, math.MaxUint64) && !lw.isa.wide:
		return x[0]
	case isZero(in.B) && lw.isa.wide:
		return lw.emit(opZero, 0, x[0], x[2])
	case isZero(in.B):
		return lw.emit(opAndNot, 0, x[0], x[2])
	case isZero(in.C) && !lw.isa.wide:
		return lw.emit(opAnd, 0, x[0], x[1])
	}
	return lw.emit(opBlend, 0, x[0], x[1], x[2])
}

// narrow lowers a store to integers of fewer bits. AVX2 gathers the low words
// at the front of the vector first.
func (lw *lowerer) narrow(in vm.Ins, x val) {
	o := opStoreI32
	if lw.prog.Arrays[in.Imm].Kind == vm.U16 {
		o = opStoreU16
	}
	if !lw.isa.wide {
		words := [4]uint64{2 << 32, 4 | 6<<32, 2 << 32, 4 | 6<<32}
		if o == opStoreU16 {
			// Bytes 0, 1, 8, 9 of each half, then the first words of both.
			x = lw.emit(opShufB, 0, x, lw.lanes([4]uint64{0x09080100, 0, 0x09080100, 0}))
			words = [4]uint64{4 << 32, 4 << 32, 4 << 32, 4 << 32}
		}
		x = lw.emit(opPermD, 0, lw.lanes(words), x)
	}
	lw.effect(o, in.Imm, x)
}

// check adds 0 x to what is bad: 0 for finite numbers, NaN for others.
func (lw *lowerer) check(x val, bad *val) {
	zero := lw.konst(0)
	if *bad == none {
		*bad = lw.emit(opMul, 0, x, zero)
		return
	}
	*bad = lw.emit(opFMA, 0, x, zero, *bad)
}
