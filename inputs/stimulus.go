package inputs

import (
	"fmt"
	"math"
)

// A Stimulus describes one number per step and element.
type Stimulus interface {
	// Prepare makes the stimulus definite for a target, or says why it does not
	// fit.
	Prepare(to Target) (Drive, error)
}

// Target is what a stimulus drives.
type Target struct {
	Size int     // elements
	Dt   float64 // length of a step in ms
}

// Drive is a stimulus made definite for one target.
type Drive struct {
	// Uniform says that in every step all elements get the same number, so
	// that no array is needed.
	Uniform bool
	// Constant says that the numbers are the same in every step.
	Constant bool
	// Steps is the number of steps, from step 0, that there are numbers for; 0
	// stands for any number.
	Steps int64
	// Add adds the numbers of a step to dst, which has one element if the drive
	// is Uniform and one per element of the target otherwise. It allocates
	// nothing.
	Add func(dst []float64, step int64) error
}

// finite reports what is wrong with a number, "" if nothing is.
func finite(x float64) string {
	switch {
	case math.IsNaN(x):
		return "NaN"
	case math.IsInf(x, 0):
		return "infinite"
	}
	return ""
}

func finiteValues(xs []float64) error {
	for i, x := range xs {
		if what := finite(x); what != "" {
			return fmt.Errorf("value %d is %s", i, what)
		}
	}
	return nil
}
