package measure_test

import (
	"fmt"
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"gonum.org/v1/gonum/stat"
	"pgregory.net/rapid"

	"github.com/golgi-sim/golgi/measure"
	"github.com/golgi-sim/golgi/runner"
)

// Linear flows about any point, with any two eigenvalues: one fixed point, of
// the kind that they say.
func TestLinearFlows(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		x0, y0 := rapid.Float64Range(-80, 40).Draw(r, "x"), rapid.Float64Range(0.01, 0.99).Draw(r, "y")
		p, q := rapid.Float64Range(-2, 2).Draw(r, "p"), rapid.Float64Range(-2, 2).Draw(r, "q")
		if math.Abs(p) < 0.01 || math.Abs(q) < 0.01 || math.Abs(p-q) < 0.01 {
			return
		}
		focus := rapid.Bool().Draw(r, "focus")
		// Scaled as potentials and gates are.
		f := func(x, y float64) (float64, float64) {
			u, v := (x-x0)/100, y-y0
			if focus {
				return 100 * (p*u - q*v), q*u + p*v
			}
			return 100 * (p*u + v), q * v
		}
		points, err := measure.FixedPoints(f, -90, 50, 0, 1)
		require.NoError(r, err)
		require.Len(r, points, 1)
		require.InDelta(r, x0, points[0].X, 1e-8)
		require.InDelta(r, y0, points[0].Y, 1e-10)
		want := measure.Saddle
		switch {
		case focus && p < 0:
			want = measure.StableFocus
		case focus:
			want = measure.UnstableFocus
		case p < 0 && q < 0:
			want = measure.StableNode
		case p > 0 && q > 0:
			want = measure.UnstableNode
		}
		require.Equal(r, want, points[0].Kind)
		require.Equal(r, p < 0 && (q < 0 || focus), points[0].Stable())
		e := points[0].Eigenvalues
		if focus {
			require.InDelta(r, p, real(e[1]), 1e-6)
			require.InDelta(r, math.Abs(q), math.Abs(imag(e[1])), 1e-6)
		} else {
			require.InDelta(r, min(p, q), real(e[0]), 1e-6)
			require.InDelta(r, max(p, q), real(e[1]), 1e-6)
		}
	})
}

// The model of FitzHugh, dv = v − v³/3 − w + I, dw = 0.08(v + 0.7 − 0.8w)
// (Izhikevich 2007, 4.1): its fixed points are the roots of
// v³/3 + (1/0.8 − 1)v + 0.7/0.8 − I, of which there is one. And one with three:
// dv = v − v³ − w, dw = w, at −1, 0 and 1.
func TestFixedPointsOfModels(t *testing.T) {
	for _, current := range []float64{0, 0.5, 1} {
		points, err := measure.FixedPoints(func(v, w float64) (float64, float64) {
			return v - v*v*v/3 - w + current, 0.08 * (v + 0.7 - 0.8*w)
		}, -3, 3, -2, 3)
		require.NoError(t, err)
		require.Len(t, points, 1)
		v := points[0].X
		assert.InDelta(t, 0, v*v*v/3+(1/0.8-1)*v+0.7/0.8-current, 1e-9)
		// The trace 1 − v² − 0.064 decides.
		assert.Equal(t, 1-v*v-0.064 < 0, points[0].Stable(), "I = %v", current)
	}
	points, err := measure.FixedPoints(func(v, w float64) (float64, float64) { return v - v*v*v - w, -w }, -2, 2, -1, 1)
	require.NoError(t, err)
	require.Len(t, points, 3)
	for k, want := range []float64{-1, 0, 1} {
		assert.InDelta(t, want, points[k].X, 1e-9)
		assert.Equal(t, k != 1, points[k].Stable())
	}
	// A centre is decided by what is not linear.
	points, err = measure.FixedPoints(func(x, y float64) (float64, float64) { return y, -x }, -1, 1, -1.1, 1)
	require.NoError(t, err)
	require.Len(t, points, 1)
	assert.Equal(t, measure.Marginal, points[0].Kind)
}

// Fields of any kind end, without a panic.
func TestFixedPointsOfAnything(t *testing.T) {
	nan, inf := math.NaN(), math.Inf(1)
	for _, f := range []measure.Field{
		func(x, y float64) (float64, float64) { return nan, nan },
		func(x, y float64) (float64, float64) { return inf, -inf },
		func(x, y float64) (float64, float64) { return 1, 1 },
		func(x, y float64) (float64, float64) { return math.Log(x), math.Sqrt(y) },
		func(x, y float64) (float64, float64) { return 1 / x, 1 / y },
		func(x, y float64) (float64, float64) { return math.Copysign(1, x), math.Copysign(1, y) },
	} {
		points, err := measure.FixedPoints(f, -1, 1, -1, 1)
		require.NoError(t, err)
		assert.Empty(t, points)
	}
	_, err := measure.FixedPoints(func(x, y float64) (float64, float64) { return 0, 0 }, -1, 1, -1, 1)
	assert.ErrorContains(t, err, "it stands still on lines or areas")
	for _, b := range [][4]float64{{0, 0, 0, 1}, {0, 1, 1, 0}, {nan, 1, 0, 1}, {0, inf, 0, 1}} {
		_, err := measure.FixedPoints(func(x, y float64) (float64, float64) { return x, y }, b[0], b[1], b[2], b[3])
		assert.ErrorContains(t, err, "a rectangle has two different ends each way")
	}
	_, err = measure.FixedPoints(nil, 0, 1, 0, 1)
	assert.EqualError(t, err, "measure: FixedPoints was given no field")
}

