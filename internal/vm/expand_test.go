package vm_test

import (
	"flag"
	"math"
	"math/big"
	"math/rand/v2"
	"testing"

	. "github.com/golgi-sim/golgi/internal/vm"
	"github.com/golgi-sim/golgi/internal/vm/vmtest"
)

var long = flag.Bool("long", false, "sample the elementary functions densely")

// function is an expansion of one argument with its reference.
type function struct {
	name   string
	expand func(*Builder, Val) Val
	scalar func(float64) float64 // the same outside programs
	ref    func(*big.Float) *big.Float
	ulps   float64    // the bound that is asserted
	top    float64    // largest |x| that is sampled
	lo, hi float64    // where the function does something, sampled evenly
	odd    bool       // f(-x) = -f(x), to the bit
	hard   []float64  // points of trouble, taken with their neighbours
	domain [2]float64 // open interval of arguments
}

var everywhere = [2]float64{math.Inf(-1), math.Inf(1)}

var functions = []function{
	{"exp", (*Builder).Exp, Exp, refExp, 1, 760, -2, 2, false,
		[]float64{0, 709.782712893384, -708.3964185322641, -745.1332191019412, -744.4400719213812, -37, 0.34657359027997264, -0.34657359027997264}, everywhere},
	{"expm1", (*Builder).Expm1, Expm1, refExpm1, 2, 709.7827, -2, 2, false,
		[]float64{0, 709.782712893384, 0.34657359027997264, -0.34657359027997264, 1.0397207708399179, -37.4, 37.4}, everywhere},
	{"exprel", (*Builder).Exprel, Exprel, refExprel, 2, 740, -3, 3, false,
		[]float64{0, 709.782712893384, 716.3562, 716.36, 0.34657359027997264, -0.34657359027997264, -40, -50}, everywhere},
	{"1/exprel", (*Builder).InvExprel, InvExprel, func(x *big.Float) *big.Float { return bf().Quo(bfi(1), refExprel(x)) }, 2.25, 745, -3, 3, false,
		[]float64{0, 708.3964185322641, 709.782712893384, 716.3562, 745, 0.34657359027997264, -0.34657359027997264, 36.880101008736474, 36.92, 37.58517675, -40, -50}, everywhere},
	{"sigmoid", (*Builder).Sigmoid, Sigmoid, refSigmoid, 2, 760, -40, 40, false,
		[]float64{0, -708.3964185322641, -745.1332191019412, -744.4400719213812, -36.7368, 36.7368}, everywhere},
	{"tanh", (*Builder).Tanh, Tanh, refTanh, 2, 760, -1.5, 1.5, true,
		[]float64{0, 19.06154746539849, 0.17328679513998632, 0.5198603854199589, 0.1, 0.5}, everywhere},
	{"sinh", (*Builder).Sinh, Sinh, refSinh, 2, 712, -2, 2, true,
		[]float64{0, 710.4758600739439, 709.782712893384, 0.34657359027997264, 1.0397207708399179, 18.3}, everywhere},
	{"cosh", (*Builder).Cosh, Cosh, refCosh, 2, 712, -2, 2, false,
		[]float64{0, 710.4758600739439, 709.782712893384, 0.34657359027997264, 1.0397207708399179, 18.3}, everywhere},
	{"log", (*Builder).Log, Log, refLog, 1, math.Inf(1), 0.3, 3, false,
		[]float64{1, math.Sqrt2 / 2, math.Sqrt2, 2, 0.5, 0x1p-1022, math.SmallestNonzeroFloat64, math.MaxFloat64}, [2]float64{0, math.Inf(1)}},
	{"log1p", (*Builder).Log1p, Log1p, refLog1p, 2, math.Inf(1), -0.6, 1.5, false,
		[]float64{0, math.Sqrt2 - 1, math.Sqrt2/2 - 1, 1, -1, -0.5, 1 << 53, 1 << 54, math.MaxFloat64}, [2]float64{-1, math.Inf(1)}},
	{"log10", (*Builder).Log10, Log10, func(x *big.Float) *big.Float { return bf().Quo(refLog(x), ln10()) }, 2, math.Inf(1), 0.3, 3, false,
		[]float64{1, math.Sqrt2 / 2, math.Sqrt2, 10, 0.1, 0x1p-1022, math.SmallestNonzeroFloat64, math.MaxFloat64}, [2]float64{0, math.Inf(1)}},
	{"sin", (*Builder).Sin, Sin, func(x *big.Float) *big.Float { s, _ := refSinCos(x); return s }, 1, TrigTop, -7, 7, true,
		[]float64{0, math.Pi / 4, math.Pi / 2, math.Pi, TrigTop}, everywhere},
	{"cos", (*Builder).Cos, Cos, func(x *big.Float) *big.Float { _, c := refSinCos(x); return c }, 1, TrigTop, -7, 7, false,
		[]float64{0, math.Pi / 4, math.Pi / 2, math.Pi, TrigTop}, everywhere},
	{"tan", (*Builder).Tan, Tan, func(x *big.Float) *big.Float { s, c := refSinCos(x); return bf().Quo(s, c) }, 2, TrigTop, -7, 7, true,
		[]float64{0, math.Pi / 4, math.Pi / 2, math.Pi, TrigTop}, everywhere},
}

