package vm_test

import (
	"bytes"
	"flag"
	"fmt"
	"go/format"
	"math"
	"math/big"
	"os"
	"testing"
)

var generate = flag.Bool("generate", false, "write the generated files anew")

// checkGenerated compares a generated file with what its generator makes
// now, or writes it anew.
func checkGenerated(t *testing.T, name string, text []byte) {
	t.Helper()
	want, err := format.Source(text)
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	if *generate {
		if err := os.WriteFile(name, want, 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	got, err := os.ReadFile(name)
	if err != nil || !bytes.Equal(got, want) {
		t.Errorf("%s is stale (%v): run go generate", name, err)
	}
}

// A table is the polynomial of n float64 coefficients in t on [lo, hi] that
// is closest to fn, errors times weight.
type table struct {
	name, doc  string
	n          int
	lo, hi     float64
	fn, weight func(t *big.Float) *big.Float
}

// sq turns a function of r into one of t = r^2.
func sq(fn func(r *big.Float) *big.Float) func(*big.Float) *big.Float {
	return func(t *big.Float) *big.Float { return fn(bf().Sqrt(t)) }
}

// less subtracts the head of a series from y and divides by what comes next.
func less(y *big.Float, next *big.Float, head ...*big.Float) *big.Float {
	r := bf().Set(y)
	for _, h := range head {
		r.Sub(r, h)
	}
	return r.Quo(r, next)
}

func mul(x ...*big.Float) *big.Float {
	y := bfi(1)
	for _, f := range x {
		y.Mul(y, f)
	}
	return y
}

var (
	halfLn2 = math.Ln2/2 + 1e-9
	quarter = math.Pi/4 + 1e-7
	// The mantissa of a logarithm lies in [sqrt(1/2), sqrt(2)), and
	// s = (m-1)/(m+1) up to (sqrt(2)-1)/(sqrt(2)+1) away from 0.
	atanhTop = (math.Sqrt2-1)*(math.Sqrt2-1) + 1e-9
)

// The errors are weighted for their part in the relative error of the
// function that the table serves.
var tables = []table{
	{"expQ", "(e^r - 1 - r)/r^2, |r| <= ln(2)/2.", 10, -halfLn2, halfLn2,
		func(r *big.Float) *big.Float { return less(refExpm1(r), mul(r, r), r) },
		func(r *big.Float) *big.Float { return bf().Quo(mul(r, r), refExpm1(bf().Abs(r))) }},
	{"exp2P", "(2^r - 1)/r, |r| <= 1/2.", 11, -0.5000001, 0.5000001,
		func(r *big.Float) *big.Float { return less(refExpm1(mul(r, refLn2())), r) },
		func(r *big.Float) *big.Float { return bf().Abs(r) }},
	{"sinhS", "(sinh(r) - r)/r^3 in r^2, |r| <= ln(2)/2.", 5, 0, halfLn2 * halfLn2,
		sq(func(r *big.Float) *big.Float { return less(refSinh(r), mul(r, r, r), r) }),
		func(z *big.Float) *big.Float { return z }},
	{"coshC", "(cosh(r) - 1)/r^2 in r^2, |r| <= ln(2)/2.", 6, 0, halfLn2 * halfLn2,
		sq(func(r *big.Float) *big.Float { return less(refCosh(r), mul(r, r), bfi(1)) }),
		func(z *big.Float) *big.Float { return z }},
	{"logP", "(2 atanh(s) - 2s)/s^3 in s^2, |s| <= (sqrt(2)-1)/(sqrt(2)+1).", 7, 0, atanhTop * atanhTop,
		sq(func(s *big.Float) *big.Float {
			return less(shift(atanhRef(s), 1), mul(s, s, s), shift(s, 1))
		}),
		func(z *big.Float) *big.Float { return z }},
	{"log2P", "(2 atanh(s) - 2s - 2s^3/3)/(s^5 ln 2) in s^2, the same s.", 7, 0, atanhTop * atanhTop,
		sq(func(s *big.Float) *big.Float {
			cube := bf().Quo(mul(s, s, s, bfi(2)), bfi(3))
			return less(shift(atanhRef(s), 1), mul(s, s, s, s, s, refLn2()), shift(s, 1), cube)
		}),
		func(z *big.Float) *big.Float { return mul(z, z) }},
	{"sinS", "(sin(r) - r)/r^3 in r^2, |r| <= pi/4.", 6, 0, quarter * quarter,
		sq(func(r *big.Float) *big.Float { s, _ := refSinCos(r); return less(s, mul(r, r, r), r) }),
		func(z *big.Float) *big.Float { return z }},
	{"cosC", "(cos(r) - 1 + r^2/2)/r^4 in r^2, |r| <= pi/4.", 6, 0, quarter * quarter,
		sq(func(r *big.Float) *big.Float {
			_, c := refSinCos(r)
			return less(c, mul(r, r, r, r), bfi(1), bf().Neg(shift(mul(r, r), -1)))
		}),
		func(z *big.Float) *big.Float { return mul(z, z) }},
	{"tanT", "(tan(r) - r)/r^3 in r^2, |r| <= pi/4.", 14, 0, quarter * quarter,
		sq(func(r *big.Float) *big.Float {
			s, c := refSinCos(r)
			return less(s.Quo(s, c), mul(r, r, r), r)
		}),
		func(z *big.Float) *big.Float { return z }},
	{"sinPi", "sin(pi v)/v in v^2, |v| <= 1/2.", 9, 0, 0.25,
		sq(func(v *big.Float) *big.Float { s, _ := refSinCos(mul(v, refPi())); return s.Quo(s, v) }),
		func(z *big.Float) *big.Float { return bfi(1) }},
	{"cosPi", "cos(pi v) in v^2, |v| <= 1/2.", 10, 0, 0.25,
		sq(func(v *big.Float) *big.Float { _, c := refSinCos(mul(v, refPi())); return c }),
		func(z *big.Float) *big.Float { return bfi(1) }},
}

// fit returns the coefficients, lowest first, and the greatest weighted error.
// The lowest one is rounded to a float64 before the others are fitted.
func (tb table) fit() (out []float64, worst float64) {
	const points = 160
	at, value, weight := make([]*big.Float, points), make([]*big.Float, points), make([]*big.Float, points)
	mid, half := bff((tb.hi+tb.lo)/2), bff((tb.hi-tb.lo)/2)
	for i := range at {
		_, c := refSinCos(bf().Quo(mul(refPi(), bfi(int64(2*i+1))), bfi(2*points)))
		at[i] = c.Add(mid, c.Mul(half, c))
		value[i], weight[i] = tb.fn(at[i]), tb.weight(at[i])
	}
	round := func(c ...*big.Float) {
		for _, x := range c {
			f, _ := x.Float64()
			out = append(out, f)
		}
	}
	c, _ := minimax(tb.n, at, value, weight)
	round(c[0])
	for i := range at { // p = c[0] + t q: on with q
		value[i] = bf().Quo(bf().Sub(value[i], bff(out[0])), at[i])
		weight[i] = bf().Mul(weight[i], bf().Abs(at[i]))
	}
	c, e := minimax(tb.n-1, at, value, weight)
	round(c...)
	worst, _ = e.Float64()
	return out, worst
}

// parts splits x into float64s of the given numbers of bits that add up to it.
func parts(x *big.Float, bits ...uint) []float64 {
	rest := bf().Set(x)
	out := make([]float64, len(bits))
	for i, n := range bits {
		out[i], _ = new(big.Float).SetPrec(n).Set(rest).Float64()
		rest.Sub(rest, bff(out[i]))
	}
	return out
}

func inv(x *big.Float) *big.Float { return bf().Quo(bfi(1), x) }

func ln10() *big.Float { return refLog(bfi(10)) }

// TestCoefficients recomputes the file of coefficients from the series of the
// reference functions.
func TestCoefficients(t *testing.T) {
	var w bytes.Buffer
	w.WriteString("// Code generated by go test -run TestCoefficients -generate; DO NOT EDIT.\n\npackage vm\n\n")
	w.WriteString("const (\n")
	constant := func(names []string, doc string, x *big.Float, bits ...uint) {
		fmt.Fprintf(&w, "\t// %s\n", doc)
		for i, v := range parts(x, bits...) {
			fmt.Fprintf(&w, "\t%s = %x\n", names[i], v)
		}
	}
	constant([]string{"log2e"}, "1/ln(2).", inv(refLn2()), 53)
	constant([]string{"ln2"}, "ln(2).", refLn2(), 53)
	constant([]string{"ln2Short", "ln2Rest"}, "ln(2) in two parts, the first with 11 zero bits.", refLn2(), 42, 53)
	constant([]string{"log10eHi", "log10eLo"}, "1/ln(10).", inv(ln10()), 53, 53)
	constant([]string{"twoOverPi"}, "2/pi.", bf().Quo(bfi(2), refPi()), 53)
	constant([]string{"halfPi1", "halfPi2", "halfPi3"}, "pi/2 in three parts.", shift(refPi(), -1), 53, 53, 53)
	constant([]string{"twoLog2eHi", "twoLog2eLo"}, "2/ln(2).", bf().Quo(bfi(2), refLn2()), 53, 53)
	constant([]string{"cubeLog2eHi", "cubeLog2eLo"}, "2/(3 ln(2)).", bf().Quo(bfi(2), mul(bfi(3), refLn2())), 53, 53)
	w.WriteString(")\n\nvar (\n")
	for _, tb := range tables {
		fmt.Fprintf(&w, "\t// %s is %s\n\t%s = []float64{\n", tb.name, tb.doc, tb.name)
		coef, worst := tb.fit()
		t.Logf("%-6s %.2g", tb.name, worst)
		for _, c := range coef {
			fmt.Fprintf(&w, "\t\t%x, // %.17g\n", c, c)
		}
		w.WriteString("\t}\n")
	}
	w.WriteString(")\n")
	checkGenerated(t, "zcoef.go", w.Bytes())
}
