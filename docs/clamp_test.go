package docs_test

import (
	"fmt"
	"reflect"
	"regexp"
	"strings"

	"github.com/golgi-sim/golgi"
	"github.com/golgi-sim/golgi/dyn"
	"github.com/golgi-sim/golgi/dyn/ion"
	"github.com/golgi-sim/golgi/runner"
	"github.com/golgi-sim/golgi/visualize"
)

const (
	large   = 1e6 // capacitance of a membrane whose V hardly moves in a step
	holding = -75.0
	calcium = 0.01 // mM
)

var levels = []float64{-110, -50, -20, 10}

// ofIon finds the quantities of ions that a channel takes.
var ofIon = regexp.MustCompile(`\b(Na|K|Ca)\.([EC])\b`)

// placed returns a neuron that has one channel, in the ions that it needs.
func placed(c dyn.Channel) (neuron dyn.CondNeuGroup, ofCalcium bool, err error) {
	neuron = dyn.CondNeuGroup{C: large, V: holding}
	x := dyn.Channels{"X": c}
	ions := map[string]bool{}
	for _, m := range ofIon.FindAllStringSubmatch(c.Equations().Body, -1) {
		ions[m[1]] = true
		ofCalcium = ofCalcium || m[1] == "Ca" && m[2] == "C"
	}
	switch {
	case len(ions) > 1:
		return neuron, false, fmt.Errorf("takes quantities of several ions: no picture is known of that")
	case ions["Ca"]:
		neuron.Ions = dyn.Ions{"Ca": ion.CalciumFixed{Channels: x}}
	case ions["K"]:
		neuron.Ions = dyn.Ions{"K": ion.PotassiumFixed{Channels: x}}
	case ions["Na"]:
		neuron.Ions = dyn.Ions{"Na": ion.SodiumFixed{Channels: x}}
	default:
		neuron.Channels = x
	}
	return neuron, ofCalcium, nil
}

// clamp is the picture of a channel: its current in voltage clamp.
func clamp(m dyn.Model) (picture, error) {
	neuron, ofCalcium, err := placed(m.(dyn.Channel))
	if err != nil {
		return picture{}, err
	}
	caption := fmt.Sprintf("The current in voltage clamp, stepped at %v ms from %v mV to -110 (blue), -50 (red), -20 (green) and 10 mV (purple)", onset, holding)
	if ofCalcium {
		caption += fmt.Sprintf(", and calcium from 2.4e-4 to %v mM", calcium)
	}
	return picture{caption + ".", func() (*visualize.Figure, error) {
		return clamped(neuron, len(levels), func(t float64, n *dyn.Group) ([]float64, error) {
			v := make([]float64, len(levels))
			for k := range v {
				if v[k] = levels[k]; t < onset {
					v[k] = holding
				}
			}
			if ofCalcium && t >= onset {
				return v, n.Var("Ca.C").Set(calcium)
			}
			return v, nil
		})
	}}, nil
}

// clamped draws the currents into neurons whose potential is set in each step.
func clamped(m dyn.Model, n int, potential func(t float64, n *dyn.Group) ([]float64, error)) (*visualize.Figure, error) {
	net := &network{N: dyn.NewGroup(n, m)}
	sim, err := golgi.Build(net, golgi.Dt(step), golgi.Threads(1))
	if err != nil {
		return nil, err
	}
	var currents []float64
	for range sim.StepsIn(duration) {
		v, err := potential(sim.T(), net.N)
		if err != nil {
			return nil, err
		}
		if err := net.N.V.Set(v...); err != nil {
			return nil, err
		}
		if err := sim.Step(); err != nil {
			return nil, err
		}
		for k := range v {
			currents = append(currents, (net.N.V.At(k)-v[k])*large/step)
		}
	}
	figure := visualize.Line(runner.NewSeries("", "", step, 0, n, currents))
	figure.Panels[0].Y.Label, figure.Panels[0].Legend = "I (uA/cm2)", nil
	return figure, sim.Close()
}

// concentration is the picture of an ion: of one whose concentration changes,
// under a current of its channels; of another, the current through an open
// channel over the potential, which is 0 at E.
func concentration(m dyn.Model) (picture, error) {
	symbol, _ := m.(dyn.Ion).Ion()
	in := func(c dyn.Channel) dyn.CondNeuGroup {
		v := reflect.New(reflect.TypeOf(m)).Elem()
		v.Set(reflect.ValueOf(m))
		v.FieldByName("Channels").Set(reflect.ValueOf(dyn.Channels{"X": c}))
		return dyn.CondNeuGroup{C: large, V: holding, Ions: dyn.Ions{symbol: v.Interface().(dyn.Ion)}}
	}
	if !strings.Contains(m.Equations().Body, "dC/dt") {
		open := dyn.Equations{Name: "open", Body: "I = " + symbol + ".E - V"}
		const slope = 2.0
		caption := fmt.Sprintf("The current through a conductance of 1 mS/cm2 while V rises from %v by %v mV/ms.", -duration, slope)
		return picture{caption, func() (*visualize.Figure, error) {
			return clamped(in(open), 1, func(t float64, _ *dyn.Group) ([]float64, error) { return []float64{slope*t - duration}, nil })
		}}, nil
	}
	source := dyn.Equations{Name: "source", Body: fmt.Sprintf("I = (if t >= %v and t < %v: 1 else: 0) + 0*%s.E", onset, offset, symbol)}
	caption := fmt.Sprintf("C while channels carry 1 uA/cm2 from %v to %v ms.", onset, offset)
	return picture{caption, func() (*visualize.Figure, error) {
		net := &network{N: dyn.NewGroup(1, in(source))}
		figure, err := drawn(net, net.N.Var(symbol+".C"), runner.Monitor(net.N.Var(symbol+".C")))
		if err != nil {
			return nil, err
		}
		figure.Panels[0].Y.Label = "C (mM)"
		return figure, nil
	}}, nil
}