// samples are arguments of f: of every exponent, evenly in the range of
// interest, and around the points of trouble.
func (f function) samples(r *rand.Rand) []float64 {
	perExponent, even, near := 1, 6000, 20
	if *long {
		perExponent, even, near = 30, 400000, 5000
	}
	var xs []float64
	add := func(x float64) {
		if x > f.domain[0] && x < f.domain[1] && math.Abs(x) <= f.top && !math.IsInf(x, 0) {
			xs = append(xs, x)
		}
	}
	for e := range 2046 {
		for range perExponent {
			x := math.Float64frombits(uint64(e)<<52 | r.Uint64()>>12)
			add(x)
			add(-x)
		}
	}
	for range even {
		add(f.lo + (f.hi-f.lo)*r.Float64())
		add(math.Copysign(f.top, r.Float64()-0.5) * r.Float64())
	}
	hard := f.hard
	if f.top == TrigTop {
		hard = append(append([]float64{}, hard...), nearHalfPi()...)
		for range near * 100 { // doubles next to multiples of pi/2
			n := bfi(r.Int64N(1 << 29))
			x, _ := n.Mul(n, shift(refPi(), -1)).Float64()
			hard = append(hard, x)
		}
	}
	for _, h := range hard {
		down, up := h, h
		for k := range near {
			add(down)
			add(up)
			add(-up)
			add(h * (1 + math.Exp2(-1-50*r.Float64())*float64(1-k%2*2)))
			down, up = math.Nextafter(down, math.Inf(-1)), math.Nextafter(up, math.Inf(1))
			if f.top == TrigTop && k > 1 {
				break
			}
		}
	}
	return xs
}

// nearHalfPi gives the float64s up to 2^30 that come closest to multiples of
// pi/2: m 2^e with m from the convergents of the continued fraction of
// 2^e/(pi/2).
func nearHalfPi() []float64 {
	var xs []float64
	for e := -60; e <= -22; e++ {
		rest := shift(bf().Quo(bfi(2), refPi()), e)
		k0, k1 := new(big.Int), big.NewInt(1)
		k0.SetInt64(1)
		k1.SetInt64(0) // denominators: k(-2) = 1, k(-1) = 0
		for range 60 {
			a, _ := rest.Int(nil)
			k0.Add(k0, new(big.Int).Mul(a, k1))
			k0, k1 = k1, k0
			if k1.BitLen() > 53 {
				break
			}
			m, _ := new(big.Float).SetInt(k1).Float64()
			if x := math.Ldexp(m, e); x > 1 && x <= TrigTop {
				xs = append(xs, x)
			}
			rest.Sub(rest, bf().SetInt(a))
			if rest.Sign() == 0 {
				break
			}
			rest.Quo(bfi(1), rest)
		}
	}
	return xs
}

// evaluate runs the expansion over xs by the portable executor.
func evaluate(t testing.TB, expand func(b *Builder, x ...Val) Val, xs ...[]float64) []float64 {
	t.Helper()
	b := NewBuilder("f")
	frame := &Frame{}
	var args []Val
	for _, x := range xs {
		args = append(args, b.Load(b.Array("x", F64)))
		frame.Arrays = append(frame.Arrays, Data{F64: x})
	}
	out := make([]float64, len(xs[0]))
	b.Store(b.Array("y", F64), expand(b, args...))
	frame.Arrays = append(frame.Arrays, Data{F64: out})
	c, err := Portable().Compile(b.Finish())
	if err != nil {
		t.Fatal(err)
	}
	k, err := c.Bind(frame)
	if err != nil {
		t.Fatal(err)
	}
	k.Run(k.NewScratch(0), 0, len(out))
	return out
}

func (f function) evaluate(t testing.TB, xs []float64) []float64 {
	return evaluate(t, func(b *Builder, x ...Val) Val { return f.expand(b, x[0]) }, xs)
}

