package rng

import (
	"fmt"
	"math"
	"math/big"
)

// Alias is a distribution on 0 to n-1 with given weights, drawn from in a
// constant time (Walker 1977, doi:10.1145/355744.355749).
//
// There are 2^b columns, 2^b the smallest power of two >= n. The lowest b
// bits of a word choose a column, the highest 62-b, as an integer, say
// whether the outcome is the column's own or its alias. Probabilities are
// whole multiples of 2^-62: their partial sums are computed to more than 100
// bits and rounded to the nearest, and the table then has exactly those.
type Alias struct {
	table []aliasColumn
	n     int
	bits  uint
}

// An aliasColumn of the table has its own outcome and an alias.
type aliasColumn struct {
	keep uint64
	out  [2]uint32 // the alias, the column's own
}

// NewAlias returns the distribution with probabilities proportional to the
// weights, which must be finite, not negative, and not all zero.
func NewAlias(weights []float64) (*Alias, error) {
	if len(weights) > 1<<30 {
		return nil, fmt.Errorf("rng: %d weights of a distribution are too many", len(weights))
	}
	sums := make([]big.Float, len(weights)+1)
	for i, w := range weights {
		if !(w >= 0 && w <= math.MaxFloat64) {
			return nil, fmt.Errorf("rng: weight %d of a distribution is %v", i, w)
		}
		sums[i+1].SetPrec(prec).Add(&sums[i], new(big.Float).SetFloat64(w))
	}
	total := &sums[len(weights)]
	if total.Sign() == 0 {
		return nil, fmt.Errorf("rng: no weight of a distribution with %d outcomes is positive", len(weights))
	}
	a := &Alias{n: len(weights)}
	for 1<<a.bits < len(weights) {
		a.bits++
	}
	mass := make([]uint64, 1<<a.bits)
	below := uint64(0)
	for i := range weights {
		share := new(big.Float).SetPrec(prec).Quo(&sums[i+1], total)
		next := units(share, 62)
		mass[i] = next - below
		below = next
	}
	keep, alias := robinHood(mass, 1<<(62-a.bits))
	for c := range keep {
		a.table = append(a.table, aliasColumn{keep[c], [2]uint32{alias[c], uint32(c)}})
	}
	return a, nil
}

// Len returns the number of outcomes.
func (a *Alias) Len() int { return a.n }

// Pick returns the outcome of a random word: of s.Uint64() with a stream s,
// or of k.Word(i) with a key k.
func (a *Alias) Pick(word uint64) int {
	c := &a.table[word&uint64(len(a.table)-1)]
	// Nobody could predict a branch on the comparison.
	own := (word>>((a.bits+2)&63) - c.keep) >> 63
	return int(c.out[own])
}
