package jit

import (
	"math"
	"slices"
)

// place is where an operand is: in a register, or else in memory.
type place struct {
	reg   reg
	home  int32 // in the context, if array is -1
	bcast bool
	array int32
}

// phys is an instruction with registers.
type phys struct {
	op        op
	imm       uint8
	slot      int32
	dst, v, k reg
	x         place
	fma       int8 // of the multiply-adds: what to add to the opcode of the 213 form
}

// Instructions that the allocator adds.
const (
	opReload op = numOps + iota // dst = x
	opSpill                     // x = v
	opMove                      // dst = v
	opKReload
	opKSpill
)

// allocator gives values registers, in one scan over the program. A value that
// has to leave its register is the one used again last; if it has no home in
// memory yet it is stored to a new one. Operands at home are used from there
// where an instruction allows it, uniform ones too.
type allocator struct {
	lw      *lowered
	out     []phys
	regOf   []reg
	inReg   [numClasses][]val
	pinned  [numClasses][]bool
	spilled []bool // has a home of the allocator's
	seen    []int32
	free    [numClasses][]int32 // homes to use again
	pos     int32
	op      op // of the present instruction
	locked  [3]val
	dead    []val // whose homes are free after the present instruction

	pins []val // values kept in registers all the time
	bad  reg   // that gathers what was bad, noReg if it stays in memory
}

func allocate(lw *lowered) *allocator {
	n := len(lw.vals)
	al := &allocator{lw: lw, regOf: make([]reg, n), spilled: make([]bool, n), seen: make([]int32, n), bad: noReg,
		out: make([]phys, 0, len(lw.code)*5/4)}
	for v := range al.regOf {
		al.regOf[v] = noReg
	}
	for c, regs := range lw.isa.regs {
		al.inReg[c] = make([]val, regs)
		al.pinned[c] = make([]bool, regs)
		for r := range al.inReg[c] {
			al.inReg[c][r] = none
		}
	}
	if lw.isa.wide {
		al.reserve(mask, 0) // it cannot be a write mask
	}
	al.pin()
	for k := range lw.code {
		al.pos = int32(k)
		al.ins(lw.code[k])
	}
	return al
}

// pin keeps the uniform values that are used most in the registers that the
// rest will not need.
func (al *allocator) pin() {
	lw := al.lw
	// An instruction may need four: three operands and a result.
	spare := lw.isa.regs[vector] - max(al.pressure()+1, 4)
	take := func(v val) {
		r := reg(slices.Index(al.inReg[vector], none))
		al.inReg[vector][r], al.pinned[vector][r] = v, true
		if v != none {
			al.regOf[v] = r
			al.pins = append(al.pins, v)
		} else {
			al.bad = r
			al.reserve(vector, r)
		}
		spare--
	}
	if lw.hasBad && spare > 0 {
		take(none)
	}
	score := make([]int, len(lw.vals))
	var order []val
	for v := range lw.vals {
		if x := &lw.vals[v]; x.home >= 0 && x.class == vector && len(x.uses) > 0 {
			order = append(order, val(v))
			for _, k := range x.uses {
				score[v] += weight(lw.code[k], val(v))
			}
		}
	}
	slices.SortStableFunc(order, func(a, b val) int { return score[b] - score[a] })
	for _, v := range order {
		if spare <= 0 {
			break
		}
		take(v)
	}
}

// reserve takes a register out of use.
func (al *allocator) reserve(c class, r reg) {
	al.inReg[c][r], al.pinned[c][r] = never, true
}

// weight says how much it helps instruction in to have v in a register: it
// saves reading memory, and an instruction where memory cannot be an operand.
func weight(in instr, v val) int {
	const operand, load = 3, 4 // of reading memory, mostly
	switch descs[in.op].form {
	case formVX:
		if in.a[0] == v {
			return load
		}
	case formBlend:
		if in.a[1] != v {
			return load
		}
	case formR, formEffect, formK:
		return load
	}
	return operand
}

// pressure returns how many vectors without a home are alive at once, at most.
func (al *allocator) pressure() int {
	lw, live, most := al.lw, 0, 0
	counts := func(v val) bool {
		return v != none && lw.vals[v].class == vector && lw.vals[v].home < 0 && lw.vals[v].array < 0
	}
	for k, in := range lw.code {
		for j, v := range in.a {
			if counts(v) && lw.vals[v].uses[len(lw.vals[v].uses)-1] == int32(k) && !slices.Contains(in.a[:j], v) {
				live--
			}
		}
		if counts(in.dst) {
			most = max(most, live+1)
			if len(lw.vals[in.dst].uses) > 0 {
				live++
			}
		}
	}
	return most
}

const never = math.MaxInt32

// nextUse returns the first use of v after the present instruction.
func (al *allocator) nextUse(v val) int32 {
	uses := al.lw.vals[v].uses
	for int(al.seen[v]) < len(uses) && uses[al.seen[v]] <= al.pos {
		al.seen[v]++
	}
	if int(al.seen[v]) == len(uses) {
		return never
	}
	return uses[al.seen[v]]
}

// register finds a register of a class that v can have.
func (al *allocator) register(c class, v val) reg {
	r := reg(slices.Index(al.inReg[c], none))
	if r == noReg {
		r = al.evict(c)
	}
	al.inReg[c][r] = v
	al.regOf[v] = r
	return r
}

