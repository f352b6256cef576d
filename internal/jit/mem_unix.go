//go:build linux || darwin

package jit

import (
	"errors"
	"syscall"
)

// mapCode puts machine code into memory of its own, first writable, then
// executable, never both.
func mapCode(code []byte) ([]byte, error) {
	m, err := syscall.Mmap(-1, 0, len(code), syscall.PROT_READ|syscall.PROT_WRITE, syscall.MAP_PRIVATE|syscall.MAP_ANON)
	if err != nil {
		return nil, err
	}
	copy(m, code)
	if err := syscall.Mprotect(m, syscall.PROT_READ|syscall.PROT_EXEC); err != nil {
		return nil, errors.Join(err, syscall.Munmap(m))
	}
	return m, nil
}

func unmapCode(m []byte) error { return syscall.Munmap(m) }
