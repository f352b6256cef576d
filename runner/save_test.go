package runner_test

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/golgi-sim/golgi"
	"github.com/golgi-sim/golgi/runner"
)

// A result that was saved is the same result, whether it was in memory or on
// disk, and whichever part of a longer recording.
func TestSaveAndLoad(t *testing.T) {
	dir := folders(t)
	rapid.Check(t, func(t *rapid.T) {
		var opts []runner.Option
		if rapid.Bool().Draw(t, "streams") {
			opts = append(opts, runner.StreamTo(dir()), unsynced)
		}
		r := recorder(t, opts...)
		for range rapid.IntRange(1, 2).Draw(t, "runs") {
			res := run(t, r, float64(rapid.IntRange(0, 30).Draw(t, "steps"))/2)
			path := dir() + ".npz"
			require.NoError(t, res.Save(path))
			got, err := runner.Load(path)
			require.NoError(t, err)
			sameResult(t, res, got)
			require.InDelta(t, res.SimTime.Seconds(), got.SimTime.Seconds(), 1e-6)
			require.Equal(t, res.Threads, got.Threads)
			// And once more, in the same bytes.
			again := dir() + ".npz"
			require.NoError(t, got.Save(again))
			a, err := os.ReadFile(path)
			require.NoError(t, err)
			b, err := os.ReadFile(again)
			require.NoError(t, err)
			if res.SimTime == got.SimTime && res.BuildTime == got.BuildTime {
				require.Equal(t, a, b)
			}
		}
	})
}

// Handles of the network, models and units survive.
func TestLoadedResult(t *testing.T) {
	n := newBalanced()
	r := build(t, n, runner.Dt(0.5), runner.Seed(1<<63+7), runner.Monitor(n.N.Spike, n.N.V.Slice(3, 5)), runner.Monitor(n.N.V, runner.As("a/b"), runner.Mean()))
	res := run(t, r, 20)
	path := filepath.Join(t.TempDir(), "run.npz")
	require.NoError(t, res.Save(path))
	got, err := runner.Load(path)
	require.NoError(t, err)
	sameResult(t, res, got)
	assert.Equal(t, map[string]string{"N": "LifRef"}, got.Models)
	require.NotNil(t, got.Graph)
	assert.Equal(t, res.Graph, got.Graph)
	assert.Equal(t, uint64(1<<63+7), got.Seed)
	assert.Equal(t, res.Spikes(n.N).Hash(), got.Spikes(n.N).Hash())
	assert.Equal(t, []int{3, 4}, got.Series(n.N.V).Indices)
	assert.Equal(t, "mV", got.Series("N.V").Unit)
	assert.ErrorContains(t, got.Series("N.w").Err(), "N.w was not recorded")

	assert.ErrorContains(t, res.Save(filepath.Join(t.TempDir(), "run.mat")), "run.mat: a result is saved as .npz")
	assert.Error(t, res.Save(filepath.Join(t.TempDir(), "no", "run.npz")))
	_, err = runner.Load(filepath.Join(t.TempDir(), "none.npz"))
	assert.ErrorIs(t, err, os.ErrNotExist)
	_, err = runner.Load(t.TempDir())
	assert.ErrorContains(t, err, "it holds no recording")
}

// numpy runs a script in a Python that has NumPy.
func numpy(t *testing.T, script string, args ...any) string {
	t.Helper()
	for _, python := range []string{"python3", "/usr/bin/python3", "python"} {
		if exec.Command(python, "-c", "import numpy").Run() == nil {
			out, err := exec.Command(python, "-c", fmt.Sprintf(script, args...)).CombinedOutput()
			require.NoError(t, err, "%s", out)
			return string(out)
		}
	}
	t.Skip("no Python with NumPy")
	return ""
}

func TestSavedInNumPy(t *testing.T) {
	n := newNet()
	path := filepath.Join(t.TempDir(), "run.npz")
	dir := filepath.Join(t.TempDir(), "run")
	r := build(t, n, runner.Dt(0.5), runner.Input(n.E, 0.5), runner.Monitor(n.E.Spike), runner.Monitor("E.V", runner.Every(1), runner.Pick(3, 0)),
		runner.Monitor("E.V", runner.As("dt"), runner.Between(0, 0.5)), runner.StreamTo(dir))
	require.NoError(t, run(t, r, 4).Save(path))
	got := numpy(t, `
import json, numpy as np
d = np.load(%q)
print(sorted(d.files))
print(d['dt'].item(), d['E.V[3,0].t'].tolist(), d['E.V[3,0]'].tolist())
print(d['E.spike.steps'].tolist(), d['E.spike.indices'].tolist(), d['E.spike.steps'].dtype, d['E.spike.indices'].dtype)
print(json.loads(d['run.json'])['run']['seed'])
print(np.load(%q, mmap_mode='r').tolist())
`, path, filepath.Join(dir, "E.V_3_0.npy"))
	// V of cell 0 after step n is (n+1)/4 and of cell 3 3/8 more, from 0 again
	// when it reaches 1.
	assert.Equal(t, `['E.V[3,0]', 'E.V[3,0].t', 'E.spike.indices', 'E.spike.steps', 'dt', 'dt-2', 'dt-2.t', 'run.json']
0.5 [0.0, 1.0, 2.0, 3.0] [[0.625, 0.25], [0.0, 0.75], [0.5, 0.25], [0.0, 0.75]]
[2, 2, 3, 3, 6, 6, 7, 7] [2, 3, 0, 1, 2, 3, 0, 1] int64 int32
0
[[0.625, 0.25], [0.0, 0.75], [0.5, 0.25], [0.0, 0.75]]
`, got)
	loaded, err := runner.Load(path)
	require.NoError(t, err)
	assert.Equal(t, 1, loaded.Series("dt").Len())
}

