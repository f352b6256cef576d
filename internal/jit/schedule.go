package jit

import "github.com/golgi-sim/golgi/internal/vm"

// latency is about how many cycles the result of an operation takes.
// Multiplications and divisions count for more than they take by themselves, as
// they wait for their units.
func latency(o vm.Op) int {
	switch o {
	case vm.Div, vm.Sqrt:
		return 20
	case vm.Scale:
		return 12
	case vm.Mul, vm.FMA, vm.FMS, vm.FNMA, vm.Mul32:
		return 6
	case vm.Add, vm.Sub:
		return 4
	case vm.Rint, vm.Floor, vm.Ceil, vm.ToInt, vm.FromInt, vm.Flush:
		return 6
	}
	return 1
}

const (
	// lookAhead is how many operations a processor overlaps by itself, about.
	lookAhead = 200
	// moreAlive is how many more values may be alive than there are registers, in
	// a long program. To store one and read it again costs little beside the
	// waits that are saved; with many more the ports of memory become what all
	// wait for.
	moreAlive = 12
	// fewerAlive is how many fewer may be in other programs, short ones and those
	// of two vectors: they are better off with more constants in registers.
	fewerAlive = 5
)

// schedule gives a program with the operations in another order: what the end
// waits for longest first, so that independent chains of operations overlap, as
// long as few enough values are alive at once. Processors do so themselves, over
// fewer instructions than a step of a Hodgkin–Huxley neuron has.
func schedule(p *vm.Program, set isa, vectors int) *vm.Program {
	n := len(p.Code)
	s := &scheduler{p: p, uniform: make([]bool, n), waits: make([]int, n), users: make([][]int, n), left: make([]int, n),
		height: make([]int, n), done: make([]bool, n), loads: map[uint64]int{}, emits: map[uint64]int{}, moved: make([]vm.Val, n)}
	s.limit = set.regs[vector] - fewerAlive
	if vectors == 1 && n > lookAhead {
		s.limit = set.regs[vector] + moreAlive
	}
	s.lists = uint64(len(p.Events) / vectors)
	s.graph()
	q := *p
	q.Code = make([]vm.Ins, 0, n)
	s.out = &q
	for k := range p.Code {
		if s.uniform[k] && p.Code[k].Op.Result() != vm.Void {
			s.put(k)
		}
	}
	for len(s.candidates) > 0 {
		s.put(s.pick())
	}
	return &q
}

type scheduler struct {
	p          *vm.Program
	out        *vm.Program
	uniform    []bool
	waits      []int   // for how many
	users      [][]int // who waits
	left       []int   // uses that are still to come
	height     []int   // cycles to the end
	done       []bool
	moved      []vm.Val
	loads      map[uint64]int // of an array
	emits      map[uint64]int // the last one to an event list
	lists      uint64         // event lists of a vector
	candidates []int
	live       int
	limit      int
}

// graph finds who waits for whom. Loads wait for nothing, and come right before
// who first needs them.
func (s *scheduler) graph() {
	for k, in := range s.p.Code {
		source := in.Op == vm.Index || in.Op == vm.Load || in.Op == vm.ULoad
		s.uniform[k] = !source
		for j, v := range operands(in) {
			if !s.uniform[v] {
				s.uniform[k] = false
				if x := operands(in)[:j]; !contains(x, v) {
					s.left[v]++
					s.wait(k, int(v))
				}
			}
		}
		switch in.Op {
		case vm.Load, vm.ULoad:
			s.loads[in.Imm] = k
		case vm.Store, vm.UStore:
			if l, ok := s.loads[in.Imm]; ok {
				// Who uses it before the store does so after, too: it may read
				// the element from memory.
				for _, u := range s.users[l] {
					if u < k {
						s.wait(k, u)
					}
				}
			}
		}
		if in.Op == vm.Emit {
			// The second vector of a turn comes after the first.
			if e, ok := s.emits[in.Imm%s.lists]; ok {
				s.wait(k, e)
			}
			s.emits[in.Imm%s.lists] = k
		}
		if in.Op.Result() == vm.Void {
			s.uniform[k] = false
		}
	}
	for k := len(s.p.Code) - 1; k >= 0; k-- {
		s.height[k] = latency(s.p.Code[k].Op)
		for _, u := range s.users[k] {
			s.height[k] = max(s.height[k], s.height[u]+latency(s.p.Code[k].Op))
		}
		if s.waits[k] == 0 && !s.uniform[k] && !s.source(k) {
			s.candidates = append(s.candidates, k)
		}
	}
}

func contains(list []vm.Val, v vm.Val) bool {
	for _, x := range list {
		if x == v {
			return true
		}
	}
	return false
}

func (s *scheduler) source(k int) bool {
	o := s.p.Code[k].Op
	return o == vm.Load || o == vm.ULoad || o == vm.Index
}

// wait makes k wait for v, unless v is a source, which is put with its user.
func (s *scheduler) wait(k, v int) {
	s.users[v] = append(s.users[v], k)
	if !s.source(v) {
		s.waits[k]++
	}
}

// gain is by how many values fewer are alive after instruction k.
func (s *scheduler) gain(k int) int {
	in := s.p.Code[k]
	g := 0
	if in.Op.Result() != vm.Void {
		g--
	}
	for j, v := range operands(in) {
		if s.uniform[v] || contains(operands(in)[:j], v) {
			continue
		}
		if s.source(int(v)) && !s.done[v] {
			g--
		}
		if s.left[v] == 1 {
			g++
		}
	}
	return g
}

// pick takes the candidate that is best now.
func (s *scheduler) pick() int {
	best, at := -1, 0
	better := func(k int) bool {
		if best < 0 {
			return true
		}
		if s.live >= s.limit {
			if a, b := min(s.gain(k), 1), min(s.gain(best), 1); a != b {
				return a > b
			}
		}
		if s.height[k] != s.height[best] {
			return s.height[k] > s.height[best]
		}
		return k < best
	}
	for i, k := range s.candidates {
		if better(k) {
			best, at = k, i
		}
	}
	s.candidates[at] = s.candidates[len(s.candidates)-1]
	s.candidates = s.candidates[:len(s.candidates)-1]
	return best
}

// put appends instruction k, after the sources that it is the first to use.
func (s *scheduler) put(k int) {
	in := s.p.Code[k]
	for _, v := range operands(in) {
		if !s.done[v] && s.source(int(v)) {
			s.put(int(v))
		}
	}
	if in.Op == vm.Store || in.Op == vm.UStore {
		if l, ok := s.loads[in.Imm]; ok && !s.done[l] {
			s.put(l)
		}
	}
	if !s.uniform[k] { // else it has no register of its own
		s.live -= s.gain(k)
	}
	for j, v := range operands(in) {
		if !contains(operands(in)[:j], v) {
			s.left[v]--
		}
	}
	for j, v := range [...]*vm.Val{&in.A, &in.B, &in.C} {
		if j < len(in.Op.Args()) {
			*v = s.moved[*v]
		}
	}
	s.done[k] = true
	s.moved[k] = vm.Val(len(s.out.Code))
	s.out.Code = append(s.out.Code, in)
	if s.uniform[k] {
		return
	}
	if !s.source(k) {
		for _, u := range s.users[k] {
			if s.waits[u]--; s.waits[u] == 0 {
				s.candidates = append(s.candidates, u)
			}
		}
	}
}
