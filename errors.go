package golgi

import (
	"errors"
	"fmt"
	"strings"
)

// BuildError is one mistake in a network.
type BuildError struct {
	Path string // of the part, "" for the network as a whole
	Err  error
}

// Error returns the path and what is wrong there.
func (e *BuildError) Error() string {
	if e.Path == "" {
		return e.Err.Error()
	}
	return e.Path + ": " + e.Err.Error()
}

// Unwrap returns what is wrong.
func (e *BuildError) Unwrap() error { return e.Err }

// BuildErrors are all the mistakes in a network.
type BuildErrors []*BuildError

// Error returns the mistakes, one below the other.
func (es BuildErrors) Error() string {
	var b strings.Builder
	if len(es) > 1 {
		fmt.Fprintf(&b, "%d mistakes in the network:\n", len(es))
	}
	for k, e := range es {
		if k > 0 {
			b.WriteByte('\n')
		}
		b.WriteString(e.Error())
	}
	return b.String()
}

// Unwrap returns the mistakes.
func (es BuildErrors) Unwrap() []error {
	errs := make([]error, len(es))
	for k, e := range es {
		errs[k] = e
	}
	return errs
}

// NonFiniteError says that a variable became infinite or not a number.
type NonFiniteError struct {
	Path  string  // of the variable, as in "E.V"
	Index int     // of the element
	Value float64 // NaN or infinite
	Step  int64
	Time  float64 // ms, of the beginning of the step
}

// Error says where and when, and what to do.
func (e *NonFiniteError) Error() string {
	return fmt.Sprintf("%s[%d] became %v in step %d (t = %g ms); a smaller dt, another method or bounds on the parameters may help", e.Path, e.Index, e.Value, e.Step, e.Time)
}

// ErrClosed is the error of a simulation that was closed.
var ErrClosed = errors.New("the simulation is closed")

func rangeError(a, b, n int) string {
	return fmt.Sprintf("golgi: range %d to %d of %d elements", a, b, n)
}
