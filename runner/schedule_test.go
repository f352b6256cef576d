package runner_test

import (
	"math"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/golgi-sim/golgi"
	"github.com/golgi-sim/golgi/runner"
)

// V of cell k after step n is k/8 + (n+1)/16, until it spikes in step 15 at the
// latest: 1/2 per ms, steps of 1/8 ms.
func TestPeriodsAndWindows(t *testing.T) {
	n := newNet()
	r := build(t, n, runner.Dt(0.125), runner.Input(n.E, 0.5),
		runner.Monitor(n.E.V, runner.Every(0.5)),
		runner.Monitor(n.E.V, runner.Every(0.5), runner.Offset(0.25), runner.As("shifted")),
		runner.Monitor(n.E.V, runner.Between(0.25, 0.5), runner.As("window")),
		runner.Monitor(n.E.V, runner.Every(0.25), runner.Between(0.3, math.Inf(1)), runner.BeforeUpdate(), runner.As("late")),
		runner.MonitorFunc("T", (*golgi.Sim).T, runner.Every(0.5)))
	res := run(t, r, 1)
	for _, c := range []struct {
		name   string
		times  []float64
		period float64
		values []float64
	}{
		{"E.V", []float64{0, 0.5}, 0.5, []float64{1, 5}},
		{"shifted", []float64{0.25, 0.75}, 0.5, []float64{3, 7}},
		{"window", []float64{0.25, 0.375}, 0.125, []float64{3, 4}},
		{"late", []float64{0.25, 0.5, 0.75}, 0.25, []float64{2, 4, 6}}, // 0.3 is step 2
		{"T", []float64{0, 0.5}, 0.5, []float64{2, 10}},
	} {
		s := res.Series(c.name)
		require.NoError(t, s.Err())
		assert.Equal(t, c.times, s.Times(), c.name)
		assert.Equal(t, c.period, s.Period(), c.name)
		got := s.Column(0)
		for k := range got {
			got[k] *= 16
		}
		assert.Equal(t, c.values, got, c.name)
		ends := slices.Clone(c.times)
		for k := range ends {
			ends[k] += 0.125
		}
		assert.Equal(t, ends, s.EndTimes(), c.name)
	}
}

// A periodic recording in pieces of runs is every so many rows of a recording of
// every step, whatever the period, the offset, the window and the runs.
func TestPeriodsAgreeWithEveryStep(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		every := rapid.Int64Range(1, 7).Draw(t, "every")
		offset := rapid.Int64Range(0, every-1).Draw(t, "offset")
		from := rapid.Int64Range(0, 30).Draw(t, "from")
		to := rapid.Int64Range(from+1, 50).Draw(t, "to")
		n := newNet()
		r := build(t, n, runner.Dt(0.5), runner.Warnings(nil), runner.Input(n.E, 0.3), runner.Monitor("E.V", "E.spike"),
			runner.Monitor("E.V", runner.As("some"), runner.Every(float64(every)/2), runner.Offset(float64(offset)/2), runner.Between(float64(from)/2, float64(to)/2)),
			runner.Monitor("E.spike", runner.As("spikes"), runner.Between(float64(from)/2, float64(to)/2)))
		for range 3 {
			res := run(t, r, float64(rapid.Int64Range(0, 20).Draw(t, "steps"))/2)
			all, some := res.Series("E.V"), res.Series("some")
			require.NoError(t, some.Err())
			k := 0
			for j := range all.Len() {
				step := all.Start + int64(j)
				if step < from || step >= to || step%every != offset {
					continue
				}
				require.Less(t, k, some.Len())
				require.Equal(t, all.Row(j), some.Row(k))
				require.Equal(t, all.Times()[j], some.Times()[k])
				k++
			}
			require.Equal(t, k, some.Len())

			spikes := res.Spikes("spikes")
			require.NoError(t, spikes.Err())
			want := res.Spikes("E").Window(float64(from)/2, float64(to)/2)
			require.Equal(t, want.Hash(), spikes.Hash())
			require.Equal(t, []int64{want.Start, want.Stop}, []int64{spikes.Start, spikes.Stop})

			// A window of the series has the rows within it, wherever it begins.
			t0, t1 := rapid.Float64Range(0, 30).Draw(t, "t0"), rapid.Float64Range(0, 30).Draw(t, "t1")
			if t0 > t1 {
				t0, t1 = t1, t0
			}
			w := some.Window(t0, t1)
			require.NoError(t, w.Err())
			var rows [][]float64
			var times []float64
			for k, at := range some.Times() {
				if step := math.Round(at / 0.5); step >= math.Round(t0/0.5) && step < math.Round(t1/0.5) {
					rows, times = append(rows, some.Row(k)), append(times, at)
				}
			}
			require.Len(t, rows, w.Len())
			for k := range rows {
				require.Equal(t, rows[k], w.Row(k))
				require.Equal(t, times[k], w.Times()[k])
			}
		}
	})
}

