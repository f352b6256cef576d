package runner_test

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"io/fs"
	"math"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/golgi-sim/golgi"
	"github.com/golgi-sim/golgi/bench"
	"github.com/golgi-sim/golgi/dyn"
	"github.com/golgi-sim/golgi/inputs"
	"github.com/golgi-sim/golgi/internal/sections"
	"github.com/golgi-sim/golgi/runner"
)

// saved is a run of a small COBA network that records spikes and values.
func saved(t testing.TB, opts ...runner.Option) (*bench.Net, *runner.DSRunner) {
	t.Helper()
	net := bench.NewCOBA(400, bench.DefaultCOBA())
	run, err := runner.New(net, append([]runner.Option{runner.Seed(3), runner.Progress(false),
		runner.Input(net.N, 20, inputs.OU{Sigma: 1, Tau: 5}),
		runner.Monitor(net.N.Spike, net.N.V.Slice(0, 3), "E.syn.g[7]"), runner.Monitor(net.N.V.Slice(9, 10), runner.BeforeUpdate(), runner.As("before")),
		runner.MonitorFunc("time", func(sim *golgi.Sim) float64 { return sim.T() })}, opts...)...)
	require.NoError(t, err)
	return net, run
}

// sameResults checks that two results are of the same run.
func sameResults(t testing.TB, want, got *runner.Result) {
	t.Helper()
	assert.Equal(t, want.Start, got.Start)
	assert.Equal(t, want.Stop, got.Stop)
	assert.Equal(t, want.Spikes("N"), got.Spikes("N"))
	for _, name := range []string{"N.V[0:3]", "E.syn.g[7]", "before", "time"} {
		a, b := want.Series(name), got.Series(name)
		require.NoError(t, b.Err())
		assert.Equal(t, a.Start, b.Start)
		assert.Equal(t, a.Indices, b.Indices)
		assert.Equal(t, a.Matrix(), b.Matrix(), name)
	}
}

// TestResume: a run that is stopped and gone on with in another process, with
// other workers, has the result of one that was not.
func TestResume(t *testing.T) {
	_, whole := saved(t, runner.Threads(1))
	want, err := whole.Run(t.Context(), 80)
	require.NoError(t, err)
	for name, to := range map[string][]runner.Option{
		"in memory":                      nil,
		"to a folder":                    {runner.StreamTo(filepath.Join(t.TempDir(), "rec")), runner.Overwrite()},
		"to a folder when there is more": {runner.StreamTo(filepath.Join(t.TempDir(), "rec")), runner.Overwrite(), runner.MemoryLimit(30000)},
	} {
		t.Run(name, func(t *testing.T) { resumed(t, want, to) })
	}
}

func resumed(t *testing.T, want *runner.Result, to []runner.Option) {
	saved := func(t testing.TB, opts ...runner.Option) (*bench.Net, *runner.DSRunner) {
		return saved(t, append(opts, to...)...)
	}
	path := filepath.Join(t.TempDir(), "run.golgi")
	_, first := saved(t, runner.Threads(2), runner.Checkpoint(path, 7))
	ctx, stop := context.WithCancel(t.Context())
	stop()
	res, err := first.Run(ctx, 80)
	require.ErrorIs(t, err, context.Canceled)
	require.Equal(t, int64(0), res.Steps(), "a run that is cancelled at once has a checkpoint of its beginning")
	res, err = first.Run(t.Context(), 33.3)
	require.NoError(t, err)
	require.Equal(t, int64(333), res.Stop)
	for k, upTo := range []float64{33.3, 50, 80, 80} { // of the whole run
		_, run := saved(t, runner.Threads(1+k%3), runner.Checkpoint(path, 7), runner.Executor(golgi.Portable))
		require.NoError(t, run.Resume(path))
		res, err = run.Run(t.Context(), upTo)
		require.NoError(t, err)
		require.Equal(t, upTo, res.Duration())
	}
	sameResults(t, want, res)
}

