package runner_test

import (
	"path/filepath"
	"syscall"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/golgi-sim/golgi/runner"
)

// A disk that is really full: 1 MB of memory in the place of one.
func TestFullFileSystem(t *testing.T) {
	dir := t.TempDir()
	if err := syscall.Mount("tmpfs", dir, "tmpfs", 0, "size=1m"); err != nil {
		t.Skip("nothing can be mounted here: ", err)
	}
	defer func() { require.NoError(t, syscall.Unmount(dir, 0)) }()
	path := filepath.Join(dir, "run")
	res, err := many(t, runner.StreamTo(path)).Run(ctx, 1000)
	require.ErrorIs(t, err, syscall.ENOSPC)
	require.ErrorContains(t, err, path)
	v := res.Series("V")
	require.NoError(t, v.Err())
	want := run(t, many(t), float64(res.Steps()))
	require.Greater(t, v.Len(), 50, "8 kB each")
	for k := range v.Len() {
		require.Equal(t, want.Series("V").Row(k), v.Row(k))
	}
	require.ErrorIs(t, want.Save(filepath.Join(dir, "run.npz")), syscall.ENOSPC)
	require.NoFileExists(t, filepath.Join(dir, "run.npz"))
	loaded, err := runner.Load(path)
	require.Error(t, err)
	require.Equal(t, v.Len(), loaded.Series("V").Len())
}
