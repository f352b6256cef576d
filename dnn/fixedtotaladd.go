package dnn

import (
	"math"
	"unsafe"

	"gonum.org/v1/gonum/mat"

	"github.com/golgi-sim/golgi"
)

// enter takes a cell that nobody is in.
func (l *fixedTotal) enter() *cell {
	l.mutex.Lock()
	defer l.mutex.Unlock()
	if n := len(l.rooms); n > 0 {
		c := l.rooms[n-1]
		l.rooms = l.rooms[:n-1]
		return c
	}
	return &cell{}
}

// leave gives a cell back.
func (l *fixedTotal) leave(c *cell) {
	l.mutex.Lock()
	l.rooms = append(l.rooms, c)
	l.mutex.Unlock()
}

// Block returns the width of a block.
func (l *fixedTotal) Block() int { return l.width }

// Synapses returns the number of connections.
func (l *fixedTotal) Synapses() int64 { return int64(l.num) }

// Delays returns the largest delay in steps, 0 if there are none.
func (l *fixedTotal) Delays() int { return l.most }

// Weight returns nil: the weights are a formula, or single floats.
func (l *fixedTotal) Weight() *golgi.Quantity { return nil }

// Matrix returns the weights; those of a pair that is connected more than once
// are added up.
func (l *fixedTotal) Matrix() (*mat.Dense, error) {
	w, err := l.zeros()
	if err != nil || l.num == 0 {
		return w, err
	}
	for i := range l.pre {
		row := w.RawRowView(i)
		l.row(i, 0, l.post, func(j int, w float64) { row[j] += w })
	}
	return w, nil
}

// row calls f for the synapses of row i with columns lo to hi-1, in order.
func (l *fixedTotal) row(i, lo, hi int, f func(j int, w float64)) {
	c := l.enter()
	defer l.leave(c)
	w, at := l.wMu, l.begin(i, lo/l.width)
	for b := lo / l.width; b*l.width < hi; b++ {
		s := l.stored
		if s == nil {
			c.clear()
			l.draw(c, i, b)
			at, s = 0, &c.synapses
		}
		for k := at; k < at+int(l.counts[i*l.blocks+b]); k++ {
			if j := b*l.width + s.column(k); lo <= j && j < hi {
				if len(s.weights) > 0 {
					w = float64(s.weights[k])
				}
				f(j, w)
			}
		}
		at += int(l.counts[i*l.blocks+b])
	}
}

// column returns the column of synapse k in its block.
func (s *synapses) column(k int) int {
	if s.short != nil {
		return int(s.short[k] & columnMask)
	}
	return int(s.long[k] & columnMask)
}

// begin returns where block b of row i is stored.
func (l *fixedTotal) begin(i, b int) int {
	if l.stored == nil {
		return 0
	}
	at := l.rows[i]
	for _, n := range l.counts[i*l.blocks : i*l.blocks+b] {
		at += int(n)
	}
	return at
}

// AddSpikes adds the row of every spike.
func (l *fixedTotal) AddSpikes(dst []float64, lo, hi int, s golgi.Spikes) {
	span(dst, lo, hi, l.post)
	l.add(Ring{data: dst, hi: l.post}, 0, lo, hi, s)
}

// AddDelayed adds the row of every spike to the slots of a ring.
func (l *fixedTotal) AddDelayed(ring Ring, now int64, lo, hi int, s golgi.Spikes) {
	if b, ok := ring.form.(*backlog); ok {
		list, offset := l.fired(s)
		b.add(l.ordered, now, lo, hi, list, offset)
		return
	}
	if ring.form == nil {
		span(ring.slotFor(now, l.most), lo, hi, l.post)
	}
	l.add(ring, now, lo, hi, s)
}

