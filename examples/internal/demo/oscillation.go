package demo

import (
	"math"

	"github.com/golgi-sim/golgi/runner"
)

// Oscillation returns the frequency in Hz at which the activity of a population
// oscillates, and how regularly: the lag of the first peak of the autocorrelation
// of the spikes per width ms, among lags up to longest ms, and its height,
// between 0 and 1. Noise has such peaks, too: if the neurons are not in step at
// that frequency it is the one at which they are most in step; both are NaN if
// there is none. They are in step where the spectrum of the population exceeds
// the sum of those of the neurons by more than would happen in 1 of 100
// populations of unrelated neurons.
func Oscillation(t *runner.SpikeTrain, width, longest float64) (hz, height float64) {
	per := max(1, int64(math.Round(width/t.Dt)))
	bin := float64(per) * t.Dt
	counts := t.Counts(per)
	hz, height = firstPeak(counts, bin, longest)
	s := synchronyOf(t, per, longest)
	if s.at(hz) {
		return hz, height
	}
	hz = s.peak()
	if lag := math.Round(1000 / hz / bin); lag > 0 && lag < float64(len(counts)) { // not NaN
		c := newCovariance(counts)
		return hz, c.at(int(lag)) / c.at(0)
	}
	return math.NaN(), math.NaN()
}

// covariance is the autocovariance of counts.
type covariance struct {
	counts []int
	mean   float64
}

func newCovariance(counts []int) covariance {
	total := 0
	for _, n := range counts {
		total += n
	}
	return covariance{counts, float64(total) / float64(len(counts))}
}

func (c covariance) at(lag int) (sum float64) {
	n := len(c.counts) - lag
	for k := range n {
		sum += (float64(c.counts[k]) - c.mean) * (float64(c.counts[k+lag]) - c.mean)
	}
	return sum / float64(n)
}

// firstPeak returns the frequency of the first peak of the autocorrelation of
// counts in bins of some ms, and its height.
func firstPeak(counts []int, bin, longest float64) (hz, height float64) {
	of := newCovariance(counts)
	c := make([]float64, max(0, min(int(longest/bin), len(counts)/2)))
	for lag := range c {
		c[lag] = of.at(lag)
	}
	// The peak lies between the first time that the curve rises above zero
	// again and the next that it falls below.
	from := 0
	for from < len(c) && c[from] > 0 {
		from++
	}
	at := from
	for k, begun := from, false; k < len(c) && (!begun || c[k] > 0); k++ {
		begun = begun || c[k] > 0
		if c[k] > c[at] {
			at = k
		}
	}
	if at == from || at+1 >= len(c) {
		return math.NaN(), math.NaN()
	}
	lag := float64(at) + vertex(c[at-1], c[at], c[at+1])
	return 1000 / (lag * bin), c[at] / c[0]
}

// vertex is where the parabola through a peak and its neighbours, at -1, 0 and
// 1, is highest.
func vertex(l, m, r float64) float64 { return (l - r) / (2 * (l - 2*m + r)) }
