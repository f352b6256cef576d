package jit

// call runs machine code on a context.
//
//go:noescape
func call(code, ctx uintptr)

func cpuid(leaf, sub uint32) (a, b, c, d uint32)

func xgetbv() uint32

// features tells which instruction sets the processor has and the system
// keeps the registers of.
func features() (hasAVX2, hasAVX512 bool) {
	const (
		fma, popcnt, osxsave, avx = 1 << 12, 1 << 23, 1 << 27, 1 << 28 // leaf 1, ecx
		bitAVX2                   = 1 << 5                             // leaf 7, ebx
		f, dq, bw, vl             = 1 << 16, 1 << 17, 1 << 30, 1 << 31
		ymm, zmm                  = 0x06, 0xe6 // of XCR0
	)
	if top, _, _, _ := cpuid(0, 0); top < 7 {
		return false, false
	}
	_, _, c, _ := cpuid(1, 0)
	if c&(fma|popcnt|osxsave|avx) != fma|popcnt|osxsave|avx {
		return false, false
	}
	_, b, _, _ := cpuid(7, 0)
	state := xgetbv()
	hasAVX2 = b&bitAVX2 != 0 && state&ymm == ymm
	hasAVX512 = hasAVX2 && b&(f|dq|bw|vl) == f|dq|bw|vl && state&zmm == zmm
	return hasAVX2, hasAVX512
}
