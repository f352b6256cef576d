package visualize

import (
	"fmt"
	"image/color"
	"math"

	"github.com/golgi-sim/golgi/internal/stack"
	"github.com/golgi-sim/golgi/runner"
)

// Raster draws spikes as points, time to the right and neurons upwards, and
// below them the rate of the population over time. Several trains have colours of
// their own and a legend; trains that are parts of one group stand at their
// place in it, others one above the other. Neurons that were picked stand next to
// each other, as "recorded neuron" 0, 1, 2, ….
func Raster(trains ...*runner.SpikeTrain) *Figure {
	spikes := &Panel{Weight: 1.7, X: Axis{tight: true}, Y: Axis{Label: "neuron", Whole: true, tight: true}}
	rate := &Panel{X: Axis{Label: "time (ms)", tight: true}, Y: Axis{Label: "rate (Hz)", tight: true}}
	f := &Figure{Panels: []*Panel{spikes, rate}, ShareX: true}
	if len(trains) == 0 {
		f.err = fmt.Errorf("Raster was given no spikes")
		return f
	}
	count := 0
	first, end := math.Inf(1), math.Inf(-1)
	for k, t := range trains {
		if t == nil {
			f.err = fmt.Errorf("train %d of Raster is nil", k)
			return f
		}
		if t.Err() != nil {
			f.err = t.Err()
			return f
		}
		count += t.Count()
		first, end = min(first, float64(t.Start)*t.Dt), max(end, float64(t.Stop)*t.Dt)
	}
	width := binWidth(end-first, float64(count)/float64(len(trains)))
	if len(trains) > 3 && end > first {
		// Fewer steps, or the lines of so many hide each other.
		width = max(width, round((end-first)/60, 1, 2, 5, 10))
	}
	places := stack.Places(trains)
	for k, t := range trains {
		for i, n := range t.Neurons {
			if n != places[k]+i {
				spikes.Y.Label = "recorded neuron" // picked ones stand next to each other
			}
		}
		c := Colour(k)
		spikes.Add(&dots{train: t, shift: places[k], colour: c, total: count})
		r := binnedRate(t, width, c)
		r.filled = len(trains) == 1
		rate.Add(r)
		if len(trains) > 1 {
			spikes.Legend = append(spikes.Legend, LegendEntry{Label: trainName(t), Colour: c, Dots: true})
		}
	}
	if count == 0 {
		spikes.note = "no spikes"
		rate.Y.Min, rate.Y.Max = 0, 1
		if !drawsAnything(rate.plotters) {
			rate.note = "no values" // over no time there are no rates
		}
	} else {
		rate.Y.Max = 1.05 * peak(rate)
	}
	return f
}

// PopulationRate draws the rates of Raster without the spikes: of each train, its
// spikes per neuron and second, over time.
func PopulationRate(trains ...*runner.SpikeTrain) *Figure {
	f := Raster(trains...)
	rate := f.Panels[1]
	rate.note = f.Panels[0].note
	for _, e := range f.Panels[0].Legend {
		e.Dots = false
		rate.Legend = append(rate.Legend, e)
	}
	f.Panels = []*Panel{rate}
	return f
}

// binWidth returns the width in ms of the bins in which rates are counted: 1, 2
// or 5 times a power of ten, so that there are some spikes in a bin, 20 to 250
// bins in the span, and at least 1 ms in a bin.
func binWidth(span, spikes float64) float64 {
	if !(span > 0) {
		return 1
	}
	return max(1, round(min(max(10*span/max(spikes, 1), span/250), span/20), 1, 2, 5, 10))
}

// binnedRate is the rate of a train, as a line of steps.
func binnedRate(t *runner.SpikeTrain, width float64, c color.NRGBA) *line {
	l := &line{colour: c}
	steps := max(1, int64(math.Round(width/t.Dt)))
	for k, n := range t.Counts(steps) {
		from := t.Start + int64(k)*steps
		to := min(from+steps, t.Stop)
		if 2*(to-from) < steps && k > 0 {
			continue // too short a rest to be a rate
		}
		rate := float64(n) / float64(max(t.N, 1)) / (float64(to-from) * t.Dt) * 1000
		l.x = append(l.x, float64(from)*t.Dt, float64(to)*t.Dt)
		l.y = append(l.y, rate, rate)
	}
	return l
}

// peak is the highest value of the lines of a panel.
func peak(p *Panel) float64 {
	top := 0.0
	for _, q := range p.plotters {
		if l, ok := q.(*line); ok {
			_, _, _, hi := l.DataRange()
			top = max(top, hi)
		}
	}
	if top == 0 {
		return 1
	}
	return top
}
