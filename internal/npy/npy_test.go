package npy

import (
	"bufio"
	"bytes"
	"encoding/hex"
	"fmt"
	"io"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

// fixtures are files that NumPy wrote.
func fixtures(t testing.TB) map[string][]byte {
	f, err := os.Open("testdata/numpy.txt")
	require.NoError(t, err)
	defer f.Close()
	all := map[string][]byte{}
	for lines := bufio.NewScanner(f); lines.Scan(); {
		name, text, _ := strings.Cut(lines.Text(), " ")
		if name == "#" {
			continue
		}
		all[name], err = hex.DecodeString(text)
		require.NoError(t, err)
	}
	return all
}

func TestFilesOfNumPy(t *testing.T) {
	files := fixtures(t)
	for _, c := range []struct {
		name  string
		shape []int
		want  []float64
	}{
		{"f8", []int{2, 3}, []float64{1, 2.5, -3, math.Inf(1), 1e-300, 0}},
		{"f8fortran", []int{2, 3}, []float64{1, 2.5, -3, 4, 5, 6}},
		{"f4big", []int{3}, []float64{1, 2.5, -3}},
		{"i2", []int{2, 2, 2}, []float64{-4, -3, -2, -1, 0, 1, 2, 3}},
		{"i8big", []int{2}, []float64{-1, 1 << 62}},
		{"u1", []int{1, 2}, []float64{0, 255}},
		{"u8", []int{1}, []float64{1 << 63}},
		{"bool", []int{2}, []float64{1, 0}},
		{"scalar", []int{}, []float64{0.1}},
		{"empty", []int{0, 3}, []float64{}},
		{"v2", []int{2}, []float64{7, 8}},
		{"v3", []int{2}, []float64{7, 8}},
		{"i1fortran3", []int{2, 3, 4}, []float64{0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23}},
	} {
		r := bytes.NewReader(files[c.name])
		h, _, err := ReadHeader(r)
		require.NoError(t, err, c.name)
		assert.Equal(t, c.shape, h.Shape, c.name)
		xs, err := h.Floats(r)
		require.NoError(t, err, c.name)
		assert.Equal(t, c.want, xs, c.name)
		assert.Zero(t, r.Len(), c.name)
	}
	for name, want := range map[string]string{
		"complex": `elements of the type "<c16" cannot be read; numbers and booleans can`,
		"text":    `elements of the type "<U2" cannot be read; numbers and booleans can`,
	} {
		r := bytes.NewReader(files[name])
		h, _, err := ReadHeader(r)
		require.NoError(t, err)
		_, err = h.Floats(r)
		assert.EqualError(t, err, want)
		_, err = h.Ints(r)
		assert.EqualError(t, err, want)
	}
	_, _, err := ReadHeader(bytes.NewReader(files["struct"]))
	assert.ErrorContains(t, err, "byte 20: an array of structures")

	r := bytes.NewReader(files["i8big"])
	h, _, _ := ReadHeader(r)
	xs, err := h.Ints(r)
	require.NoError(t, err)
	assert.Equal(t, []int64{-1, 1 << 62}, xs)
	r = bytes.NewReader(files["u8"])
	h, _, _ = ReadHeader(r)
	_, err = h.Ints(r)
	assert.EqualError(t, err, "value 0 is 9223372036854775808, more than 63 bits")
	h, _, _ = ReadHeader(bytes.NewReader(files["f8"]))
	_, err = h.Ints(nil)
	assert.EqualError(t, err, `elements of the type "<f8" are no integers`)
}

func TestArchivesOfNumPy(t *testing.T) {
	open := func(name string) *Archive {
		data, err := os.ReadFile("testdata/" + name)
		require.NoError(t, err)
		a, err := NewArchive(bytes.NewReader(data), int64(len(data)), 1000)
		require.NoError(t, err)
		return a
	}
	a := open("savez.npz")
	h, x, err := a.Floats("x")
	require.NoError(t, err)
	assert.Equal(t, []int{2, 2}, h.Shape)
	assert.Equal(t, []float64{1, 2, 3, 4}, x)
	_, s, err := a.Ints("N.spike")
	require.NoError(t, err)
	assert.Equal(t, []int64{3, 1}, s)
	assert.True(t, a.Has("x"))
	_, _, err = a.Ints("y")
	assert.EqualError(t, err, "there is no y")

	a = open("compressed.npz")
	_, x, err = a.Floats("x")
	require.NoError(t, err)
	assert.Equal(t, 99.0, x[99])
	_, _, err = a.Floats("x")
	assert.ErrorContains(t, err, "100 values would take 800 bytes of memory, and there is room for 200")
}

// A file of ours reads back, in every shape.
func TestRoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		h := Header{Type: Float64, Fortran: rapid.Bool().Draw(t, "fortran"), Shape: rapid.SliceOfN(rapid.IntRange(0, 5), 0, 4).Draw(t, "shape")}
		n, err := h.Count()
		require.NoError(t, err)
		values := make([]float64, n)
		for k := range values {
			values[k] = float64(k) / 3
		}
		room := rapid.IntRange(0, 300).Draw(t, "room")
		file := AppendValues(h.Append(nil, room), values)
		r := bytes.NewReader(file)
		got, at, err := ReadHeader(r)
		require.NoError(t, err)
		require.Equal(t, h, got)
		require.Zero(t, at%64)
		require.GreaterOrEqual(t, at, int64(room))
		h.Fortran = false // the values as they are
		back, err := h.Floats(r)
		require.NoError(t, err)
		require.Equal(t, values, back)
		// Cut anywhere, it is an error.
		if cut := rapid.IntRange(0, len(file)-1).Draw(t, "cut"); n > 0 || int64(cut) < at {
			r := bytes.NewReader(file[:cut])
			h, _, err := ReadHeader(r)
			if err == nil {
				_, err = h.Floats(r)
			}
			require.ErrorIs(t, err, io.ErrUnexpectedEOF)
		}
	})
}