// An archive that NumPy writes again, compressed and in other types, is read.
func TestSavedByNumPy(t *testing.T) {
	n := newNet()
	path := filepath.Join(t.TempDir(), "run.npz")
	res := run(t, build(t, n, runner.Dt(0.5), runner.Input(n.E, 0.5), runner.Monitor(n.E.Spike, "E.V")), 4)
	require.NoError(t, res.Save(path))
	numpy(t, `
import io, zipfile, numpy as np
d = np.load(%[1]q)
new = {k: d[k] for k in d.files if k != 'run.json'}
new['E.V'] = np.asfortranarray(new['E.V']).astype('>f8')
new['E.spike.steps'] = new['E.spike.steps'].astype('u2')
text = d['run.json']
np.savez_compressed(%[1]q, **new)
with zipfile.ZipFile(%[1]q, 'a') as z:
    z.writestr('run.json', text)
`, path)
	got, err := runner.Load(path)
	require.NoError(t, err)
	sameResult(t, res, got)
}

// Cut anywhere or with a byte that was changed, an archive is an error that says
// where, or the same result: there are bytes that nobody reads.
func TestBrokenArchive(t *testing.T) {
	path := filepath.Join(t.TempDir(), "run.npz")
	res := run(t, recorder(t), 10)
	require.NoError(t, res.Save(path))
	whole, err := os.ReadFile(path)
	require.NoError(t, err)
	rapid.Check(t, func(t *rapid.T) {
		data := bytes.Clone(whole)
		at := rapid.IntRange(0, len(data)-1).Draw(t, "byte")
		if rapid.Bool().Draw(t, "cut") {
			data = data[:at]
		} else {
			data[at] ^= byte(rapid.IntRange(1, 255).Draw(t, "flip"))
		}
		require.NoError(t, os.WriteFile(path, data, 0o666))
		got, err := runner.Load(path)
		if err == nil {
			require.Len(t, data, len(whole))
			sameResult(t, res, got)
			return
		}
		require.ErrorContains(t, err, path)
	})
}

// The same for a folder: what remains is what was recorded, and what is missing
// is told.
func TestBrokenFolder(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "run")
	run(t, recorder(t, runner.StreamTo(dir)), 10)
	want := run(t, recorder(t), 10)
	files, err := os.ReadDir(dir)
	require.NoError(t, err)
	var names []string
	for _, f := range files {
		names = append(names, f.Name())
	}
	rapid.Check(t, func(t *rapid.T) {
		file := filepath.Join(dir, rapid.SampledFrom(names).Draw(t, "file"))
		whole, err := os.ReadFile(file)
		require.NoError(t, err)
		defer func() { require.NoError(t, os.WriteFile(file, whole, 0o666)) }()
		data := bytes.Clone(whole)
		at := rapid.IntRange(0, len(data)-1).Draw(t, "byte")
		if rapid.Bool().Draw(t, "cut") {
			data = data[:at]
		} else {
			data[at] ^= byte(rapid.IntRange(1, 255).Draw(t, "flip"))
		}
		require.NoError(t, os.WriteFile(file, data, 0o666))
		got, err := runner.Load(dir)
		found := err != nil
		if err != nil {
			require.ErrorContains(t, err, dir)
		}
		if got == nil {
			return
		}
		for _, name := range got.Names() {
			if s := got.Spikes(name); s.Err() == nil {
				w := want.Spikes(name).Window(0, float64(s.Stop)*0.5)
				require.Equal(t, w.Hash(), s.Hash())
				continue
			}
			s := got.Series(name)
			m := s.Matrix()
			if s.Err() != nil {
				found = true
				continue
			}
			for k := range s.Len() {
				require.Equal(t, want.Series(name).Row(k), m.RawRowView(k))
			}
		}
		for _, name := range got.Names() {
			found = found || got.Spikes(name).Err() != nil && got.Series(name).Err() != nil
		}
		inHeader := strings.HasSuffix(file, ".npy") && at < 128 || strings.HasSuffix(file, "run.json") // spaces, of which the format has some
		require.True(t, found || inHeader, "nothing was found in %s at %d", file, at)
	})
}

