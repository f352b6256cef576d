package report

import (
	"fmt"
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/golgi-sim/golgi"
	"github.com/golgi-sim/golgi/visualize"
)

// graphs draws networks of some groups, joined at random.
func graphs(t *rapid.T) *golgi.Graph {
	g := &golgi.Graph{}
	n := rapid.IntRange(1, 14).Draw(t, "groups")
	name := func(k int) string { return fmt.Sprintf("Layers[%d].N", k) }
	for k := range n {
		g.Groups = append(g.Groups, golgi.GroupInfo{Path: name(k), Kind: "dyn.Group", Size: rapid.IntRange(1, 1e6).Draw(t, "size")})
	}
	effects := []golgi.Effect{golgi.Excitatory, golgi.Inhibitory, golgi.Mixed}
	for k := range rapid.IntRange(0, 40).Draw(t, "projections") {
		pre, post := rapid.IntRange(-1, n-1).Draw(t, "pre"), rapid.IntRange(0, n-1).Draw(t, "post")
		p := golgi.ProjectionInfo{Path: fmt.Sprintf("P%d", k), Pre: golgi.End{Hi: 10, Size: 10}, Post: golgi.End{Path: name(post), Hi: 5, Size: 10},
			Synapses: int64(rapid.IntRange(0, 1e9).Draw(t, "synapses")), Effect: rapid.SampledFrom(effects).Draw(t, "effect")}
		if pre >= 0 {
			p.Pre.Path = name(pre)
		}
		g.Projections = append(g.Projections, p)
	}
	return g
}

// Whatever the network, boxes do not overlap, everything is within the frame,
// and every synapse is on some arrow.
func TestDraw(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		g := graphs(t)
		d := draw(g)
		require.NotNil(t, d)
		for k, a := range d.Nodes {
			assert.True(t, a.X-a.W/2 >= d.Left && a.X+a.W/2 <= d.Left+d.Width && a.Y-a.H/2 >= d.Top && a.Y+a.H/2 <= d.Top+d.Height)
			for _, b := range d.Nodes[:k] {
				apart := math.Abs(a.X-b.X) >= (a.W+b.W)/2 || math.Abs(a.Y-b.Y) >= (a.H+b.H)/2
				require.True(t, apart, "%+v and %+v overlap", a, b)
			}
		}
		titles := ""
		for _, e := range d.Edges {
			assert.NotContains(t, e.Path, "NaN")
			assert.NotContains(t, e.Path, "Inf")
			titles += e.Title + "\n"
		}
		for _, p := range g.Projections {
			assert.Contains(t, titles, p.Path+": ")
		}
		for _, x := range []float64{d.Left, d.Top, d.Width, d.Height} {
			assert.True(t, x-x == 0 && math.Abs(x) < 1e5)
		}
	})
}

// A chain is drawn from left to right, a loop is not.
func TestLayers(t *testing.T) {
	chain := []arrow{{from: 0, to: 1}, {from: 1, to: 2}, {from: 0, to: 2}, {from: 2, to: 2}}
	layer, ok := layers(3, chain)
	assert.True(t, ok)
	assert.Equal(t, []int{0, 1, 2}, layer)
	_, ok = layers(3, append(chain, arrow{from: 2, to: 0}))
	assert.False(t, ok)
}

// Colours on a dark ground are light enough to be told from it.
func TestLighter(t *testing.T) {
	contrast := func(k int) float64 {
		c := lighter(visualize.Colour(k))
		lum := 0.0
		for i, x := range []uint8{c.R, c.G, c.B} {
			v := float64(x) / 255
			if v <= 0.04045 {
				v /= 12.92
			} else {
				v = math.Pow((v+0.055)/1.055, 2.4)
			}
			lum += []float64{0.2126, 0.7152, 0.0722}[i] * v
		}
		const dark = 0.0151 // of #1d2125
		return (lum + 0.05) / (dark + 0.05)
	}
	for k := range colours {
		// WCAG 2 asks for 3 of graphical objects.
		assert.Greater(t, contrast(k), 3.0, "colour %d", k)
	}
}
