package dnn

import (
	"fmt"
	"math"
	"math/bits"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"

	"github.com/golgi-sim/golgi"
	"github.com/golgi-sim/golgi/conn"
	"github.com/golgi-sim/golgi/delay"
	"github.com/golgi-sim/golgi/internal/memory"
	"github.com/golgi-sim/golgi/internal/vm"
	"github.com/golgi-sim/golgi/rng"
)

// FixedTotalLinear makes exactly Num connections, each between a random pre and
// a random post, so that a pair can be connected more than once (multapses).
// Weights and delays are normal:
//
//	weight  mean WMu, standard deviation WSigma; one of the other sign than WMu is drawn again
//	delay   mean DMu, standard deviation DSigma; one that is less than dt, or
//	        more than DMu + 6*DSigma, is drawn again; rounded to the nearest step
//
// It is stored in 6 bytes per synapse, the weight as a float32, or 8 if delays
// exceed 63 steps; weights that are all the same, 4 bytes less. In a network
// those with delays may take up to twice as much, which makes them quicker; where
// rows are long it is hardly more.
// Weights cannot be set. This is how the microcircuit of Potjans and Diesmann
// is connected (Cerebral Cortex 2014, doi:10.1093/cercor/bhs358).
type FixedTotalLinear struct {
	Num    int         // connections in all, from 0 on
	WMu    golgi.Value // mean of the weights, one number; it must be given
	WSigma golgi.Value // standard deviation of the weights; default 0
	DMu    golgi.Value // mean of the delays in ms, at least dt; default none, which is one step
	DSigma golgi.Value // standard deviation of the delays, ms; default 0
}

// Layer makes the layer.
func (c FixedTotalLinear) Layer(p Place) (Layer, error) {
	l, err := newFixedTotal(c, p)
	if err != nil {
		return nil, err
	}
	l.keep = true
	if l.most > 0 && p.Ring {
		return l, l.fits(l.perSynapse() * float64(l.num))
	}
	return l, l.store()
}

// JitFixedTotalLinear is FixedTotalLinear that stores no synapses but only how
// many each pre has in each block of posts: it makes them anew, weights and
// delays too, whenever pre spikes. With the same key the two are the same
// matrix, bit for bit.
type JitFixedTotalLinear struct {
	Num    int         // connections in all, from 0 on
	WMu    golgi.Value // mean of the weights, one number; it must be given
	WSigma golgi.Value // standard deviation of the weights; default 0
	DMu    golgi.Value // mean of the delays in ms, at least dt; default none, which is one step
	DSigma golgi.Value // standard deviation of the delays, ms; default 0
}

// Layer makes the layer.
func (c JitFixedTotalLinear) Layer(p Place) (Layer, error) {
	l, err := newFixedTotal(FixedTotalLinear(c), p)
	if err != nil {
		return nil, err
	}
	return l, nil
}

// A synapse is one word: the column in the block in the low 10 bits, the delay
// in steps above.
const (
	columnBits  = 10
	columnMask  = 1<<columnBits - 1
	widestBlock = 1 << columnBits
)

// fixedTotal is a layer of a fixed number of connections.
type fixedTotal struct {
	size
	num    int
	key    rng.Key
	width  int      // of a block, at most widestBlock
	blocks int      // of a row
	counts []uint32 // synapses of row i in block b, at i*blocks + b

	wMu, wSigma float64
	wLow        float64    // weights are drawn as wSigma*z + wMu, z above wLow,
	wHigh       float64    // and below wHigh
	steps       *rng.Alias // delays in steps, less one; nil: all are most
	most        int        // the largest delay, 0: none

	keep   bool      // synapses are stored, by Layer or by NewRingFor
	stored *synapses // of all rows; nil: made anew when asked for
	rows   []int     // where they begin
	// ordered are the synapses for a backlog. Whoever does not ask for those of
	// one delay makes them anew, so that sums over a row have the same order.
	ordered *delayOrder
	mutex   sync.Mutex
	rooms   []*cell
}

// synapses are those of some rows and blocks, one after the other. Either short
// or long holds the words, and weights is empty if they are all one.
type synapses struct {
	short   []uint16
	long    []uint32
	weights []float32
}

// A cell is where synapses are made, in long.
type cell struct {
	synapses
	// Of a row that is put into the order of delays.
	counts []uint32 // of synapses in part k with a delay of d, at k*most + d-1
	late   []uint32 // place in counts of each synapse
	goes   []goes   // of the next synapse of each count
	row    []uint32 // words in order
	parts  []cursor // where they begin
}

// goes is where a synapse goes in the words and halves of a delayOrder.
type goes struct{ column, weight int }

func (c *cell) clear() { c.long, c.weights, c.late = c.long[:0], c.weights[:0], c.late[:0] }

