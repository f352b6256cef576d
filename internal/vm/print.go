package vm

import (
	"fmt"
	"math"
	"strconv"
	"strings"
)

// String lists the program: what it is bound to, then an instruction a line.
func (p *Program) String() string {
	var w strings.Builder
	fmt.Fprintf(&w, "program %s\n", p.Name)
	for _, a := range p.Arrays {
		fmt.Fprintf(&w, "array %s %s\n", a.Name, a.Kind)
	}
	for _, s := range p.Scalars {
		fmt.Fprintf(&w, "scalar %s %s\n", s.Name, s.Type)
	}
	for _, e := range p.Events {
		fmt.Fprintf(&w, "event %s\n", e)
	}
	for k, in := range p.Code {
		if in.Op.Result() != Void {
			fmt.Fprintf(&w, "v%d = ", k)
		}
		w.WriteString(in.Op.String())
		if in.Op.HasImm() && len(in.Op.Args()) == 0 || in.Op.Result() == Void {
			w.WriteString(p.immText(in))
		}
		for _, v := range in.operands() {
			fmt.Fprintf(&w, " v%d", v)
		}
		if in.Op == Shl || in.Op == Shr {
			fmt.Fprintf(&w, " %d", in.Imm)
		}
		w.WriteByte('\n')
	}
	return w.String()
}

// immText is the immediate by name or value, after a blank.
func (p *Program) immText(in Ins) string {
	name := func(n int, of func(k int) string) string {
		if in.Imm >= uint64(n) {
			return fmt.Sprintf(" ?%d", in.Imm)
		}
		return " " + of(int(in.Imm))
	}
	switch in.Op {
	case Const:
		return " " + strconv.FormatFloat(math.Float64frombits(in.Imm), 'g', -1, 64)
	case UConst:
		return fmt.Sprintf(" %#x", in.Imm)
	case MConst:
		return fmt.Sprintf(" %t", in.Imm != 0)
	case Scalar, UScalar:
		return name(len(p.Scalars), func(k int) string { return p.Scalars[k].Name })
	case Load, ULoad, Store, UStore:
		return name(len(p.Arrays), func(k int) string { return p.Arrays[k].Name })
	case Emit:
		return name(len(p.Events), func(k int) string { return p.Events[k] })
	}
	return ""
}
