package golgi

// Spike is a handle on the spikes of a group: of all its elements, or of a
// range. It is valid from the moment its group is made.
type Spike struct {
	v      *SpikeVar
	lo, hi int
	sliced bool
}

// SpikeVar is what a Spike is a handle on: the spikes that a part emitted in
// the last step. The part makes it and sets it.
type SpikeVar struct {
	path string
	list []int32
	size int
	step int64
}

// Spike returns a handle on all of the spikes.
func (v *SpikeVar) Spike() Spike { return Spike{v: v} }

// Size returns the number of elements.
func (v *SpikeVar) Size() int { return v.size }

// Path returns the path of the spikes, "" before Build.
func (v *SpikeVar) Path() string { return v.path }

// Last returns the spikes emitted last, and in which step; -1 before the first.
func (v *SpikeVar) Last() (list []int32, step int64) { return v.list, v.step }

// SetSize says how many elements there are.
func (v *SpikeVar) SetSize(n int) { v.size = n }

// Emit sets the spikes of a step: a sorted list, which is not copied.
func (v *SpikeVar) Emit(list []int32, step int64) { v.list, v.step = list, step }

// Slice returns a handle on elements a to b-1.
func (s Spike) Slice(a, b int) Spike {
	return Spike{v: s.v, lo: s.lo + a, hi: s.lo + b, sliced: true}
}

// Path returns the path of the spikes, as in "E.spike"; "" before Build.
func (s Spike) Path() string {
	if s.v == nil {
		return ""
	}
	return s.v.path
}

// Size returns the number of elements of the handle.
func (s Spike) Size() int {
	switch {
	case s.v == nil:
		return 0
	case s.sliced:
		return s.hi - s.lo
	}
	return s.v.size
}

// Var returns what the handle is of, and the range; nil for the zero Spike.
func (s Spike) Var() (v *SpikeVar, lo, hi int) {
	if s.v == nil || s.sliced {
		return s.v, s.lo, s.hi
	}
	return s.v, 0, s.v.size
}

// Now returns the spikes of the last step.
func (s Spike) Now() Spikes {
	if s.v == nil {
		return Spikes{}
	}
	all := NewSpikes(s.v.list, s.v.size, nil, s.v.step)
	if s.sliced {
		return all.Slice(s.lo, s.hi)
	}
	return all
}

// Indices returns the elements that spiked in the last step, ascending. For a
// handle on a range the indices are those in the group. The slice is valid
// until the next step and must not be changed.
func (s Spike) Indices() []int32 { return s.Now().List() }

// Count returns the number of spikes in the last step.
func (s Spike) Count() int { return s.Now().Len() }