func TestCSV(t *testing.T) {
	n := newNet()
	res := run(t, build(t, n, runner.Dt(0.1), runner.Input(n.E, 0.5), runner.Monitor("E.V", runner.Every(0.3), runner.Pick(1, 3)), runner.MonitorFunc(`say "T", twice`, (*golgi.Sim).T),
		runner.Monitor(n.E.Spike.Slice(1, 4)), runner.Monitor(n.E.Spike, runner.Pick(0, 3), runner.As("two"))), 3)
	dir := t.TempDir()
	read := func(name string, save func(string) error) [][]string {
		path := filepath.Join(dir, name)
		require.NoError(t, save(path))
		f, err := os.Open(path)
		require.NoError(t, err)
		defer f.Close()
		lines, err := csv.NewReader(f).ReadAll()
		require.NoError(t, err)
		return lines
	}
	v := res.Series("E.V")
	lines := read("v.csv", v.Save)
	require.Equal(t, []string{"t_ms", "E.V[1]", "E.V[3]"}, lines[0])
	require.Len(t, lines, 1+v.Len())
	for k, line := range lines[1:] {
		assert.Equal(t, fmt.Sprint(math.Round(float64(3*k))/10), line[0])
		for j := range 2 {
			x, err := strconv.ParseFloat(line[1+j], 64)
			require.NoError(t, err)
			assert.Equal(t, v.At(k, j), x, "all digits")
		}
	}
	assert.Equal(t, []string{"t_ms", `say "T", twice`}, read("t.csv", res.Series(`say "T", twice`).Save)[0])
	for _, name := range []string{"E.spike[1:4]", "two"} {
		s := res.Spikes(name)
		lines := read("s.csv", s.Save)
		require.Equal(t, []string{"t_ms", "neuron"}, lines[0])
		require.Len(t, lines, 1+s.Count())
		for k, line := range lines[1:] {
			place := s.Offset + int(s.Indices[k])
			if s.Neurons != nil {
				place = s.Neurons[s.Indices[k]]
			}
			assert.Equal(t, strconv.Itoa(place), line[1])
			at, err := strconv.ParseFloat(line[0], 64)
			require.NoError(t, err)
			assert.InDelta(t, s.Times()[k], at, 1e-9)
		}
	}

	assert.ErrorContains(t, v.Save(filepath.Join(dir, "v.txt")), "v.txt: a series is saved as .csv or .npy")
	assert.ErrorContains(t, res.Spikes("two").Save(filepath.Join(dir, "v.npy")), "v.npy: a train is saved as .csv or .spk")
	const noName = "the name of the file is empty"
	assert.EqualError(t, v.Save(""), noName)
	assert.EqualError(t, res.Spikes("two").Save(""), noName)
	assert.EqualError(t, res.Save(""), noName)
	for _, load := range []func() error{
		func() error { _, err := runner.Load(""); return err },
		func() error { _, err := runner.LoadSpikes(""); return err },
	} {
		assert.EqualError(t, load(), noName)
	}
	assert.ErrorContains(t, res.Series("none").Save(filepath.Join(dir, "v.csv")), "none was not recorded")
	assert.ErrorContains(t, res.Spikes("none").Save(filepath.Join(dir, "v.csv")), "none was not recorded")
}

func TestTrainsInFiles(t *testing.T) {
	s := train()
	path := filepath.Join(t.TempDir(), "s.spk")
	require.NoError(t, s.Save(path))
	got, err := runner.LoadSpikes(path)
	require.NoError(t, err)
	assert.Equal(t, s, got)

	// Of a file without its end there is what is whole.
	data, err := os.ReadFile(path)
	require.NoError(t, err)
	require.NoError(t, os.WriteFile(path, data[:len(data)-10], 0o666))
	got, err = runner.LoadSpikes(path)
	assert.ErrorContains(t, err, path+": byte ")
	assert.ErrorContains(t, err, "what can be read is complete up to step 30")
	require.NotNil(t, got)
	assert.Equal(t, s.Hash(), got.Hash())
	_, err = runner.LoadSpikes(filepath.Join(t.TempDir(), "none.spk"))
	assert.ErrorIs(t, err, os.ErrNotExist)
}

// A disk without room leaves the file that was there before.
func TestSaveToNowhere(t *testing.T) {
	res := run(t, recorder(t), 10)
	if _, err := os.Stat("/dev/full"); err != nil {
		t.Skip("there is no /dev/full")
	}
	f, err := os.OpenFile("/dev/full", os.O_WRONLY, 0)
	require.NoError(t, err)
	defer f.Close()
	assert.ErrorContains(t, res.Series("E.V").WriteCSV(f), "no space left on device")
	assert.ErrorContains(t, res.Spikes("E").WriteCSV(f), "no space left on device")
}
