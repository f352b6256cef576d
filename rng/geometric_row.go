package rng

// Add adds w to acc[pos] for every column pos of the block with that key. The
// block is as wide as acc is long, at most 2^31 - 2^22.
func (g *Geometric) Add(key Key, w float64, acc []float64) {
	if len(acc) > maxWidth {
		panic("rng: a block wider than 2^31 - 2^22")
	}
	g.add(^uint32(0), uint64(key), w, acc)
}

// AddRange does the part of Add that concerns columns lo to lo+len(acc)-1: it
// adds w to acc[pos-lo] for every column pos in that range. The columns
// before lo are drawn, at nearly the cost of adding them.
func (g *Geometric) AddRange(key Key, lo int, w float64, acc []float64) {
	if lo < 0 || len(acc) > maxWidth-lo {
		panic("rng: a range outside 0 to 2^31 - 2^22")
	}
	end := lo + len(acc)
	for pos, state := -1, uint64(key); ; {
		start := state
		state += wordStep
		near, far, n := g.word(mix(state))
		if pos+far < lo {
			pos += far
			continue
		}
		if n > 0 && pos+near >= lo {
			g.add(uint32(pos-lo), start, w, acc) // the same word again
			return
		}
		if pos += far; pos >= end {
			return
		}
		if n > 1 {
			acc[pos-lo] += w
		}
		g.add(uint32(pos-lo), state, w, acc)
		return
	}
}

// Positions appends the columns in [lo, hi) of the block with that key to
// dst, ascending, and returns it. They are the columns that Add adds to in a
// block of width hi or more.
func (g *Geometric) Positions(key Key, lo, hi int, dst []int32) []int32 {
	if lo < 0 || hi > maxWidth {
		panic("rng: a range outside 0 to 2^31 - 2^22")
	}
	for pos, state := -1, uint64(key); ; {
		state += wordStep
		near, far, n := g.word(mix(state))
		near += pos
		pos += far
		if near >= hi {
			return dst
		}
		if n > 0 && near >= lo {
			dst = append(dst, int32(near))
		}
		if pos >= hi {
			return dst
		}
		if n > 1 && pos >= lo {
			dst = append(dst, int32(pos))
		}
	}
}

// add goes on after pos, with the word after the one that had that state.
func (g *Geometric) add(pos uint32, state uint64, w float64, acc []float64) {
	for {
		if g.one != nil {
			pos, state = g.one.add(pos, state, w, acc, wordStep, mul1, mul2)
		} else {
			pos, state = g.wide.add(pos, state, w, acc, wordStep, mul1, mul2)
		}
		if pos < farthest {
			return
		}
		// More than the table covers: back to the position before, and on.
		if g.one != nil {
			pos -= beyond
		} else {
			pos -= g.wide.stride(mix(state))
		}
		if pos += uint32(g.table()); int(pos) >= len(acc) {
			return
		}
	}
}

// The two loops below are what a spike costs. They work on several gaps at
// once: the word of the next turn but one is made and that of the next is
// looked up while the gaps of one are added, so that the processor finds
// independent work nearby. The constants are parameters because the compiler
// would load constants anew in every turn, and the functions stay functions
// for the same reason.

// add goes on after pos, with the word after the one that had that state, and
// adds w to acc[pos] until a position is not in acc. It returns that position
// and the state of its word.
//
//go:noinline
func (t *singles) add(pos uint32, state uint64, w float64, acc []float64, step, mul1, mul2 uint64) (end uint32, last uint64) {
	z := mixBy(state+step, mul1, mul2)
	d0, d1 := t.stride(uint32(z)), t.stride(uint32(z>>32))
	state += 2 * step
	z = mixBy(state, mul1, mul2)
	for {
		near := pos + d0
		pos = near + d1
		d0, d1 = t.stride(uint32(z)), t.stride(uint32(z>>32))
		state += step
		z = mixBy(state, mul1, mul2)
		if uint64(near) >= uint64(len(acc)) {
			return near, state - 2*step
		}
		acc[near] += w
		if uint64(pos) >= uint64(len(acc)) {
			return pos, state - 2*step
		}
		acc[pos] += w
	}
}

//go:noinline
func (t *strides) add(pos uint32, state uint64, w float64, acc []float64, step, mul1, mul2 uint64) (end uint32, last uint64) {
	d := t.stride(mixBy(state+step, mul1, mul2))
	state += 2 * step
	z := mixBy(state, mul1, mul2)
	for {
		pos += d
		d = t.stride(z)
		state += step
		z = mixBy(state, mul1, mul2)
		if uint64(pos) >= uint64(len(acc)) {
			return pos, state - 2*step
		}
		acc[pos] += w
	}
}
