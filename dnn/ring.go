package dnn

import "math/bits"

// Ring holds weights on their way to the elements of a post side whose synapses
// have delays of their own: what arrives in step n is in slot n mod Slots. The
// slots lie one after the other in one array.
type Ring struct {
	data   []float64
	stride int // from a slot to the next
	lo, hi int // elements, within a slot
	mask   int // Slots - 1
}

// NewRing returns a ring for delays up to most steps of n elements. The number
// of slots is a power of two.
func NewRing(most, n int) Ring {
	slots := slotsFor(most)
	return Ring{make([]float64, slots*n), n, 0, n, slots - 1}
}

func slotsFor(most int) int { return 1 << bits.Len(uint(max(1, most)-1)) }

// RingBytes returns the memory that NewRing takes.
func RingBytes(most, n int) float64 { return 8 * float64(slotsFor(most)) * float64(n) }

// Slots returns the number of slots, 0 for the zero Ring.
func (r Ring) Slots() int {
	if r.data == nil {
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

// Clear empties all slots, of all elements.
func (r Ring) Clear() { clear(r.data) }

// slotFor returns the slot of what a delivery of step now adds with the largest
// delay of a layer.
func (r Ring) slotFor(now int64, most int) []float64 {
	if r.Slots() < max(1, most) {
		panic("dnn: a ring with fewer slots than the largest delay has steps")
	}
	return r.Slot(now + int64(max(1, most)) - 1)
}
