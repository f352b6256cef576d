package dnn

import (
	"math/bits"

	"github.com/golgi-sim/golgi/internal/memory"
)

// Ring holds weights on their way to the elements of a post side whose synapses
// have delays of their own: what arrives in step n is in slot n mod Slots. The
// slots lie one after the other in one array.
type Ring struct {
	data   []float64
	stride int // from a slot to the next
	lo, hi int // elements, within a slot
	mask   int // Slots - 1
	// late is what keeps the weights instead of data, if not nil.
	late *calendar
	// slots is how many a plain ring would have.
	slots int
}

// NewRing returns a ring for delays up to most steps of n elements. The number
// of slots is a power of two.
func NewRing(most, n int) Ring {
	slots := slotsFor(most)
	return Ring{data: memory.Make[float64](slots * n), stride: n, hi: n, mask: slots - 1}
}

// largeRing is how many bytes a plain ring may take. It is the size of a level 2
// cache, and a larger one is slower than a calendar.
const largeRing = 1 << 19

// NewRingFor returns a ring for the layers that reach all n elements. Only
// these layers may add to it, and only for ranges that begin and end at bounds,
// which are those of the workers, or at the blocks of the layers. What arrives
// is the same as with NewRing, to the last bit; it is kept in another form if
// the ring is too large for a cache and the layers allow that, and then has no
// Slot.
func NewRingFor(n int, bounds []int, layers []Delayed) Ring {
	most := 0
	for _, l := range layers {
		most = max(most, l.Delays())
	}
	if cuts := calendarCuts(n, bounds, layers); cuts != nil && RingBytes(most, n) > largeRing && most <= latest {
		return Ring{hi: n, mask: windows*windowSteps - 1, late: newCalendar(cuts, n), slots: slotsFor(most)}
	}
	return NewRing(most, n)
}

func slotsFor(most int) int { return 1 << bits.Len(uint(max(1, most)-1)) }

// RingBytes returns the memory that NewRing takes.
func RingBytes(most, n int) float64 { return 8 * float64(slotsFor(most)) * float64(n) }

// Slots returns the number of slots, 0 for the zero Ring.
func (r Ring) Slots() int {
	if r.data == nil && r.late == nil {
		return 0
	}
	return r.mask + 1
}

// Slot returns what arrives in step n, for the elements of the ring.
func (r Ring) Slot(n int64) []float64 {
	at := int(n&int64(r.mask)) * r.stride
	return r.data[at+r.lo : at+r.hi : at+r.hi]
}

// View returns the ring of elements lo to hi-1, a part of r.
func (r Ring) View(lo, hi int) Ring {
	r.lo, r.hi = r.lo+lo, r.lo+hi
	return r
}

// Arrive adds to dst what arrives in a step at elements lo to hi-1 of the ring,
// and forgets it. dst has an entry for every element of the ring.
func (r Ring) Arrive(dst []float64, step int64, lo, hi int) {
	if r.late != nil {
		regions := r.late.of(lo, hi)
		for k := range regions {
			r.late.arrive(&regions[k], dst, step)
		}
		return
	}
	slot := r.Slot(step)[lo:hi]
	dst = dst[lo:hi]
	for i, w := range slot {
		dst[i] += w
	}
	clear(slot)
}

// Held returns the weights of all slots before a step, of all elements, one slot
// after the other. They must not be changed.
func (r Ring) Held(step int64) []float64 {
	if r.late != nil {
		return r.late.held(r.slots, step)
	}
	return r.data
}

// HeldLen returns how many weights Held returns.
func (r Ring) HeldLen() int {
	if r.late != nil {
		return r.slots * r.late.n
	}
	return len(r.data)
}

// Room returns room for what Restore is given.
func (r Ring) Room() []float64 {
	if r.late != nil {
		return make([]float64, r.HeldLen())
	}
	return r.data
}

// Restore gives all slots, before a step, the weights that Held returned. The
// ring may keep held, which must not be changed afterwards.
func (r Ring) Restore(held []float64, step int64) {
	if r.late != nil {
		r.late.restore(held, step)
		return
	}
	copy(r.data, held)
}

// Clear empties all slots, of all elements.
func (r Ring) Clear() {
	clear(r.data)
	if r.late != nil {
		r.late.clear()
	}
}

// slotFor returns the slot of what a delivery of step now adds with the largest
// delay of a layer.
func (r Ring) slotFor(now int64, most int) []float64 {
	if r.Slots() < max(1, most) {
		panic("dnn: a ring with fewer slots than the largest delay has steps")
	}
	return r.Slot(now + int64(max(1, most)) - 1)
}
