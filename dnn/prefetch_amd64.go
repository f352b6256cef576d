package dnn

import "unsafe"

// prefetchLines has the processor bring memory from p on into its caches, so many
// lines of 64 bytes, at least one. It waits for nothing, and reads nothing that
// could fault.
//
//go:noescape
func prefetchLines(p unsafe.Pointer, lines int)

// prefetchRows is prefetchLines for the words that n rows, at least one, point at.
//
//go:noescape
func prefetchRows(words unsafe.Pointer, rows *cursor, n, lines int)

// prefetchEnds is prefetchLines for the lines after those in which the lists of a
// region end, which are written to soon.
//
//go:noescape
func prefetchEnds(late unsafe.Pointer, ends *[windows]uint32)
