package jit

import (
	"fmt"
	"strings"
)

// names of what the allocator adds.
var addedNames = map[op]string{opReload: "load", opSpill: "spill", opMove: "move", opKReload: "kload", opKSpill: "kspill"}

// Listing shows the loop of the machine code, an instruction a line: result,
// operands, memory in brackets. Memory is an array, or what all lanes share or
// was spilled, by its place.
func (c *code) Listing() string {
	al := allocate(lower(c.source, c.isa))
	var b strings.Builder
	for k := range al.out {
		c.line(&b, &al.out[k])
	}
	return b.String()
}

func (c *code) line(b *strings.Builder, p *phys) {
	letter := byte('y')
	if c.isa.wide {
		letter = 'z'
	}
	name, d := addedNames[p.op], desc{form: formX}
	if p.op < numOps {
		d = descs[p.op]
		name = d.name
	}
	if d.form == formFMA {
		name = strings.Replace(name, "pd", map[int8]string{-0x10: "132", 0: "213", 0x10: "231"}[p.fma]+"pd", 1)
	}
	var operands []string
	add := func(letter byte, r reg) {
		if r != noReg {
			operands = append(operands, fmt.Sprintf("%c%d", letter, r))
		}
	}
	onMasks := p.op == opKReload || p.op == opKSpill || d.mask && d.form == formK
	if onMasks {
		letter = 'k'
	}
	if c.isa.wide && d.mask {
		add('k', p.dst)
	} else {
		add(letter, p.dst)
	}
	if c.isa.wide && p.op == opEmit {
		letter = 'k'
	}
	if d.form == formBlend || d.form == formK {
		mask := letter
		if c.isa.wide {
			mask = 'k'
		}
		add(mask, p.k)
	}
	add(letter, p.v)
	switch {
	case p.op == opLoad || p.op == opLoadI32 || p.op == opLoadU16, p.op == opStore || p.op == opStoreI32 || p.op == opStoreU16:
		operands = append(operands, "["+c.prog.Arrays[p.slot].Name+"]")
	case p.op == opEmit:
		operands = append(operands, c.prog.Events[p.slot])
	case p.op == opMove || p.op == opIndex || p.op == opBad || d.form == formK:
	case p.x.reg != noReg:
		add(letter, p.x.reg)
	case p.x.array >= 0:
		operands = append(operands, "["+c.prog.Arrays[p.x.array].Name+"]")
	default:
		operands = append(operands, fmt.Sprintf("[%d]", p.x.home))
	}
	switch p.op {
	case opShl, opShr, opRound, opCmp, opClass:
		operands = append(operands, fmt.Sprint(p.imm))
	}
	fmt.Fprintf(b, "%-10s %s\n", name, strings.Join(operands, ", "))
}
