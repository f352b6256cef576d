package ode

import (
	"math"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// tree is a rooted tree: the trees that hang on its root.
type tree []tree

// trees returns all rooted trees of n nodes: those whose children, sizes
// descending, are made of smaller ones.
func trees(n int) []tree {
	var all []tree
	var grow func(left, size, from int, sofar tree)
	grow = func(left, size, from int, sofar tree) {
		if left == 0 {
			all = append(all, slices.Clone(sofar))
			return
		}
		for s := min(size, left); s >= 1; s-- {
			for k, c := range trees(s) {
				if s == size && k < from {
					continue
				}
				grow(left-s, s, k, append(slices.Clone(sofar), c))
			}
		}
	}
	grow(n-1, n, 0, nil)
	return all
}

func (t tree) nodes() int {
	n := 1
	for _, c := range t {
		n += c.nodes()
	}
	return n
}

// density is γ(t): the number of nodes times the densities of the children.
func (t tree) density() float64 {
	d := float64(t.nodes())
	for _, c := range t {
		d *= c.density()
	}
	return d
}

// weight is the elementary weight of stage i below t.
func (t tree) weight(a [][]float64, i int) float64 {
	w := 1.0
	for _, c := range t {
		s := 0.0
		for j, x := range a[i] {
			s += x * c.weight(a, j)
		}
		w *= s
	}
	return w
}

// order returns up to which order weights b fulfil Butcher's conditions
// (Hairer, Nørsett and Wanner 1993, theorem II.2.13): for every rooted tree t,
// Σ b_i Φ_i(t) = 1/γ(t).
func order(a [][]float64, b []float64) int {
	for p := 1; ; p++ {
		for _, t := range trees(p) {
			s := 0.0
			for i := range b {
				s += b[i] * t.weight(a, i)
			}
			if math.Abs(s-1/t.density()) > 1e-13 {
				return p - 1
			}
		}
	}
}

func TestTrees(t *testing.T) {
	for n, want := range []int{1: 1, 1, 2, 4, 9, 20} { // Cayley 1857
		if n > 0 {
			assert.Len(t, trees(n), want)
		}
	}
}

func TestOrderConditions(t *testing.T) {
	for _, m := range Methods() {
		tab, err := m.Tableau()
		require.NoError(t, err)
		require.NoError(t, tab.Check(), m)
		assert.Equal(t, tab.Order, order(tab.A, tab.B), m)
		if tab.Low != nil {
			assert.Equal(t, tab.LowOrder, order(tab.A, tab.Low), "%s, the lower one", m)
		}
	}
	for _, beta := range []float64{0.25, 0.5, 0.9} {
		tab, err := RK2(beta)
		require.NoError(t, err)
		assert.Equal(t, 2, order(tab.A, tab.B))
	}
}

// A pendulum that is driven: y” = −sin y + cos t. The reference is DormandPrince at
// 1e-13; a halved step divides the error by 2^order.
func pendulum(t float64, y, dy []float64) { dy[0], dy[1] = y[1], math.Cos(t)-math.Sin(y[0]) }

func TestConvergence(t *testing.T) {
	ref, err := Adaptive{RelTol: 1e-13, AbsTol: 1e-14}.Solve(pendulum, []float64{1, 0}, 0, 3)
	require.NoError(t, err)
	for _, m := range Methods() {
		tab, _ := m.Tableau()
		fault := func(dt float64) float64 {
			sol, err := Fixed{Method: m, Dt: dt}.Solve(pendulum, []float64{1, 0}, 0, 3)
			require.NoError(t, err)
			return math.Hypot(sol.End()[0]-ref.End()[0], sol.End()[1]-ref.End()[1])
		}
		p := math.Log2(fault(1./32) / fault(1./64))
		assert.InDelta(t, tab.Order, p, 0.35, "%s", m)
	}
}

// Interpolation is of order 4; at the ends of steps it gives the values.
func TestInterpolation(t *testing.T) {
	fault := func(solve func(dt float64) *Solution, dt float64) float64 {
		sol, worst := solve(dt), 0.0
		for x := 0.0; x <= 2; x += 0.0137 {
			y, err := sol.At(x, nil)
			require.NoError(t, err)
			worst = max(worst, math.Abs(y[0]-math.Cos(x)), math.Abs(y[1]+math.Sin(x)))
		}
		for k, x := range sol.T {
			y, err := sol.At(x, nil)
			require.NoError(t, err)
			require.Equal(t, sol.Y[k], y)
		}
		return worst
	}
	circle := Joint(func(_ float64, y []float64) float64 { return y[1] }, func(_ float64, y []float64) float64 { return -y[0] })
	fixed := func(dt float64) *Solution {
		sol, err := Fixed{Dt: dt, Method: Fehlberg5}.Solve(circle, []float64{1, 0}, 0, 2)
		require.NoError(t, err)
		return sol
	}
	assert.InDelta(t, 4, math.Log2(fault(fixed, 0.1)/fault(fixed, 0.05)), 0.3)
	// With steps of a fixed length, by a tolerance that rejects none.
	dopri := func(dt float64) *Solution {
		sol, err := Adaptive{First: dt, Max: dt, RelTol: 1, AbsTol: 1}.Solve(circle, []float64{1, 0}, 0, 2)
		require.NoError(t, err)
		require.Zero(t, sol.Rejected)
		return sol
	}
	assert.InDelta(t, 5, math.Log2(fault(dopri, 0.2)/fault(dopri, 0.1)), 0.4)
	assert.Less(t, fault(dopri, 0.1), fault(fixed, 0.1)/10)
}

func TestExpEuler(t *testing.T) {
	// Linear with constant coefficients: exact, however stiff.
	linear := func(_ float64, y, dy []float64) { dy[0], dy[1] = -1000*(y[0]-2), -0.1*y[1]+3 }
	for _, diagonal := range []Func{nil, func(_ float64, _, d []float64) { d[0], d[1] = -1000, -0.1 }} {
		sol, err := ExpEuler{Dt: 0.5, Diagonal: diagonal}.Solve(linear, []float64{5, 1}, 0, 2)
		require.NoError(t, err)
		assert.InDelta(t, 2+3*math.Exp(-500), sol.Y[1][0], 1e-9)
		assert.InDelta(t, 30-29*math.Exp(-0.2), sol.End()[1], 1e-9)
	}
	fault := func(dt float64) float64 { // y' = −y², y = 1/(1+t)
		sol, err := ExpEuler{Dt: dt}.Solve(func(_ float64, y, dy []float64) { dy[0] = -y[0] * y[0] }, []float64{1}, 0, 1)
		require.NoError(t, err)
		return math.Abs(sol.End()[0] - 0.5)
	}
	// Rosenbrock–Euler is of order 2 for one autonomous equation, of order 1
	// where variables or the time are coupled.
	assert.InDelta(t, 2, math.Log2(fault(0.02)/fault(0.01)), 0.1)
	coupled := func(dt float64) float64 {
		sol, err := ExpEuler{Dt: dt}.Solve(func(_ float64, y, dy []float64) { dy[0], dy[1] = y[1], -y[0] }, []float64{1, 0}, 0, 1)
		require.NoError(t, err)
		return math.Abs(sol.End()[0] - math.Cos(1))
	}
	assert.InDelta(t, 1, math.Log2(coupled(0.02)/coupled(0.01)), 0.1)
}

func TestStepperAllocatesNothing(t *testing.T) {
	tab, err := DormandPrince.Tableau()
	require.NoError(t, err)
	s, err := NewStepper(pendulum, 2, tab)
	require.NoError(t, err)
	y := []float64{1, 0}
	assert.Zero(t, testing.AllocsPerRun(100, func() { s.Step(0, 0.1, y) }))
}

func TestSteps(t *testing.T) {
	one := func(_ float64, _, dy []float64) { dy[0] = 1 }
	for _, c := range []struct {
		from, to, dt float64
		steps        int
	}{{0, 1, 0.1, 10}, {0, 1, 0.3, 4}, {5, 5, 0.1, 0}, {-1, 1, 2, 1}, {0, 1, 7, 1}, {0.1, 0.7, 0.1, 6}, {0, 1000, 0.1, 10000}} {
		sol, err := Fixed{Dt: c.dt}.Solve(one, []float64{c.from}, c.from, c.to)
		require.NoError(t, err)
		assert.Len(t, sol.T, c.steps+1, "%v", c)
		assert.Equal(t, c.to, sol.T[c.steps])
		assert.InDelta(t, c.to, sol.End()[0], 1e-9)
		assert.True(t, slices.IsSorted(sol.T))
	}
}
