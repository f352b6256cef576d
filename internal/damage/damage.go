// Package damage makes a recording on disk that was damaged, for tests of what
// reads recordings.
package damage

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/golgi-sim/golgi"
	"github.com/golgi-sim/golgi/dyn"
	"github.com/golgi-sim/golgi/runner"
)

// Result is a recording of N.V and N.spike on disk. A bit of N.V has changed
// since.
func Result(t testing.TB) *runner.Result {
	t.Helper()
	type single struct {
		golgi.DynSysGroup
		N *dyn.Group
	}
	net := &single{N: dyn.NewGroup(5, dyn.LIF{V: -60})}
	dir := filepath.Join(t.TempDir(), "run")
	r, err := runner.New(net, runner.Input(net.N, 30.0), runner.Monitor(net.N.V, net.N.Spike), runner.StreamTo(dir), runner.Progress(false))
	require.NoError(t, err)
	res, err := r.Run(t.Context(), 50)
	require.NoError(t, err)
	path := filepath.Join(dir, "N.V.npy")
	b, err := os.ReadFile(path)
	require.NoError(t, err)
	b[len(b)/2] ^= 1
	require.NoError(t, os.WriteFile(path, b, 0o666))
	return res
}