func TestResumeMistakes(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "run.golgi")
	_, first := saved(t, runner.Checkpoint(path, 5))
	_, err := first.Run(t.Context(), 20)
	require.NoError(t, err)

	_, run := saved(t)
	require.ErrorIs(t, run.Resume(filepath.Join(dir, "none")), fs.ErrNotExist)

	// Other inputs and monitors.
	net := bench.NewCOBA(400, bench.DefaultCOBA())
	other, err := runner.New(net, runner.Seed(3), runner.Progress(false), runner.Input(net.N, 21), runner.Monitor(net.N.Spike))
	require.NoError(t, err)
	err = other.Resume(path)
	require.ErrorContains(t, err, path+": cannot be loaded into this network")
	assert.ErrorContains(t, err, "run: what drives it is N.I by [21] here, and was N.I by [20 OU{Sigma: 1, Tau: 5}] when the file was saved")
	assert.ErrorContains(t, err, "run: what is recorded differs")
	res, err := other.Run(t.Context(), 5)
	require.NoError(t, err)
	assert.Equal(t, int64(50), res.Steps(), "what was refused has changed nothing")

	require.NoError(t, run.Resume(path))
	_, err = run.Run(t.Context(), 10)
	require.ErrorContains(t, err, "cannot run for 10 ms: the run that was resumed, which began at 0 ms, has come to 20 ms already")
	require.NoError(t, run.Sim().Step())
	_, err = run.Run(t.Context(), 30)
	require.ErrorContains(t, err, "resumed at step 200 and is at step 201 now")
	res, err = run.Run(t.Context(), 1)
	require.NoError(t, err)
	assert.Equal(t, int64(201), res.Start)
	assert.Equal(t, 10, res.Series("time").Len())

	require.NoError(t, run.Resume(path))
	require.NoError(t, run.Sim().Reset())
	require.NoError(t, run.Sim().Run(200))
	_, err = run.Run(t.Context(), 30)
	require.ErrorContains(t, err, "resumed at step 200, and was reset or loaded since")
	_, err = run.Run(t.Context(), 1)
	require.NoError(t, err)

	_, err = runner.New(bench.NewCOBA(400, bench.DefaultCOBA()), runner.Checkpoint("", 0.01))
	assert.ErrorContains(t, err, "checkpoint: the path is empty")
	assert.ErrorContains(t, err, "checkpoint: a period of 0.01 ms is no multiple of dt = 0.1 ms; take 0.1 ms, or another dt")
	assert.EqualError(t, run.Resume(""), "runner: cannot resume: the name of the file is empty")
	for period, want := range map[float64]string{
		0:           "checkpoint: there cannot be one every 0 ms; give one step of 0.1 ms or more",
		-5:          "checkpoint: a period of -5 ms: it must be a number of ms, a multiple of dt = 0.1 ms",
		math.NaN():  "checkpoint: a period of NaN ms: it must be a number of ms, a multiple of dt = 0.1 ms",
		math.Inf(1): "checkpoint: a period of +Inf ms: it must be a number of ms, a multiple of dt = 0.1 ms",
		0.25:        "checkpoint: a period of 0.25 ms is no multiple of dt = 0.1 ms; take 0.2 or 0.3 ms, or another dt",
	} {
		_, err = runner.New(bench.NewCOBA(400, bench.DefaultCOBA()), runner.Dt(0.1), runner.Checkpoint("run.golgi", period))
		assert.ErrorContains(t, err, want)
	}
	_, run = saved(t, runner.Checkpoint(filepath.Join(dir, "no", "folder"), 5))
	_, err = run.Run(t.Context(), 1)
	require.ErrorIs(t, err, fs.ErrNotExist)
}

// A Resume that fails leaves the one before it: the run that goes on has all of
// its recordings.
func TestFailedResumeAfterAnother(t *testing.T) {
	dir := t.TempDir()
	simulate := func(every float64, path string) *runner.DSRunner {
		_, run := saved(t, runner.Monitor("E.syn.g[8]", runner.Every(every), runner.As("last")), runner.Checkpoint(filepath.Join(dir, path), 5))
		return run
	}
	want, err := simulate(1, "whole").Run(t.Context(), 30)
	require.NoError(t, err)
	_, err = simulate(1, "good").Run(t.Context(), 20)
	require.NoError(t, err)
	_, err = simulate(2, "bad").Run(t.Context(), 20)
	require.NoError(t, err)

	run := simulate(1, "run")
	require.NoError(t, run.Resume(filepath.Join(dir, "good")))
	require.ErrorContains(t, run.Resume(filepath.Join(dir, "bad")), "what is recorded differs")
	got, err := run.Run(t.Context(), 30)
	require.NoError(t, err)
	sameResults(t, want, got)
	assert.Equal(t, want.Series("last").Matrix(), got.Series("last").Matrix())
}

