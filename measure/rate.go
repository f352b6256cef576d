package measure

import (
	"fmt"
	"math"
	"strings"

	"gonum.org/v1/gonum/stat"

	"github.com/golgi-sim/golgi/runner"
)

// FiringRate returns the firing rate of a population over time in Hz: for every
// step, the spikes per neuron and second in a window of about that width in ms
// around it. The window has 2⌊width/(2 dt)⌋ + 1 steps. At the ends of the train,
// where part of the window lies outside, the rate is that of the part inside;
// so it is not too low there, as that of a convolution with zeros would be.
func FiringRate(t *runner.SpikeTrain, width float64) (*runner.Series, error) {
	switch {
	case t.Err() != nil:
		return nil, t.Err()
	case !(width > 0) || math.IsInf(width, 0):
		return nil, fmt.Errorf("measure: a window of %v ms; it must be positive", width)
	case t.N == 0:
		return nil, fmt.Errorf("measure: %s has no neurons", t.Name)
	}
	counts := t.Counts(1)
	n := len(counts)
	// The quotient of a width that is a multiple of dt may come out a little
	// too small.
	half := int(min(math.Floor(width/2/t.Dt+1e-9), float64(n)))
	rate := make([]float64, n)
	inside, from, to := 0, 0, 0 // spikes in steps from to to-1
	for k := range rate {
		for ; to < min(k+half+1, n); to++ {
			inside += counts[to]
		}
		for ; from < k-half; from++ {
			inside -= counts[from]
		}
		rate[k] = float64(inside) / float64(t.N) / (float64(to-from) * t.Dt) * 1000
	}
	return runner.NewSeries(strings.Replace(t.Name, ".spike", "", 1)+".rate", "Hz", t.Dt, t.Start, 1, rate), nil
}

// Rates describes how the firing rates of neurons are distributed, in Hz.
type Rates struct {
	Each     []float64 // of every neuron
	Mean, SD float64   // over neurons; the SD is that of the sample
	Silent   int       // neurons without a spike
}

// FiringRates returns the rate of every neuron over the span of the train.
func FiringRates(t *runner.SpikeTrain) (Rates, error) {
	switch {
	case t.Err() != nil:
		return Rates{}, t.Err()
	case t.N == 0 || t.Duration() == 0:
		return Rates{}, fmt.Errorf("measure: %s has %d neurons over %g ms, so there is no rate", t.Name, t.N, t.Duration())
	}
	r := Rates{Each: t.Rates()}
	r.Mean, r.SD = stat.MeanStdDev(r.Each, nil)
	if t.N == 1 {
		r.SD = 0
	}
	for _, x := range r.Each {
		if x == 0 {
			r.Silent++
		}
	}
	return r, nil
}
