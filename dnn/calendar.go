package dnn

import (
	"fmt"
	"iter"
	"math"
	"slices"
	"unsafe"

	"github.com/golgi-sim/golgi/internal/memory"
)

// A calendar is the form of a ring for many elements, whose slots would not stay
// in the cache: most additions to them would wait for memory. A weight goes to
// the end of a list instead, one for each window of steps and region of elements,
// and from there, when its window has come, to the slots of that window, which
// are few. What arrives at an element in a step is added up in the order in
// which it was sent, as in a plain ring: the sums are the same to the last bit.
type calendar struct {
	n       int
	regions []region
	region  []int32 // of elements regionUnit*k to regionUnit*(k+1)-1
	resumed int64   // step before which what is on its way was restored
}

const (
	windowBits  = 3 // of the steps in a window
	windowSteps = 1 << windowBits
	windows     = 16                          // lists of a region: one for each window until it comes round again
	latest      = (windows - 1) * windowSteps // the largest delay in steps that they have room for
	regionUnit  = 16                          // regions begin at its multiples
	nearMask    = windowSteps<<columnBits - 1
	chunkSize   = 1024 // weights that a list grows by
	burst       = 128  // weights that are added without looking for room
)

// region is what is on its way to some elements, at most widestBlock. One worker
// owns it.
type region struct {
	lo, n int
	// near has the slots of the window that is there, one after the other.
	near *[nearMask + 1]float64
	// late has the chunks of all lists, chunk k from k*chunkSize on. The high
	// half of a word is a weight, a float32, the low half its place in near.
	late  []uint64
	lists [windows]list
	next  []int32         // chunk after each in its list
	fill  []uint32        // where what a chunk holds ends, if there is another after it
	spare []int32         // chunks of no list
	at    [windows]uint32 // where the next weight of each list goes
	room  int             // there is room for that many in every list, at least
	// carried is what a plain ring of all elements would have held before the
	// step resumed, nil once the last of it is in its slots.
	carried []float64
}

// list has the weights that arrive in one window, as they were sent.
type list struct{ first, last int32 }

// newCalendar returns a calendar for elements 0 to n-1 in regions that begin at
// the cuts.
func newCalendar(cuts []int, n int) *calendar {
	c := &calendar{n: n, region: make([]int32, (n+regionUnit-1)/regionUnit)}
	near := memory.Make[float64](len(cuts) * (nearMask + 1))
	for k, lo := range cuts {
		hi := n
		if k+1 < len(cuts) {
			hi = cuts[k+1]
		}
		if lo%regionUnit != 0 || hi-lo > widestBlock || hi <= lo {
			panic(fmt.Sprintf("BUG: a region of elements %d to %d", lo, hi))
		}
		for j := lo; j < hi; j += regionUnit {
			c.region[j/regionUnit] = int32(k)
		}
		r := region{lo: lo, n: hi - lo, near: (*[nearMask + 1]float64)(near[k*(nearMask+1):]), room: chunkSize,
			late: make([]uint64, windows*chunkSize), next: make([]int32, windows), fill: make([]uint32, windows)}
		for w := range r.lists {
			r.lists[w], r.at[w] = list{int32(w), int32(w)}, uint32(w*chunkSize)
		}
		c.regions = append(c.regions, r)
	}
	return c
}

// calendarSuits reports whether the layers can add to a calendar.
func calendarSuits(most int, layers []*fixedTotal) bool {
	return len(layers) > 0 && most <= latest && !slices.ContainsFunc(layers, func(l *fixedTotal) bool {
		return l.wSigma == 0 && float64(float32(l.wMu)) != l.wMu
	})
}

// calendarCuts returns where the regions of n elements begin.
func calendarCuts(n int, bounds []int, layers []*fixedTotal) []int {
	cuts := slices.Clone(bounds)
	for _, l := range layers {
		for b := range l.blocks {
			cuts = append(cuts, b*l.width)
		}
	}
	slices.Sort(cuts)
	cuts = slices.Compact(cuts)
	if i, _ := slices.BinarySearch(cuts, n); i < len(cuts) {
		cuts = cuts[:i]
	}
	return cuts
}

