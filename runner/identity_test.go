package runner_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/golgi-sim/golgi"
	"github.com/golgi-sim/golgi/dyn"
	"github.com/golgi-sim/golgi/inputs"
	"github.com/golgi-sim/golgi/runner"
)

type pool struct {
	golgi.DynSysGroup
	N *dyn.Group
}

func newPool() *pool {
	return &pool{N: dyn.NewGroup(12, dyn.LifRef{VRest: -60, VTh: -50, VReset: -60, Tau: 20})}
}

func poolRun(t *testing.T, opts ...runner.Option) *runner.DSRunner {
	t.Helper()
	r, err := runner.New(newPool(), append(opts, runner.Progress(false), runner.Warnings(nil), runner.Input("N", 20))...)
	require.NoError(t, err)
	return r
}

// A run goes on with the monitors that it had, not with others of their names.
func TestResumeOtherMonitors(t *testing.T) {
	path := filepath.Join(t.TempDir(), "c")
	many := []int{0, 1, 2, 3, 4, 5, 6, 7, 9}
	for name, c := range map[string][2]runner.Option{
		"quantity": {runner.Monitor("N.V", runner.As("x")), runner.Monitor("N.I", runner.As("x"))},
		"picks":    {runner.Monitor("N.V", runner.Pick(1, 2), runner.As("x")), runner.Monitor("N.V", runner.Pick(3, 4), runner.As("x"))},
		"more picks": {runner.Monitor("N.V", runner.Pick(many...)),
			runner.Monitor("N.V", runner.Pick(0, 1, 2, 3, 4, 5, 6, 8, 9))},
		"reduction": {runner.Monitor("N.V", runner.Mean(), runner.As("x")), runner.Monitor("N.V", runner.Max(), runner.As("x"))},
		"offset":    {runner.Monitor("N.V", runner.Every(2)), runner.Monitor("N.V", runner.Every(2), runner.Offset(1))},
		"period":    {runner.Monitor("N.V", runner.Every(2)), runner.Monitor("N.V", runner.Every(1))},
		"before":    {runner.Monitor("N.V"), runner.Monitor("N.V", runner.BeforeUpdate())},
		"between":   {runner.Monitor("N.V", runner.Between(5, 15)), runner.Monitor("N.V", runner.Between(10, 20))},
	} {
		_, err := poolRun(t, c[0], runner.Checkpoint(path, 10)).Run(t.Context(), 20)
		require.NoError(t, err)
		assert.ErrorContains(t, poolRun(t, c[1]).Resume(path), "what is recorded is ", name)
		require.NoError(t, poolRun(t, c[0]).Resume(path), name)
	}
}

// Two recordings never have one name.
func TestNamesOfOthers(t *testing.T) {
	for name, opts := range map[string][]runner.Option{
		"a path":            {runner.Monitor("N.V", runner.As("N.I")), runner.Monitor("N.I")},
		"a path, later":     {runner.Monitor("N.I"), runner.Monitor("N.V", runner.As("N.I"))},
		"a label":           {runner.Monitor("N.V", runner.Mean()), runner.Monitor("N.I", runner.As("mean(N.V)"))},
		"that of a spike":   {runner.Monitor("N.spike"), runner.Monitor("N.V", runner.As("N.spike"))},
		"that of functions": {runner.Monitor("N.V"), runner.MonitorFunc("N.V", func(*golgi.Sim) float64 { return 0 })},
	} {
		_, err := runner.New(newPool(), opts...)
		assert.ErrorContains(t, err, "the name", name)
	}
	run := poolRun(t, runner.Monitor("N.V", runner.Pick(0, 1, 2, 3, 4, 5, 6, 7, 9)), runner.Monitor("N.V", runner.Pick(0, 1, 2, 3, 4, 5, 6, 8, 9)))
	res, err := run.Run(t.Context(), 1)
	require.NoError(t, err)
	for k, i := range []int{7, 8} {
		assert.Equal(t, i, res.Series(res.Names()[k]).Indices[7])
	}
}

func TestMonitorFuncThatSteps(t *testing.T) {
	run := poolRun(t, runner.MonitorFunc("a", func(sim *golgi.Sim) float64 {
		if err := sim.Step(); err != nil {
			return -1
		}
		return 0
	}))
	_, err := run.Run(t.Context(), 10)
	assert.ErrorContains(t, err, "a function of MonitorFunc took the simulation from step 1 to 2")
}

func TestCheckpointInPlaceOfAFolder(t *testing.T) {
	dir := t.TempDir()
	require.NoError(t, os.Mkdir(filepath.Join(dir, "c"), 0o777))
	run := poolRun(t, runner.Checkpoint(filepath.Join(dir, "c"), 10))
	_, err := run.Run(t.Context(), 1000)
	assert.ErrorContains(t, err, "is a folder; give the name of a file")
	assert.Zero(t, run.Sim().Steps(), "that is seen before the run")
}

// What was not recorded says so in a panic, too.
func TestSeriesThatThereIsNot(t *testing.T) {
	res, err := poolRun(t, runner.Monitor("N.V")).Run(t.Context(), 1)
	require.NoError(t, err)
	for _, f := range []func(){func() { res.Series("foo").At(0, 0) }, func() { res.Series("foo").Column(0) }} {
		func() {
			defer func() { assert.Contains(t, recover(), "foo was not recorded") }()
			f()
		}()
	}
}

func TestFuncOfNothing(t *testing.T) {
	_, err := runner.New(newPool(), runner.Input("N", inputs.Func(nil)))
	assert.ErrorContains(t, err, "Func was given nil")
}

func TestNetworkWithoutAType(t *testing.T) {
	_, err := runner.New(&golgi.DynSysGroup{})
	assert.ErrorContains(t, err, "a network is a struct that embeds golgi.DynSysGroup")
	assert.NotContains(t, err.Error(), "Children")
}

func TestNamesWithoutTheirParts(t *testing.T) {
	for path, want := range map[string]string{"V": `did you mean "N.V"?`, "tau": `did you mean "N.tau"?`} {
		_, err := runner.New(newPool(), runner.Monitor(path))
		assert.ErrorContains(t, err, want)
	}
	_, err := runner.New(newPool(), runner.Monitor(runner.Mean()))
	assert.ErrorContains(t, err, "nothing to record")
}
