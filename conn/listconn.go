package conn

import (
	"errors"
	"fmt"
	"slices"
)

// IJConn connects pairs of one's own: pre I[k] with post J[k], in any order.
// From of the structure says where in the lists its synapses were; layers take
// weights and delays given as []float64 in the order of the lists.
type IJConn struct {
	I, J  []int
	Multi bool // allow pairs to be given more than once; else that is an error
}

// Connect gives the structure.
func (c IJConn) Connect(e Ends) (*Structure, error) {
	err := e.check()
	if len(c.I) != len(c.J) {
		err = errors.Join(err, fmt.Errorf("I has %d entries and J has %d; they are pairs, so both need equally many", len(c.I), len(c.J)))
	}
	if err != nil {
		return nil, err
	}
	if err := errors.Join(inside("I", c.I, "pre", e.Pre), inside("J", c.J, "post", e.Post)); err != nil {
		return nil, err
	}
	s := &Structure{Pre: e.Pre, Post: e.Post, Rows: make([]int, e.Pre+1), Cols: make([]int32, len(c.I)), From: make([]int, len(c.I))}
	for _, i := range c.I {
		s.Rows[i+1]++
	}
	for i := range e.Pre {
		s.Rows[i+1] += s.Rows[i]
	}
	next := slices.Clone(s.Rows[:e.Pre])
	for k, i := range c.I {
		s.Cols[next[i]], s.From[next[i]] = int32(c.J[k]), k
		next[i]++
	}
	return s.sorted(c.Multi)
}

// inside reports the first entry of a list that is no element of a side.
func inside[T int | int32](list string, entries []T, side string, n int) error {
	for k, x := range entries {
		if x < 0 || int(x) >= n {
			return fmt.Errorf("entry %d of %s is %d, but %s has the elements 0 to %d (%d of them)", k, list, x, side, n-1, n)
		}
	}
	return nil
}

// CSRConn connects rows of one's own: pre i with the posts
// Cols[Rows[i]:Rows[i+1]], in any order. From of the structure says where in
// Cols its synapses were; layers take weights and delays given as []float64 in
// the order of Cols.
type CSRConn struct {
	Rows  []int   // one entry per pre and one more
	Cols  []int32 // posts
	Multi bool    // allow pairs to be given more than once; else that is an error
}

// Connect gives the structure.
func (c CSRConn) Connect(e Ends) (*Structure, error) {
	if err := e.check(); err != nil {
		return nil, err
	}
	if len(c.Rows) != e.Pre+1 {
		return nil, fmt.Errorf("Rows has %d entries, but pre has %d elements; it needs one for each and one more", len(c.Rows), e.Pre)
	}
	if c.Rows[0] != 0 || c.Rows[e.Pre] != len(c.Cols) || !slices.IsSorted(c.Rows) {
		return nil, fmt.Errorf("Rows begins with %d and ends with %d; it must ascend from 0 to %d, the number of Cols", c.Rows[0], c.Rows[e.Pre], len(c.Cols))
	}
	if err := inside("Cols", c.Cols, "post", e.Post); err != nil {
		return nil, err
	}
	s := &Structure{Pre: e.Pre, Post: e.Post, Rows: slices.Clone(c.Rows), Cols: slices.Clone(c.Cols), From: make([]int, len(c.Cols))}
	for k := range s.From {
		s.From[k] = k
	}
	return s.sorted(c.Multi)
}

// sorted sorts the columns of every row, and From with them, and checks that no
// pair is there twice. Of equal pairs, the one that was given first goes first.
func (s *Structure) sorted(multi bool) (*Structure, error) {
	cols := slices.Clone(s.Cols)
	for i := range s.Pre {
		lo, hi := s.Rows[i], s.Rows[i+1]
		if slices.IsSorted(cols[lo:hi]) {
			continue
		}
		order := make([]int, hi-lo)
		for k := range order {
			order[k] = lo + k
		}
		slices.SortStableFunc(order, func(a, b int) int { return int(cols[a]) - int(cols[b]) })
		from := slices.Clone(s.From[lo:hi])
		for k, o := range order {
			s.Cols[lo+k], s.From[lo+k] = cols[o], from[o-lo]
		}
	}
	if i, j, twice := s.Multi(); twice && !multi {
		k, _ := slices.BinarySearch(s.Row(i), int32(j))
		k += s.Rows[i]
		return nil, fmt.Errorf("pre %d is connected with post %d more than once, by entries %d and %d; take one away, or allow it with Multi", i, j, s.From[k], s.From[k+1])
	}
	if slices.IsSorted(s.From) {
		s.From = nil // entries are where they were
	}
	return s, nil
}
