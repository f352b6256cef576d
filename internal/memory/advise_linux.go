package memory

import (
	"syscall"
	"unsafe"
)

// advise asks for large pages for what lies within b; nothing is lost if the
// system refuses.
func advise(b []byte) {
	first := -uintptr(unsafe.Pointer(&b[0])) % largePage
	if size := uintptr(len(b)); first < size {
		if whole := (size - first) / largePage * largePage; whole > 0 {
			_ = syscall.Madvise(b[first:first+whole], syscall.MADV_HUGEPAGE)
		}
	}
}
