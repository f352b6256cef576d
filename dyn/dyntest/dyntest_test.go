package dyntest_test

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/golgi-sim/golgi"
	"github.com/golgi-sim/golgi/dyn"
	"github.com/golgi-sim/golgi/dyn/dyntest"
	initialize "github.com/golgi-sim/golgi/init"
)

// fake is a test that keeps what it is told.
type fake struct {
	testing.TB
	messages []string
}

func (f *fake) Helper() {}

func (f *fake) Errorf(format string, args ...any) {
	f.messages = append(f.messages, fmt.Sprintf(format, args...))
}

// finds checks that a check of something broken says so.
func finds(t *testing.T, words string, check func(t testing.TB)) {
	t.Helper()
	f := &fake{TB: t}
	check(f)
	assert.Contains(t, strings.Join(f.messages, "\n"), words)
}

// part is a part in Go with one variable x of n elements.
type part struct {
	golgi.Base
	x       *golgi.Quantity
	forgets bool // to begin anew at a Reset
	secret  float64
	update  func(p *part, env *golgi.Env, x []float64)
	garbage []float64
}

func newPart(update func(p *part, env *golgi.Env, x []float64)) *part {
	p := &part{update: update}
	p.x = golgi.NewQuantity("x", p)
	return p
}

func (p *part) Settle()                             {}
func (p *part) Changed(*golgi.Quantity, bool) error { return nil }
func (p *part) Declare(s *golgi.Site)               { s.Name("x", p.x) }
func (p *part) Allocate(*golgi.Site)                { p.x.Store(make([]float64, 5)) }
func (p *part) Update(env *golgi.Env)               { p.update(p, env, p.x.Each()) }
func (p *part) Keep(*golgi.Archive)                 {}
func (p *part) Reset(*golgi.Site) {
	if !p.forgets {
		clear(p.x.Each())
	}
}

// TestNetworkFindsWhatIsBroken: parts in Go that keep no promise.
func TestNetworkFindsWhatIsBroken(t *testing.T) {
	count := func(_ *part, _ *golgi.Env, x []float64) { x[2]++ }
	network := func(o dyntest.NetworkOptions, forgets bool, update func(p *part, env *golgi.Env, x []float64)) func(t testing.TB) {
		return func(t testing.TB) {
			dyntest.Network(t, func() golgi.DynamicalSystem {
				p := newPart(update)
				p.forgets = forgets
				return p
			}, o)
		}
	}
	network(dyntest.NetworkOptions{}, false, count)(t) // is sound
	finds(t, "allocations: a step allocates 1 times", network(dyntest.NetworkOptions{}, false, func(p *part, _ *golgi.Env, x []float64) {
		p.garbage = make([]float64, 10)
	}))
	finds(t, "3 threads: x of element 1 is 1 and 3 after step 0", network(dyntest.NetworkOptions{}, false, func(p *part, _ *golgi.Env, x []float64) {
		x[1] = float64(p.Sim().Threads())
	}))
	if len(dyntest.Executors()) > 1 {
		finds(t, "the same bits with the executor avx", network(dyntest.NetworkOptions{}, false, func(p *part, _ *golgi.Env, x []float64) {
			x[1] = float64(len(p.Sim().Executor()))
		}))
	}
	finds(t, "Reset repeats, also in pieces: x of element 2 is 1 and 201 after step 0", network(dyntest.NetworkOptions{}, true, count))
	finds(t, "a run that is saved and loaded: x of element 0 is 67 and 1 after step 66", network(dyntest.NetworkOptions{}, false, func(p *part, env *golgi.Env, x []float64) {
		if env.Step() == 0 {
			p.secret = 0
		}
		p.secret++
		x[0] = p.secret
	}))
	finds(t, "the run stops: enough", network(dyntest.NetworkOptions{}, false, func(_ *part, env *golgi.Env, _ []float64) {
		env.Fail(fmt.Errorf("enough"))
	}))
	finds(t, "it is the same as the first, though Random is set", network(dyntest.NetworkOptions{Random: true}, false, count))
	finds(t, "inputs cannot be set: none", network(dyntest.NetworkOptions{Prepare: func(*golgi.Sim) error { return fmt.Errorf("none") }}, false, count))
	finds(t, "dt", network(dyntest.NetworkOptions{Dt: math.NaN()}, false, count))
}

