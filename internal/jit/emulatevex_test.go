package jit

import "math"

// evexPrefix is an EVEX prefix, taken apart.
type evexPrefix struct {
	r, x, b, v int // extensions, in place: r is added to ModRM.reg, v is a register
	high       int // bit 4 of a register in ModRM.rm
	table, pp  int
	w          bool
	k          int
	zeroing    bool
	bcast      bool
	length     int // bytes of a vector
}

func (m *emulator) prefix() evexPrefix {
	p0, p1, p2 := int(m.next()), int(m.next()), int(m.next())
	not := func(p, bit int) int { return ^p >> bit & 1 }
	if p0&8 != 0 || p1&4 == 0 {
		m.fail("no EVEX prefix")
	}
	return evexPrefix{
		r: not(p0, 7)<<3 | not(p0, 4)<<4, x: not(p0, 6), b: not(p0, 5), high: not(p0, 6) << 4,
		table: p0 & 7, pp: p1 & 3, w: p1>>7 == 1, v: ^p1>>3&15 | not(p2, 3)<<4,
		k: p2 & 7, zeroing: p2>>7 == 1, bcast: p2>>4&1 == 1, length: 16 << (p2 >> 5 & 3),
	}
}

// source is the operand rm of an instruction on 64-bit lanes: of a register,
// of memory lane by lane, only where it is asked for, or one number for all.
func (m *emulator) source(p evexPrefix, o operand) func(lane int) uint64 {
	switch {
	case o.isReg:
		row := m.z[o.rm|p.high]
		return func(lane int) uint64 { return row[lane] }
	case p.bcast:
		return func(int) uint64 { return m.load(o.addr, 8) }
	}
	return func(lane int) uint64 { return m.load(o.addr+8*uint64(lane), 8) }
}

// evex carries out an EVEX-encoded instruction.
func (m *emulator) evex() {
	start := m.pc - 1
	p := m.prefix()
	op := m.next()
	key := [3]int{p.table, p.pp, int(op)}
	if key[0] == 1 && key[1] == 1 && op == 0xfe || key == [3]int{2, 1, 0x8b} || key == [3]int{1, 2, 0x7f} || key == [3]int{2, 1, 0x7c} && !p.w {
		m.words(p, key)
		return
	}
	if p.length != 64 {
		m.pc = start
		m.fail("not of 512 bits")
	}
	if m.moves(p, key) {
		return
	}
	n := 64
	if p.bcast {
		n = 8
	}
	if !p.w {
		m.pc = start
		m.fail("not of 64-bit lanes")
	}
	o := m.modrm(p.x, p.b, n)
	if o.isReg && p.bcast {
		m.fail("rounding modes")
	}
	x := m.source(p, o)
	dst := o.reg | p.r
	if f, imm := compares[key], byte(0); f != nil {
		if key != [3]int{2, 1, 0x29} {
			imm = m.next()
		}
		if dst > 7 || p.k != 0 {
			m.fail("the result is no mask")
		}
		a, set := m.z[p.v], uint64(0)
		for lane := range 8 {
			if f(a[lane], x(lane), imm) {
				set |= 1 << lane
			}
		}
		m.k[dst] = set
		return
	}
	var f func(d, a, b uint64) uint64
	switch {
	case key == [3]int{1, 1, 0x73}:
		imm := m.next()
		shift := map[int]func(a uint64) uint64{6: func(a uint64) uint64 { return a << imm }, 2: func(a uint64) uint64 { return a >> imm }}[o.reg]
		if shift == nil || !o.isReg || p.r != 0 {
			m.fail("shift")
		}
		dst, f = p.v, func(_, _, b uint64) uint64 { return shift(b) }
	case key == [3]int{3, 1, 0x09}:
		imm := m.next()
		round := map[byte]func(float64) float64{8: math.RoundToEven, 9: math.Floor, 10: math.Ceil}[imm]
		if round == nil {
			m.fail("rounding by %d", imm)
		}
		f = func(_, _, b uint64) uint64 { return bitsOf(round(number(b))) }
	case key == [3]int{2, 1, 0x65}:
		// The mask chooses; lanes are not left as they are.
		a, k := m.z[p.v], m.k[p.k]
		for lane := range 8 {
			if k>>lane&1 != 0 {
				m.z[dst][lane] = x(lane)
			} else {
				m.z[dst][lane] = a[lane]
			}
		}
		return
	default:
		f = lanewise[key]
	}
	if f == nil {
		m.pc = start
		m.fail("unknown")
	}
	a, k := m.z[p.v], uint64(0xff)
	if p.k != 0 {
		k = m.k[p.k]
	}
	for lane := range 8 {
		switch {
		case k>>lane&1 != 0:
			m.z[dst][lane] = f(m.z[dst][lane], a[lane], x(lane))
		case p.zeroing:
			m.z[dst][lane] = 0
		}
	}
}

