package demo

import (
	"fmt"
	"io"
	"math"
	"strings"
)

// Needs says how long a run must be for some of its figures, in ms. If it was
// not that long and one of them is not known, which is NaN, Finish says so.
func (f *Flags) Needs(r *Report, what string, ms float64, figures ...float64) {
	if unknown(figures...) && r.DurationMs <= ms {
		f.missing = append(f.missing, fmt.Sprintf("%s; the run would have to last more than %g ms, and %g ms are there", what, ms, r.DurationMs))
	}
}

// printMissing says in words what the run was too short for. In what -json
// prints it is null.
func (f *Flags) printMissing() {
	for _, m := range f.missing {
		f.Printf("missing     %s\n", m)
	}
	if f.dashes && len(f.missing) == 0 {
		f.Printf("missing     – stands where there were too few spikes or too little time; without -duration a run lasts %g ms\n", f.usual)
	}
}

func unknown(figures ...float64) bool {
	for _, x := range figures {
		if math.IsNaN(x) {
			return true
		}
	}
	return false
}

// dash is printed in the place of a number that is not known.
type dash struct{}

// Format writes a dash as wide as the number would be.
func (dash) Format(s fmt.State, _ rune) {
	width, _ := s.Width()
	text := strings.Repeat(" ", max(0, width-1)) + "–"
	if s.Flag('-') {
		text = "–" + strings.Repeat(" ", max(0, width-1))
	}
	_, _ = io.WriteString(s, text)
}

// dashed returns the arguments of a Printf with dashes in the place of numbers
// that are not known, and whether there are such.
func dashed(args []any) (all []any, some bool) {
	all = make([]any, len(args))
	for k, a := range args {
		all[k] = a
		switch x := a.(type) {
		case float64:
			if math.IsNaN(x) || math.IsInf(x, 0) {
				all[k], some = dash{}, true
			}
		case []float64:
			each := make([]any, len(x))
			for j, y := range x {
				each[j] = y
			}
			list, any := dashed(each)
			all[k], some = list, some || any
		}
	}
	return all, some
}
