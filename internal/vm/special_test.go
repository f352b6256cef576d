package vm_test

import (
	"math"
	"testing"

	. "github.com/golgi-sim/golgi/internal/vm"
	"github.com/golgi-sim/golgi/internal/vm/vmtest"
)

// TestSpecialValues lists what the functions give at the ends of their ranges.
func TestSpecialValues(t *testing.T) {
	inf, nan, negZero := math.Inf(1), math.NaN(), math.Copysign(0, -1)
	tiny, huge := math.SmallestNonzeroFloat64, math.MaxFloat64
	for _, c := range []struct {
		name string
		f    func(float64) float64
		at   [][2]float64
	}{
		{"exp", Exp, [][2]float64{{inf, inf}, {-inf, 0}, {0, 1}, {negZero, 1}, {tiny, 1}, {-tiny, 1}, {huge, inf}, {-huge, 0}, {709.79, inf}, {-745.14, 0}, {-745.13, tiny}, {710.5, inf}, {-747, 0}}},
		{"expm1", Expm1, [][2]float64{{inf, inf}, {-inf, -1}, {0, 0}, {tiny, tiny}, {-tiny, -tiny}, {huge, inf}, {-huge, -1}, {709.79, inf}, {1e-300, 1e-300}}},
		{"exprel", Exprel, [][2]float64{{inf, inf}, {-inf, 0}, {0, 1}, {tiny, 1}, {-tiny, 1}, {huge, inf}, {-1e300, 1e-300}, {-1e10, 1e-10}, {717, inf}}},
		{"1/exprel", InvExprel, [][2]float64{{inf, 0}, {-inf, inf}, {0, 1}, {negZero, 1}, {tiny, 1}, {-tiny, 1}, {huge, 0}, {-huge, huge}, {-1e300, 1e300}, {717, 2.926682636888777e-309}, {745, 2.105e-321}, {752, 0}, {753, 0}, {800, 0}}},
		{"sigmoid", Sigmoid, [][2]float64{{inf, 1}, {-inf, 0}, {0, 0.5}, {tiny, 0.5}, {huge, 1}, {-huge, 0}, {40, 1}, {-744.5, tiny}, {-746, 0}}},
		{"tanh", Tanh, [][2]float64{{inf, 1}, {-inf, -1}, {0, 0}, {tiny, tiny}, {-tiny, -tiny}, {huge, 1}, {-huge, -1}, {20, 1}, {1e-300, 1e-300}}},
		{"sinh", Sinh, [][2]float64{{inf, inf}, {-inf, -inf}, {0, 0}, {tiny, tiny}, {-tiny, -tiny}, {huge, inf}, {-huge, -inf}, {711, inf}, {1e-300, 1e-300}}},
		{"cosh", Cosh, [][2]float64{{inf, inf}, {-inf, inf}, {0, 1}, {tiny, 1}, {huge, inf}, {-huge, inf}, {-711, inf}}},
		{"log", Log, [][2]float64{{inf, inf}, {-inf, nan}, {0, -inf}, {negZero, -inf}, {-tiny, nan}, {-1, nan}, {-huge, nan}, {1, 0}}},
		{"log1p", Log1p, [][2]float64{{inf, inf}, {-inf, nan}, {0, 0}, {tiny, tiny}, {-tiny, -tiny}, {-1, -inf}, {-1.0000000000000002, nan}, {-huge, nan}, {-2, nan}, {1e-300, 1e-300}}},
		{"log10", Log10, [][2]float64{{inf, inf}, {-inf, nan}, {0, -inf}, {negZero, -inf}, {-1, nan}, {1, 0}}},
		{"sin", Sin, [][2]float64{{inf, nan}, {-inf, nan}, {0, 0}, {tiny, tiny}, {-tiny, -tiny}, {huge, nan}, {math.Nextafter(TrigTop, inf), nan}}},
		{"cos", Cos, [][2]float64{{inf, nan}, {-inf, nan}, {0, 1}, {negZero, 1}, {tiny, 1}, {huge, nan}, {-math.Nextafter(TrigTop, inf), nan}}},
		{"tan", Tan, [][2]float64{{inf, nan}, {-inf, nan}, {0, 0}, {tiny, tiny}, {-tiny, -tiny}, {huge, nan}, {-math.Nextafter(TrigTop, inf), nan}}},
	} {
		for _, at := range c.at {
			if y := c.f(at[0]); !vmtest.Same(y, at[1]) {
				t.Errorf("%s(%v) = %v, want %v", c.name, at[0], y, at[1])
			}
		}
		if y := c.f(nan); y == y {
			t.Errorf("%s(NaN) = %v", c.name, y)
		}
		// A NaN of the other sign, and one with a payload.
		for _, bits := range []uint64{0xfff8000000000000, 0x7ff8000000001234} {
			if y := c.f(math.Float64frombits(bits)); y == y {
				t.Errorf("%s(NaN %x) = %v", c.name, bits, y)
			}
		}
	}
	for name, f := range map[string]func(float64) float64{"expm1": Expm1, "tanh": Tanh, "sinh": Sinh, "log1p": Log1p, "sin": Sin, "tan": Tan} {
		if y := f(negZero); y != 0 || !math.Signbit(y) {
			t.Errorf("%s(-0) = %v", name, y)
		}
		if y := f(0); y != 0 || math.Signbit(y) {
			t.Errorf("%s(0) = %v", name, y)
		}
	}
}

