package inputs

import (
	"fmt"
	"math"

	"github.com/golgi-sim/golgi/internal/vm"
)

// Sinusoidal is Amplitude·sin(2π·Hz·(t − Start)) for Start <= t < End, the
// same for all neurons, and 0 outside. t is the time at which a step begins.
type Sinusoidal struct {
	Amplitude  float64
	Hz         float64 // cycles per second; positive
	Start, End float64 // ms; an End of 0 stands for none
	Bias       bool    // add Amplitude, so that it swings between 0 and 2·Amplitude
}

// Prepare makes the stimulus definite.
func (w Sinusoidal) Prepare(to Target) (Drive, error) {
	return wave("Sinusoidal", to, w.Hz, w.Start, w.End, number("Amplitude", w.Amplitude), func(phase float64) float64 {
		x := w.Amplitude * vm.Sin(2*math.Pi*phase)
		if w.Bias {
			x += w.Amplitude
		}
		return x
	})
}

// Square is Amplitude in the first part Duty of every cycle and −Amplitude in
// the rest, for Start <= t < End, the same for all neurons, and 0 outside. t
// is the time at which a step begins.
type Square struct {
	Amplitude  float64
	Hz         float64 // cycles per second; positive
	Duty       float64 // share of a cycle, above 0 and below 1; 0, left out: 0.5
	Start, End float64 // ms; an End of 0 stands for none
	Bias       bool    // add Amplitude, so that it is 2·Amplitude or 0
}

// Prepare makes the stimulus definite.
func (w Square) Prepare(to Target) (Drive, error) {
	duty, mistake := w.Duty, ""
	if duty == 0 {
		duty = 0.5
	}
	if !(duty > 0 && duty < 1) {
		mistake = fmt.Sprintf("Duty is %v; it must be between 0 and 1", duty)
	}
	high, low := w.Amplitude, -w.Amplitude
	if w.Bias {
		high, low = 2*w.Amplitude, 0
	}
	if amplitude := number("Amplitude", w.Amplitude); amplitude != "" {
		mistake = amplitude
	}
	return wave("Square", to, w.Hz, w.Start, w.End, mistake, func(phase float64) float64 {
		if phase < duty-1e-9 { // up to rounding
			return high
		}
		return low
	})
}

// wave is a function of the phase of an oscillation, from 0 to 1.
func wave(name string, to Target, hz, start, end float64, mistake string, f func(phase float64) float64) (Drive, error) {
	first, stop, when := span(start, end, to.Dt)
	if err := mistakes(name, positive("Hz", hz), when, mistake); err != nil {
		return Drive{}, err
	}
	return Drive{Uniform: true, Add: func(dst []float64, step int64) error {
		if step < first || step >= stop {
			return nil
		}
		cycles := (float64(float64(step)*to.Dt) - start) * hz / 1000
		// A step that begins a cycle, or the half of one, up to rounding does.
		if r := math.Round(2*cycles) / 2; math.Abs(cycles-r) < 1e-9 {
			cycles = r
		}
		dst[0] += f(cycles - math.Floor(cycles))
		return nil
	}}, nil
}

// Ramp goes in a straight line from From, in the first step that begins at Start
// or later, to To, in the last one that begins before End; the same for all
// neurons. Before it is 0, and afterwards too, or with Hold the last value.
type Ramp struct {
	From, To   float64
	Start, End float64 // ms
	Hold       bool
}

// Prepare makes the stimulus definite.
func (r Ramp) Prepare(to Target) (Drive, error) {
	first, stop, when := span(r.Start, r.End, to.Dt)
	if r.End == 0 {
		when = "End is 0 ms; a ramp needs an end"
	}
	if err := mistakes("Ramp", number("From", r.From), number("To", r.To), when); err != nil {
		return Drive{}, err
	}
	return Drive{Uniform: true, Add: func(dst []float64, step int64) error {
		switch last := stop - 1; {
		case step < first || step > last && !r.Hold:
		case step >= last && (r.Hold || last > first):
			dst[0] += r.To
		case step == first:
			dst[0] += r.From
		default:
			dst[0] += math.FMA(float64(step-first)/float64(last-first), r.To-r.From, r.From)
		}
		return nil
	}}, nil
}
