package runner_test

import (
	"bufio"
	"context"
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/golgi-sim/golgi/runner"
)

var long = flag.Bool("long", false, "run the long validations")

// child runs a test of this program in a process of its own.
func child(ctx context.Context, test string, env ...string) *exec.Cmd {
	cmd := exec.CommandContext(ctx, os.Args[0], "-test.run=^"+test+"$", "-test.v", "-test.count=1")
	cmd.Env = append(append(os.Environ(), "GOMAXPROCS=2"), env...)
	cmd.Stderr = os.Stderr
	return cmd
}

// many is a group of cells that spike every 13 steps, and their recording.
func many(t *testing.T, opts ...runner.Option) *runner.DSRunner {
	n := newCells(1000)
	return build(t, n, append(opts, runner.Dt(1), runner.Input(n, 0.08), runner.Monitor(n.Spike, n.V))...)
}

// TestRecordingMuch: spikes and traces that are many times what memory they may
// take, all of which is on disk afterwards: 10 million spikes and 1 GB with
// -long.
func TestRecordingMuch(t *testing.T) {
	steps, bound := 6000, 100
	if *long {
		steps, bound = 135000, 200
	}
	for _, how := range []string{"stream", "limit"} {
		cmd := child(t.Context(), "TestHelperMuch", "GOLGI_MUCH="+how, fmt.Sprint("GOLGI_STEPS=", steps), "GOLGI_DIR="+filepath.Join(t.TempDir(), "run"))
		out, err := cmd.Output()
		require.NoError(t, err, "%s", out)
		var spikes, values, peak int
		_, after, _ := strings.Cut(string(out), "RESULT ")
		_, err = fmt.Sscan(after, &spikes, &values, &peak)
		require.NoError(t, err, "%s", out)
		t.Logf("%s: %d spikes and %d MB of values, with %d MB of memory", how, spikes, values>>17, peak>>20)
		assert.Greater(t, spikes, steps*1000/14)
		assert.Equal(t, steps*1000, values)
		if peak > 0 { // where the system tells
			assert.Less(t, peak>>20, bound, "MB")
		}
	}
}

// TestHelperMuch is the process of TestRecordingMuch.
func TestHelperMuch(t *testing.T) {
	how := os.Getenv("GOLGI_MUCH")
	if how == "" {
		t.Skip("of TestRecordingMuch")
	}
	dir := os.Getenv("GOLGI_DIR")
	steps, err := strconv.Atoi(os.Getenv("GOLGI_STEPS"))
	require.NoError(t, err)
	opts := []runner.Option{runner.StreamTo(dir)}
	if how == "limit" {
		opts = append(opts, runner.MemoryLimit(int64(steps)*100)) // of 8000 a step
	}
	run(t, many(t, opts...), float64(steps))
	res, err := runner.Load(dir)
	require.NoError(t, err)

	// The same once more, in the plainest way.
	v := make([]float64, 1000)
	for k := range v {
		v[k] = float64(k) / 2000
	}
	spikes := 0
	series := res.Series("V")
	require.Equal(t, steps, series.Len())
	step := int64(0)
	for w := range res.SpikeWindows("spike", 1000) {
		require.NoError(t, w.Err())
		next := 0
		for ; step < w.Stop; step++ {
			row := series.Row(int(step))
			for k := range v {
				if v[k] += 0.08; v[k] >= 1 {
					v[k] = 0
					if next >= w.Count() || w.Steps[next] != step || w.Indices[next] != int32(k) {
						t.Fatalf("spike %d of step %d", k, step)
					}
					next++
				}
				if row[k] != v[k] {
					t.Fatalf("V[%d] in step %d is %v, and is due to be %v", k, step, row[k], v[k])
				}
			}
		}
		require.Equal(t, next, w.Count())
		spikes += next
	}
	require.NoError(t, series.Err())
	require.Equal(t, int64(steps), step)
	fmt.Println("RESULT", spikes, series.Len()*series.Size(), runner.PeakRSS())
}

// TestKilled: what was recorded until a program is killed can be loaded.
func TestKilled(t *testing.T) {
	times := 3
	if *long {
		times = 50
	}
	total := int64(0)
	for range times {
		dir := filepath.Join(t.TempDir(), "run")
		ctx, cancel := context.WithCancel(t.Context())
		cmd := child(ctx, "TestHelperKilled", "GOLGI_KILLED="+dir)
		out, err := cmd.StdoutPipe()
		require.NoError(t, err)
		require.NoError(t, cmd.Start())
		for lines := bufio.NewScanner(out); lines.Scan() && lines.Text() != "running"; {
		}
		time.Sleep(time.Duration(rand.IntN(2500)) * time.Millisecond)
		require.NoError(t, cmd.Process.Kill())
		require.Error(t, cmd.Wait())
		cancel()

		res, err := runner.Load(dir)
		if err == nil { // the second run has not written anything
			require.Equal(t, int64(1), res.Stop)
		} else {
			require.ErrorContains(t, err, "the recording was broken off, or goes on")
		}
		v, s := res.Series("V"), res.Spikes("spike")
		require.NoError(t, s.Err())
		want := run(t, many(t), float64(max(int64(v.Len()), s.Stop, 1)))
		for k := range v.Len() {
			require.Equal(t, want.Series("V").Row(k), v.Row(k))
		}
		require.NoError(t, v.Err())
		require.Equal(t, want.Spikes("spike").Window(0, float64(s.Stop)).Hash(), s.Hash())
		t.Logf("%d rows, spikes up to step %d", v.Len(), s.Stop)
		total += int64(v.Len()) + s.Stop
	}
	assert.Positive(t, total)
}

// TestHelperKilled is the process of TestKilled. Its steps are slow, so that
// what there is was written because it was time, and not because it was much.
func TestHelperKilled(t *testing.T) {
	dir := os.Getenv("GOLGI_KILLED")
	if dir == "" {
		t.Skip("of TestKilled")
	}
	r := many(t, runner.StreamTo(dir), runner.MonitorFunc("pause", pause))
	run(t, r, 1)
	fmt.Println("running")
	run(t, r, 1e6)
}