// numpy runs a script in a Python that has NumPy.
func numpy(t *testing.T, script string) string {
	t.Helper()
	for _, python := range []string{"python3", "/usr/bin/python3", "python"} {
		if exec.Command(python, "-c", "import numpy").Run() == nil {
			out, err := exec.Command(python, "-c", script).CombinedOutput()
			require.NoError(t, err, "%s", out)
			return string(out)
		}
	}
	t.Skip("no Python with NumPy")
	return ""
}

func TestNumPyReadsOurs(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a.npz")
	f, err := os.Create(path)
	require.NoError(t, err)
	a := NewArchiveWriter(f)
	put := func(name string, h Header, write func(w io.Writer) error) {
		w, err := a.Array(name, h)
		require.NoError(t, err)
		require.NoError(t, write(w))
	}
	put("N.V[0:2]", Header{Type: Float64, Shape: []int{3, 2}}, func(w io.Writer) error {
		return Put(a, w, []float64{1, 2, 3, math.NaN(), math.Inf(-1), 0.1})
	})
	put("steps", Header{Type: Int64, Shape: []int{2}}, func(w io.Writer) error { return Put(a, w, []int64{-1, 1 << 60}) })
	put("indices", Header{Type: Int32, Shape: []int{3}}, func(w io.Writer) error { return Put(a, w, []int32{1, 2, -3}) })
	put("dt", Header{Type: Float64}, func(w io.Writer) error { return Put(a, w, []float64{0.1}) })
	put("none", Header{Type: Float64, Shape: []int{0, 4}}, func(io.Writer) error { return nil })
	w, err := a.Create("run.json")
	require.NoError(t, err)
	_, err = w.Write([]byte("{}"))
	require.NoError(t, err)
	require.NoError(t, a.Close())
	require.NoError(t, f.Close())

	got := numpy(t, fmt.Sprintf(`
import numpy as np
with np.load(%q) as f:
    for k in f.files:
        x = f[k]
        print(k, x if isinstance(x, bytes) else (str(x.dtype), x.shape, x.tolist()))
`, path))
	assert.Equal(t, strings.TrimLeft(`
N.V[0:2] ('float64', (3, 2), [[1.0, 2.0], [3.0, nan], [-inf, 0.1]])
steps ('int64', (2,), [-1, 1152921504606846976])
indices ('int32', (3,), [1, 2, -3])
dt ('float64', (), 0.1)
none ('float64', (0, 4), [])
run.json b'{}'
`, "\n"), got)
}

