package measure_test

import (
	"math"
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"gonum.org/v1/gonum/mat"
	"pgregory.net/rapid"

	"github.com/golgi-sim/golgi/measure"
	"github.com/golgi-sim/golgi/runner"
)

// The definition of Wang and Buzsáki, pair by pair and bin by bin.
func TestCrossCorrelation(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		n, steps := rapid.IntRange(2, 6).Draw(r, "n"), rapid.Int64Range(1, 80).Draw(r, "steps")
		width := rapid.IntRange(1, 20).Draw(r, "width")
		train := poisson(n, rapid.Float64Range(0, 0.5).Draw(r, "p"), steps, rapid.Uint64().Draw(r, "seed"))
		bins := (int(steps) + width - 1) / width
		x := make([][]float64, n)
		for i := range x {
			x[i] = make([]float64, bins)
		}
		for step, i := range train.All() {
			x[i][int(step)/width] = 1
		}
		total, pairs := 0.0, 0.0
		for i := range n {
			for j := range i {
				both, a, b := 0.0, 0.0, 0.0
				for l := range bins {
					both, a, b = both+x[i][l]*x[j][l], a+x[i][l], b+x[j][l]
				}
				if pairs++; a*b > 0 {
					total += both / math.Sqrt(a*b)
				}
			}
		}
		got, err := measure.CrossCorrelation(train, float64(width)*0.1)
		require.NoError(r, err)
		require.InDelta(r, total/pairs, got, 1e-12)
	})
	// All together: 1. Of independent ones, the share of busy bins.
	same, err := measure.CrossCorrelation(runner.NewSpikeTrain("s", 2, 1, 0, 9, []int64{1, 1, 5, 5}, []int32{0, 1, 0, 1}), 1)
	require.NoError(t, err)
	assert.InDelta(t, 1, same, 1e-15)
	free, err := measure.CrossCorrelation(poisson(100, 0.1, 20000, 4), 0.1)
	require.NoError(t, err)
	assert.InDelta(t, 0.1, free, 0.002)
}

func seriesOf(rows, columns int, f func(k, j int) float64) *runner.Series {
	x := make([]float64, rows*columns)
	for i := range x {
		x[i] = f(i/columns, i%columns)
	}
	return runner.NewSeries("N.V", "mV", 0.5, 0, columns, x)
}

func TestVoltageFluctuation(t *testing.T) {
	sync, err := measure.VoltageFluctuation(seriesOf(500, 7, func(k, j int) float64 { return math.Sin(float64(k)) + float64(j) }))
	require.NoError(t, err)
	assert.InDelta(t, 1, sync, 1e-12)
	// Phases all round: the mean stands still. Two halves in opposition, too.
	opposed, err := measure.VoltageFluctuation(seriesOf(500, 4, func(k, j int) float64 { return math.Sin(float64(k)) * float64(1-2*(j%2)) }))
	require.NoError(t, err)
	assert.InDelta(t, 0, opposed, 1e-12)
	// Independent: 1/N. The error of a variance of 20,000 numbers is 1 %.
	r := rand.New(rand.NewPCG(1, 2))
	free, err := measure.VoltageFluctuation(seriesOf(20000, 10, func(int, int) float64 { return r.NormFloat64() }))
	require.NoError(t, err)
	assert.InDelta(t, 0.1, free, 0.004)
	still, err := measure.VoltageFluctuation(seriesOf(5, 3, func(int, int) float64 { return -65 }))
	require.NoError(t, err)
	assert.Equal(t, 1.0, still)
}

// pearson by its definition, with weights.
func pearson(x, y, w []float64) float64 {
	var n, mx, my float64
	for i := range x {
		n, mx, my = n+w[i], mx+w[i]*x[i], my+w[i]*y[i]
	}
	mx, my = mx/n, my/n
	var xy, xx, yy float64
	for i := range x {
		xy += w[i] * (x[i] - mx) * (y[i] - my)
		xx += w[i] * (x[i] - mx) * (x[i] - mx)
		yy += w[i] * (y[i] - my) * (y[i] - my)
	}
	return xy / math.Sqrt(xx*yy)
}

func ones(n int) []float64 {
	x := make([]float64, n)
	for i := range x {
		x[i] = 1
	}
	return x
}

func TestFunctionalConnectivity(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	x := seriesOf(200, 5, func(k, j int) float64 {
		if j == 4 {
			return 7 // does not vary
		}
		return r.NormFloat64() + float64(j)*math.Sin(float64(k))
	})
	fc, err := measure.FunctionalConnectivity(x)
	require.NoError(t, err)
	for i := range 5 {
		for j := range 5 {
			want := 0.0
			switch {
			case i == j:
				want = 1
			case i < 4 && j < 4:
				want = pearson(x.Column(i), x.Column(j), ones(200))
			}
			assert.InDelta(t, want, fc.At(i, j), 1e-12)
		}
	}
	// Windows of 25 ms, 50 steps, every 10 ms.
	fcd, err := measure.FunctionalConnectivityDynamics(x, 25, 10)
	require.NoError(t, err)
	n, _ := fcd.Dims()
	require.Equal(t, 8, n) // (100 − 25)/10 + 1
	triangle := func(k int) (all []float64) {
		c, err := measure.FunctionalConnectivity(x.Window(float64(k)*10, float64(k)*10+25))
		require.NoError(t, err)
		for i := range 5 {
			for j := i + 1; j < 5; j++ {
				all = append(all, c.At(i, j))
			}
		}
		return all
	}
	assert.InDelta(t, pearson(triangle(2), triangle(5), ones(10)), fcd.At(2, 5), 1e-12)
	assert.Equal(t, 1.0, fcd.At(3, 3))

	other, err := measure.FunctionalConnectivity(x.Window(0, 50))
	require.NoError(t, err)
	same, err := measure.MatrixCorrelation(fc, fc)
	require.NoError(t, err)
	assert.InDelta(t, 1, same, 1e-12)
	got, err := measure.MatrixCorrelation(fc, other)
	require.NoError(t, err)
	var a, b []float64
	for i := range 5 {
		for j := i + 1; j < 5; j++ {
			a, b = append(a, fc.At(i, j)), append(b, other.At(i, j))
		}
	}
	assert.InDelta(t, pearson(a, b, ones(10)), got, 1e-12)

	w := []float64{1, 0, 2, 0.5, 3, 1, 1, 0, 2, 4}
	weighted, err := measure.WeightedCorrelation(a, b, w)
	require.NoError(t, err)
	assert.InDelta(t, pearson(a, b, w), weighted, 1e-12)
}

