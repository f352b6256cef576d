package golgi

import (
	"fmt"

	"github.com/golgi-sim/golgi/internal/span"
)

// Spike is a handle on the spikes of a group: of all its elements, or of a
// range. It is valid from the moment its group is made.
type Spike struct {
	v *SpikeVar
	r span.Range
}

// SpikeVar is what a Spike is a handle on: the spikes that a part emitted in
// the last step. The part makes it and sets it.
type SpikeVar struct {
	part *Base // whose spikes they are, nil before Build
	path string
	list []int32
	size int
	step int64
	read bool // a part refers to them
}

// Spike returns a handle on all of the spikes.
func (v *SpikeVar) Spike() Spike { return Spike{v: v} }

// Size returns the number of elements.
func (v *SpikeVar) Size() int { return v.size }

// Path returns the path of the spikes, "" before Build.
func (v *SpikeVar) Path() string { return v.path }

// Last returns the spikes emitted last, and in which step; -1 before the first.
func (v *SpikeVar) Last() (list []int32, step int64) { return v.list, v.step }

// Read reports whether a part of the network refers to the spikes: a delay, or a
// part with code of its own. Projections tell their source themselves.
func (v *SpikeVar) Read() bool { return v.read }

// SetSize says how many elements there are.
func (v *SpikeVar) SetSize(n int) { v.size = n }

// Emit sets the spikes of a step: a sorted list, which is not copied.
func (v *SpikeVar) Emit(list []int32, step int64) { v.list, v.step = list, step }

// Slice returns a handle on elements a to b-1 of the handle. A range that it
// does not have is an error where the handle is used.
func (s Spike) Slice(a, b int) Spike { return Spike{s.v, s.r.Slice(a, b)} }

// Check reports why the handle cannot be used.
func (s Spike) Check() error {
	if s.v == nil {
		return fmt.Errorf("a handle of nothing: the part has no spikes")
	}
	if f, wrong := s.r.Fault(s.v.size); wrong {
		path := s.v.path
		if path == "" {
			path = "spike"
		}
		return fmt.Errorf("%s %s", path, f)
	}
	return nil
}

// Path returns the path of the spikes, as in "E.spike"; "" before Build.
func (s Spike) Path() string {
	if s.v == nil {
		return ""
	}
	return s.v.path
}

// Size returns the number of elements; 0 for a handle that cannot be used.
func (s Spike) Size() int {
	if s.Check() != nil {
		return 0
	}
	lo, hi := s.r.Of(s.v.size)
	return hi - lo
}

// Var returns what the handle is of, and the range, which is that of a handle
// that passes Check; nil for the zero Spike.
func (s Spike) Var() (v *SpikeVar, lo, hi int) {
	if s.v == nil {
		return nil, 0, 0
	}
	lo, hi = s.r.Of(s.v.size)
	return s.v, lo, hi
}

// Now returns the spikes of the last step. A handle on a range that there is
// not panics, as slicing a slice does; the zero Spike has none.
func (s Spike) Now() Spikes {
	if s.v == nil {
		return Spikes{}
	}
	if err := s.Check(); err != nil {
		panic("golgi: " + err.Error())
	}
	lo, hi := s.r.Of(s.v.size)
	return NewSpikes(s.v.list, s.v.size, nil, s.v.step).Slice(lo, hi)
}

// Indices returns the elements that spiked in the last step, ascending. For a
// handle on a range the indices are those in the group. The slice is valid
// until the next step and must not be changed.
func (s Spike) Indices() []int32 { return s.Now().List() }

// Count returns the number of spikes in the last step.
func (s Spike) Count() int { return s.Now().Len() }