// moves carries out loads, stores and changes of width.
func (m *emulator) moves(p evexPrefix, key [3]int) bool {
	// What an element is in memory: its size, and whether it is signed.
	type width struct {
		size   int
		signed bool
		store  bool
	}
	w, ok := map[[3]int]width{
		{1, 1, 0x10}: {size: 8}, {1, 1, 0x11}: {size: 8, store: true}, {1, 1, 0x28}: {size: 8},
		{2, 1, 0x25}: {size: 4, signed: true}, {2, 1, 0x34}: {size: 2},
		{2, 2, 0x35}: {size: 4, store: true}, {2, 2, 0x34}: {size: 2, store: true},
	}[key]
	k := uint64(0xff)
	if p.k != 0 {
		k = m.k[p.k]
	}
	switch {
	case key == [3]int{2, 1, 0x19} && p.w: // one number to all lanes
		o := m.modrm(p.x, p.b, 8)
		for lane := range 8 {
			m.z[o.reg|p.r][lane] = m.load(o.addr, 8)
		}
		return true
	case key == [3]int{2, 1, 0x7c} && p.w: // a general register to all lanes
		o := m.modrm(p.x, p.b, 1)
		for lane := range 8 {
			m.z[o.reg|p.r][lane] = m.gp[o.rm]
		}
		return true
	case !ok:
		return false
	case p.w != (w.size == 8) || p.bcast:
		m.fail("W or broadcast of a move")
	}
	o := m.modrm(p.x, p.b, 8*w.size)
	r := o.reg | p.r
	if o.isReg {
		if w.size != 8 || w.store || p.k != 0 {
			m.fail("a move of registers")
		}
		m.z[r] = m.z[o.rm|p.high]
		return true
	}
	if w.store && p.zeroing {
		m.fail("zeroing memory")
	}
	for lane := range 8 {
		addr := o.addr + uint64(lane*w.size)
		switch {
		case k>>lane&1 != 0 && w.store:
			m.store(addr, w.size, m.z[r][lane])
		case k>>lane&1 != 0:
			x := m.load(addr, w.size)
			if w.signed {
				x = uint64(int64(int32(x)))
			}
			m.z[r][lane] = x
		case p.zeroing:
			m.z[r][lane] = 0
		}
	}
	return true
}

// words carries out instructions on eight 32-bit lanes.
func (m *emulator) words(p evexPrefix, key [3]int) {
	if p.w || p.length != 32 || p.bcast {
		m.fail("not on eight words")
	}
	o := m.modrm(p.x, p.b, 32)
	get := func(r, lane int) uint32 { return uint32(m.z[r][lane/2] >> (32 * (lane & 1))) }
	var out [8]uint32
	dst := o.reg | p.r
	switch key {
	case [3]int{1, 1, 0xfe}:
		for lane := range out {
			out[lane] = get(p.v, lane) + uint32(m.load(o.addr+4*uint64(lane), 4))
		}
	case [3]int{2, 1, 0x7c}:
		for lane := range out {
			out[lane] = uint32(m.gp[o.rm])
		}
	case [3]int{2, 1, 0x8b}:
		if !o.isReg || !p.zeroing || p.k == 0 {
			m.fail("compression to memory, or without a mask")
		}
		n := 0
		for lane := range out {
			if m.k[p.k]>>lane&1 != 0 {
				out[n] = get(dst, lane)
				n++
			}
		}
		dst = o.rm | p.high
	case [3]int{1, 2, 0x7f}:
		for lane := range out {
			m.store(o.addr+4*uint64(lane), 4, uint64(get(dst, lane)))
		}
		return
	}
	m.z[dst] = [8]uint64{}
	for lane, x := range out {
		m.z[dst][lane/2] |= uint64(x) << (32 * (lane & 1))
	}
}

