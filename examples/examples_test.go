// Package examples_test runs every example program as a user would.
package examples_test

import (
	"bytes"
	"encoding/json"
	"image/png"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// build compiles all examples and returns their binaries.
func build(t *testing.T) []string {
	t.Helper()
	mains, err := filepath.Glob("*/main.go")
	require.NoError(t, err)
	require.NotEmpty(t, mains)
	dir := t.TempDir()
	args := []string{"build", "-o", dir + string(filepath.Separator)}
	var programs []string
	for _, m := range mains {
		name := filepath.Dir(m)
		args = append(args, "./"+name)
		programs = append(programs, filepath.Join(dir, name))
	}
	out, err := exec.Command("go", args...).CombinedOutput()
	require.NoError(t, err, string(out))
	return programs
}

// run runs a program and returns what it printed.
func run(program string, args ...string) (stdout, stderr string, err error) {
	var out, errs bytes.Buffer
	c := exec.Command(program, args...)
	c.Stdout, c.Stderr = &out, &errs
	err = c.Run()
	return out.String(), errs.String(), err
}

// keys are what -json has in every example.
var keys = []string{"model", "neurons", "synapses", "duration_ms", "dt_ms", "seed", "threads", "spikes", "rate_hz", "spike_hash",
	"build_s", "sim_s", "peak_rss_bytes"}

func TestExamples(t *testing.T) {
	for _, program := range build(t) {
		t.Run(filepath.Base(program), func(t *testing.T) {
			t.Parallel()
			t.Run("picture", func(t *testing.T) {
				dir := t.TempDir()
				page := filepath.Join(dir, "page.html")
				out, errs, err := run(program, "-duration", "50", "-out", dir, "-report", page)
				require.NoError(t, err, errs)
				assert.Contains(t, out, page)
				html, err := os.ReadFile(page)
				require.NoError(t, err)
				assert.True(t, strings.HasSuffix(strings.TrimSpace(string(html)), "</html>"))
				pictures, err := filepath.Glob(filepath.Join(dir, "*.png"))
				require.NoError(t, err)
				require.NotEmpty(t, pictures)
				for _, p := range pictures {
					assert.Contains(t, out, p, "it does not say where the picture is")
					f, err := os.Open(p)
					require.NoError(t, err)
					_, err = png.Decode(f)
					assert.NoError(t, err)
					assert.NoError(t, f.Close())
				}
			})
			t.Run("resume", func(t *testing.T) {
				file := filepath.Join(t.TempDir(), "run.golgi")
				hash := func(args ...string) any {
					out, errs, err := run(program, append(args, "-seed", "3", "-json")...)
					require.NoError(t, err, errs)
					var report map[string]any
					require.NoError(t, json.Unmarshal([]byte(out), &report), out)
					return report["spike_hash"]
				}
				hash("-duration", "30", "-checkpoint", file, "-checkpoint-every", "10", "-resume", "-threads", "2")
				assert.Equal(t, hash("-duration", "50"), hash("-duration", "50", "-checkpoint", file, "-resume", "-threads", "1"))
			})
			t.Run("json", func(t *testing.T) {
				var hashes []string
				for _, threads := range []string{"1", "3"} {
					out, errs, err := run(program, "-duration", "50", "-seed", "3", "-json", "-threads", threads)
					require.NoError(t, err, errs)
					var report map[string]any
					require.NoError(t, json.Unmarshal([]byte(out), &report), out)
					for _, k := range keys {
						assert.Contains(t, report, k)
					}
					assert.Equal(t, 3., report["seed"])
					assert.Equal(t, 50., report["duration_ms"])
					hashes = append(hashes, report["spike_hash"].(string))
				}
				assert.Equal(t, hashes[0], hashes[1], "the number of threads changes the spikes")
			})
			t.Run("no time", func(t *testing.T) {
				for _, ms := range []string{"0", "0.0001"} {
					out, errs, err := run(program, "-duration", ms, "-json")
					require.NoError(t, err, errs)
					var report map[string]any
					require.NoError(t, json.Unmarshal([]byte(out), &report), out)
					assert.Equal(t, 0., report["spikes"])
				}
			})
			t.Run("mistakes", func(t *testing.T) {
				for _, args := range [][]string{{"-n", "-1"}, {"-n", "0"}, {"-dt", "0"}, {"-dt", "NaN"}, {"-duration", "-1"}, {"-duration", "NaN"},
					{"-executor", "steam"}, {"-resume"}, {"-checkpoint-every", "5"}, {"-checkpoint", "run.golgi", "-checkpoint-every", "0"}, {"-set", "no_such_name=1"}, {"-threads", "-2"}, {"-out", filepath.Join(program, "inside-a-file")}, {"x"}} {
					out, errs, err := run(program, append([]string{"-duration", "1"}, args...)...)
					assert.Error(t, err, "%v is accepted: %s", args, out)
					assert.NotEmpty(t, errs, "%v", args)
					assert.NotContains(t, strings.ToLower(errs), "goroutine", "%v panics", args)
				}
			})
		})
	}
}
