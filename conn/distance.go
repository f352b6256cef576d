package conn

import (
	"errors"
	"fmt"
	"math"
	"slices"

	"github.com/golgi-sim/golgi"
	"github.com/golgi-sim/golgi/internal/grid"
	"github.com/golgi-sim/golgi/internal/vm"
)

// Grid lays the elements of both sides out in space; package initialize has
// the same type.
type Grid = grid.Grid

// GaussianProb connects every pair with a probability that decays with its
// distance d, independent of all others:
//
//	P = Prob·exp(−d²/(2 Sigma²))
//
// Row i takes one number of the stream of Key.With(i) for every pair, in order,
// whose probability is neither 0 nor 1.
type GaussianProb struct {
	Grid
	Sigma float64     // width, in units of the grid; positive
	Prob  golgi.Value // probability at distance 0; default 1
	// Normalize makes the largest probability that there is Prob, where no
	// pair is at distance 0.
	Normalize bool
	NoSelf    bool // leave out i with i; pre and post must be the same group
}

// Connect gives the structure.
func (c GaussianProb) Connect(e Ends) (*Structure, error) {
	p, err := probabilityOr1("Prob", c.Prob)
	err = errors.Join(err, checkWidth("Sigma", c.Sigma))
	return byDistance("GaussianProb", e, c.Grid, c.NoSelf, c.Normalize, p, 1, err, func(d2 float64) float64 {
		return p * vm.Exp(-d2/(2*c.Sigma*c.Sigma))
	})
}

// DOGProb connects every pair with a probability that is the difference of two
// Gaussians of its distance d, cut to 0 and 1, independent of all others:
//
//	P = Prob[0]·exp(−d²/(2 Sigma[0]²)) − Prob[1]·exp(−d²/(2 Sigma[1]²))
//
// Random numbers are used as by GaussianProb.
type DOGProb struct {
	Grid
	Sigma  [2]float64 // widths, in units of the grid; positive
	Prob   [2]float64 // factors, 0 or more
	NoSelf bool       // leave out i with i; pre and post must be the same group
}

// Connect gives the structure.
func (c DOGProb) Connect(e Ends) (*Structure, error) {
	err := errors.Join(checkWidth("Sigma[0]", c.Sigma[0]), checkWidth("Sigma[1]", c.Sigma[1]))
	for k, p := range c.Prob {
		if !(p >= 0) || math.IsInf(p, 0) {
			err = errors.Join(err, fmt.Errorf("Prob[%d] is %v; it must be 0 or a positive number", k, p))
		}
	}
	bell := func(d2, s float64) float64 { return vm.Exp(-d2 / (2 * s * s)) }
	return byDistance("DOGProb", e, c.Grid, c.NoSelf, false, 1, 1, err, func(d2 float64) float64 {
		return min(1, max(0, math.FMA(c.Prob[0], bell(d2, c.Sigma[0]), -float64(c.Prob[1]*bell(d2, c.Sigma[1])))))
	})
}

// ProbDist connects pairs that are at most Dist apart, each with probability
// Prob, independent of all others. Random numbers are used as by GaussianProb.
type ProbDist struct {
	Grid
	Dist golgi.Value // the longest distance, in units of the grid; default 1
	Prob golgi.Value // probability within it; default 1
	// PreRatio is the share of pres that are connected at all: a random set
	// of round(PreRatio·pre) of them, from Key.Path("pres"). Default 1.
	PreRatio golgi.Value
	NoSelf   bool // leave out i with i; pre and post must be the same group
}

// Connect gives the structure.
func (c ProbDist) Connect(e Ends) (*Structure, error) {
	p, errProb := probabilityOr1("Prob", c.Prob)
	ratio, errRatio := probabilityOr1("PreRatio", c.PreRatio)
	dist, errDist := 1.0, error(nil)
	if c.Dist != nil {
		r, err := golgi.Resolve(c.Dist, nil, 0)
		if dist = r.Uniform; err == nil && (r.Each != nil || dist < 0) {
			err = fmt.Errorf("is %v; it must be one number, 0 or more", c.Dist)
		}
		if err != nil {
			errDist = fmt.Errorf("Dist %w", err)
		}
	}
	// A distance that is Dist up to rounding is within it.
	far := dist * dist * (1 + 1e-12)
	return byDistance("ProbDist", e, c.Grid, c.NoSelf, false, 1, ratio, errors.Join(errProb, errRatio, errDist), func(d2 float64) float64 {
		if d2 <= far {
			return p
		}
		return 0
	})
}

// probabilityOr1 is probability for a parameter that may be left out.
func probabilityOr1(name string, v golgi.Value) (float64, error) {
	if v == nil {
		return 1, nil
	}
	return probability(name, v)
}

func checkWidth(name string, x float64) error {
	if !(x > 0) || math.IsInf(x, 0) {
		return fmt.Errorf("%s is %v; give a positive width", name, x)
	}
	return nil
}

// mostPairs bounds how many pairs are looked at, a matter of minutes.
const mostPairs = 1 << 36

// byDistance connects pairs with probabilities that are a function of the
// square of their distance. err is what is wrong with the rule itself.
func byDistance(rule string, e Ends, g Grid, noSelf, normalize bool, top, ratio float64, err error, prob func(d2 float64) float64) (*Structure, error) {
	if err = errors.Join(e.check(), err, e.checkSelf(noSelf)); err != nil {
		return nil, err
	}
	if pairs := float64(e.Pre) * float64(e.Post); pairs > mostPairs {
		return nil, fmt.Errorf("%s looks at every pair, and from %d to %d elements are %.3g of them; use a grid rule such as GridN, or make smaller groups", rule, e.Pre, e.Post, pairs)
	}
	l, err := g.Layout(e.Pre, e.Post)
	if err != nil {
		return nil, err
	}
	table, largest, mean := grid.NewTable(prob), 0.0, 0.0
	for i := range e.Pre {
		for j := range e.Post {
			if !noSelf || i != j {
				p := table.Learn(l.Square(i, j))
				largest, mean = max(largest, p), mean+p
			}
		}
	}
	factor := 1.0
	if normalize && largest > 0 {
		factor = top / largest
	}
	if err := fitsCSR(rule, e, mean*factor*ratio, 4); err != nil {
		return nil, err
	}
	chosen := e.chosenPres(ratio)
	return drawn(e, func(i int, row []int32) []int32 {
		if !chosen(i) {
			return row
		}
		s := e.Key.With(uint64(i)).Stream()
		for j := range e.Post {
			if noSelf && i == j {
				continue
			}
			p := factor * table.At(l.Square(i, j))
			if p >= 1 || p > 0 && s.Float64() < p {
				row = append(row, int32(j))
			}
		}
		return row
	}), nil
}

// chosenPres says which pres are connected at all: a share of them.
func (e Ends) chosenPres(ratio float64) func(i int) bool {
	if ratio == 1 {
		return func(int) bool { return true }
	}
	s := e.Key.Path("pres").Stream()
	set := make([]int32, int(math.Round(ratio*float64(e.Pre))))
	s.Sample(set, e.Pre)
	return func(i int) bool {
		_, ok := slices.BinarySearch(set, int32(i))
		return ok
	}
}
