package jit

// baseRegs hold the addresses of the first arrays; those of the rest are read
// when they are needed.
var baseRegs = [...]reg{rbx, r8, r9, r10, r11, r12, r13, r15}

// tailMask is the mask register that has the lanes of the last, broken vector;
// emitMask is for the sequence of Emit.
const (
	emitMask reg = 6
	tailMask reg = 7
)

// emitter makes machine code. Registers: rdi the context, rcx the number of the
// first element of the vector, rdx the end of whole turns, rax and rsi for
// short use. The stack is left alone, and so are rbp and r14.
type emitter struct {
	asm
	lw      *lowered
	isa     isa
	scratch reg
	bad     reg
	masked  bool // this is the code for the broken vectors
	vector  int  // whose lanes the tail mask has
}

// assemble makes the machine code of an allocated program.
func assemble(al *allocator) []byte {
	lw := al.lw
	e := &emitter{lw: lw, isa: lw.isa, scratch: reg(lw.isa.regs[vector]), bad: al.bad}
	e.buf = make([]byte, 0, 20*len(al.out)+256)
	e.loadQ(rcx, at(rdi, ctxIndex))
	e.loadQ(rdx, at(rdi, ctxMain))
	for k := range min(e.arrays(), len(baseRegs)) {
		e.loadQ(baseRegs[k], at(rdi, lw.lay.arrays+8*int32(k)))
	}
	for _, v := range al.pins {
		e.reload(al.regOf[v], al.place(v))
	}
	if e.bad != noReg {
		e.vec(descs[opXor].code, e.bad, e.bad, inReg(e.bad))
	}
	e.cmpQ(rcx, inReg(rdx))
	skip := e.jump(jae)
	e.align(32)
	top := len(e.buf)
	e.body(al.out)
	e.addQ(rcx, int8(e.isa.lanes*lw.vectors))
	e.cmpQ(rcx, inReg(rdx))
	e.target(e.jump(jb), top)

	e.land(skip)
	e.cmpQ(rcx, at(rdi, ctxEnd))
	done := e.jump(jae)
	e.masked = true
	if e.isa.wide {
		e.vector = -1
		e.tail(0)
	}
	e.body(al.out)
	e.land(done)
	if e.bad != noReg {
		e.vec(cMovStore, e.bad, noReg, at(rdi, ctxBad))
	}
	e.vzeroupper()
	e.ret()
	return e.buf
}

func (e *emitter) body(code []phys) {
	for k := range code {
		e.ins(&code[k])
	}
}

// vec appends an instruction on whole vectors.
func (e *emitter) vec(o opcode, dst, v reg, x rm) {
	if e.isa.wide {
		e.evex(o, l512, dst, v, x, 0, false)
		return
	}
	e.vex(o, l256, dst, v, x)
}

// arrays is how many arrays the program has, counted once if it is doubled.
func (e *emitter) arrays() int { return len(e.lw.prog.Arrays) / e.lw.vectors }

// array tells which array a slot of the program is, and of which vector of the
// turn.
func (e *emitter) array(slot int32) (array, vector int) {
	return int(slot) % e.arrays(), int(slot) / e.arrays()
}

// part is vec under the mask of a broken vector if this is its code. AVX-512
// only.
func (e *emitter) part(o opcode, vector int, dst reg, x rm, zero bool) {
	if e.masked {
		e.tail(vector)
		e.evex(o, l512, dst, noReg, x, tailMask, zero)
		return
	}
	e.evex(o, l512, dst, noReg, x, 0, false)
}

// tail brings the lanes of a broken vector into the tail mask. AVX-512 only.
func (e *emitter) tail(vector int) {
	if e.vector != vector {
		e.vector = vector
		e.vex(cKLoad, l128, tailMask, noReg, at(rdi, ctxBits+nextBits*int32(vector)))
	}
}

// elements is the part of an array that a vector holds, elements being of size
// bytes.
func (e *emitter) elements(slot int32, size uint8) rm {
	array, vector := e.array(slot)
	base := rsi
	if array < len(baseRegs) {
		base = baseRegs[array]
	} else {
		e.loadQ(rsi, at(rdi, e.lw.lay.arrays+8*int32(array)))
	}
	x := elem(base, size)
	x.mem.disp = int32(vector * e.isa.lanes * int(size))
	return x
}

// operand is a place as an operand. Elements of the broken vector go through the
// scratch register.
func (e *emitter) operand(p place) rm {
	switch {
	case p.reg != noReg:
		return inReg(p.reg)
	case p.array < 0:
		x := at(rdi, p.home)
		x.bcast = p.bcast
		return x
	case e.masked:
		e.load(e.scratch, p.array)
		return inReg(e.scratch)
	}
	return e.elements(p.array, 8)
}

