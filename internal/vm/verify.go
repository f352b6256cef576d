package vm

import "fmt"

// Verify tells whether the program is well formed: every executor may count
// on what it checks. Programs that a Builder finished are, as far as their
// loads and stores are in order.
func (p *Program) Verify() error {
	v := verifier{p: p, loaded: make([]bool, len(p.Arrays)), stored: make([]bool, len(p.Arrays))}
	for k, s := range p.Scalars {
		if s.Type != F && s.Type != U {
			return fmt.Errorf("vm: program %s: scalar %d (%s) is of type %s", p.Name, k, s.Name, s.Type)
		}
	}
	for k, a := range p.Arrays {
		if a.Kind > U16 {
			return fmt.Errorf("vm: program %s: array %d (%s) is of kind %d", p.Name, k, a.Name, a.Kind)
		}
	}
	for k, in := range p.Code {
		if err := v.check(k, in); err != nil {
			return fmt.Errorf("vm: program %s: instruction %d (%s): %w", p.Name, k, in.Op, err)
		}
	}
	return nil
}

type verifier struct {
	p              *Program
	loaded, stored []bool
}

func (v *verifier) check(k int, in Ins) error {
	if in.Op == opInvalid || in.Op >= numOps {
		return fmt.Errorf("no such operation")
	}
	want := in.Op.Args()
	for j, x := range [...]Val{in.A, in.B, in.C} {
		switch {
		case j >= len(want):
			if x != None {
				return fmt.Errorf("operand %d is v%d, want none", j, x)
			}
		case x < 0 || int(x) >= k:
			return fmt.Errorf("operand %d is v%d, which is not defined before", j, x)
		case v.p.Code[x].Op.Result() != want[j]:
			return fmt.Errorf("operand %d is of type %s, want %s", j, v.p.Code[x].Op.Result(), want[j])
		}
	}
	switch in.Op {
	case Scalar:
		return v.scalar(in.Imm, F)
	case UScalar:
		return v.scalar(in.Imm, U)
	case MConst:
		if in.Imm > 1 {
			return fmt.Errorf("mask is %d, want 0 or 1", in.Imm)
		}
	case Shl, Shr:
		if in.Imm > 63 {
			return fmt.Errorf("shift by %d bits", in.Imm)
		}
	case Emit:
		if in.Imm >= uint64(len(v.p.Events)) {
			return fmt.Errorf("event list %d of %d", in.Imm, len(v.p.Events))
		}
	case Load, ULoad, Store, UStore:
		return v.array(in.Op, in.Imm)
	case Const, UConst:
	default:
		if in.Imm != 0 {
			return fmt.Errorf("immediate is %d, want 0", in.Imm)
		}
	}
	return nil
}

func (v *verifier) scalar(slot uint64, want Type) error {
	if slot >= uint64(len(v.p.Scalars)) {
		return fmt.Errorf("scalar %d of %d", slot, len(v.p.Scalars))
	}
	if s := v.p.Scalars[slot]; s.Type != want {
		return fmt.Errorf("scalar %s is of type %s", s.Name, s.Type)
	}
	return nil
}

func (v *verifier) array(op Op, slot uint64) error {
	if slot >= uint64(len(v.p.Arrays)) {
		return fmt.Errorf("array %d of %d", slot, len(v.p.Arrays))
	}
	a := v.p.Arrays[slot]
	if isF := op == Load || op == Store; isF != (a.Kind == F64) {
		return fmt.Errorf("array %s is of kind %s", a.Name, a.Kind)
	}
	if v.stored[slot] {
		return fmt.Errorf("array %s was stored before", a.Name)
	}
	if op == Store || op == UStore {
		v.stored[slot] = true
		return nil
	}
	if v.loaded[slot] {
		return fmt.Errorf("array %s was loaded before", a.Name)
	}
	v.loaded[slot] = true
	return nil
}
