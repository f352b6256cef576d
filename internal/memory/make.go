package memory

import "unsafe"

// largePage is the size of the pages that Make asks for, from twice which on it
// is worth asking.
const largePage = 2 << 20

// Make is make([]T, n) for numbers that are read and written here and there:
// large arrays are put into large pages where the system has them, so that the
// processor need not look up the place of a page at every access.
func Make[T ~int32 | ~uint16 | ~uint32 | ~uint64 | ~float32 | ~float64](n int) []T {
	s := make([]T, n)
	if size := uintptr(n) * unsafe.Sizeof(*new(T)); size >= 2*largePage {
		advise(unsafe.Slice((*byte)(unsafe.Pointer(&s[0])), size))
	}
	return s
}
