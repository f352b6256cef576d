package vm

import "unsafe"

//go:generate go test -run TestCoefficients|TestLoops -generate

// A loop carries out one operation on all lanes of a block: z from a, b and c,
// each a block of at least len(z) lanes or, for a uniform operand, one number.
// z may be the very block of an operand; for Select not that of its mask.
//
// Blocks are []float64 whatever they hold. A uint64 is stored by its bits,
// masks as bytes 0 and 1 from the start of the block on.
type loop func(z, a, b, c []float64)

// loopOf is a loop for a pattern of operands: bit k is set if operand k is
// uniform.
type loopOf struct {
	pattern uint8
	loop    loop
}

type loopsOf struct {
	op    Op
	loops []loopOf
}

// loops has the loops of every operation by pattern.
var loops = func() (t [numOps][8]loop) {
	for _, list := range [][]loopsOf{loopsF, loopsM, loopsU} {
		for _, of := range list {
			for _, l := range of.loops {
				t[of.op][l.pattern] = l.loop
			}
		}
	}
	t[USelect] = t[Select] // both move bits
	return t
}()

// bits shows the lanes of a block as uint64.
func bits(x []float64) []uint64 { return *(*[]uint64)(unsafe.Pointer(&x)) }

// masks shows the masks of a block, as many as it has lanes.
func masks(x []float64) []bool { return *(*[]bool)(unsafe.Pointer(&x)) }

// maskBytes is masks as 0 and 1.
func maskBytes(x []float64) []uint8 { return *(*[]uint8)(unsafe.Pointer(&x)) }

// commutative reports whether the first two operands of op can change places.
func commutative(op Op) bool {
	switch op {
	case Add, Mul, FMA, FMS, FNMA, EQ, NE, UAdd, UAnd, UOr, UXor, Mul32, UEQ:
		return true
	}
	return false
}

func fill(z []float64, x float64) {
	for i := range z {
		z[i] = x
	}
}

func fillMask(z []float64, x bool) {
	m := masks(z)
	for i := range m {
		m[i] = x
	}
}

func fillIndex(z []float64, first int) {
	u := bits(z)
	for i := range u {
		u[i] = uint64(first + i)
	}
}

func widenI32(z []float64, x []int32) {
	u := bits(z)
	x = x[:len(u)]
	for i := range u {
		u[i] = uint64(x[i])
	}
}

func widenU16(z []float64, x []uint16) {
	u := bits(z)
	x = x[:len(u)]
	for i := range u {
		u[i] = uint64(x[i])
	}
}

func narrowI32(x []int32, a []float64) {
	u := bits(a)[:len(x)]
	for i := range x {
		x[i] = int32(u[i])
	}
}

func narrowU16(x []uint16, a []float64) {
	u := bits(a)[:len(x)]
	for i := range x {
		x[i] = uint16(u[i])
	}
}

// emit appends first + i for every mask i that is set, of n. Eight masks are
// looked at together: events are rare.
func emit(list []int32, mask []float64, n, first int) []int32 {
	set, eight := masks(mask), bits(mask)
	for i := 0; i < n; i += 8 {
		if i+8 <= n && eight[i/8] == 0 {
			continue
		}
		for j := i; j < min(i+8, n); j++ {
			if set[j] {
				list = append(list, int32(first+j))
			}
		}
	}
	return list
}

// allFinite reports whether x has neither Inf nor NaN: adding one to the
// exponent carries into the sign bit for them alone.
func allFinite(x []float64) bool {
	var carry uint64
	for _, u := range bits(x) {
		carry |= u&^signBit + 1<<52
	}
	return carry&signBit == 0
}