func TestHeadersThatAreNone(t *testing.T) {
	of := func(text string) []byte {
		return append([]byte("\x93NUMPY\x01\x00"+string(rune(len(text)))+"\x00"), text...)
	}
	for _, c := range []struct{ text, want string }{
		{"{'descr': '<f8', 'fortran_order': False, 'shape': (3, -4)}", "byte 64: no shape"},
		{"{'descr': '<f8', 'fortran_order': Maybe, 'shape': ()}", "byte 44: True or False is due"},
		{"{'descr': '<f8', 'shape': ()}", "byte 39: the header needs descr, fortran_order and shape"},
		{"{'descr': '<f8', 'size': ()}", "byte 34: the header has the unknown key \"size\""},
		{"{'descr': '<f8'", "byte 25: the header has no '}' here"},
		{"{'descr: <f8}", "byte 11: a text without an end"},
		{"{'descr': 8}", "byte 20: a text in quotes is due"},
		{"{} {}", "byte 13: something after the header"},
		{"{'descr': '<f8', 'fortran_order': False, 'shape': (2000000000, 2000000000)}", "an array of the shape [2000000000 2000000000]"},
	} {
		_, _, err := ReadHeader(bytes.NewReader(of(c.text)))
		assert.ErrorContains(t, err, c.want, c.text)
	}
	_, _, err := ReadHeader(strings.NewReader("PK\x03\x04 and so on"))
	assert.ErrorContains(t, err, "and not as an array of NumPy")
	_, _, err = ReadHeader(strings.NewReader("\x93NUMPY\x09\x00 and so on"))
	assert.ErrorContains(t, err, "byte 6: version 9.0 of the format is not known")
}

// FuzzArray: whatever the bytes, there are values or an error, in no more memory
// than the bytes take.
func FuzzArray(f *testing.F) {
	for _, data := range fixtures(f) {
		f.Add(data)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		r := bytes.NewReader(data)
		h, _, err := ReadHeader(r)
		if err != nil {
			return
		}
		rest := data[len(data)-r.Len():]
		n, _ := h.Count()
		xs, err := h.Floats(bytes.NewReader(rest))
		if len(xs) > len(rest) || err == nil && len(xs) != n {
			t.Fatalf("%d values of %d bytes, %d are due: %v", len(xs), len(rest), n, err)
		}
		_, _ = h.Ints(bytes.NewReader(rest))
	})
}

// FuzzArchive: whatever the bytes, there are values or an error, and no more
// values than there is room for.
func FuzzArchive(f *testing.F) {
	for _, name := range []string{"savez.npz", "compressed.npz"} {
		data, err := os.ReadFile("testdata/" + name)
		require.NoError(f, err)
		f.Add(data)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		const room = 1 << 20
		a, err := NewArchive(bytes.NewReader(data), int64(len(data)), room)
		if err != nil {
			return
		}
		n := 0
		for name := range a.files {
			array := strings.TrimSuffix(name, ".npy")
			_, xs, _ := a.Floats(array)
			_, ys, _ := a.Ints(array)
			b, _ := a.Bytes(name, 1000)
			if n += 8 * (len(xs) + len(ys)); n > room || len(b) > 1001 {
				t.Fatalf("%d bytes of values, %d of %s", n, len(b), name)
			}
		}
	})
}

func TestRowMajor(t *testing.T) {
	assert.Equal(t, []int{1, 3, 2, 4}, rowMajor([]int{1, 2, 3, 4}, []int{2, 2}))
	assert.Empty(t, rowMajor([]int{}, []int{2, 0, 3}))
	assert.True(t, slices.Equal([]int{5}, rowMajor([]int{5}, []int{1, 1})))
}
