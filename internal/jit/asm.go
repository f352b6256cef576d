package jit

import "encoding/binary"

// reg is the number of a register, of whatever file.
type reg int8

const noReg reg = -1

// General registers by their numbers.
const (
	rax reg = 0
	rcx reg = 1
	rdx reg = 2
	rbx reg = 3
	rsi reg = 6
	rdi reg = 7
	r8  reg = 8
	r9  reg = 9
	r10 reg = 10
	r11 reg = 11
	r12 reg = 12
	r13 reg = 13
	r15 reg = 15
)

// mem is a place in memory: base + index*scale + disp.
type mem struct {
	base, index reg // index is noReg if there is none
	scale       uint8
	disp        int32
}

// rm is the operand that can be a register or memory.
type rm struct {
	reg   reg // noReg for memory
	mem   mem
	bcast bool // EVEX: one element, for all lanes
}

func inReg(r reg) rm            { return rm{reg: r} }
func at(base reg, off int32) rm { return rm{reg: noReg, mem: mem{base: base, index: noReg, disp: off}} }
func elem(base reg, scale uint8) rm {
	return rm{reg: noReg, mem: mem{base: base, index: rcx, scale: scale}}
}
func (x rm) isMem() bool { return x.reg == noReg }

// Prefixes and maps of opcodes.
const (
	pNone = iota
	p66
	pF3
	pF2
)

const (
	m0F = 1 + iota
	m0F38
	m0F3A
)

// opcode is an opcode with what selects it: prefix, map, and W in either
// encoding. tuple is the size in bytes of a memory operand of a 64-byte vector,
// which scales a one-byte displacement under EVEX; 0 stands for all 64.
type opcode struct {
	prefix, table, op uint8
	w, ew             uint8
	tuple             uint8
	elem              uint8 // of EVEX: bytes of an element for broadcast, 0 for 8
}

// Vector lengths.
const (
	l128 = iota
	l256
	l512
)

// asm appends machine code.
type asm struct{ buf []byte }

func (a *asm) bytes(b ...byte) { a.buf = append(a.buf, b...) }

func (a *asm) imm32(x int32) { a.buf = binary.LittleEndian.AppendUint32(a.buf, uint32(x)) }

// modrm appends the ModRM byte and what belongs to it. n scales the one-byte
// displacement.
func (a *asm) modrm(r reg, x rm, n int32) {
	field := byte(r&7) << 3
	if !x.isMem() {
		a.bytes(0xc0 | field | byte(x.reg&7))
		return
	}
	m := x.mem
	mod, short := byte(0x80), m.disp%n == 0 && m.disp/n >= -128 && m.disp/n <= 127
	switch {
	case m.disp == 0 && m.base&7 != 5:
		mod = 0
	case short:
		mod = 0x40
	}
	if m.index == noReg && m.base&7 != 4 {
		a.bytes(mod | field | byte(m.base&7))
	} else {
		index, ss := byte(4), byte(0)
		if m.index != noReg {
			index = byte(m.index & 7)
			for s := m.scale; s > 1; s >>= 1 {
				ss++
			}
		}
		a.bytes(mod|field|4, ss<<6|index<<3|byte(m.base&7))
	}
	switch mod {
	case 0x40:
		a.bytes(byte(int8(m.disp / n)))
	case 0x80:
		a.imm32(m.disp)
	}
}

// high is bit 3 of a register number, inverted as VEX and EVEX have it.
func high(r reg) byte {
	if r == noReg {
		return 1
	}
	return byte(^r>>3) & 1
}

// extensions are the inverted X and B bits of the operand.
func (x rm) extensions() (xBit, bBit byte) {
	if x.isMem() {
		return high(x.mem.index), high(x.mem.base)
	}
	return byte(^x.reg>>4) & 1, high(x.reg)
}

// vex appends a VEX-encoded instruction: r is the ModRM.reg operand, v the one
// in VEX.vvvv or noReg.
func (a *asm) vex(o opcode, l int, r, v reg, x rm) {
	if v == noReg {
		v = 0
	}
	xBit, bBit := x.extensions()
	last := byte(^v&15)<<3 | byte(l)<<2 | o.prefix
	if o.table == m0F && o.w == 0 && xBit == 1 && bBit == 1 {
		a.bytes(0xc5, high(r)<<7|last)
	} else {
		a.bytes(0xc4, high(r)<<7|xBit<<6|bBit<<5|o.table, o.w<<7|last)
	}
	a.bytes(o.op)
	a.modrm(r, x, 1)
}

