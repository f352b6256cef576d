package vm_test

import (
	"math"
	"slices"
	"testing"

	. "github.com/golgi-sim/golgi/internal/vm"
	"github.com/golgi-sim/golgi/internal/vm/vmtest"
)

// words runs Philox with the index as first counter word, the others and the
// key being scalars.
func philoxProgram() *Program {
	b := NewBuilder("philox")
	s := func(name string) Val { return b.UScalar(b.NewScalar(name, U)) }
	base := s("c0")
	w := b.Philox([4]Val{b.UAdd(base, b.Index()), s("c1"), s("c2"), s("c3")}, [2]Val{s("k0"), s("k1")})
	for i, name := range []string{"w0", "w1", "w2", "w3"} {
		b.Store(b.Array(name, F64), b.FromBits(w[i]))
	}
	return b.Finish()
}

// TestPhilox compares with the known answers that Random123 publishes for
// philox4x32-10.
func TestPhilox(t *testing.T) {
	const all = 0xffffffff
	for _, c := range []struct {
		ctr, want [4]uint64
		key       [2]uint64
	}{
		{[4]uint64{}, [4]uint64{0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8}, [2]uint64{}},
		{[4]uint64{all, all, all, all}, [4]uint64{0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd}, [2]uint64{all, all}},
		{[4]uint64{0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344}, [4]uint64{0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1},
			[2]uint64{0xa4093822, 0x299f31d0}},
	} {
		p := philoxProgram()
		const lane = 5
		f := &Frame{Scalars: append(append([]uint64{c.ctr[0] - lane}, c.ctr[1:]...), c.key[:]...)}
		for range p.Arrays {
			f.Arrays = append(f.Arrays, Data{F64: make([]float64, lane+1)})
		}
		run(t, p, f, lane+1)
		for i, a := range f.Arrays {
			if got := math.Float64bits(a.F64[lane]); got != c.want[i] {
				t.Errorf("word %d of %x, %x is %x, want %x", i, c.ctr, c.key, got, c.want[i])
			}
		}
	}
}

// TestPhilox2x32 compares with the known answers that Random123 publishes for
// philox2x32-10; the lane is the first word of the counter.
func TestPhilox2x32(t *testing.T) {
	const all = 0xffffffff
	b := NewBuilder("philox2x32")
	s := func(name string) Val { return b.UScalar(b.NewScalar(name, U)) }
	w := b.Philox2x32([2]Val{b.UAdd(s("c0"), b.Index()), s("c1")}, s("k"))
	b.Store(b.Array("w0", F64), b.FromBits(w[0]))
	b.Store(b.Array("w1", F64), b.FromBits(w[1]))
	p := b.Finish()
	for _, c := range []struct {
		ctr, want [2]uint64
		key       uint64
	}{
		{want: [2]uint64{0xff1dae59, 0x6cd10df2}},
		{[2]uint64{all, all}, [2]uint64{0x2c3f628b, 0xab4fd7ad}, all},
		{[2]uint64{0x243f6a88, 0x85a308d3}, [2]uint64{0xdd7ce038, 0xf62a4c12}, 0x13198a2e},
	} {
		const lane = 5
		f := &Frame{Scalars: []uint64{c.ctr[0] - lane, c.ctr[1], c.key},
			Arrays: []Data{{F64: make([]float64, lane+1)}, {F64: make([]float64, lane+1)}}}
		run(t, p, f, lane+1)
		for i, a := range f.Arrays {
			if got := math.Float64bits(a.F64[lane]); got != c.want[i] {
				t.Errorf("word %d of %x, %x is %x, want %x", i, c.ctr, c.key, got, c.want[i])
			}
		}
	}
}

