// Package jit makes machine code of the programs of package vm: a second
// executor beside the portable one, with the same bits. It is plain Go; the
// processors are those of amd64 with AVX2 and FMA, or with AVX-512.
//
// A program is lowered to operations of one machine instruction each (lower.go,
// lowerops.go), which get registers in one scan (alloc.go), and are encoded
// (emit.go, asm.go). What all lanes share is computed before by vm.Eval, and
// then kept in registers while there are any, else used from memory. A turn of
// the loop takes a whole vector, or two where a step is a long chain of
// operations (pair.go); what is left at the end goes through the same code once
// more, with masked loads and stores.
//
// # Memory
//
// Machine code lies in memory of its own, mapped writable, then made
// executable, never both, and freed with its program. All that it is told comes
// through one piece of heap memory for each worker, its context. It uses no
// stack, calls nothing, and a call is short, because the goroutine cannot be
// preempted within it.
package jit