// evex appends an EVEX-encoded instruction. k is the register of the write
// mask, 0 for none; with zero, masked-out lanes become 0 and do not keep what
// they were.
func (a *asm) evex(o opcode, l int, r, v reg, x rm, k reg, zero bool) {
	if v == noReg {
		v = 0
	}
	xBit, bBit := x.extensions()
	inv4 := func(r reg) byte { return byte(^r>>4) & 1 }
	p2 := byte(l)<<5 | inv4(v)<<3 | byte(k)
	if zero {
		p2 |= 0x80
	}
	n := int32(64)
	if o.tuple != 0 {
		n = int32(o.tuple)
	}
	n = n << l / 4
	if x.bcast {
		p2 |= 0x10
		if n = 8; o.elem != 0 {
			n = int32(o.elem)
		}
	}
	a.bytes(0x62, high(r)<<7|xBit<<6|bBit<<5|inv4(r)<<4|o.table, o.ew<<7|byte(^v&15)<<3|4|o.prefix, p2, o.op)
	a.modrm(r, x, n)
}

// rex64 appends an instruction on 64-bit general registers.
func (a *asm) rex64(op byte, r reg, x rm) {
	a.bytes(0x48|rexBits(r, x), op)
	a.modrm(r, x, 1)
}

func rexBits(r reg, x rm) byte {
	xBit, bBit := x.extensions()
	return (high(r)^1)<<2 | (xBit^1)<<1 | bBit ^ 1
}

// The few scalar instructions that there are, by what they do.

func (a *asm) loadQ(r reg, x rm)  { a.rex64(0x8b, r, x) }
func (a *asm) storeQ(x rm, r reg) { a.rex64(0x89, r, x) }

// lea is r = the address of x.
func (a *asm) lea(r reg, x rm) { a.rex64(0x8d, r, x) }

// addQ is r += imm.
func (a *asm) addQ(r reg, imm int8) {
	a.rex64(0x83, 0, inReg(r))
	a.bytes(byte(imm))
}

// cmpQ compares r with x.
func (a *asm) cmpQ(r reg, x rm) { a.rex64(0x3b, r, x) }

// cmpL compares the 32-bit register r, one of the first eight, with imm.
func (a *asm) cmpL(r reg, imm int8) {
	a.bytes(0x83)
	a.modrm(7, inReg(r), 1)
	a.bytes(byte(imm))
}

// movL is r = x and andL r &= x with 32 bits, among the first eight registers.
func (a *asm) movL(r reg, x rm) { a.bytes(0x8b); a.modrm(r, x, 1) }
func (a *asm) andL(r reg, x rm) { a.bytes(0x23); a.modrm(r, x, 1) }

// testL compares the 32-bit register r, one of the first eight, with 0.
func (a *asm) testL(r reg) { a.bytes(0x85); a.modrm(r, inReg(r), 1) }

// shlL is r <<= imm with 32 bits, r one of the first eight registers.
func (a *asm) shlL(r reg, imm byte) {
	a.bytes(0xc1)
	a.modrm(4, inReg(r), 1)
	a.bytes(imm)
}

// popcntL counts the bits of x, among the first eight registers.
func (a *asm) popcntL(r reg, x rm) { a.bytes(0xf3, 0x0f, 0xb8); a.modrm(r, x, 1) }

func (a *asm) vzeroupper() { a.bytes(0xc5, 0xf8, 0x77) }

func (a *asm) ret() { a.bytes(0xc3) }

// Conditions of jumps.
const (
	jb  = 0x2
	jae = 0x3
	je  = 0x4
)

// jump appends a conditional jump, to be given its target, and returns where
// its displacement ends.
func (a *asm) jump(cond byte) int {
	a.bytes(0x0f, 0x80|cond)
	a.imm32(0)
	return len(a.buf)
}

// land makes a jump go to the present place.
func (a *asm) land(jump int) { a.target(jump, len(a.buf)) }

// target makes a jump go to place.
func (a *asm) target(jump, place int) {
	binary.LittleEndian.PutUint32(a.buf[jump-4:], uint32(int32(place-jump)))
}

// align pads with no-operations to a multiple of n.
func (a *asm) align(n int) {
	for pad := -len(a.buf) & (n - 1); pad > 0; {
		k := min(pad, len(nops))
		a.bytes(nops[k-1]...)
		pad -= k
	}
}

// nops are the recommended no-operations of each length.
var nops = [...][]byte{
	{0x90},
	{0x66, 0x90},
	{0x0f, 0x1f, 0x00},
	{0x0f, 0x1f, 0x40, 0x00},
	{0x0f, 0x1f, 0x44, 0x00, 0x00},
	{0x66, 0x0f, 0x1f, 0x44, 0x00, 0x00},
	{0x0f, 0x1f, 0x80, 0x00, 0x00, 0x00, 0x00},
	{0x0f, 0x1f, 0x84, 0x00, 0x00, 0x00, 0x00, 0x00},
}
