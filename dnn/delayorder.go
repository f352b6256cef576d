package dnn

import (
	"fmt"
	"math"
	"slices"
	"sync/atomic"
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
		if cuts[k]%regionUnit != 0 {
			panic(fmt.Sprintf("BUG: a part that begins at element %d", cuts[k]))
		}
		for j := cuts[k]; j < cuts[k+1]; j += regionUnit {
			o.partOf[j/regionUnit] = uint16(k)
		}
	}
	rows := l.pre * o.parts
	bound := l.orderedWords(o.parts)
	if uint64(bound) > math.MaxUint32 {
		return fmt.Errorf("Num = %d synapses would take %d words, more than %d; a JitFixedTotalLinear stores none", l.num, bound, uint32(math.MaxUint32))
	}
	if err := l.fits(4*float64(bound) + 8*float64(rows)); err != nil {
		return err
	}
	o.words, o.begin = memory.Make[uint32](bound), make([]cursor, rows)
	var taken atomic.Int64
	parallel(l.pre, func(i int) {
		c := l.enter()
		l.drawRow(c, o, i)
		size := c.arrange(o)
		at := int(taken.Add(int64(size))) - size
		copy(o.words[at:], c.row[:size])
		for k := range o.parts {
			o.begin[i*o.parts+k] = cursor{uint32(at) + c.parts[k].at, c.parts[k].left}
		}
		l.leave(c)
	})
	size := int(taken.Load())
	o.words = o.words[:size]
	// Most delays are near the mean and have twice as many synapses as others. A
	// line too many is not in vain: it is needed in the next step.
	mean := 4 * float64(size) / float64(max(1, rows*o.most))
	o.lines = 1 + int(2*mean/64)
	l.ordered, l.stored, l.rows = o, nil, nil
	return nil
}

// orderedWords returns how many words the synapses take at most in the order of
// delays: each delay of a part of a row takes half a word more than its columns,
// and may leave another half empty.
func (l *fixedTotal) orderedWords(parts int) int {
	words := (l.num+1)/2 + parts*l.pre*l.most
	if l.wSigma > 0 {
		words += l.num
	}
	return words
}

// drawRow makes all synapses of row i and counts those of each part and delay.
func (l *fixedTotal) drawRow(c *cell, o *delayOrder, i int) {
	c.clear()
	if n := o.parts * o.most; len(c.counts) != n {
		c.counts, c.goes, c.parts = make([]uint32, n), make([]goes, n), make([]cursor, o.parts)
	}
	clear(c.counts)
	for b := range l.blocks {
		from := len(c.long)
		l.draw(c, i, b)
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

// arrange puts the words of the row, as they are stored, into row, and where its
// parts begin into parts. It returns how many words there are.
func (c *cell) arrange(o *delayOrder) int {
	c.row = slices.Grow(c.row[:0], 2*len(c.long)+len(c.counts))
	c.row = c.row[:cap(c.row)]
	words, halves := c.row, halvesOf(c.row)
	at := 0
	for k := range c.parts {
		counts, goTo := c.counts[k*o.most:(k+1)*o.most], c.goes[k*o.most:]
		left := uint32(0)
		for _, n := range counts {
			left += n
		}
		c.parts[k] = cursor{uint32(at), left}
		for d, n := range counts {
			if left == 0 {
				break
			}
			left -= n
			halves[2*at] = uint16(n)
			column := 2*at + 1
			at += columnWords(int(n))
			goTo[d] = goes{column, at}
			if o.own {
				at += int(n)
			}
		}
	}
	for s, j := range c.long {
		to := &c.goes[c.late[s]]
		halves[to.column] = uint16(j)
		to.column++
		if o.own {
			words[to.weight] = math.Float32bits(c.weights[s])
			to.weight++
		}
	}
	return at
}

// halvesOf returns words as halves.
func halvesOf(words []uint32) []uint16 {
	return unsafe.Slice((*uint16)(unsafe.Pointer(unsafe.SliceData(words))), 2*len(words))
}

// fetch adds the weights of the next delay of rows to sums, those of the elements
// of a part, and moves the rows on. Rows that have no more are left out: the first
// so many that it returns remain.
func (o *delayOrder) fetch(sums []float64, rows []cursor) int {
	kept, words, halves := 0, o.words, halvesOf(o.words)
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
		prefetchRows(unsafe.Pointer(unsafe.SliceData(o.words)), &rows[0], len(rows), o.lines)
	}
}
