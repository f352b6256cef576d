package sections_test

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"log"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/golgi-sim/golgi/internal/sections"
)

func Example() {
	var file bytes.Buffer
	w := sections.NewWriter(&file, "\x89example", 1)
	w.Section("numbers", []byte{1, 2, 3})
	w.Section("notes", []byte("hello"))
	if err := w.Close(); err != nil {
		log.Fatal(err)
	}
	r, err := sections.NewReader(&file, "an example", "\x89example", 1)
	if err != nil {
		log.Fatal(err)
	}
	for {
		name, size, err := r.Next()
		if err == io.EOF {
			break
		}
		if err != nil {
			log.Fatal(err)
		}
		fmt.Println(name, size)
	}
	// Output:
	// numbers 3
	// notes 5
}

const magic = "\x89testing"

// read returns the sections of a file: of those whose names begin with "skip",
// which are passed over, the size.
func read(file io.Reader) (all []string, err error) {
	r, err := sections.NewReader(file, "a test", magic, 7)
	if err != nil {
		return nil, err
	}
	for {
		name, size, err := r.Next()
		if err == io.EOF {
			return all, nil
		}
		if err != nil {
			return all, err
		}
		if strings.HasPrefix(name, "skip") {
			all = append(all, fmt.Sprint(name, size))
			continue
		}
		data, err := r.Data(size)
		if err != nil {
			return all, err
		}
		all = append(all, name+string(data))
	}
}

// TestReadIsWritten: any sections come back, from readers of any manners; cut or
// with one byte changed they are an error.
func TestReadIsWritten(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var file bytes.Buffer
		w := sections.NewWriter(&file, magic, 7)
		var want []string
		for range rapid.IntRange(0, 5).Draw(t, "sections") {
			name := rapid.SampledFrom([]string{"", "a", "skip", "a longer name"}).Draw(t, "name")
			data := bytes.Repeat([]byte{rapid.Byte().Draw(t, "byte")}, rapid.SampledFrom([]int{0, 1, 100, 5000, 1<<20 + 1, 3 << 20}).Draw(t, "size"))
			w.Section(name, data)
			if name == "skip" {
				want = append(want, fmt.Sprint(name, len(data)))
			} else {
				want = append(want, name+string(data))
			}
		}
		require.NoError(t, w.Close())
		size := file.Len()
		behind := bytes.NewReader(append(bytes.Clone(file.Bytes()), "behind"...))
		got, err := read(iotest.HalfReader(behind))
		require.NoError(t, err)
		assert.Equal(t, want, got)
		assert.Equal(t, 6, behind.Len(), "not a byte beyond")
		at := rapid.IntRange(0, size-1).Draw(t, "at")
		_, err = read(bytes.NewReader(file.Bytes()[:at]))
		require.ErrorIs(t, err, io.ErrUnexpectedEOF)
		require.ErrorContains(t, err, fmt.Sprintf("ends after %d bytes", at))
		flipped := bytes.Clone(file.Bytes())
		flipped[at] ^= 1 << rapid.IntRange(0, 7).Draw(t, "bit")
		_, err = read(bytes.NewReader(flipped))
		require.Error(t, err)
		_, err = read(io.MultiReader(bytes.NewReader(file.Bytes()[:at]), iotest.ErrReader(errors.New("the cable was pulled"))))
		require.ErrorContains(t, err, "the cable was pulled")
	})
}

func TestTooLarge(t *testing.T) {
	var file bytes.Buffer
	w := sections.NewWriter(&file, magic, 7)
	w.Section("a", make([]byte, 100))
	require.NoError(t, w.Close())
	r, err := sections.NewReader(&file, "a test", magic, 7)
	require.NoError(t, err)
	_, _, err = r.Next()
	require.NoError(t, err)
	_, err = r.Data(99)
	require.EqualError(t, err, `has 100 bytes in section "a", where at most 99 can be`)
	w.Section(strings.Repeat("x", 1<<17), nil)
	require.ErrorContains(t, w.Close(), "has 131072 bytes; at most 65536 are possible")
}
