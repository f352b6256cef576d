package spikefile_test

import (
	"bytes"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/golgi-sim/golgi/spikefile"
)

type spike struct {
	step   int64
	neuron int32
}

// recording is spikes, and the places where they are written out.
type recording struct {
	header spikefile.Header
	spikes []spike
	stop   int64
}

func drawRecording(t *rapid.T) recording {
	r := recording{header: spikefile.Header{Name: "N.spike", N: rapid.SampledFrom([]int{0, 1, 3, 300, 1 << 20}).Draw(t, "neurons"), Dt: 0.1, Start: rapid.Int64Range(0, 1<<40).Draw(t, "start")}}
	step := r.header.Start
	for range rapid.IntRange(0, 40).Draw(t, "steps") {
		if r.header.N == 0 {
			break
		}
		step += rapid.SampledFrom([]int64{0, 1, 5, 1000, 1 << 33}).Draw(t, "gap")
		set := map[int32]bool{}
		for range rapid.IntRange(0, 5).Draw(t, "spikes") {
			set[rapid.Int32Range(0, int32(r.header.N-1)).Draw(t, "neuron")] = true
		}
		var list []int32
		for i := range set {
			list = append(list, i)
		}
		slices.Sort(list)
		for _, i := range list {
			r.spikes = append(r.spikes, spike{step, i})
		}
		step++
	}
	r.stop = step + rapid.Int64Range(0, 3).Draw(t, "silence")
	return r
}

// write writes a recording, with what else is to be done after every step.
func (r recording) write(t require.TestingT, w *spikefile.Writer, after func(step int64)) {
	var list []int32
	for k, s := range r.spikes {
		list = append(list, s.neuron)
		if k+1 == len(r.spikes) || r.spikes[k+1].step != s.step {
			require.NoError(t, w.Append(s.step, list))
			list = list[:0]
			after(s.step)
		}
	}
	require.NoError(t, w.Close(r.stop))
}

func (r recording) file(t *rapid.T) []byte {
	var file bytes.Buffer
	w, err := spikefile.NewWriter(&file, r.header)
	require.NoError(t, err)
	r.write(t, w, func(step int64) {
		if rapid.Bool().Draw(t, "flush") {
			_, err := w.Flush(step + 1)
			require.NoError(t, err)
		}
	})
	return file.Bytes()
}

func read(r *spikefile.Reader) []spike {
	var all []spike
	for step, i := range r.All() {
		all = append(all, spike{step, i})
	}
	return all
}

func open(t require.TestingT, file []byte) *spikefile.Reader {
	r, err := spikefile.NewReader(bytes.NewReader(file), int64(len(file)))
	require.NoError(t, err)
	return r
}

func TestRoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		rec := drawRecording(t)
		r := open(t, rec.file(t))
		require.NoError(t, r.Err())
		require.Equal(t, rec.header, r.Header())
		require.Equal(t, rec.stop, r.Stop())
		require.Equal(t, int64(len(rec.spikes)), r.Count())
		require.Equal(t, rec.spikes, read(r))
		require.NoError(t, r.Err())

		from, to := rec.header.Start, rec.stop
		if n := len(rec.spikes); n > 0 {
			from = rec.spikes[rapid.IntRange(0, n-1).Draw(t, "from")].step
			to = rec.spikes[rapid.IntRange(0, n-1).Draw(t, "to")].step
		}
		var want, got []spike
		for _, s := range rec.spikes {
			if s.step >= from && s.step < to {
				want = append(want, s)
			}
		}
		for step, i := range r.Between(from, to) {
			got = append(got, spike{step, i})
		}
		require.Equal(t, want, got)
	})
}

// However a file is cut, what is before the cut can be read as far as its blocks
// are whole, and the error says where it ends.
func TestCut(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		rec := drawRecording(t)
		file := rec.file(t)
		cut := rapid.IntRange(0, len(file)-1).Draw(t, "cut")
		r, err := spikefile.NewReader(bytes.NewReader(file[:cut]), int64(cut))
		if err != nil {
			require.ErrorContains(t, err, "it ends at byte")
			return
		}
		var damage *spikefile.DamageError
		require.ErrorAs(t, r.Err(), &damage)
		require.LessOrEqual(t, damage.Offset, int64(cut))
		require.Equal(t, damage.Stop, r.Stop())
		var want []spike
		for _, s := range rec.spikes {
			if s.step < r.Stop() {
				want = append(want, s)
			}
		}
		require.Equal(t, want, read(r))
	})
}

// A byte that was changed is found, and what is before it can be read.
func TestFlipped(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		rec := drawRecording(t)
		file := rec.file(t)
		at := rapid.IntRange(0, len(file)-1).Draw(t, "byte")
		file[at] ^= byte(rapid.IntRange(1, 255).Draw(t, "flip"))
		r, err := spikefile.NewReader(bytes.NewReader(file), int64(len(file)))
		if err != nil {
			return // in the header
		}
		got := read(r)
		var damage *spikefile.DamageError
		require.ErrorAs(t, r.Err(), &damage)
		require.LessOrEqual(t, damage.Offset, int64(at))
		require.True(t, slices.Equal(rec.spikes[:len(got)], got))
	})
}

