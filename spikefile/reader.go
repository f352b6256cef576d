package spikefile

import (
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"iter"
	"os"
	"sort"

	"github.com/golgi-sim/golgi/internal/null"
	"github.com/golgi-sim/golgi/internal/safefile"
)

// A Reader reads a recording. Its blocks are read when they are asked for, one
// at a time.
type Reader struct {
	header Header
	r      io.ReaderAt
	size   int64
	file   *os.File // to be closed
	path   string
	begin  int64 // of the blocks
	blocks []place
	spikes int64
	stop   int64
	err    error
}

// place is a block and where its data are.
type place struct {
	block
	at int64
}

// A DamageError says where a file is cut short or damaged. What is before that
// can be read.
type DamageError struct {
	Path   string // "" if it was no file
	Offset int64  // the byte
	Stop   int64  // the spikes of all steps before that are complete
	Reason string
}

func (e *DamageError) Error() string {
	path := e.Path
	if path == "" {
		path = "spikes"
	}
	return fmt.Sprintf("%s: byte %d: %s; what can be read is complete up to step %d", path, e.Offset, e.Reason, e.Stop)
}

// Open opens a file. An error is of one that holds nothing that can be read;
// one that was cut short can be, and Err says so.
func Open(path string) (*Reader, error) {
	if path == "" {
		return nil, safefile.ErrNoName
	}
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	info, err := f.Stat()
	if err == nil && !info.Mode().IsRegular() {
		err = errors.New("it is no file with a length")
	}
	var r *Reader
	if err == nil {
		r, err = newReader(f, info.Size(), path)
	}
	if err != nil {
		f.Close()
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	r.file = f
	return r, nil
}

// NewReader reads a recording of that many bytes.
func NewReader(r io.ReaderAt, size int64) (*Reader, error) {
	if null.Is(r) {
		return nil, errors.New("spikefile: the reader is nil; give one such as an *os.File")
	}
	s, err := newReader(r, size, "")
	if err != nil {
		return nil, fmt.Errorf("spikefile: %w", err)
	}
	return s, nil
}

func newReader(from io.ReaderAt, size int64, path string) (*Reader, error) {
	r := &Reader{r: from, size: size, path: path}
	at, err := r.start()
	if err != nil {
		return nil, err
	}
	r.begin, r.stop = at, r.header.Start
	r.err = r.scan(at)
	return r, nil
}

// start reads the header and returns where the blocks begin.
func (r *Reader) start() (int64, error) {
	short := func(n int64) error {
		return fmt.Errorf("it ends at byte %d, within its header of %d: %w", r.size, n, io.ErrUnexpectedEOF)
	}
	b := make([]byte, startBytes)
	n, err := r.r.ReadAt(b, 0)
	if n < len(b) {
		if len(magic) <= n && string(b[:len(magic)]) != magic || r.size >= int64(len(b)) && err == nil {
			return 0, fmt.Errorf("it is no file of spikes: it begins with %q", b[:len(magic)])
		}
		if err != nil && !errors.Is(err, io.EOF) {
			return 0, err
		}
		return 0, short(int64(len(b)))
	}
	if string(b[:len(magic)]) != magic {
		return 0, fmt.Errorf("it is no file of spikes: it begins with %q", b[:len(magic)])
	}
	if v := binary.LittleEndian.Uint32(b[len(magic):]); v != version {
		return 0, fmt.Errorf("byte %d: version %d of the format; this program knows version %d", len(magic), v, version)
	}
	text := int64(binary.LittleEndian.Uint32(b[len(magic)+4:]))
	total := int64(startBytes) + text + 4
	if text > maxText {
		return 0, fmt.Errorf("byte %d: a header of %d bytes", len(magic)+4, text)
	}
	if total > r.size {
		return 0, short(total)
	}
	b = make([]byte, total)
	if _, err := r.r.ReadAt(b, 0); err != nil && !errors.Is(err, io.EOF) {
		return 0, err
	}
	if binary.LittleEndian.Uint32(b[total-4:]) != crc32.Checksum(b[:total-4], castagnoli) {
		return 0, fmt.Errorf("bytes 0 to %d: the header does not match its checksum", total-1)
	}
	if err := json.Unmarshal(b[startBytes:total-4], &r.header); err != nil {
		return 0, fmt.Errorf("byte %d: the header: %w", startBytes, err)
	}
	if err := r.header.Check(); err != nil {
		return 0, fmt.Errorf("byte %d: the header: %w", startBytes, err)
	}
	return total, nil
}

// scan finds the blocks and returns what is wrong with the file.
func (r *Reader) scan(at int64) error {
	var head [blockBytes]byte
	for {
		left := r.size - at
		switch {
		case left == 0:
			return r.damage(at, "the file ends without an end mark: the recording was broken off, or goes on")
		case left < blockBytes:
			return r.damage(at, fmt.Sprintf("the file ends at byte %d, in the middle of a block", r.size))
		}
		if _, err := r.r.ReadAt(head[:], at); err != nil && !errors.Is(err, io.EOF) {
			return r.damage(at, err.Error())
		}
		p := place{at: at + blockBytes}
		switch {
		case !p.decode(head[:]):
			return r.damage(at, "here a block should begin, and its header does not match its checksum")
		case p.first != r.stop || p.stop < p.first || p.stop > maxStep:
			return r.damage(at, fmt.Sprintf("a block of the steps %d to %d, and those from %d on are due", p.first, p.stop, r.stop))
		case p.spikes > p.size || p.last && p.size > 0:
			return r.damage(at, fmt.Sprintf("a block of %d spikes in %d bytes", p.spikes, p.size))
		case p.size > left-blockBytes:
			return r.damage(at, fmt.Sprintf("the file ends at byte %d, in the middle of a block", r.size))
		}
		r.stop = p.stop
		at = p.at + p.size
		if p.last {
			if at < r.size {
				return r.damage(at, "something comes after the end mark")
			}
			return nil
		}
		r.blocks = append(r.blocks, p)
		r.spikes += p.spikes
	}
}

func (r *Reader) damage(at int64, reason string) error {
	return &DamageError{r.path, at, r.stop, reason}
}

// Close closes the file.
func (r *Reader) Close() error {
	if r.file == nil {
		return nil
	}
	return r.file.Close()
}

// Header returns what the spikes are of.
func (r *Reader) Header() Header { return r.header }

// Stop returns the step up to which the recording is complete: that after its
// last, unless the file was cut short.
func (r *Reader) Stop() int64 { return r.stop }

// Count returns the number of spikes.
func (r *Reader) Count() int64 { return r.spikes }

// Ends reports whether a position is a place between two blocks, at which the
// file could end.
func (r *Reader) Ends(at Position) bool {
	p := Position{r.begin, 0, r.header.Start}
	for _, b := range r.blocks {
		if p == at {
			return true
		}
		p = Position{b.at + b.size, p.Spikes + b.spikes, b.stop}
	}
	return p == at
}

// Err returns a DamageError if the file was cut short or is damaged, as far as
// was seen: what comes before the damage can be read. That the data of a block
// are damaged is seen when they are read.
func (r *Reader) Err() error { return r.err }

// All ranges over the spikes: step and neuron, in the order of the steps, and
// within a step of the neurons. It ends early where the file is damaged; Err
// says so then.
func (r *Reader) All() iter.Seq2[int64, int32] { return r.Between(r.header.Start, r.stop) }

// Between ranges over the spikes of the steps first to stop-1, as All does. It
// reads only the blocks that they are in.
func (r *Reader) Between(first, stop int64) iter.Seq2[int64, int32] {
	return func(yield func(int64, int32) bool) {
		k := sort.Search(len(r.blocks), func(k int) bool { return r.blocks[k].stop > first })
		var data []byte
		for ; k < len(r.blocks) && r.blocks[k].first < stop; k++ {
			b := r.blocks[k]
			if int64(cap(data)) < b.size {
				data = make([]byte, b.size)
			}
			data = data[:b.size]
			d := decoder{data: data, n: r.header.N}
			err := r.load(b, data)
			if err == nil {
				err = d.check(b)
			}
			if err != nil {
				r.stop = min(r.stop, b.first)
				r.err = r.damage(b.at, err.Error())
				return
			}
			if !d.each(b, first, stop, yield) {
				return
			}
		}
	}
}

// load reads the data of a block.
func (r *Reader) load(b place, data []byte) error {
	if n, err := r.r.ReadAt(data, b.at); n < len(data) {
		return fmt.Errorf("the data of the block: %w", err)
	}
	if crc32.Checksum(data, castagnoli) != b.sum {
		return fmt.Errorf("the data of the block of the steps %d to %d do not match their checksum", b.first, b.stop)
	}
	return nil
}
