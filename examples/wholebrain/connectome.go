package main

import (
	"cmp"
	"math"
	"slices"

	"gonum.org/v1/gonum/mat"
)

// connectome is a synthetic one: regions on two hemispheres that are connected
// the less, the farther apart they are, by the exponential distance rule of
// Ercsey-Ravasz et al., Neuron 80, 184 (2013), and every region with its
// counterpart on the other side, as by the fibres of the corpus callosum.
type connectome struct {
	weights  *mat.Dense // 1 at most, 0 of a region with itself
	distance *mat.Dense // length of the fibres, mm
}

// decay is the distance in mm over which connections become weaker by e,
// callosum the weight between counterparts.
const (
	decay    = 12
	callosum = 0.5
)

// newConnectome returns n regions, n even: the first half is one hemisphere,
// from the back to the front, and region i + n/2 the counterpart of region i.
func newConnectome(n int) connectome {
	c := connectome{mat.NewDense(n, n, nil), mat.NewDense(n, n, nil)}
	places := make([][3]float64, n)
	for i := range n / 2 {
		places[i] = place(i, n/2)
	}
	slices.SortFunc(places[:n/2], func(a, b [3]float64) int { return cmp.Compare(a[1], b[1]) })
	for i := range n / 2 {
		places[i+n/2] = [3]float64{-places[i][0], places[i][1], places[i][2]}
	}
	largest := 0.0
	for i := range n {
		for j := range n {
			if i == j {
				continue
			}
			d := 0.0
			for k := range 3 {
				d = math.Hypot(d, places[i][k]-places[j][k])
			}
			c.distance.Set(i, j, d)
			w := math.Exp(-d / decay)
			c.weights.Set(i, j, w)
			largest = max(largest, w)
		}
	}
	c.weights.Scale(1/largest, c.weights)
	for i := range n / 2 {
		for _, p := range [][2]int{{i, i + n/2}, {i + n/2, i}} {
			c.weights.Set(p[0], p[1], max(callosum, c.weights.At(p[0], p[1])))
		}
	}
	return c
}

// place returns where region i of n is in mm: on the outer half of an ellipsoid
// of the size of a brain, on a spiral that spreads the regions evenly.
func place(i, n int) [3]float64 {
	const golden = 2.399963229728653 // angle in radians
	z := 1 - (2*float64(i)+1)/float64(n)
	r := math.Sqrt(1 - z*z)
	// Half a turn, folded to one side.
	angle := math.Mod(float64(i)*golden, math.Pi)
	return [3]float64{10 + 55*r*math.Sin(angle), 80 * r * math.Cos(angle), 50 * z}
}
