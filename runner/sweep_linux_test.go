package runner_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/golgi-sim/golgi/runner"
)

// TestSweepOnAFullDisk: when a row cannot be written the sweep stops, with what
// there is in the table; the file is whole up to the last row that fitted, and
// the sweep goes on from there when there is room.
func TestSweepOnAFullDisk(t *testing.T) {
	dir := t.TempDir()
	if err := syscall.Mount("none", dir, "tmpfs", 0, "size=8k"); err != nil {
		t.Skip("no file system can be mounted: ", err)
	}
	defer func() { assert.NoError(t, syscall.Unmount(dir, 0)) }()
	file := filepath.Join(dir, "sweep.csv")
	s := runner.Sweep{Points: runner.Grid(runner.Over("x", runner.Linspace(0, 1, 2000)...)), Figures: []string{"y"}, File: file, Quiet: true,
		Measure: func(_ context.Context, p runner.Point) ([]float64, error) { return []float64{p.At("x") / 3}, nil }}
	table, err := s.Run(ctx)
	require.ErrorIs(t, err, syscall.ENOSPC)
	require.ErrorContains(t, err, "the sweep was stopped with")
	text, err := os.ReadFile(file)
	require.NoError(t, err)
	assert.True(t, strings.HasSuffix(string(text), "\n"))
	rows := strings.Count(string(text), "\n") - 1
	assert.Greater(t, rows, 50)
	assert.GreaterOrEqual(t, len(table.Rows), rows)
	assert.Less(t, len(table.Rows), 2000)
	files, err := os.ReadDir(dir)
	require.NoError(t, err)
	assert.Len(t, files, 1)

	require.NoError(t, syscall.Mount("none", dir, "tmpfs", syscall.MS_REMOUNT, "size=1m"))
	made := 0
	s.Workers = 1
	s.Measure = func(_ context.Context, p runner.Point) ([]float64, error) {
		made++
		return []float64{p.At("x") / 3}, nil
	}
	table, err = s.Run(ctx)
	require.NoError(t, err)
	assert.Equal(t, 2000-rows, made, fmt.Sprint(rows))
	assert.Len(t, table.Rows, 2000)
}
