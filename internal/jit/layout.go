package jit

import "github.com/golgi-sim/golgi/internal/vm"

// isa is an instruction set.
type isa struct {
	name        string
	wide        bool  // AVX-512
	lanes       int   // of a vector
	uniformSize int32 // bytes of a value that all lanes share, in memory
	vectorSize  int32
	length      int // as VEX and EVEX say it
	regs        [numClasses]int
	vectors     int // that a turn of the loop takes; 0: as many as is good for a program
}

// The last register of AVX2 and AVX-512 is for sequences that need one. So
// are mask registers 6 and 7.
var (
	avx2   = isa{"avx2", false, 4, 32, 32, l256, [numClasses]int{15, 0}, 0}
	avx512 = isa{"avx512", true, 8, 8, 64, l512, [numClasses]int{31, 6}, 0}
)

// Offsets in the context: the memory of one worker, through which machine code
// is told everything. Its address is in rdi. Pointers in it are plain numbers:
// what they point to is kept alive by the kernel.
const (
	ctxIndex = 0 // the first element
	ctxMain  = 8 // the end of whole turns of the loop
	ctxEnd   = 16
	ctxOwner = 24  // of which kernel this is the context
	ctxBits  = 32  // lanes of the last, broken vector, as bits; then of a second one
	ctxCount = 36  // and how many they are
	ctxTail  = 64  // AVX2: the same as masks of 64-bit lanes, of two vectors
	ctxBad   = 128 // what was bad, a vector
	ctxIota  = 192 // 0, 1, 2, ... in 64-bit lanes
	ctxIotaD = 256 // and in 32-bit lanes, of two vectors
	ctxTailD = 320 // AVX2: lanes of the broken vectors as masks of 32-bit lanes
	ctxTable = 352 // arrays, events, then what take gives
)

// ctxBits, ctxTail, ctxTailD and ctxIotaD of the second vector of a turn are
// further by
const (
	nextBits  = 8
	nextTail  = 32
	nextTailD = 16
)

// layout hands out the rest of the context.
type layout struct {
	arrays, events int32 // offsets of the addresses
	compress       int32 // of the table by which AVX2 compresses; 0 if there is none
	size           int32
}

// newLayout is the layout of a program before it is doubled.
func newLayout(p *vm.Program, set isa) layout {
	l := layout{size: ctxTable}
	l.arrays = l.take(8 * int32(len(p.Arrays)))
	l.events = l.take(8 * int32(len(p.Events)))
	if len(p.Events) > 0 && !set.wide {
		l.compress = l.take(int32(len(compressTable)))
	}
	return l
}

// take gives n bytes, aligned to n up to a cache line.
func (l *layout) take(n int32) int32 {
	align := int32(8)
	for align < n && align < 64 {
		align *= 2
	}
	off := (l.size + align - 1) &^ (align - 1)
	l.size = off + n
	return off
}

// compressTable has for every set of four lanes the bytes that gather its
// 32-bit words at the front.
var compressTable = func() (t [16 * 16]byte) {
	for set := range 16 {
		at := 16 * set
		for lane := range 4 {
			if set>>lane&1 != 0 {
				for b := range 4 {
					t[at] = byte(4*lane + b)
					at++
				}
			}
		}
	}
	return t
}()