// The formula of the paper, spike by spike.
func TestUnitaryLFP(t *testing.T) {
	train := runner.NewSpikeTrain("E", 2, 0.5, 100, 300, []int64{110, 120, 150}, []int32{0, 1, 0})
	at := [][2]float64{{0.1, 0.1}, {0.4, 0.5}} // in the middle, and 0.5 mm off
	for layer, a := range map[measure.Layer][2]float64{"": {0.48, 3}, "deep": {-0.16, -0.2}, "superficial": {0.24, -1.2}, "surface": {-0.08, 0.3}} {
		for k, inhibitory := range []bool{false, true} {
			lfp, err := measure.UnitaryLFP(train, measure.LFP{Positions: at, Layer: layer, Inhibitory: inhibitory})
			require.NoError(t, err)
			sigma := []float64{3.15, 2.1}[k]
			for row, ms := range lfp.Times() {
				want := 0.0
				for s, step := range train.Steps {
					d := []float64{0, 0.5}[train.Indices[s]]
					late := ms - float64(step)*0.5 - 10.4 - 1000*d/200
					want += a[k] * math.Exp(-d/0.2) * math.Exp(-late*late/2/sigma/sigma)
				}
				require.InDelta(t, want, lfp.At(row, 0), 1e-10, "%s at %v ms", layer, ms)
			}
		}
	}
	// Neurons without a place have one by chance, within the plane: at the
	// most 0.14 mm off, the peak is at least e^(−0.71) of the largest.
	one := runner.NewSpikeTrain("E", 1, 0.1, 0, 1000, []int64{0}, []int32{0})
	for seed := range uint64(50) {
		lfp, err := measure.UnitaryLFP(one, measure.LFP{Seed: seed})
		require.NoError(t, err)
		peak := mat.Max(lfp.Matrix())
		assert.True(t, peak > 0.48*math.Exp(-0.1*math.Sqrt2/0.2)*0.999 && peak <= 0.48)
	}
}

func TestCorrelationMistakes(t *testing.T) {
	train := regular(2, 10, 100)
	bad := runner.NewSpikeTrain("bad", -1, 1, 0, 1, nil, nil)
	none := runner.NewSeries("none", "", -1, 0, 1, nil)
	x := seriesOf(10, 3, func(k, j int) float64 { return float64(k * j) })
	square := mat.NewDense(3, 3, nil)
	for want, f := range map[string]func() error{
		"bad: -1 neurons":                 func() error { _, err := measure.CrossCorrelation(bad, 1); return err },
		"bins of 0 ms":                    func() error { _, err := measure.CrossCorrelation(train, 0); return err },
		"has 1 neurons":                   func() error { _, err := measure.CrossCorrelation(regular(1, 10, 100), 1); return err },
		"none: dt is -1":                  func() error { _, err := measure.VoltageFluctuation(none); return err },
		"has 1 rows":                      func() error { _, err := measure.FunctionalConnectivity(x.Window(0, 0.5)); return err },
		"windows of 0.5 ms over the 5 ms": func() error { _, err := measure.FunctionalConnectivityDynamics(x, 0.5, 1); return err },
		"windows every NaN ms":            func() error { _, err := measure.FunctionalConnectivityDynamics(x, 2, math.NaN()); return err },
		"fewer than 3": func() error {
			_, err := measure.FunctionalConnectivityDynamics(seriesOf(9, 2, func(k, j int) float64 { return 0 }), 2, 1)
			return err
		},
		"matrices of 3 × 3 and 2 × 3": func() error { _, err := measure.MatrixCorrelation(square, mat.NewDense(2, 3, nil)); return err },
		"does not vary":               func() error { _, err := measure.MatrixCorrelation(square, square); return err },
		"2 and 1 values":              func() error { _, err := measure.WeightedCorrelation([]float64{1, 2}, []float64{1}, nil); return err },
		"weight 1 is -1": func() error {
			_, err := measure.WeightedCorrelation([]float64{1, 2}, []float64{1, 2}, []float64{1, -1})
			return err
		},
		"all 2 weights are 0": func() error {
			_, err := measure.WeightedCorrelation([]float64{1, 2}, []float64{1, 2}, []float64{0, 0})
			return err
		},
		`Layer is "roof"`: func() error { _, err := measure.UnitaryLFP(train, measure.LFP{Layer: "roof"}); return err },
		"Speed is -1":     func() error { _, err := measure.UnitaryLFP(train, measure.LFP{Speed: -1}); return err },
		"1 Positions for the 2 neurons": func() error {
			_, err := measure.UnitaryLFP(train, measure.LFP{Positions: make([][2]float64, 1)})
			return err
		},
	} {
		assert.ErrorContains(t, f(), want)
	}
}
