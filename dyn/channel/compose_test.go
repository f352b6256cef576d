package channel_test

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/golgi-sim/golgi"
	"github.com/golgi-sim/golgi/dyn"
	"github.com/golgi-sim/golgi/dyn/channel"
	"github.com/golgi-sim/golgi/dyn/ion"
)

// TestAnyChannelsCompose: whatever channels are put together, several of a kind
// too, the current into the neuron is the sum of the currents of each alone, and
// no name of one part is taken for that of another. The sum is found in a step of
// forward Euler; it is rounded like the largest of its terms.
func TestAnyChannelsCompose(t *testing.T) {
	models := channel.Models()
	const v = -47.0
	alone := make([]float64, len(models))
	step := func(m dyn.CondNeuGroup) float64 {
		n, sim := build(t, 1, m, golgi.Dt(1))
		require.NoError(t, sim.Step())
		return n.V.At(0) - v
	}
	euler := dyn.CondNeuGroup{V: v, Method: dyn.Euler}
	for k, c := range models {
		m, _ := placed(c, calciumIn, euler)
		alone[k] = step(m)
	}
	rapid.Check(t, func(t *rapid.T) {
		membrane, inK, inCa := dyn.Channels{}, dyn.Channels{}, dyn.Channels{}
		want, size := 0.0, 0.0
		for i, k := range rapid.SliceOfN(rapid.IntRange(0, len(models)-1), 0, 8).Draw(t, "channels") {
			// Names that begin alike, and that are those of gates and rates.
			name := rapid.SampledFrom([]string{"p", "I", "alpha_p", "X"}).Draw(t, "name") + strings.Repeat("p", i)
			m, path := placed(models[k], calciumIn, euler)
			switch {
			case len(m.Channels) > 0:
				membrane["m"+name] = models[k]
			case strings.HasPrefix(path, "K"):
				inK[name] = models[k]
			default:
				inCa[name] = models[k]
			}
			want += alone[k]
			size = max(size, math.Abs(alone[k]))
		}
		m := euler
		m.Channels = membrane
		m.Ions = dyn.Ions{"K": ion.PotassiumFixed{Channels: inK}, "Ca": ion.CalciumFixed{C: calciumIn, Channels: inCa}}
		require.InDelta(t, want, step(m), 1e-13+1e-13*size)
	})
}

// TestAllChannelsInOneNeuron: all channels of the library at once make one
// program, which runs, and whose variables are all there.
func TestAllChannelsInOneNeuron(t *testing.T) {
	m := dyn.CondNeuGroup{V: -60, C: 10, Channels: dyn.Channels{}}
	ca := dyn.Channels{}
	for k, c := range channel.Models() {
		name := fmt.Sprintf("c%d", k)
		switch p, path := placed(c, 0, m); {
		case strings.HasPrefix(path, "Ca"):
			ca[name] = c
		case strings.HasPrefix(path, "K"):
			m.Ions = p.Ions
		default:
			m.Channels[name] = c
		}
	}
	m.Ions["Ca"] = ion.CalciumDetailed{D: 100, Channels: ca}
	n, sim := build(t, 3, m, golgi.Dt(0.01))
	require.NoError(t, sim.Run(500))
	assert.Equal(t, n.V.At(0), n.V.At(2))
	for k, c := range channel.Models() {
		prefix := fmt.Sprintf("N.c%d", k)
		switch _, path := placed(c, 0, dyn.CondNeuGroup{}); {
		case strings.HasPrefix(path, "Ca"):
			prefix = fmt.Sprintf("N.Ca.c%d", k)
		case strings.HasPrefix(path, "K"):
			prefix = "N.K.X"
		}
		_, err := sim.Lookup(prefix + ".g_max")
		assert.NoError(t, err)
	}
}