// lanewise are the operations on 64-bit lanes: of the result as it was, the
// operand in EVEX.vvvv, and that in ModRM.rm.
var lanewise = map[[3]int]func(d, a, b uint64) uint64{
	{1, 1, 0x58}: func(_, a, b uint64) uint64 { return bitsOf(number(a) + number(b)) },
	{1, 1, 0x5c}: func(_, a, b uint64) uint64 { return bitsOf(number(a) - number(b)) },
	{1, 1, 0x59}: func(_, a, b uint64) uint64 { return bitsOf(number(a) * number(b)) },
	{1, 1, 0x5e}: func(_, a, b uint64) uint64 { return bitsOf(number(a) / number(b)) },
	{1, 1, 0x51}: func(_, _, b uint64) uint64 { return bitsOf(math.Sqrt(number(b))) },
	{1, 1, 0x5d}: func(_, a, b uint64) uint64 {
		if number(a) < number(b) {
			return a
		}
		return b
	},
	{1, 1, 0x5f}: func(_, a, b uint64) uint64 {
		if number(a) > number(b) {
			return a
		}
		return b
	},
	{1, 1, 0x54}: func(_, a, b uint64) uint64 { return a & b },
	{1, 1, 0x55}: func(_, a, b uint64) uint64 { return ^a & b },
	{1, 1, 0x56}: func(_, a, b uint64) uint64 { return a | b },
	{1, 1, 0x57}: func(_, a, b uint64) uint64 { return a ^ b },
	{1, 1, 0xdb}: func(_, a, b uint64) uint64 { return a & b },
	{1, 1, 0xdf}: func(_, a, b uint64) uint64 { return ^a & b },
	{1, 1, 0xeb}: func(_, a, b uint64) uint64 { return a | b },
	{1, 1, 0xef}: func(_, a, b uint64) uint64 { return a ^ b },
	{1, 1, 0xd4}: func(_, a, b uint64) uint64 { return a + b },
	{1, 1, 0xfb}: func(_, a, b uint64) uint64 { return a - b },
	{1, 1, 0xf4}: func(_, a, b uint64) uint64 { return a & 0xffffffff * (b & 0xffffffff) },
	{2, 1, 0x2c}: func(_, a, b uint64) uint64 { return bitsOf(scalef(number(a), number(b))) },

	{2, 1, 0x98}: func(d, a, b uint64) uint64 { return bitsOf(math.FMA(number(d), number(b), number(a))) },
	{2, 1, 0xa8}: func(d, a, b uint64) uint64 { return bitsOf(math.FMA(number(a), number(d), number(b))) },
	{2, 1, 0xb8}: func(d, a, b uint64) uint64 { return bitsOf(math.FMA(number(a), number(b), number(d))) },
	{2, 1, 0x9a}: func(d, a, b uint64) uint64 { return bitsOf(math.FMA(number(d), number(b), -number(a))) },
	{2, 1, 0xaa}: func(d, a, b uint64) uint64 { return bitsOf(math.FMA(number(a), number(d), -number(b))) },
	{2, 1, 0xba}: func(d, a, b uint64) uint64 { return bitsOf(math.FMA(number(a), number(b), -number(d))) },
	{2, 1, 0x9c}: func(d, a, b uint64) uint64 { return bitsOf(math.FMA(-number(d), number(b), number(a))) },
	{2, 1, 0xac}: func(d, a, b uint64) uint64 { return bitsOf(math.FMA(-number(a), number(d), number(b))) },
	{2, 1, 0xbc}: func(d, a, b uint64) uint64 { return bitsOf(math.FMA(-number(a), number(b), number(d))) },
}

// scalef is a 2^floor(b), with the cases of the manual's table.
func scalef(a, b float64) float64 {
	switch {
	case a != a || b != b:
		return math.NaN()
	case math.IsInf(b, 1) && a == 0, math.IsInf(b, -1) && math.IsInf(a, 0):
		return math.NaN()
	}
	return math.Ldexp(a, int(max(-5000, min(5000, math.Floor(b)))))
}

// compares are the operations whose result is a mask.
var compares = map[[3]int]func(a, b uint64, imm byte) bool{
	{2, 1, 0x29}: func(a, b uint64, _ byte) bool { return a == b },
	{1, 1, 0xc2}: func(a, b uint64, imm byte) bool {
		x, y := number(a), number(b)
		switch imm {
		case 0x00:
			return x == y
		case 0x04:
			return x != y
		case 0x11:
			return x < y
		case 0x12:
			return x <= y
		case 0x1d:
			return x >= y
		case 0x1e:
			return x > y
		}
		panic("emulator: condition")
	},
	{3, 1, 0x66}: func(_, b uint64, imm byte) bool {
		if imm != 0x26 {
			panic("emulator: classes")
		}
		// +0, -0, subnormal.
		return b&(0x7ff<<52) == 0
	},
}
