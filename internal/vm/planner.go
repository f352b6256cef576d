package vm

// planner makes a plan.
type planner struct {
	*plan
	same    []Val   // the value whose bits a value has: its own, or Bits and FromBits
	uniform []bool  // the same for all lanes
	last    []int   // the last instruction that uses a value
	place   []int32 // -1: none yet
	shift   []int32 // of Shl and Shr: the place of the count
	copied  []bool  // of Load: into a register
	pool    slotPool
	release []int32 // registers to free before the result gets its place,
	later   []int32 // and after
}

// analyse finds which values are the same, uniform and alive until when.
func (pl *planner) analyse() {
	for k, in := range pl.prog.Code {
		pl.same[k], pl.place[k], pl.last[k] = Val(k), -1, k
		if in.Op == Bits || in.Op == FromBits {
			pl.same[k] = pl.same[in.A]
		}
		switch in.Op {
		case Index, Load, ULoad:
		default:
			pl.uniform[k] = true
			for _, v := range in.operands() {
				pl.uniform[k] = pl.uniform[k] && pl.uniform[v]
			}
		}
		for _, v := range in.operands() {
			pl.last[pl.same[v]] = k
		}
	}
}

// placeUniforms gives uniform values their places, constants first, and fills
// the prelude.
func (pl *planner) placeUniforms() {
	next := func() int32 {
		pl.uniforms++
		return int32(pl.uniforms - 1)
	}
	code := pl.prog.Code
	for k, in := range code {
		if c, ok := constBits(in); ok {
			pl.place[k] = next()
			pl.consts = append(pl.consts, c)
		} else if in.Op == Shl || in.Op == Shr {
			pl.shift[k] = next()
			pl.consts = append(pl.consts, in.Imm)
		}
	}
	for k, in := range code {
		switch {
		case !pl.uniform[k] || pl.place[k] >= 0 || in.Op.Result() == Void:
		case in.Op == Scalar || in.Op == UScalar:
			pl.place[k] = next()
			pl.scalars = append(pl.scalars, scalarLoad{pl.place[k], int32(in.Imm)})
		case pl.same[k] != Val(k):
			pl.place[k] = pl.place[pl.same[k]]
		default:
			pl.place[k] = next()
			op := uniformOp{op: in.Op, z: pl.place[k], imm: in.Imm}
			for j, v := range in.operands() {
				*[]*int32{&op.a, &op.b, &op.c}[j] = pl.place[v]
			}
			pl.prelude = append(pl.prelude, op)
		}
	}
	if pl.uniforms == 0 {
		pl.uniforms = 1 // for the operands that an operation lacks
	}
}

// arrayPlace is the place of an array.
func (pl *planner) arrayPlace(slot int) int32 { return int32(pl.uniforms + slot) }

// planArrays decides which values are computed right in the array that they
// are stored to, and which loaded ones must be copied before that happens.
func (pl *planner) planArrays() {
	code := pl.prog.Code
	loads := make([]int, len(pl.prog.Arrays))
	for k := range loads {
		loads[k] = -1
	}
	for k, in := range code {
		switch in.Op {
		case Load:
			loads[in.Imm] = k
			pl.place[k] = pl.arrayPlace(int(in.Imm))
		case Store:
			v := pl.same[in.A]
			def := int(v)
			direct := pl.place[v] < 0
			if load := loads[in.Imm]; load >= 0 {
				used := pl.last[load]
				if pl.copied[load] = used > k; pl.copied[load] {
					pl.place[load] = -1
				}
				direct = direct && load < def && (used <= def || used > k)
			}
			if direct {
				pl.place[v] = pl.arrayPlace(int(in.Imm))
			}
		}
	}
}

