package runner_test

import (
	"archive/zip"
	"bytes"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/golgi-sim/golgi/internal/tracefile"
	"github.com/golgi-sim/golgi/runner"
)

// FuzzLoad gives Load archives whose checksums are right, of any contents.
// Archives of any bytes are those of FuzzArchive, in internal/npy.
func FuzzLoad(f *testing.F) {
	n := newNet()
	r := build(f, n, runner.Dt(0.5), runner.Input(n.E, 0.5), runner.Monitor("E.spike"), runner.Monitor("E.V", runner.Mean(), runner.Every(1)))
	path := filepath.Join(f.TempDir(), "run.npz")
	require.NoError(f, run(f, r, 3).Save(path))
	z, err := zip.OpenReader(path)
	require.NoError(f, err)
	names := []string{"E.spike.steps.npy", "E.spike.indices.npy", "mean(E.V).npy"}
	read := func(name string) []byte {
		file, err := z.Open(name)
		require.NoError(f, err)
		data, err := io.ReadAll(file)
		require.NoError(f, err)
		return data
	}
	text, err := runner.MetaText(read("run.json"))
	require.NoError(f, err)
	f.Add(text, read(names[0]), read(names[1]), read(names[2]))
	dir := f.TempDir()
	f.Fuzz(func(t *testing.T, text, steps, indices, values []byte) {
		var file bytes.Buffer
		w := zip.NewWriter(&file)
		for name, data := range map[string][]byte{"run.json": runner.MetaFile(text), names[0]: steps, names[1]: indices, names[2]: values} {
			entry, err := w.Create(name)
			require.NoError(t, err)
			_, err = entry.Write(data)
			require.NoError(t, err)
		}
		require.NoError(t, w.Close())
		path := filepath.Join(dir, strconv.Itoa(os.Getpid())+".npz")
		require.NoError(t, os.WriteFile(path, file.Bytes(), 0o666))
		use(t, path)
	})
}

// use loads a result and looks at all that is in it.
func use(t *testing.T, path string) {
	res, err := runner.Load(path)
	if res == nil {
		require.Error(t, err)
		return
	}
	for _, name := range res.Names() {
		if s := res.Spikes(name); s.Err() == nil {
			s.Hash()
			require.NoError(t, s.Window(0, 3).WriteCSV(io.Discard))
		}
		if s := res.Series(name); s.Err() == nil && s.Size() > 0 {
			for k := range min(s.Len(), 1000) {
				_ = s.Row(k)
			}
			_ = s.Window(1, 2).Times()
		}
	}
}

// FuzzFolder gives Load a folder with any run.json, and files as they are.
func FuzzFolder(f *testing.F) {
	n := newNet()
	dir := filepath.Join(f.TempDir(), "run")
	r := build(f, n, runner.Dt(0.5), runner.Input(n.E, 0.5), runner.Monitor("E.spike"), runner.Monitor("E.V", runner.Mean(), runner.Every(1)), runner.StreamTo(dir))
	run(f, r, 3)
	data, err := os.ReadFile(filepath.Join(dir, "run.json"))
	require.NoError(f, err)
	text, err := runner.MetaText(data)
	require.NoError(f, err)
	f.Add(text)
	base := f.TempDir()
	f.Fuzz(func(t *testing.T, text []byte) {
		to := filepath.Join(base, strconv.Itoa(os.Getpid()))
		require.NoError(t, os.CopyFS(to, os.DirFS(dir)))
		defer os.RemoveAll(to)
		require.NoError(t, os.WriteFile(filepath.Join(to, "run.json"), runner.MetaFile(text), 0o666))
		use(t, to)
	})
}

// What a small file says of a large one takes no memory.
func TestHostileSizes(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "run")
	n := newNet()
	run(t, build(t, n, runner.Monitor("E.V"), runner.StreamTo(dir)), 0)
	path := filepath.Join(dir, "run.json")
	data, err := os.ReadFile(path)
	require.NoError(t, err)
	text, err := runner.MetaText(data)
	require.NoError(t, err)
	for _, c := range []struct{ old, new, want string }{
		{`"hi": 4,`, `"hi": 2000000000,`, "elements 0 to 2000000000 of 4"},
		{`"size": 4,`, `"size": 1e99,`, "cannot unmarshal"},
		{`"every": 1`, `"every": 0`, "every 0 steps from 0"},
		{`"dt_ms": 0.1`, `"dt_ms": 0`, "dt is 0 ms"},
		{`"stop": 0,`, `"stop": -1,`, "steps 0 to -1"},
		{`"E.V.npy"`, `"../E.V.npy"`, `the file "../E.V.npy" is outside the folder`},
		{`"E.V.npy"`, `"none.npy"`, "none.npy"},
		{`"unit": "mV",`, `"reduce": "median",`, "elements 0 to 4 of 4"},
		{`"hi": 4,`, `"hi": 3,`, "it has 4 columns, and 3 are due"},
	} {
		changed := bytes.Replace(text, []byte(c.old), []byte(c.new), 1)
		require.NotEqual(t, text, changed, c.old)
		require.NoError(t, os.WriteFile(path, runner.MetaFile(changed), 0o666))
		_, err := runner.Load(dir)
		assert.ErrorContains(t, err, c.want)
	}
	// As many columns as can be, in all files, and no rows.
	w, err := tracefile.Create(filepath.Join(dir, "wide.npy"), 2e9, tracefile.Open)
	require.NoError(t, err)
	require.NoError(t, w.Close())
	changed := text
	for _, c := range [][2]string{{`"hi": 4,`, `"hi": 2000000000,`}, {`"size": 4,`, `"size": 2000000000,`}, {`"E.V.npy"`, `"wide.npy"`}} {
		changed = bytes.Replace(changed, []byte(c[0]), []byte(c[1]), 1)
	}
	require.NoError(t, os.WriteFile(path, runner.MetaFile(changed), 0o666))
	_, err = runner.Load(dir)
	assert.ErrorContains(t, err, "no rows of 2000000000 columns")
}
