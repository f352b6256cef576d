package rng

import "fmt"

const (
	columns = 1024 // of the table of strides

	// beyond stands in the table for "more than 1023 strides". It is larger
	// than any block is wide, so that it ends the loop over a block like any
	// gap that leads out of it: no test of its own in the loop.
	beyond = 1 << 31

	// farthest is above every position that a gap within the table leads to,
	// and below every position that beyond leads to.
	farthest = 1<<31 - 1<<21

	// maxWidth is the largest width of a block.
	maxWidth = 1<<31 - 1<<22
)

// Geometric draws the gaps between the successes of independent trials that
// each succeed with probability p: the connections of one source neuron to a
// block of targets, without looking at every target. The columns of a block
// come out ascending, each a member with probability p, independent of the
// others.
//
// # Specification
//
// This is the definition of just-in-time connectivity: whoever draws it, in
// Go or in machine code, now or later, draws just this.
//
// The columns of the block with key k are the partial sums of D0, D1, ...,
// counted from -1, that are less than the width of the block:
//
//	pos = -1 + D0,  then pos += D1,  then pos += D2, ...
//
// D is the number of trials up to and including the next success:
// P(D = d) = p (1-p)^(d-1), d >= 1. It is D = S*a - r. That is, the trials are
// taken in strides of S; a is the number of the first stride with a success,
// from 1, and r is how many trials before the end of this stride the success
// lies. The two are independent, with q = (1-p)^S:
//
//	P(a) = q^(a-1) (1-q)                 a >= 1
//	P(r) = p (1-p)^(S-1-r) / (1-q)       0 <= r < S
//
// S is the smallest power of two, at most 1024, with p*S*1023 >= 8 (the
// products rounded to float64, from the left): 1 for p above 0.0078, else
// such that the table of a seldom runs out.
//
// The words of the key's stream, k.Word(0), k.Word(1), ..., are used in order.
// For S = 1, where D = a, a word gives two D: first one from its low half,
// bits 0 to 31, then one from its high half, bits 32 to 63. For S > 1 it gives
// one D, a from the low half and r from the high one.
//
// a and r come from alias tables (Walker 1977, doi:10.1145/355744.355749):
// some bits of the half choose a column; the outcome is the column's own if
// its other bits, as an integer, are less than the column's threshold, else
// its alias. With the bits of a half numbered from 0, and S = 2^s:
//
//	a: column bits 0 to 9,    threshold bits 10 to 31
//	r: column bits 0 to s-1,  threshold bits s to 31
//
// In the table of a, column c has the outcome a = c as its own; column 0 has
// none. One outcome is an alias only and says that a is more than 1023: then
// pos advances by 1023*S, and the next D comes from the next word; what is
// left of this one, r or the high half, is not used. In the table of r,
// column c has the outcome r = c as its own.
//
// # Rounding
//
// The tables hold whole units of probability, of 2^-32. The probabilities of
// "a > n" and of "r >= n" are computed to more than 100 bits and rounded to
// the nearest unit, ties to even; the table then has exactly these
// probabilities. So no error adds up along the distribution, and the expected
// number of columns in a block is wrong by less than 2^-28 of its value plus
// 2^-32, for p >= 1e-6. Far below that the unit shows: below 2^-53 or so
// nothing is ever drawn.
//
// Which outcomes share a column is said at the functions strideTable,
// restTable, robinHood and share.
type Geometric struct {
	p     float64
	shift uint     // S = 1 << shift
	one   *singles // for S = 1
	wide  *strides // for S > 1
}

// NewGeometric returns the gaps for success probability p in (0, 1]. The
// tables are 12 or 20 kilobytes and take some tenths of a millisecond.
func NewGeometric(p float64) (*Geometric, error) {
	if !(p > 0 && p <= 1) {
		return nil, fmt.Errorf("rng: probability %v of a geometric distribution is not in (0, 1]", p)
	}
	g := &Geometric{p: p}
	for g.shift < 10 && p*float64(uint(1)<<g.shift)*1023 < 8 {
		g.shift++
	}
	g.build()
	return g, nil
}

// P returns the success probability.
func (g *Geometric) P() float64 { return g.p }

// Stride returns S of the specification.
func (g *Geometric) Stride() int { return 1 << g.shift }

// table returns how many trials the table of a covers.
func (g *Geometric) table() int { return (columns - 1) << g.shift }

// word returns what word z is for, relative to the position before it: it
// leads to n columns, from 0 to 2, the first at near and the second at far,
// and the next word goes on from far.
func (g *Geometric) word(z uint64) (near, far, n int) {
	if g.wide != nil {
		d := g.wide.stride(z)
		if d >= farthest {
			return g.table(), g.table(), 0
		}
		return int(d), int(d), 1
	}
	low, high := g.one.stride(uint32(z)), g.one.stride(uint32(z>>32))
	switch {
	case low == beyond:
		return g.table(), g.table(), 0
	case high == beyond:
		return int(low), int(low) + g.table(), 1
	}
	return int(low), int(low) + int(high), 2
}

// singles is the table of a for S = 1.
type singles struct {
	keep [columns]uint32     // the threshold, at its place in the half word
	out  [2 * columns]uint32 // of each column the alias, then its own outcome
}

// stride returns D from half a word, beyond if a is more than 1023. The
// column's bits take part in the comparison, but cannot change its result.
// Nobody could predict a branch on that result, so it is made a part of the
// index.
func (t *singles) stride(h uint32) uint32 {
	c := uint64(h % columns)
	own := (uint64(h) - uint64(t.keep[c])) >> 63
	return t.out[2*c+own]
}

// strides are the tables of S*a and r for S > 1. The probabilities of r are
// nearly equal, so that its aliases are rare and the branch is predicted.
type strides struct {
	keep [columns]uint32 // the threshold, at its place in the half word
	a    [columns]choice
	last [columns]uint32 // S columns: the last half word to keep the own outcome
	r    [columns]uint32 // S columns: the alias
	mask uint32          // S - 1, here because registers are scarce
}

// A choice is the two outcomes of a column: the alias, and the own outcome
// less the alias, modulo 2^32. The outcome is alias + (diff & mask), again
// without a branch, which is some percent faster here than an index.
type choice struct{ alias, diff uint32 }

// stride returns D from word z, more than farthest if a is more than 1023.
func (t *strides) stride(z uint64) uint32 {
	c := z % columns
	keep := uint32((int64(uint32(z)) - int64(t.keep[c])) >> 63)
	h := uint32(z >> 32)
	r := h & t.mask % columns
	if h > t.last[r] {
		r = t.r[r]
	}
	return t.a[c].diff&keep + t.a[c].alias - r
}
