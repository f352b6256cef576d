package visualize

import (
	"cmp"
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"

	"gonum.org/v1/gonum/floats"

	"github.com/golgi-sim/golgi/measure"
	"github.com/golgi-sim/golgi/runner"
)

// Sample is values with the name that a legend gives them.
type Sample struct {
	Name   string
	Values []float64
}

// Distribution draws how values are distributed: a histogram of each sample, as
// a density, so that samples of different sizes compare. All have the same bins,
// of measure.BinWidth. The label is that of the values, with their unit, as in
// "weight (nS)". Values that are not finite are left out.
func Distribution(label string, samples ...Sample) *Figure {
	return distribution("Distribution", label, 0, samples)
}

// ISI draws the distribution of the intervals between the spikes of each neuron.
// The bins are whole steps wide. Where a few intervals are much longer than all
// others, the axis ends before them, and the panel says how many are not shown.
func ISI(trains ...*runner.SpikeTrain) *Figure {
	samples, err := samplesOf("ISI", trains, measure.ISI)
	grain := 0.0
	for _, t := range trains {
		if t != nil {
			grain = max(grain, t.Dt)
		}
	}
	f := distribution("ISI", "interspike interval (ms)", grain, samples)
	f.err = cmp.Or(err, f.err)
	return f
}

// Rates draws the distribution of the firing rates of the neurons over the span
// of the trains.
func Rates(trains ...*runner.SpikeTrain) *Figure {
	samples, err := samplesOf("Rates", trains, func(t *runner.SpikeTrain) ([]float64, error) {
		r, err := measure.FiringRates(t)
		return r.Each, err
	})
	grain := 0.0
	for _, t := range trains {
		if t != nil && t.Duration() > 0 {
			grain = max(grain, 1000/t.Duration()) // rates are multiples of it
		}
	}
	f := distribution("Rates", "firing rate (Hz)", grain, samples)
	f.err = cmp.Or(err, f.err)
	return f
}

// samplesOf makes a sample of each train.
func samplesOf(caller string, trains []*runner.SpikeTrain, of func(*runner.SpikeTrain) ([]float64, error)) (all []Sample, err error) {
	var errs []error
	for k, t := range trains {
		if t == nil {
			errs = append(errs, fmt.Errorf("train %d of %s is nil", k, caller))
			continue
		}
		values, err := of(t)
		errs = append(errs, err)
		all = append(all, Sample{trainName(t), values})
	}
	return all, errors.Join(errs...)
}

// trainName is how a legend calls a train.
func trainName(t *runner.SpikeTrain) string { return strings.Replace(t.Name, ".spike", "", 1) }

// tail is how many of ascending values are far out: beyond twice what 19 of 20 are
// less than, if some are beyond five times that; of an exponential distribution
// of a million, none.
func tail(x []float64) int {
	most := x[len(x)-1-len(x)/20]
	if !(most > 0 && x[len(x)-1] > 5*most) {
		return 0
	}
	at, _ := slices.BinarySearch(x, 2*most)
	return len(x) - at
}

// mostBins bounds the bins of a distribution.
const mostBins = 400

