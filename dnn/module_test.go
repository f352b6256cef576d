package dnn

import (
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"gonum.org/v1/gonum/mat"
	"pgregory.net/rapid"

	initialize "github.com/golgi-sim/golgi/init"
	"github.com/golgi-sim/golgi/rng"
)

func apply(t testing.TB, m Module, in []int, x []float64) ([]float64, []int) {
	t.Helper()
	made, err := m.Make(in, rng.NewKey(1))
	require.NoError(t, err)
	y, err := Run(made, x)
	require.NoError(t, err)
	again, err := Run(made, x)
	require.NoError(t, err)
	require.Equal(t, y, again)
	return y, made.Out()
}

// Against the formulas of the PyTorch documentation, by package math.
func TestActivations(t *testing.T) {
	sigmoid := func(x float64) float64 { return 1 / (1 + math.Exp(-x)) }
	softplus := func(x float64) float64 { return math.Max(x, 0) + math.Log1p(math.Exp(-math.Abs(x))) }
	below := func(x, y float64) float64 {
		if x < 0 {
			return y
		}
		return x
	}
	hard := func(x float64) float64 { return math.Min(math.Max(x/6+0.5, 0), 1) }
	for _, c := range []struct {
		a Activation
		f func(x float64) float64
	}{
		{Activation{}, func(x float64) float64 { return x }},
		{ReLU(), func(x float64) float64 { return math.Max(x, 0) }},
		{ReLU6(), func(x float64) float64 { return math.Min(math.Max(x, 0), 6) }},
		{Hardtanh(-2, 1), func(x float64) float64 { return math.Min(math.Max(x, -2), 1) }},
		{Threshold(0.5, -7), func(x float64) float64 {
			if x > 0.5 {
				return x
			}
			return -7
		}},
		{LeakyReLU(0.01), func(x float64) float64 { return below(x, 0.01*x) }},
		{PReLU(0.25), func(x float64) float64 { return below(x, 0.25*x) }},
		{RReLU(1./8, 1./3), func(x float64) float64 { return below(x, x*11/48) }},
		{ELU(1.5), func(x float64) float64 { return below(x, 1.5*math.Expm1(x)) }},
		{CELU(2), func(x float64) float64 { return below(x, 2*math.Expm1(x/2)) }},
		{SELU(), func(x float64) float64 { return 1.0507009873554805 * below(x, 1.6732632423543772*math.Expm1(x)) }},
		{Sigmoid(), sigmoid}, {Tanh(), math.Tanh}, {Hardsigmoid(), hard},
		{LogSigmoid(), func(x float64) float64 { return -softplus(-x) }},
		{Tanhshrink(), func(x float64) float64 { return x - math.Tanh(x) }},
		{SiLU(), func(x float64) float64 { return x * sigmoid(x) }},
		{Hardswish(), func(x float64) float64 { return x * hard(x) }},
		{Mish(), func(x float64) float64 { return x * math.Tanh(softplus(x)) }},
		{GELU(), func(x float64) float64 {
			return 0.5 * x * (1 + math.Tanh(math.Sqrt(2/math.Pi)*(x+0.044715*x*x*x)))
		}},
		{Softplus(2), func(x float64) float64 { return softplus(2*x) / 2 }},
		{Softsign(), func(x float64) float64 { return x / (1 + math.Abs(x)) }},
		{Hardshrink(0.5), func(x float64) float64 {
			if math.Abs(x) > 0.5 {
				return x
			}
			return 0
		}},
		{Softshrink(0.5), func(x float64) float64 { return math.Copysign(math.Max(math.Abs(x)-0.5, 0), x) }},
	} {
		var x []float64
		for v := -8.0; v <= 8; v += 0.0625 {
			x = append(x, v)
		}
		y, out := apply(t, c.a, []int{len(x)}, x)
		assert.Equal(t, []int{len(x)}, out)
		for i := range x {
			assert.InDelta(t, c.f(x[i]), y[i], 4e-15*math.Max(1, math.Abs(y[i])), "%v of %v", c.a, x[i])
		}
		// Far out nothing overflows into NaN.
		far, _ := apply(t, c.a, []int{2}, []float64{-1e4, 1e4})
		assert.InDelta(t, c.f(-1e4), far[0], 1e-8, "%v", c.a)
		assert.InEpsilon(t, c.f(1e4)+1, far[1]+1, 1e-12, "%v", c.a)
	}
	// GELU's two forms differ by 0.0005 at most, as its comment says.
	for x := -5.0; x < 5; x += 0.01 {
		y, _ := apply(t, GELU(), []int{1}, []float64{x})
		assert.InDelta(t, x/2*(1+math.Erf(x/math.Sqrt2)), y[0], 5e-4)
	}
	assert.Equal(t, "Hardtanh(-2, 1)", Hardtanh(-2, 1).String())
}

