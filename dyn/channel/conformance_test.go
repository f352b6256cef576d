package channel_test

import (
	"testing"

	"github.com/golgi-sim/golgi/dyn"
	"github.com/golgi-sim/golgi/dyn/channel"
	"github.com/golgi-sim/golgi/dyn/dyntest"
)

// TestChannelsConform puts every channel, in a neuron that has a leak besides,
// through the conformance kit.
func TestChannelsConform(t *testing.T) {
	for _, c := range channel.Models() {
		t.Run(dyn.ModelName(c), func(t *testing.T) {
			m, _ := placed(c, 1e-3, dyn.CondNeuGroup{V: -60})
			dyntest.Neuron(t, m.Equations(), dyntest.NeuronOptions{Input: 2, Silent: true, Steps: 200})
		})
	}
}