// of returns the regions of elements lo to hi-1, which are whole.
func (c *calendar) of(lo, hi int) []region {
	if lo == hi {
		return nil
	}
	a, b := c.region[lo/regionUnit], c.region[(hi-1)/regionUnit]
	if c.regions[a].lo != lo || c.regions[b].lo+c.regions[b].n != hi {
		panic(fmt.Sprintf("BUG: elements %d to %d are not whole regions", lo, hi))
	}
	return c.regions[a : b+1]
}

// clear empties all lists and slots.
func (c *calendar) clear() {
	for k := range c.regions {
		r := &c.regions[k]
		r.carried = nil
		clear(r.near[:])
		r.room = 0
		for w := range r.lists {
			r.release(w)
		}
	}
}

// add adds synapses at to at+n-1 of a block of columns, begin to end-1, that
// step before+1 delivers: those with columns lo to hi-1.
func (c *calendar) add(s *synapses, at, n, begin, end, lo, hi, before int, w float64) {
	regions := c.of(lo, hi)
	for k := range regions {
		r := &regions[k]
		whole := r.lo == begin && r.n == end-begin
		switch weights := s.weightsAt(at, n); {
		case whole && s.short != nil:
			addLate(r, s.short[at:at+n], weights, before, float32(w))
		case whole:
			addLate(r, s.long[at:at+n], weights, before, float32(w))
		case s.short != nil:
			addPartLate(r, s.short[at:at+n], weights, r.lo-begin, before, float32(w))
		default:
			addPartLate(r, s.long[at:at+n], weights, r.lo-begin, before, float32(w))
		}
	}
}

// addLate adds the weights of words whose columns are those of the region. If
// there are no weights, all are w.
func addLate[W uint16 | uint32](r *region, words []W, weights []float32, before int, w float32) {
	base := uint32(before) << columnBits
	for len(words) > 0 {
		n := min(len(words), burst)
		r.makeRoom(n)
		late := r.late
		if len(weights) == 0 {
			for _, word := range words[:n] {
				r.put(late, uint32(word)+base, w)
			}
		} else {
			some := weights[:n]
			for k, word := range words[:n] {
				r.put(late, uint32(word)+base, some[k])
			}
			weights = weights[n:]
		}
		words = words[n:]
	}
	prefetchEnds(unsafe.Pointer(unsafe.SliceData(r.late)), &r.at)
}

// addPartLate is addLate for words of which the region has only the columns from
// first on.
func addPartLate[W uint16 | uint32](r *region, words []W, weights []float32, first, before int, w float32) {
	base := uint32(before)<<columnBits - uint32(first)
	for k, word := range words {
		if j := int(word & columnMask); j < first || j >= first+r.n {
			continue
		}
		if len(weights) > 0 {
			w = weights[k]
		}
		r.makeRoom(1)
		r.put(r.late, uint32(word)+base, w)
	}
}

// put adds a weight to a list. In t the column is below the step of arrival,
// which is the delay, as it is in the word of a synapse, and the step before.
func (r *region) put(late []uint64, t uint32, w float32) {
	list := t >> (columnBits + windowBits) % windows
	at := r.at[list]
	late[at] = uint64(math.Float32bits(w))<<32 | uint64(t&nearMask)
	r.at[list] = at + 1
}

// makeRoom sees to it that every list takes n weights more.
func (r *region) makeRoom(n int) {
	r.room -= n
	if r.room >= 0 {
		return
	}
	r.room = chunkSize
	for w := range r.lists {
		end := uint32(r.lists[w].last+1) * chunkSize
		if int(end-r.at[w]) < n {
			r.extend(w)
			end = r.at[w] + chunkSize
		}
		r.room = min(r.room, int(end-r.at[w])-n)
	}
}

// extend opens another chunk of list w.
func (r *region) extend(w int) {
	l := &r.lists[w]
	var k int32
	if m := len(r.spare); m > 0 {
		k, r.spare = r.spare[m-1], r.spare[:m-1]
	} else {
		k = int32(len(r.next))
		r.next, r.fill = append(r.next, 0), append(r.fill, 0)
		r.late = append(r.late, make([]uint64, chunkSize)...)
	}
	r.next[l.last], r.fill[l.last] = k, r.at[w]
	l.last, r.at[w] = k, uint32(k)*chunkSize
}

