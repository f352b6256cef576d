package initialize

import (
	"math"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"gonum.org/v1/gonum/mat"
	"gonum.org/v1/gonum/stat"
	"gonum.org/v1/gonum/stat/distuv"
	"pgregory.net/rapid"

	"github.com/golgi-sim/golgi"
	"github.com/golgi-sim/golgi/rng"
)

// The variance is scale/fan: with 120,000 elements its standard error is below
// 0.5 %. The bounds are those of the distributions.
func TestVarianceScaling(t *testing.T) {
	const in, out = 300, 400
	for _, c := range []struct {
		init     golgi.Initializer
		variance float64
		bound    float64 // in standard deviations
	}{
		{VarianceScaling(3, FanOut, NormalWeights), 3. / out, 6},
		{VarianceScaling(3, FanAvg, UniformWeights), 3. / 350, math.Sqrt(3)},
		{KaimingUniform(), 2. / in, math.Sqrt(3)}, {KaimingNormal(), 2. / in, 2 / cutSD},
		{XavierUniform(), 1. / 350, math.Sqrt(3)}, {XavierNormal(), 1. / 350, 2 / cutSD},
		{LecunUniform(), 1. / in, math.Sqrt(3)}, {LecunNormal(), 1. / in, 2 / cutSD},
	} {
		x := fill(t, c.init, 7, in, out)
		mean, variance := stat.MeanVariance(x, nil)
		sd := math.Sqrt(c.variance)
		assert.InEpsilon(t, c.variance, variance, 0.02, "%v", c.init)
		assert.InDelta(t, 0, mean, 4*sd/math.Sqrt(in*out), "%v", c.init)
		assert.LessOrEqual(t, max(slices.Max(x), -slices.Min(x)), c.bound*sd*(1+1e-12), "%v", c.init)
		// The bound is filled, but for the unbounded normal one.
		if c.bound < 6 {
			assert.Greater(t, slices.Max(x), 0.99*c.bound*sd, "%v", c.init)
		}
	}
	// Taps of a convolution count in the fan.
	_, variance := stat.MeanVariance(fill(t, LecunNormal(), 7, 3, 5, 40, 100), nil)
	assert.InEpsilon(t, 1./(15*40), variance, 0.03)
	// The constant, from gonum's normal distribution.
	n := distuv.UnitNormal
	assert.InDelta(t, math.Sqrt(1-4*n.Prob(2)/(n.CDF(2)-n.CDF(-2))), cutSD, 1e-15)
}

func TestOrthogonal(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		rows, cols := rapid.IntRange(1, 40).Draw(r, "rows"), rapid.IntRange(1, 40).Draw(r, "cols")
		w := mat.NewDense(rows, cols, fill(t, Orthogonal(2), rng.Key(rapid.Uint64().Draw(r, "key")), rows, cols))
		var p mat.Dense
		if rows >= cols {
			p.Mul(w.T(), w)
		} else {
			p.Mul(w, w.T())
		}
		n, _ := p.Dims()
		for i := range n {
			for j := range n {
				want := 0.0
				if i == j {
					want = 4
				}
				if math.Abs(p.At(i, j)-want) > 1e-13 {
					r.Fatalf("%d × %d: product %d, %d is %v", rows, cols, i, j, p.At(i, j))
				}
			}
		}
	})
	// Uniform: entries of an orthogonal 3 × 3 matrix are those of a random
	// direction, so uniform on −1 to 1 (Archimedes). 3000 of them, each entry
	// of a matrix of its own; Kolmogorov's bound at 0.1 %.
	for place := range 9 {
		var x []float64
		for k := range 3000 {
			x = append(x, fill(t, Orthogonal(1), rng.NewKey(uint64(k)), 3, 3)[place])
		}
		slices.Sort(x)
		far := 0.0
		for i, v := range x {
			far = max(far, math.Abs((v+1)/2-float64(i)/3000))
		}
		assert.Less(t, far, 1.95/math.Sqrt(3000), "entry %d", place)
	}
}

