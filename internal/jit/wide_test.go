package jit

import (
	"math"
	"slices"
	"testing"
	"unsafe"

	"pgregory.net/rapid"

	"github.com/golgi-sim/golgi/internal/vm"
	"github.com/golgi-sim/golgi/internal/vm/vmtest"
)

// emulated is the executor for AVX-512 with an emulator in place of the
// processor.
type emulated struct{ vectors int }

func (emulated) Name() string { return "avx512, emulated" }

func (e emulated) Compile(p *vm.Program) (vm.Code, error) {
	if err := p.Verify(); err != nil {
		return nil, err
	}
	set := avx512
	set.vectors = e.vectors
	return &emulatedCode{newCode(p, set)}, nil
}

type emulatedCode struct{ *code }

// Bind tells the emulator which memory there is.
func (c *emulatedCode) Bind(f *vm.Frame) (vm.Kernel, error) {
	k, err := c.code.Bind(f)
	if err != nil {
		return nil, err
	}
	return &emulatedKernel{k.(*kernel)}, nil
}

type emulatedKernel struct{ *kernel }

func region[T any](x []T, n int) [2]uintptr {
	p := uintptr(unsafe.Pointer(unsafe.SliceData(x)))
	var t T
	return [2]uintptr{p, p + uintptr(n)*unsafe.Sizeof(t)}
}

func (k *emulatedKernel) Run(s *vm.Scratch, lo, hi int) {
	k.kernel.code.enter = func(ctx uintptr) {
		var m emulator
		m.ranges = append(m.ranges, region(s.Regs, len(s.Regs)))
		for _, e := range s.Events {
			m.ranges = append(m.ranges, region(e, cap(e)))
		}
		for _, d := range k.frame.Arrays {
			m.ranges = append(m.ranges, region(d.F64, len(d.F64)), region(d.I32, len(d.I32)), region(d.U16, len(d.U16)))
		}
		m.run(k.code.text, ctx)
	}
	k.kernel.Run(s, lo, hi)
}

// TestWideOperations compares each operation as AVX-512 code.
func TestWideOperations(t *testing.T) { vmtest.EveryOperation(t, emulated{}) }

// TestWideRandomPrograms compares random programs as AVX-512 code with their
// plain meaning.
func TestWideRandomPrograms(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) { checkProgram(t, emulated{}, vmtest.DrawProgram(t)) })
}

// TestWideNetwork compares steps of a neuron as AVX-512 code.
func TestWideNetwork(t *testing.T) {
	p := vmtest.COBA()
	c, err := emulated{}.Compile(p)
	if err != nil {
		t.Fatal(err)
	}
	const n = 503
	got, want := vmtest.COBAData(p, n), vmtest.COBAData(p, n)
	k, err := c.Bind(got)
	if err != nil {
		t.Fatal(err)
	}
	s, ws := k.NewScratch(n), &vm.Scratch{Events: make([][]int32, 1)}
	for range 30 {
		k.Run(s, 0, n)
		vmtest.Interpret(p, want, ws, 0, n)
	}
	if !slices.Equal(s.Events[0], ws.Events[0]) || len(ws.Events[0]) == 0 {
		t.Errorf("%d events, want %d", len(s.Events[0]), len(ws.Events[0]))
	}
	for a := range want.Arrays {
		if !slices.Equal(got.Arrays[a].F64, want.Arrays[a].F64) {
			t.Errorf("array %s differs", p.Arrays[a].Name)
		}
	}
}

// TestSelfTest passes on what is right, and notices what is not.
func TestSelfTest(t *testing.T) { withEmulator(t, passesSelfTest) }

func passesSelfTest(t *testing.T, e vm.Executor) {
	if err := selfTest(e); err != nil {
		t.Error(err)
	}
	if err := selfTest(wrong{e}); err == nil {
		t.Error("a wrong bit was not noticed")
	}
}

// wrong changes one bit of what an executor computes.
type wrong struct{ vm.Executor }

func (w wrong) Compile(p *vm.Program) (vm.Code, error) {
	q := *p
	q.Code = slices.Clone(p.Code)
	for k, in := range q.Code {
		if in.Op == vm.Const && in.Imm == math.Float64bits(7) {
			q.Code[k].Imm++
		}
	}
	return w.Executor.Compile(&q)
}
