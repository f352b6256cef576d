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
	// form is what keeps the weights instead of data, if not nil.
	form form
	// slots is how many a plain ring would have.
	slots int
}

// form is how a ring for many elements keeps what is on its way. What arrives is
// to the last bit the same in each.
type form interface {
	// arrive adds to dst what arrives at elements lo to hi-1 in a step, and
	// forgets it.
	arrive(dst []float64, step int64, lo, hi int)
	// held returns what a plain ring of that many slots would hold before a step,
	// restore takes it, and may keep it.
	held(slots int, step int64) []float64
	restore(held []float64, step int64)
	clear()
	bytes() int64
}

// NewRing returns a ring for delays up to most steps of n elements. The number
// of slots is a power of two.
func NewRing(most, n int) Ring {
	slots := slotsFor(most)
	return Ring{data: memory.Make[float64](slots * n), stride: n, hi: n, mask: slots - 1}
}

// largeRing is how many bytes a plain ring may take. It is the size of a level 2
// cache, and a larger one is slower than the other forms.
const largeRing = 1 << 19

// NewRingFor returns a ring for the layers that reach all n elements. Only
// these layers may add to it, and only for ranges that begin and end at bounds,
// which are those of the workers, or, unless it is Whole, at the blocks of the
// layers. What arrives is the same as with NewRing, to the last bit; it is kept in another form if
// the ring is too large for a cache and the layers allow that, and then has no
// Slot.
//
// Layers with delays that store their synapses do so here, since the best order
// depends on the form. The error is that there is not the memory.
func NewRingFor(n int, bounds []int, layers []Delayed) (Ring, error) {
	most := 0
	for _, l := range layers {
		most = max(most, l.Delays())
	}
	list := fixedTotalsOf(n, layers)
	large := RingBytes(most, n) > largeRing
	inOrder := large && backlogSuits(bounds, list)
	for _, l := range layers {
		f, ok := l.(*fixedTotal)
		if !ok || !f.keep {
			continue
		}
		var err error
		if inOrder {
			err = f.orderByDelay(bounds)
		} else if f.stored == nil {
			err = f.store()
		}
		if err != nil {
			return Ring{}, err
		}
	}
	r := Ring{hi: n, slots: slotsFor(most)}
	switch {
	case inOrder:
		r.form = newBacklog(bounds)
	case large && calendarSuits(most, list):
		r.form = newCalendar(calendarCuts(n, bounds, list), n)
	default:
		return NewRing(most, n), nil
	}
	return r, nil
}

// fixedTotalsOf returns the layers if all are fixedTotal and reach n elements.
func fixedTotalsOf(n int, layers []Delayed) []*fixedTotal {
	list := make([]*fixedTotal, len(layers))
	for k, l := range layers {
		f, ok := l.(*fixedTotal)
		if !ok || f.post != n {
			return nil
		}
		list[k] = f
	}
	return list
}

func slotsFor(most int) int { return 1 << bits.Len(uint(max(1, most)-1)) }

// RingBytes returns the memory that NewRing takes.
func RingBytes(most, n int) float64 { return 8 * float64(slotsFor(most)) * float64(n) }

// Whole reports whether the ring is quickest if the elements of a worker are
// delivered to all at once.
func (r Ring) Whole() bool {
	_, ok := r.form.(*backlog)
	return ok
}

// Slots returns the number of slots, 0 for the zero Ring.
func (r Ring) Slots() int {
	if r.form != nil {
		return r.slots
	}
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

// Arrive adds to dst what arrives in a step at elements lo to hi-1 of the ring,
// and forgets it. dst has an entry for every element of the ring.
func (r Ring) Arrive(dst []float64, step int64, lo, hi int) {
	if r.form != nil {
		r.form.arrive(dst, step, lo, hi)
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
	if r.form != nil {
		return r.form.held(r.slots, step)
	}
	return r.data
}

// HeldLen returns how many weights Held returns.
func (r Ring) HeldLen() int {
	if r.form != nil {
		return r.slots * r.hi
	}
	return len(r.data)
}

// Room returns room for what Restore is given.
func (r Ring) Room() []float64 {
	if r.form != nil {
		return make([]float64, r.HeldLen())
	}
	return r.data
}

// Restore gives all slots, before a step, the weights that Held returned. The
// ring may keep held, which must not be changed afterwards.
func (r Ring) Restore(held []float64, step int64) {
	if r.form != nil {
		r.form.restore(held, step)
		return
	}
	copy(r.data, held)
}

// Clear empties all slots, of all elements.
func (r Ring) Clear() {
	clear(r.data)
	if r.form != nil {
		r.form.clear()
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
