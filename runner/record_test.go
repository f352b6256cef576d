package runner_test

import (
	"fmt"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/golgi-sim/golgi/runner"
)

// A step that is recorded allocates nothing: a longer run makes more pieces,
// here of 32 steps and more, each with a few allocations.
func TestRecordingAllocatesByPieces(t *testing.T) {
	dir := folders(t)
	for _, opts := range [][]runner.Option{{}, {runner.StreamTo(dir())}} {
		r := many(t, opts...)
		run(t, r, 500)
		count := func(steps float64) float64 {
			return testing.AllocsPerRun(1, func() { run(t, r, steps) })
		}
		short, long := count(500), count(5500)
		assert.Less(t, long-short, 5000/8.0)
	}
}

func BenchmarkRecord(b *testing.B) {
	for _, how := range []string{"nothing", "memory", "disk"} {
		b.Run(how, func(b *testing.B) {
			n := newCells(1000)
			opts := []runner.Option{runner.Progress(false), runner.Dt(1), runner.Input(n, 0.08)}
			if how != "nothing" {
				opts = append(opts, runner.Monitor(n.Spike, n.V))
			}
			if how == "disk" {
				opts = append(opts, runner.StreamTo(filepath.Join(b.TempDir(), fmt.Sprint(b.N))))
			}
			r, err := runner.New(n, opts...)
			require.NoError(b, err)
			b.ReportAllocs()
			b.ResetTimer()
			_, err = r.Run(ctx, float64(b.N))
			require.NoError(b, err)
		})
	}
}
