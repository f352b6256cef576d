package report_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/golgi-sim/golgi/internal/damage"
	"github.com/golgi-sim/golgi/report"
)

// Values that turn out to be damaged when they are read make no page; what
// cannot be read from the beginning is not shown, and the page says why.
func TestDamagedRecordings(t *testing.T) {
	res := damage.Result(t)
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