// TestFailedStepKeepsCheckpoint: the last good one.
func TestFailedStepKeepsCheckpoint(t *testing.T) {
	path := filepath.Join(t.TempDir(), "run.golgi")
	net, run := saved(t, runner.Checkpoint(path, 5))
	_, err := run.Run(t.Context(), 10)
	require.NoError(t, err)
	before, err := os.ReadFile(path)
	require.NoError(t, err)
	require.NoError(t, net.N.V.Slice(0, 1).Set(1e308))
	require.NoError(t, net.N.Input.Set(1e308))
	_, err = run.Run(t.Context(), 3)
	var bad *golgi.NonFiniteError
	require.ErrorAs(t, err, &bad)
	after, err := os.ReadFile(path)
	require.NoError(t, err)
	assert.Equal(t, before, after)
	// A simulation that has stopped goes on from it.
	require.NoError(t, run.Resume(path))
	_, err = run.Run(t.Context(), 20)
	require.NoError(t, err)
}

// killableRun is the environment variable that makes the test binary a run that can be
// killed.
const killableRun = "GOLGI_TEST_CHECKPOINT"

// streams is one that makes it record to a folder.
const streams = "GOLGI_TEST_STREAM"

func TestMain(m *testing.M) {
	if path := os.Getenv(killableRun); path != "" {
		if err := killable(path); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		os.Exit(0)
	}
	flag.Parse()
	os.Exit(m.Run())
}

const killedMs = 400

// killable goes on with the run of a checkpoint, says so, and says the hash of
// its spikes at the end.
func killable(path string) error {
	net := bench.NewCOBA(400, bench.DefaultCOBA())
	opts := []runner.Option{runner.Seed(8), runner.Progress(false), runner.Threads(1 + rand.IntN(2)), runner.Input(net.N, 20),
		runner.Monitor(net.N.Spike, net.N.V.Slice(0, 3)), runner.Checkpoint(path, 4)}
	if os.Getenv(streams) != "" {
		opts = append(opts, runner.StreamTo(path+".recording"), runner.Overwrite())
	}
	run, err := runner.New(net, opts...)
	if err != nil {
		return err
	}
	if err := run.Resume(path); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	fmt.Println("begun at", run.Sim().Steps())
	res, err := run.Run(context.Background(), killedMs)
	if err != nil {
		return err
	}
	fmt.Printf("hash %016x %x\n", res.Spikes("N").Hash(), res.Series("N.V[0:3]").At(killedMs*10-1, 2))
	return nil
}

// TestKilledRuns: runs are killed at random moments, and what is gone on with comes
// to the right end. With -long, 200 times.
func TestKilledRuns(t *testing.T) {
	t.Run("in memory", func(t *testing.T) { killRuns(t, "") })
	t.Run("to a folder", func(t *testing.T) { killRuns(t, "1") })
}

