package vm

import (
	"fmt"
	"math"
)

// Portable returns the executor in plain Go, which runs everywhere and is the
// reference of the others. It goes through a program once per block of lanes,
// an operation at a time, with the values that are alive in the first-level
// cache.
func Portable() Executor { return portable{} }

type portable struct{}

func (portable) Name() string { return "portable" }

func (portable) Compile(p *Program) (Code, error) {
	if err := p.Verify(); err != nil {
		return nil, err
	}
	return newPlan(p, 0), nil
}

// Size is 0: there is no machine code.
func (*plan) Size() int { return 0 }

// Bind joins the plan with its data.
func (p *plan) Bind(f *Frame) (Kernel, error) {
	if err := p.prog.CheckFrame(f); err != nil {
		return nil, err
	}
	return &kernel{p, f}, nil
}

// CheckFrame tells whether f fits the program: as many scalars and arrays,
// arrays of the right kinds and of one length.
func (p *Program) CheckFrame(f *Frame) error {
	if len(f.Scalars) != len(p.Scalars) {
		return fmt.Errorf("vm: program %s: frame has %d scalars, want %d", p.Name, len(f.Scalars), len(p.Scalars))
	}
	if len(f.Arrays) != len(p.Arrays) {
		return fmt.Errorf("vm: program %s: frame has %d arrays, want %d", p.Name, len(f.Arrays), len(p.Arrays))
	}
	length := -1
	for k, d := range f.Arrays {
		a := p.Arrays[k]
		n, other := 0, 0
		switch a.Kind {
		case F64:
			n, other = len(d.F64), len(d.I32)+len(d.U16)
		case I32:
			n, other = len(d.I32), len(d.F64)+len(d.U16)
		case U16:
			n, other = len(d.U16), len(d.F64)+len(d.I32)
		}
		if other != 0 {
			return fmt.Errorf("vm: program %s: array %s has data of another kind than %s", p.Name, a.Name, a.Kind)
		}
		if length >= 0 && n != length {
			return fmt.Errorf("vm: program %s: array %s has %d elements, array %s has %d",
				p.Name, a.Name, n, p.Arrays[0].Name, length)
		}
		length = n
	}
	return nil
}

// kernel is a plan bound to its data.
type kernel struct {
	plan  *plan
	frame *Frame
}

// NewScratch returns scratch for one worker.
func (k *kernel) NewScratch(n int) *Scratch {
	p := k.plan
	s := &Scratch{
		Events: make([][]int32, len(p.prog.Events)),
		Regs:   make([]float64, p.uniforms+p.regs*p.block),
		places: make([][]float64, p.uniforms+len(p.prog.Arrays)+p.regs),
	}
	for i := range s.Events {
		s.Events[i] = make([]int32, 0, n)
	}
	for i := range p.uniforms {
		s.places[i] = s.Regs[i : i+1 : i+1]
	}
	regs := s.places[p.uniforms+len(p.prog.Arrays):]
	for i := range regs {
		at := p.uniforms + i*p.block
		regs[i] = s.Regs[at : at+p.block : at+p.block]
	}
	copy(bits(s.Regs), p.consts)
	return s
}

// Run executes elements lo to hi-1.
func (k *kernel) Run(s *Scratch, lo, hi int) {
	p := k.plan
	if lo >= hi {
		return
	}
	u := bits(s.Regs)
	for _, sc := range p.scalars {
		u[sc.place] = k.frame.Scalars[sc.slot]
	}
	for i := range p.prelude {
		in := &p.prelude[i]
		u[in.z] = Eval(in.op, in.imm, u[in.a], u[in.b], u[in.c])
	}
	arrays := s.places[p.uniforms:]
	for ; lo < hi; lo += p.block {
		m := min(p.block, hi-lo)
		for i := range k.frame.Arrays {
			if d := k.frame.Arrays[i].F64; d != nil {
				arrays[i] = d[lo : lo+m : lo+m]
			}
		}
		for i := range p.steps {
			st := &p.steps[i]
			if st.loop == nil {
				k.effect(s, st, lo, m)
				continue
			}
			st.loop(s.places[st.z][:m], s.places[st.a], s.places[st.b], s.places[st.c])
		}
	}
}

// effect carries out a step that is not a loop over lanes alone, for the m
// lanes from lo on.
func (k *kernel) effect(s *Scratch, st *step, lo, m int) {
	z, a := s.places[st.z], s.places[st.a]
	switch st.op {
	case stepFill:
		fill(z[:m], a[0])
	case stepFillMask:
		fillMask(z[:m], math.Float64bits(a[0]) != 0)
	case stepIndex:
		fillIndex(z[:m], lo)
	case stepMove:
		copy(z[:m], a[:m])
	case stepWidenI32:
		widenI32(z[:m], k.frame.Arrays[st.slot].I32[lo:lo+m])
	case stepWidenU16:
		widenU16(z[:m], k.frame.Arrays[st.slot].U16[lo:lo+m])
	case stepNarrowI32:
		narrowI32(k.frame.Arrays[st.slot].I32[lo:lo+m], a)
	case stepNarrowU16:
		narrowU16(k.frame.Arrays[st.slot].U16[lo:lo+m], a)
	case stepEmit:
		s.Events[st.slot] = emit(s.Events[st.slot], a, m, lo)
	case stepCheck:
		if !allFinite(a[:m]) {
			s.Bad = true
		}
	case stepCheckUniform:
		if !allFinite(a[:1]) {
			s.Bad = true
		}
	}
}
