package bench

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/golgi-sim/golgi"
	"github.com/golgi-sim/golgi/dyn"
	"github.com/golgi-sim/golgi/dyn/channel"
	initialize "github.com/golgi-sim/golgi/init"
)

// composedHH is the network of NewCOBAHH of neurons that are composed of
// channels. They count per cm2 what TraubMiles counts for 20,000 µm².
func composedHH(n int) *Net {
	p, ne := DefaultHH(), n*4/5
	const area = 200 // pF that is 1 uF/cm2
	g := dyn.NewGroup(n, dyn.CondNeuGroupLTC{VTh: -20, V: initialize.Uniform(p.VLow, p.VHigh), Channels: dyn.Channels{
		"Na": channel.INaTM1991{GMax: 100, VSh: -63}, "K": channel.IKTM1991{GMax: 30, VSh: -63}, "L": channel.IL{GMax: 0.05, E: -60}}})
	return &Net{N: g, Excitatory: ne,
		E: &dyn.FullProjAlignPost{Pre: g.Slice(0, ne), Comm: p.comm(n, p.WE/area), Syn: dyn.Expon{Tau: p.TauE}, Out: dyn.COBA{E: p.EE}, Post: g},
		I: &dyn.FullProjAlignPost{Pre: g.Slice(ne, n), Comm: p.comm(n, p.WI/area), Syn: dyn.Expon{Tau: p.TauI}, Out: dyn.COBA{E: p.EI}, Post: g}}
}

// TestComposedNetwork: the benchmark of Hodgkin–Huxley neurons, composed of
// channels, has the spikes of the same network written as equations. The two
// differ in the order of additions only; the network is chaotic, so they are
// compared over its first 40 ms, in which rounding stays small.
func TestComposedNetwork(t *testing.T) {
	composed, written := composedHH(800), NewCOBAHH(800, DefaultHH())
	var sims []*golgi.Sim
	for _, net := range []*Net{composed, written} {
		sim, err := golgi.Build(net, golgi.Dt(0.1), golgi.Seed(7))
		require.NoError(t, err)
		sims = append(sims, sim)
	}
	require.Equal(t, written.N.V.Values(), composed.N.V.Values(), "they start alike")
	spikes := 0
	for range 400 {
		require.NoError(t, sims[0].Step())
		require.NoError(t, sims[1].Step())
		require.Equal(t, written.N.Spike.Indices(), composed.N.Spike.Indices())
		spikes += composed.N.Spike.Count()
	}
	assert.Greater(t, spikes, 100)
	assert.InDeltaSlice(t, written.N.V.Values(), composed.N.V.Values(), 1e-3)
}
