package eqn

import (
	"fmt"

	"github.com/golgi-sim/golgi/internal/vm"
	"github.com/golgi-sim/golgi/rng"
)

// Random numbers are functions of the key of their component, the step, the
// element and the number of the draw in the component.
//
// The four words of Philox4x32 at (element, step low, step high, tag) make two
// normal numbers; the tag is the number of the pair.
//
// A uniform number takes two stages, since two words are enough for it. What
// all elements share comes first: Philox4x32 at (step low, step high, 0, tag),
// the tag being the number of the draw. Its words 0 and 1 are the key and the
// second word of the counter of Philox2x32, whose first one is the element:
// half the work for each. They reach programs as scalars.

// Marks in the tag, so that no two uses of a key meet. Initial values have
// step 0.
const (
	uniformMark = 1 << 24
	initMark    = 1 << 25
)

// DrawWord returns what a slot of the uses DrawKeyScalar and DrawCounterScalar
// holds at a step, under the key of its component.
func (s ScalarSlot) DrawWord(key rng.Key, step int64) uint64 {
	n := uint64(step)
	if s.Tag&initMark != 0 {
		n = 0
	}
	w := rng.Philox4x32([4]uint32{uint32(n), uint32(n >> 32), 0, s.Tag}, [2]uint32{uint32(key), uint32(key >> 32)})
	if s.Use == DrawKeyScalar {
		return uint64(w[0])
	}
	return uint64(w[1])
}

// random returns the number of a draw.
func (l *lowerer) random(d *draw) vm.Val {
	if d.normal {
		return l.normals(drawCall{d.part, d.number / 2, d.init})[d.number%2]
	}
	name, tag := fmt.Sprintf("uniform%d", d.number), uniformMark|uint32(d.number)
	if d.init {
		name, tag = name+" of the initial values", tag|initMark
	}
	word := func(what string, use ScalarUse) vm.Val {
		slot := l.c.scalar(d.part, what+" of "+name, use)
		l.c.out.Scalars[slot].Tag = tag
		return l.scalar(slot, vm.U)
	}
	w := l.b.Philox2x32([2]vm.Val{l.b.Index(), word("counter", DrawCounterScalar)}, word("key", DrawKeyScalar))
	return l.b.Uniform(w[0], w[1])
}

// drawCall is one call of Philox4x32, whose four words make two normal numbers.
type drawCall struct {
	part, pair int
	init       bool
}

// normals returns the numbers of a call.
func (l *lowerer) normals(call drawCall) [2]vm.Val {
	if pair, ok := l.pairs[call]; ok {
		return pair
	}
	b, c := l.b, l.c
	tag := uint64(call.pair)
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
	x, y := b.Normals(b.Philox([4]vm.Val{b.Index(), low, high, b.UConst(tag)}, key))
	l.pairs[call] = [2]vm.Val{x, y}
	return l.pairs[call]
}
