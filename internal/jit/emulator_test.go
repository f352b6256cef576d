package jit

import (
	"encoding/binary"
	"fmt"
	"math"
	"unsafe"
)

// emulator carries out the instructions that AVX-512 programs are made of, from
// their bytes: a second decoder, written from the manual of the processor, so
// that such programs are tested where they cannot run. What it does not know,
// it refuses, and every access outside of the memory that it was given.
type emulator struct {
	code   []byte
	pc     int
	gp     [16]uint64
	z      [32][8]uint64
	k      [8]uint64
	zero   bool // flags
	carry  bool
	ranges [][2]uintptr // of memory that may be touched
}

func (m *emulator) fail(format string, args ...any) {
	end := min(len(m.code), m.pc+16)
	panic(fmt.Sprintf("emulator: at %d, before % x: %s", m.pc, m.code[m.pc:end], fmt.Sprintf(format, args...)))
}

// run carries out code up to its return.
func (m *emulator) run(code []byte, ctx uintptr) {
	m.code, m.pc = code, 0
	for r := range m.gp {
		m.gp[r] = 0xdeadbeefdeadbeef
	}
	for r := range m.z {
		for l := range m.z[r] {
			m.z[r][l] = 0x7ff4deadbeef0000
		}
	}
	for r := range m.k {
		m.k[r] = 0xa5
	}
	m.gp[7] = uint64(ctx)
	saved := [3]uint64{m.gp[4], m.gp[5], m.gp[14]}
	for steps := 0; m.step(); steps++ {
		if steps > 50_000_000 {
			m.fail("no end")
		}
	}
	if saved != [3]uint64{m.gp[4], m.gp[5], m.gp[14]} {
		m.fail("rsp, rbp or r14 was changed")
	}
}

// bytes gives n bytes of memory.
func (m *emulator) bytes(addr uint64, n int) []byte {
	a := uintptr(addr)
	for _, r := range m.ranges {
		if r[0] <= a && a+uintptr(n) <= r[1] {
			return unsafe.Slice((*byte)(*(*unsafe.Pointer)(unsafe.Pointer(&a))), n)
		}
	}
	m.fail("%d bytes at %#x are outside", n, addr)
	return nil
}

func (m *emulator) load(addr uint64, n int) uint64 {
	var b [8]byte
	copy(b[:], m.bytes(addr, n))
	return binary.LittleEndian.Uint64(b[:])
}

func (m *emulator) store(addr uint64, n int, x uint64) {
	var b [8]byte
	binary.LittleEndian.PutUint64(b[:], x)
	copy(m.bytes(addr, n), b[:n])
}

func (m *emulator) next() byte {
	b := m.code[m.pc]
	m.pc++
	return b
}

func (m *emulator) next32() int32 {
	x := int32(binary.LittleEndian.Uint32(m.code[m.pc:]))
	m.pc += 4
	return x
}

// operand is what a ModRM byte says.
type operand struct {
	reg   int // the field reg, without extensions
	isReg bool
	rm    int // the register
	addr  uint64
}

// modrm decodes a ModRM byte and what follows; x and b extend index and base, n
// scales a displacement of one byte.
func (m *emulator) modrm(x, b, n int) operand {
	c := int(m.next())
	mod, o := c>>6, operand{reg: c >> 3 & 7}
	if mod == 3 {
		o.isReg, o.rm = true, c&7|b<<3
		return o
	}
	base := c&7 | b<<3
	if c&7 == 4 {
		sib := int(m.next())
		base = sib&7 | b<<3
		if index := sib>>3&7 | x<<3; index != 4 {
			o.addr += m.gp[index] << (sib >> 6)
		}
	}
	if mod == 0 && base&7 == 5 {
		m.fail("an address without a base")
	}
	o.addr += m.gp[base]
	switch mod {
	case 1:
		o.addr += uint64(int64(int8(m.next())) * int64(n))
	case 2:
		o.addr += uint64(int64(m.next32()))
	}
	return o
}

// step carries out one instruction; it returns false at the return.
func (m *emulator) step() bool {
	start := m.pc
	switch m.code[m.pc] {
	case 0x62:
		m.pc++
		m.evex()
		return true
	case 0xc4, 0xc5:
		m.vex()
		return true
	}
	prefix, rex := byte(0), byte(0)
	for {
		switch b := m.code[m.pc]; {
		case b == 0x66 || b == 0xf3:
			prefix = b
		case b&0xf0 == 0x40:
			rex = b
		default:
			return m.scalar(start, prefix, rex)
		}
		m.pc++
	}
}

