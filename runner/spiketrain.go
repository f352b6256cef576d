package runner

import (
	"errors"
	"fmt"
	"iter"
	"math"
	"slices"
)

// SpikeTrain holds the spikes of a number of neurons over a span of time, as
// events in the order of their steps, and within a step of their indices.
type SpikeTrain struct {
	Name   string // what it was recorded from, as in "N.spike"
	N      int    // neurons
	Offset int    // place of neuron 0 in its group
	// Neurons are the places of the neurons in their group, if they were picked
	// out of it; nil if neuron i is that at Offset + i.
	Neurons []int
	Dt      float64 // ms
	Start   int64   // first step of the span
	Stop    int64   // step after the last

	Steps   []int64 // of the spikes; their time is the step times Dt
	Indices []int32 // of the neurons that spiked, 0 to N-1

	err error
}

// NewSpikeTrain returns a train made of spikes from elsewhere. The slices are
// not copied. Spikes that are out of order or out of the span make a train that
// carries an error.
func NewSpikeTrain(name string, n int, dt float64, start, stop int64, steps []int64, indices []int32) *SpikeTrain {
	t := &SpikeTrain{Name: name, N: n, Dt: dt, Start: start, Stop: stop, Steps: steps, Indices: indices}
	if err := t.check(); err != nil {
		return t.failed(fmt.Errorf("%s: %w", name, err))
	}
	return t
}

// checkSpan checks what there is besides the spikes.
func (t *SpikeTrain) checkSpan() error {
	switch {
	case t.N < 0:
		return fmt.Errorf("%d neurons", t.N)
	case !(t.Dt > 0) || math.IsInf(t.Dt, 0):
		return fmt.Errorf("dt is %v ms; it must be positive", t.Dt)
	case t.Stop < t.Start:
		return fmt.Errorf("the span ends in step %d, before it begins in step %d", t.Stop, t.Start)
	case len(t.Steps) != len(t.Indices):
		return fmt.Errorf("%d steps and %d indices; there is one of each for a spike", len(t.Steps), len(t.Indices))
	}
	return nil
}

func (t *SpikeTrain) check() error {
	if err := t.checkSpan(); err != nil {
		return err
	}
	for k, step := range t.Steps {
		i := t.Indices[k]
		switch {
		case step < t.Start || step >= t.Stop:
			return fmt.Errorf("spike %d is in step %d, outside the span of %d to %d", k, step, t.Start, t.Stop)
		case i < 0 || int(i) >= t.N:
			return fmt.Errorf("spike %d is of neuron %d of %d", k, i, t.N)
		case k > 0 && (step < t.Steps[k-1] || step == t.Steps[k-1] && i <= t.Indices[k-1]):
			return fmt.Errorf("spike %d is out of order; sort by step, then by neuron", k)
		}
	}
	return nil
}

// failed returns a train without spikes that carries an error.
func (t *SpikeTrain) failed(err error) *SpikeTrain {
	return &SpikeTrain{Name: t.Name, Dt: t.Dt, Start: t.Start, Stop: t.Start, err: err}
}

// Err returns why there are no spikes, nil if nothing is wrong. A train that is
// nil is wrong, and so is one of neurons without Dt, whose span ends before it
// begins, or which has not as many Steps as Indices.
func (t *SpikeTrain) Err() error {
	if t == nil {
		return errors.New("the spike train is nil; give one such as res.Spikes(net.N)")
	}
	if t.err == nil && t.N != 0 { // it need not have been made by NewSpikeTrain
		if err := t.checkSpan(); err != nil {
			return fmt.Errorf("%s: %w", t.Name, err)
		}
	}
	return t.err
}

// Named returns the same train with another name, which pictures show.
func (t *SpikeTrain) Named(name string) *SpikeTrain {
	u := *t
	u.Name = name
	return &u
}

// Place returns the place of neuron i in its group.
func (t *SpikeTrain) Place(i int) int {
	if t.Neurons != nil {
		return t.Neurons[i]
	}
	return t.Offset + i
}

// Count returns the number of spikes.
func (t *SpikeTrain) Count() int { return len(t.Steps) }

// Duration returns the length of the span in ms.
func (t *SpikeTrain) Duration() float64 { return float64(t.Stop-t.Start) * t.Dt }

// Times returns the times of the spikes in ms: those at which their steps begin.
func (t *SpikeTrain) Times() []float64 {
	times := make([]float64, len(t.Steps))
	for k, step := range t.Steps {
		times[k] = float64(step) * t.Dt
	}
	return times
}

// All ranges over the spikes: step and neuron.
func (t *SpikeTrain) All() iter.Seq2[int64, int32] {
	return func(yield func(int64, int32) bool) {
		for k, step := range t.Steps {
			if !yield(step, t.Indices[k]) {
				return
			}
		}
	}
}

// Slice returns the spikes of neurons a to b-1, as neurons 0 to b-a-1.
func (t *SpikeTrain) Slice(a, b int) *SpikeTrain {
	if t.err != nil || a == 0 && b == t.N {
		return t
	}
	if a < 0 || b < a || b > t.N {
		return t.failed(fmt.Errorf("%s: there is no range %d to %d of %d neurons", t.Name, a, b, t.N))
	}
	u := *t
	u.N, u.Offset = b-a, t.Offset+a
	if t.Neurons != nil {
		u.Offset, u.Neurons = 0, t.Neurons[a:b:b]
	}
	whole, err := parseRanged(t.Name)
	if err != nil {
		whole.path = t.Name
	}
	u.Name = fmt.Sprintf("%s[%d:%d]", whole.path, u.Offset, u.Offset+u.N)
	if t.Neurons != nil {
		u.Name = fmt.Sprintf("%s[%s]", whole.path, picksLabel(u.Neurons))
	}
	u.Steps, u.Indices = nil, nil
	for step, i := range t.All() {
		if int(i) >= a && int(i) < b {
			u.Steps, u.Indices = append(u.Steps, step), append(u.Indices, i-int32(a))
		}
	}
	return &u
}

// Window returns the spikes between two times in ms: of the steps round(t0/dt)
// to round(t1/dt)-1, as far as they are in the span.
func (t *SpikeTrain) Window(t0, t1 float64) *SpikeTrain {
	if t.err != nil {
		return t
	}
	first, last, err := window(t0, t1, t.Dt, t.Start, t.Stop)
	if err != nil {
		return t.failed(fmt.Errorf("%s: %w", t.Name, err))
	}
	return t.steps(first, last)
}

// steps returns the spikes of the steps first to last-1, which are in the span.
func (t *SpikeTrain) steps(first, last int64) *SpikeTrain {
	u := *t
	u.Start, u.Stop = first, last
	lo, _ := slices.BinarySearch(t.Steps, first)
	hi, _ := slices.BinarySearch(t.Steps, last)
	u.Steps, u.Indices = t.Steps[lo:hi], t.Indices[lo:hi]
	return &u
}

// window returns the steps between two times, within start and stop.
func window(t0, t1, dt float64, start, stop int64) (first, last int64, err error) {
	if !(t0 <= t1) {
		return 0, 0, fmt.Errorf("there is no window from %v to %v ms", t0, t1)
	}
	at := func(ms float64) int64 {
		return int64(min(max(math.Round(ms/dt), float64(start)), float64(stop)))
	}
	return at(t0), at(t1), nil
}
