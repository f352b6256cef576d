// Package span has ranges of elements that are cut before it is known how many
// elements there are, as those of handles and views are.
package span

import "fmt"

// Range is a range of the elements of something. The zero Range is all of it.
// What is wrong with a range, or with one that it was cut from, is found when
// the number of elements is known, by Fault.
type Range struct {
	lo, hi int
	cut    bool
	outer  [2]int // the range of the whole that it was cut from
	fault  Fault  // within the ranges it was cut from
}

// Fault is a range that there is not: Lo to Hi of Of elements. Within says
// that those are the elements of a range, not of the whole.
type Fault struct {
	Lo, Hi, Of int
	Within     bool
}

// String returns the fault as what is said of the thing that has no such
// range.
func (f Fault) String() string {
	elements := "elements"
	if f.Of == 1 {
		elements = "element"
	}
	if f.Within {
		return fmt.Sprintf("has no range %d to %d in a range of it that has %d %s", f.Lo, f.Hi, f.Of, elements)
	}
	return fmt.Sprintf("has %d %s, so there is no range %d to %d", f.Of, elements, f.Lo, f.Hi)
}

// Slice returns the range of elements a to b-1 of the range.
func (r Range) Slice(a, b int) Range {
	if !r.cut {
		return Range{lo: a, hi: b, cut: true, outer: [2]int{a, b}}
	}
	if n := r.hi - r.lo; !r.fault.Within && (a < 0 || b < a || b > n) {
		r.fault = Fault{a, b, n, true}
	}
	r.lo, r.hi = r.lo+a, r.lo+b
	return r
}

// Cut reports whether the range was cut, that is, is not the zero Range.
func (r Range) Cut() bool { return r.cut }

// Of returns the elements of the range in a whole of n, lo to hi-1.
func (r Range) Of(n int) (lo, hi int) {
	if r.cut {
		return r.lo, r.hi
	}
	return 0, n
}

// Fault reports what is wrong with the range in a whole of n elements.
func (r Range) Fault(n int) (f Fault, wrong bool) {
	switch a, b := r.outer[0], r.outer[1]; {
	case !r.cut:
		return f, false
	case a < 0 || b < a || b > n:
		return Fault{a, b, n, false}, true
	}
	return r.fault, r.fault.Within
}
