package visualize_test

import (
	"context"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/golgi-sim/golgi"
	"github.com/golgi-sim/golgi/dyn"
	"github.com/golgi-sim/golgi/runner"
	"github.com/golgi-sim/golgi/visualize"
)

// damaged is a recording on disk of which one bit has changed since.
func damaged(t *testing.T) *runner.Result {
	t.Helper()
	type single struct {
		golgi.DynSysGroup
		N *dyn.Group
	}
	net := &single{N: dyn.NewGroup(5, dyn.LIF{V: -60})}
	dir := filepath.Join(t.TempDir(), "run")
	r, err := runner.New(net, runner.Input(net.N, 30.0), runner.Monitor(net.N.V, net.N.Spike), runner.StreamTo(dir), runner.Progress(false))
	require.NoError(t, err)
	res, err := r.Run(context.Background(), 50)
	require.NoError(t, err)
	path := filepath.Join(dir, "N.V.npy")
	b, err := os.ReadFile(path)
	require.NoError(t, err)
	b[len(b)/2] ^= 1
	require.NoError(t, os.WriteFile(path, b, 0o666))
	return res
}

// Values that turn out to be damaged when they are read are not drawn.
func TestDamagedSeries(t *testing.T) {
	for name, f := range map[string]func(s *runner.Series, spikes *runner.SpikeTrain) *visualize.Figure{
		"Line":    func(s *runner.Series, _ *runner.SpikeTrain) *visualize.Figure { return visualize.Line(s) },
		"HeatMap": func(s *runner.Series, _ *runner.SpikeTrain) *visualize.Figure { return visualize.HeatMap(s) },
		"Traces":  visualize.Traces,
		"PhasePlane": func(s *runner.Series, _ *runner.SpikeTrain) *visualize.Figure {
			return visualize.PhasePlane(func(x, y float64) (float64, float64) { return -x, -y },
				visualize.Axis{Min: -80, Max: 1}, visualize.Axis{Min: -80, Max: 1}, visualize.TrajectoryOf(s, s))
		},
	} {
		res := damaged(t)
		s := res.Series("N.V")
		require.NoError(t, s.Err())
		path := filepath.Join(t.TempDir(), "picture.png")
		assert.ErrorContains(t, f(s, res.Spikes("N")).Save(path), "do not match their checksum", name)
		assert.NoFileExists(t, path)
	}
}
