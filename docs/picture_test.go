package docs_test

import (
	"context"
	"fmt"
	"reflect"

	"github.com/golgi-sim/golgi"
	"github.com/golgi-sim/golgi/dnn"
	"github.com/golgi-sim/golgi/dyn"
	"github.com/golgi-sim/golgi/inputs"
	"github.com/golgi-sim/golgi/internal/portrait"
	"github.com/golgi-sim/golgi/runner"
	"github.com/golgi-sim/golgi/visualize"
)

// picture is what the picture of a model shows, and how it is drawn.
type picture struct {
	caption string
	figure  func() (*visualize.Figure, error)
}

// network is a network of one group.
type network struct {
	golgi.DynSysGroup
	N *dyn.Group
}

const (
	step     = 0.01 // of pictures, ms
	duration = 150.0
	onset    = 20.0
	offset   = 120.0
	refracts = 4.0 // of models with a refractory period, so that one sees it
)

// response is the picture of a neuron or rate model: its first variable under a
// step of input.
func response(m dyn.Model) (picture, error) {
	name := dyn.ModelName(m)
	settled, first, start, err := portrait.Settled(m)
	if err != nil {
		return picture{}, err
	}
	settled = portrait.Refractory(settled, refracts)
	caption := ""
	if composed := portrait.Composed(settled); !reflect.DeepEqual(composed, settled) {
		settled, caption = composed, ", with channels of sodium, potassium and a leak"
	}
	input := portrait.Stimulus(name)
	switch {
	case input != 0:
		caption = fmt.Sprintf("%s under an input of %v from %v to %v ms%s; %s.", first, input, onset, offset, caption, start)
	case reflect.ValueOf(m).FieldByName("Sigma").IsValid():
		caption = fmt.Sprintf("%s over time; %s.", first, start)
	default:
		return picture{}, fmt.Errorf("no input is known; give it one in package internal/portrait")
	}
	return picture{caption, func() (*visualize.Figure, error) {
		net := &network{N: dyn.NewGroup(1, settled)}
		opts := []runner.Option{runner.Monitor(net.N.Var(first))}
		if input != 0 {
			opts = append(opts, runner.Input(net.N, inputs.Func(func(t float64) float64 {
				if t < onset || t >= offset {
					return 0
				}
				return input
			})))
		}
		return drawn(net, net.N.Var(first), opts...)
	}}, nil
}

// drawn runs a network and draws one of its states.
func drawn(net golgi.DynamicalSystem, what golgi.State, opts ...runner.Option) (*visualize.Figure, error) {
	run, err := runner.New(net, append(opts, runner.Dt(step), runner.Seed(1), runner.Threads(1), runner.Progress(false))...)
	if err != nil {
		return nil, err
	}
	res, err := run.Run(context.Background(), duration)
	if err != nil {
		return nil, err
	}
	s := res.Series(what)
	figure := visualize.Line(s.Named(""))
	if figure.Panels[0].Y.Label = what.Name(); s.Unit != "" {
		figure.Panels[0].Y.Label += " (" + s.Unit + ")"
	}
	figure.Panels[0].Legend = nil
	return figure, nil
}

// shown is a neuron whose x is its current, as it was held over the last step.
var shown = dyn.Equations{Params: "V_clamp = -70 mV", Body: "dV/dt = 0 : init = V_clamp\ndx/dt = (I - x)/dt", Method: dyn.Euler}

var spikes = []float64{10, 50, 60, 70, 80}

const atSpikes = "presynaptic spikes at 10, 50, 60, 70 and 80 ms"

// chain is spikes that go through a synapse to neurons.
type chain struct {
	golgi.DynSysGroup
	S *dyn.SpikeTimeGroup
	N *dyn.Group
	P golgi.DynamicalSystem
}

func newChain(post *dyn.Group) *chain {
	return &chain{S: dyn.NewSpikeTimeGroup(1, make([]int, len(spikes)), spikes), N: post}
}

// conductance is the picture of a synapse: what its output sees.
func conductance(m dyn.Model) (picture, error) {
	return picture{"g after " + atSpikes + ".", func() (*visualize.Figure, error) {
		net := newChain(dyn.NewGroup(1, shown))
		net.P = project(m.(dyn.Synapse), net.S, net.N)
		figure, err := drawn(net, net.N.Var("x"), runner.Monitor(net.N.Var("x")))
		if err != nil {
			return nil, err
		}
		figure.Panels[0].Y.Label = "g"
		return figure, nil
	}}, nil
}

// project joins two groups by a synapse.
func project(m dyn.Synapse, pre *dyn.SpikeTimeGroup, post *dyn.Group) golgi.DynamicalSystem {
	return &dyn.FullProjAlignPreDS{Pre: pre, Post: post, Comm: dnn.OneToOne{Weight: 1}, Syn: m, Out: dyn.CUBA{}}
}

// current is the picture of an output: the current into neurons that are held at
// potentials.
func current(m dyn.Model) (picture, error) {
	const caption = "I into neurons held at -70 (blue), -40 (red) and 20 mV (green), with g of Expon after " + atSpikes + "."
	return picture{caption, func() (*visualize.Figure, error) {
		net := newChain(dyn.NewGroup(3, shown.With(golgi.Values{"V_clamp": []float64{-70, -40, 20}})))
		net.P = &dyn.FullProjAlignPost{Pre: net.S, Post: net.N, Comm: dnn.AllToAll{Weight: 1}, Syn: dyn.Expon{}, Out: m.(dyn.Output)}
		figure, err := drawn(net, net.N.Var("x"), runner.Monitor(net.N.Var("x")))
		if err != nil {
			return nil, err
		}
		figure.Panels[0].Y.Label = "I"
		return figure, nil
	}}, nil
}
