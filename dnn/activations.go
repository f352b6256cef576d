package dnn

import "github.com/golgi-sim/golgi/internal/vm"

type (
	builder = vm.Builder
	val     = vm.Val
)

func activation(call string, f func(b *builder, x val) val, params ...float64) Activation {
	return Activation{call, params, f}
}

// leaky is x, or below 0 what f makes of it.
func leaky(f func(b *builder, x val) val) func(b *builder, x val) val {
	return func(b *builder, x val) val { return b.Select(b.LT(x, b.Const(0)), f(b, x), x) }
}

func clamp(b *builder, x val, lo, hi float64) val {
	return b.Min(b.Max(x, b.Const(lo)), b.Const(hi))
}

// softplus is log(1 + e^x), without overflow.
func softplus(b *builder, x val) val {
	return b.Add(b.Max(x, b.Const(0)), b.Log1p(b.Exp(b.Neg(b.Abs(x)))))
}

// ReLU is max(x, 0).
func ReLU() Activation {
	return activation("ReLU", func(b *builder, x val) val { return b.Max(x, b.Const(0)) })
}

// ReLU6 is x between 0 and 6.
func ReLU6() Activation {
	return activation("ReLU6", func(b *builder, x val) val { return clamp(b, x, 0, 6) })
}

// Hardtanh is x between lo and hi, usually −1 and 1.
func Hardtanh(lo, hi float64) Activation {
	return activation("Hardtanh", func(b *builder, x val) val { return clamp(b, x, lo, hi) }, lo, hi)
}

// Threshold is x where it is above threshold, and value elsewhere.
func Threshold(threshold, value float64) Activation {
	return activation("Threshold", func(b *builder, x val) val {
		return b.Select(b.LT(b.Const(threshold), x), x, b.Const(value))
	}, threshold, value)
}

// LeakyReLU is x, or slope·x below 0; a usual slope is 0.01.
func LeakyReLU(slope float64) Activation {
	return activation("LeakyReLU", leaky(func(b *builder, x val) val { return b.Mul(b.Const(slope), x) }), slope)
}

// PReLU is LeakyReLU with a slope that is learned, from 0.25 on; forward, there
// is no difference.
func PReLU(slope float64) Activation { a := LeakyReLU(slope); a.call = "PReLU"; return a }

// RReLU is LeakyReLU with a slope that is random in training, between lo and hi
// (usually 1/8 and 1/3), and their mean in use, which this is.
func RReLU(lo, hi float64) Activation {
	a := LeakyReLU((lo + hi) / 2)
	a.call, a.params = "RReLU", []float64{lo, hi}
	return a
}

// ELU is x, or alpha·(e^x − 1) below 0; a usual alpha is 1.
func ELU(alpha float64) Activation {
	return activation("ELU", leaky(func(b *builder, x val) val { return b.Mul(b.Const(alpha), b.Expm1(x)) }), alpha)
}

// CELU is x, or alpha·(e^(x/alpha) − 1) below 0; a usual alpha is 1. An alpha of
// 0 gives NaN there.
func CELU(alpha float64) Activation {
	return activation("CELU", leaky(func(b *builder, x val) val {
		return b.Mul(b.Const(alpha), b.Expm1(b.Div(x, b.Const(alpha))))
	}), alpha)
}

// SELU is ELU scaled so that mean 0 and variance 1 are kept (Klambauer et al.
// 2017).
func SELU() Activation {
	const alpha, scale = 1.6732632423543772848170429916717, 1.0507009873554804934193349852946
	elu := ELU(alpha)
	return activation("SELU", func(b *builder, x val) val { return b.Mul(b.Const(scale), elu.expand(b, x)) })
}

// Sigmoid is 1/(1 + e^−x).
func Sigmoid() Activation { return activation("Sigmoid", (*builder).Sigmoid) }

// Hardsigmoid is x/6 + 1/2 between 0 and 1.
func Hardsigmoid() Activation {
	return activation("Hardsigmoid", hardsigmoid)
}

func hardsigmoid(b *builder, x val) val {
	return b.Div(clamp(b, b.Add(x, b.Const(3)), 0, 6), b.Const(6))
}

// LogSigmoid is −log(1 + e^−x).
func LogSigmoid() Activation {
	return activation("LogSigmoid", func(b *builder, x val) val { return b.Neg(softplus(b, b.Neg(x))) })
}

// Tanh is the hyperbolic tangent.
func Tanh() Activation { return activation("Tanh", (*builder).Tanh) }

// Tanhshrink is x − tanh x.
func Tanhshrink() Activation {
	return activation("Tanhshrink", func(b *builder, x val) val { return b.Sub(x, b.Tanh(x)) })
}

// SiLU is x·Sigmoid(x), also called swish.
func SiLU() Activation {
	return activation("SiLU", func(b *builder, x val) val { return b.Mul(x, b.Sigmoid(x)) })
}

// Hardswish is x·Hardsigmoid(x).
func Hardswish() Activation {
	return activation("Hardswish", func(b *builder, x val) val { return b.Mul(x, hardsigmoid(b, x)) })
}

// Mish is x·tanh(Softplus(x)).
func Mish() Activation {
	return activation("Mish", func(b *builder, x val) val { return b.Mul(x, b.Tanh(softplus(b, x))) })
}

// GELU is x times the normal distribution function of x, in the form with tanh
// (Hendrycks and Gimpel 2016, arXiv:1606.08415), which is within 0.0005 of it.
func GELU() Activation {
	return activation("GELU", func(b *builder, x val) val {
		const c = 0.79788456080286535588 // √(2/π)
		x3 := b.Mul(b.Mul(x, x), x)
		t := b.Tanh(b.Mul(b.Const(c), b.FMA(b.Const(0.044715), x3, x)))
		return b.Mul(b.Mul(b.Const(0.5), x), b.Add(b.Const(1), t))
	})
}

// Softplus is log(1 + e^(beta·x))/beta; a usual beta is 1. A beta of 0 gives
// NaN or infinite values.
func Softplus(beta float64) Activation {
	return activation("Softplus", func(b *builder, x val) val {
		return b.Div(softplus(b, b.Mul(b.Const(beta), x)), b.Const(beta))
	}, beta)
}

// Softsign is x/(1 + |x|).
func Softsign() Activation {
	return activation("Softsign", func(b *builder, x val) val { return b.Div(x, b.Add(b.Const(1), b.Abs(x))) })
}

// Hardshrink is x, or 0 within −lambda and lambda, usually 0.5.
func Hardshrink(lambda float64) Activation {
	return activation("Hardshrink", func(b *builder, x val) val {
		return b.Select(b.LT(b.Const(lambda), b.Abs(x)), x, b.Const(0))
	}, lambda)
}

// Softshrink is x moved by lambda towards 0, and 0 within −lambda and lambda,
// usually 0.5.
func Softshrink(lambda float64) Activation {
	return activation("Softshrink", func(b *builder, x val) val {
		l := b.Const(lambda)
		return b.Select(b.LT(l, x), b.Sub(x, l), b.Select(b.LT(x, b.Neg(l)), b.Add(x, l), b.Const(0)))
	}, lambda)
}
