package visualize_test

import (
	"context"
	"fmt"
	"math"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"gonum.org/v1/gonum/mat"

	"github.com/golgi-sim/golgi/runner"
	"github.com/golgi-sim/golgi/visualize"
)

func sweepMap(t *testing.T, a, b []float64) *runner.Map {
	t.Helper()
	s := runner.Sweep{Points: runner.Grid(runner.Over("w", a...), runner.Over("input (mV)", b...)), Figures: []string{"rate (Hz)"}, Quiet: true,
		Measure: func(_ context.Context, p runner.Point) ([]float64, error) {
			x, y := p.At("w"), p.At("input (mV)")
			if x > 0.8 && y > 18 {
				return nil, fmt.Errorf("a hole")
			}
			return []float64{y * math.Exp(x)}, nil
		}}
	table, _ := s.Run(context.Background())
	m, err := table.Matrix("rate (Hz)", "w", "input (mV)")
	require.NoError(t, err)
	return m
}

// A map has the values of the parameters on its axes, and a hole where there was
// no run.
func TestMap(t *testing.T) {
	f := visualize.Map(sweepMap(t, runner.Linspace(0.1, 1, 10), runner.Linspace(10, 20, 21)))
	path := filepath.Join(t.TempDir(), "map.png")
	require.NoError(t, f.Save(path))
	p := f.Panels[0]
	assert.Equal(t, []string{"input (mV)", "w", "rate (Hz)"}, []string{p.X.Label, p.Y.Label, p.Colour.Label})

	p = visualize.Map(sweepMap(t, []float64{1, 2, 4}, []float64{3})).Panels[0]
	assert.Equal(t, []string{"input (mV)", "w (number of the value)"}, []string{p.X.Label, p.Y.Label})

	assert.ErrorContains(t, visualize.Map(nil).Save(path), "the map is nil")
	assert.ErrorContains(t, visualize.Map(&runner.Map{Z: &mat.Dense{}}).Save(path), "no values")
	assert.ErrorContains(t, visualize.Map(&runner.Map{Rows: []float64{1}, Columns: []float64{1, 2}, Z: mat.NewDense(1, 1, nil)}).Save(path), "other sizes")
}
