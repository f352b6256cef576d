package dnn

import (
	"fmt"
	"slices"

	"github.com/golgi-sim/golgi/conn"
	"github.com/golgi-sim/golgi/internal/memory"
)

// A backlog is the form of a ring for many elements whose layers store their
// synapses: it keeps the spikes whose weights are still to arrive, and in each
// step fetches from their rows, which lie in the order of delays, what arrives in
// it. Every weight is read once and added once, to sums of one step, which fit a
// cache. What arrives at an element in a step is added up in the order in which
// it was sent, as in a plain ring: the sums are the same to the last bit.
type backlog struct {
	n       int
	parts   []part // of the elements, in order
	resumed int64  // step before which what is on its way was restored
}

// part is what is still to arrive at the elements lo to hi-1. One worker owns it.
type part struct {
	lo, hi int
	runs   []run // in the order of steps and calls
	rows   []cursor
	sums   []float64 // of the elements
	// carried is what a plain ring of all elements would have held before the
	// step resumed, nil once the last of it has arrived.
	carried []float64
}

// run says that the rows up to end, from where the run before it ends, are of the
// spikes that a layer sent in a step.
type run struct {
	of  *delayOrder
	end int
	due int64 // step in which what is fetched next arrives
}

// ahead is how many runs the processor begins to read before they are fetched.
const ahead = 8

// moreMemory is how many times the memory of layers in the order of their rows
// those in the order of delays may take. They take more where few synapses of a
// row have a delay in common, and such rows are not worth a visit in each step.
const moreMemory = 2

// backlogSuits reports whether a backlog can be made for layers, and is of use.
func backlogSuits(bounds []int, layers []*fixedTotal) bool {
	ordered, rows := 0.0, 0.0
	for _, l := range layers {
		if !l.keep || l.most == 0 || widest(bounds) > widestPart || l.longestRow() > longestRow {
			return false
		}
		ordered += 4 * float64(l.orderedWords(len(bounds)-1))
		rows += l.perSynapse() * float64(l.num)
	}
	return rows > 0 && ordered <= moreMemory*rows && conn.Fits("synapses", ordered) == nil
}

// newBacklog returns a backlog of parts between cuts.
func newBacklog(cuts []int) *backlog {
	b := &backlog{n: cuts[len(cuts)-1]}
	for k := range len(cuts) - 1 {
		p := part{lo: cuts[k], hi: cuts[k+1], rows: make([]cursor, 0, 1024), runs: make([]run, 0, 512)}
		p.sums = memory.Make[float64](p.hi - p.lo)
		b.parts = append(b.parts, p)
	}
	return b
}

// of returns the numbers of the parts of elements lo to hi-1, which are whole:
// first to end-1.
func (b *backlog) of(lo, hi int) (first, end int) {
	for first < len(b.parts) && b.parts[first].lo < lo {
		first++
	}
	for end = first; end < len(b.parts) && b.parts[end].hi <= hi; end++ {
	}
	if lo < hi && (end == first || b.parts[first].lo != lo || b.parts[end-1].hi != hi) {
		panic(fmt.Sprintf("BUG: elements %d to %d are not whole parts", lo, hi))
	}
	return first, end
}

// add notes the rows of spikes that a layer sends.
func (b *backlog) add(of *delayOrder, now int64, lo, hi int, list []int32, offset int) {
	first, end := b.of(lo, hi)
	for k := first; k < end; k++ {
		p := &b.parts[k]
		for _, i := range list {
			if c := of.begin[(int(i)-offset)*of.parts+k]; c.left > 0 {
				p.rows = append(p.rows, c)
			}
		}
		p.runs = append(p.runs, run{of, len(p.rows), now})
	}
}

// arrive adds to dst what arrives at elements lo to hi-1 in a step, and forgets
// it.
func (b *backlog) arrive(dst []float64, step int64, lo, hi int) {
	first, end := b.of(lo, hi)
	for k := first; k < end; k++ {
		p := &b.parts[k]
		// To write them brings the sums into the cache.
		clear(p.sums)
		if p.carried != nil {
			b.carry(p, step)
		}
		p.fetch(step)
		dst := dst[p.lo:p.hi]
		for i, w := range p.sums[:len(dst)] {
			dst[i] += w
		}
	}
}

// fetch adds what arrives in a step to the sums. Rows that have no more are left
// out from then on.
func (p *part) fetch(step int64) {
	from, kept, runs := 0, 0, 0
	next, nextFrom := 0, 0 // run and row that the processor begins to read
	for k := range p.runs {
		for ; next < len(p.runs) && next <= k+ahead; next++ {
			r := &p.runs[next]
			r.of.prefetch(p.rows[nextFrom:r.end])
			nextFrom = r.end
		}
		r := p.runs[k]
		rows := p.rows[from:r.end]
		for ; r.due <= step; r.due++ {
			rows = rows[:r.of.fetch(p.sums, rows)]
		}
		from = r.end
		if len(rows) == 0 {
			continue
		}
		if r.end = kept + len(rows); r.end != from {
			copy(p.rows[kept:], rows)
		}
		kept, p.runs[runs] = r.end, r
		runs++
	}
	p.rows, p.runs = p.rows[:kept], p.runs[:runs]
}

// clear forgets all spikes.
func (b *backlog) clear() {
	for k := range b.parts {
		p := &b.parts[k]
		p.carried, p.rows, p.runs = nil, p.rows[:0], p.runs[:0]
	}
}

func (b *backlog) held(slots int, step int64) []float64 {
	held := make([]float64, slots*b.n)
	for k := range b.parts {
		p := &b.parts[k]
		slot := func(step int64) []float64 {
			at := int(step) & (slots - 1) * b.n
			return held[at+p.lo : at+p.hi]
		}
		if p.carried != nil {
			for s := step; s < b.resumed+int64(slots); s++ {
				at := int(s) & (slots - 1) * b.n
				copy(slot(s), p.carried[at+p.lo:at+p.hi])
			}
		}
		from := 0
		for _, r := range p.runs {
			rows := slices.Clone(p.rows[from:r.end])
			for ; len(rows) > 0; r.due++ {
				rows = rows[:r.of.fetch(slot(r.due), rows)]
			}
			from = r.end
		}
	}
	return held
}

func (b *backlog) restore(held []float64, step int64) {
	b.clear()
	b.resumed = step
	for k := range b.parts {
		b.parts[k].carried = held
	}
}

// carry begins the sums of a step with what was restored for it.
func (b *backlog) carry(p *part, step int64) {
	slots := len(p.carried) / b.n
	last := b.resumed + int64(slots) - 1
	if step <= last {
		at := int(step) & (slots - 1) * b.n
		copy(p.sums, p.carried[at+p.lo:at+p.hi])
	}
	if step >= last {
		p.carried = nil
	}
}

func (b *backlog) bytes() int64 {
	n, carried := int64(0), 0 // of all parts together
	for k := range b.parts {
		p := &b.parts[k]
		carried = max(carried, len(p.carried))
		n += 8*int64(len(p.sums)+cap(p.rows)) + 24*int64(cap(p.runs))
	}
	return n + 8*int64(carried)
}

// widest returns the length of the longest range between bounds.
func widest(bounds []int) int {
	n := 0
	for k := range len(bounds) - 1 {
		n = max(n, bounds[k+1]-bounds[k])
	}
	return n
}
