package jit

import (
	"math"
	"runtime"
	"slices"
	"unsafe"

	"github.com/golgi-sim/golgi/internal/vm"
)

// kernel is code bound to its data.
type kernel struct {
	code  *code
	frame *vm.Frame
}

const (
	cacheLine = 64
	extra     = 8 // events written beyond the last: Emit stores whole vectors
)

// context is the memory of one worker by the offsets of the layout, and the
// numbers that all lanes share.
type context struct {
	words   []uint64
	numbers []uint64
}

// open finds the context in scratch: at the first cache line in it.
func (k *kernel) open(s *vm.Scratch) context {
	all := unsafe.Slice((*uint64)(unsafe.Pointer(unsafe.SliceData(s.Regs))), len(s.Regs))
	pad := int(-uintptr(unsafe.Pointer(unsafe.SliceData(s.Regs)))&(cacheLine-1)) / 8
	words := int(k.code.lay.size) / 8
	return context{all[pad : pad+words], all[pad+words:]}
}

func (c context) addr() uintptr { return uintptr(unsafe.Pointer(unsafe.SliceData(c.words))) }

// NewScratch returns scratch for one worker.
func (k *kernel) NewScratch(n int) *vm.Scratch {
	c := k.code
	s := &vm.Scratch{
		Events: make([][]int32, len(c.source.Events)),
		Regs:   make([]float64, int(c.lay.size)/8+int(c.numbers)+cacheLine/8),
	}
	for e := range s.Events {
		s.Events[e] = make([]int32, 0, n+extra)
	}
	x := k.open(s)
	x.words[ctxOwner/8] = uint64(uintptr(unsafe.Pointer(k)))
	copy(x.numbers, c.consts)
	for i := range c.isa.lanes {
		x.words[ctxIota/8+i] = uint64(i)
	}
	for i := range 2 * c.isa.lanes {
		x.words[ctxIotaD/8+i/2] |= uint64(i) << (32 * (i & 1))
	}
	if c.lay.compress != 0 {
		copy(unsafe.Slice((*byte)(unsafe.Pointer(&x.words[c.lay.compress/8])), len(compressTable)), compressTable[:])
	}
	for _, r := range c.rows {
		copy(x.words[r.home/8:], r.bits)
	}
	k.fill(x, c.fixed)
	return s
}

// fill spreads numbers over their homes.
func (k *kernel) fill(x context, fills []fill) {
	size := int32(k.code.isa.uniformSize / 8)
	for _, f := range fills {
		bits := x.numbers[f.from]
		if f.mask {
			bits = -(bits & 1)
		}
		home := x.words[f.home/8:]
		home[0] = bits
		if size == 4 {
			home[1], home[2], home[3] = bits, bits, bits
		}
	}
}

// Run executes elements lo to hi-1.
func (k *kernel) Run(s *vm.Scratch, lo, hi int) {
	if lo >= hi {
		return
	}
	c, x := k.code, k.open(s)
	if x.words[ctxOwner/8] != uint64(uintptr(unsafe.Pointer(k))) || c.enter == nil {
		panic("BUG: jit: scratch of another kernel, or code that was closed")
	}
	k.prepare(s, x)
	for e := range s.Events {
		if list := s.Events[e]; cap(list)-len(list) < hi-lo+extra {
			s.Events[e] = slices.Grow(list, hi-lo+extra)
		}
		list := s.Events[e]
		x.words[int(c.lay.events)/8+e] = uint64(uintptr(unsafe.Pointer(unsafe.SliceData(list)))) + 4*uint64(len(list))
	}
	for lo < hi {
		end := min(lo+c.chunk, hi)
		k.aim(x, lo, end)
		c.enter(x.addr())
		lo = end
	}
	for e := range s.Events {
		list := s.Events[e]
		n := int(x.words[int(c.lay.events)/8+e]-uint64(uintptr(unsafe.Pointer(unsafe.SliceData(list))))) / 4
		s.Events[e] = list[:n]
	}
	if c.hasBad {
		for i := range c.isa.lanes {
			w := &x.words[ctxBad/8+i]
			s.Bad = s.Bad || !finite(*w)
			*w = 0
		}
	}
	runtime.KeepAlive(k)
	runtime.KeepAlive(s)
}

func finite(bits uint64) bool { return bits>>52&0x7ff != 0x7ff }

// prepare computes what all lanes share and says where the arrays are.
func (k *kernel) prepare(s *vm.Scratch, x context) {
	c := k.code
	u := x.numbers
	for _, f := range c.scalars {
		u[f.home] = k.frame.Scalars[f.from]
	}
	for i := range c.uniforms {
		o := &c.uniforms[i]
		u[o.z] = vm.Eval(o.op, o.imm, u[o.a], u[o.b], u[o.c])
	}
	k.fill(x, c.fills)
	for _, n := range c.checks {
		s.Bad = s.Bad || !finite(u[n])
	}
	arrays := x.words[c.lay.arrays/8:]
	for i := range k.frame.Arrays {
		d := &k.frame.Arrays[i]
		var p unsafe.Pointer
		switch c.prog.Arrays[i].Kind {
		case vm.F64:
			p = unsafe.Pointer(unsafe.SliceData(d.F64))
		case vm.I32:
			p = unsafe.Pointer(unsafe.SliceData(d.I32))
		case vm.U16:
			p = unsafe.Pointer(unsafe.SliceData(d.U16))
		}
		arrays[i] = uint64(uintptr(p))
	}
}

// aim sets the range of one call.
func (k *kernel) aim(x context, lo, hi int) {
	lanes, vectors := k.code.isa.lanes, k.code.vectors
	rest := (hi - lo) % (lanes * vectors)
	x.words[ctxIndex/8] = uint64(lo)
	x.words[ctxMain/8] = uint64(hi - rest)
	x.words[ctxEnd/8] = uint64(hi)
	for v := range vectors {
		n := min(max(rest-v*lanes, 0), lanes)
		x.words[(ctxBits+v*nextBits)/8] = 1<<n - 1 | uint64(n)<<32
		if rest == 0 || k.code.isa.wide {
			continue
		}
		for i := range lanes {
			m := uint64(0)
			if i < n {
				m = math.MaxUint64
			}
			x.words[(ctxTail+v*nextTail)/8+i] = m
			half, w := uint64(math.MaxUint32)<<(32*(i&1)), &x.words[(ctxTailD+v*nextTailD)/8+i/2]
			*w = *w&^half | m&half
		}
	}
}
