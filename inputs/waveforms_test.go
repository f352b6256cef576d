package inputs_test

import (
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"gonum.org/v1/gonum/mat"
	"gonum.org/v1/gonum/stat"

	"github.com/golgi-sim/golgi"
	initialize "github.com/golgi-sim/golgi/init"
	"github.com/golgi-sim/golgi/inputs"
)

func samples(t *testing.T, s inputs.Stimulus, size int, duration, dt float64) *mat.Dense {
	t.Helper()
	m, err := inputs.Samples(s, size, duration, dt)
	require.NoError(t, err)
	return m
}

func part(v golgi.Value, duration float64) inputs.Part {
	return inputs.Part{Value: v, Duration: duration}
}

func pulseAt(at, length, size float64) inputs.Pulse {
	return inputs.Pulse{At: at, Length: length, Size: size}
}

func column(m *mat.Dense, j int) []float64 { return mat.Col(nil, j, m) }

func TestSectionsAndPulses(t *testing.T) {
	assert.Equal(t, []float64{0, 0, 5, 5, 5, -1}, column(samples(t, inputs.Section(part(0, 0.2), part(5, 0.3), part(-1, 0.1)), 2, 0.6, 0.1), 1))
	m := samples(t, inputs.Section(part([]float64{1, 2}, 1), part(3, 1)), 2, 2, 1)
	assert.Equal(t, []float64{1, 2, 3, 3}, m.RawMatrix().Data)
	// A part that ends within a step has that step: the next begins in the
	// one after.
	assert.Equal(t, []float64{1, 1, 1, 2}, column(samples(t, inputs.Section(part(1, 2.5), part(2, 1.5)), 1, 4, 1), 0))

	assert.Equal(t, []float64{0, 1, 1, 0, 0, 7, 2, 2, 0, 0},
		column(samples(t, inputs.Pulses(pulseAt(10, 20, 1), pulseAt(50, 20, 7), pulseAt(60, 20, 2)), 1, 100, 10), 0))
	assert.Equal(t, []float64{0, 0}, column(samples(t, inputs.Pulses(), 1, 2, 1), 0))
}

func TestRamp(t *testing.T) {
	// Both ends are reached: 1, 2, …, 5 in the steps from 0.2 to 0.6 ms.
	r := inputs.Ramp{From: 1, To: 5, Start: 0.2, End: 0.7}
	assert.InDeltaSlice(t, []float64{0, 0, 1, 2, 3, 4, 5, 0, 0}, column(samples(t, r, 1, 0.9, 0.1), 0), 1e-14)
	r.Hold = true
	assert.InDeltaSlice(t, []float64{0, 0, 1, 2, 3, 4, 5, 5, 5}, column(samples(t, r, 1, 0.9, 0.1), 0), 1e-14)
	assert.Equal(t, []float64{4, 0}, column(samples(t, inputs.Ramp{From: 4, To: 9, End: 1}, 1, 2, 1), 0), "one step: From")
}

func TestWaves(t *testing.T) {
	const dt = 0.1
	sine := column(samples(t, inputs.Sinusoidal{Amplitude: 2, Hz: 10, Start: 30, End: 400}, 1, 500, dt), 0)
	biased := column(samples(t, inputs.Sinusoidal{Amplitude: 2, Hz: 10, Bias: true}, 1, 500, dt), 0)
	square := column(samples(t, inputs.Square{Amplitude: 2, Hz: 10, Start: 30}, 1, 500, dt), 0)
	for k := range sine {
		at := float64(k) * dt
		want := 0.0
		if k >= 300 && k < 4000 {
			want = 2 * math.Sin(2*math.Pi*10*(at-30)/1000)
		}
		require.InDelta(t, want, sine[k], 1e-12, "at %v", at)
		require.InDelta(t, 2+2*math.Sin(2*math.Pi*10*at/1000), biased[k], 1e-12)
		want = 0
		if k >= 300 {
			want = -2
			if (k-300)%1000 < 500 { // 50 ms of 100
				want = 2
			}
		}
		require.Equal(t, want, square[k], "at %v", at)
	}
	narrow := column(samples(t, inputs.Square{Amplitude: 3, Hz: 100, Duty: 0.2, Bias: true}, 1, 20, 1), 0)
	assert.Equal(t, []float64{6, 6, 0, 0, 0, 0, 0, 0, 0, 0, 6, 6, 0, 0, 0, 0, 0, 0, 0, 0}, narrow)
}

