package dnn

import (
	"math"
	"sync"

	"gonum.org/v1/gonum/mat"

	"github.com/golgi-sim/golgi"
	"github.com/golgi-sim/golgi/rng"
)

// Blocked is implemented by layers that make their connections anew in each
// call, by blocks of columns. A range that cuts a block costs as much as the
// part of the block before its end, so ranges had better begin where blocks
// do.
type Blocked interface {
	Layer
	// Block returns the width of a block: blocks begin at its multiples.
	Block() int
}

// jit is what the just-in-time layers have in common: the places of the
// connections. See the package's documentation for the specification.
type jit struct {
	size
	key   rng.Key
	prob  float64
	gaps  *rng.Geometric // nil: no connections
	width int            // of a block, at least 1
	most  int            // synapses of a row in a block, hardly ever more
	count func() int64   // counts the connections, the first time

	// Room to make a part of a row in; at most one for each worker comes to
	// be.
	mutex sync.Mutex
	rooms []*room
}

// A room is where the synapses of one row in one block are made.
type room struct {
	cols    []int32   // places in the block
	weights []float64 // of each
}

// blockWidth returns the width of the blocks of n columns that are occupied
// with probability p. It is part of the specification.
func blockWidth(n int, p float64) int {
	unit := (n + 63) / 64
	unit = (unit + 15) / 16 * 16
	width := unit
	for k := 0; width < 1024 || k < 4 && float64(width)*p < 32; k++ {
		width *= 2
	}
	return width
}

// sample begins a layer: the connections of probability prob.
func (m *mistakes) sample(p Place, prob golgi.Value) *jit {
	m.add(p.check().err())
	q := m.number("Prob", prob, 0, true)
	if q < 0 || q > 1 {
		m.addf("Prob is %v; a probability is from 0 to 1", q)
	}
	if *m != nil {
		return nil
	}
	l := &jit{size: size{p.Pre, p.Post}, prob: q, key: p.Key.Path("Conn"), width: 1}
	l.count = sync.OnceValue(l.countAll)
	if q == 0 || p.Post == 0 {
		return l
	}
	l.width = blockWidth(p.Post, q)
	mean := q * float64(min(l.width, p.Post))
	l.most = int(mean + 10*math.Sqrt(mean) + 16)
	gaps, err := p.gaps(q)
	m.add(err)
	l.gaps = gaps
	return l
}

// gapsOf is the key that layers share their tables of gaps by.
type gapsOf struct{ p float64 }

// gaps returns the gaps of probability q, which layers of one network share:
// the table of one is as large as a good part of the fastest cache.
func (p Place) gaps(q float64) (*rng.Geometric, error) {
	if p.Shared == nil {
		return rng.NewGeometric(q)
	}
	v, err := p.Shared(gapsOf{q}, func() (any, error) { return rng.NewGeometric(q) })
	if err != nil {
		return nil, err
	}
	return v.(*rng.Geometric), nil
}

// Block returns the width of a block.
func (l *jit) Block() int { return l.width }

// block returns the key of block b of row i. There are at most 64 blocks.
func (l *jit) block(i, b int) rng.Key { return l.key.With(uint64(i)<<6 | uint64(b)) }

// Synapses returns the number of connections. The first call makes them all,
// to count them.
func (l *jit) Synapses() int64 { return l.count() }

func (l *jit) countAll() int64 {
	if l.gaps == nil {
		return 0
	}
	r := l.enter()
	defer l.leave(r)
	n := 0
	for i := range l.pre {
		for b := 0; b*l.width < l.post; b++ {
			n += len(l.row(r, i, b, l.post))
		}
	}
	return int64(n)
}

// Empty reports whether there is no connection, without making more rows than
// it takes to find one.
func (l *jit) Empty() bool {
	if l.gaps == nil {
		return true
	}
	r := l.enter()
	defer l.leave(r)
	for i := range l.pre {
		for b := 0; b*l.width < l.post; b++ {
			if len(l.row(r, i, b, l.post)) > 0 {
				return false
			}
		}
	}
	return true
}

// row makes the columns of row i in block b that are below hi. They are
// counted from the beginning of the block, and hold until the next row.
func (l *jit) row(r *room, i, b, hi int) []int32 {
	r.cols = l.gaps.Positions(l.block(i, b), 0, min(hi-b*l.width, l.width), r.cols[:0])
	return r.cols
}

// enter takes a room that nobody is in.
func (l *jit) enter() *room {
	l.mutex.Lock()
	defer l.mutex.Unlock()
	if n := len(l.rooms); n > 0 {
		r := l.rooms[n-1]
		l.rooms = l.rooms[:n-1]
		return r
	}
	return &room{cols: make([]int32, 0, l.most)}
}

// leave gives a room back.
func (l *jit) leave(r *room) {
	l.mutex.Lock()
	l.rooms = append(l.rooms, r)
	l.mutex.Unlock()
}

// fill sets a matrix to what put makes of every row of every block.
func (l *jit) fill(put func(r *room, row []float64, i, b int, cols []int32)) (*mat.Dense, error) {
	w, err := l.zeros()
	if err != nil || l.gaps == nil {
		return w, err
	}
	r := l.enter()
	defer l.leave(r)
	for i := range l.pre {
		row := w.RawRowView(i)
		for b := 0; b*l.width < l.post; b++ {
			put(r, row[b*l.width:], i, b, l.row(r, i, b, l.post))
		}
	}
	return w, nil
}