// deaf is a model with its parameter baked into the text, so that it cannot be
// set.
type deaf struct {
	Tau golgi.Value `name:"tau" default:"20" unit:"ms"`
}

func (d deaf) Equations() dyn.Equations {
	tau := 20.0
	if x, ok := d.Tau.(float64); ok {
		tau = x
	}
	return dyn.Equations{Body: fmt.Sprintf("%v*dV/dt = -V + I + 0*tau", tau), Spike: "V >= 15", Reset: "V = 0"}
}

// fickle is a model that is another each time it is asked.
type fickle struct{ asked *int }

func (f fickle) Equations() dyn.Equations {
	*f.asked++
	return dyn.Equations{Body: fmt.Sprintf("(20 + %d)*dV/dt = -V + I", *f.asked)}
}

// TestNeuronFindsWhatIsBroken: models that keep no promise.
func TestNeuronFindsWhatIsBroken(t *testing.T) {
	neuron := func(m dyn.Model, o dyntest.NeuronOptions) func(t testing.TB) {
		return func(t testing.TB) { dyntest.Neuron(t, m, o) }
	}
	lif := dyn.LifRef{Tau: 20, TauRef: 2}
	neuron(lif, dyntest.NeuronOptions{Input: 30})(t) // is sound
	neuron(&lif, dyntest.NeuronOptions{Input: 30})(t)
	neuron(dyn.Equations{Params: "tau = 20 ms", Body: "tau*dV/dt = -V + I"}, dyntest.NeuronOptions{Input: 30,
		Solution: func(ms float64) map[string]float64 { return map[string]float64{"V": 30 * (1 - math.Exp(-ms/20))} }})(t)

	finds(t, "LifRef: firing: no spike in 100 ms at an input of 10", neuron(lif, dyntest.NeuronOptions{Input: 10}))
	finds(t, "no variable moves", neuron(lif, dyntest.NeuronOptions{Silent: true}))
	finds(t, "nil: building: it does not build", neuron(nil, dyntest.NeuronOptions{}))
	finds(t, `unknown name "foo"`, neuron(dyn.Equations{Body: "dV/dt = foo"}, dyntest.NeuronOptions{}))
	finds(t, "running: the run stops", neuron(dyn.Equations{Body: "dV/dt = V*V : init = 1"}, dyntest.NeuronOptions{}))
	finds(t, "inputs cannot be set", neuron(lif, dyntest.NeuronOptions{Inputs: map[string]float64{"I_x": 3}}))
	finds(t, "the order is 1.0", neuron(dyn.LifRef{Tau: 20, TauRef: 2, Method: dyn.Euler}, dyntest.NeuronOptions{Input: 30, Order: 2}))
	finds(t, "the order is", neuron(lif, dyntest.NeuronOptions{Input: 30, Solution: func(float64) map[string]float64 { return map[string]float64{"V": 7} }}))
	finds(t, "Solution gives u", neuron(lif, dyntest.NeuronOptions{Input: 30, Solution: func(float64) map[string]float64 { return map[string]float64{"u": 7} }}))
	finds(t, "Solution gives no variables", neuron(lif, dyntest.NeuronOptions{Input: 30, Solution: func(float64) map[string]float64 { return nil }}))
	finds(t, "before an order can be seen", neuron(lif, dyntest.NeuronOptions{Input: 1e5}))
	finds(t, "set Random if something is drawn", neuron(dyn.LifRef{V: initialize.Normal(0, 1)}, dyntest.NeuronOptions{Input: 30}))
	finds(t, "it is the same as the first, though Random is set", neuron(lif, dyntest.NeuronOptions{Input: 30, Random: true}))
	odd := dyn.Equations{Params: "tau = 20 ms", Body: "tau*dV/dt = -V + I", Spike: "V >= 15", Reset: "V = 0", Refractory: "tau/10"}
	neuron(odd, dyntest.NeuronOptions{Input: 30, TauRef: 2})(t)
	finds(t, "give what that is in TauRef", neuron(odd, dyntest.NeuronOptions{Input: 30}))
	finds(t, "refractoriness: spikes in steps", neuron(odd, dyntest.NeuronOptions{Input: 30, TauRef: 50}))
	finds(t, "the parameter tau is 20.3125 in every other element, which are as in a group that has it in all: N.V", neuron(deaf{}, dyntest.NeuronOptions{Input: 30}))
	finds(t, "the parameter tau is set to 20.3125 before the first step: N.V", neuron(deaf{}, dyntest.NeuronOptions{Input: 30}))
	finds(t, "the same bits with the executor portable and 1 threads: N.V", neuron(fickle{new(int)}, dyntest.NeuronOptions{Input: 30}))
	finds(t, "take delay out of Shared", neuron(dyn.Equations{Params: "delay = 3", Body: "dV/dt = I - V + 0*delay"}, dyntest.NeuronOptions{Input: 1, Shared: []string{"delay"}}))
	finds(t, "must be one number for all elements", neuron(dyn.FeedbackFHN{X: 0.1, Y: 0.1}, dyntest.NeuronOptions{Input: 1}))
}

