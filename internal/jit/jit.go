package jit

import (
	"fmt"
	"runtime"
	"sync"
	"unsafe"

	"github.com/golgi-sim/golgi/internal/vm"
)

// executor compiles for an instruction set.
type executor struct {
	isa isa
	// lenient executors fall back to the portable one where the system gives
	// no executable memory.
	lenient bool
	mapCode func(code []byte) ([]byte, error)
}

// AVX2 returns the executor that makes AVX2 and FMA code. There is none where
// the processor or the system lacks what it needs.
func AVX2() (vm.Executor, error) { return open(avx2, &available().avx2) }

// AVX512 returns the executor that makes AVX-512 code (F, DQ, BW and VL). There
// is none where the processor or the system lacks what it needs.
func AVX512() (vm.Executor, error) { return open(avx512, &available().avx512) }

// Best returns the fastest executor of this machine: AVX-512, AVX2 or the
// portable one.
func Best() vm.Executor {
	switch r := available(); {
	case r.avx512 == nil:
		return executor{avx512, true, mapCode}
	case r.avx2 == nil:
		return executor{avx2, true, mapCode}
	}
	return vm.Portable()
}

func open(set isa, reason *error) (vm.Executor, error) {
	if *reason != nil {
		return nil, *reason
	}
	return executor{set, false, mapCode}, nil
}

// reasons tell why an instruction set cannot be used, nil where it can.
type reasons struct{ avx2, avx512 error }

// available looks at the machine, once in a process.
var available = sync.OnceValue(func() *reasons {
	var r reasons
	has2, has512 := features()
	r.avx2 = usable(avx2, has2)
	r.avx512 = usable(avx512, has512)
	return &r
})

// usable tells why an instruction set that the machine has or lacks cannot be
// used.
func usable(set isa, has bool) error {
	if !has {
		return fmt.Errorf("this machine has no %s", set.name)
	}
	return selfTest(executor{set, false, mapCode})
}

func (e executor) Name() string { return e.isa.name }

// Compile makes machine code.
func (e executor) Compile(p *vm.Program) (vm.Code, error) {
	if err := p.Verify(); err != nil {
		return nil, err
	}
	c := newCode(p, e.isa)
	m, err := e.mapCode(c.text)
	if err != nil && e.lenient {
		return vm.Portable().Compile(p)
	}
	if err != nil {
		return nil, fmt.Errorf("jit: program %s: no executable memory: %w", p.Name, err)
	}
	entry := uintptr(unsafe.Pointer(unsafe.SliceData(m)))
	c.enter = func(ctx uintptr) { call(entry, ctx) }
	c.memory = m
	c.cleanup = runtime.AddCleanup(c, func(m []byte) { unmapCode(m) }, m)
	return c, nil
}

// code is a compiled program.
type code struct {
	*lowered
	source  *vm.Program
	text    []byte            // the machine code
	memory  []byte            // where it is executed
	enter   func(ctx uintptr) // runs it
	chunk   int               // elements of one call
	cleanup runtime.Cleanup
}

func newCode(p *vm.Program, set isa) *code {
	lw := lower(p, set)
	al := allocate(lw)
	c := &code{lowered: lw, source: p, text: assemble(al)}
	// A call cannot be interrupted, so that it has to be short. A
	// nanosecond for an instruction is a bound with much room, but divisions
	// and square roots take longer.
	cost := 10
	for _, in := range al.out {
		cost++
		if in.op == opDiv || in.op == opSqrt {
			cost += 10
		}
	}
	const call = 50_000 // ns
	c.chunk = max(1, call/cost) * set.lanes * lw.vectors
	return c
}

// Size returns the size of the machine code in bytes.
func (c *code) Size() int { return len(c.text) }

// Close frees the machine code now, and not when the collector finds it unused.
// The code must not be run any more.
func (c *code) Close() error {
	if c.memory == nil {
		return nil
	}
	c.cleanup.Stop()
	m := c.memory
	c.memory, c.enter = nil, nil
	return unmapCode(m)
}

// Bind joins the code with its data.
func (c *code) Bind(f *vm.Frame) (vm.Kernel, error) {
	if err := c.source.CheckFrame(f); err != nil {
		return nil, err
	}
	return &kernel{c, f}, nil
}
