//go:build linux || darwin

package jit

import (
	"math"
	"os"
	"syscall"
	"testing"
	"unsafe"

	"pgregory.net/rapid"

	"github.com/golgi-sim/golgi/internal/vm"
	"github.com/golgi-sim/golgi/internal/vm/vmtest"
)

// TestEdges runs random programs on arrays that end, or begin, where memory
// does: a load or store of a lane beyond the range would end the process, also
// where it would change nothing. The processor has to leave out such lanes of a
// masked access.
func TestEdges(t *testing.T) { onMachine(t, edges) }

func edges(t *testing.T, e vm.Executor) {
	var pages [5][]byte // of which a program has fewer arrays
	for k := range pages {
		pages[k] = island(t)
	}
	rapid.Check(t, func(t *rapid.T) {
		p := vmtest.DrawProgram(t)
		c, err := taking(rapid.IntRange(1, 2).Draw(t, "vectors"), e).Compile(p)
		if err != nil {
			t.Fatal(err)
		}
		n := rapid.IntRange(1, 40).Draw(t, "n")
		lo := rapid.IntRange(0, n-1).Draw(t, "lo")
		r := vmtest.NewRand(rapid.Uint64().Draw(t, "data"))
		atEnd := rapid.Bool().Draw(t, "at the end")
		f := vmtest.NewBound(p, n, func(int, int) uint64 { return math.Float64bits(vmtest.RandomFloat(r)) }).Inner()
		for a := range f.Arrays {
			d, m := &f.Arrays[a], pages[a]
			d.F64, d.I32, d.U16 = onto(m, atEnd, d.F64), onto(m, atEnd, d.I32), onto(m, atEnd, d.U16)
		}
		k, err := c.Bind(f)
		if err != nil {
			t.Fatal(err)
		}
		k.Run(k.NewScratch(n), lo, n)
	})
}

// island returns a page of memory between two that cannot be touched.
func island(t *testing.T) []byte {
	size := os.Getpagesize()
	m, err := syscall.Mmap(-1, 0, 3*size, syscall.PROT_NONE, syscall.MAP_PRIVATE|syscall.MAP_ANON)
	if err != nil {
		t.Skip(err)
	}
	t.Cleanup(func() { _ = syscall.Munmap(m) })
	if err := syscall.Mprotect(m[size:2*size], syscall.PROT_READ|syscall.PROT_WRITE); err != nil {
		t.Skip(err)
	}
	return m[size : 2*size]
}

// onto returns x at the end or the beginning of memory, and nothing for
// nothing.
func onto[T any](m []byte, atEnd bool, x []T) []T {
	if x == nil {
		return nil
	}
	var one T
	if atEnd {
		m = m[len(m)-len(x)*int(unsafe.Sizeof(one)):]
	}
	y := unsafe.Slice((*T)(unsafe.Pointer(unsafe.SliceData(m))), len(x))
	copy(y, x)
	return y
}
