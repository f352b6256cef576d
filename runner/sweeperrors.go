package runner

import (
	"fmt"
	"strings"
)

// PointError is why a run of a sweep failed.
type PointError struct {
	Point Point
	Err   error

	run int
}

// Error names the point and what went wrong there.
func (e *PointError) Error() string {
	return e.Point.String() + ": " + strings.ReplaceAll(e.Err.Error(), "\n", "\n  ")
}

// Unwrap returns what went wrong.
func (e *PointError) Unwrap() error { return e.Err }

// PanicError is a panic of the function that a sweep calls.
type PanicError struct {
	Value any
	Stack []byte // of the goroutine
}

// Error returns what the function panicked with. Where is in Stack.
func (e *PanicError) Error() string { return fmt.Sprintf("panic: %v", e.Value) }

// Unwrap returns what the function panicked with, if that is an error.
func (e *PanicError) Unwrap() error {
	err, _ := e.Value.(error)
	return err
}

// SweepError is why a sweep is not complete.
type SweepError struct {
	Runs    int           // of the sweep
	Done    int           // that there are rows of
	Failed  []*PointError // in the order of the points
	Stopped error         // why no more were begun; nil if all were
}

// listed is how many failed runs a message lists.
const listed = 10

// Error says how far the sweep got and lists the first runs that failed.
func (e *SweepError) Error() string {
	var b strings.Builder
	if e.Stopped != nil {
		fmt.Fprintf(&b, "the sweep was stopped with %d of %d runs done: %v", e.Done, e.Runs, e.Stopped)
	}
	if len(e.Failed) == 0 {
		return b.String()
	}
	if b.Len() > 0 {
		b.WriteByte('\n')
	}
	fmt.Fprintf(&b, "%d of %d runs of the sweep failed:", len(e.Failed), e.Runs)
	for k, f := range e.Failed {
		if k == listed {
			fmt.Fprintf(&b, "\n… and %d more", len(e.Failed)-k)
			break
		}
		b.WriteString("\n" + f.Error())
	}
	return b.String()
}

// Unwrap returns why the sweep was stopped, and the errors of runs.
func (e *SweepError) Unwrap() []error {
	var errs []error
	if e.Stopped != nil {
		errs = append(errs, e.Stopped)
	}
	for _, f := range e.Failed {
		errs = append(errs, f)
	}
	return errs
}
