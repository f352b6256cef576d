package measure

import (
	"cmp"
	"fmt"
	"math"
	"math/cmplx"
	"slices"
)

// Field is the right-hand side of two differential equations: dx/dt and dy/dt at
// a point. dyn.Field makes one of a model.
type Field = func(x, y float64) (dx, dy float64)

// Stability is what a flow does near a fixed point, by the eigenvalues of its
// linear part.
type Stability string

// The kinds of fixed points.
const (
	StableNode    Stability = "stable node"
	StableFocus   Stability = "stable focus"
	UnstableNode  Stability = "unstable node"
	UnstableFocus Stability = "unstable focus"
	Saddle        Stability = "saddle"
	// Marginal is a point with an eigenvalue whose real part is next to 0, as
	// at a bifurcation or in a centre: the linear part does not decide.
	Marginal Stability = "marginal"
)

// FixedPoint is where a flow stands still.
type FixedPoint struct {
	X, Y        float64
	Kind        Stability
	Eigenvalues [2]complex128 // of the Jacobian, 1/ms where time is in ms; the one with the larger real part last
}

// Stable reports whether the flow comes back from a small displacement.
func (p FixedPoint) Stable() bool { return p.Kind == StableNode || p.Kind == StableFocus }

const (
	// fixedGrid is how many cells there are in each direction in which fixed
	// points are looked for.
	fixedGrid = 120
	newtons   = 60
	// border is how far outside of the rectangle, in units of it, rounding may
	// put a point that is on its border.
	border = 1e-9
	// manyFixed points are no points but lines or areas.
	manyFixed = 200
)

// FixedPoints returns the fixed points of a flow in a rectangle, from left to
// right: Newton's method, with step halving, from every cell of a fine grid in
// which both derivatives may change sign. Two points that share a cell, 1/120 of
// the rectangle wide, may be found as one; where the flow does not change sign,
// as in the moment of a saddle-node bifurcation, none may be found.
func FixedPoints(f Field, xmin, xmax, ymin, ymax float64) ([]FixedPoint, error) {
	w, h := xmax-xmin, ymax-ymin
	switch {
	case f == nil:
		return nil, fmt.Errorf("measure: FixedPoints was given no field")
	case !(w > 0 && h > 0) || math.IsInf(w, 0) || math.IsInf(h, 0):
		return nil, fmt.Errorf("measure: fixed points in x from %v to %v, y from %v to %v; a rectangle has two different ends each way", xmin, xmax, ymin, ymax)
	}
	// In units of the rectangle, whose far ends rounding must not move.
	place := func(x, y float64) (float64, float64) {
		px, py := xmin+x*w, ymin+y*h
		if x == 1 {
			px = xmax
		}
		if y == 1 {
			py = ymax
		}
		return px, py
	}
	unit := func(x, y float64) (float64, float64) {
		dx, dy := f(place(x, y))
		return dx / w, dy / h
	}
	const n = fixedGrid
	var dx, dy [n + 1][n + 1]float64
	for i := range dx {
		for j := range dx[i] {
			dx[i][j], dy[i][j] = unit(float64(i)/n, float64(j)/n)
		}
	}
	both := func(d *[n + 1][n + 1]float64, i, j int) bool {
		corners := []float64{d[i][j], d[i+1][j], d[i][j+1], d[i+1][j+1]}
		return slices.Min(corners) <= 0 && slices.Max(corners) >= 0 // false with a NaN
	}
	var found []FixedPoint
	for i := range n {
		for j := range n {
			if !both(&dx, i, j) || !both(&dy, i, j) {
				continue
			}
			x, y, ok := newton(unit, (float64(i)+0.5)/n, (float64(j)+0.5)/n)
			if !ok || x < -border || x > 1+border || y < -border || y > 1+border {
				continue
			}
			x, y = min(1, max(0, x)), min(1, max(0, y))
			if slices.ContainsFunc(found, func(p FixedPoint) bool { return math.Hypot(p.X-x, p.Y-y) < 1e-6 }) {
				continue
			}
			if len(found) == manyFixed {
				return nil, fmt.Errorf("measure: the flow has more than %d fixed points; it stands still on lines or areas", manyFixed)
			}
			found = append(found, classify(unit, x, y))
		}
	}
	for k := range found {
		found[k].X, found[k].Y = place(found[k].X, found[k].Y)
	}
	slices.SortFunc(found, func(a, b FixedPoint) int { return cmp.Or(cmp.Compare(a.X, b.X), cmp.Compare(a.Y, b.Y)) })
	return found, nil
}

// jacobian of a field of coordinates from 0 to 1, by central differences.
func jacobian(f Field, x, y float64) (a, b, c, d float64) {
	const e = 1e-6 // about ∛ε
	x1, y1 := f(x+e, y)
	x0, y0 := f(x-e, y)
	a, c = (x1-x0)/(2*e), (y1-y0)/(2*e)
	x1, y1 = f(x, y+e)
	x0, y0 = f(x, y-e)
	return a, (x1 - x0) / (2 * e), c, (y1 - y0) / (2 * e)
}

// newton finds a zero near a point.
func newton(f Field, x, y float64) (float64, float64, bool) {
	for range newtons {
		u, v := f(x, y)
		a, b, c, d := jacobian(f, x, y)
		det := a*d - b*c
		sx, sy := (d*u-b*v)/det, (a*v-c*u)/det
		if u == 0 && v == 0 {
			return x, y, true
		}
		if math.IsNaN(sx+sy) || math.IsInf(sx, 0) || math.IsInf(sy, 0) {
			return 0, 0, false
		}
		// Rows of the equations may differ by powers of ten, so that the length
		// of the field is measured in Newton's steps.
		size := math.Hypot(sx, sy)
		step := min(1, 0.1/size)
		x, y = x-step*sx, y-step*sy
		if size < 1e-11 {
			return x, y, true
		}
		if math.Abs(x-0.5) > 2 || math.Abs(y-0.5) > 2 {
			return 0, 0, false
		}
	}
	return 0, 0, false
}

// classify says what kind of fixed point there is.
func classify(f Field, x, y float64) FixedPoint {
	a, b, c, d := jacobian(f, x, y)
	half, det := (a+d)/2, a*d-b*c
	root := cmplx.Sqrt(complex(half*half-det, 0))
	lo, hi := complex(half, 0)-root, complex(half, 0)+root
	// What the differences leave open.
	slack := 1e-7 * (math.Abs(a) + math.Abs(b) + math.Abs(c) + math.Abs(d))
	p := FixedPoint{X: x, Y: y, Eigenvalues: [2]complex128{lo, hi}, Kind: Marginal}
	focus := imag(hi) != 0
	switch {
	case math.Abs(real(lo)) <= slack || math.Abs(real(hi)) <= slack:
	case real(lo) < 0 && real(hi) > 0:
		p.Kind = Saddle
	case real(hi) < 0 && focus:
		p.Kind = StableFocus
	case real(hi) < 0:
		p.Kind = StableNode
	case focus:
		p.Kind = UnstableFocus
	default:
		p.Kind = UnstableNode
	}
	return p
}