func TestDeltaOrthogonal(t *testing.T) {
	k := fill(t, DeltaOrthogonal(1), 3, 3, 4, 2, 5)
	w := mat.NewDense(2, 5, k[(1*4+1)*10:(1*4+2)*10])
	var p mat.Dense
	p.Mul(w, w.T())
	assert.True(t, mat.EqualApprox(&p, mat.NewDense(2, 2, []float64{1, 0, 0, 1}), 1e-14))
	zeros := 0
	for _, x := range k {
		if x == 0 {
			zeros++
		}
	}
	assert.Equal(t, 11*10, zeros, "all other taps are 0")
}

// Against the formulas, by package math.
func TestDecay(t *testing.T) {
	bell := func(d, s float64) float64 { return math.Exp(-d * d / (2 * s * s)) }
	w := fill(t, GaussianDecay{Sigma: 2, Max: 3}, 0, 12, 12)
	for i := range 12 {
		for j := range 12 {
			want := 3 * bell(float64(i-j), 2)
			if want < 0.005*3 {
				want = 0
			}
			assert.InDelta(t, want, w[i*12+j], 1e-14)
		}
	}
	zero := 0.0
	ring := fill(t, GaussianDecay{Grid: Grid{Periodic: true, Encoding: [][2]float64{{-math.Pi, math.Pi}}}, Sigma: 0.5, Max: 1, Min: &zero, NoSelf: true, Normalize: true}, 0, 8, 8)
	for i := range 8 {
		for j := range 8 {
			d := math.Abs(math.Remainder(float64(i-j)*math.Pi/4, 2*math.Pi))
			want := bell(d, 0.5) / bell(math.Pi/4, 0.5)
			if i == j {
				want = 0
			}
			assert.InDelta(t, want, ring[i*8+j], 1e-12)
		}
	}
	sheet := fill(t, DOGDecay{Grid: Grid{Size: []int{3, 4}}, Sigma: [2]float64{1, 3}, Max: [2]float64{1, 0.5}}, 0, 12, 12)
	for i := range 12 {
		for j := range 12 {
			d := math.Hypot(float64(i/4-j/4), float64(i%4-j%4))
			want := bell(d, 1) - 0.5*bell(d, 3)
			if math.Abs(want) < 0.005 {
				want = 0
			}
			assert.InDelta(t, want, sheet[i*12+j], 1e-14)
		}
	}
}

func TestMatrixMistakes(t *testing.T) {
	one := 5.0
	for _, c := range []struct {
		init  golgi.Initializer
		shape []int
		want  string
	}{
		{KaimingNormal(), []int{10}, "divides by the connections of a matrix, but an array of shape [10]"},
		{VarianceScaling(-1, "fan", "cauchy"), []int{2, 2}, `scale is -1 (it must be 0 or a positive number) and the fan is "fan"`},
		{VarianceScaling(1, FanIn, "cauchy"), []int{2, 2}, `the distribution is "cauchy"`},
		{Orthogonal(1), []int{4}, "makes a matrix"},
		{Orthogonal(math.NaN()), []int{2, 2}, "scale is NaN"},
		{DeltaOrthogonal(1), []int{2, 2}, "of 3 to 5 dimensions"},
		{DeltaOrthogonal(1), []int{3, 4, 2}, "4 inputs, 2 outputs"},
		{GaussianDecay{Max: 1}, []int{2, 2}, "Sigma is 0"},
		{GaussianDecay{Sigma: 1, Max: 1, Min: &one}, []int{2, 2}, "Min is 5"},
		{GaussianDecay{Sigma: 1, Max: 1}, []int{4}, "makes a matrix"},
		{GaussianDecay{Sigma: 1, Max: 1, NoSelf: true}, []int{4, 3}, "no self to leave out"},
		{GaussianDecay{Grid: Grid{Size: []int{2, 2}}, Sigma: 1, Max: 1}, []int{5, 5}, "a grid of 4 elements, but pre has 5"},
		{DOGDecay{Sigma: [2]float64{-1, 0}, Max: [2]float64{math.NaN(), -1}}, []int{2, 2}, "first Sigma is -1 (it must be positive) and the second Sigma is 0"},
	} {
		n := 1
		for _, s := range c.shape {
			n *= s
		}
		assert.ErrorContains(t, c.init.Fill(make([]float64, n), c.shape, 0), c.want)
	}
}
