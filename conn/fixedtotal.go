package conn

import (
	"errors"
	"fmt"
	"slices"

	"github.com/golgi-sim/golgi/rng"
)

// FixedTotalNum makes exactly N connections. Without Multi the pairs are
// different, and each set of N pairs is equally likely; with Multi every
// connection is between a random pre and a random post, and pairs can be
// connected more than once (multapses).
//
// How many connections each row gets is drawn from the stream of
// Key.Path("rows"), the columns of row i from that of Key.With(i).
type FixedTotalNum struct {
	N      int  // connections in all, at least 1
	Multi  bool // allow pairs to be connected more than once
	NoSelf bool // leave out i with i; pre and post must be the same group
}

// Connect gives the structure.
func (c FixedTotalNum) Connect(e Ends) (*Structure, error) {
	err := errors.Join(e.check(), e.checkSelf(c.NoSelf))
	if c.N < 1 {
		err = errors.Join(err, fmt.Errorf("N is %d; give how many connections there are in all, 1 or more", c.N))
	}
	if err != nil {
		return nil, err
	}
	n := others(e.Post, c.NoSelf)
	switch pairs := int64(e.Pre) * int64(max(0, n)); {
	case pairs == 0:
		return nil, fmt.Errorf("N is %d, but between %d pre and %d post elements there is no pair to connect", c.N, e.Pre, e.Post)
	case int64(c.N) > pairs && !c.Multi:
		return nil, fmt.Errorf("N is %d, but between %d pre and %d post elements there are only %d different pairs; make N smaller, or allow pairs to be connected more than once (Multi)", c.N, e.Pre, e.Post, pairs)
	}
	if err := fitsCSR("FixedTotalNum", e, float64(c.N), 4); err != nil {
		return nil, err
	}
	counts := c.rows(e.Pre, n, e.Key.Path("rows").Stream())
	return filled(e, func(i int) int { return counts[i] }, func(i int, row []int32) {
		s := e.Key.With(uint64(i)).Stream()
		if c.Multi {
			for k := range row {
				row[k] = int32(s.IntN(n))
			}
			slices.Sort(row)
		} else {
			s.Sample(row, n)
		}
		if c.NoSelf {
			skipSelf(row, i)
		}
	}), nil
}

// rows draws how many connections each of the pre rows with n columns gets:
// as many as if pairs were drawn one after the other, with the pair put back
// (Multi) or not. A pair that is not put back is one of those left in a row
// of count[i] drawn ones with probability 1 - count[i]/n.
func (c FixedTotalNum) rows(pre, n int, s rng.Stream) []int {
	counts := make([]int, pre)
	if c.Multi {
		for range c.N {
			counts[s.IntN(pre)]++
		}
		return counts
	}
	// Of many pairs it is quicker to draw those that are not connected.
	draw := c.N
	if rest := int64(pre)*int64(n) - int64(c.N); rest < int64(draw) {
		draw = int(rest)
	}
	for k := 0; k < draw; {
		if i := s.IntN(pre); s.IntN(n) >= counts[i] {
			counts[i]++
			k++
		}
	}
	if draw < c.N {
		for i := range counts {
			counts[i] = n - counts[i]
		}
	}
	return counts
}