// TestSynapseFindsWhatIsBroken: synapses and projections that keep no promise.
func TestSynapseFindsWhatIsBroken(t *testing.T) {
	synapse := func(syn dyn.Synapse, o dyntest.SynapseOptions) func(t testing.TB) {
		return func(t testing.TB) { dyntest.Synapse(t, syn, o) }
	}
	project := func(change func(w *dyntest.Wiring)) dyntest.SynapseOptions {
		return dyntest.SynapseOptions{Projection: func(w dyntest.Wiring) golgi.Projection {
			change(&w)
			return &dyn.FullProjAlignPost{Pre: w.Pre, Delay: w.Delay, Comm: w.Comm, Syn: w.Syn, Out: w.Out, Post: w.Post}
		}}
	}
	synapse(dyn.Expon{}, project(func(*dyntest.Wiring) {}))(t) // is sound
	synapse(dyn.Equations{Params: "tau = 5 ms", Body: "tau*dg/dt = -g", Receive: "g += w"}, dyntest.SynapseOptions{})(t)
	finds(t, "Expon: the kernel at steps of 0.1 ms: in step 2", synapse(dyn.Expon{}, dyntest.SynapseOptions{Kernel: func(ms float64) float64 { return math.Exp(-ms / 5) }}))
	finds(t, "it does not build", synapse(dyn.Equations{Body: "dg/dt = -g*g", Receive: "g += w"}, dyntest.SynapseOptions{}))
	finds(t, "nil: building", synapse(nil, dyntest.SynapseOptions{}))
	finds(t, "without spikes there is a current", synapse(dyn.Expon{G: 1}, dyntest.SynapseOptions{}))
	finds(t, "a delay: with one of 8 steps in place of 1", synapse(dyn.Expon{}, project(func(w *dyntest.Wiring) { w.Delay = 0 })))
	square := project(func(w *dyntest.Wiring) { w.Out = dyn.Equations{Body: "I = g^2"} })
	finds(t, "superposition of spikes: in step", synapse(dyn.Expon{}, square))
	finds(t, "three times the weight: in step", synapse(dyn.Expon{}, square))
	square.Nonlinear = true
	synapse(dyn.Expon{}, square)(t)
}

// TestOutputFindsWhatIsBroken: an output with another current.
func TestOutputFindsWhatIsBroken(t *testing.T) {
	output := func(out dyn.Output, current func(g, v float64) float64) func(t testing.TB) {
		return func(t testing.TB) { dyntest.Output(t, out, dyntest.OutputOptions{Current: current}) }
	}
	output(dyn.Equations{Params: "E = -70 mV", Body: "I = g*(E - V)"}, func(g, v float64) float64 { return g * (-70 - v) })(t) // is sound
	finds(t, "COBA: the current: at g = 0.01 and V = -100 it is 0.95", output(dyn.COBA{E: -5}, func(g, v float64) float64 { return g * (-6 - v) }))
	finds(t, "the run stops", output(dyn.Equations{Body: "I = g*log(V)"}, nil))
	finds(t, "the current:", output(dyn.Equations{Body: "I = if V > 0: g/0 else: g"}, nil))
	finds(t, "nil: building", output(nil, nil))
}