func TestNoise(t *testing.T) {
	// 4 standard errors: of a variance √(2/n), of a mean 1/√n.
	const steps, dt = 40_000, 0.25
	w := column(samples(t, inputs.Wiener{Seed: 3}, 1, steps*dt, dt), 0)
	mean, variance := stat.MeanVariance(w, nil)
	assert.InDelta(t, 0, mean, 4*math.Sqrt(dt/steps))
	assert.InEpsilon(t, dt, variance, 4*math.Sqrt(2./steps))

	// An OU process has the covariance σ²τ/2·e^(−|s|/τ) around its mean; over
	// 2000 neurons after 8 τ, errors as above.
	const n, tau = 2000, 5.0
	ou := samples(t, inputs.OU{Mean: 3, Sigma: 0.4, Tau: tau, Seed: 1}, n, 50, dt)
	last, before := ou.RawRowView(199), ou.RawRowView(199-20)
	mean, variance = stat.MeanVariance(last, nil)
	want := 0.4 * 0.4 * tau / 2
	assert.InDelta(t, 3, mean, 4*math.Sqrt(want/n))
	assert.InEpsilon(t, want, variance, 4*math.Sqrt(2./n))
	assert.InDelta(t, math.Exp(-1), stat.Correlation(last, before, nil), 4/math.Sqrt(n))
	// From its mean: the variance after the first step is that of one step.
	_, variance = stat.MeanVariance(ou.RawRowView(0), nil)
	assert.InEpsilon(t, want*(1-math.Exp(-2*dt/tau)), variance, 4*math.Sqrt(2./n))

	// Shared, and within its span only.
	some := samples(t, inputs.OU{Mean: 9, Tau: 1, Sigma: 1, Shared: true, Start: 2, End: 4}, 3, 6, 1)
	for k := range 6 {
		row := some.RawRowView(k)
		assert.Equal(t, []float64{row[0], row[0], row[0]}, row)
		assert.Equal(t, k >= 2 && k < 4, row[0] != 0)
	}
}

// In whatever order steps are asked for, a step is the same.
func TestNoiseIsAFunctionOfTheStep(t *testing.T) {
	for _, s := range []inputs.Stimulus{inputs.Wiener{Seed: 1}, inputs.OU{Tau: 3, Sigma: 1, Seed: 1}} {
		d, err := s.Prepare(inputs.Target{Size: 2, Dt: 1})
		require.NoError(t, err)
		whole := samples(t, s, 2, 50, 1)
		for _, step := range []int64{40, 3, 3, 4, 49, 0} {
			dst := []float64{0, 0}
			require.NoError(t, d.Add(dst, step))
			assert.Equal(t, whole.RawRowView(int(step)), dst)
		}
		dst := []float64{0, 0}
		assert.Zero(t, testing.AllocsPerRun(100, func() { _ = d.Add(dst, 20) }))
	}
}

func TestWaveformMistakes(t *testing.T) {
	nan := math.NaN()
	for _, c := range []struct {
		s    inputs.Stimulus
		want string
	}{
		{inputs.Section(), "Section has no parts"},
		{inputs.Section(part(1, 0)), "part 0 of Section: Duration is 0; it must be positive"},
		{inputs.Section(part([]float64{1}, 1)), "part 0 of Section has 1 values for 3 elements"},
		{inputs.Section(part(nil, 1)), "part 0 of Section has no value"},
		{inputs.Section(part(initialize.Normal(0, 1), 1)), "give one number"},
		{inputs.Pulses(pulseAt(-1, 0, nan)), "pulse 0: Size is NaN; pulse 0: Length is 0; it must be positive; pulse 0 is at -1 ms"},
		{inputs.Ramp{From: nan, To: math.Inf(1)}, "From is NaN; To is infinite; End is 0 ms"},
		{inputs.Sinusoidal{Amplitude: nan, Start: -1}, "Hz is 0; it must be positive; Start is -1 ms; it must be 0 or later; Amplitude is NaN"},
		{inputs.Square{Hz: 1, Duty: 2}, "Duty is 2"},
		{inputs.Square{Hz: 1, Start: 5, End: 4}, "End is 4 ms; it must be after Start (5 ms)"},
		{inputs.Wiener{End: nan}, "End is NaN ms"},
		{inputs.OU{Mean: nan, Sigma: -1}, "OU: Mean is NaN; Sigma is negative; Tau is 0"},
	} {
		_, err := c.s.Prepare(three)
		assert.ErrorContains(t, err, c.want)
	}
	_, err := inputs.Samples(inputs.Section(part(1, 5)), 1, 6, 1)
	assert.ErrorContains(t, err, "has 5 steps, but 6 ms are 6")
	_, err = inputs.Samples(nil, 1, 6, 1)
	assert.Error(t, err)
	_, err = inputs.Samples(inputs.Constant(1), 0, -1, nan)
	assert.ErrorContains(t, err, "dt is NaN; it must be positive; the duration is -1")
	_, err = inputs.Samples(inputs.Constant(1), 1<<20, 1e6, 1)
	assert.ErrorContains(t, err, "at most 2^31")
}
