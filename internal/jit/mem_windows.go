package jit

import (
	"syscall"
	"unsafe"
)

var (
	kernel32       = syscall.NewLazyDLL("kernel32.dll")
	virtualAlloc   = kernel32.NewProc("VirtualAlloc")
	virtualProtect = kernel32.NewProc("VirtualProtect")
	virtualFree    = kernel32.NewProc("VirtualFree")
)

// mapCode puts machine code into memory of its own, first writable, then
// executable, never both.
func mapCode(code []byte) ([]byte, error) {
	const commitReserve, readWrite, executeRead = 0x3000, 0x04, 0x20
	addr, _, err := virtualAlloc.Call(0, uintptr(len(code)), commitReserve, readWrite)
	if addr == 0 {
		return nil, err
	}
	m := unsafe.Slice((*byte)(*(*unsafe.Pointer)(unsafe.Pointer(&addr))), len(code))
	copy(m, code)
	var old uint32
	if ok, _, err := virtualProtect.Call(addr, uintptr(len(code)), executeRead, uintptr(unsafe.Pointer(&old))); ok == 0 {
		unmapCode(m)
		return nil, err
	}
	return m, nil
}

func unmapCode(m []byte) error {
	const release = 0x8000
	if ok, _, err := virtualFree.Call(uintptr(unsafe.Pointer(unsafe.SliceData(m))), 0, release); ok == 0 {
		return err
	}
	return nil
}