// TestLog10Powers checks that powers of ten have whole logarithms.
func TestLog10Powers(t *testing.T) {
	for n, x := 0, 1.0; n <= 22; n, x = n+1, x*10 {
		if y := Log10(x); y != float64(n) {
			t.Errorf("Log10(%v) = %v", x, y)
		}
	}
}

// TestPowCases is the list of C99, annex F.9.4.4, with math.Pow, which keeps it,
// as a second opinion.
func TestPowCases(t *testing.T) {
	inf, nan, negZero := math.Inf(1), math.NaN(), math.Copysign(0, -1)
	for _, c := range []struct{ x, y, want float64 }{
		{0, -3, inf}, {negZero, -3, -inf}, {0, -2, inf}, {negZero, -2, inf}, {0, -0.5, inf}, {negZero, -0.5, inf},
		{0, -inf, inf}, {negZero, -inf, inf}, {0, 3, 0}, {negZero, 3, negZero}, {negZero, 2, 0}, {negZero, 0.5, 0}, {0, inf, 0},
		{-1, inf, 1}, {-1, -inf, 1}, {1, nan, 1}, {1, inf, 1}, {1, -3, 1}, {nan, 0, 1}, {nan, negZero, 1}, {inf, 0, 1}, {0, 0, 1}, {-2, 0, 1},
		{-2, 0.5, nan}, {-0.5, 1e-300, nan}, {-8, 1. / 3, nan}, {-2, 3, -8}, {-2, 2, 4}, {-2, -3, -0.125}, {-2, 1e300, inf},
		{0.5, -inf, inf}, {-0.5, -inf, inf}, {2, -inf, 0}, {-2, -inf, 0}, {0.5, inf, 0}, {2, inf, inf}, {-2, inf, inf},
		{-inf, -3, negZero}, {-inf, -2, 0}, {-inf, -0.5, 0}, {-inf, 3, -inf}, {-inf, 2, inf}, {-inf, 0.5, inf}, {-inf, inf, inf}, {-inf, -inf, 0},
		{inf, -1, 0}, {inf, 1e-300, inf}, {inf, inf, inf}, {inf, -inf, 0}, {nan, 1, nan}, {2, nan, nan}, {nan, nan, nan}, {0, nan, nan}, {inf, nan, nan},
		{10, 3, 1000}, {2, -1074, math.SmallestNonzeroFloat64}, {2, -1075, 0}, {2, 1024, inf}, {2, 1023, 0x1p1023},
		{-2, 1023, -0x1p1023}, {math.SmallestNonzeroFloat64, 1, math.SmallestNonzeroFloat64}, {math.SmallestNonzeroFloat64, -1, inf},
		{math.MaxFloat64, 1, math.MaxFloat64}, {-3, 1 << 53, inf}, {-0.5, 1<<53 + 2, 0}, {1.0000000000000002, 1e300, inf}, {0.9999999999999999, 1e300, 0},
		{math.SmallestNonzeroFloat64, math.SmallestNonzeroFloat64, 1},
	} {
		if y := Pow(c.x, c.y); !vmtest.Same(y, c.want) {
			t.Errorf("Pow(%v, %v) = %v, want %v", c.x, c.y, y, c.want)
		}
	}
	// Every pair of special values. Where math.Pow gives a finite number
	// other than 0 only its sign is taken: it is far off for subnormal x.
	for _, x := range vmtest.Special {
		for _, y := range vmtest.Special {
			got, want := Pow(x, y), math.Pow(x, y)
			if vmtest.Same(got, want) {
				continue
			}
			if want == 0 || math.IsInf(want, 0) || want != want || got == 0 {
				t.Errorf("Pow(%v, %v) = %v, math.Pow gives %v", x, y, got, want)
				continue
			}
			e := ulpError(math.Abs(got), refPow(bff(math.Abs(x)), bff(y)))
			if e > 1.5 || math.Signbit(got) != math.Signbit(want) {
				t.Errorf("Pow(%v, %v) = %v, math.Pow gives %v", x, y, got, want)
			}
		}
	}
}
