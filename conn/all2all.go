package conn

import (
	"errors"
	"fmt"
)

// All2All connects every pre with every post. Nothing in it is random.
//
// A layer that needs all pairs is better off with dnn.AllToAll, which stores
// no structure.
type All2All struct {
	NoSelf bool // leave out i with i; pre and post must be the same group
}

// Connect gives the structure.
func (c All2All) Connect(e Ends) (*Structure, error) {
	if err := errors.Join(e.check(), e.checkSelf(c.NoSelf)); err != nil {
		return nil, err
	}
	n := others(e.Post, c.NoSelf)
	if err := fitsCSR("All2All", e, float64(e.Pre)*float64(n), 4); err != nil {
		return nil, err
	}
	return filled(e, func(int) int { return n }, func(i int, row []int32) {
		for k := range row {
			row[k] = int32(k)
		}
		if c.NoSelf {
			skipSelf(row, i)
		}
	}), nil
}

// One2One connects pre i with post i; both sides must have equally many
// elements. Nothing in it is random.
type One2One struct{}

// Connect gives the structure.
func (One2One) Connect(e Ends) (*Structure, error) {
	err := e.check()
	if e.Pre != e.Post {
		err = errors.Join(err, fmt.Errorf("One2One joins sides of one size, but pre has %d elements and post has %d; use views of equal size, or another connector", e.Pre, e.Post))
	}
	if err == nil {
		err = fitsCSR("One2One", e, float64(e.Pre), 4)
	}
	if err != nil {
		return nil, err
	}
	return filled(e, func(int) int { return 1 }, func(i int, row []int32) { row[0] = int32(i) }), nil
}
