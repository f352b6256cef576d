package jit

// word is a lane of elements of 16 bits.
func word(x rm, lane byte) rm {
	x.mem.disp += 2 * int32(lane)
	return x
}

// eachWord carries out f for the lanes of a broken vector of four.
func (e *emitter) eachWord(vector int, f func(lane byte)) {
	e.movL(rax, at(rdi, ctxCount+nextBits*int32(vector)))
	var ends []int
	for lane := range byte(4) {
		e.cmpL(rax, int8(lane+1))
		ends = append(ends, e.jump(jb))
		f(lane)
	}
	for _, end := range ends {
		e.land(end)
	}
}

// widen loads integers into 64-bit lanes.
func (e *emitter) widen(p *phys) {
	c, size := cSignI32, uint8(4)
	if p.op == opLoadU16 {
		c, size = cZeroU16, 2
	}
	x := e.elements(p.slot, size)
	_, vector := e.array(p.slot)
	switch {
	case e.isa.wide:
		e.part(c, vector, p.dst, x, true)
		return
	case !e.masked:
		e.vec(c, p.dst, noReg, x)
		return
	case p.op == opLoadI32:
		e.vex(cMovLoad, l128, p.dst, noReg, at(rdi, ctxTailD+nextTailD*int32(vector)))
		e.vex(cMaskLoadD, l128, p.dst, p.dst, x)
	default:
		e.vex(descs[opIXor].code, l128, p.dst, p.dst, inReg(p.dst))
		e.eachWord(vector, func(lane byte) {
			e.vex(cInsertWord, l128, p.dst, p.dst, word(x, lane))
			e.bytes(lane)
		})
	}
	e.vec(c, p.dst, noReg, inReg(p.dst))
}

// store stores elements.
func (e *emitter) store(p *phys) {
	x := e.elements(p.slot, map[op]uint8{opStore: 8, opStoreI32: 4, opStoreU16: 2}[p.op])
	_, vector := e.array(p.slot)
	switch {
	case e.isa.wide:
		e.part(map[op]opcode{opStore: cMovStore, opStoreI32: cNarrowI32, opStoreU16: cNarrowU16}[p.op], vector, p.v, x, false)
	case p.op == opStore && !e.masked:
		e.vec(cMovStore, p.v, noReg, x)
	case p.op == opStore:
		e.vec(cMovLoad, e.scratch, noReg, at(rdi, ctxTail+nextTail*int32(vector)))
		e.vec(cMaskStore, p.v, e.scratch, x)
	case p.op == opStoreI32 && !e.masked:
		e.vex(cMovStore, l128, p.v, noReg, x)
	case p.op == opStoreI32:
		e.vex(cMovLoad, l128, e.scratch, noReg, at(rdi, ctxTailD+nextTailD*int32(vector)))
		e.vex(cMaskStoreD, l128, p.v, e.scratch, x)
	case !e.masked:
		e.vex(cMovStoreQ, l128, p.v, noReg, x)
	default:
		e.eachWord(vector, func(lane byte) {
			e.vex(cExtractWord, l128, p.v, noReg, word(x, lane))
			e.bytes(lane)
		})
	}
}

// emit appends the numbers of the elements whose mask is set to an event list,
// a whole vector of which only the front counts.
func (e *emitter) emit(p *phys) {
	lists := int32(len(e.lw.prog.Events) / e.lw.vectors)
	list, vector := p.slot%lists, p.slot/lists
	iota := at(rdi, ctxIotaD+vector*4*int32(e.isa.lanes))
	if e.isa.wide {
		e.vex(cKToGP, l128, rax, noReg, inReg(p.v))
	} else {
		e.vec(cMoveMask, rax, noReg, inReg(p.v))
	}
	if e.masked {
		e.andL(rax, at(rdi, ctxBits+nextBits*vector))
	}
	e.testL(rax)
	none := e.jump(je)
	cursor := at(rdi, e.lw.lay.events+8*list)
	e.loadQ(rsi, cursor)
	x := e.scratch
	if e.isa.wide {
		e.vex(cKFromGP, l128, emitMask, noReg, inReg(rax))
		e.evex(cGPBroadD, l256, x, noReg, inReg(rcx), 0, false)
		e.evex(cAddD, l256, x, x, iota, 0, false)
		e.evex(cCompressD, l256, x, noReg, inReg(x), emitMask, true)
		e.evex(cMovStoreD32, l256, x, noReg, at(rsi, 0), 0, false)
	} else {
		e.shlL(rax, 4)
		e.vex(cMovFromD, l128, x, noReg, inReg(rcx))
		e.vex(cBroadcastD, l128, x, noReg, inReg(x))
		e.vex(cAddD, l128, x, x, iota)
		table := rm{reg: noReg, mem: mem{base: rdi, index: rax, scale: 1, disp: e.lw.lay.compress}}
		e.vex(descs[opShufB].code, l128, x, x, table)
		e.vex(cMovStore, l128, x, noReg, at(rsi, 0))
	}
	e.popcntL(rax, inReg(rax))
	e.lea(rsi, rm{reg: noReg, mem: mem{base: rsi, index: rax, scale: 4}})
	e.storeQ(cursor, rsi)
	e.land(none)
}
