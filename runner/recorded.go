package runner

import (
	"fmt"
	"hash/fnv"
	"slices"
	"strings"
)

// recorded says what a recorder records, so that results can be found by it.
type recorded struct {
	name   string // that was given, "" if none was
	before bool
	timing timing
	reduce reduction

	names  []string // paths of the quantity; the one that was asked for first
	spikes bool
	lo, hi int
	picks  []int // elements of the quantity, nil for all from lo to hi-1
	size   int   // elements of the quantity
	unit   string
}

// width returns the number of columns, or of neurons.
func (r recorded) width() int {
	switch {
	case r.reduce != none:
		return 1
	case r.picks != nil:
		return len(r.picks)
	}
	return r.hi - r.lo
}

// elements returns which element of the quantity each column is.
func (r recorded) elements() []int {
	switch {
	case r.reduce != none:
		return []int{0}
	case r.picks != nil:
		return slices.Clone(r.picks)
	}
	return indices(r.lo, r.hi)
}

// columns returns the columns of elements lo to hi-1, if they are there side by
// side.
func (r recorded) columns(lo, hi int) (a, b int, ok bool) {
	if r.picks == nil {
		return lo - r.lo, hi - r.lo, lo >= r.lo && hi <= r.hi
	}
	a = slices.Index(r.picks, lo)
	b = a + hi - lo
	if a < 0 || b > len(r.picks) {
		return 0, 0, false
	}
	for k, i := range r.picks[a:b] {
		if i != lo+k {
			return 0, 0, false
		}
	}
	return a, b, true
}

// whole reports whether all elements of the quantity are recorded.
func (r recorded) whole() bool { return r.picks == nil && r.lo == 0 && r.hi == r.size }

// label names a recording in messages.
func (r recorded) label() string {
	if r.name != "" {
		return r.name
	}
	return r.labelOf(r.names[0])
}

// labelOf is the label of a recording without a name of its own, for one of the
// paths of its quantity.
func (r recorded) labelOf(path string) string {
	switch {
	case r.picks != nil:
		path += "[" + picksLabel(r.picks) + "]"
	case r.whole():
	case r.hi == r.lo+1:
		path = fmt.Sprintf("%s[%d]", path, r.lo)
	default:
		path = fmt.Sprintf("%s[%d:%d]", path, r.lo, r.hi)
	}
	if r.reduce != none {
		return string(r.reduce) + "(" + path + ")"
	}
	return path
}

// picksLabel lists picks, of many the first and the last, and a number that
// tells other picks apart.
func picksLabel(picks []int) string {
	const few = 8
	text := make([]string, 0, few)
	for k, i := range picks {
		switch {
		case len(picks) <= few || k < 3 || k == len(picks)-1:
			text = append(text, fmt.Sprint(i))
		case k == 3:
			h := fnv.New32a()
			fmt.Fprint(h, picks)
			text = append(text, fmt.Sprintf("%d more (%08x)", len(picks)-4, h.Sum32()))
		}
	}
	return strings.Join(text, ",")
}

// text says all that there is to say of a recording, for checkpoints.
func (r recorded) text() string {
	what := []string{r.name} // a function
	if len(r.names) > 0 {
		what = []string{r.labelOf(r.names[0])}
		if r.name != "" {
			what[0] = r.name + " of " + what[0]
		}
	}
	if r.picks != nil {
		what = append(what, fmt.Sprint("elements ", r.picks))
	}
	if r.before {
		what = append(what, "before the update")
	}
	return strings.Join(append(what, r.timing.text()), ", ")
}

// called reports whether a text is the name or a label of a recording.
func (r recorded) called(name string) bool {
	if r.name != "" || r.picks == nil && r.reduce == none {
		return name != "" && r.name == name
	}
	return slices.ContainsFunc(r.names, func(path string) bool { return r.labelOf(path) == name })
}

// same reports whether two recordings would be the same.
func (r recorded) same(o recorded) bool {
	return r.name == o.name && r.before == o.before && r.timing == o.timing && r.reduce == o.reduce &&
		r.spikes == o.spikes && len(r.names) > 0 && len(o.names) > 0 && slices.Contains(o.names, r.names[0]) &&
		r.lo == o.lo && r.hi == o.hi && slices.Equal(r.picks, o.picks)
}

// shadows reports whether the name that was given to a recording is a path or a
// label of another.
func (r recorded) shadows(o recorded) bool {
	return r.name != "" && (slices.Contains(o.names, r.name) ||
		slices.ContainsFunc(o.names, func(path string) bool { return o.labelOf(path) == r.name }))
}

// clash reports whether a reference to the quantity would not tell two
// recordings apart.
func (r recorded) clash(o recorded) bool {
	if r.name != "" || o.name != "" {
		return r.name == o.name || r.shadows(o) || o.shadows(r)
	}
	return r.reduce == o.reduce && (r.before != o.before || r.timing != o.timing) && slices.Contains(o.names, r.names[0])
}
