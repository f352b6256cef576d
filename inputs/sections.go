package inputs

import (
	"fmt"
	"math"
	"sort"

	"github.com/golgi-sim/golgi"
)

// Part is a stretch of time with one value.
type Part struct {
	Value    golgi.Value // one number, or a []float64 with one per neuron
	Duration float64     // ms
}

// Section is one value after the other, each for its duration. Each takes the
// steps that begin within it. A run that goes on for longer than all parts is
// an error. It is BrainPy's section_input and constant_input.
func Section(parts ...Part) Stimulus { return section(parts) }

type section []Part

func (parts section) Prepare(to Target) (Drive, error) {
	if len(parts) == 0 {
		return Drive{}, fmt.Errorf("Section has no parts")
	}
	uniform := true
	values := make([]golgi.Resolved, len(parts))
	ends := make([]int64, len(parts))
	time := 0.0
	for k, p := range parts {
		what := fmt.Sprintf("part %d of Section", k)
		switch p.Value.(type) {
		case func(int) float64, golgi.Initializer:
			return Drive{}, fmt.Errorf("%s is a %T; give one number, or a []float64 with one per neuron", what, p.Value)
		}
		r, err := golgi.Resolve(p.Value, []int{to.Size}, 0)
		if err != nil {
			return Drive{}, fmt.Errorf("%s %w", what, err)
		}
		if err := mistakes(what, positive("Duration", p.Duration)); err != nil {
			return Drive{}, err
		}
		values[k], uniform = r, uniform && r.Each == nil
		time += p.Duration
		ends[k] = steps(time, to.Dt)
	}
	return Drive{Uniform: uniform, Steps: ends[len(ends)-1], Add: func(dst []float64, step int64) error {
		r := values[sort.Search(len(ends), func(k int) bool { return ends[k] > step })]
		if r.Each != nil {
			add(dst, r.Each)
			return nil
		}
		for i := range dst {
			dst[i] += r.Uniform
		}
		return nil
	}}, nil
}

// Pulse is a rectangular pulse: Size in the steps that begin at At or later, and
// before At + Length.
type Pulse struct {
	At, Length float64 // ms
	Size       float64
}

// Pulses is a number of pulses, the same for all neurons, and 0 besides. Where
// pulses overlap, the later one in the list counts. It is BrainPy's
// spike_input.
func Pulses(pulses ...Pulse) Stimulus { return train(pulses) }

type train []Pulse

func (pulses train) Prepare(to Target) (Drive, error) {
	var problems []string
	// The value from each step on at which it changes.
	var at []int64
	for k, p := range pulses {
		for _, m := range []string{number("Size", p.Size), positive("Length", p.Length)} {
			if m != "" {
				problems = append(problems, fmt.Sprintf("pulse %d: %s", k, m))
			}
		}
		if !(p.At >= 0) || math.IsInf(p.At, 0) {
			problems = append(problems, fmt.Sprintf("pulse %d is at %v ms; it must be 0 or later", k, p.At))
		}
		at = append(at, steps(p.At, to.Dt), steps(p.At+p.Length, to.Dt))
	}
	if err := mistakes("Pulses", problems...); err != nil {
		return Drive{}, err
	}
	sort.Slice(at, func(a, b int) bool { return at[a] < at[b] })
	values := make([]float64, len(at))
	for k, step := range at {
		for _, p := range pulses {
			if steps(p.At, to.Dt) <= step && step < steps(p.At+p.Length, to.Dt) {
				values[k] = p.Size
			}
		}
	}
	return Drive{Uniform: true, Add: func(dst []float64, step int64) error {
		if k := sort.Search(len(at), func(k int) bool { return at[k] > step }); k > 0 {
			dst[0] += values[k-1]
		}
		return nil
	}}, nil
}