func TestDense(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		rows, in, out := rapid.IntRange(1, 4).Draw(r, "rows"), rapid.IntRange(1, 9).Draw(r, "in"), rapid.IntRange(1, 9).Draw(r, "out")
		key := rng.Key(rapid.Uint64().Draw(r, "key"))
		made, err := Dense{Out: out, Weight: initialize.Normal(0, 1), Bias: initialize.Uniform(-1, 1)}.Make([]int{rows, in}, key)
		require.NoError(r, err)
		require.Equal(r, []int{rows, out}, made.Out())
		d := made.(*DenseMap)
		x := make([]float64, rows*in)
		require.NoError(r, initialize.Normal(0, 1).Fill(x, []int{rows, in}, key.With(9)))
		y, err := Run(d, x)
		require.NoError(r, err)
		var want mat.Dense
		want.Mul(mat.NewDense(rows, in, x), mat.NewDense(in, out, d.Weight().Values()))
		for i := range rows {
			for j := range out {
				require.InDelta(r, want.At(i, j)+d.Bias().At(j), y[i*out+j], 1e-13)
			}
		}
	})
	// The defaults: Xavier's weights, no bias; what is set counts.
	made, err := Dense{Out: 2}.Make([]int{3}, rng.NewKey(5))
	require.NoError(t, err)
	d := made.(*DenseMap)
	want := make([]float64, 6)
	require.NoError(t, initialize.XavierNormal().Fill(want, []int{3, 2}, rng.NewKey(5).Path("Weight")))
	assert.Equal(t, want, d.Weight().Values())
	assert.Equal(t, 0.0, d.Bias().At(1))
	require.NoError(t, d.Weight().Set(1, 2, 3, 4, 5, 6))
	require.NoError(t, d.Bias().Set(10, 20))
	y, err := Run(d, []float64{1, 0, -1})
	require.NoError(t, err)
	assert.Equal(t, []float64{6, 16}, y)
}

func TestSoftmax(t *testing.T) {
	x := make([]float64, 24)
	for i := range x {
		x[i] = math.Sin(float64(i)) * 3
	}
	in := []int{2, 3, 4}
	at := func(i, j, k int) float64 { return x[(i*3+j)*4+k] }
	along := func(axis, i, j, k int, sign float64) float64 { // by its definition
		sum := 0.0
		for n := range in[axis] {
			v := [3]int{i, j, k}
			v[axis] = n
			sum += math.Exp(sign * at(v[0], v[1], v[2]))
		}
		return math.Exp(sign*at(i, j, k)) / sum
	}
	for axis := range 3 {
		soft, _ := apply(t, Softmax(axis), in, x)
		least, _ := apply(t, Softmin(axis-3), in, x)
		logs, _ := apply(t, LogSoftmax(axis), in, x)
		for i := range 2 {
			for j := range 3 {
				for k := range 4 {
					n := (i*3+j)*4 + k
					assert.InDelta(t, along(axis, i, j, k, 1), soft[n], 1e-14)
					assert.InDelta(t, along(axis, i, j, k, -1), least[n], 1e-14)
					assert.InDelta(t, math.Log(along(axis, i, j, k, 1)), logs[n], 1e-13)
				}
			}
		}
	}
	two, _ := apply(t, Softmax2d(), in, x)
	first, _ := apply(t, Softmax(0), in, x)
	assert.Equal(t, first, two)
	big, _ := apply(t, Softmax(-1), []int{2}, []float64{1000, 999})
	assert.InDelta(t, 1/(1+math.Exp(-1)), big[0], 1e-15)

	g, out := apply(t, GLU(-1), in, x)
	assert.Equal(t, []int{2, 3, 2}, out)
	assert.InDelta(t, at(1, 2, 1)/(1+math.Exp(-at(1, 2, 3))), g[(1*3+2)*2+1], 1e-14)
	g, out = apply(t, GLU(0), in, x)
	assert.Equal(t, []int{1, 3, 4}, out)
	assert.InDelta(t, at(0, 2, 3)/(1+math.Exp(-at(1, 2, 3))), g[11], 1e-14)
}

