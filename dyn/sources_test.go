package dyn_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"math"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/golgi-sim/golgi"
	"github.com/golgi-sim/golgi/dnn"
	"github.com/golgi-sim/golgi/dyn"
)

// TestPoissonGroup: the number of spikes is binomial with p = freqs*dt/1000; a
// count of 40,000 is within 4 standard deviations, 2 %. Neighbouring elements
// and steps are uncorrelated to the same precision.
func TestPoissonGroup(t *testing.T) {
	const n, run, freq = 1000, 2000, 200.0
	net := &alone{N: dyn.NewGroup(n, dyn.PoissonGroup{Freqs: freq})}
	sim := build(t, net, golgi.Seed(5))
	count, again, beside := 0, 0, 0
	var before [n]bool
	for range run {
		steps(t, sim, 1)
		var now [n]bool
		for _, i := range net.N.Spike.Indices() {
			now[i] = true
			count++
			if before[i] {
				again++
			}
			if i > 0 && now[i-1] {
				beside++
			}
		}
		before = now
	}
	p := freq * 0.1 / 1000
	assert.InEpsilon(t, n*run*p, count, 0.02)
	assert.InEpsilon(t, n*run*p*p, again, 4/math.Sqrt(n*run*p*p))
	assert.InEpsilon(t, n*run*p*p, beside, 4/math.Sqrt(n*run*p*p))
	for _, wrong := range []float64{-3, 10001} {
		_, err := golgi.Build(&alone{N: dyn.NewGroup(2, dyn.PoissonGroup{Freqs: wrong})})
		assert.ErrorContains(t, err, "freqs must be from 0 to 1000/dt", "%v", wrong)
		assert.ErrorContains(t, net.N.Var("freqs").Set(wrong), "freqs must be from 0 to 1000/dt", "%v", wrong)
	}
	require.NoError(t, net.N.Var("freqs").Set(0))
	steps(t, sim, 1)
	assert.Zero(t, net.N.Spike.Count())
}

// TestPoissonInput: what is added to a variable has mean and variance of the
// binomial distribution; a rate set between steps takes effect.
func TestPoissonInput(t *testing.T) {
	type network struct {
		golgi.DynSysGroup
		N *dyn.Group
		P *dyn.PoissonInput
	}
	const n = 50000
	still := dyn.Equations{Body: "dV/dt = 0"}
	g := dyn.NewGroup(n, still)
	net := &network{N: g, P: &dyn.PoissonInput{Post: g, Var: "V", NumInput: 100, Freq: 50, Weight: 0.5}}
	sim := build(t, net)
	steps(t, sim, 1)
	p := 50 * 0.1 / 1000
	mean, variance := moments(g.V.Values())
	// Four standard errors.
	assert.InDelta(t, 0.5*100*p, mean, 4*0.5*math.Sqrt(100*p/n))
	assert.InEpsilon(t, 0.25*100*p*(1-p), variance, 0.05)
	freq, err := sim.Lookup("P.freq")
	require.NoError(t, err)
	require.NoError(t, freq.Set(0))
	before := g.V.Values()
	steps(t, sim, 3)
	assert.Equal(t, before, g.V.Values())
	weight, err := sim.Lookup("P.weight")
	require.NoError(t, err)
	require.NoError(t, freq.Set(10000))
	require.NoError(t, weight.Set(1))
	steps(t, sim, 1)
	assert.Equal(t, before[0]+100, g.V.At(0), "probability 1 in each step")
}

// TestPoissonInputIntoSynapse drives the variable of a merged synapse.
func TestPoissonInputIntoSynapse(t *testing.T) {
	type network struct {
		chain
		Drive *dyn.PoissonInput
	}
	s, n := dyn.NewSpikeTimeGroup(1, nil, nil), dyn.NewGroup(3, dyn.Lif{})
	net := &network{Drive: &dyn.PoissonInput{Post: n, Var: "P.syn.g", NumInput: 10, Freq: 10000}}
	net.S, net.N = s, n
	net.P = &dyn.FullProjAlignPostMg{Pre: s, Post: n.Slice(0, 1), Comm: dnn.OneToOne{}, Syn: dyn.Expon{Tau: 5}, Out: dyn.CUBA{}}
	sim := build(t, net)
	steps(t, sim, 1)
	g, err := sim.Lookup("P.syn.g")
	require.NoError(t, err)
	assert.InEpsilon(t, 10*math.Exp(-0.1/5), g.At(2), 1e-15)
}