// add makes the steps of instruction k.
func (pl *planner) add(k int) {
	in := pl.prog.Code[k]
	slot := int32(in.Imm)
	switch {
	case in.Op == Store:
		pl.addStore(in)
	case in.Op == Check && pl.uniform[in.A]:
		pl.steps = append(pl.steps, step{op: stepCheckUniform, a: pl.place[in.A]})
	case in.Op == Check:
		pl.steps = append(pl.steps, step{op: stepCheck, a: pl.vector(in.A)})
	case in.Op == Emit:
		pl.steps = append(pl.steps, step{op: stepEmit, a: pl.vector(in.A), slot: slot})
	case in.Op == UStore:
		op := stepNarrowI32
		if pl.prog.Arrays[slot].Kind == U16 {
			op = stepNarrowU16
		}
		pl.steps = append(pl.steps, step{op: op, a: pl.vector(in.A), slot: slot})
	case pl.uniform[k] || pl.same[k] != Val(k):
	case in.Op == Load:
		if pl.copied[k] {
			pl.steps = append(pl.steps, step{op: stepMove, z: pl.result(k), a: pl.arrayPlace(int(slot))})
		}
	case in.Op == Index:
		pl.steps = append(pl.steps, step{op: stepIndex, z: pl.result(k)})
	case in.Op == ULoad:
		op := stepWidenI32
		if pl.prog.Arrays[slot].Kind == U16 {
			op = stepWidenU16
		}
		pl.steps = append(pl.steps, step{op: op, z: pl.result(k), slot: slot})
	default:
		pl.addLoop(k, in)
	}
	pl.endOperands(k, in)
}

// addStore stores a value that is not in its array by now.
func (pl *planner) addStore(in Ins) {
	v, z := pl.same[in.A], pl.arrayPlace(int(in.Imm))
	switch {
	case pl.uniform[v]:
		pl.steps = append(pl.steps, step{op: stepFill, z: z, a: pl.place[v]})
	case pl.place[v] != z:
		pl.steps = append(pl.steps, step{op: stepMove, z: z, a: pl.place[v]})
	}
}

// addLoop makes the step of an operation on lanes. A uniform operand for
// which there is no loop is spread over a register first.
func (pl *planner) addLoop(k int, in Ins) {
	args := in.operands()
	var at [3]int32
	pattern := 0
	for j, v := range args {
		at[j] = pl.place[pl.same[v]]
		if pl.uniform[v] {
			pattern |= 1 << j
		}
	}
	if in.Op == Shl || in.Op == Shr {
		at[1], pattern = pl.shift[k], 2
	}
	if commutative(in.Op) && loops[in.Op][pattern] == nil && pattern&3 == 1 {
		at[0], at[1] = at[1], at[0]
		args[0], args[1] = args[1], args[0]
		pattern ^= 3
	}
	for j, v := range args {
		if loops[in.Op][pattern] == nil && pattern&(1<<j) != 0 {
			at[j] = pl.vector(v)
			pattern &^= 1 << j
		}
	}
	st := step{loop: loops[in.Op][pattern], a: at[0], b: at[1], c: at[2]}
	if in.Op == Select || in.Op == USelect {
		// The lanes of the result would run over the bytes of the mask.
		pl.later = append(pl.later, pl.release...)
		pl.release = pl.release[:0]
		pl.later = pl.ending(pl.later, k, in.A)
	}
	for _, v := range args {
		pl.release = pl.ending(pl.release, k, v)
	}
	st.z = pl.result(k)
	pl.steps = append(pl.steps, st)
}

// vector is the place of v as a block of lanes.
func (pl *planner) vector(v Val) int32 {
	if !pl.uniform[v] {
		return pl.place[pl.same[v]]
	}
	z := pl.pool.take()
	op := stepFill
	if pl.prog.Code[v].Op.Result() == M {
		op = stepFillMask
	}
	pl.steps = append(pl.steps, step{op: op, z: z, a: pl.place[v]})
	pl.release = append(pl.release, z)
	return z
}

// result gives value k its place.
func (pl *planner) result(k int) int32 {
	for _, z := range pl.release {
		pl.pool.release(z)
	}
	pl.release = pl.release[:0]
	if pl.place[k] < 0 {
		pl.place[k] = pl.pool.take()
	}
	return pl.place[k]
}

// ending appends the register of v to list if instruction k is its last use.
func (pl *planner) ending(list []int32, k int, v Val) []int32 {
	v = pl.same[v]
	if pl.last[v] != k || pl.place[v] < pl.arrayPlace(len(pl.prog.Arrays)) {
		return list
	}
	pl.last[v] = -1 // once
	return append(list, pl.place[v])
}

// endOperands frees the registers that are not needed after instruction k,
// its own if nothing uses its result.
func (pl *planner) endOperands(k int, in Ins) {
	for _, v := range in.operands() {
		pl.later = pl.ending(pl.later, k, v)
	}
	if in.Op.Result() != Void && pl.place[k] >= 0 {
		pl.later = pl.ending(pl.later, k, Val(k))
	}
	for _, z := range append(pl.later, pl.release...) {
		pl.pool.release(z)
	}
	pl.later, pl.release = pl.later[:0], pl.release[:0]
}
