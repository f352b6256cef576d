package inputs

import (
	"fmt"
	"math"
	"strings"
)

// steps returns how many steps of dt begin before time t: the number of the
// first one that does not. A time that is a multiple of dt up to rounding is
// that multiple.
func steps(t, dt float64) int64 {
	n := t / dt
	if r := math.Round(n); math.Abs(n-r) <= 1e-9*max(1, math.Abs(n)) {
		n = r
	}
	return int64(min(max(math.Ceil(n), 0), 1<<53))
}

// span returns the first step of an interval of time and the one after its
// last. An end of 0 stands for none.
func span(start, end, dt float64) (first, stop int64, mistake string) {
	switch {
	case !(start >= 0) || math.IsInf(start, 0):
		return 0, 0, fmt.Sprintf("Start is %v ms; it must be 0 or later", start)
	case end == 0:
		return steps(start, dt), math.MaxInt64, ""
	case !(end > start) || math.IsInf(end, 0):
		return 0, 0, fmt.Sprintf("End is %v ms; it must be after Start (%v ms), or 0 for none", end, start)
	}
	return steps(start, dt), steps(end, dt), ""
}

// number says what is wrong with a parameter that must be a finite number.
func number(name string, x float64) string {
	if what := finite(x); what != "" {
		return name + " is " + what
	}
	return ""
}

// positive says what is wrong with a parameter that must be positive.
func positive(name string, x float64) string {
	if !(x > 0) || math.IsInf(x, 0) {
		return fmt.Sprintf("%s is %v; it must be positive", name, x)
	}
	return ""
}

// mistakes makes one error of those of a stimulus, nil if there are none.
func mistakes(stimulus string, problems ...string) error {
	var all []string
	for _, p := range problems {
		if p != "" {
			all = append(all, p)
		}
	}
	if all == nil {
		return nil
	}
	return fmt.Errorf("%s: %s", stimulus, strings.Join(all, "; "))
}
