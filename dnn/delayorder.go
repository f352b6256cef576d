package dnn

import (
	"fmt"
	"math"
	"slices"
	"unsafe"

	"github.com/golgi-sim/golgi/internal/memory"
)

// delayOrder are the synapses of a layer stored row after row, those of a row
// part after part of the elements, those of a part in the order of their delays,
// and those of one delay in the order in which they were drawn.
//
// A part of a row has for each delay of 1, 2, ... steps, as long as there are
// synapses left, half a word with their number, half a word for each with its
// column, from the first element of the part on, and, from the next whole word
// on, their weights, if they have weights of their own: what is read at once lies
// together.
type delayOrder struct {
	words  []uint32
	parts  int
	cuts   []int    // where they begin and end
	partOf []uint16 // of elements regionUnit*k to regionUnit*(k+1)-1
	begin  []cursor // of part k of row i, at i*parts + k
	most   int      // the largest delay in steps
	w      float64  // of all synapses, if they have no weights of their own
	own    bool     // they have
	lines  int      // of a cache that the synapses of one delay take, or so
}

// widestPart and longestRow are how many columns and synapses half a word can
// count.
const (
	widestPart = 1 << 16
	longestRow = 1<<16 - 1
)

// cursor is where in the words the synapses are that are fetched next, and how
// many are left.
type cursor struct{ at, left uint32 }

// orderByDelay stores the synapses, in the order of delays, for the parts between
// cuts.
func (l *fixedTotal) orderByDelay(cuts []int) error {
	o := &delayOrder{parts: len(cuts) - 1, cuts: cuts, most: l.most, w: l.wMu, own: l.wSigma > 0}
	o.partOf = make([]uint16, (l.post+regionUnit-1)/regionUnit)
	for k := range o.parts {
		for j := cuts[k]; j < cuts[k+1]; j += regionUnit {
			o.partOf[j/regionUnit] = uint16(k)
		}
	}
	ends := make([]int, l.pre*o.parts+1)
	parallel(l.pre, func(i int) {
		c := l.enter()
		l.drawRow(c, o, i, false)
		for k := range o.parts {
			ends[i*o.parts+k+1] = o.size(c.counts[k*o.most : (k+1)*o.most])
		}
		l.leave(c)
	})
	for k := range ends[1:] {
		ends[k+1] += ends[k]
	}
	size := ends[len(ends)-1]
	if uint64(size) > math.MaxUint32 {
		return fmt.Errorf("Num = %d synapses would take %d words, more than %d; a JitFixedTotalLinear stores none", l.num, size, uint32(math.MaxUint32))
	}
	if err := l.fits(4*float64(size) + 8*float64(len(ends))); err != nil {
		return err
	}
	o.words, o.begin = memory.Make[uint32](size), make([]cursor, len(ends)-1)
	parallel(l.pre, func(i int) {
		c := l.enter()
		l.drawRow(c, o, i, true)
		for k := range o.parts {
			at := ends[i*o.parts+k]
			o.begin[i*o.parts+k] = cursor{uint32(at), c.place(o, k, at)}
		}
		c.put(o)
		l.leave(c)
	})
	// Most delays are near the mean and have twice as many synapses as others. A
	// line too many is not in vain: it is needed in the next step.
	mean := 4 * float64(size) / float64(max(1, l.pre*o.parts*o.most))
	o.lines = 1 + int(2*mean/64)
	l.ordered, l.stored, l.rows = o, nil, nil
	return nil
}

// drawRow makes all synapses of row i, their words in long, without the weights
// if they are not asked for, and counts those of each part and delay.
func (l *fixedTotal) drawRow(c *cell, o *delayOrder, i int, weights bool) {
	c.clear()
	if n := o.parts * o.most; len(c.counts) != n {
		c.counts, c.goes = make([]uint32, n), make([]goes, n)
	}
	clear(c.counts)
	for b := range l.blocks {
		from := len(c.long)
		l.drawWords(c, i, b)
		if weights {
			l.drawWeights(c, i, b)
		}
		// Their columns become those in the part, their delays its place in the
		// counts.
		words := c.long[from:]
		c.late = slices.Grow(c.late, len(words))[:len(c.long)]
		late, counts, partOf, cuts := c.late[from:], c.counts, o.partOf, o.cuts
		begin, most := b*l.width, o.most
		for k, word := range words {
			j := begin + int(word&columnMask)
			part := int(partOf[j/regionUnit])
			at := part*most + int(word>>columnBits) - 1
			counts[at]++
			words[k], late[k] = uint32(j-cuts[part]), uint32(at)
		}
	}
}

// columnWords is how many words the number of n synapses and their columns take.
func columnWords(n int) int { return (n + 2) / 2 }

// size returns how many words a part of a row takes.
func (o *delayOrder) size(counts []uint32) int {
	size, last := 0, 0
	for _, n := range counts {
		size += columnWords(int(n))
		if o.own {
			size += int(n)
		}
		if n > 0 {
			last = size
		}
	}
	return last
}

// place finds where the synapses of part k go, which begins at a word, and returns
// how many there are.
func (c *cell) place(o *delayOrder, k, at int) uint32 {
	all := uint32(0)
	counts := c.counts[k*o.most : (k+1)*o.most]
	for _, n := range counts {
		all += n
	}
	left := all
	for d, n := range counts {
		if left == 0 {
			break
		}
		left -= n
		o.halves()[2*at] = uint16(n)
		first := at
		at += columnWords(int(n))
		c.goes[k*o.most+d] = goes{2*first + 1, at}
		if o.own {
			at += int(n)
		}
	}
	return all
}

// put writes the synapses of the row where they go.
func (c *cell) put(o *delayOrder) {
	halves, words := o.halves(), o.words
	for s, j := range c.long {
		to := &c.goes[c.late[s]]
		halves[to.column] = uint16(j)
		to.column++
		if o.own {
			words[to.weight] = math.Float32bits(c.weights[s])
			to.weight++
		}
	}
}

// halves returns the words as halves.
func (o *delayOrder) halves() []uint16 {
	return unsafe.Slice((*uint16)(unsafe.Pointer(unsafe.SliceData(o.words))), 2*len(o.words))
}

// fetch adds the weights of the next delay of rows to sums, those of the elements
// of a part, and moves the rows on. Rows that have no more are left out: the first
// so many that it returns remain.
func (o *delayOrder) fetch(sums []float64, rows []cursor) int {
	kept, words, halves := 0, o.words, o.halves()
	for _, c := range rows {
		at := int(c.at)
		n := int(halves[2*at])
		columns := halves[2*at+1:][:n]
		at += columnWords(n)
		if o.own {
			weights := words[at:][:len(columns)]
			for k, j := range columns {
				sums[j] += float64(math.Float32frombits(weights[k]))
			}
			at += n
		} else {
			for _, j := range columns {
				sums[j] += o.w
			}
		}
		rows[kept] = cursor{uint32(at), c.left - uint32(n)}
		if c.left > uint32(n) {
			kept++
		}
	}
	return kept
}

// prefetch has the processor begin to read what fetch will.
func (o *delayOrder) prefetch(rows []cursor) {
	if len(rows) > 0 {
		prefetch(unsafe.Pointer(unsafe.SliceData(o.words)), &rows[0], len(rows), o.lines)
	}
}
