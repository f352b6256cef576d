package conn

import (
	"errors"
	"fmt"
	"math"
	"slices"

	"github.com/golgi-sim/golgi"
	"github.com/golgi-sim/golgi/rng"
)

// FixedProb connects every pair with probability Prob, independent of all
// others: a Bernoulli matrix, the G(n, p) of Erdős, Rényi and Gilbert. The
// number of targets of a pre is binomial, and so is the number of sources of a
// post.
//
// Row i is the block with key Key.With(i) of rng.Geometric, as wide as post;
// NoSelf takes column i away. PreRatio leaves rows empty.
//
// BrainPy's FixedProb gives every pre exactly round(Prob*post) targets, or a
// Bernoulli matrix, as it is asked. The other rule is FixedOutDegree here.
type FixedProb struct {
	Prob golgi.Value // a number from 0 to 1; it must be given
	// PreRatio is the share of pres that are connected at all: a random set
	// of round(PreRatio·pre) of them, from Key.Path("pres"). Default 1.
	PreRatio golgi.Value
	NoSelf   bool // leave out i with i; pre and post must be the same group
}

// Connect gives the structure.
func (c FixedProb) Connect(e Ends) (*Structure, error) {
	p, errProb := probability("Prob", c.Prob)
	ratio, errRatio := probabilityOr1("PreRatio", c.PreRatio)
	if err := errors.Join(e.check(), errProb, errRatio, e.checkSelf(c.NoSelf)); err != nil {
		return nil, err
	}
	mean := ratio * p * float64(e.Pre) * float64(others(e.Post, c.NoSelf))
	if err := fitsCSR(fmt.Sprintf("FixedProb with Prob %v", p), e, mean, 4); err != nil {
		return nil, err
	}
	if p == 0 {
		return filled(e, func(int) int { return 0 }, func(int, []int32) {}), nil
	}
	gaps, err := rng.NewGeometric(p)
	if err != nil {
		return nil, err
	}
	chosen := e.chosenPres(ratio)
	return drawn(e, func(i int, row []int32) []int32 {
		if !chosen(i) {
			return row
		}
		row = gaps.Positions(e.Key.With(uint64(i)), 0, e.Post, row)
		if c.NoSelf {
			if k, ok := slices.BinarySearch(row, int32(i)); ok {
				row = slices.Delete(row, k, k+1)
			}
		}
		return row
	}), nil
}

// probability returns a parameter that must be one number from 0 to 1. The
// error begins with the name of the parameter.
func probability(name string, v golgi.Value) (float64, error) {
	switch v.(type) {
	case nil:
		return 0, fmt.Errorf("%s has no value; give the probability of a connection, from 0 to 1", name)
	case []float64, func(int) float64, golgi.Initializer:
		return 0, fmt.Errorf("%s is a %T; it must be one number from 0 to 1", name, v)
	}
	r, err := golgi.Resolve(v, nil, 0)
	if err != nil {
		return 0, fmt.Errorf("%s %w", name, err)
	}
	if p := r.Uniform; p >= 0 && p <= 1 {
		return math.Abs(p), nil // of a negative zero too
	}
	return 0, fmt.Errorf("%s is %v; a probability is from 0 to 1", name, r.Uniform)
}
