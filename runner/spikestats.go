package runner

import (
	"math"

	"gonum.org/v1/gonum/stat"
)

// Rate returns the mean firing rate in Hz: spikes per neuron and second. It is
// NaN if there are no neurons or no time.
func (t *SpikeTrain) Rate() float64 {
	return float64(t.Count()) / float64(t.N) / t.Duration() * 1000
}

// Rates returns the firing rate of every neuron in Hz.
func (t *SpikeTrain) Rates() []float64 {
	rates := make([]float64, t.N)
	for _, i := range t.Indices {
		rates[i]++
	}
	for i := range rates {
		rates[i] *= 1000 / t.Duration()
	}
	return rates
}

// Counts returns the number of spikes in consecutive bins of that many steps;
// the last bin may be cut short by the end of the span.
func (t *SpikeTrain) Counts(steps int64) []int {
	if steps < 1 {
		panic("runner: Counts in bins of less than one step")
	}
	counts := make([]int, (t.Stop-t.Start+steps-1)/steps)
	for _, step := range t.Steps {
		counts[(step-t.Start)/steps]++
	}
	return counts
}

// StepsByNeuron returns the steps in which each neuron spiked, ascending.
func (t *SpikeTrain) StepsByNeuron() [][]int64 {
	counts := make([]int, t.N)
	for _, i := range t.Indices {
		counts[i]++
	}
	all := make([]int64, t.Count())
	each := make([][]int64, t.N)
	for i, c := range counts {
		each[i], all = all[:0:c], all[c:]
	}
	for step, i := range t.All() {
		each[i] = append(each[i], step)
	}
	return each
}

// ISI returns the intervals between the spikes of neuron i in ms, in their
// order. A neuron that is not in the train has none.
func (t *SpikeTrain) ISI(i int) []float64 {
	var isi []float64
	last := int64(-1)
	for k, step := range t.Steps {
		if int(t.Indices[k]) != i {
			continue
		}
		if last >= 0 {
			isi = append(isi, float64(step-last)*t.Dt)
		}
		last = step
	}
	return isi
}

// CVs returns, for every neuron, the coefficient of variation of its
// interspike intervals: their standard deviation over their mean, both of the
// intervals as a population (divided by their number). It is NaN for a neuron
// with fewer than three spikes.
func (t *SpikeTrain) CVs() []float64 {
	cvs := make([]float64, t.N)
	var isi []float64
	for i, steps := range t.StepsByNeuron() {
		if len(steps) < 3 {
			cvs[i] = math.NaN()
			continue
		}
		isi = isi[:0]
		for k := range len(steps) - 1 {
			isi = append(isi, float64(steps[k+1]-steps[k]))
		}
		mean, sd := stat.PopMeanStdDev(isi, nil)
		cvs[i] = sd / mean
	}
	return cvs
}

// CV returns the mean of CVs over the neurons with three spikes or more; NaN if
// there are none.
func (t *SpikeTrain) CV() float64 {
	sum, n := 0.0, 0
	for _, cv := range t.CVs() {
		if !math.IsNaN(cv) {
			sum += cv
			n++
		}
	}
	return sum / float64(n)
}
