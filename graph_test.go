package golgi_test

import (
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/golgi-sim/golgi"
)

func TestSummary(t *testing.T) {
	for _, c := range []struct {
		xs   []float64
		want golgi.Summary
		text string
	}{
		{nil, golgi.Summary{}, ""},
		{[]float64{math.NaN(), math.Inf(1)}, golgi.Summary{}, ""},
		{[]float64{0.1, 0.1, 0.1}, golgi.Summary{N: 3, Mean: 0.1, Min: 0.1, Max: 0.1}, "0.1"},
		{[]float64{1, 3, math.NaN()}, golgi.Summary{N: 2, Mean: 2, SD: 1, Min: 1, Max: 3}, "2 ± 1 (1 … 3)"},
		{[]float64{-1.5e308, 1.5e308}, golgi.Summary{N: 2, SD: 1.5e308, Min: -1.5e308, Max: 1.5e308}, "0 ± 1.5e+308 (-1.5e+308 … 1.5e+308)"},
	} {
		assert.Equal(t, c.want, golgi.SummaryOf(c.xs), "%v", c.xs)
		assert.Equal(t, c.text, golgi.SummaryOf(c.xs).String())
	}
	assert.Equal(t, golgi.Summary{}, golgi.Uniform(math.NaN(), 3))
	assert.Equal(t, "normal(0, 1)", golgi.Summary{N: 3, SD: 1, Law: "normal(0, 1)"}.String())
}

// source is a part of one's own that describes itself.
type source struct{ golgi.Base }

func (s *source) Update(env *golgi.Env) { env.Begin(&s.Base) }
func (s *source) Describe(g *golgi.Graph) {
	g.Groups = append(g.Groups, golgi.GroupInfo{Path: s.Path(), Size: 12})
}

func TestDescriber(t *testing.T) {
	net := &struct {
		golgi.DynSysGroup
		A, B *source
	}{A: &source{}, B: &source{}}
	sim, err := golgi.Build(net, golgi.Threads(1), golgi.Seed(3))
	require.NoError(t, err)
	g := sim.Graph()
	assert.Equal(t, []golgi.GroupInfo{{Path: "A", Kind: "golgi_test.source", Size: 12}, {Path: "B", Kind: "golgi_test.source", Size: 12}}, g.Groups)
	assert.Equal(t, []golgi.PartInfo{{Path: "", Kind: "network"}, {Path: "A", Kind: "golgi_test.source"}, {Path: "B", Kind: "golgi_test.source"}}, g.Parts)
	assert.Equal(t, uint64(3), g.Seed)
	assert.Contains(t, sim.Explain(), "A      golgi_test.source    12\n")
}

// A network of one's own, without a word from its parts, has an overview too.
func TestGraphOfNothing(t *testing.T) {
	g := &golgi.Graph{Dt: 0.1, Workers: 1, Executor: "portable", Groups: []golgi.GroupInfo{{Path: "N", Kind: "own.Part", Size: 1234567}}}
	assert.Equal(t, `1,234,567 elements in 1 group; no projections, no synapses; no bytes of memory
dt = 0.1 ms, seed 0, 1 worker, executor portable

group  model          size
N      own.Part  1,234,567
`, g.String())
}
