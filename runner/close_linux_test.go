package runner_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/golgi-sim/golgi"
	"github.com/golgi-sim/golgi/runner"
)

// openFiles counts the files in a folder that the program has open.
func openFiles(t *testing.T, dir string) (n int) {
	fds, err := os.ReadDir("/proc/self/fd")
	require.NoError(t, err)
	for _, fd := range fds {
		if to, err := os.Readlink("/proc/self/fd/" + fd.Name()); err == nil && strings.HasPrefix(to, dir) {
			n++
		}
	}
	return n
}

// A runner that is closed has no files open; its results, and its folder, can be
// read.
func TestClose(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "run")
	r := recorder(t, runner.StreamTo(path))
	run(t, r, 5)
	res := run(t, r, 5)
	assert.Positive(t, openFiles(t, dir))
	for range 2 {
		require.NoError(t, r.Close())
		assert.Zero(t, openFiles(t, dir))
	}
	_, err := r.Run(ctx, 5)
	require.ErrorIs(t, err, golgi.ErrClosed)
	require.ErrorIs(t, r.Resume("none"), golgi.ErrClosed)
	require.NoError(t, res.Spikes("E").Err())
	all, err := runner.Load(path)
	require.NoError(t, err)
	sameResult(t, run(t, recorder(t), 10), all)

	// One that was not run, and one that ended with an error.
	require.NoError(t, recorder(t).Close())
	path = filepath.Join(dir, "cancelled")
	r = recorder(t, runner.StreamTo(path))
	run(t, r, 5)
	stopped, stop := context.WithCancel(ctx)
	stop()
	_, err = r.Run(stopped, 5)
	require.ErrorIs(t, err, context.Canceled)
	require.NoError(t, r.Close())
	text, err := os.ReadFile(filepath.Join(path, "run.json"))
	require.NoError(t, err)
	assert.Contains(t, string(text), "the run was stopped")
}

// A sweep closes the files of its runs.
func TestSweepClosesFiles(t *testing.T) {
	dir := t.TempDir()
	s := grid()
	s.Measure = func(ctx context.Context, p runner.Point) ([]float64, error) {
		n := newNet()
		r, err := p.New(n, runner.Dt(0.5), runner.Monitor("E.V"), runner.StreamTo(filepath.Join(dir, strings.ReplaceAll(fmt.Sprint(p), " ", ""))))
		if err != nil {
			return nil, err
		}
		_, err = r.Run(ctx, 5)
		return []float64{1, 2}, err
	}
	_, err := s.Run(ctx)
	require.NoError(t, err)
	assert.Zero(t, openFiles(t, dir))
}
