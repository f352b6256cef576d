//go:build !amd64

package jit

func call(code, ctx uintptr) { panic("BUG: jit: there is no machine code here") }

func features() (hasAVX2, hasAVX512 bool) { return false, false }