// distribution is histograms of samples whose values are multiples of a grain,
// if it is not 0.
func distribution(caller, label string, grain float64, samples []Sample) *Figure {
	p := &Panel{X: Axis{Label: label, tight: true}, Y: Axis{Label: "density" + inverse(label), tight: true}}
	f := &Figure{Panels: []*Panel{p}, Width: 85}
	if len(samples) == 0 {
		f.err = fmt.Errorf("%s was given nothing", caller)
		return f
	}
	var all []float64
	for _, s := range samples {
		all = append(all, slices.DeleteFunc(slices.Clone(s.Values), func(v float64) bool { return !finite(v) })...)
	}
	slices.Sort(all)
	n := len(all)
	if n == 0 || math.IsInf(all[n-1]-all[0], 0) {
		p.note = "no values"
		return f
	}
	seen := all[:n-tail(all)]
	if n := n - len(seen); n > 0 && caller == "ISI" {
		p.aside = fmt.Sprintf("%.2g%% are longer →", 100*float64(n)/float64(len(all)))
	} else {
		seen = all
	}
	lo, hi, width := seen[0], seen[len(seen)-1], math.Inf(1)
	for _, s := range samples {
		if w := measure.BinWidth(slices.DeleteFunc(slices.Clone(s.Values), func(v float64) bool { return !(v <= hi) })); w > 0 {
			width = min(width, w)
		}
	}
	lo, hi, width = bins(lo, hi, width, grain)
	if grain > 0 {
		p.X.Min, p.X.Max = 0, hi // intervals and rates have a beginning
	}
	top := 0.0
	for k, s := range samples {
		h, err := measure.HistogramOf(s.Values, lo, hi, int(math.Round((hi-lo)/width)))
		if err != nil {
			f.err = err
			return f
		}
		l := &line{colour: Colour(k), filled: len(samples) <= 3}
		total := 0.0 // with what is not shown
		for _, v := range s.Values {
			if finite(v) {
				total++
			}
		}
		for k, d := range h.Density() {
			d *= floats.Sum(h.Counts) / total
			l.x, l.y = append(l.x, h.Edges[k], h.Edges[k+1]), append(l.y, d, d)
			top = max(top, d)
		}
		// Down to 0 at both ends.
		l.x, l.y = append(append([]float64{lo}, l.x...), hi), append(append([]float64{0}, l.y...), 0)
		p.Add(l)
		if len(samples) > 1 {
			p.Legend = append(p.Legend, LegendEntry{Label: s.Name, Colour: l.colour})
		}
	}
	p.Y.Max = 1.05 * top
	return f
}

// bins returns where bins begin and end, and their width.
func bins(lo, hi, width, grain float64) (float64, float64, float64) {
	if !(hi-lo > 1e-13*max(math.Abs(lo), math.Abs(hi))) {
		// All values are the same, but for rounding, which leaves no room for
		// bins.
		width = max(grain, math.Abs(lo)/20, 1e-9)
		return lo - 2.5*width, lo + 2.5*width, width
	}
	width = min(max(width, (hi-lo)/mostBins), (hi-lo)/5)
	if grain > 0 {
		width = max(1, math.Round(width/grain)) * grain
		// Edges half a grain off the values, so that rounding has no say.
		lo -= grain / 2
		hi = math.Nextafter(hi, math.Inf(1))
	}
	n := math.Ceil((hi - lo) / width * (1 - 1e-12))
	return lo, max(lo+n*width, hi), width // rounding leaves nothing out
}

// inverse is the unit of a density of values with a label: " (1/ms)" of "time
// (ms)".
func inverse(label string) string {
	if i := strings.LastIndexByte(label, '('); i >= 0 && strings.HasSuffix(label, ")") {
		unit := label[i+1 : len(label)-1]
		if strings.ContainsAny(unit, "/ ·*") {
			unit = "(" + unit + ")"
		}
		return " (1/" + unit + ")"
	}
	return ""
}

// ECDF draws how values are distributed without bins: what part of a sample is
// not more than a value. Values that are not finite are left out.
func ECDF(label string, samples ...Sample) *Figure {
	p := &Panel{X: Axis{Label: label}, Y: Axis{Label: "cumulative fraction", Min: 0, Max: 1}}
	f := &Figure{Panels: []*Panel{p}, Width: 85}
	if len(samples) == 0 {
		f.err = errors.New("ECDF was given nothing")
		return f
	}
	for k, s := range samples {
		x := slices.DeleteFunc(slices.Clone(s.Values), func(v float64) bool { return !finite(v) })
		slices.Sort(x)
		l := &line{colour: Colour(k)}
		for i, v := range x {
			below := float64(i) / float64(len(x))
			l.x, l.y = append(l.x, v, v), append(l.y, below, float64(i+1)/float64(len(x)))
		}
		p.Add(l)
		if len(samples) > 1 {
			p.Legend = append(p.Legend, LegendEntry{Label: s.Name, Colour: l.colour})
		}
	}
	if !drawsAnything(p.plotters) {
		p.note, p.Legend = "no values", nil
	}
	return f
}