// scalar carries out an instruction on general registers.
func (m *emulator) scalar(start int, prefix, rex byte) bool {
	wide, r, x, b := rex&8 != 0, int(rex>>2&1), int(rex>>1&1), int(rex&1)
	size := 4
	if wide {
		size = 8
	}
	get := func(o operand) uint64 {
		if o.isReg && wide {
			return m.gp[o.rm]
		} else if o.isReg {
			return uint64(uint32(m.gp[o.rm]))
		}
		return m.load(o.addr, size)
	}
	compare := func(a, b uint64) { m.zero, m.carry = a == b, a < b }
	switch op := m.next(); op {
	case 0x90:
	case 0xc3:
		return false
	case 0x8b:
		o := m.modrm(x, b, 1)
		m.gp[o.reg|r<<3] = get(o)
	case 0x89:
		o := m.modrm(x, b, 1)
		if o.isReg {
			m.fail("a move between registers")
		}
		m.store(o.addr, size, m.gp[o.reg|r<<3])
	case 0x8d:
		o := m.modrm(x, b, 1)
		m.gp[o.reg|r<<3] = o.addr
	case 0x83:
		o := m.modrm(x, b, 1)
		imm := uint64(int64(int8(m.next())))
		switch {
		case o.reg == 0 && wide && o.isReg:
			m.gp[o.rm] += imm
		default:
			m.fail("an immediate")
		}
	case 0x3b:
		o := m.modrm(x, b, 1)
		compare(m.gp[o.reg|r<<3], get(o))
	case 0x23:
		o := m.modrm(x, b, 1)
		m.gp[o.reg] = uint64(uint32(m.gp[o.reg])) & get(o)
	case 0x85:
		o := m.modrm(x, b, 1)
		m.zero, m.carry = get(o)&m.gp[o.reg] == 0, false
	case 0x0f:
		m.twoBytes(prefix, x, b, get)
	default:
		m.pc = start
		m.fail("unknown")
	}
	return true
}

func (m *emulator) twoBytes(prefix byte, x, b int, get func(operand) uint64) {
	switch op := m.next(); {
	case op == 0x1f:
		m.modrm(x, b, 1)
	case op == 0xb8 && prefix == 0xf3:
		o := m.modrm(x, b, 1)
		n := uint64(0)
		for v := get(o); v != 0; v &= v - 1 {
			n++
		}
		m.gp[o.reg] = n
	case op == 0x82 || op == 0x83 || op == 0x84:
		to := m.next32()
		if op == 0x82 && m.carry || op == 0x83 && !m.carry || op == 0x84 && m.zero {
			m.pc += int(to)
		}
	default:
		m.fail("unknown")
	}
}

// vex carries out an instruction on mask registers, and VZEROUPPER.
func (m *emulator) vex() {
	start := m.pc
	r, x, b, table, w := 0, 0, 0, byte(1), byte(0)
	if m.next() == 0xc5 {
		if m.code[m.pc] == 0xf8 && m.code[m.pc+1] == 0x77 {
			m.pc += 2
			return
		}
		m.pc--
		m.pc++
	} else {
		p := m.next()
		r, x, b, table = int(^p>>7&1), int(^p>>6&1), int(^p>>5&1), p&31
		w = m.code[m.pc] >> 7
	}
	p := m.next()
	if table == 1 && m.code[start] == 0xc5 {
		r = int(^p >> 7 & 1)
	}
	v, long := int(^p>>3&15), p>>2&1
	if p&3 != 1 || w != 0 || table != 1 || r != 0 {
		m.pc = start
		m.fail("not on masks of 8 bits")
	}
	op := m.next()
	o := m.modrm(x, b, 1)
	needs := byte(0)
	switch op {
	case 0x41, 0x45, 0x47:
		needs = 1
	}
	if long != needs || needs == 0 && v != 0 {
		m.pc = start
		m.fail("length or operands of an operation on masks")
	}
	switch op {
	case 0x41:
		m.k[o.reg] = m.k[v] & m.k[o.rm] & 0xff
	case 0x45:
		m.k[o.reg] = (m.k[v] | m.k[o.rm]) & 0xff
	case 0x47:
		m.k[o.reg] = (m.k[v] ^ m.k[o.rm]) & 0xff
	case 0x44:
		m.k[o.reg] = ^m.k[o.rm] & 0xff
	case 0x90:
		if o.isReg {
			m.k[o.reg] = m.k[o.rm] & 0xff
		} else {
			m.k[o.reg] = m.load(o.addr, 1)
		}
	case 0x91:
		m.store(o.addr, 1, m.k[o.reg])
	case 0x92:
		m.k[o.reg] = m.gp[o.rm] & 0xff
	case 0x93:
		m.gp[o.reg] = m.k[o.rm] & 0xff
	default:
		m.pc = start
		m.fail("unknown")
	}
}

func number(bits uint64) float64 { return math.Float64frombits(bits) }

func bitsOf(x float64) uint64 { return math.Float64bits(x) }
