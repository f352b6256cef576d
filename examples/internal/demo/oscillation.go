package demo

import (
	"math"

	"github.com/golgi-sim/golgi/runner"
)

// Oscillation returns the frequency in Hz at which the activity of a population
// oscillates, and how regularly: the lag of the first peak of the autocorrelation
// of the spikes per width ms, among lags up to longest ms, and its height,
// between 0 and 1. Both are NaN if there is no such peak.
func Oscillation(t *runner.SpikeTrain, width, longest float64) (hz, height float64) {
	per := max(1, int64(math.Round(width/t.Dt)))
	counts := t.Counts(per)
	bin := float64(per) * t.Dt
	mean := float64(t.Count()) / float64(len(counts))
	covariance := func(lag int) (sum float64) {
		for k := range len(counts) - lag {
			sum += (float64(counts[k]) - mean) * (float64(counts[k+lag]) - mean)
		}
		return sum / float64(len(counts)-lag)
	}
	c := make([]float64, max(0, min(int(longest/bin), len(counts)/2)))
	for lag := range c {
		c[lag] = covariance(lag)
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
	// A parabola through the peak and its neighbours.
	l, m, r := c[at-1], c[at], c[at+1]
	lag := float64(at) + (l-r)/(2*(l-2*m+r))
	return 1000 / (lag * bin), m / c[0]
}
