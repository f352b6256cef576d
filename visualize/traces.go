package visualize

import (
	"errors"
	"math"

	"github.com/golgi-sim/golgi/runner"
)

// Traces draws values over time, as Line does, with the spikes of the same
// neurons marked: a stroke up from the value before the spike, as the potential
// of an integrate-and-fire neuron has none of its own. Which neuron of the train
// a column is, its index says; what was recorded from a part of a group, or of picked
// neurons, finds its neurons, too.
//
// The strokes go as far above the largest value as the values go below it. For a
// panel for each neuron, put figures of v.Slice(k, k+1) in Rows.
func Traces(v *runner.Series, spikes *runner.SpikeTrain) *Figure {
	switch {
	case v == nil:
		return &Figure{Panels: []*Panel{{}}, err: errors.New("the series of Traces is nil")}
	case spikes == nil:
		return &Figure{Panels: []*Panel{{}}, err: errors.New("the spikes of Traces are nil")}
	}
	f := Line(v)
	f.err = errors.Join(f.err, spikes.Err())
	if f.err != nil {
		return f
	}
	lo, hi := math.Inf(1), math.Inf(-1)
	for _, p := range f.Panels[0].plotters {
		_, _, l, h := p.(*line).DataRange()
		lo, hi = min(lo, l), max(hi, h)
	}
	if lo > hi {
		return f
	}
	top := hi + max(hi-lo, 0.05*math.Abs(hi), 1e-9)
	at := map[int][]float64{} // times of the spikes of each neuron of the group
	for step, i := range spikes.All() {
		n := spikes.Place(int(i))
		at[n] = append(at[n], float64(step)*spikes.Dt)
	}
	for j, p := range f.Panels[0].plotters {
		p.(*line).spike(at[v.Indices[j]], top, v.Dt)
	}
	return f
}

// spike puts strokes up to a height into the line, at ascending times.
func (l *line) spike(times []float64, top, dt float64) {
	var x, y []float64
	k := 0
	for _, t := range times {
		// A time that is a multiple of a step may be rounded differently.
		for ; k < len(l.x) && l.x[k] < t-1e-6*dt; k++ {
			x, y = append(x, l.x[k]), append(y, l.y[k])
		}
		if k == len(l.x) || k == 0 && l.x[0] > t+1e-6*dt {
			continue // outside of what was recorded
		}
		from := l.y[max(k-1, 0)]
		if !finite(from) {
			from = l.y[k]
		}
		if finite(from) {
			x, y = append(x, t, t), append(y, from, top)
		}
	}
	l.x, l.y = append(x, l.x[k:]...), append(y, l.y[k:]...)
}