// A recording that is broken off behind a position and resumed there is the
// same file as one that was not.
func TestResume(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		rec := drawRecording(t)
		var file bytes.Buffer
		w, err := spikefile.NewWriter(&file, rec.header)
		require.NoError(t, err)
		half := rapid.IntRange(0, len(rec.spikes)).Draw(t, "half")
		first, second := rec, rec
		first.spikes, first.stop = nil, rec.header.Start
		for len(first.spikes) < half || half > 0 && half < len(rec.spikes) && rec.spikes[half].step == rec.spikes[half-1].step {
			if len(first.spikes) >= half {
				half++
				continue
			}
			first.spikes = rec.spikes[:half]
		}
		if half > 0 {
			first.stop = rec.spikes[half-1].step + 1
		}
		second.spikes = rec.spikes[half:]
		var at spikefile.Position
		first.write(t, w, func(int64) {}) // with an end, which is to go
		whole := open(t, file.Bytes())
		at = spikefile.Position{Offset: int64(file.Len()) - 36, Spikes: whole.Count(), Stop: whole.Stop()}
		require.True(t, whole.Ends(at))
		require.False(t, whole.Ends(spikefile.Position{Offset: at.Offset - 1, Spikes: at.Spikes, Stop: at.Stop}))
		file.Truncate(int(at.Offset))
		second.write(t, spikefile.Resume(&file, rec.header, at), func(int64) {})
		r := open(t, file.Bytes())
		require.NoError(t, r.Err())
		require.Equal(t, rec.spikes, read(r))
		require.Equal(t, rec.stop, r.Stop())
	})
}

func TestMisuse(t *testing.T) {
	var file bytes.Buffer
	_, err := spikefile.NewWriter(&file, spikefile.Header{N: -1, Dt: 1})
	assert.EqualError(t, err, "spikefile: -1 neurons")
	_, err = spikefile.NewWriter(&file, spikefile.Header{N: 1})
	assert.EqualError(t, err, "spikefile: dt is 0 ms; it must be positive")
	w, err := spikefile.NewWriter(&file, spikefile.Header{N: 3, Dt: 1, Start: 10})
	require.NoError(t, err)
	assert.EqualError(t, w.Append(9, []int32{0}), "spikefile: spikes of step 9, and those up to step 10 are complete")
	assert.EqualError(t, w.Append(10, []int32{1, 1}), "spikefile: neuron 1 of 3 after neuron 1 in step 10; they must ascend")
	assert.EqualError(t, w.Append(10, []int32{3}), "spikefile: neuron 3 of 3 after neuron -1 in step 10; they must ascend")
	require.NoError(t, w.Append(10, []int32{0, 2}))
	assert.Error(t, w.Append(10, []int32{1}))
	_, err = w.Flush(10)
	assert.EqualError(t, err, "spikefile: complete up to step 10, and there are spikes up to step 11")
	require.NoError(t, w.Close(20))
	assert.Equal(t, []spike{{10, 0}, {10, 2}}, read(open(t, file.Bytes())), "mistakes leave nothing behind")
}

// full is a disk that has room for some bytes.
type full struct{ room int }

func (f *full) Write(b []byte) (int, error) {
	if f.room -= len(b); f.room < 0 {
		return 0, errors.New("no space left")
	}
	return len(b), nil
}

func TestWriteErrorsStay(t *testing.T) {
	_, err := spikefile.NewWriter(&full{5}, spikefile.Header{N: 3, Dt: 1})
	assert.EqualError(t, err, "no space left")
	w, err := spikefile.NewWriter(&full{150}, spikefile.Header{N: 3, Dt: 1})
	require.NoError(t, err)
	require.NoError(t, w.Append(0, []int32{1}))
	at, err := w.Flush(1)
	require.NoError(t, err)
	for step := int64(1); err == nil; step++ {
		err = w.Append(step, []int32{1})
	}
	assert.EqualError(t, err, "no space left")
	again, err := w.Flush(1 << 40)
	assert.EqualError(t, err, "no space left")
	assert.Equal(t, at, again)
	assert.EqualError(t, w.Close(1<<40), "no space left")
}

