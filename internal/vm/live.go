package vm

// operands returns the operands of in.
func (in Ins) operands() []Val {
	x := [...]Val{in.A, in.B, in.C}
	return x[:len(in.Op.Args())]
}

// constBits returns the bits of a constant.
func constBits(in Ins) (bits uint64, ok bool) {
	switch in.Op {
	case Const, UConst, MConst:
		return in.Imm, true
	}
	return 0, false
}

// lastUses returns for each value the last instruction that uses it, or its
// own if none does.
func lastUses(p *Program) []int {
	last := make([]int, len(p.Code))
	for k, in := range p.Code {
		last[k] = k
		for _, v := range in.operands() {
			last[v] = k
		}
	}
	return last
}

// A slotPool hands out places and takes them back, the latest first.
type slotPool struct {
	free []int32
	next int32 // the lowest place never handed out
}

func (s *slotPool) take() int32 {
	if n := len(s.free); n > 0 {
		z := s.free[n-1]
		s.free = s.free[:n-1]
		return z
	}
	s.next++
	return s.next - 1
}

func (s *slotPool) release(z int32) { s.free = append(s.free, z) }
