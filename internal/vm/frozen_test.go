package vm_test

import (
	"hash/fnv"
	"math"
	"testing"

	. "github.com/golgi-sim/golgi/internal/vm"
	"github.com/golgi-sim/golgi/internal/vm/vmtest"
)

// TestFrozenBits checks that the bits of the expansions are what they were, on
// every platform. Whoever changes an expansion on purpose puts the new sums
// here and says so in the changelog.
func TestFrozenBits(t *testing.T) {
	want := map[string]uint64{
		"exp":       0x5af1efb3ca9298be,
		"expm1":     0x149d565cf65ab20a,
		"exprel":    0xc8ac85b4fbb10343,
		"1/exprel":  0xc6df213de895876b,
		"sigmoid":   0x2d70e9d159b6a2b2,
		"tanh":      0x8a0ec62d88487c0e,
		"sinh":      0x5d0c73ed906aa9a2,
		"cosh":      0xce1cd848a46af553,
		"log":       0x3f970b381223634,
		"log1p":     0x4ec66d0588154273,
		"log10":     0x7180ae7c70c8aebb,
		"sin":       0x2cc2720d7acb38ea,
		"cos":       0x3d25ca5b02c3d843,
		"tan":       0x50ed0c3974781c09,
		"pow":       0x8bb9ae3e071174b,
		"uniform 0": 0xed1ec9da150b68bd,
		"uniform 1": 0x614f487f77535ba0,
		"normal x":  0x74387490b38faeb1,
		"normal y":  0x61753ed1b04c6b1a,
	}
	r := vmtest.NewRand(11)
	var xs []float64
	for range 500 { // of every size, and middling
		xs = append(xs, math.Float64frombits(r.Uint64()), 40*r.Float64()-20, 2*r.Float64())
	}
	xs = append(xs, vmtest.Special...)
	check := func(name string, ys []float64) {
		h := fnv.New64a()
		for _, y := range ys {
			if y != y {
				y = math.NaN()
			}
			u := math.Float64bits(y)
			for k := range 8 {
				h.Write([]byte{byte(u >> (8 * k))})
			}
		}
		if h.Sum64() != want[name] {
			t.Errorf("%q: %#x,", name, h.Sum64())
		}
	}
	for _, f := range functions {
		check(f.name, f.evaluate(t, xs))
	}
	other := append(append([]float64{}, xs[7:]...), xs[:7]...)
	check("pow", evaluate(t, func(b *Builder, x ...Val) Val { return b.Pow(x[0], x[1]) }, xs, other))
	u0, u1, x, y := draws(t, 1000, 3)
	check("uniform 0", u0)
	check("uniform 1", u1)
	check("normal x", x)
	check("normal y", y)
}
