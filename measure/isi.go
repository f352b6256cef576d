package measure

import (
	"fmt"
	"math"
	"slices"

	"gonum.org/v1/gonum/stat"

	"github.com/golgi-sim/golgi/runner"
)

// ISI returns the intervals between the spikes of each neuron in ms, those of
// all neurons one after the other.
func ISI(t *runner.SpikeTrain) ([]float64, error) {
	steps, err := intervals(t)
	for k := range steps {
		steps[k] *= t.Dt
	}
	return steps, err
}

// intervals returns the interspike intervals of all neurons in steps: exact
// numbers.
func intervals(t *runner.SpikeTrain) ([]float64, error) {
	if t.Err() != nil {
		return nil, t.Err()
	}
	var all []float64
	for _, steps := range t.StepsByNeuron() {
		for k := 1; k < len(steps); k++ {
			all = append(all, float64(steps[k]-steps[k-1]))
		}
	}
	return all, nil
}

// CVs returns, for every neuron with three spikes or more, the coefficient of
// variation of its interspike intervals: 0 for a clock, 1 for a Poisson process.
// The standard deviation is that of the intervals as a population.
func CVs(t *runner.SpikeTrain) ([]float64, error) {
	if t.Err() != nil {
		return nil, t.Err()
	}
	return slices.DeleteFunc(t.CVs(), math.IsNaN), nil
}

// Histogram counts values in bins of equal width: Counts[k] is the number of
// those from Edges[k], inclusive, to Edges[k+1].
type Histogram struct {
	Edges  []float64
	Counts []float64
}

// maxBins bounds a histogram, so that a tiny width is an error and not all the
// memory there is.
const maxBins = 1 << 20

// ISIHistogram counts the interspike intervals of all neurons in bins of a
// width in ms, which is rounded to whole steps. The bins begin at 0 and go on to
// the longest interval.
func ISIHistogram(t *runner.SpikeTrain, width float64) (Histogram, error) {
	isi, err := intervals(t)
	if err != nil {
		return Histogram{}, err
	}
	if !(width > 0) || math.IsInf(width, 0) {
		return Histogram{}, fmt.Errorf("measure: bins of %v ms; the width must be positive", width)
	}
	// Whole steps, in which intervals and edges are exact.
	w := max(1, math.Round(width/t.Dt))
	slices.Sort(isi)
	bins := 1
	if len(isi) > 0 {
		longest := isi[len(isi)-1]
		if longest/w > maxBins {
			return Histogram{}, fmt.Errorf("measure: intervals of up to %g ms in bins of %v ms; take wider bins", longest*t.Dt, width)
		}
		bins += int(longest / w)
	}
	edges := make([]float64, bins+1)
	for k := range edges {
		edges[k] = float64(k) * w
	}
	h := Histogram{Counts: stat.Histogram(nil, edges, isi, nil), Edges: edges}
	for k := range edges {
		edges[k] *= t.Dt
	}
	return h, nil
}
