// Package examples_test runs every example program as a user would.
package examples_test

import (
	"bytes"
	"encoding/json"
	"image/png"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
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
			t.Run("too short", func(t *testing.T) {
				for _, ms := range []string{"0", "1", "30"} {
					out, errs, err := run(program, "-duration", ms, "-out", t.TempDir())
					require.NoError(t, err, errs)
					assert.NotRegexp(t, `NaN|Inf`, out)
					if strings.Contains(out, "–") {
						assert.Contains(t, out, "missing  ", "it does not say why something is not known")
					}
				}
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
			t.Run("long steps", func(t *testing.T) {
				for _, group := range spiking[filepath.Base(program)] {
					_, errs, err := run(program, "-duration", "5", "-dt", "0.5", "-json")
					require.NoError(t, err, errs)
					assert.Regexp(t, `warning: `+group+` \(.*\): a step of 0.5 ms is too long for \w+, whose spikes are resolved by steps up to 0.1 ms`, errs)
					_, errs, err = run(program, "-duration", "5", "-json")
					require.NoError(t, err, errs)
					assert.Empty(t, errs)
				}
			})
			t.Run("mistakes", func(t *testing.T) {
				for _, args := range [][]string{{"-n", "-1"}, {"-n", "0"}, {"-dt", "0"}, {"-dt", "NaN"}, {"-duration", "-1"}, {"-duration", "NaN"},
					{"-executor", "steam"}, {"-resume"}, {"-checkpoint-every", "5"}, {"-checkpoint", "run.golgi", "-checkpoint-every", "0"}, {"-checkpoint", "run.golgi", "-checkpoint-every", "0.123"}, {"-set", "no_such_name=1"}, {"-threads", "-2"}, {"-out", filepath.Join(program, "inside-a-file")}, {"x"}} {
					out, errs, err := run(program, append([]string{"-duration", "1"}, args...)...)
					assert.Error(t, err, "%v is accepted: %s", args, out)
					assert.NotEmpty(t, errs, "%v", args)
					assert.NotContains(t, strings.ToLower(errs), "goroutine", "%v panics", args)
					assert.NotRegexp(t, `(balanced|demo)\.go:`, errs, "%v names a file that is not the example's", args)
				}
			})
			t.Run("odd parameters", func(t *testing.T) {
				help, errs, err := run(program, "-help")
				require.NoError(t, err)
				names := parameter.FindAllStringSubmatch(help+errs, -1)
				require.NotEmpty(t, names)
				for _, n := range names {
					for _, x := range []string{"NaN", "Inf", "-Inf"} {
						_, errs, err := run(program, "-duration", "0", "-json", "-set", n[1]+"="+x)
						assert.Error(t, err, "%s=%s is accepted", n[1], x)
						assert.Contains(t, errs, n[1]+" must be a finite number")
					}
				}
				for set, want := range senseless[filepath.Base(program)] {
					_, errs, err := run(program, "-duration", "0", "-json", "-set", set)
					assert.Error(t, err, "%s is accepted", set)
					assert.Equal(t, "-set "+set+": "+want+"\n", errs)
				}
			})
		})
	}
}

// spiking are groups of examples whose spikes are resolved by steps up to 0.1 ms.
var spiking = map[string][]string{"thalamus": {"Relay", "Blocked"}, "cobahh": {"N"}}

// parameter finds the parameters in what -help prints.
var parameter = regexp.MustCompile(`(\w+) \(-?[0-9.e+]+\)`)

// senseless are values that parameters of the examples cannot have, and what
// the examples say then.
var senseless = map[string]map[string]string{
	"coba":   {"tau_E=0": "tau_E must be more than 0", "w_I=-1": "w_I must be 0 or more"},
	"cobahh": {"gNa=-1": "gNa must be 0 or more"},
	"cuba":   {"in_degree=-1": "in_degree must be 0 or more"},
	"decision": {"w_pos=20": "w_pos must be 1/f = 6.667 at most, or weights between populations become negative", "w_pos=-1": "w_pos must be 0 or more",
		"coherence=101": "coherence must be -100 or more and 100 at most", "f=0.5": "f must be more than 0 and less than 0.5", "sd=-1": "sd must be 0 or more", "mu0=-1": "mu0 must be 0 or more"},
	"expcoba":         {"delay=-1": "delay must be 0 or more"},
	"fastoscillation": {"sigma_ext=-1": "sigma_ext must be 0 or more", "C=0": "C must be 1 or more", "C=1.5": "C must be a whole number", "J=-1": "J must be 0 or more"},
	"gamma":           {"pulse=0": "pulse must be more than 0", "pulse=0.01": "pulse must be 0.05 or more, the step of -dt in ms", "I_sigma=-1": "I_sigma must be 0 or more", "phi=0": "phi must be more than 0"},
	"neurons":         {"onset=-1": "onset must be 0 or more"},
	"stdp":            {"A1=-1": "A1 must be 0 or more", "tau_s=0": "tau_s must be more than 0"},
	"synfire":         {"sigma=-1": "sigma must be 0 or more", "start=1": "start must be 1.197 or more, or spikes of the pulses come before the run", "V_th=-80": "V_th must be more than V_rest, -70", "a_weak=1e+09": "a_weak must be 1 or more and 1e+06 at most", "a_weak=1.5": "a_weak must be a whole number"},
	"thalamus":        {"onset=-1": "onset must be 0 or more", "offset=400": "offset must be more than onset, 500", "g_T=-1": "g_T must be 0 or more"},
	"wholebrain":      {"skip=-1": "skip must be 0 or more", "velocity=0": "velocity must be more than 0"},
}
