package measure_test

import (
	"math"
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"gonum.org/v1/gonum/floats"
	"gonum.org/v1/gonum/stat"
	"pgregory.net/rapid"

	"github.com/golgi-sim/golgi/measure"
	"github.com/golgi-sim/golgi/runner"
)

// regular is n neurons that spike every period steps, one after the other.
func regular(n int, period, steps int64) *runner.SpikeTrain {
	var at []int64
	var indices []int32
	for step := range steps {
		for i := range int64(n) {
			if step%period == i%period {
				at, indices = append(at, step), append(indices, int32(i))
			}
		}
	}
	return runner.NewSpikeTrain("regular", n, 0.1, 0, steps, at, indices)
}

// poisson is n neurons that spike in each step with probability p.
func poisson(n int, p float64, steps int64, seed uint64) *runner.SpikeTrain {
	r := rand.New(rand.NewPCG(seed, 0))
	var at []int64
	var indices []int32
	for step := range steps {
		for i := range int32(n) {
			if r.Float64() < p {
				at, indices = append(at, step), append(indices, i)
			}
		}
	}
	return runner.NewSpikeTrain("poisson", n, 0.1, 0, steps, at, indices)
}

func TestRegularTrain(t *testing.T) {
	train := regular(5, 50, 10000) // every 5 ms: 200 Hz
	cvs, err := measure.CVs(train)
	require.NoError(t, err)
	assert.Equal(t, []float64{0, 0, 0, 0, 0}, cvs)

	isi, err := measure.ISI(train)
	require.NoError(t, err)
	assert.Len(t, isi, 5*199)
	assert.Equal(t, 5.0, floats.Max(isi))
	assert.Equal(t, 5.0, floats.Min(isi))

	rates, err := measure.FiringRates(train)
	require.NoError(t, err)
	assert.InDelta(t, 200, rates.Mean, 1e-9)
	assert.InDelta(t, 0, rates.SD, 1e-9)
	assert.Zero(t, rates.Silent)

	// A window of exactly one period holds one spike of each neuron.
	rate, err := measure.FiringRate(regular(1, 51, 5100), 5)
	require.NoError(t, err)
	for k := 25; k < rate.Len()-25; k++ {
		require.InDelta(t, 1000/5.1, rate.At(k, 0), 1e-9)
	}
	assert.Equal(t, "Hz", rate.Unit)
}

// The intervals of a Bernoulli process in steps are geometric: their CV is
// √(1−p), which goes to the 1 of a Poisson process with p. With 400 neurons of
// about 200 intervals each, the standard error of the mean CV is about
// 1/√(2·80,000) = 0.0025; its bias, of order 1/200, is below 0.01.
func TestPoissonTrain(t *testing.T) {
	const p = 0.002 // 20 Hz
	train := poisson(400, p, 100_000, 1)
	cvs, err := measure.CVs(train)
	require.NoError(t, err)
	assert.InDelta(t, math.Sqrt(1-p), stat.Mean(cvs, nil), 0.015)

	rates, err := measure.FiringRates(train)
	require.NoError(t, err)
	// Counts are binomial: of mean 200 and SD 14.1 over 10 s.
	assert.InDelta(t, 20, rates.Mean, 4*math.Sqrt(20/10.0/400))
	assert.InDelta(t, math.Sqrt(20*(1-p)/10), rates.SD, 0.2)

	// The share of intervals shorter than x is 1 − (1−p)^k for the k steps that
	// are shorter; the standard error of a share of 80,000 is below 0.002.
	h, err := measure.ISIHistogram(train, 10)
	require.NoError(t, err)
	total, below := floats.Sum(h.Counts), 0.0
	isi, err := measure.ISI(train)
	require.NoError(t, err)
	assert.Equal(t, float64(len(isi)), total)
	for k := range 20 {
		below += h.Counts[k]
		steps := math.Round(h.Edges[k+1]/0.1) - 1
		assert.InDelta(t, 1-math.Pow(1-p, steps), below/total, 0.008)
	}

	rate, err := measure.FiringRate(train, 100)
	require.NoError(t, err)
	assert.InDelta(t, 20, stat.Mean(rate.Column(0), nil), 0.5)
	// At its ends the window is half outside, and the rate no lower for it:
	// 50 ms of 400 neurons hold about 400 spikes, SD 20.
	assert.InDelta(t, 20, rate.At(0, 0), 4)
	assert.InDelta(t, 20, rate.At(rate.Len()-1, 0), 4)
}

// The rate over time agrees with counting the spikes in each window.
func TestFiringRateIsACount(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		train := poisson(3, 0.2, rapid.Int64Range(1, 60).Draw(t, "steps"), rapid.Uint64().Draw(t, "seed"))
		half := rapid.IntRange(0, 80).Draw(t, "half")
		rate, err := measure.FiringRate(train, max(float64(2*half)*0.1, 0.05))
		require.NoError(t, err)
		require.EqualValues(t, train.Stop, rate.Len())
		for k := range rate.Len() {
			from, to := max(0, k-half), min(rate.Len(), k+half+1)
			n := 0
			for step := range train.All() {
				if int(step) >= from && int(step) < to {
					n++
				}
			}
			assert.InDelta(t, float64(n)/3/(float64(to-from)*0.1)*1000, rate.At(k, 0), 1e-9)
		}
	})
}

// An interval at an edge is in the bin above it, whatever dt times its steps
// rounds to.
func TestHistogramEdges(t *testing.T) {
	train := runner.NewSpikeTrain("n", 1, 0.1, 0, 100, []int64{0, 3, 6, 12, 13}, []int32{0, 0, 0, 0, 0})
	h, err := measure.ISIHistogram(train, 0.3)
	require.NoError(t, err)
	assert.Equal(t, []float64{1, 2, 1}, h.Counts)
	assert.InDeltaSlice(t, []float64{0, 0.3, 0.6, 0.9}, h.Edges, 1e-12)

	none, err := measure.ISIHistogram(runner.NewSpikeTrain("n", 1, 0.1, 0, 100, nil, nil), 1)
	require.NoError(t, err)
	assert.Equal(t, []float64{0}, none.Counts)
}

func TestMistakes(t *testing.T) {
	bad := runner.NewSpikeTrain("bad", -1, 1, 0, 1, nil, nil)
	for _, f := range []func(*runner.SpikeTrain) error{
		func(t *runner.SpikeTrain) error { _, err := measure.FiringRate(t, 1); return err },
		func(t *runner.SpikeTrain) error { _, err := measure.FiringRates(t); return err },
		func(t *runner.SpikeTrain) error { _, err := measure.ISI(t); return err },
		func(t *runner.SpikeTrain) error { _, err := measure.CVs(t); return err },
		func(t *runner.SpikeTrain) error { _, err := measure.ISIHistogram(t, 1); return err },
	} {
		assert.EqualError(t, f(bad), "bad: -1 neurons")
	}
	good := regular(2, 10, 100)
	for _, width := range []float64{0, -1, math.NaN(), math.Inf(1)} {
		_, err := measure.FiringRate(good, width)
		assert.ErrorContains(t, err, "must be positive")
		_, err = measure.ISIHistogram(good, width)
		assert.ErrorContains(t, err, "must be positive")
	}
	_, err := measure.FiringRates(good.Window(0, 0))
	assert.EqualError(t, err, "measure: regular has 2 neurons over 0 ms, so there is no rate")
	long := runner.NewSpikeTrain("long", 1, 0.1, 0, 1<<40, []int64{0, 1 << 39}, []int32{0, 0})
	_, err = measure.ISIHistogram(long, 0.1)
	assert.ErrorContains(t, err, "take wider bins")
}
