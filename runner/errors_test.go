package runner_test

import (
	"flag"
	"math"
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/golgi-sim/golgi"
	"github.com/golgi-sim/golgi/inputs"
	"github.com/golgi-sim/golgi/internal/placeless"
	"github.com/golgi-sim/golgi/runner"
)

var update = flag.Bool("update", false, "write the golden files anew")

// golden compares a text, without the lines of the program in it, with a file in
// testdata.
func golden(t *testing.T, name, got string) {
	t.Helper()
	got = placeless.Text(got)
	file := "testdata/" + name
	if *update {
		require.NoError(t, os.WriteFile(file, []byte(got), 0o644))
	}
	want, err := os.ReadFile(file)
	require.NoError(t, err)
	assert.Equal(t, string(want), got)
}

// Every mistake that inputs and monitors can have is reported at once, with
// what to do about it.
func TestMistakesInInputsAndMonitors(t *testing.T) {
	n, other, unbuilt := newNet(), newNet(), newNet()
	_, err := golgi.Build(other)
	require.NoError(t, err)
	var none *cells
	_, err = runner.New(n, runner.Dt(0.1),
		runner.Input(n.E, inputs.PerNeuron([]float64{1, 2})),
		runner.Input(n.E, math.NaN()),
		runner.Input(n.E, []float64{1, 2}),
		runner.Input(n.E, func(t float64) float64 { return t }),
		runner.Input(n.E, nil),
		runner.Input(n.I, 1e308, 1e308),
		runner.Input(none, 1),
		runner.Input(nil, 1),
		runner.Input(plain{}, 1),
		runner.Input(n.E.Spike, 1),
		runner.Input("E.spike", 1),
		runner.Input("E", 1),
		runner.Input("E.tua", 1),
		runner.Input("E.I[2:9]", 1),
		runner.Input(n.E.Input.Slice(3, 3), 1),
		runner.Input(other.E, 1),
		runner.Input(unbuilt.E, 1),
		runner.Monitor("E.VV", "e.v", "E", "something.else"),
		runner.Monitor("E.V[2:9]", "E.V[x]", "E.V[-1]", "E.V[1:x]", "E.V[4]", "E.V[2:2]", "E.spike[4:]", "E.spike[3:5]"),
		runner.Monitor(n.E, plain{}, 7, nil),
		runner.Monitor(golgi.State{}, golgi.Spike{}),
		runner.Monitor(other.E.V, other.E.Spike, unbuilt.E.V, unbuilt.E.Spike),
		runner.Monitor(n.E.V.Slice(0, 5), n.E.Spike.Slice(-1, 2)),
		runner.Monitor("E.spike", n.E.Spike, runner.BeforeUpdate()),
		runner.Monitor("E.V", "E.tau", runner.As("both")),
		runner.Monitor("E.I"), runner.Monitor("E.I", runner.BeforeUpdate()),
		runner.MonitorFunc("f", (*golgi.Sim).T), runner.MonitorFunc("f", (*golgi.Sim).T),
		runner.MonitorFunc("", (*golgi.Sim).T), runner.MonitorFunc("g", nil))
	var list golgi.BuildErrors
	require.ErrorAs(t, err, &list)
	golden(t, "mistakes.txt", err.Error()+"\n")

	// The network is as it was, and can be used again.
	_, err = runner.New(n, runner.Progress(false))
	assert.NoError(t, err)
}

// Mistakes of the network and of what refers to it come together; what refers to
// a part that has a mistake of its own is not reported.
func TestMistakesTogetherWithTheNetworks(t *testing.T) {
	n := newNet()
	n.I = newCells(0)
	_, err := runner.New(n, runner.Dt(-1), runner.Monitor("E.VV", "I.V", "E.V[0:99]"), runner.Input("E.tua", 1), runner.Monitor(n.E))
	var list golgi.BuildErrors
	require.ErrorAs(t, err, &list)
	golden(t, "together.txt", err.Error()+"\n")
	assert.NotContains(t, err.Error(), "I.V")
	assert.Len(t, list, 1+strings.Count(err.Error(), "\n")-1)
}