// evict empties a register: of a value that is at home too if there is one,
// the one that is not needed for longest.
func (al *allocator) evict(c class) reg {
	best, bestUse, bestHome := noReg, int32(-1), false
	for r, v := range al.inReg[c] {
		if al.pinned[c][r] || slices.Contains(al.locked[:], v) {
			continue
		}
		home, use := al.lw.vals[v].home >= 0, al.nextUse(v)
		if home && !bestHome || home == bestHome && use > bestUse {
			best, bestUse, bestHome = reg(r), use, home
		}
	}
	if best == noReg {
		panic("BUG: jit: no register to evict")
	}
	v := al.inReg[c][best]
	x := &al.lw.vals[v]
	if x.home < 0 {
		x.home = al.newHome(c)
		al.spilled[v] = true
		o := opSpill
		if c == mask {
			o = opKSpill
		}
		al.out = append(al.out, phys{op: o, dst: noReg, v: best, x: al.place(v)})
	}
	al.regOf[v] = noReg
	al.inReg[c][best] = none
	return best
}

func (al *allocator) newHome(c class) int32 {
	if n := len(al.free[c]); n > 0 {
		home := al.free[c][n-1]
		al.free[c] = al.free[c][:n-1]
		return home
	}
	if c == mask {
		return al.lw.lay.take(8)
	}
	return al.lw.lay.take(al.lw.isa.vectorSize)
}

// place is the place of v as it is now, memory for one being spilled.
func (al *allocator) place(v val) place {
	x := &al.lw.vals[v]
	return place{reg: noReg, home: x.home, bcast: x.bcast, array: x.array}
}

// operand is v where it is.
func (al *allocator) operand(v val) place {
	if r := al.regOf[v]; r != noReg {
		return place{reg: r}
	}
	if al.isNear(v) {
		return place{reg: al.load(v)}
	}
	return al.place(v)
}

// near is within how many instructions a value has to be used again to be read
// from memory once for both. Two exponentials side by side have their constants
// in common.
const near = 4

// isNear reports whether v, which is in memory, is used again so soon that it is
// better brought into a register, if one is to be had for nothing. With AVX2 only
// multiply-adds are: other operations read memory at no cost.
func (al *allocator) isNear(v val) bool {
	x := &al.lw.vals[v]
	if x.array >= 0 || x.class != vector || !al.lw.isa.wide && descs[al.op].form != formFMA {
		return false
	}
	use := al.nextUse(v)
	return use <= al.pos+near && al.room(use)
}

// room reports whether a register for a vector is to be had for nothing: a free one,
// or one of a value at home that is used again after instruction use.
func (al *allocator) room(use int32) bool {
	for r, u := range al.inReg[vector] {
		switch {
		case u == none:
			return true
		case al.pinned[vector][r] || slices.Contains(al.locked[:], u):
		case al.lw.vals[u].home >= 0 && al.nextUse(u) > use:
			return true
		}
	}
	return false
}

func (al *allocator) has(v val) bool { return al.regOf[v] != noReg }

// load brings v into a register.
func (al *allocator) load(v val) reg {
	if al.has(v) {
		return al.regOf[v]
	}
	from, c := al.place(v), al.lw.vals[v].class
	o := opReload
	if c == mask {
		o = opKReload
	}
	r := al.register(c, v)
	al.out = append(al.out, phys{op: o, dst: r, v: noReg, x: from})
	return r
}

// finish frees the registers of operands that were used for the last time and
// gives the result its register.
func (al *allocator) finish(in instr) reg {
	for _, v := range in.a {
		if v != none {
			al.expire(v)
		}
	}
	if in.dst == none {
		return noReg
	}
	return al.register(al.lw.vals[in.dst].class, in.dst)
}

// expire frees what v has if it is not used any more.
func (al *allocator) expire(v val) {
	if al.nextUse(v) != never {
		return
	}
	c := al.lw.vals[v].class
	if r := al.regOf[v]; r != noReg && !al.pinned[c][r] {
		al.regOf[v] = noReg
		al.inReg[c][r] = none
	}
	if al.spilled[v] {
		al.spilled[v] = false
		al.dead = append(al.dead, v)
	}
}

// ins gives an instruction its registers.
func (al *allocator) ins(in instr) {
	for _, v := range al.dead {
		c := al.lw.vals[v].class
		al.free[c] = append(al.free[c], al.lw.vals[v].home)
	}
	al.dead = al.dead[:0]
	al.locked, al.op = in.a, in.op
	p := phys{op: in.op, imm: in.imm, slot: in.slot, dst: noReg, v: noReg}
	switch descs[in.op].form {
	case formVX, formVXc:
		a, b := in.a[0], in.a[1]
		if descs[in.op].form == formVXc && !al.has(a) && (al.has(b) || al.lw.vals[a].array >= 0) {
			a, b = b, a
		}
		p.v = al.load(a)
		p.x = al.operand(b)
	case formFMA:
		al.fma(in, p)
		return
	case formX:
		p.x = al.operand(in.a[0])
	case formR:
		p.x = place{reg: al.load(in.a[0])}
	case formBlend:
		p.k, p.v = al.load(in.a[0]), al.load(in.a[2])
		p.x = al.operand(in.a[1])
	case formK:
		al.masks(in, &p)
		return
	case formEffect:
		p.v = al.load(in.a[0])
	}
	p.dst = al.finish(in)
	al.out = append(al.out, p)
	if in.dst != none {
		al.expire(in.dst)
	}
}

// masks gives registers to operations whose first operand is a mask.
func (al *allocator) masks(in instr, p *phys) {
	p.k = al.load(in.a[0])
	if in.a[1] != none {
		p.v = al.load(in.a[1])
	}
	r := p.v
	p.dst = al.finish(in)
	if in.op == opZero && p.dst != r {
		// The rest of the sequence works in place.
		al.out = append(al.out, phys{op: opMove, dst: p.dst, v: r})
	}
	al.out = append(al.out, *p)
	al.expire(in.dst)
}