// Correlations by their definition, neuron by neuron and bin by bin.
func TestCountCorrelations(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		n, steps := rapid.IntRange(2, 6).Draw(r, "n"), rapid.Int64Range(10, 90).Draw(r, "steps")
		width := rapid.IntRange(1, 5).Draw(r, "width")
		train := poisson(n, rapid.Float64Range(0, 0.7).Draw(r, "p"), steps, rapid.Uint64().Draw(r, "seed"))
		got, err := measure.CountCorrelations(train, float64(width)*0.1)
		require.NoError(r, err)
		bins := int(steps) / width
		x := make([][]float64, n)
		for i := range x {
			x[i] = make([]float64, bins)
		}
		for step, i := range train.All() {
			if b := int(step) / width; b < bins {
				x[i][b]++
			}
		}
		for i := range n {
			for j := range n {
				want := stat.Correlation(x[i], x[j], nil)
				if math.IsNaN(want) {
					want = 0
				}
				if i == j {
					want = 1
				}
				require.InDelta(r, want, got.At(i, j), 1e-12)
			}
		}
	})
	for want, f := range map[string]func() error{
		"bins of -1 ms":    func() error { _, err := measure.CountCorrelations(regular(3, 9, 99), -1); return err },
		"has 1 neurons":    func() error { _, err := measure.CountCorrelations(regular(1, 9, 99), 1); return err },
		"has 1 whole bins": func() error { _, err := measure.CountCorrelations(regular(3, 9, 99), 6); return err },
		"would take": func() error {
			_, err := measure.CountCorrelations(runner.NewSpikeTrain("n", 1<<30, 1, 0, 9, nil, nil), 1)
			return err
		},
		"empty: -1 neurons": func() error {
			_, err := measure.CountCorrelations(runner.NewSpikeTrain("empty", -1, 1, 0, 9, nil, nil), 1)
			return err
		},
	} {
		assert.ErrorContains(t, f(), want)
	}
}

// Every value is in the bin that its edges say, and the density integrates to 1.
func TestHistogramOf(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		lo := rapid.Float64Range(-100, 100).Draw(r, "lo")
		hi := lo + rapid.Float64Range(1e-3, 100).Draw(r, "width")
		values := rapid.SliceOf(rapid.Float64Range(-200, 200)).Draw(r, "values")
		values = append(values, lo, hi, math.NaN(), math.Inf(1), math.Inf(-1))
		h, err := measure.HistogramOf(values, lo, hi, rapid.IntRange(1, 50).Draw(r, "bins"))
		require.NoError(r, err)
		integral := 0.0
		for k, d := range h.Density() {
			want := 0.0
			for _, v := range values {
				if v >= h.Edges[k] && (v < h.Edges[k+1] || k == len(h.Counts)-1 && v == hi) {
					want++
				}
			}
			require.Equal(r, want, h.Counts[k])
			integral += d * (h.Edges[k+1] - h.Edges[k])
		}
		require.InDelta(r, 1, integral, 1e-12)
		if w := measure.BinWidth(values); w != 0 {
			require.True(r, w > 0 && w-w == 0)
		}
	})
	// Freedman and Diaconis, of 1,000 uniform numbers: 2·0.5/10.
	var x []float64
	for k := range 1000 {
		x = append(x, (float64(k)+0.5)/1000)
	}
	assert.InDelta(t, 0.1, measure.BinWidth(x), 1e-3)
	assert.Zero(t, measure.BinWidth([]float64{3, 3, 3}))
	assert.Zero(t, measure.BinWidth(nil))
	_, err := measure.HistogramOf(x, 1, 1, 3)
	assert.EqualError(t, err, "measure: a histogram from 1 to 1")
	_, err = measure.HistogramOf(x, 0, 1, 0)
	assert.ErrorContains(t, err, "a histogram of 0 bins")
}

// The two resting states of a bistable cell, and what is between them.
func ExampleFixedPoints() {
	cell := func(v, w float64) (dv, dw float64) { return v - v*v*v - w, 0.1 * (0.5*v - w) }
	points, err := measure.FixedPoints(cell, -2, 2, -1, 1)
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, p := range points {
		fmt.Printf("(%.2f, %.2f) %s\n", p.X, p.Y, p.Kind)
	}
	// Output:
	// (-0.71, -0.35) stable focus
	// (0.00, 0.00) saddle
	// (0.71, 0.35) stable focus
}