func TestShapes(t *testing.T) {
	x := []float64{1, 2, 3, 4, 5, 6}
	for _, c := range []struct {
		m       Module
		in, out []int
	}{
		{Identity{}, []int{2, 3}, []int{2, 3}}, {Flatten{}, []int{2, 3}, []int{6}}, {Flatten{From: 1}, []int{1, 2, 3}, []int{1, 6}},
		{Unflatten{Axis: -1, Sizes: []int{3, 2}}, []int{6}, []int{3, 2}}, {Unflatten{Sizes: []int{2, 1}}, []int{2, 3}, []int{2, 1, 3}},
		{Sequential{Flatten{}, Identity{}}, []int{2, 3}, []int{6}},
	} {
		y, out := apply(t, c.m, c.in, x)
		assert.Equal(t, x, y)
		assert.Equal(t, c.out, out)
	}
	total, out := apply(t, Sequential{Function{F: func(dst, x []float64) { dst[0] = x[0] + x[5] }, Out: []int{1}}, ReLU(), Dense{Out: 2, Weight: 3, Bias: 1}}, []int{6}, x)
	assert.Equal(t, []float64{22, 22}, total)
	assert.Equal(t, []int{2}, out)

	made, err := Sequential{Dense{Out: 50}, Tanh(), Softmax(-1), GLU(-1)}.Make([]int{20}, 1)
	require.NoError(t, err)
	in, dst := make([]float64, 20), make([]float64, 25)
	assert.Zero(t, testing.AllocsPerRun(100, func() { made.Apply(dst, in) }))
}

func TestModuleMistakes(t *testing.T) {
	for want, c := range map[string]struct {
		m  Module
		in []int
	}{
		"Out of Dense is 0":                        {Dense{}, []int{3}},
		"one dimension at least":                   {Dense{Out: 2}, nil},
		"the input has shape [3 0]":                {Dense{Out: 2}, []int{3, 0}},
		"Weight has 1 values":                      {Dense{Out: 2, Weight: []float64{1}}, []int{3}},
		"Bias has 1 values":                        {Dense{Out: 2, Bias: []float64{1}}, []int{3}},
		"LeakyReLU(NaN)":                           {LeakyReLU(math.NaN()), []int{3}},
		"elements; at most":                        {ReLU(), []int{1 << 20, 1 << 20}},
		"Softmax is over dimension 2":              {Softmax(2), []int{3}},
		"needs an input of 3 dimensions":           {Softmax2d(), []int{3}},
		"must be even":                             {GLU(0), []int{3}},
		"Flatten from dimension 2":                 {Flatten{From: 2}, []int{3}},
		"which is 4 elements":                      {Unflatten{Sizes: []int{2, 2}}, []int{3}},
		"F of Function is nil":                     {Function{}, []int{3}},
		"Out of Function has shape [0]":            {Function{Out: []int{0}}, []int{3}},
		"module 1 of Sequential is nil":            {Sequential{ReLU(), nil}, []int{3}},
		"module 1 of Sequential: Out of Dense is ": {Sequential{ReLU(), Dense{}}, []int{3}},
		"Sequential has no modules":                {Sequential{}, []int{3}},
	} {
		_, err := c.m.Make(c.in, 0)
		assert.ErrorContains(t, err, want)
	}
	made, err := ReLU().Make([]int{3}, 0)
	require.NoError(t, err)
	_, err = Run(made, []float64{1})
	assert.EqualError(t, err, "dnn: a map of 3 elements was given 1")
	_, err = Run(nil, []float64{1})
	assert.EqualError(t, err, "dnn: Run was given no map; give one that Make of a module returned")
}
