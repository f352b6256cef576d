package dnn

import "unsafe"

// prefetch has the processor bring what rows point at, n of them, into its caches,
// so many lines of 64 bytes for each, and reads nothing.
//
//go:noescape
func prefetch(words unsafe.Pointer, rows *cursor, n, lines int)