func moments(x []float64) (mean, variance float64) {
	for _, v := range x {
		mean += v / float64(len(x))
	}
	for _, v := range x {
		variance += (v - mean) * (v - mean) / float64(len(x)-1)
	}
	return mean, variance
}

func TestSpikeTimes(t *testing.T) {
	type network struct {
		golgi.DynSysGroup
		S *dyn.SpikeTimeGroup
	}
	net := &network{S: dyn.NewSpikeTimeGroup(3, []int{2, 0, 0, 1, 2}, []float64{0.3, 0.3, 0.30000000001, 0.25, 0.7})}
	sim := build(t, net)
	for range 2 {
		got := map[int64][]int32{}
		for range 10 {
			now := sim.Steps()
			steps(t, sim, 1)
			if s := net.S.Spike.Indices(); len(s) > 0 {
				got[now] = append([]int32(nil), s...)
			}
		}
		assert.Equal(t, map[int64][]int32{3: {0, 1, 2}, 7: {2}}, got)
		require.NoError(t, sim.Reset())
	}
}

// TestCatalogueIsComplete: every exported model of the package is in one of the
// lists that the documentation is made of.
func TestCatalogueIsComplete(t *testing.T) {
	listed := map[string]bool{"Equations": true, "PoissonGroup": true, "Scaled": true} // of other models
	for _, m := range dyn.NeuronModels() {
		listed[dyn.ModelName(m)] = true
	}
	for _, m := range dyn.RateModels() {
		listed[dyn.ModelName(m)] = true
	}
	for _, m := range dyn.OtherModels() {
		listed[dyn.ModelName(m)] = true
	}
	for _, m := range dyn.ComposedModels() {
		listed[dyn.ModelName(m)] = true
	}
	for _, m := range dyn.SynapseModels() {
		listed[dyn.ModelName(m)] = true
	}
	for _, m := range dyn.OutputModels() {
		listed[dyn.ModelName(m)] = true
	}
	names, err := filepath.Glob("*.go")
	require.NoError(t, err)
	for _, name := range names {
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, 0)
		require.NoError(t, err)
		if file.Name.Name != "dyn" {
			continue
		}
		for _, d := range file.Decls {
			f, ok := d.(*ast.FuncDecl)
			if !ok || f.Name.Name != "Equations" || f.Recv == nil {
				continue
			}
			if id, ok := f.Recv.List[0].Type.(*ast.Ident); ok && id.IsExported() {
				assert.True(t, listed[id.Name], "%s is in no list of catalogue.go", id.Name)
			}
		}
	}
}

// TestSetWeight: the weights of a projection can be read and set between steps.
func TestSetWeight(t *testing.T) {
	s, n := dyn.NewSpikeTimeGroup(2, []int{0, 1, 0, 1}, []float64{0, 0, 0.1, 0.1}), dyn.NewGroup(2, dyn.Lif{})
	p := &dyn.FullProjAlignPost{Pre: s, Post: n, Comm: dnn.OneToOne{Weight: 2}, Syn: dyn.Expon{Tau: 1e9}, Out: dyn.CUBA{}}
	sim := build(t, &chain{S: s, N: n, P: p})
	g, err := sim.Lookup("P.syn.g")
	require.NoError(t, err)
	steps(t, sim, 2)
	assert.InDeltaSlice(t, []float64{2, 2}, g.Values(), 1e-9)
	require.NoError(t, p.Weight().Set(5, 7))
	steps(t, sim, 1)
	assert.InDeltaSlice(t, []float64{7, 9}, g.Values(), 1e-8)
	w, err := sim.Lookup("P.weight")
	require.NoError(t, err)
	assert.Equal(t, []float64{5, 7}, w.Values())
}
