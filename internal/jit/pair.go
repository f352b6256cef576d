package jit

import (
	"fmt"

	"github.com/golgi-sim/golgi/internal/vm"
)

// A processor overlaps some hundred instructions. Where a step is a long chain of
// operations, each waiting for the one before, as in a random number or an
// exponential, that is too few to keep it busy: so the loop of a program with a
// long chain, of more cycles than the program has operations, takes two vectors in
// a turn, with their operations mixed.
//
// The program is doubled for it. The second half has arrays and events of its
// own, with the numbers that follow those of the first half; they stand for the
// same arrays and events, one vector further. A check says in its immediate
// which half it is of.

// longChain is the length in cycles from which on a chain of operations is long.
// Plain integrate-and-fire neurons have up to 50, an exponential makes it 110.
const longChain = 80

// paired reports whether the loop of a program takes two vectors in a turn.
func paired(p *vm.Program) bool {
	work, longest := 0, 0
	end := make([]int, len(p.Code))
	alike := sameInAllLanes(p)
	for k, in := range p.Code {
		if alike[k] {
			continue
		}
		work++
		for _, v := range operands(in) {
			end[k] = max(end[k], end[v])
		}
		end[k] += latency(in.Op)
		longest = max(longest, end[k])
	}
	return longest > max(longChain, work)
}

// sameInAllLanes tells which values all lanes share.
func sameInAllLanes(p *vm.Program) []bool {
	alike := make([]bool, len(p.Code))
	for k, in := range p.Code {
		switch {
		case in.Op == vm.Index || in.Op == vm.Load || in.Op == vm.ULoad:
			continue
		case in.Op.Result() == vm.Void && in.Op != vm.Check:
			continue
		}
		alike[k] = true
		for _, v := range operands(in) {
			alike[k] = alike[k] && alike[v]
		}
	}
	return alike
}

// double gives the program of two vectors.
func double(p *vm.Program, lanes int) *vm.Program {
	q := *p
	q.Code, q.Arrays, q.Events = nil, nil, nil
	for half := range 2 {
		for _, a := range p.Arrays {
			if half == 1 {
				a.Name = fmt.Sprintf("%s+%d", a.Name, lanes)
			}
			q.Arrays = append(q.Arrays, a)
		}
		q.Events = append(q.Events, p.Events...)
	}
	add := func(in vm.Ins) vm.Val {
		q.Code = append(q.Code, in)
		return vm.Val(len(q.Code) - 1)
	}
	alike := sameInAllLanes(p)
	var at [2][]vm.Val
	at[0], at[1] = make([]vm.Val, len(p.Code)), make([]vm.Val, len(p.Code))
	for k, in := range p.Code {
		for half := range 2 {
			if half == 1 && alike[k] {
				at[1][k] = at[0][k]
				continue
			}
			x := in
			for j, v := range [...]*vm.Val{&x.A, &x.B, &x.C} {
				if j < len(in.Op.Args()) {
					*v = at[half][*v]
				}
			}
			if half == 1 {
				switch in.Op {
				case vm.Index:
					further := add(vm.Ins{Op: vm.UConst, A: vm.None, B: vm.None, C: vm.None, Imm: uint64(lanes)})
					x = vm.Ins{Op: vm.UAdd, A: at[0][k], B: further, C: vm.None}
				case vm.Load, vm.ULoad, vm.Store, vm.UStore:
					x.Imm += uint64(len(p.Arrays))
				case vm.Emit:
					x.Imm += uint64(len(p.Events))
				case vm.Check:
					x.Imm = 1
				}
			}
			at[half][k] = add(x)
		}
	}
	return &q
}
