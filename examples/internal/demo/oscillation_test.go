package demo

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/golgi-sim/golgi/runner"
)

// A population whose rate is 1 + cos(2πft): the autocorrelation has its first
// peak at 1/f, and a lag is found to a small part of a bin.
func TestOscillation(t *testing.T) {
	const f, dt = 43.7, 0.1
	train := &runner.SpikeTrain{Dt: dt, Stop: 20000, N: 100}
	for step := range int64(20000) {
		for i := range int(math.Round(20 * (1 + math.Cos(2*math.Pi*f/1000*dt*float64(step))))) {
			train.Steps, train.Indices = append(train.Steps, step), append(train.Indices, int32(i))
		}
	}
	hz, height := Oscillation(train, 0.5, 50)
	assert.InDelta(t, f, hz, 0.1)
	assert.InDelta(t, 1, height, 0.05)
	hz, height = Oscillation(train, 0.5, 10) // no lag that long
	assert.True(t, math.IsNaN(hz) && math.IsNaN(height))
	hz, _ = Oscillation(&runner.SpikeTrain{Dt: dt, N: 100}, 0.5, 50) // no time
	assert.True(t, math.IsNaN(hz))
}

// population returns the spikes of n neurons over ms, in steps of 0.1 ms; times
// are those of the spikes of one.
func population(n int, ms float64, times func() []float64) *runner.SpikeTrain {
	train := &runner.SpikeTrain{Dt: 0.1, Stop: int64(10 * ms), N: n}
	at := map[int64][]int32{}
	for i := range n {
		for _, t := range times() {
			if k := int64(10 * t); k >= 0 && k < train.Stop && !slices.Contains(at[k], int32(i)) {
				at[k] = append(at[k], int32(i))
			}
		}
	}
	for k := range train.Stop {
		for _, i := range at[k] {
			train.Steps, train.Indices = append(train.Steps, k), append(train.Indices, i)
		}
	}
	return train
}

// Neurons that have nothing to do with one another do not oscillate, though the
// autocorrelation of their spikes has peaks and each may be regular: of 300
// populations that would be said of 3, and of more than 9 with a probability of
// 0.1 %.
func TestNoOscillation(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	poisson := func() (all []float64) {
		for t := r.ExpFloat64() * 20; t < 250; t += r.ExpFloat64() * 20 {
			all = append(all, t)
		}
		return all
	}
	regular := func() (all []float64) {
		for t := r.Float64() * 16; t < 250; t += 16 {
			all = append(all, t)
		}
		return all
	}
	detuned := func() (all []float64) { // at rates of their own
		every := 10 + 10*r.Float64()
		for t := r.Float64() * every; t < 250; t += every {
			all = append(all, t)
		}
		return all
	}
	for k, times := range []func() []float64{poisson, regular, detuned} {
		name := []string{"poisson", "regular", "detuned"}[k]
		said, peaks := 0, 0
		for range 300 {
			train := population(60, 250, times)
			if hz, height := Oscillation(train, 1, 100); !math.IsNaN(hz) {
				said++
			} else {
				assert.True(t, math.IsNaN(height))
			}
			if hz, _ := firstPeak(train.Counts(10), 1, 100); !math.IsNaN(hz) {
				peaks++
			}
		}
		t.Logf("%s: %d of 300, and %d peaks", name, said, peaks)
		assert.LessOrEqual(t, said, 9, name)
		assert.Greater(t, peaks, 250, name)
	}
	hz, _ := Oscillation(population(60, 250, func() []float64 { return nil }), 1, 100) // no spikes
	assert.True(t, math.IsNaN(hz))
}

// A weak oscillation is found where noise hides it in the autocorrelation, whose
// first peak is anywhere; to 8 %, since noise moves peaks. None is found that is
// slower than the longest lag.
func TestWeakOscillation(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	modulated := func(f, depth float64) func() []float64 {
		return func() (all []float64) {
			for t := r.ExpFloat64() * 10; t < 500; t += r.ExpFloat64() * 10 {
				if r.Float64() < 0.5*(1+depth*math.Cos(2*math.Pi*f*t/1000)) {
					all = append(all, t)
				}
			}
			return all
		}
	}
	hidden := 0
	for range 10 {
		train := population(400, 500, modulated(130, 0.15))
		hz, height := Oscillation(train, 0.2, 50)
		assert.InEpsilon(t, 130, hz, 0.08)
		if first, _ := firstPeak(train.Counts(2), 0.2, 50); math.Abs(first-130) > 30 {
			hidden++
		}
		assert.Greater(t, height, 0.)
		assert.Less(t, height, 0.5)
		hz, _ = Oscillation(population(400, 500, modulated(8, 0.4)), 0.2, 50)
		assert.True(t, math.IsNaN(hz), "%v Hz", hz)
	}
	assert.Greater(t, hidden, 3)
}

// Neurons in step have the ratio of their number: 25 pulses a second.
func TestSynchrony(t *testing.T) {
	train := population(7, 400, func() (all []float64) {
		for t := 5.; t < 400; t += 40 {
			all = append(all, t)
		}
		return all
	})
	s := synchronyOf(train, 10, 100)
	assert.InDelta(t, 7, s.ratio[int(math.Round(25/s.hz))], 1e-9)
	assert.False(t, s.at(25)) // of so few it says nothing
	assert.Contains(t, NoOscillation(7), "fewer than 12 neurons")
	assert.Contains(t, NoOscillation(70), "no oscillation: no peak of the spectrum stands out")
}
