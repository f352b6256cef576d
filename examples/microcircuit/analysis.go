package main

import (
	"math"

	"gonum.org/v1/gonum/stat"

	"github.com/golgi-sim/golgi/examples/internal/demo"
	"github.com/golgi-sim/golgi/runner"
	"github.com/golgi-sim/golgi/visualize"
)

// published are the mean rates in Hz that the model has over long runs.
var published = [8]float64{0.86, 2.80, 4.45, 5.93, 7.59, 8.64, 1.09, 7.88}

// analysis is what is known of the activity after the transient.
type analysis struct {
	from   float64 // ms
	trains []*runner.SpikeTrain
	all    []*runner.SpikeTrain // from the beginning
	events float64              // synaptic events in all

	rate, cv, correlation [8]float64
}

// transient is left out of the statistics, ms; half of a shorter run.
const transient = 500

func analyse(net *Microcircuit, res *runner.Result) *analysis {
	a := &analysis{from: math.Min(transient, res.Duration()/2)}
	out := map[any]float64{}
	for _, p := range net.Projections {
		out[p.Pre] += float64(p.Layer().Synapses())
	}
	for k, g := range net.Populations {
		t := res.Spikes(g)
		a.all = append(a.all, t)
		a.events += float64(t.Count()) * out[g] / float64(g.Size())
		w := t.Window(a.from, res.Duration()).Named(names[k])
		a.trains = append(a.trains, w)
		a.rate[k] = w.Rate()
		a.cv[k] = w.CV()
		a.correlation[k] = correlation(w)
	}
	return a
}

// correlation returns the mean Pearson correlation of the spike counts, in bins
// of 2 ms, of pairs of the first 200 neurons that spike; NaN with fewer than
// two.
func correlation(t *runner.SpikeTrain) float64 {
	const width, most = 2.0, 200
	steps := math.Max(1, math.Round(width/t.Dt))
	bins := int(math.Floor(float64(t.Stop-t.Start) / steps))
	if bins < 2 {
		return math.NaN()
	}
	// The mean correlation of pairs follows from the variance of the sum of
	// the standardised counts: n + n(n-1)*mean.
	sum, n := make([]float64, bins), 0.0
	for _, spikes := range t.StepsByNeuron() {
		counts := make([]float64, bins)
		for _, s := range spikes {
			if b := int(float64(s-t.Start) / steps); b < bins {
				counts[b]++
			}
		}
		mean, sd := stat.PopMeanStdDev(counts, nil)
		if sd == 0 {
			continue
		}
		for b, c := range counts {
			sum[b] += (c - mean) / sd
		}
		if n++; n == most {
			break
		}
	}
	if n < 2 {
		return math.NaN()
	}
	return (stat.PopVariance(sum, nil) - n) / (n * (n - 1))
}

// report adds the figures to the report.
func (a *analysis) report(r *demo.Report) {
	spikes := 0
	r.RatesHz = map[string]float64{}
	cv, correlations := map[string]float64{}, map[string]float64{}
	for k, name := range names {
		spikes += a.all[k].Count()
		r.RatesHz[name] = a.rate[k]
		cv[name], correlations[name] = a.cv[k], a.correlation[k]
	}
	r.Spikes, r.SpikeHash = spikes, demo.HashText(runner.HashOf(a.all...))
	r.Set("cv", cv)
	r.Set("correlation", correlations)
	r.Set("statistics_from_ms", a.from)
	r.Set("events_per_s", a.events/math.Max(r.SimS, 1e-9))
	r.Set("rtf", r.SimS/math.Max(r.DurationMs/1000, 1e-9))
}

// picture draws the last 100 ms of all populations.
func (a *analysis) picture(path string) error {
	var trains []*runner.SpikeTrain
	for _, t := range a.trains {
		stop := float64(t.Stop) * t.Dt
		trains = append(trains, t.Window(math.Max(float64(t.Start)*t.Dt, stop-100), stop))
	}
	raster := visualize.Raster(trains...)
	rates := visualize.Bars("rate (Hz)", names[:], a.rate[:], published[:])
	cvs := visualize.Bars("CV of intervals", names[:], a.cv[:], nil)
	figure := &visualize.Figure{Panels: []*visualize.Panel{raster.Panels[0], rates.Panels[0], cvs.Panels[0]}}
	figure.Panels[0].X.Label = "time (ms)"
	rates.Panels[0].Legend[0].Label = "published"
	return figure.Save(path)
}
