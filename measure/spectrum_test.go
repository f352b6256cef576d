package measure_test

import (
	"fmt"
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

// white is n numbers of variance 1.
func white(n int, seed uint64) []float64 {
	r := rand.New(rand.NewPCG(seed, 9))
	x := make([]float64, n)
	for k := range x {
		x[k] = r.NormFloat64()
	}
	return x
}

// White noise of variance σ² in steps dt has the one-sided density 2σ²dt at all
// frequencies. With M independent segments the relative error of a point is
// 1/√M; the mean over all points is much closer.
func TestSpectrumOfWhiteNoise(t *testing.T) {
	const sigma, dt = 3.0, 0.5 // ms
	x := white(1<<18, 1)
	floats.Scale(sigma, x)
	s := runner.NewSeries("N.V", "mV", dt, 0, 1, x)
	for _, w := range []measure.Window{"", measure.Hann, measure.Hamming, measure.Blackman, measure.Rectangular} {
		p, err := measure.PowerSpectrum(s, measure.Welch{Segment: 128, Window: w, Overlap: measure.NoOverlap})
		require.NoError(t, err)
		want := 2 * sigma * sigma * dt / 1000 // mV²/Hz
		require.Equal(t, 1024, p.Segments)
		require.Len(t, p.Frequencies, 129)
		assert.InDelta(t, 1000.0, p.Frequencies[128], 1e-9, "the frequency of Nyquist, half of 2 kHz")
		for k := 3; k < 126; k++ {
			require.InDelta(t, want, p.Density[k], 5*want/math.Sqrt(1024), "%s, %v Hz", w, p.Frequencies[k])
		}
		// 123 points of error 1/32 each, in part dependent.
		assert.InDelta(t, want, stat.Mean(p.Density[3:126], nil), 0.01*want)
		assert.Equal(t, "mV", p.Unit)
	}
}

// A sine of amplitude a has the power a²/2, all of it at its frequency.
func TestSpectrumOfSine(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		amplitude := rapid.Float64Range(0.1, 10).Draw(r, "amplitude")
		hz := rapid.Float64Range(20, 400).Draw(r, "Hz")
		phase := rapid.Float64Range(0, 6).Draw(r, "phase")
		x := make([]float64, 8192)
		for k := range x {
			x[k] = -65 + amplitude*math.Sin(2*math.Pi*hz*float64(k)*0.001+phase)
		}
		// Segments of 512 ms resolve 2 Hz; the main lobe of the window is
		// 4 bins wide, so that ±10 Hz hold all but 1e-4 of the power.
		p, err := measure.PowerSpectrum(runner.NewSeries("x", "", 1, 0, 1, x), measure.Welch{Segment: 512})
		require.NoError(r, err)
		require.InEpsilon(r, amplitude*amplitude/2, p.Power(hz-10, hz+10), 0.003)
		require.InDelta(r, hz, p.Peak(0, 500), 1000.0/512)
	})
}

// The spectrum of an Ornstein–Uhlenbeck process sampled every dt: with
// a = exp(−dt/τ), S(f) = 2dt·σ²(1−a²)/(1 − 2a·cos(2πf·dt) + a²), which goes to
// the Lorentzian 4σ²τ/(1+(2πfτ)²) for small dt.
func TestSpectrumOfOU(t *testing.T) {
	const tau, sigma, dt, n = 10.0, 2.0, 0.2, 1 << 19
	a, x := math.Exp(-dt/tau), white(n, 2)
	x[0] *= sigma
	for k := 1; k < n; k++ {
		x[k] = a*x[k-1] + sigma*math.Sqrt(1-a*a)*x[k]
	}
	p, err := measure.PowerSpectrum(runner.NewSeries("x", "", dt, 0, 1, x), measure.Welch{Segment: 400})
	require.NoError(t, err)
	// 524 overlapping segments of a Hann window: an error of about 1/√(0.9·524).
	worst, mean := 0.0, 0.0
	for k := 2; k < len(p.Density)-1; k++ {
		f := p.Frequencies[k] / 1000
		want := 2 * dt / 1000 * sigma * sigma * (1 - a*a) / (1 - 2*a*math.Cos(2*math.Pi*f*dt) + a*a)
		ratio := p.Density[k]/want - 1
		worst, mean = max(worst, math.Abs(ratio)), mean+ratio/float64(len(p.Density)-3)
		if p.Frequencies[k] < 200 {
			lorentz := 4 * sigma * sigma * tau / 1000 / (1 + math.Pow(2*math.Pi*f*tau, 2))
			require.InEpsilon(t, lorentz, want, 0.02)
		}
	}
	assert.Less(t, worst, 5/math.Sqrt(0.9*524))
	assert.Less(t, math.Abs(mean), 0.01)
}

