package runner

import (
	"fmt"
	"slices"
)

// recorded says what a recorder records, so that results can be found by it.
type recorded struct {
	schedule
	names  []string // paths of the quantity; the one that was asked for first
	spikes bool
	lo, hi int
	size   int // elements of the quantity
	unit   string
}

// label names a recording in messages.
func (r recorded) label() string {
	switch {
	case r.name != "":
		return r.name
	case r.lo == 0 && r.hi == r.size:
		return r.names[0]
	case r.hi == r.lo+1:
		return fmt.Sprintf("%s[%d]", r.names[0], r.lo)
	}
	return fmt.Sprintf("%s[%d:%d]", r.names[0], r.lo, r.hi)
}

// same reports whether two recordings would be the same.
func (r recorded) same(o recorded) bool {
	return r.schedule == o.schedule && r.spikes == o.spikes && len(r.names) > 0 && len(o.names) > 0 &&
		slices.Contains(o.names, r.names[0]) && r.lo == o.lo && r.hi == o.hi
}

// clash reports whether a reference to the quantity would not tell two
// recordings apart.
func (r recorded) clash(o recorded) bool {
	if r.name != "" || o.name != "" {
		return r.name == o.name
	}
	return r.before != o.before && slices.Contains(o.names, r.names[0])
}
