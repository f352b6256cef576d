package rng

import "math/big"

// prec is the precision of probabilities, in bits. 1024 multiplications lose
// about ten of them; where a small p is taken from 1, as many bits are added
// as it needs to be seen.
const prec = 128

// build makes the tables.
func (g *Geometric) build() {
	fail := new(big.Float).SetFloat64(g.p)
	fail.SetPrec(prec + uint(max(0, -fail.MantExp(nil))))
	fail.Sub(big.NewFloat(1), fail) // 1-p
	q := new(big.Float).Copy(fail)
	for range g.shift {
		q.Mul(q, q)
	}
	keep, alias := strideTable(q)
	if g.shift == 0 {
		t := new(singles)
		for c := range columns {
			t.keep[c] = uint32(keep[c] << 10)
			t.out[2*c], t.out[2*c+1] = alias[c], uint32(c)
		}
		g.one = t
		return
	}
	t := &strides{mask: 1<<g.shift - 1}
	for c := range columns {
		if alias[c] != beyond {
			alias[c] <<= g.shift
		}
		t.keep[c] = uint32(keep[c] << 10)
		t.a[c] = choice{alias[c], uint32(c)<<g.shift - alias[c]}
	}
	keep, alias = restTable(fail, q, g.shift)
	for c := range keep {
		t.last[c], t.r[c] = uint32(keep[c]<<g.shift-1), alias[c]
	}
	g.wide = t
}

// units returns x * 2^n, rounded to the nearest integer, ties to even, for
// results below 2^63.
func units(x *big.Float, n int) uint64 {
	// Twice the result, towards zero, and whether that is inexact.
	y := new(big.Float).SetMantExp(x, n+1)
	twice, accuracy := y.Uint64()
	i := twice / 2
	if twice%2 == 1 && (accuracy != big.Exact || i%2 == 1) {
		i++
	}
	return i
}

// strideTable makes the table of a, whose 1024 columns have 2^22 units each: a
// is more than n with probability q^n.
//
// "More than 1023" has no column and is placed first. It fills all of column
// 0, if it has the units for that; then it is the alias of columns 1023,
// 1022, ... as long as it can fill them up; what is left becomes the alias in
// column 1, in place of as many units of outcome 1. Outcome 1 thereby has no
// column of its own any more and comes last in [share], where the last giver
// has just what is needed. If outcome 1, the likeliest, cannot fill a column,
// then no other can either, and "more than 1023" is everybody's alias.
func strideTable(q *big.Float) (keep []uint64, alias []uint32) {
	const column = 1 << 22
	mass := make([]uint64, columns)
	tail := new(big.Float).SetPrec(q.Prec()).SetInt64(1)
	above := uint64(column * columns) // units of "a > n"
	for a := 1; a < columns; a++ {
		tail.Mul(tail, q)
		next := units(tail, 32)
		mass[a] = above - next
		above = next
	}
	keep, alias = fullTable(columns, column)
	if mass[1] < column {
		for c := range keep {
			keep[c], alias[c] = mass[c], beyond
		}
		return keep, alias
	}
	first, end := 0, columns // the columns that are not filled yet
	if above >= column {
		keep[0], alias[0] = 0, beyond
		above -= column
		first = 1
	}
	for mass[end-1] < column && above >= column-mass[end-1] {
		end--
		keep[end], alias[end] = mass[end], beyond
		above -= column - mass[end]
	}
	if above > 0 {
		keep[1], alias[1] = column-above, beyond
	}
	mass[1] -= column - above
	var small, large []int
	for c := first; c < end; c++ {
		switch {
		case c == 1:
		case mass[c] < column:
			small = append(small, c)
		default:
			large = append(large, c)
		}
	}
	share(mass, column, small, append(large, 1), keep, alias)
	return keep, alias
}

// restTable makes the table of r, which has S = 2^shift columns and 2^32
// units: r is at least n with probability (1 - f^(S-n)) / (1 - q), with
// f = 1-p and q = f^S. Its columns are put together by [robinHood].
func restTable(f, q *big.Float, shift uint) (keep []uint64, alias []uint32) {
	size := 1 << shift
	one := big.NewFloat(1)
	some := new(big.Float).Sub(one, q)
	mass := make([]uint64, size)
	tail := new(big.Float).SetPrec(q.Prec()).SetInt64(1)
	var from uint64 // units of "r >= n"
	for r := size - 1; r >= 0; r-- {
		tail.Mul(tail, f)
		x := new(big.Float).Sub(one, tail)
		next := units(x.Quo(x, some), 32)
		mass[r] = next - from
		from = next
	}
	return robinHood(mass, 1<<(32-shift))
}
