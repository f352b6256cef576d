//go:build !amd64

package dnn

import "unsafe"

// These leave it to the processor when to read what.

func prefetchLines(unsafe.Pointer, int) {}

func prefetchEnds(unsafe.Pointer, *[windows]uint32) {}

func prefetchRows(unsafe.Pointer, *cursor, int, int) {}