func newFixedTotal(c FixedTotalLinear, p Place) (*fixedTotal, error) {
	m := p.check()
	l := &fixedTotal{size: size{p.Pre, p.Post}, num: c.Num, key: p.Key.Path("Conn")}
	if c.Num < 0 || c.Num > math.MaxInt32 {
		m.addf("Num is %d; give how many connections there are in all, 0 to %d", c.Num, math.MaxInt32)
	}
	if c.Num > 0 && (p.Pre == 0 || p.Post == 0) {
		m.addf("Num is %d, but between %d pre and %d post elements there is no pair to connect", c.Num, p.Pre, p.Post)
	}
	l.setWeights(&m, c)
	l.setDelays(&m, c, p.Dt)
	if m != nil {
		return nil, m.err()
	}
	l.blocks = fixedTotalBlocks(p.Post)
	l.width = max(1, ((p.Post+l.blocks-1)/l.blocks+15)/16*16)
	l.blocks = max(1, (p.Post+l.width-1)/l.width)
	if err := conn.Fits("the counts of Num", 4*float64(p.Pre)*float64(l.blocks)); err != nil {
		return nil, err
	}
	return l, l.count()
}

// fixedTotalBlocks returns how many blocks n columns are cut into: an even
// number, which two workers share evenly. It is part of the specification.
func fixedTotalBlocks(n int) int {
	return max(1, 2*((n+2*widestBlock-1)/(2*widestBlock)))
}

func (l *fixedTotal) setWeights(m *mistakes, c FixedTotalLinear) {
	l.wMu, l.wSigma = m.number("WMu", c.WMu, 0, true), m.number("WSigma", c.WSigma, 0, false)
	if l.wSigma < 0 {
		m.addf("WSigma is %v; a standard deviation is not negative", l.wSigma)
	}
	l.wLow, l.wHigh = math.Inf(-1), math.Inf(1)
	switch {
	case l.wMu > 0:
		l.wLow = -l.wMu / l.wSigma
	case l.wMu < 0:
		l.wHigh = -l.wMu / l.wSigma
	}
	if big := math.Abs(l.wMu) + 40*l.wSigma; big > math.MaxFloat32 || l.wSigma > 0 && big < 1e-30 {
		m.addf("weights of mean %v and standard deviation %v do not fit a float32", l.wMu, l.wSigma)
	}
}

func (l *fixedTotal) setDelays(m *mistakes, c FixedTotalLinear, dt float64) {
	if c.DMu == nil {
		if c.DSigma != nil {
			m.addf("DSigma is given but DMu is not; give the mean of the delays in ms")
		}
		return
	}
	mu, sigma := m.number("DMu", c.DMu, 0, false), m.number("DSigma", c.DSigma, 0, false)
	switch {
	case math.IsNaN(mu): // which is said already
	case !(dt > 0):
		m.addf("DMu is given in ms, but the step of the place is %v ms; give it a Dt", dt)
	case mu < dt:
		m.addf("DMu is %v ms; a delay is at least one step, %v ms", mu, dt)
	case sigma == 0:
		if _, err := delay.Steps(mu, dt); err != nil {
			m.addf("DMu: %w", err)
		}
	case sigma < 0:
		m.addf("DSigma is %v; a standard deviation is not negative", sigma)
	}
	if (mu+6*sigma)/dt > maxDelay {
		m.add(tooLong(mu+6*sigma, dt))
	}
	if *m != nil {
		return
	}
	most := int(math.RoundToEven((mu + float64(6*sigma)) / dt))
	if most <= 1 {
		return
	}
	l.most = most
	if sigma > 0 {
		var err error
		l.steps, err = rng.NewAlias(delaySteps(mu/dt, sigma/dt, most))
		m.add(err)
	}
}

// delaySteps returns how probable 1, 2, ..., most steps are, up to a factor, if
// delays are normal, from 1 to mu + 6*sigma, and rounded: the density is
// integrated by Simpson's rule.
func delaySteps(mu, sigma float64, most int) []float64 {
	const panels = 16 // of a step, at least
	p := make([]float64, most)
	n := panels * int(math.Ceil(max(1, 1/sigma)))
	for k := range p {
		a := max(1, float64(k)+0.5)
		b := min(float64(k)+1.5, mu+float64(6*sigma))
		h := (b - a) / float64(2*n)
		for j := range 2*n + 1 {
			z := (a + float64(float64(j)*h) - mu) / sigma
			weight := 2.0 + 2*float64(j%2)
			if j == 0 || j == 2*n {
				weight = 1
			}
			p[k] += float64(weight * vm.Exp(float64(-0.5*z)*z))
		}
		p[k] = max(0, float64(p[k]*h))
	}
	return p
}

