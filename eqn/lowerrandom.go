package eqn

import "github.com/golgi-sim/golgi/internal/vm"

// drawCall is one call of Philox: its four words make two normal or two
// uniform numbers.
type drawCall struct {
	part   int
	normal bool
	pair   int
	init   bool
}

// Marks in the last word of the counter, so that no two uses of a key meet.
const (
	uniformMark = 1 << 24
	initMark    = 1 << 25
)

// random returns the number of a draw: a function of the key of the
// component, the step, the element and the number of the draw.
func (l *lowerer) random(d *draw) vm.Val {
	call := drawCall{d.part, d.normal, d.number / 2, d.init}
	pair, ok := l.pairs[call]
	if !ok {
		w := l.philox(call)
		if d.normal {
			pair[0], pair[1] = l.b.Normals(w)
		} else {
			pair = [2]vm.Val{l.b.Uniform(w[0], w[1]), l.b.Uniform(w[2], w[3])}
		}
		l.pairs[call] = pair
	}
	return pair[d.number%2]
}

func (l *lowerer) philox(call drawCall) [4]vm.Val {
	if w, ok := l.draws[call]; ok {
		return w
	}
	b, c := l.b, l.c
	tag := uint64(call.pair)
	if !call.normal {
		tag |= uniformMark
	}
	low, high := b.UConst(0), b.UConst(0)
	if call.init {
		tag |= initMark
	} else {
		step := l.scalar(c.scalar(0, "step", StepScalar), vm.U)
		low, high = b.UAnd(step, b.UConst(0xffffffff)), b.Shr(step, 32)
	}
	key := [2]vm.Val{
		l.scalar(c.scalar(call.part, "key", KeyScalar), vm.U),
		l.scalar(c.scalar(call.part, "key high", KeyHighScalar), vm.U),
	}
	w := b.Philox([4]vm.Val{b.Index(), low, high, b.UConst(tag)}, key)
	l.draws[call] = w
	return w
}