// release empties list w.
func (r *region) release(w int) {
	l := &r.lists[w]
	for k := l.first; k != l.last; k = r.next[k] {
		r.spare = append(r.spare, k)
	}
	l.first, r.at[w] = l.last, uint32(l.last)*chunkSize
}

func (c *calendar) arrive(dst []float64, step int64, lo, hi int) {
	regions := c.of(lo, hi)
	for k := range regions {
		c.arriveAt(&regions[k], dst, step)
	}
}

// arriveAt adds to dst what arrives at the elements of a region.
func (c *calendar) arriveAt(r *region, dst []float64, step int64) {
	if r.carried != nil && step%windowSteps == 0 && !c.carry(r, step) {
		r.carried = nil
	}
	r.open(step)
	at := int(uint64(step)%windowSteps) << columnBits
	slot := r.near[at : at+r.n]
	dst = dst[r.lo : r.lo+r.n]
	for i, w := range slot {
		dst[i] += w
	}
	clear(slot)
}

// open moves what the list of the window of a step holds to its slots.
func (r *region) open(step int64) {
	w := int(uint64(step) >> windowBits % windows)
	near := r.near
	for words := range r.words(w) {
		for _, e := range words {
			near[e&nearMask] += float64(math.Float32frombits(uint32(e >> 32)))
		}
	}
	r.release(w)
}

// words ranges over the chunks of list w.
func (r *region) words(w int) iter.Seq[[]uint64] {
	return func(yield func([]uint64) bool) {
		for k := r.lists[w].first; k != r.lists[w].last; k = r.next[k] {
			if !yield(r.late[uint32(k)*chunkSize : r.fill[k]]) {
				return
			}
		}
		yield(r.late[uint32(r.lists[w].last)*chunkSize : r.at[w]])
	}
}

func (c *calendar) held(slots int, step int64) []float64 {
	held := make([]float64, slots*c.n)
	for k := range c.regions {
		r := &c.regions[k]
		for s := step; s < step+int64(slots); s++ {
			slot := held[int(s&int64(slots-1))*c.n+r.lo:][:r.n]
			switch {
			case s>>windowBits == step>>windowBits && step%windowSteps > 0:
				copy(slot, r.near[int(s&(windowSteps-1))<<columnBits:])
			case r.carried != nil && s < c.resumed+int64(slots):
				copy(slot, r.carried[int(s&int64(slots-1))*c.n+r.lo:])
			}
		}
		for o := range int64(windows) {
			window := step>>windowBits + o
			for words := range r.words(int(window % windows)) {
				for _, e := range words {
					s := window<<windowBits + int64(e&nearMask>>columnBits)
					held[int(s&int64(slots-1))*c.n+r.lo+int(e&columnMask)] += float64(math.Float32frombits(uint32(e >> 32)))
				}
			}
		}
	}
	return held
}

func (c *calendar) restore(held []float64, step int64) {
	c.clear()
	c.resumed = step
	for k := range c.regions {
		c.regions[k].carried = held
		c.carry(&c.regions[k], step)
	}
}

// carry puts what was restored for the steps of a window, from a step on, into
// its slots. It returns whether some is left for later windows.
func (c *calendar) carry(r *region, step int64) bool {
	slots := len(r.carried) / c.n
	s, end := step, c.resumed+int64(slots)
	for ; s>>windowBits == step>>windowBits && s < end; s++ {
		copy(r.near[int(s&(windowSteps-1))<<columnBits:][:r.n], r.carried[int(s&int64(slots-1))*c.n+r.lo:])
	}
	return s < end
}

func (c *calendar) bytes() int64 {
	carried := 0 // of all regions together
	n := 4 * int64(len(c.region))
	for _, x := range c.regions {
		carried = max(carried, len(x.carried))
		n += 8*(nearMask+1) + 8*int64(cap(x.late)) + 4*int64(cap(x.next)+cap(x.fill)+cap(x.spare))
	}
	return n + 8*int64(carried)
}
