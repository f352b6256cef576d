package jit

import (
	"fmt"
	"strings"
)

// listing shows an allocated program.
func listing(c *code) string {
	al := allocate(lower(c.prog, c.isa))
	var b strings.Builder
	for k := range al.out {
		fmt.Fprintln(&b, &al.out[k])
	}
	return b.String()
}

func (p *phys) String() string {
	name := map[op]string{opReload: "reload", opSpill: "spill", opMove: "move", opKReload: "kreload", opKSpill: "kspill"}[p.op]
	if p.op < numOps {
		name = descs[p.op].name
	}
	return fmt.Sprintf("%s dst=%d v=%d k=%d x=%+v imm=%d slot=%d fma=%d", name, p.dst, p.v, p.k, p.x, p.imm, p.slot, p.fma)
}
