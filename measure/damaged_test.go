package measure_test

import (
	"context"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/golgi-sim/golgi"
	"github.com/golgi-sim/golgi/dyn"
	"github.com/golgi-sim/golgi/measure"
	"github.com/golgi-sim/golgi/runner"
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

// Values that turn out to be damaged when they are read give an error, not
// numbers.
func TestDamagedSeries(t *testing.T) {
	for name, f := range map[string]func(*runner.Series) error{
		"VoltageFluctuation":     func(s *runner.Series) error { _, err := measure.VoltageFluctuation(s); return err },
		"FunctionalConnectivity": func(s *runner.Series) error { _, err := measure.FunctionalConnectivity(s); return err },
		"FunctionalConnectivityDynamics": func(s *runner.Series) error {
			_, err := measure.FunctionalConnectivityDynamics(s, 10, 5)
			return err
		},
		"PowerSpectrum": func(s *runner.Series) error { _, err := measure.PowerSpectrum(s, measure.Welch{}); return err },
	} {
		s := damaged(t).Series("N.V")
		require.NoError(t, s.Err())
		assert.ErrorContains(t, f(s), "do not match their checksum", name)
	}
}
