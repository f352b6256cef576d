package delay

import (
	"unsafe"

	"github.com/golgi-sim/golgi"
)

// SpikeRing keeps the spike lists of the last steps.
type SpikeRing struct {
	slots []slot
	size  int // elements that can spike
	of    *golgi.SpikeVar
}

// Keep says whose spikes the ring keeps.
func (r *SpikeRing) Keep(of *golgi.SpikeVar) { r.of = of }

// Of returns whose spikes the ring keeps; nil if nobody said.
func (r *SpikeRing) Of() *golgi.SpikeVar { return r.of }

// Bytes returns the memory that the ring has taken so far.
func (r *SpikeRing) Bytes() int64 {
	n := int64(0)
	for _, s := range r.slots {
		n += int64(unsafe.Sizeof(s)) + 4*int64(cap(s.list))
	}
	return n
}

type slot struct {
	step int64 // of the list, -1: none
	list []int32
}

// Need makes the ring keep spikes for at least d steps after the one in which
// they were emitted. It empties the ring.
func (r *SpikeRing) Need(d, size int) {
	r.size = size
	if len(r.slots) != d+1 {
		r.slots = make([]slot, d+1)
	}
	r.Clear()
}

// spareSpikes is the room of a slot that has had a spike, at least.
const spareSpikes = 32

// SpikeBytes returns the memory that a ring for d steps and that many elements
// takes as soon as there have been a few spikes in each step.
func SpikeBytes(d, size int) float64 {
	return (float64(d) + 1) * float64(unsafe.Sizeof(slot{})+4*uintptr(min(size, spareSpikes)))
}

// Clear empties the ring.
func (r *SpikeRing) Clear() {
	for k := range r.slots {
		r.slots[k] = slot{-1, r.slots[k].list[:0]}
	}
}

// KeepIn hands what the ring holds to an archive.
func (r *SpikeRing) KeepIn(a *golgi.Archive) {
	steps := make([]int64, len(r.slots))
	for k := range r.slots {
		steps[k] = r.slots[k].step
	}
	a.Ints("steps of spikes", steps)
	for k := range r.slots {
		a.Indices("spikes", &r.slots[k].list, r.size)
		r.slots[k].step = steps[k]
	}
}

// Put keeps a copy of the spikes emitted in a step.
func (r *SpikeRing) Put(step int64, list []int32) {
	if len(r.slots) == 0 {
		return
	}
	s := &r.slots[step%int64(len(r.slots))]
	if cap(s.list) < len(list) {
		// Room to spare, so that a run soon stops growing its slots.
		s.list = make([]int32, 0, min(r.size, 2*len(list)+spareSpikes))
	}
	s.step, s.list = step, append(s.list[:0], list...)
}

// SpikesAt returns the spikes emitted in a step, and whether the ring has
// them. There were none before step 0.
func (r *SpikeRing) SpikesAt(step int64) (list []int32, ok bool) {
	if step < 0 {
		return nil, true
	}
	if len(r.slots) == 0 {
		return nil, false
	}
	s := r.slots[step%int64(len(r.slots))]
	return s.list, s.step == step
}