// count draws how many synapses each row has in each block.
func (l *fixedTotal) count() error {
	l.counts = memory.Make[uint32](l.pre * l.blocks)
	if l.num == 0 {
		return nil
	}
	rows := make([]int, l.pre)
	split(rows, l.num, l.key.Path("rows"))
	var over atomic.Bool
	key := l.key.Path("blocks")
	parallel(l.pre, func(i int) {
		s := key.With(uint64(i)).Stream()
		rest := rows[i]
		for b := range l.blocks {
			left := l.post - b*l.width
			n := rest
			if left > l.width {
				n = s.Binomial(rest, float64(l.width)/float64(left))
			}
			rest -= n
			if n > math.MaxInt32 {
				over.Store(true)
			}
			l.counts[i*l.blocks+b] = uint32(n)
		}
	})
	if over.Load() {
		return fmt.Errorf("Num is %d; one pre would have more than %d synapses in one block", l.num, math.MaxInt32)
	}
	return nil
}

// split distributes num among counts, each equally likely, by halving.
func split(counts []int, num int, key rng.Key) {
	if len(counts) == 1 {
		counts[0] = num
		return
	}
	half := len(counts) / 2
	s := key.Stream()
	n := s.Binomial(num, float64(half)/float64(len(counts)))
	split(counts[:half], n, key.With(0))
	split(counts[half:], num-n, key.With(1))
}

// parallel calls f for 0 to n-1, on all processors.
func parallel(n int, f func(i int)) {
	const chunk = 64
	var next atomic.Int64
	var wg sync.WaitGroup
	for range min(runtime.GOMAXPROCS(0), n/chunk+1) {
		wg.Go(func() {
			for {
				end := int(next.Add(chunk))
				for i := end - chunk; i < min(end, n); i++ {
					f(i)
				}
				if end >= n {
					return
				}
			}
		})
	}
	wg.Wait()
}

// short reports whether the word of a synapse fits 16 bits.
func (l *fixedTotal) short() bool { return bits.Len(uint(l.most)) <= 16-columnBits }

// perSynapse is how many bytes a synapse takes.
func (l *fixedTotal) perSynapse() float64 {
	n := 4.0
	if l.short() {
		n = 2
	}
	if l.wSigma > 0 {
		n += 4
	}
	return n
}

// fits reports whether there is memory for the synapses.
func (l *fixedTotal) fits(bytes float64) error {
	if err := conn.Fits(fmt.Sprintf("Num = %d synapses", l.num), bytes); err != nil {
		return fmt.Errorf("%w; a JitFixedTotalLinear stores none", err)
	}
	return nil
}

// longestRow returns how many synapses a row has at most.
func (l *fixedTotal) longestRow() int {
	most := 0
	for i := range l.pre {
		n := 0
		for _, c := range l.counts[i*l.blocks : (i+1)*l.blocks] {
			n += int(c)
		}
		most = max(most, n)
	}
	return most
}

// store makes all synapses.
func (l *fixedTotal) store() error {
	short := l.short()
	if err := l.fits(l.perSynapse() * float64(l.num)); err != nil {
		return err
	}
	l.rows = make([]int, l.pre+1)
	for i := range l.pre {
		n := 0
		for _, c := range l.counts[i*l.blocks : (i+1)*l.blocks] {
			n += int(c)
		}
		l.rows[i+1] = l.rows[i] + n
	}
	s := &synapses{}
	if short {
		s.short = memory.Make[uint16](l.num)
	} else {
		s.long = memory.Make[uint32](l.num)
	}
	if l.wSigma > 0 {
		s.weights = memory.Make[float32](l.num)
	}
	parallel(l.pre, func(i int) {
		at := l.rows[i]
		c := l.enter()
		c.clear()
		for b := range l.blocks {
			l.draw(c, i, b)
		}
		copy(s.weights[min(at, len(s.weights)):], c.weights)
		if short {
			for k, w := range c.long {
				s.short[at+k] = uint16(w)
			}
		} else {
			copy(s.long[at:], c.long)
		}
		l.leave(c)
	})
	l.stored = s
	return nil
}

// draw makes the synapses of row i in block b and appends them to those in c.
// Word k of the block's key, times the width of the block, is the column of
// synapse k and a fraction; with the low bits of the word, which have no part
// in these, the fraction picks the delay. The stream of the child 0 of the key
// gives the weights. A column is as likely as another to within 2^-54.
func (l *fixedTotal) draw(c *cell, i, b int) {
	n := int(l.counts[i*l.blocks+b])
	key := l.key.With(uint64(i*l.blocks + b))
	width := uint64(min(l.width, l.post-b*l.width))
	from := len(c.long)
	c.long = slices.Grow(c.long, n)[:from+n]
	words := c.long[from:]
	same := uint32(l.most) << columnBits
	s := key.Stream()
	for k := range words {
		z := s.Uint64()
		column, fraction := bits.Mul64(z, width)
		if l.steps != nil {
			same = uint32(l.steps.Pick(fraction&^columnMask|z&columnMask)+1) << columnBits
		}
		words[k] = same | uint32(column)
	}
	if l.wSigma == 0 {
		return
	}
	c.weights = slices.Grow(c.weights, n)[:from+n]
	s = key.With(0).Stream()
	s.FillNormal(c.weights[from:], l.wMu, l.wSigma, l.wLow, l.wHigh)
}