// TestRank counts: at the entries of a table, beside them and beyond.
func TestRank(t *testing.T) {
	for n := range 6 {
		var table []float64
		for k := range n {
			table = append(table, float64(k)/8)
		}
		for _, x := range []float64{math.Inf(-1), -1, 0, 0x1p-1074, 0.125, 0.13, 0.3, 0.5, 0.6, math.Inf(1), math.NaN()} {
			want := 0.0
			for _, y := range table {
				if y < x {
					want++
				}
			}
			b := NewBuilder("rank")
			bits, ok := b.IsConst(b.Rank(b.Const(x), table))
			if got := math.Float64frombits(bits); !ok || got != want {
				t.Errorf("rank of %v among %v is %v, want %v", x, table, got, want)
			}
		}
	}
}

func run(t testing.TB, p *Program, f *Frame, n int) {
	t.Helper()
	c, err := Portable().Compile(p)
	if err != nil {
		t.Fatal(err)
	}
	k, err := c.Bind(f)
	if err != nil {
		t.Fatal(err)
	}
	k.Run(k.NewScratch(n), 0, n)
}

// draws gives two uniforms and two normals for each index, at a step.
func draws(t *testing.T, n int, step uint64) (u0, u1, x, y []float64) {
	b := NewBuilder("draws")
	zero := b.UConst(0)
	w := b.Philox([4]Val{b.Index(), b.UScalar(b.NewScalar("step", U)), zero, zero}, [2]Val{b.UConst(42), zero})
	vals := []Val{b.Uniform(w[0], w[1]), b.Uniform(w[2], w[3])}
	nx, ny := b.Normals(w)
	f := &Frame{Scalars: []uint64{step}}
	for k, v := range append(vals, nx, ny) {
		b.Store(b.Array([]string{"u0", "u1", "x", "y"}[k], F64), v)
		f.Arrays = append(f.Arrays, Data{F64: make([]float64, n)})
	}
	run(t, b.Finish(), f, n)
	return f.Arrays[0].F64, f.Arrays[1].F64, f.Arrays[2].F64, f.Arrays[3].F64
}

// kolmogorov is sqrt(n) times the greatest distance between the distribution
// of xs and cdf: above 1.95 once in a thousand times.
func kolmogorov(xs []float64, cdf func(float64) float64) float64 {
	xs = slices.Sorted(slices.Values(xs))
	n, d := float64(len(xs)), 0.0
	for i, x := range xs {
		p := cdf(x)
		d = max(d, float64(i+1)/n-p, p-float64(i)/n)
	}
	return d * math.Sqrt(n)
}

// correlation is sqrt(n) times the mean of the products, nearly a standard
// normal for independent standard variables.
func correlation(x, y []float64) float64 {
	sum := 0.0
	for i := range y {
		sum += x[i] * y[i]
	}
	return sum / math.Sqrt(float64(len(y)))
}

func TestDistributions(t *testing.T) {
	const n = 200000
	u0, u1, x, y := draws(t, n, 7)
	_, _, xNext, _ := draws(t, n, 8)
	uniform := func(u float64) float64 { return u }
	normal := func(x float64) float64 { return 0.5 * math.Erfc(-x/math.Sqrt2) }
	for _, c := range []struct {
		name string
		xs   []float64
		cdf  func(float64) float64
	}{{"u0", u0, uniform}, {"u1", u1, uniform}, {"x", x, normal}, {"y", y, normal}} {
		if d := kolmogorov(c.xs, c.cdf); d > 1.95 {
			t.Errorf("%s: Kolmogorov-Smirnov %v", c.name, d)
		}
	}
	// Moments, each over its standard error; 4 of it comes once in 16000.
	root := math.Sqrt(n)
	for name, xs := range map[string][]float64{"x": x, "y": y} {
		var m [5]float64
		tail := 0.0
		for _, v := range xs {
			p := v
			for k := 1; k < 5; k++ {
				m[k] += p / n
				p *= v
			}
			if math.Abs(v) > 3 {
				tail++
			}
		}
		tailMean := n * math.Erfc(3/math.Sqrt2)
		for what, z := range map[string]float64{
			"mean": m[1] * root, "variance": (m[2] - 1) * root / math.Sqrt(2),
			"skewness": m[3] * root / math.Sqrt(15), "kurtosis": (m[4] - 3) * root / math.Sqrt(96),
			"beyond 3": (tail - tailMean) / math.Sqrt(tailMean),
		} {
			if math.Abs(z) > 4 {
				t.Errorf("%s: %s is %.1f standard errors off", name, what, z)
			}
		}
	}
	squares := func(x []float64) []float64 {
		s := make([]float64, len(x))
		for i, v := range x {
			s[i] = (v*v - 1) / math.Sqrt2
		}
		return s
	}
	sx, sy := squares(x), squares(y)
	for what, z := range map[string]float64{
		"x and y": correlation(x, y), "neighbours": correlation(x[1:], x[:n-1]), "steps": correlation(x, xNext),
		"y and next x": correlation(x[1:], y[:n-1]), "squares": correlation(sx, sy),
		"squares of neighbours": correlation(sx[1:], sx[:n-1]), "x and square of y": correlation(x, sy),
	} {
		if math.Abs(z) > 4 {
			t.Errorf("correlation of %s: %.1f standard errors", what, z)
		}
	}
}

