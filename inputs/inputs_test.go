package inputs_test

import (
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"gonum.org/v1/gonum/mat"

	"github.com/golgi-sim/golgi/inputs"
)

var three = inputs.Target{Size: 3, Dt: 0.1}

// values returns what a drive gives in a step.
func values(t *testing.T, d inputs.Drive, n int, step int64) []float64 {
	t.Helper()
	dst := make([]float64, n)
	if d.Uniform {
		dst = dst[:1]
	}
	require.NoError(t, d.Add(dst, step))
	return dst
}

func TestStimuli(t *testing.T) {
	m := mat.NewDense(2, 3, []float64{1, 2, 3, 4, 5, 6})
	for _, c := range []struct {
		name              string
		stimulus          inputs.Stimulus
		uniform, constant bool
		steps             int64
		at0, at1          []float64
	}{
		{"constant", inputs.Constant(20), true, true, 0, []float64{20}, []float64{20}},
		{"per neuron", inputs.PerNeuron([]float64{1, 2, 3}), false, true, 0, []float64{1, 2, 3}, []float64{1, 2, 3}},
		{"series", inputs.Series([]float64{7, 8}), true, false, 2, []float64{7}, []float64{8}},
		{"matrix", inputs.Matrix(m), false, false, 2, []float64{1, 2, 3}, []float64{4, 5, 6}},
		{"matrix without rows in memory", inputs.Matrix(mat.DenseCopyOf(m.T()).T()), false, false, 2, []float64{1, 2, 3}, []float64{4, 5, 6}},
		{"function", inputs.Func(func(t float64) float64 { return 2 * t }), true, false, 0, []float64{0}, []float64{0.2}},
	} {
		t.Run(c.name, func(t *testing.T) {
			d, err := c.stimulus.Prepare(three)
			require.NoError(t, err)
			assert.Equal(t, c.uniform, d.Uniform)
			assert.Equal(t, c.constant, d.Constant)
			assert.Equal(t, c.steps, d.Steps)
			assert.Equal(t, c.at0, values(t, d, 3, 0))
			assert.Equal(t, c.at1, values(t, d, 3, 1))

			dst := values(t, d, 3, 0)
			require.NoError(t, d.Add(dst, 1))
			assert.Equal(t, c.at0[0]+c.at1[0], dst[0], "Add adds")
			assert.Zero(t, testing.AllocsPerRun(100, func() { _ = d.Add(dst, 1) }))
		})
	}
}

func TestMistakes(t *testing.T) {
	var none *mat.Dense
	for _, c := range []struct {
		stimulus inputs.Stimulus
		want     string
	}{
		{inputs.Constant(math.NaN()), "the value is NaN"},
		{inputs.Constant(math.Inf(-1)), "the value is infinite"},
		{inputs.PerNeuron([]float64{1, 2}), "PerNeuron has 2 values for 3 neurons; give one per neuron"},
		{inputs.PerNeuron([]float64{1, 2, math.NaN()}), "PerNeuron: value 2 is NaN"},
		{inputs.Series(nil), "Series has no values"},
		{inputs.Series([]float64{1, math.Inf(1)}), "Series: value 1 is infinite"},
		{inputs.Matrix(nil), "Matrix was given nil"},
		{inputs.Matrix(none), "Matrix was given nil"},
		{inputs.Matrix(&mat.Dense{}), "Matrix has no rows"},
		{inputs.Matrix(mat.NewDense(5, 1, nil)), "Matrix has one column for 3 neurons; the same for all of them is inputs.Series"},
		{inputs.Matrix(mat.NewDense(3, 5, nil)), "Matrix is 3 × 5 for 3 neurons; rows are steps and columns neurons"},
		{inputs.Matrix(mat.NewDense(2, 3, []float64{0, 0, 0, 0, math.NaN(), 0})), "Matrix is NaN at row 1, column 1"},
		{inputs.Func(nil), "Func was given nil"},
	} {
		_, err := c.stimulus.Prepare(three)
		assert.EqualError(t, err, c.want)
	}
}

func TestFuncThatFails(t *testing.T) {
	d, err := inputs.Func(func(t float64) float64 { return math.Log(1 - t) }).Prepare(three)
	require.NoError(t, err)
	dst := []float64{0}
	require.NoError(t, d.Add(dst, 0))
	assert.EqualError(t, d.Add(dst, 10), "the function is infinite at t = 1 ms (step 10)")
	assert.EqualError(t, d.Add(dst, 11), "the function is NaN at t = 1.1 ms (step 11)")
}
