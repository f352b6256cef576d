//go:build unix

package examples_test

import (
	"bytes"
	"encoding/json"
	"image/png"
	"os"
	"os/exec"
	"path/filepath"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// one compiles one example.
func one(t *testing.T, name string) string {
	t.Helper()
	program := filepath.Join(t.TempDir(), name)
	out, err := exec.Command("go", "build", "-o", program, "./"+name).CombinedOutput()
	require.NoError(t, err, string(out))
	return program
}

// child is a program that runs.
type child struct {
	*exec.Cmd
	out, errs bytes.Buffer
}

func start(t *testing.T, program string, args ...string) *child {
	t.Helper()
	c := &child{Cmd: exec.Command(program, args...)}
	c.Stdout, c.Stderr = &c.out, &c.errs
	require.NoError(t, c.Start())
	t.Cleanup(func() { _ = c.Process.Kill() })
	return c
}

// wait waits for the end and returns the state; a program that hangs is a
// failure.
func (c *child) wait(t *testing.T) syscall.WaitStatus {
	t.Helper()
	hung := time.AfterFunc(2*time.Minute, func() { _ = c.Process.Kill() })
	defer hung.Stop()
	_ = c.Wait()
	assert.NotContains(t, c.errs.String(), "goroutine ", "it panics")
	return c.ProcessState.Sys().(syscall.WaitStatus)
}

// whole checks that all that is in a folder is whole pictures, and returns how
// many there are.
func whole(t *testing.T, dir string) int {
	t.Helper()
	files, err := os.ReadDir(dir)
	require.NoError(t, err)
	for _, file := range files {
		f, err := os.Open(filepath.Join(dir, file.Name()))
		require.NoError(t, err)
		_, err = png.Decode(f)
		assert.NoError(t, err, file.Name())
		assert.NoError(t, f.Close())
	}
	return len(files)
}

// TestSignals: a run that is interrupted ends with what there is, and with the
// exit code that shells expect.
func TestSignals(t *testing.T) {
	program := one(t, "coba")
	for sig, code := range map[syscall.Signal]int{syscall.SIGINT: 130, syscall.SIGTERM: 143, syscall.SIGHUP: 129} {
		dir := t.TempDir()
		// So long that it does not end, and so small that it begins at once.
		c := start(t, program, "-n", "400", "-duration", "1e8", "-out", dir)
		time.Sleep(700 * time.Millisecond)
		require.NoError(t, c.Process.Signal(sig))
		assert.Equal(t, code, c.wait(t).ExitStatus(), "%v: %s", sig, c.errs.String())
		assert.Contains(t, c.errs.String(), "the run was stopped at")
		assert.Contains(t, c.out.String(), "rates ")
		assert.Equal(t, 1, whole(t, dir), "the picture of what there was")

		c = start(t, program, "-n", "400", "-duration", "1e8", "-json")
		time.Sleep(700 * time.Millisecond)
		require.NoError(t, c.Process.Signal(sig))
		assert.Equal(t, code, c.wait(t).ExitStatus(), "%v: %s", sig, c.errs.String())
		var report map[string]any
		require.NoError(t, json.Unmarshal(c.out.Bytes(), &report), c.out.String())
		assert.Positive(t, report["duration_ms"])
	}
}

// TestSecondSignal: the second signal ends a program at once, also while it
// builds, which does not see the first.
func TestSecondSignal(t *testing.T) {
	c := start(t, one(t, "microcircuit"), "-json", "-scale", "0.4", "-duration", "1e8")
	time.Sleep(500 * time.Millisecond)
	require.NoError(t, c.Process.Signal(syscall.SIGINT))
	time.Sleep(300 * time.Millisecond)
	begin := time.Now()
	_ = c.Process.Signal(syscall.SIGINT) // it may have ended
	state := c.wait(t)
	assert.True(t, state.Signaled() && state.Signal() == syscall.SIGINT || state.ExitStatus() == 130, "%v", state)
	assert.Less(t, time.Since(begin), 20*time.Second)
}

// TestClosedPipe: a program whose output nobody reads ends as tools do, by
// SIGPIPE, and leaves no half picture.
func TestClosedPipe(t *testing.T) {
	program := one(t, "coba")
	for _, args := range [][]string{{"-json"}, {}} {
		dir := t.TempDir()
		r, w, err := os.Pipe()
		require.NoError(t, err)
		c := &child{Cmd: exec.Command(program, append(args, "-n", "400", "-duration", "20", "-out", dir)...)}
		c.Stdout, c.Stderr = w, &c.errs
		require.NoError(t, r.Close())
		require.NoError(t, c.Start())
		require.NoError(t, w.Close())
		state := c.wait(t)
		assert.True(t, state.Signaled() && state.Signal() == syscall.SIGPIPE, "%v %s", state, c.errs.String())
		whole(t, dir)
	}
}

// TestFullDisk: what cannot be written is an error, and nothing of it stays.
func TestFullDisk(t *testing.T) {
	program := one(t, "coba")
	full, err := os.OpenFile("/dev/full", os.O_WRONLY, 0)
	if err != nil {
		t.Skip("there is no /dev/full")
	}
	defer full.Close()
	for _, args := range [][]string{{"-json"}, {"-out", t.TempDir()}} {
		c := &child{Cmd: exec.Command(program, append(args, "-n", "400", "-duration", "20")...)}
		c.Stdout, c.Stderr = full, &c.errs
		require.NoError(t, c.Start())
		assert.Equal(t, 1, c.wait(t).ExitStatus())
		assert.Contains(t, c.errs.String(), "no space left")
	}
}

// TestMemoryBound: a network that is larger than GOMEMLIMIT allows is an error
// that says how much would fit.
func TestMemoryBound(t *testing.T) {
	c := &child{Cmd: exec.Command(one(t, "coba"), "-n", "10000000", "-duration", "1", "-json")}
	c.Env = append(os.Environ(), "GOMEMLIMIT=100MiB")
	c.Stdout, c.Stderr = &c.out, &c.errs
	require.NoError(t, c.Start())
	assert.Equal(t, 1, c.wait(t).ExitStatus())
	assert.Regexp(t, `N \(main\.go:\d+\): 10000000 × LifRef would take [\d.]+ MB of memory, and [\d.]+ MB are free, enough for [\d.]+ % of it`, c.errs.String())
}
