package channel_test

import (
	"math"
	"reflect"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/golgi-sim/golgi"
	"github.com/golgi-sim/golgi/dyn"
	"github.com/golgi-sim/golgi/dyn/ion"
)

// alone is a network of one group.
type alone struct {
	golgi.DynSysGroup
	N *dyn.Group
}

func build(t testing.TB, n int, m dyn.Model, opts ...golgi.Option) (*dyn.Group, *golgi.Sim) {
	t.Helper()
	net := &alone{N: dyn.NewGroup(n, m)}
	sim, err := golgi.Build(net, opts...)
	require.NoError(t, err)
	return net.N, sim
}

// with returns the channel with other values in its fields.
func with(c dyn.Channel, set map[string]any) dyn.Channel {
	v := reflect.New(reflect.TypeOf(c)).Elem()
	v.Set(reflect.ValueOf(c))
	for name, x := range set {
		v.FieldByName(name).Set(reflect.ValueOf(x))
	}
	return v.Interface().(dyn.Channel)
}

// placed returns the neuron with one channel X where it belongs, and the path of
// the channel. Calcium has the concentration c.
func placed(c dyn.Channel, concentration float64, neuron dyn.CondNeuGroup) (dyn.CondNeuGroup, string) {
	x := dyn.Channels{"X": c}
	switch name := dyn.ModelName(c); {
	case strings.HasPrefix(name, "ICa"), name == "IhDe1996", name == "IAHPDe1994":
		neuron.Ions = dyn.Ions{"Ca": ion.CalciumFixed{C: concentration, Channels: x}}
		return neuron, "Ca.X"
	case name == "IKLeak":
		neuron.Ions = dyn.Ions{"K": ion.PotassiumFixed{Channels: x}}
		return neuron, "K.X"
	}
	neuron.Channels = x
	return neuron, "X"
}

// clamped is a capacitance that no current moves: in voltage clamp.
const clamped = 1e300

// gate is what a gate is at one potential: its steady state and time constant.
type gate struct {
	name     string
	inf, tau float64
}

// rates are the gate with opening rate a and closing rate b.
func rates(name string, a, b, phi float64) gate { return gate{name, a / (a + b), 1 / (a + b) / phi} }

// ratio is x/(e^(x/k) - 1), with its series where that loses digits.
func ratio(x, k float64) float64 {
	if z := x / k; math.Abs(z) < 1e-3 {
		return k * (1 - z/2 + z*z/12 - z*z*z*z/720)
	}
	return x / math.Expm1(x/k)
}

// boltzmann is 1/(1 + e^(x/k)).
func boltzmann(x, k float64) float64 { return 1 / (1 + math.Exp(x/k)) }

// bell is 1/(e^a + e^b).
func bell(a, b float64) float64 { return 1 / (math.Exp(a) + math.Exp(b)) }
