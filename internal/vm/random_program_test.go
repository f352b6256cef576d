package vm_test

import (
	"math"
	"testing"

	"pgregory.net/rapid"

	. "github.com/golgi-sim/golgi/internal/vm"
	"github.com/golgi-sim/golgi/internal/vm/vmtest"
)

// TestRandomPrograms compares the portable executor with the plain meaning,
// at block lengths of its choice and ours.
func TestRandomPrograms(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		for range 10 {
			checkProgram(t, vmtest.DrawProgram(t))
		}
	})
}

func checkProgram(t *rapid.T, p *Program) {
	if err := p.Verify(); err != nil {
		t.Fatal(err)
	}
	r := vmtest.NewRand(rapid.Uint64().Draw(t, "data"))
	n := rapid.IntRange(0, 100).Draw(t, "n")
	lo := rapid.IntRange(0, n).Draw(t, "lo")
	d := vmtest.NewBound(p, n, func(_, _ int) uint64 { return math.Float64bits(vmtest.RandomFloat(r)) })
	for k, s := range p.Scalars {
		d.Frame.Scalars[k] = vmtest.RandomInteger(r)
		if s.Type == F {
			d.Frame.Scalars[k] = math.Float64bits(vmtest.RandomFloat(r))
		}
	}
	for _, block := range []int{0, 16, 48} {
		if diff := d.Compare(CompileBlock(p, block), lo, n); diff != "" {
			t.Fatalf("block %d, [%d, %d): %s\n%s", block, lo, n, diff, p)
		}
	}
}
