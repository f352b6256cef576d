package runner_test

import (
	"context"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/golgi-sim/golgi"
	"github.com/golgi-sim/golgi/dnn"
	"github.com/golgi-sim/golgi/dyn"
	"github.com/golgi-sim/golgi/inputs"
	"github.com/golgi-sim/golgi/internal/placeless"
	"github.com/golgi-sim/golgi/runner"
)

// TestMistakesBesideOthers: ranges, stimuli and handles are checked though the
// network has mistakes of its own.
func TestMistakesBesideOthers(t *testing.T) {
	n := newBalanced()
	n.E.Comm = dnn.EventJitFPHomoLinear{Prob: 2}
	_, err := runner.New(n,
		runner.Monitor("N.V[390:401]", "N.spike[400:402]", n.N.V.Slice(0, 5).Slice(2, 8), n.N.Spike.Slice(-1, 3), "N.V[0:400]", n.N.V.Slice(0, 5)),
		runner.Input("N.I[399:401]", 1), runner.Input("N[399:401]", 1), runner.Input(n.N, inputs.PerNeuron(nil)), runner.Input(n.N.V, 7), runner.Input("N[0:2]", 3),
		runner.Input("n", 20))
	var list golgi.BuildErrors
	require.ErrorAs(t, err, &list)
	var lines []string
	for _, e := range list {
		lines = append(lines, placeless.Text(e.Error()))
	}
	assert.Equal(t, []string{
		"E: Comm: Prob is 2; a probability is from 0 to 1",
		"N.I[399:401]: input: N.I has 400 elements, so there is no range 399 to 401",
		"N[399:401]: input: N has 400 elements, so there is no range 399 to 401",
		"N: input: PerNeuron has 0 values for 400 neurons; give one per neuron",
		"N.V: input: V is a variable, which the equations change, so that a number would be lost after a step; give it as the initial value, with the model, or hold the variable with inputs.Func",
		`n: input: there is nothing of this name; did you mean "N"?`,
		"N.V[390:401]: monitor: N.V has 400 elements, so there is no range 390 to 401",
		"N.spike[400:402]: monitor: N.spike has 400 elements, so there is no range 400 to 402",
		"N.V[2:8]: monitor: N.V has no range 2 to 8 in a range of it that has 5 elements",
		"N.spike: monitor: N.spike has 400 elements, so there is no range -1 to 3",
	}, lines)
}

// TestUnknownGroup: in a network of more names than a message can hold, the
// groups are listed where none is near.
func TestUnknownGroup(t *testing.T) {
	type net struct {
		golgi.DynSysGroup
		Excitatory, Inhibitory *dyn.Group
		L                      []*dyn.Group
	}
	lif := func() *dyn.Group { return dyn.NewGroup(4, dyn.Lif{}) }
	mistake := func(layers int, option runner.Option) string {
		n := &net{Excitatory: lif(), Inhibitory: lif()}
		for range layers {
			n.L = append(n.L, lif())
		}
		_, err := runner.New(n, option)
		require.Error(t, err)
		return placeless.Text(err.Error())
	}
	assert.Equal(t, `Excitatry: input: there is nothing of this name; did you mean "Excitatory", "Excitatory.I" or "Excitatory.R"?`, mistake(0, runner.Input("Excitatry", 20)))
	assert.Equal(t, "Misspelt: input: there is nothing of this name; the groups are Excitatory and Inhibitory", mistake(0, runner.Input("Misspelt", 20)))
	assert.Equal(t, "Misspelt[0:2]: input: there is nothing of this name; the groups are Excitatory, Inhibitory and L[0]", mistake(1, runner.Input("Misspelt[0:2]", 20)))
	assert.Equal(t, "Misspelt: monitor: there is nothing of this name; the groups are Excitatory and Inhibitory", mistake(0, runner.Monitor("Misspelt")))
	assert.Contains(t, mistake(30, runner.Input("Misspelt", 20)), "the groups are Excitatory, Inhibitory, L[0], L[1], L[2], L[3], L[4], L[5], L[6], L[7], L[8], L[9] and 20 more")
}

// TestInputOfAGroupByPath: the path of a group stands for its external current.
func TestInputOfAGroupByPath(t *testing.T) {
	type layers struct {
		golgi.DynSysGroup
		L []*dyn.Group
	}
	n := &layers{L: []*dyn.Group{dyn.NewGroup(4, dyn.Lif{}), dyn.NewGroup(4, dyn.Lif{})}}
	r := build(t, n, runner.Input("L[1]", 20), runner.Input("L[0][1:3]", 5, inputs.Constant(2)))
	assert.Equal(t, []float64{20, 20, 20, 20}, n.L[1].Input.Values())
	assert.Equal(t, []float64{0, 7, 7, 0}, n.L[0].Input.Values())
	// Numbers stay over a Reset.
	run(t, r, 1)
	require.NoError(t, r.Sim().Reset())
	assert.Equal(t, []float64{0, 7, 7, 0}, n.L[0].Input.Values())
}

// TestHeldVariable: a variable is held by what is set before every step, also if
// it is the same again and again.
func TestHeldVariable(t *testing.T) {
	type one struct {
		golgi.DynSysGroup
		N *dyn.Group
	}
	n := &one{N: dyn.NewGroup(1, dyn.Lif{Tau: 10})}
	r := build(t, n, runner.Dt(1), runner.Input(n.N.V, inputs.Func(func(float64) float64 { return 7 })), runner.Monitor("N.V"))
	res := run(t, r, 5)
	for k := range 5 {
		assert.Equal(t, res.Series("N.V").At(0, 0), res.Series("N.V").At(k, 0))
	}
	assert.InDelta(t, 7*0.9048374180359595, res.Series("N.V").At(4, 0), 1e-12, "7 mV, decayed for one step with tau = 10 ms")
}

// TestNothingWhereSomethingIsDue: what is nil is passed over or an error.
func TestNothingWhereSomethingIsDue(t *testing.T) {
	n := newNet()
	var none runner.MonitorOption
	r := build(t, n, nil, runner.Monitor("E.V"))
	var nowhere context.Context
	_, err := r.Run(nowhere, 1)
	assert.EqualError(t, err, "runner: Run was given a nil context; give context.Background()")
	_, err = runner.New(newNet(), runner.Monitor(none))
	assert.ErrorContains(t, err, "a value of type runner.MonitorOption cannot be recorded")
	r.Sim().Start()
	_, err = r.Run(context.Background(), 1)
	require.NoError(t, err, "the workers may have been started")
	r.Sim().Stop()
}
