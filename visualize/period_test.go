package visualize

import (
	"context"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/golgi-sim/golgi/dyn"
	"github.com/golgi-sim/golgi/measure"
	"github.com/golgi-sim/golgi/runner"
)

// A series with a row every 2 ms is drawn and analysed as one of steps of 2 ms.
func TestRowsFarApart(t *testing.T) {
	n := dyn.NewGroup(3, dyn.LifRef{VTh: 10, V: 1})
	run, err := runner.New(n, runner.Dt(0.5), runner.Progress(false), runner.Input(n, 15),
		runner.Monitor(n.V, runner.Every(2)), runner.Monitor(n.Spike, runner.Pick(0, 2)))
	require.NoError(t, err)
	res, err := run.Run(context.Background(), 100)
	require.NoError(t, err)
	v := res.Series("V")
	var values []float64
	for k := range v.Len() {
		values = append(values, v.Row(k)...)
	}
	plain := runner.NewSeries("V", "mV", 2, 0, 3, values)

	for _, f := range []*Figure{Line(v), Traces(v, res.Spikes("spike"))} {
		require.NoError(t, f.err)
		assert.Equal(t, []float64{0, 100}, []float64{f.Panels[0].X.Min, f.Panels[0].X.Max})
	}
	a, b := HeatMap(v).Panels[0].plotters[0].(*cells).grid, HeatMap(plain).Panels[0].plotters[0].(*cells).grid
	assert.Equal(t, []float64{b.x0, b.dx}, []float64{a.x0, a.dx})
	assert.Equal(t, 2.0, a.dx)

	// Of picked neurons, column 2 has the spikes of neuron 2, and column 1 none.
	plotters := Traces(v, res.Spikes("spike")).Panels[0].plotters
	count := func(j int) int { return len(plotters[j].(*line).x) - v.Len() }
	assert.Positive(t, count(2))
	assert.Equal(t, []int{count(0), 0}, []int{count(2), count(1)})

	p, err := measure.PowerSpectrum(v, measure.Welch{Segment: 50})
	require.NoError(t, err)
	want, err := measure.PowerSpectrum(plain, measure.Welch{Segment: 50})
	require.NoError(t, err)
	assert.Equal(t, want, p)
	fcd, err := measure.FunctionalConnectivityDynamics(v, 20, 4)
	require.NoError(t, err)
	same, err := measure.FunctionalConnectivityDynamics(plain, 20, 4)
	require.NoError(t, err)
	assert.Equal(t, same, fcd)
}
