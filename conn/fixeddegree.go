package conn

import (
	"errors"
	"fmt"
)

// FixedOutDegree connects every pre with exactly K different posts; each set
// of K is equally likely. The number of sources of a post is binomial.
//
// The targets of pre i are a Sample of the stream of Key.With(i), out of the
// post.Post elements, or with NoSelf out of the others, counted up.
//
// It is BrainPy's FixedPostNum.
type FixedOutDegree struct {
	K      int  // targets of every pre, at least 1
	NoSelf bool // leave out i with i; pre and post must be the same group
}

// Connect gives the structure.
func (c FixedOutDegree) Connect(e Ends) (*Structure, error) {
	if err := checkDegree(e, c.K, "pre", "post", e.Post, c.NoSelf); err != nil {
		return nil, err
	}
	if err := fitsCSR("FixedOutDegree", e, float64(c.K)*float64(e.Pre), 4); err != nil {
		return nil, err
	}
	return samples(e, c.K, c.NoSelf), nil
}

// FixedInDegree connects every post with exactly K different pres; each set of
// K is equally likely. The number of targets of a pre is binomial.
//
// The sources of post j are a Sample of the stream of Key.With(j), out of the
// pre elements, or with NoSelf out of the others, counted up.
//
// It is BrainPy's FixedPreNum.
type FixedInDegree struct {
	K      int  // sources of every post, at least 1
	NoSelf bool // leave out i with i; pre and post must be the same group
}

// Connect gives the structure.
func (c FixedInDegree) Connect(e Ends) (*Structure, error) {
	if err := checkDegree(e, c.K, "post", "pre", e.Pre, c.NoSelf); err != nil {
		return nil, err
	}
	// Columns are drawn first and then turned into rows.
	if err := fitsCSR("FixedInDegree", e, float64(c.K)*float64(e.Post), 8); err != nil {
		return nil, err
	}
	other := e
	other.Pre, other.Post = e.Post, e.Pre
	return samples(other, c.K, c.NoSelf).transposed(nil), nil
}

// checkDegree reports whether every element of the side that chooses can have
// k partners among the n on the other side.
func checkDegree(e Ends, k int, chooser, chosen string, n int, noSelf bool) error {
	err := errors.Join(e.check(), e.checkSelf(noSelf))
	switch {
	case k < 1:
		err = errors.Join(err, fmt.Errorf("K is %d; give how many %ss every %s is connected with, 1 or more", k, chosen, chooser))
	case k > others(n, noSelf) && n >= 0:
		left := ""
		if noSelf {
			left = " besides itself"
		}
		err = errors.Join(err, fmt.Errorf("K is %d, but a %s has only %d different %ss to choose from%s; make K smaller", k, chooser, max(0, others(n, noSelf)), chosen, left))
	}
	return err
}

// samples gives every pre k different posts.
func samples(e Ends, k int, noSelf bool) *Structure {
	n := others(e.Post, noSelf)
	return filled(e, func(int) int { return k }, func(i int, row []int32) {
		s := e.Key.With(uint64(i)).Stream()
		s.Sample(row, n)
		if noSelf {
			skipSelf(row, i)
		}
	})
}
