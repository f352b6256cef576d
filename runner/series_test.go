package runner_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/golgi-sim/golgi/runner"
)

func TestSeriesParts(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		rows, cols := rapid.IntRange(1, 20).Draw(t, "rows"), rapid.IntRange(1, 5).Draw(t, "columns")
		values := make([]float64, rows*cols)
		for k := range values {
			values[k] = float64(k)
		}
		s := runner.NewSeries("x", "mV", 0.5, 100, cols, values)
		require.NoError(t, s.Err())
		r0 := rapid.IntRange(0, rows).Draw(t, "from")
		r1 := rapid.IntRange(r0, rows).Draw(t, "to")
		c0 := rapid.IntRange(0, cols).Draw(t, "first")
		c1 := rapid.IntRange(c0, cols).Draw(t, "last")
		p := s.Slice(c0, c1).Window(50+float64(r0)*0.5, 50+float64(r1)*0.5)
		require.NoError(t, p.Err())
		require.Equal(t, []int{r1 - r0, c1 - c0}, []int{p.Len(), p.Size()})
		for k, at := range p.Times() {
			assert.Equal(t, 50+float64(r0+k)*0.5, at)
			for j := range p.Size() {
				assert.Equal(t, float64((r0+k)*cols+c0+j), p.At(k, j))
				assert.Equal(t, c0+j, p.Indices[j])
			}
		}
	})
}

func TestSeriesThatAreNone(t *testing.T) {
	assert.EqualError(t, runner.NewSeries("x", "", 1, 0, 0, nil).Err(), "x: a series of 0 columns")
	assert.EqualError(t, runner.NewSeries("x", "", 1, 0, 2, make([]float64, 3)).Err(), "x: 3 values are no whole number of rows of 2")
	assert.EqualError(t, runner.NewSeries("x", "", -1, 0, 1, nil).Err(), "x: dt is -1 ms; it must be positive")
}

// A recording longer than a piece of storage reads as one.
func TestLongRecording(t *testing.T) {
	n := newNet()
	res := run(t, build(t, n, runner.Dt(0.5), runner.Input(n.E, 0.125), runner.Monitor("E.V")), 30000)
	v := res.Series("E.V")
	require.Equal(t, 60000, v.Len())
	m := v.Matrix()
	for k := range v.Len() {
		// Multiples of 1/16, which start again at 0 every 16 steps.
		require.Equal(t, float64((k+1)%16)/16, v.At(k, 0))
		require.Equal(t, v.Row(k), m.RawRowView(k))
	}
}

// Columns gives what Column does, whatever part of a series and in memory or on
// disk, for any number at once.
func TestSeriesColumns(t *testing.T) {
	defer runner.SetBlockValues(runner.SetBlockValues(1))
	dir := folders(t)
	memory, disk := run(t, recorder(t), 20).Series("E.V"), run(t, recorder(t, runner.StreamTo(dir()), unsynced), 20).Series("E.V")
	require.NoError(t, memory.Err())
	require.NoError(t, disk.Err())
	for _, most := range []int{1, 2 * memory.Len(), 1 << 23} {
		runner.SetBlockValues(most)
		for _, s := range []*runner.Series{memory, disk, memory.Slice(1, 3), disk.Slice(1, 3).Window(3, 9), disk.Window(3, 3)} {
			n := 0
			for j, xs := range s.Columns() {
				assert.Equal(t, n, j)
				assert.Equal(t, s.Column(j), xs)
				n++
			}
			assert.Equal(t, s.Size(), n)
		}
	}
	for range memory.Columns() {
		break
	}
}

// The zero Series is one without values.
func TestZeroSeries(t *testing.T) {
	s := (&runner.Series{}).Window(0, 1).Slice(0, 0)
	require.NoError(t, s.Err())
	assert.Zero(t, s.Len())
	assert.Empty(t, s.Times())
	assert.True(t, s.Matrix().IsEmpty())
}
