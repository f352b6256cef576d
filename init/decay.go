package initialize

import (
	"fmt"
	"math"

	"github.com/golgi-sim/golgi/internal/grid"
	"github.com/golgi-sim/golgi/internal/vm"
	"github.com/golgi-sim/golgi/rng"
)

// Grid lays neurons out in space; package conn has the same type.
type Grid = grid.Grid

// GaussianDecay makes a matrix of weights between neurons on a Grid that decay
// with their distance d:
//
//	w = Max·exp(−d²/(2 Sigma²)),  0 if less than Min
//
// The grid has its last dimension fastest, as the arrays of a group; BrainPy's
// is laid out with the first one fastest.
type GaussianDecay struct {
	Grid
	Sigma float64 // width, in units of the grid; positive
	Max   float64 // weight at distance 0
	// Min is the least weight that is kept, from 0 to Max; nil: 0.005·Max.
	Min *float64
	// NoSelf leaves out i with i.
	NoSelf bool
	// Normalize makes the largest weight that there is Max.
	Normalize bool
}

// Deterministic says that nothing is drawn.
func (GaussianDecay) Deterministic() bool { return true }

// String names the initialiser.
func (g GaussianDecay) String() string {
	return fmt.Sprintf("GaussianDecay{Sigma: %v, Max: %v}", g.Sigma, g.Max)
}

// Fill sets the elements of a matrix of pre rows and post columns.
func (g GaussianDecay) Fill(dst []float64, shape []int, _ rng.Key) error {
	least := 0.005 * g.Max
	if g.Min != nil {
		least = *g.Min
	}
	bound := ""
	if !(least >= 0 && least <= g.Max) {
		bound = fmt.Sprintf("Min is %v (it must be from 0 to Max)", least)
	}
	if err := mistakes(g, positive("Sigma", g.Sigma), width("Max", g.Max), bound); err != nil {
		return err
	}
	bell := gaussian(g.Sigma)
	return decay(g, g.Grid, dst, shape, g.NoSelf, g.Normalize, g.Max, func(d2 float64) float64 {
		if w := g.Max * bell(d2); w >= least {
			return w
		}
		return 0
	})
}

// DOGDecay is the difference of two Gaussians, a Mexican hat: excitation near
// by, inhibition further away.
//
//	w = Max[0]·exp(−d²/(2 Sigma[0]²)) − Max[1]·exp(−d²/(2 Sigma[1]²)),
//	0 if within −Min and Min
type DOGDecay struct {
	Grid
	Sigma [2]float64 // widths, in units of the grid; positive
	Max   [2]float64 // weights at distance 0
	// Min is the least size of a weight that is kept; nil: 0.005 of the larger
	// Max.
	Min *float64
	// NoSelf leaves out i with i.
	NoSelf bool
	// Normalize makes the largest weight that there is the larger Max.
	Normalize bool
}

// Deterministic says that nothing is drawn.
func (DOGDecay) Deterministic() bool { return true }

// String names the initialiser.
func (g DOGDecay) String() string {
	return fmt.Sprintf("DOGDecay{Sigma: %v, Max: %v}", g.Sigma, g.Max)
}

// Fill sets the elements of a matrix of pre rows and post columns.
func (g DOGDecay) Fill(dst []float64, shape []int, _ rng.Key) error {
	top := max(g.Max[0], g.Max[1])
	least := 0.005 * top
	if g.Min != nil {
		least = *g.Min
	}
	if err := mistakes(g, positive("first Sigma", g.Sigma[0]), positive("second Sigma", g.Sigma[1]),
		width("first Max", g.Max[0]), width("second Max", g.Max[1]), width("Min", least)); err != nil {
		return err
	}
	near, far := gaussian(g.Sigma[0]), gaussian(g.Sigma[1])
	return decay(g, g.Grid, dst, shape, g.NoSelf, g.Normalize, top, func(d2 float64) float64 {
		w := math.FMA(g.Max[0], near(d2), -float64(g.Max[1]*far(d2)))
		if math.Abs(w) < least {
			return 0
		}
		return w
	})
}

func gaussian(sigma float64) func(d2 float64) float64 {
	return func(d2 float64) float64 { return vm.Exp(-d2 / (2 * sigma * sigma)) }
}

func positive(name string, x float64) string {
	if !(x > 0) || math.IsInf(x, 0) {
		return fmt.Sprintf("the %s is %v (it must be positive)", name, x)
	}
	return ""
}

// decay fills a matrix with a function of the squares of distances.
func decay(init fmt.Stringer, g Grid, dst []float64, shape []int, noSelf, normalize bool, top float64, weight func(d2 float64) float64) error {
	if len(shape) != 2 {
		return fmt.Errorf("is %v, which makes a matrix, but an array of shape %v is wanted; use it for the weights of a dense layer", init, shape)
	}
	if err := fits(dst, shape); err != nil {
		return err
	}
	pre, post := shape[0], shape[1]
	if noSelf && pre != post {
		return fmt.Errorf("is %v with NoSelf, but pre has %d elements and post %d, so there is no self to leave out", init, pre, post)
	}
	l, err := g.Layout(pre, post)
	if err != nil {
		return fmt.Errorf("is %v, where %w", init, err)
	}
	known := grid.NewTable(weight)
	largest := 0.0
	for i := range pre {
		for j := range post {
			w := 0.0
			if !noSelf || i != j {
				w = known.Learn(l.Square(i, j))
			}
			dst[i*post+j] = w
			largest = max(largest, w)
		}
	}
	if normalize && largest > 0 {
		for i := range dst {
			dst[i] *= top / largest
		}
	}
	return nil
}
