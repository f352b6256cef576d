package runner

import (
	"fmt"
	"math"
	"strconv"
	"strings"
)

// ranged is a path with a range of elements, as in "N.V[0:10]".
type ranged struct {
	path   string
	sliced bool
	lo, hi int // hi may be toEnd
}

// toEnd is the end of a range that goes on to the last element.
const toEnd = math.MinInt

// parseRanged takes a path and its range apart. A path may have brackets of its
// own, Layers[3].E.V: only those at the very end are a range.
func parseRanged(s string) (ranged, error) {
	open := strings.LastIndexByte(s, '[')
	if open < 0 || !strings.HasSuffix(s, "]") {
		return ranged{path: s}, nil
	}
	r := ranged{path: s[:open], sliced: true, hi: toEnd}
	from, to, isRange := strings.Cut(s[open+1:len(s)-1], ":")
	bad := fmt.Errorf("%s is neither an element, as in [3], nor a range, as in [0:10]", s[open:])
	var err error
	if !isRange {
		r.lo, err = strconv.Atoi(from)
		r.hi = r.lo + 1
		if err != nil || r.lo < 0 {
			return r, bad
		}
		return r, nil
	}
	if from != "" {
		if r.lo, err = strconv.Atoi(from); err != nil || r.lo < 0 {
			return r, bad
		}
	}
	if to != "" {
		if r.hi, err = strconv.Atoi(to); err != nil || r.hi < 0 {
			return r, bad
		}
	}
	return r, nil
}

// within returns the range as elements lo to hi-1 of n.
func (r ranged) within(n int) (lo, hi int, err error) {
	if !r.sliced {
		return 0, n, nil
	}
	lo, hi = r.lo, r.hi
	if hi == toEnd {
		hi = n
	}
	return lo, hi, checkRange(r.path, lo, hi, n)
}

// checkRange reports a range that is not one of n elements, or is empty.
func checkRange(path string, lo, hi, n int) error {
	switch {
	case lo < 0 || hi > n || lo > n:
		elements := "elements"
		if n == 1 {
			elements = "element"
		}
		return fmt.Errorf("%s has %d %s, so there is no range %d to %d", path, n, elements, lo, hi)
	case hi <= lo:
		return fmt.Errorf("%s: the range %d to %d has no elements", path, lo, hi)
	}
	return nil
}
