package eqn_test

import (
	"math"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"gonum.org/v1/gonum/stat/distuv"

	"github.com/golgi-sim/golgi/eqn"
	"github.com/golgi-sim/golgi/rng"
)

// uniforms makes n draws of each of the two of a model, at some steps under a
// key.
func uniforms(t *testing.T, n int, key rng.Key, steps ...int64) (first, second [][]float64) {
	t.Helper()
	p := source{body: "dx/dt = 0\ndy/dt = 0", spike: "x < 2", reset: "x = Uniform(0, 1); y = Uniform(0, 1)", method: eqn.Euler}.build(t, 1, n)
	p.SetKey(0, key)
	for _, s := range steps {
		p.Prepare(s, float64(s))
		_, ok := p.Run(0, 0, n)
		require.True(t, ok)
		first = append(first, slices.Clone(p.x("x")))
		second = append(second, slices.Clone(p.x("y")))
	}
	return first, second
}

// A uniform number is what its documentation says: two words of Philox4x32 of
// the step and the number of the draw are key and counter of the Philox2x32 of
// the element, whose 52 bits are it.
func TestUniformIsAddressed(t *testing.T) {
	const n = 1000
	key := rng.NewKey(9)
	steps := []int64{0, 1, 1<<40 + 3}
	first, second := uniforms(t, n, key, steps...)
	for k, step := range steps {
		for draw, xs := range [][]float64{first[k], second[k]} {
			w := rng.Philox4x32([4]uint32{uint32(step), uint32(step >> 32), 0, 1<<24 | uint32(draw)}, [2]uint32{uint32(key), uint32(key >> 32)})
			for i, x := range xs {
				u := rng.Philox2x32([2]uint32{uint32(i), w[1]}, w[0])
				bits := uint64(u[0])<<20 | uint64(u[1])>>12
				require.Equal(t, (float64(bits)+0.5)*0x1p-52, x, "draw %d of element %d at step %d", draw, i, step)
			}
		}
	}
}

// Initial values have draws of their own, which the step does not change.
func TestUniformInitialValues(t *testing.T) {
	p := source{body: "dx/dt = 0 : init = Uniform(0, 1)\ndy/dt = 0 : init = Uniform(0, 1)", method: eqn.Euler}.build(t, 1, 100)
	key := rng.NewKey(0)
	for draw, name := range []string{"x", "y"} {
		w := rng.Philox4x32([4]uint32{0, 0, 0, 3<<24 | uint32(draw)}, [2]uint32{uint32(key), uint32(key >> 32)})
		for i, x := range p.x(name) {
			u := rng.Philox2x32([2]uint32{uint32(i), w[1]}, w[0])
			require.Equal(t, (float64(uint64(u[0])<<20|uint64(u[1])>>12)+0.5)*0x1p-52, x, "%s of element %d", name, i)
		}
	}
}

// TestUniformStatistics: evenly spread over elements and over steps, also in
// their finer bits, and independent between neighbours, steps, draws and keys.
// Seeds are fixed; the bounds are passed by chance once in ten thousand times.
func TestUniformStatistics(t *testing.T) {
	const n, rounds = 1 << 16, 16
	var steps []int64
	for s := range int64(rounds) {
		steps = append(steps, 1000+s)
	}
	first, second := uniforms(t, n, 1, steps...)
	other, _ := uniforms(t, n, 2, steps...)
	flat := func(xs [][]float64) []float64 { return slices.Concat(xs...) }
	byElement := make([]float64, 0, n*rounds) // the steps of an element one after the other
	for i := range n {
		for k := range steps {
			byElement = append(byElement, first[k][i])
		}
	}

	spread := func(what string, xs []float64) {
		const bins = 1024
		var seen [bins]float64
		for _, x := range xs {
			seen[int(x*bins)]++
		}
		chi, want := 0.0, float64(len(xs))/bins
		for _, s := range seen {
			chi += (s - want) * (s - want) / want
		}
		d := distuv.ChiSquared{K: bins - 1}
		assert.Less(t, d.Quantile(0.5e-4), chi, what)
		assert.Less(t, chi, d.Quantile(1-0.5e-4), what)
	}
	fraction := func(xs []float64, scale float64) []float64 {
		ys := make([]float64, len(xs))
		for i, x := range xs {
			_, ys[i] = math.Modf(x * scale)
		}
		return ys
	}
	for scale := 1.0; scale <= 1<<40; scale *= 1 << 10 {
		spread("first draws", fraction(flat(first), scale))
		spread("second draws", fraction(flat(second), scale))
		spread("an element over the steps", fraction(byElement[:rounds*1024*16], scale))
	}

	// Pairs fall evenly into 32 by 32 squares, and so do sums and products of
	// what should be independent.
	pairs := func(what string, x, y []float64) {
		y = y[:min(len(x), len(y))]
		joint := make([]float64, len(y))
		sum := 0.0
		for i, b := range y {
			joint[i] = (math.Floor(x[i]*32) + b) / 32
			sum += (x[i] - 0.5) * (b - 0.5) * 12
		}
		spread(what, joint)
		assert.Less(t, math.Abs(sum)/math.Sqrt(float64(len(y))), 4., "correlation of %s", what)
	}
	x := flat(first)
	pairs("neighbours", x, x[1:])
	pairs("elements four apart", x, x[4:])
	pairs("steps", x, x[n:])
	pairs("steps of one element", byElement, byElement[1:])
	pairs("draws", x, flat(second))
	pairs("keys", x, flat(other))
}
