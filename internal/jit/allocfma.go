package jit

// fma gives registers to a*b + c. The result takes the place of an operand, of
// one that is not used any more if there is one.
func (al *allocator) fma(in instr, p phys) {
	// At most one operand stays in memory: an element of an array, or else
	// the one that would be read again last.
	memory := -1
	for j, v := range in.a {
		if al.has(v) || memory >= 0 && in.a[memory] == v {
			continue
		}
		if memory < 0 || al.lw.vals[v].array >= 0 || al.lw.vals[in.a[memory]].array < 0 && al.nextUse(v) > al.nextUse(in.a[memory]) {
			memory = j
		}
	}
	if memory >= 0 {
		for _, v := range in.a {
			if v != in.a[memory] {
				al.load(v)
			}
		}
		if in.a[0] == in.a[1] || in.a[1] == in.a[2] || in.a[0] == in.a[2] {
			al.load(in.a[memory]) // twice an operand, or next to one
			memory = -1
		}
	}
	var at [3]place
	for j, v := range in.a {
		at[j] = al.operand(v)
	}
	over := al.overwrite(in, memory)
	dst := al.finishOver(in, over)
	if over < 0 {
		// Nothing can be overwritten: copy an operand.
		over = 2
		if memory == 2 {
			over = 0
		}
		al.out = append(al.out, phys{op: opMove, dst: dst, v: at[over].reg})
	}
	p.dst = dst
	switch {
	case over == 2: // 231: dst += v*x
		p.fma = 0x10
		p.v, p.x = at[0].reg, at[1]
		if memory == 0 {
			p.v, p.x = at[1].reg, at[0]
		}
	case memory == 1-over: // 132: dst = dst*x + v
		p.fma = -0x10
		p.v, p.x = at[2].reg, at[1-over]
	default: // 213: dst = v*dst + x
		p.v, p.x = at[1-over].reg, at[2]
	}
	al.out = append(al.out, p)
	al.expire(in.dst)
}

// overwrite chooses the operand whose register the result of a multiply-add
// takes: one used for the last time, or one that is at home too; -1 if there is
// none.
func (al *allocator) overwrite(in instr, memory int) int {
	best := -1
	for _, j := range [...]int{2, 0, 1} {
		v := in.a[j]
		if j == memory || al.pinned[vector][al.regOf[v]] {
			continue
		}
		if al.nextUse(v) == never {
			return j
		}
		if best < 0 && al.lw.vals[v].home >= 0 && (al.nextUse(v) > al.pos+near || !al.room(al.pos)) {
			best = j
		}
	}
	return best
}

// finishOver is finish with the register of operand over for the result.
func (al *allocator) finishOver(in instr, over int) reg {
	if over < 0 {
		return al.finish(in)
	}
	v := in.a[over]
	r := al.regOf[v]
	al.regOf[v] = noReg
	al.inReg[vector][r] = in.dst
	al.regOf[in.dst] = r
	for _, v := range in.a {
		al.expire(v)
	}
	return r
}