// The integral over all frequencies is the variance: exactly, with a rectangular
// window over the whole series.
func TestSpectrumIsVariance(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		n := rapid.IntRange(8, 300).Draw(r, "n")
		columns := rapid.IntRange(1, 3).Draw(r, "columns")
		x := white(n*columns, rapid.Uint64().Draw(r, "seed"))
		s := runner.NewSeries("x", "", rapid.Float64Range(0.01, 10).Draw(r, "dt"), 5, columns, x)
		p, err := measure.PowerSpectrum(s, measure.Welch{Segment: float64(n) * s.Dt, Window: measure.Rectangular})
		require.NoError(r, err)
		want := 0.0
		for j := range columns {
			want += stat.PopVariance(s.Column(j), nil) / float64(columns)
		}
		require.InEpsilon(r, want, p.Power(0, math.Inf(1)), 1e-9)
	})
}

// A series of every fifth step is one of steps five times as long.
func TestSpectrumOfEverySoManySteps(t *testing.T) {
	x := white(800, 4)
	all, some := runner.NewSeries("x", "", 0.5, 0, 1, x), runner.NewSeries("x", "", 0.1, 0, 1, x)
	some.Every = 5
	want, err := measure.PowerSpectrum(all, measure.Welch{Segment: 50})
	require.NoError(t, err)
	got, err := measure.PowerSpectrum(some, measure.Welch{Segment: 50})
	require.NoError(t, err)
	assert.Equal(t, want, got)
}

func TestSpectrumMistakes(t *testing.T) {
	s := runner.NewSeries("N.V", "mV", 0.1, 0, 1, white(1000, 3))
	gap := white(1000, 3)
	gap[500] = math.NaN()
	for want, f := range map[string]func() error{
		"none: dt is -1": func() error {
			_, err := measure.PowerSpectrum(runner.NewSeries("none", "", -1, 0, 1, nil), measure.Welch{})
			return err
		},
		"N.V has 3 rows; at least 8":         func() error { _, err := measure.PowerSpectrum(s.Window(0, 0.3), measure.Welch{}); return err },
		"segments of 200 ms of the 100 ms":   func() error { _, err := measure.PowerSpectrum(s, measure.Welch{Segment: 200}); return err },
		"segments of NaN ms":                 func() error { _, err := measure.PowerSpectrum(s, measure.Welch{Segment: math.NaN()}); return err },
		"segments of -1 ms":                  func() error { _, err := measure.PowerSpectrum(s, measure.Welch{Segment: -1}); return err },
		"an Overlap of 1;":                   func() error { _, err := measure.PowerSpectrum(s, measure.Welch{Overlap: 1}); return err },
		`Window is "han"; it must be one of`: func() error { _, err := measure.PowerSpectrum(s, measure.Welch{Window: "han"}); return err },
		"N.V is NaN in row 500, column 0": func() error {
			_, err := measure.PowerSpectrum(runner.NewSeries("N.V", "", 0.1, 0, 1, gap), measure.Welch{})
			return err
		},
	} {
		assert.ErrorContains(t, f(), want)
	}
	// Short ones are one segment.
	p, err := measure.PowerSpectrum(s.Window(0, 5), measure.Welch{})
	require.NoError(t, err)
	assert.Equal(t, 1, p.Segments)
	assert.True(t, math.IsNaN(p.Peak(1e9, 2e9)))
}

// A tone of 40 Hz in 2 s of a trace.
func ExamplePowerSpectrum() {
	var v []float64
	for k := range 2000 {
		v = append(v, -60+2*math.Sin(2*math.Pi*40*float64(k)/1000))
	}
	p, err := measure.PowerSpectrum(runner.NewSeries("N.V", "mV", 1, 0, 1, v), measure.Welch{Segment: 500})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Printf("peak at %g Hz, %.2f %s² in 30 to 50 Hz, %d segments\n", p.Peak(0, 500), p.Power(30, 50), p.Unit, p.Segments)
	// Output: peak at 40 Hz, 2.00 mV² in 30 to 50 Hz, 7 segments
}