func (l *fixedTotal) add(ring Ring, now int64, lo, hi int, s golgi.Spikes) {
	list, offset := l.fired(s)
	if l.num == 0 || lo == hi || len(list) == 0 {
		return
	}
	c := l.enter()
	late, _ := ring.form.(*calendar)
	first, last := lo/l.width, (hi-1)/l.width
	for k, i := range list {
		row := int(i) - offset
		if k+1 < len(list) {
			next := (int(list[k+1])-offset)*l.blocks + first
			prefetchLines(unsafe.Pointer(&l.counts[next]), 1+(last-first)/16)
		}
		at, s := l.begin(row, first), l.stored
		if s == nil {
			// All of the row first: what is added to is often not in the
			// cache, and the processor waits for many such places at once.
			c.clear()
			for b := first; b <= last; b++ {
				l.draw(c, row, b)
			}
			at, s = 0, &c.synapses
		}
		for b := first; b <= last; b++ {
			n, begin := int(l.counts[row*l.blocks+b]), b*l.width
			if late != nil {
				end := min(begin+l.width, l.post)
				late.add(s, at, n, begin, end, max(lo, begin), min(hi, end), int(now)-1, l.wMu)
				at += n
				continue
			}
			to := arrivals{ring.data[ring.lo+begin:], ring.stride, ring.mask, int(now) - 1, l.wMu}
			switch whole := lo <= begin && min(begin+l.width, l.post) <= hi; {
			case !whole && s.short != nil:
				addPart(to, s.short[at:at+n], s.weightsAt(at, n), lo-begin, hi-begin)
			case !whole:
				addPart(to, s.long[at:at+n], s.weightsAt(at, n), lo-begin, hi-begin)
			case s.short != nil:
				addWords(to, s.short[at:at+n], s.weightsAt(at, n))
			default:
				addWords(to, s.long[at:at+n], s.weightsAt(at, n))
			}
			at += n
		}
	}
	l.leave(c)
}

// weightsAt returns the weights of synapses at to at+n-1, nil if they have one
// for all.
func (s *synapses) weightsAt(at, n int) []float32 {
	if len(s.weights) == 0 {
		return nil
	}
	return s.weights[at : at+n]
}

// arrivals is where the weights of a block go.
type arrivals struct {
	data   []float64 // of the ring, from the first column of the block in slot 0
	stride int
	mask   int
	before int     // the step before the present one
	w      float64 // of all synapses, if they have none of their own
}

// addWords adds the weights of synapses where and when they arrive.
func addWords[W uint16 | uint32](to arrivals, words []W, weights []float32) {
	data, stride, mask, before := to.data, to.stride, to.mask, to.before
	if len(weights) == 0 {
		for _, word := range words {
			data[(int(word>>columnBits)+before)&mask*stride+int(word&columnMask)] += to.w
		}
		return
	}
	weights = weights[:len(words)]
	for k, word := range words {
		data[(int(word>>columnBits)+before)&mask*stride+int(word&columnMask)] += float64(weights[k])
	}
}

// addPart is addWords for the columns lo to hi-1 of the block.
func addPart[W uint16 | uint32](to arrivals, words []W, weights []float32, lo, hi int) {
	w := to.w
	for k, word := range words {
		j := int(word & columnMask)
		if j < lo || j >= hi {
			continue
		}
		if len(weights) > 0 {
			w = float64(weights[k])
		}
		to.data[(int(word>>columnBits)+to.before)&to.mask*to.stride+j] += w
	}
}

// AddVector adds x·W.
func (l *fixedTotal) AddVector(dst []float64, lo, hi int, x []float64) {
	span(dst, lo, hi, l.post)
	entries(x, l.pre)
	if lo == hi || l.num == 0 {
		return
	}
	for i, x := range x {
		if x != 0 {
			l.row(i, lo, hi, func(j int, w float64) { dst[j] = math.FMA(x, w, dst[j]) })
		}
	}
}

// AddTransposed adds W·y.
func (l *fixedTotal) AddTransposed(dst []float64, lo, hi int, y []float64) {
	span(dst, lo, hi, l.pre)
	entries(y, l.post)
	if l.num == 0 {
		return
	}
	for i := lo; i < hi; i++ {
		acc := dst[i]
		l.row(i, 0, l.post, func(j int, w float64) { acc = math.FMA(y[j], w, acc) })
		dst[i] = acc
	}
}
