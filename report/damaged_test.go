package report_test

import (
	"context"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/golgi-sim/golgi"
	"github.com/golgi-sim/golgi/dyn"
	"github.com/golgi-sim/golgi/report"
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

// Values that turn out to be damaged when they are read make no page; what
// cannot be read from the beginning is not shown, and the page says why.
func TestDamagedRecordings(t *testing.T) {
	res := damaged(t)
	path := filepath.Join(t.TempDir(), "page.html")
	assert.ErrorContains(t, report.New(res).Save(path), "do not match their checksum")
	assert.NoFileExists(t, path)
	r := report.New(res)
	assert.Len(t, r.Spikes, 1)
	assert.Empty(t, r.Series)
	assert.Regexp(t, `<p class="note">N\.V is not shown: .*do not match their checksum`, write(t, r))

	require.NoError(t, os.Remove(filepath.Join(res.Dir(), "N.spike.spk")))
	err := report.New(res).Err()
	assert.ErrorContains(t, err, "N.V is not shown: ")
	assert.ErrorContains(t, err, "N.spike is not shown: ")
	assert.ErrorContains(t, err, "spikes that were recorded cannot be read")
}
