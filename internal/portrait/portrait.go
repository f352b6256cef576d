// Package portrait has the conditions under which a model of the library shows
// what it does: an input, and where it starts.
package portrait

import (
	"fmt"
	"reflect"
	"strings"

	"github.com/golgi-sim/golgi/dyn"
	"github.com/golgi-sim/golgi/dyn/channel"
	"github.com/golgi-sim/golgi/eqn"
)

// Family returns the model without what marks its variants.
func Family(model string) string {
	return strings.TrimSuffix(strings.TrimSuffix(model, "LTC"), "Ref")
}

// stimuli are inputs under which a model of a family spikes a few times in 100
// ms, or leaves its rest.
var stimuli = map[string]float64{
	"IF": 25, "Lif": 25, "ExpIF": 5, "AdExIF": 10, "QuaIF": 8, "AdQuaIF": 25, "Gif": 1.5, "Izhikevich": 10, "ALIFBellec2020": 25,
	"LIF": 25, "ELIF": 15, "AELIF": 25, "HH": 8, "MorrisLecar": 150, "WangBuzsakiHH": 1.5, "PinskyRinzelModel": 1,
	"HindmarshRose": 3, "SpikingFHN": 0.8,
	"FHN": 0.72, "FeedbackFHN": 0.5, "QIF": 5, "RateQIFWithSFA": 8, "StuartLandauOscillator": 0.02, "VanDerPolOscillator": 0.5,
	"WilsonCowanModel": 1.5, "ThresholdLinearModel": 300, "JansenRitModel": 220, "KuramotoOscillator": 0.1, "ThetaNeuron": 0.5,
	"Leaky": 1, "Integrator": 1, "CondNeuGroup": 3,
}

// Stimulus returns an input under which a model spikes a few times in 100 ms, or
// leaves its rest; 0 if none is known.
func Stimulus(model string) float64 { return stimuli[Family(model)] }

// Composed returns a neuron that can be composed of channels with those that make
// spikes, sodium, potassium and a leak; another model as it is.
func Composed(m dyn.Model) dyn.Model {
	if !reflect.ValueOf(m).FieldByName("Channels").IsValid() {
		return m
	}
	v := reflect.New(reflect.TypeOf(m)).Elem()
	v.Set(reflect.ValueOf(m))
	v.FieldByName("Channels").Set(reflect.ValueOf(dyn.Channels{
		"Na": channel.INaTM1991{GMax: 100}, "K": channel.IKTM1991{GMax: 30, VSh: -63}, "L": channel.IL{GMax: 0.05, E: -60}}))
	return v.Interface().(dyn.Model)
}

// Settled returns the model with an initial potential that is not random: where
// the default is drawn from a range of numbers, the middle of it. It returns the
// first variable, the potential of a neuron, and says in words how that starts.
func Settled(m dyn.Model) (settled dyn.Model, first, start string, err error) {
	body, err := eqn.ParseBody(m.Equations().Body)
	if err != nil {
		return nil, "", "", err
	}
	for _, s := range body {
		if s.Kind != eqn.Differential {
			continue
		}
		first = s.Target
		init, ok := s.Flag("init")
		if !ok {
			return m, first, first + " starts at 0", nil
		}
		if x, ok := given(m, first); ok {
			return m, first, fmt.Sprintf("%s starts at %v", first, x), nil
		}
		start = fmt.Sprintf("%s starts at %s", first, init.Value)
		call, ok := init.Value.(*eqn.Call)
		if !ok || call.Func != "Uniform" || first != "V" {
			return m, first, start, nil
		}
		lo, ok1 := value(call.Args[0])
		hi, ok2 := value(call.Args[1])
		if !ok1 || !ok2 {
			return nil, "", "", fmt.Errorf("%s: the range of V, %s, is not of numbers", dyn.ModelName(m), init.Value)
		}
		middle := (lo + hi) / 2
		return Set(m, "V", middle), first, fmt.Sprintf("V starts at %v, the middle of %s", middle, init.Value), nil
	}
	return nil, "", "", fmt.Errorf("%s has no variable", dyn.ModelName(m))
}

// given returns the initial value of a variable, if the model was given one.
func given(m dyn.Model, variable string) (x any, ok bool) {
	v := reflect.ValueOf(m)
	for k := range v.NumField() {
		if v.Type().Field(k).Tag.Get("init") == variable && !v.Field(k).IsNil() {
			return v.Field(k).Interface(), true
		}
	}
	return nil, false
}

// Refractory returns the model with a refractory period, if its name says that
// it has one.
func Refractory(m dyn.Model, ms float64) dyn.Model {
	if !strings.Contains(dyn.ModelName(m), "Ref") {
		return m
	}
	return Set(m, "TauRef", ms)
}

// Set returns the model with another value in a field.
func Set(m dyn.Model, field string, x float64) dyn.Model {
	v := reflect.New(reflect.TypeOf(m)).Elem()
	v.Set(reflect.ValueOf(m))
	v.FieldByName(field).Set(reflect.ValueOf(x))
	return v.Interface().(dyn.Model)
}

// value returns a number, which may have a sign.
func value(e eqn.Expr) (float64, bool) {
	switch e := e.(type) {
	case *eqn.Num:
		return e.Value, true
	case *eqn.Unary:
		x, ok := value(e.X)
		return -x, ok && e.Op == eqn.OpNeg
	}
	return 0, false
}