// The format is what the package says it is: a file written by hand.
func TestFormat(t *testing.T) {
	var file bytes.Buffer
	w, err := spikefile.NewWriter(&file, spikefile.Header{Name: "N", N: 300, Dt: 0.5, Start: 2})
	require.NoError(t, err)
	require.NoError(t, w.Append(3, []int32{0, 2, 299}))
	require.NoError(t, w.Append(7, []int32{1}))
	require.NoError(t, w.Close(9))
	want := "GOLGISPK" + "\x01\x00\x00\x00" + "\x30\x00\x00\x00" + `{"name":"N","neurons":300,"dt_ms":0.5,"start":2}`
	require.Equal(t, want, string(file.Bytes()[:len(want)]))
	rest := file.Bytes()[len(want)+4:]
	block := "SPKB" + "\x09\x00\x00\x00" + "\x04\x00\x00\x00" + "\x02\x00\x00\x00\x00\x00\x00\x00" + "\x09\x00\x00\x00\x00\x00\x00\x00"
	require.Equal(t, block, string(rest[:28]))
	// Step 3 is 1 after 2, of 3 spikes: 0, 1 silent, 296 (0xa8 0x02) silent; step
	// 7 is 4 later, of 1 spike: neuron 1.
	require.Equal(t, "0103"+"00"+"01"+"a802"+"0401"+"01", hex.EncodeToString(rest[36:45]))
	end := rest[45:]
	require.Len(t, end, 36)
	require.Equal(t, "SPKE"+"\x00\x00\x00\x00"+"\x00\x00\x00\x00"+"\x09\x00\x00\x00\x00\x00\x00\x00"+"\x09\x00\x00\x00\x00\x00\x00\x00", string(end[:28]))
	number := func(b []byte) uint32 { return binary.LittleEndian.Uint32(b) }
	assert.Equal(t, crc32c(file.Bytes()[:len(want)]), number(file.Bytes()[len(want):]))
	assert.Equal(t, crc32c(rest[36:45]), number(rest[28:]))
	assert.Equal(t, crc32c(rest[:32]), number(rest[32:]))
	// The file as a whole, so that it stays what it is.
	fixture, err := os.ReadFile("testdata/small.spk.hex")
	require.NoError(t, err)
	require.Equal(t, string(bytes.TrimSpace(fixture)), hex.EncodeToString(file.Bytes()))
}

// crc32c is the checksum of RFC 3720, appendix B.4, bit by bit.
func crc32c(data []byte) uint32 {
	crc := ^uint32(0)
	for _, b := range data {
		crc ^= uint32(b)
		for range 8 {
			crc = crc>>1 ^ 0x82f63b78&-(crc&1)
		}
	}
	return ^crc
}

// Files without steps of a simulation, such as devices, and folders are none.
func TestOpenNothing(t *testing.T) {
	dir := t.TempDir()
	_, err := spikefile.Open(dir)
	assert.Error(t, err)
	_, err = spikefile.Open(filepath.Join(dir, "none"))
	assert.ErrorIs(t, err, os.ErrNotExist)
	path := filepath.Join(dir, "a.txt")
	require.NoError(t, os.WriteFile(path, []byte("0.1 5\n0.2 7\n0.3 8\n"), 0o666))
	_, err = spikefile.Open(path)
	assert.ErrorContains(t, err, `it is no file of spikes: it begins with "0.1 5\n0."`)
	require.NoError(t, os.WriteFile(path, nil, 0o666))
	_, err = spikefile.Open(path)
	assert.ErrorContains(t, err, "it ends at byte 0, within its header of 16")
	require.NoError(t, os.WriteFile(path, []byte("GOLGISPK\x02\x00\x00\x00\x02\x00\x00\x00{}1234"), 0o666))
	_, err = spikefile.Open(path)
	assert.ErrorContains(t, err, "byte 8: version 2 of the format; this program knows version 1")
}

// Writing and reading take no more memory for a longer recording.
func TestConstantMemory(t *testing.T) {
	w, err := spikefile.NewWriter(&full{1 << 30}, spikefile.Header{N: 1000, Dt: 0.1})
	require.NoError(t, err)
	list := []int32{3, 40, 500, 999}
	step := int64(0)
	assert.Zero(t, testing.AllocsPerRun(100000, func() {
		require.NoError(t, w.Append(step, list))
		step++
	}))
}

func FuzzReader(f *testing.F) {
	var file bytes.Buffer
	w, err := spikefile.NewWriter(&file, spikefile.Header{Name: "N", N: 300, Dt: 0.5, Start: 2})
	require.NoError(f, err)
	require.NoError(f, w.Append(3, []int32{0, 2, 299}))
	_, err = w.Flush(5)
	require.NoError(f, err)
	require.NoError(f, w.Append(7, []int32{1}))
	require.NoError(f, w.Close(9))
	f.Add(file.Bytes())
	f.Fuzz(func(t *testing.T, data []byte) {
		r, err := spikefile.NewReader(bytes.NewReader(data), int64(len(data)))
		if err != nil {
			return
		}
		h := r.Header()
		last, n := spike{h.Start, -1}, 0
		for step, i := range r.All() {
			if step < last.step || step == last.step && i <= last.neuron || step >= r.Stop() || int(i) >= h.N {
				t.Fatalf("spike %d of %d at %d up to %d, after %v", i, h.N, step, r.Stop(), last)
			}
			last, n = spike{step, i}, n+1
		}
		if n > len(data) || r.Err() == nil && int64(n) != r.Count() {
			t.Fatalf("%d spikes of %d in %d bytes", n, r.Count(), len(data))
		}
	})
}
