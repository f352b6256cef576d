package runner

import (
	"errors"
	"fmt"
	"io"
	"sort"

	"github.com/golgi-sim/golgi/internal/tracefile"
)

// StreamTo writes recordings to a folder as they are made, instead of keeping
// them in memory: a run may then record more than there is memory for. The
// result reads from the files what it is asked for. The folder holds
//
//	run.json           what was recorded, when and how
//	N.spike.spk        spikes, see package spikefile
//	N.V.npy            values, rows being steps; opens in NumPy
//	N.V.npy.sum        their checksums
//
// and is at any moment complete up to the last second or so, also if the program
// is killed; Load reads it again. Runs that follow one another are one recording
// in the folder. A run that does not go on where the last one has ended, after a
// Reset or a Load, makes a recording in a folder within it, "2", "3" and so on. A folder
// that holds a recording already is an error, unless there is Overwrite too.
func StreamTo(dir string) Option {
	return func(c *config) { c.stream.dir, c.stream.asked = dir, true }
}

// MemoryLimit keeps recordings in memory until they would take more than that
// many bytes; all that was recorded by then is written to the folder of
// StreamTo, which has to be given, and the rest streams there.
func MemoryLimit(bytes int64) Option {
	return func(c *config) { c.stream.limit, c.stream.limited = bytes, true }
}

// Overwrite lets StreamTo remove a recording that is in its folder, when the run
// begins.
func Overwrite() Option { return func(c *config) { c.stream.overwrite = true } }

// streaming is where recordings go.
type streaming struct {
	dir       string
	asked     bool // for a folder
	limit     int64
	limited   bool
	overwrite bool
	open      tracefile.Opener // nil: of the file system
}

// check reports what does not go together.
func (s streaming) check() []error {
	var wrong []error
	if s.asked && s.dir == "" {
		wrong = append(wrong, errors.New("StreamTo was given no folder"))
	}
	if s.limited && !s.asked {
		wrong = append(wrong, errors.New("MemoryLimit has no folder for what is more; give StreamTo as well"))
	}
	if s.limited && s.limit < 0 {
		wrong = append(wrong, fmt.Errorf("MemoryLimit(%d): a number of bytes is due", s.limit))
	}
	if s.overwrite && !s.asked {
		wrong = append(wrong, errors.New("Overwrite without StreamTo has nothing to overwrite"))
	}
	return wrong
}

// Sizes of what recordings hold back before they write it.
const (
	streamBuffers = 16 << 20 // all of them together, if there are many
	streamBuffer  = 1 << 18  // one
	leastBuffer   = 1 << 12
)

// sink holds the bytes of a recording of spikes: in memory, or in a file.
type sink struct {
	pieces [][]byte
	ends   []int64 // of the pieces
	size   int64
	file   tracefile.File
}

// Write adds bytes.
func (s *sink) Write(b []byte) (int, error) {
	if s.file != nil {
		n, err := s.file.WriteAt(b, s.size)
		if err == nil {
			s.size += int64(n)
		}
		return n, err
	}
	s.pieces = append(s.pieces, append([]byte(nil), b...))
	s.size += int64(len(b))
	s.ends = append(s.ends, s.size)
	return len(b), nil
}

// ReadAt reads bytes that are in memory.
func (s *sink) ReadAt(b []byte, at int64) (int, error) {
	n := 0
	for k := sort.Search(len(s.ends), func(k int) bool { return s.ends[k] > at }); k < len(s.ends) && n < len(b); k++ {
		from := s.ends[k] - int64(len(s.pieces[k]))
		n += copy(b[n:], s.pieces[k][at+int64(n)-from:])
	}
	if n < len(b) {
		return n, io.EOF
	}
	return n, nil
}

// move writes what is in memory to a file, where the rest will go.
func (s *sink) move(file tracefile.File) error {
	at := int64(0)
	for _, p := range s.pieces {
		if _, err := file.WriteAt(p, at); err != nil {
			return err
		}
		at += int64(len(p))
	}
	s.file, s.pieces, s.ends = file, nil, nil
	return nil
}
