package golgi

import (
	"iter"
	"slices"
)

// Spikes are the spikes of one step: the indices of the elements that spiked,
// ascending. A Spikes is a view: it does not copy, and holds until the group
// or delay it came from advances twice.
type Spikes struct {
	list   []int32
	offset int // index of element 0 of the view
	size   int // elements of the view
	// source gives the list of another step, so that a delivery that happens
	// later than usual still has the right delay.
	source SpikeSource
	step   int64 // the step in which the spikes were emitted
	err    error // why there are none to be had
}

// A SpikeSource keeps the spikes of past steps.
type SpikeSource interface {
	// At returns the spikes emitted in a step, and whether they are there.
	SpikesAt(step int64) (list []int32, ok bool)
}

// NewSpikes returns the spikes of a group of size elements. list is sorted and
// not copied. source may be nil.
func NewSpikes(list []int32, size int, source SpikeSource, step int64) Spikes {
	return Spikes{list: list, size: size, source: source, step: step}
}

// NoSpikes returns spikes that cannot be had, and why: sending them stops the
// run with that error.
func NoSpikes(why error) Spikes { return Spikes{err: why} }

// Err returns why the spikes cannot be had, nil if they can.
func (s Spikes) Err() error { return s.err }

// Source returns what keeps the spikes of past steps; nil if nothing does.
func (s Spikes) Source() SpikeSource { return s.source }

// Step returns the step in which the spikes were emitted.
func (s Spikes) Step() int64 { return s.step }

// Len returns the number of spikes.
func (s Spikes) Len() int { return len(s.list) }

// Size returns the number of elements that could have spiked.
func (s Spikes) Size() int { return s.size }

// Offset returns the index, in List, of element 0.
func (s Spikes) Offset() int { return s.offset }

// List returns the indices of the spikes as they are stored: element i of this
// view is Offset()+i there. It must not be changed.
func (s Spikes) List() []int32 { return s.list }

// All ranges over the elements that spiked.
func (s Spikes) All() iter.Seq[int] {
	return func(yield func(int) bool) {
		for _, i := range s.list {
			if !yield(int(i) - s.offset) {
				return
			}
		}
	}
}

// Slice returns the spikes of elements a to b-1, as elements 0 to b-a-1. A
// range outside the view panics, as slicing a slice does; of spikes that cannot
// be had every range is the same.
func (s Spikes) Slice(a, b int) Spikes {
	if s.err != nil {
		return s
	}
	if a < 0 || b < a || b > s.size {
		panic(rangeError(a, b, s.size))
	}
	lo, hi := int32(s.offset+a), int32(s.offset+b)
	from, _ := slices.BinarySearch(s.list, lo)
	to, _ := slices.BinarySearch(s.list[from:], hi)
	s.list = s.list[from : from+to]
	s.offset += a
	s.size = b - a
	return s
}

// Shifted returns the same view of the spikes emitted k steps later, and
// whether its source has them.
func (s Spikes) Shifted(k int64) (Spikes, bool) {
	if k == 0 {
		return s, true
	}
	if s.source == nil {
		return s, false
	}
	list, ok := s.source.SpikesAt(s.step + k)
	if !ok {
		return s, false
	}
	whole := Spikes{list: list, size: s.offset + s.size, source: s.source, step: s.step + k}
	return whole.Slice(s.offset, s.offset+s.size), true
}