func killRuns(t *testing.T, stream string) {
	kills := 4
	if *long {
		kills = 100
	}
	exe, err := os.Executable()
	require.NoError(t, err)
	dir := t.TempDir()
	// run runs until it ends, or is killed after a time.
	run := func(path string, after time.Duration) (begun int, end string) {
		ctx, cancel := context.WithCancel(t.Context())
		defer cancel()
		cmd := exec.CommandContext(ctx, exe)
		cmd.Env = append(os.Environ(), killableRun+"="+path, streams+"="+stream)
		var stderr strings.Builder
		cmd.Stderr = &stderr
		out, err := cmd.StdoutPipe()
		require.NoError(t, err)
		require.NoError(t, cmd.Start())
		for lines := bufio.NewScanner(out); lines.Scan(); {
			line := lines.Text()
			if _, err := fmt.Sscanf(line, "begun at %d", &begun); err == nil && after > 0 {
				time.AfterFunc(after, func() { _ = cmd.Process.Kill() })
			}
			if h, ok := strings.CutPrefix(line, "hash "); ok {
				end = h
			}
		}
		if err := cmd.Wait(); end == "" {
			require.NotZero(t, after, "%v: %s", err, stderr.String())
			require.Empty(t, stderr.String())
		}
		return begun, end
	}
	begin := time.Now()
	_, want := run(filepath.Join(dir, "whole"), 0)
	took := time.Since(begin)
	require.NotEmpty(t, want)
	path := filepath.Join(dir, "run")
	killed, ended, last := 0, 0, 0
	for killed < kills {
		begun, end := run(path, time.Duration(1+rand.Int64N(int64(took)/2)))
		assert.GreaterOrEqual(t, begun, last, "it goes on from where it was")
		last = begun
		if end == "" {
			killed++
			continue
		}
		assert.Equal(t, want, end)
		ended++
		require.NoError(t, os.Remove(path))
		last = 0
	}
	_, end := run(path, 0)
	assert.Equal(t, want, end)
	t.Logf("%d runs were killed, %d came to their end", killed, ended+1)
	// What was not finished has been taken away by the run that came next.
	left, err := filepath.Glob(filepath.Join(dir, ".*"))
	require.NoError(t, err)
	assert.Empty(t, left)
}

// FuzzResume: whatever is in the checkpoint of a run, with checksums that are
// right, is taken up or refused; what is refused changes nothing.
func FuzzResume(f *testing.F) {
	dir := f.TempDir()
	path := filepath.Join(dir, "run.golgi")
	begin := func(t testing.TB, opts ...runner.Option) (*dyn.Group, *runner.DSRunner) {
		n := dyn.NewGroup(3, dyn.LifRef{VRest: -60, VTh: -50, VReset: -60, Tau: 20, TauRef: 5, V: -60})
		run, err := runner.New(n, append(opts, runner.Progress(false), runner.Input(n, 20), runner.Monitor(n.Spike, n.V))...)
		require.NoError(t, err)
		return n, run
	}
	_, run := begin(f, runner.Checkpoint(path, 20))
	_, err := run.Run(f.Context(), 30)
	require.NoError(f, err)
	file, err := os.Open(path)
	require.NoError(f, err)
	const magic = "\x89golgi\r\n"
	r, err := sections.NewReader(file, "a checkpoint", magic, 1)
	require.NoError(f, err)
	var names []string
	var datas [][]byte
	for {
		name, _, err := r.Next()
		if err == io.EOF {
			break
		}
		require.NoError(f, err)
		data, err := r.Data(1 << 30)
		require.NoError(f, err)
		names, datas = append(names, name), append(datas, data)
		f.Add(uint8(len(datas)-1), data)
	}
	require.NoError(f, file.Close())
	n, run := begin(f)
	var before, after bytes.Buffer
	require.NoError(f, run.Sim().Save(&before))
	hostile := filepath.Join(dir, "hostile.golgi")
	f.Fuzz(func(t *testing.T, at uint8, data []byte) {
		var b bytes.Buffer
		w := sections.NewWriter(&b, magic, 1)
		for k := range names {
			if k == int(at)%len(names) {
				w.Section(names[k], data)
			} else {
				w.Section(names[k], datas[k])
			}
		}
		require.NoError(t, w.Close())
		require.NoError(t, os.WriteFile(hostile, b.Bytes(), 0o666))
		if err := run.Resume(hostile); err != nil {
			require.NotContains(t, err.Error(), "BUG")
			after.Reset()
			require.NoError(t, run.Sim().Save(&after))
			require.True(t, bytes.Equal(before.Bytes(), after.Bytes()), "%v", err)
		} else if res, err := run.Run(t.Context(), 35); err == nil {
			_ = res.Spikes(n).Times()
			_ = res.Series(n.V).Matrix()
		}
		n, run = begin(t) // not what the last one has left
	})
}