// fromWords evaluates an expansion of four words for one lane.
func fromWords(w [4]uint64, expand func(b *Builder, w [4]Val) Val) float64 {
	b := NewBuilder("words")
	bits, _ := b.IsConst(expand(b, [4]Val{b.UConst(w[0]), b.UConst(w[1]), b.UConst(w[2]), b.UConst(w[3])}))
	return math.Float64frombits(bits)
}

// TestUniformEnds checks that 0 and 1 are not reached, and the grid.
func TestUniformEnds(t *testing.T) {
	for _, c := range []struct {
		hi, lo uint64
		want   float64
	}{
		{0, 0, 0x1p-53}, {0xffffffff, 0xffffffff, 1 - 0x1p-53}, {0, 0x1000, 0x3p-53}, {0, 0xfff, 0x1p-53},
		{1 << 31, 0, 0.5 + 0x1p-53}, {0x12345678, 0x9abcdef0, (0x123456789abcdp1 + 1) * 0x1p-53},
	} {
		got := fromWords([4]uint64{c.hi, c.lo}, func(b *Builder, w [4]Val) Val { return b.Uniform(w[0], w[1]) })
		if got != c.want {
			t.Errorf("Uniform(%#x, %#x) = %v, want %v", c.hi, c.lo, got, c.want)
		}
	}
}

// TestNormals compares with the definition, in long arithmetic: to 1e-15 of
// the radius, which the smallest and greatest words reach as well.
func TestNormals(t *testing.T) {
	r := vmtest.NewRand(8)
	for i := range 2000 {
		var w [4]uint64
		for k := range w {
			w[k] = r.Uint64() >> 32
			if i < 64 { // all ones, all zeros
				w[k] = 0xffffffff * (uint64(i) >> k & 1)
			}
		}
		u := bf().SetUint64(w[0]<<20 | w[1]>>12)
		u = shift(u.Add(u, bff(0.5)), -52)
		radius := bf().Sqrt(mul(bfi(-2), refLog(u)))
		v := bf().SetUint64(w[2]<<20 | w[3]>>12)
		v = v.Sub(shift(v.Add(v, bff(0.5)), -52), bff(0.5))
		sin, cos := refSinCos(mul(v, refPi()))
		if w[3]&1 != 0 {
			cos.Neg(cos)
		}
		scale, _ := radius.Float64()
		for name, c := range map[string]struct {
			want float64
			get  func(b *Builder, w [4]Val) Val
		}{
			"x": {float(mul(radius, cos)), func(b *Builder, w [4]Val) Val { x, _ := b.Normals(w); return x }},
			"y": {float(mul(radius, sin)), func(b *Builder, w [4]Val) Val { _, y := b.Normals(w); return y }},
		} {
			if got := fromWords(w, c.get); math.Abs(got-c.want) > 1e-15*scale {
				t.Fatalf("%s of %x is %v, want %v", name, w, got, c.want)
			}
		}
	}
}