func (e *emitter) reload(dst reg, p place) {
	switch {
	case p.array >= 0:
		e.load(dst, p.array)
	case p.bcast:
		e.vec(cBroadcast, dst, noReg, at(rdi, p.home))
	default:
		e.vec(cMovLoad, dst, noReg, at(rdi, p.home))
	}
}

// load loads elements of a float64 array.
func (e *emitter) load(dst reg, slot int32) {
	x := e.elements(slot, 8)
	_, vector := e.array(slot)
	switch {
	case e.isa.wide:
		e.part(cMovLoad, vector, dst, x, true)
	case e.masked:
		e.vec(cMovLoad, dst, noReg, at(rdi, ctxTail+nextTail*int32(vector)))
		e.vec(cMaskLoad, dst, dst, x)
	default:
		e.vec(cMovLoad, dst, noReg, x)
	}
}

// ins appends one instruction of the program.
func (e *emitter) ins(p *phys) {
	d := &descs[opNone]
	if p.op < numOps {
		d = &descs[p.op]
	}
	switch p.op {
	case opReload:
		e.reload(p.dst, p.x)
	case opSpill:
		e.vec(cMovStore, p.v, noReg, at(rdi, p.x.home))
	case opMove:
		e.vec(cMov, p.dst, noReg, inReg(p.v))
	case opKReload:
		e.vex(cKLoad, l128, p.dst, noReg, at(rdi, p.x.home))
	case opKSpill:
		e.vex(cKStore, l128, p.v, noReg, at(rdi, p.x.home))
	case opShl, opShr:
		digit := reg(6)
		if p.op == opShr {
			digit = 2
		}
		e.vec(d.code, digit, p.dst, inReg(p.x.reg))
		e.bytes(p.imm)
	case opCmp, opRound, opClass:
		e.vec(d.code, p.dst, p.v, e.operand(p.x))
		e.bytes(p.imm)
	case opFMA, opFMS, opFNMA:
		c := d.code
		c.op += byte(p.fma)
		e.vec(c, p.dst, p.v, e.operand(p.x))
	case opBlend:
		x := e.operand(p.x)
		if e.isa.wide {
			e.evex(cBlendMask, l512, p.dst, p.v, x, p.k, false)
			return
		}
		e.vex(d.code, l256, p.dst, p.v, x)
		e.bytes(byte(p.k) << 4)
	case opKNot:
		e.vex(d.code, l128, p.dst, noReg, inReg(p.k))
	case opKAnd, opKOr, opKXor:
		e.vex(d.code, l256, p.dst, p.k, inReg(p.v))
	case opZero:
		e.evex(descs[opIXor].code, l512, p.dst, p.dst, inReg(p.dst), p.k, false)
	case opLoad:
		e.load(p.dst, p.slot)
	case opLoadI32, opLoadU16:
		e.widen(p)
	case opIndex:
		e.index(p.dst)
	case opStore, opStoreI32, opStoreU16:
		e.store(p)
	case opEmit:
		e.emit(p)
	case opBad:
		e.addBad(p.v, int(p.slot))
	default:
		e.vec(d.code, p.dst, p.v, e.operand(p.x))
	}
}

// addBad adds x to what was bad, in lanes that count.
func (e *emitter) addBad(x reg, vector int) {
	or := descs[opOr].code
	if e.isa.wide {
		k := reg(0)
		if e.masked {
			e.tail(vector)
			k = tailMask
		}
		if e.bad != noReg {
			e.evex(or, l512, e.bad, e.bad, inReg(x), k, false)
			return
		}
		e.vec(cMovLoad, e.scratch, noReg, at(rdi, ctxBad))
		e.evex(or, l512, e.scratch, e.scratch, inReg(x), k, false)
		e.vec(cMovStore, e.scratch, noReg, at(rdi, ctxBad))
		return
	}
	if e.masked {
		e.vec(descs[opAnd].code, e.scratch, x, at(rdi, ctxTail+nextTail*int32(vector)))
		x = e.scratch
	}
	if e.bad != noReg {
		e.vec(or, e.bad, e.bad, inReg(x))
		return
	}
	e.vec(or, e.scratch, x, at(rdi, ctxBad))
	e.vec(cMovStore, e.scratch, noReg, at(rdi, ctxBad))
}

// index gives the numbers of the elements.
func (e *emitter) index(dst reg) {
	if e.isa.wide {
		e.vec(cGPBroadQ, dst, noReg, inReg(rcx))
	} else {
		e.vex(cMovFromQ, l128, dst, noReg, inReg(rcx))
		e.vec(cBroadcastQ, dst, noReg, inReg(dst))
	}
	e.vec(descs[opIAdd].code, dst, dst, at(rdi, ctxIota))
}
