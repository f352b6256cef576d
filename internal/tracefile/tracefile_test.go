package tracefile

import (
	"errors"
	"fmt"
	"hash/crc32"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

// table writes pieces of that many rows; value k is k/3.
func table(t require.TestingT, path string, columns int, pieces []int) *Writer {
	w, err := Create(path, columns, Open)
	require.NoError(t, err)
	k := 0
	for _, rows := range pieces {
		require.NoError(t, w.Append(values(k, rows*columns)))
		k += rows * columns
	}
	return w
}

func values(from, n int) []float64 {
	xs := make([]float64, n)
	for i := range xs {
		xs[i] = float64(from+i) / 3
	}
	return xs
}

// read reads what can be read.
func read(r *Reader) (all []float64, err error) {
	for row := int64(0); row < r.Rows(); {
		first, xs, err := r.Piece(row, nil)
		if err != nil {
			return all, err
		}
		if first != row {
			return all, fmt.Errorf("row %d begins with row %d", row, first)
		}
		all = append(all, xs...)
		row += int64(len(xs) / r.Columns())
	}
	return all, r.Err()
}

func temp(t *testing.T) string { return filepath.Join(t.TempDir(), "a.npy") }

// names are paths in a folder, one for each use.
func names(t *testing.T) func() string {
	dir, n := t.TempDir(), 0
	return func() string { n++; return filepath.Join(dir, fmt.Sprint(n, ".npy")) }
}

func TestRoundTripAndResume(t *testing.T) {
	name := names(t)
	rapid.Check(t, func(t *rapid.T) {
		columns := rapid.IntRange(1, 4).Draw(t, "columns")
		pieces := rapid.SliceOfN(rapid.IntRange(1, 5), 0, 6).Draw(t, "pieces")
		path := name()
		w := table(t, path, columns, pieces)
		at := w.Position()
		more := rapid.SliceOfN(rapid.IntRange(1, 5), 0, 3).Draw(t, "more")
		for _, rows := range more { // which are to go
			require.NoError(t, w.Append(make([]float64, rows*columns)))
		}
		if rapid.Bool().Draw(t, "broken off") { // in the middle of a piece
			f, err := os.OpenFile(path, os.O_APPEND|os.O_WRONLY, 0)
			require.NoError(t, err)
			_, _ = f.WriteString("half a pie")
			require.NoError(t, f.Close())
		}
		require.NoError(t, w.Close())
		w, err := Resume(path, columns, at, Open)
		require.NoError(t, err)
		require.NoError(t, w.Append(values(int(at.Rows)*columns, 2*columns)))
		require.NoError(t, w.Sync())
		require.NoError(t, w.Close())

		r, err := OpenReader(path)
		require.NoError(t, err)
		require.Equal(t, at.Rows+2, r.Rows())
		all, err := read(r)
		require.NoError(t, err)
		require.Equal(t, values(0, int(at.Rows+2)*columns), all)
	})
	_, err := Resume(filepath.Join(t.TempDir(), "none"), 1, Position{}, Open)
	require.ErrorIs(t, err, os.ErrNotExist)
	path := temp(t)
	require.NoError(t, table(t, path, 2, []int{3, 4}).Close())
	_, err = Resume(path, 2, Position{4, 1}, Open)
	require.ErrorContains(t, err, "it is to go on after 4 rows of 2 columns, and that is no place at which it could end")
	_, err = Create(path, 2, Open)
	require.ErrorIs(t, err, os.ErrExist)
}

// However the files are cut, the pieces before the cut can be read; a byte that
// was changed is found.
func TestCutAndFlipped(t *testing.T) {
	name := names(t)
	rapid.Check(t, func(t *rapid.T) {
		columns := rapid.IntRange(1, 4).Draw(t, "columns")
		path := name()
		require.NoError(t, table(t, path, columns, rapid.SliceOfN(rapid.IntRange(1, 5), 1, 6).Draw(t, "pieces")).Close())
		file := path + rapid.SampledFrom([]string{"", Sums}).Draw(t, "file")
		data, err := os.ReadFile(file)
		require.NoError(t, err)
		at := rapid.IntRange(0, len(data)-1).Draw(t, "byte")
		cut := rapid.Bool().Draw(t, "cut")
		if cut {
			data = data[:at]
		} else {
			data[at] ^= byte(rapid.IntRange(1, 255).Draw(t, "flip"))
		}
		require.NoError(t, os.WriteFile(file, data, 0o666))
		r, err := OpenReader(path)
		if err != nil {
			require.ErrorContains(t, err, file)
			return
		}
		all, err := read(r)
		// Checksums that end between two records are those of a shorter table,
		// and the header of the values tells.
		spaces := file == path && at < start && !cut && (data[at] == ' ' || data[at] == '\t' || data[at] == '\n' || data[at] == '\r')
		inHeader := file == path && at < start && !cut
		if !inHeader && !spaces {
			require.ErrorContains(t, err, path)
		}
		require.Equal(t, values(0, len(all)), append([]float64{}, all...))
	})
}

func TestOpenErrors(t *testing.T) {
	path := temp(t)
	_, err := OpenReader(path)
	assert.ErrorIs(t, err, os.ErrNotExist)
	w := table(t, path, 2, []int{3})
	require.NoError(t, w.Close())
	require.NoError(t, os.WriteFile(path, []byte("text"), 0o666))
	r, err := OpenReader(path)
	require.NoError(t, err)
	assert.EqualError(t, r.Err(), path+": it ends at byte 4, and 3 rows of 2 values should be there; 0 rows can be read")
	require.NoError(t, os.WriteFile(path+Sums, make([]byte, 100), 0o666))
	_, err = OpenReader(path)
	assert.EqualError(t, err, path+Sums+`: it holds no checksums of a recording: it begins with "\x00\x00\x00\x00\x00\x00\x00\x00"`)
}

// full is a file on a disk with room for some bytes.
type full struct {
	File
	room *int
}

func (f full) WriteAt(b []byte, at int64) (int, error) {
	if *f.room -= len(b); *f.room < 0 {
		n := max(0, len(b)+*f.room)
		_, _ = f.File.WriteAt(b[:n], at) // as far as it goes
		return n, errors.New("no space left")
	}
	return f.File.WriteAt(b, at)
}

// Whatever write fails, what was there before can be read.
func TestFullDisk(t *testing.T) {
	name := names(t)
	for room := range 700 {
		left := room
		open := func(path string, create bool) (File, error) {
			f, err := Open(path, create)
			return full{f, &left}, err
		}
		path := name()
		w, err := Create(path, 3, open)
		if err != nil {
			require.EqualError(t, err, "no space left")
			continue
		}
		n := 0
		for err == nil {
			if err = w.Append(values(3*n, 3)); w.Position().Rows > int64(n) {
				n++
			}
		}
		require.EqualError(t, err, "no space left")
		require.EqualError(t, w.Append(values(0, 3)), "no space left")
		require.Error(t, w.Sync())
		require.NoError(t, w.Close())
		r, err := OpenReader(path)
		require.NoError(t, err)
		all, err := read(r)
		require.NoError(t, err)
		require.Equal(t, values(0, 3*n), append([]float64{}, all...))
	}
}

func TestOpensInNumPy(t *testing.T) {
	path := temp(t)
	w := table(t, path, 3, []int{2, 2})
	script := fmt.Sprintf("import numpy; x = numpy.load(%q, mmap_mode='r'); print(x.shape, x.dtype, x[3].tolist())", path)
	for _, python := range []string{"python3", "/usr/bin/python3"} {
		if exec.Command(python, "-c", "import numpy").Run() != nil {
			continue
		}
		out, err := exec.Command(python, "-c", script).CombinedOutput()
		require.NoError(t, err, "%s", out)
		assert.Equal(t, "(4, 3) float64 [3.0, 3.3333333333333335, 3.6666666666666665]\n", string(out), "while it is written")
		require.NoError(t, w.Close())
		return
	}
	require.NoError(t, w.Close())
	t.Skip("no Python with NumPy")
}

func TestConstantMemory(t *testing.T) {
	w := table(t, temp(t), 8, nil)
	defer w.Close()
	xs := values(0, 8)
	require.NoError(t, w.Append(xs))
	assert.LessOrEqual(t, testing.AllocsPerRun(100, func() {
		if err := w.Append(xs); err != nil {
			t.Fatal(err)
		}
	}), 2.0, "of a few bytes")
}

func FuzzReader(f *testing.F) {
	path := filepath.Join(f.TempDir(), "a.npy")
	w, err := Create(path, 2, Open)
	require.NoError(f, err)
	require.NoError(f, w.Append([]float64{1, 2, 3, math.NaN()}))
	require.NoError(f, w.Append([]float64{5, 6}))
	require.NoError(f, w.Close())
	values, err := os.ReadFile(path)
	require.NoError(f, err)
	sums, err := os.ReadFile(path + Sums)
	require.NoError(f, err)
	f.Add(values, sums)
	dir := f.TempDir()
	f.Fuzz(func(t *testing.T, values, sums []byte) {
		path := filepath.Join(dir, fmt.Sprint(os.Getpid())+".npy")
		require.NoError(t, os.WriteFile(path, values, 0o666))
		require.NoError(t, os.WriteFile(path+Sums, sums, 0o666))
		r, err := OpenReader(path)
		if err != nil {
			return
		}
		all, err := read(r)
		if 8*len(all) > len(values) || err == nil && int64(len(all)) != r.Rows()*int64(r.Columns()) {
			t.Fatalf("%d values in %d bytes: %v", len(all), len(values), err)
		}
	})
}

// FuzzRecords: records behind right checksums, whatever they say.
func FuzzRecords(f *testing.F) {
	f.Add(uint32(2), int64(2), int64(3), int64(5), make([]byte, 80), false)
	dir := f.TempDir()
	f.Fuzz(func(t *testing.T, columns uint32, a, b, c int64, values []byte, sums bool) {
		path := filepath.Join(dir, fmt.Sprint(os.Getpid())+".npy")
		file := head(int(columns))
		for k, rows := range []int64{a, b, c} {
			rec := record{rows: rows}
			if n := int64(len(values)); sums && rows >= 0 && int64(columns) < 1<<20 && rows < 1<<20 && rows*int64(columns)*8 <= n {
				from := int64(0)
				if k > 0 {
					from = []int64{a, b}[k-1]
				}
				if from >= 0 && from <= rows {
					rec.sum = crc32.Checksum(values[from*int64(columns)*8:rows*int64(columns)*8], castagnoli)
				}
			}
			file = rec.append(file, int64(k))
		}
		require.NoError(t, os.WriteFile(path, append(header(nil, c, int(columns)), values...), 0o666))
		require.NoError(t, os.WriteFile(path+Sums, file, 0o666))
		r, err := OpenReader(path)
		if err != nil {
			return
		}
		all, err := read(r)
		if 8*len(all) > len(values) || err == nil && int64(len(all)) != c*int64(columns) {
			t.Fatalf("%d values in %d bytes, %d rows of %d: %v", len(all), len(values), c, columns, err)
		}
	})
}
