package golgi

import (
	"errors"
	"fmt"
	"strings"
)

// BuildError is one mistake in a network.
type BuildError struct {
	Path string // of the part, "" for the network as a whole
	// Where is the file and line in which what is wrong was made, as in
	// "net.go:34": the call of dyn.NewGroup, of runner.Monitor. "" if it was made
	// by a literal, which leaves no trace.
	Where string
	// Built is the file and line of the call that built the network; "" if the
	// mistake showed up later, in Reset.
	Built string
	Err   error
}

// Error returns the path, where it was made, and what is wrong there. Where the
// network was built stands for a place that is not known.
func (e *BuildError) Error() string {
	if e.Where == "" && e.Built != "" {
		return named(e.Path, "built at "+e.Built, e.Err.Error())
	}
	return e.brief()
}

// brief is Error without where the network was built.
func (e *BuildError) brief() string { return named(e.Path, e.Where, e.Err.Error()) }

// Unwrap returns what is wrong.
func (e *BuildError) Unwrap() error { return e.Err }

// BuildErrors are all the mistakes in a network.
type BuildErrors []*BuildError

// Error returns the mistakes, one below the other.
func (es BuildErrors) Error() string {
	if len(es) == 1 {
		return es[0].Error()
	}
	var b strings.Builder
	fmt.Fprintf(&b, "%d mistakes in the network", len(es))
	if len(es) > 0 && es[0].Built != "" {
		fmt.Fprintf(&b, " (built at %s)", es[0].Built)
	}
	b.WriteByte(':')
	for _, e := range es {
		b.WriteByte('\n')
		b.WriteString(e.brief())
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
