package conn

import (
	"errors"
	"fmt"
	"slices"
)

// Structure is who is connected to whom, in compressed sparse rows: the posts
// of pre i are Cols[Rows[i]:Rows[i+1]], ascending. Synapse k, the number by
// which weights and delays are found, is the k-th in Cols.
type Structure struct {
	Pre, Post int     // elements on either side
	Rows      []int   // Pre+1 places in Cols
	Cols      []int32 // posts
	// From says, for a structure that was made of a list or of another
	// structure, where there synapse k was: entry From[k] of IJConn's I and J
	// or of CSRConn's Cols, synapse From[k] of the structure that Post2Pre
	// was asked of. nil: in the same place.
	From []int
}

// Synapses returns the number of connections.
func (s *Structure) Synapses() int { return len(s.Cols) }

// Row returns the posts of pre i, ascending. It is part of the structure and
// must not be changed.
func (s *Structure) Row(i int) []int32 {
	lo, hi := s.Rows[i], s.Rows[i+1]
	return s.Cols[lo:hi:hi]
}

// Multi returns a pair that is connected more than once, and ok = false if
// there is none.
func (s *Structure) Multi() (i, j int, ok bool) {
	for i := range s.Pre {
		row := s.Row(i)
		for k := 1; k < len(row); k++ {
			if row[k] == row[k-1] {
				return i, int(row[k]), true
			}
		}
	}
	return 0, 0, false
}

// Check reports whether the structure is sound: Rows ascends from 0 to the
// number of synapses, and the columns of every row ascend and exist. What the
// connectors of this package give is sound; layers check what a connector of
// somebody else gives.
func (s *Structure) Check() error {
	if s.Pre < 0 || s.Post < 0 || len(s.Rows) != s.Pre+1 {
		return fmt.Errorf("a structure of %d × %d elements has %d entries in Rows; it needs one per pre and one more", s.Pre, s.Post, len(s.Rows))
	}
	if s.From != nil && len(s.From) != len(s.Cols) {
		return fmt.Errorf("a structure of %d synapses has %d entries in From", len(s.Cols), len(s.From))
	}
	if s.Rows[0] != 0 || s.Rows[s.Pre] != len(s.Cols) {
		return fmt.Errorf("Rows goes from %d to %d; with %d synapses it must go from 0 to %d", s.Rows[0], s.Rows[s.Pre], len(s.Cols), len(s.Cols))
	}
	if !slices.IsSorted(s.Rows) {
		return errors.New("Rows does not ascend")
	}
	for i := range s.Pre {
		last := int32(0)
		for _, c := range s.Row(i) {
			if c < last || int(c) >= s.Post {
				return fmt.Errorf("row %d has column %d after %d; columns must ascend and be less than the %d elements of post", i, c, last, s.Post)
			}
			last = c
		}
	}
	return nil
}
