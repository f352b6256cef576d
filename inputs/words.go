package inputs

import (
	"fmt"

	"github.com/golgi-sim/golgi/internal/null"
)

// What stimuli that have no fields of their own to show say they are.

// String says what the stimulus is.
func (xs perNeuron) String() string { return fmt.Sprintf("one value for each of %d elements", len(xs)) }

// String says what the stimulus is.
func (xs series) String() string { return fmt.Sprintf("values of %d steps", len(xs)) }

// String says what the stimulus is.
func (s matrix) String() string {
	if null.Is(s.m) {
		return "a nil matrix"
	}
	steps, n := s.m.Dims()
	return fmt.Sprintf("values of %d steps for each of %d elements", steps, n)
}

// String says what the stimulus is.
func (f function) String() string { return "a function of time" }

// String says what the stimulus is.
func (parts section) String() string { return fmt.Sprintf("%d sections", len(parts)) }

// String says what the stimulus is.
func (pulses train) String() string { return fmt.Sprintf("%d pulses", len(pulses)) }