// opCount is the number of operations of an expansion of n arguments.
// Constants are none, nor is looking at bits.
func opCount(n int, expand func(b *Builder, x ...Val) Val) int {
	b := NewBuilder("count")
	var x []Val
	for range n {
		x = append(x, b.Scalar(b.NewScalar("x", F)))
	}
	b.Store(b.Array("y", F64), expand(b, x...))
	count := 0
	for _, in := range b.Finish().Code {
		switch in.Op {
		case Const, UConst, MConst, Scalar, Store, Bits, FromBits:
		default:
			count++
		}
	}
	return count
}

// TestFunctions measures the error of each expansion.
func TestFunctions(t *testing.T) {
	for _, f := range functions {
		t.Run(f.name, func(t *testing.T) {
			t.Parallel()
			xs := f.samples(vmtest.NewRand(4))
			ys := f.evaluate(t, xs)
			worst, at := 0.0, 0.0
			for i, x := range xs {
				if y := f.scalar(x); !vmtest.Same(y, ys[i]) {
					t.Fatalf("%s(%v) = %v outside programs, %v inside", f.name, x, y, ys[i])
				}
				if e := ulpError(ys[i], f.ref(bff(x))); e > worst {
					worst, at = e, x
				}
			}
			t.Logf("%-8s %.3f ulp at %v, %d points, %d operations", f.name, worst, at, len(xs),
				opCount(1, func(b *Builder, x ...Val) Val { return f.expand(b, x[0]) }))
			if worst > f.ulps {
				t.Errorf("%s is %.3f ulp off at %v, want %v at most", f.name, worst, at, f.ulps)
			}
			if !f.odd {
				return
			}
			for i := range xs {
				xs[i] = -xs[i]
			}
			for i, y := range f.evaluate(t, xs) {
				if y != -ys[i] || math.Signbit(y) == math.Signbit(ys[i]) {
					t.Fatalf("%s(%v) = %v, but of the negative %v", f.name, xs[i], y, ys[i])
				}
			}
		})
	}
}

// TestPow measures the error of Pow over bases of every size and exponents
// that reach from underflow to overflow.
func TestPow(t *testing.T) {
	t.Parallel()
	n := 6000
	if *long {
		n = 400000
	}
	r := vmtest.NewRand(5)
	var xs, ys []float64
	for i := range n {
		x := math.Float64frombits(uint64(r.IntN(2046))<<52 | r.Uint64()>>12)
		switch i % 4 {
		case 1:
			x = 1 + math.Copysign(math.Exp2(-52*r.Float64()), r.Float64()-0.5)
		case 2:
			x = math.Exp(3*r.Float64() - 1.5)
		}
		if x == 0 || x == 1 {
			continue
		}
		y := (2100*r.Float64() - 1076) / math.Log2(x)
		switch {
		case i%8 == 4 && math.Abs(y) > 1:
			y = math.Round(y)
		case i%16 == 1:
			y = math.Round(200*r.Float64()-100) / 4
		}
		if z := y * math.Log2(x); z < -1080 || z > 1030 {
			continue
		}
		xs, ys = append(xs, x), append(ys, y)
	}
	pow := func(b *Builder, x ...Val) Val { return b.Pow(x[0], x[1]) }
	worst, at := 0.0, 0
	zs := evaluate(t, pow, xs, ys)
	for i, z := range zs {
		if s := Pow(xs[i], ys[i]); !vmtest.Same(s, z) {
			t.Fatalf("Pow(%v, %v) = %v outside programs, %v inside", xs[i], ys[i], s, z)
		}
		if e := ulpError(z, refPow(bff(xs[i]), bff(ys[i]))); e > worst {
			worst, at = e, i
		}
	}
	t.Logf("pow %.3f ulp at %v, %v, %d points, %d operations", worst, xs[at], ys[at], len(xs), opCount(2, pow))
	if worst > 1.5 {
		t.Errorf("pow is %.3f ulp off at %v, %v", worst, xs[at], ys[at])
	}
}

// TestPowInt measures the error of PowInt against its promise.
func TestPowInt(t *testing.T) {
	r := vmtest.NewRand(6)
	for _, n := range []int{-7, -2, -1, 0, 1, 2, 3, 4, 5, 8, 13, 31} {
		xs := make([]float64, 500)
		for i := range xs {
			xs[i] = math.Copysign(math.Exp(8*r.Float64()-4), r.Float64()-0.5)
		}
		for i, y := range evaluate(t, func(b *Builder, x ...Val) Val { return b.PowInt(x[0], n) }, xs) {
			want := bfi(1)
			for range max(n, -n) {
				want.Mul(want, bff(xs[i]))
			}
			if n < 0 {
				want.Quo(bfi(1), want)
			}
			if e, most := ulpError(y, want), math.Max(1, math.Abs(float64(n))); e > most {
				t.Errorf("%v^%d is %v ulp off", xs[i], n, e)
			}
		}
	}
}