func TestPicksAndReductions(t *testing.T) {
	n := newNet()
	r := build(t, n, runner.Dt(0.125), runner.Input(n.E, 0.5),
		runner.Monitor(n.E.V, runner.As("all")),
		runner.Monitor(n.E.V.Slice(1, 4), "E.tau", runner.Pick(2, 0, 1)),
		runner.Monitor("E.V", runner.Mean()), runner.Monitor("E.V[1:4]", runner.Sum()),
		runner.Monitor("E.V", runner.Min(), runner.Pick(2, 1)), runner.Monitor("E.V", runner.Max(), runner.As("top"), runner.Every(0.5)),
		runner.Monitor("E.spike"), runner.Monitor(n.E.Spike.Slice(1, 4), runner.Pick(0, 2), runner.As("two")))
	res := run(t, r, 4)
	all := res.Series("all")
	picked := res.Series(n.E.V)
	require.NoError(t, picked.Err())
	assert.Equal(t, []int{3, 1, 2}, picked.Indices)
	assert.Equal(t, "E.V", picked.Name)
	assert.Equal(t, []string{"all", "E.V[3,1,2]", "E.tau[2,0,1]", "mean(E.V)", "sum(E.V[1:4])", "min(E.V[2,1])", "top", "E.spike", "two"}, res.Names())
	for j, i := range picked.Indices {
		assert.Equal(t, all.Column(i), picked.Column(j))
	}
	assert.Equal(t, []int{1, 2}, res.Series("E.V[1:3]").Indices, "they adjoin")
	assert.Equal(t, all.Column(3), res.Series(n.E.V.Slice(3, 4)).Column(0))
	assert.Equal(t, picked.Column(0), res.Series("E.V[3,1,2]").Column(0))
	assert.EqualError(t, res.Series("E.V[2:4]").Err(), "of E.V only E.V[3,1,2] was recorded")

	mean, sum, low := res.Series("mean(E.alias.V)"), res.Series("sum(E.V[1:4])"), res.Series("min(E.V[2,1])")
	for _, s := range []*runner.Series{mean, sum, low} {
		require.NoError(t, s.Err())
		require.Equal(t, 1, s.Size())
		assert.Equal(t, "mV", s.Unit)
	}
	assert.Equal(t, "mean(E.V)", mean.Name)
	for k := range all.Len() {
		x := all.Row(k)
		assert.Equal(t, (x[0]+x[1]+x[2]+x[3])/4, mean.At(k, 0))
		assert.Equal(t, x[1]+x[2]+x[3], sum.At(k, 0))
		assert.Equal(t, math.Min(x[1], x[2]), low.At(k, 0))
		if k%4 == 0 {
			assert.Equal(t, slices.Max(x), res.Series("top").At(k/4, 0))
		}
	}
	assert.Equal(t, 8, res.Series("top").Len())

	two := res.Spikes("two")
	require.NoError(t, two.Err())
	assert.Equal(t, []int{1, 3}, two.Neurons)
	assert.Equal(t, 2, two.N)
	each := res.Spikes("E").StepsByNeuron()
	assert.Equal(t, [][]int64{each[1], each[3]}, two.StepsByNeuron())
	assert.Equal(t, []int{3}, two.Slice(1, 2).Neurons)

	only := run(t, build(t, newNet(), runner.Monitor("E.V", runner.Mean())), 1)
	assert.EqualError(t, only.Series("E.V").Err(), `of E.V only "mean(E.V)" was recorded; ask for it by that name`)
}

// Every mistake of a monitor is reported, not the first alone.
func TestMistakesOfSchedules(t *testing.T) {
	n := newNet()
	_, err := runner.New(n, runner.Dt(0.1),
		runner.Monitor("E.V", runner.Every(0.25), runner.Offset(-1), runner.Between(5, 2), runner.Pick(4, 1, 1, -1), runner.Mean(), runner.Max()),
		runner.Monitor("I.V", runner.Every(0), runner.Between(0.01, 0.02), runner.Pick()),
		runner.Monitor("I.tau", runner.Every(math.NaN()), runner.Between(math.NaN(), 1)),
		runner.Monitor("I.I", runner.Offset(1)), runner.Monitor("E.tau", runner.Every(1), runner.Offset(1)),
		runner.Monitor("E.spike", runner.Every(1), runner.Mean(), runner.BeforeUpdate(), runner.Pick(2, 1, 9)),
		runner.Monitor("E.I"), runner.Monitor("E.I", runner.Every(1)), runner.Monitor("E.I", runner.Mean()),
		runner.MonitorFunc("f", (*golgi.Sim).T, runner.Pick(0), runner.Every(1e300), runner.Sum()))
	require.Error(t, err)
	golden(t, "schedules.txt", err.Error()+"\n")
}
