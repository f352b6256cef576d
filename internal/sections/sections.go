// Package sections is the outer form of Golgi's checkpoints: named sections of
// bytes, each with its checksum, and an end that tells a whole file from one
// that was cut.
//
//	magic                      8 bytes
//	version                    uint32
//	for each section:
//	  length of the name       uint32
//	  name
//	  length of the data       uint64
//	  checksum of the above    uint32
//	  data
//	  checksum of the data     uint32
//	the end:
//	  0xffffffff               uint32
//	  number of sections       uint64
//	  checksum of all before   uint32
//
// Numbers have their lowest byte first. A checksum is CRC-32C, that of a
// section's header beginning with the length of its name.
package sections

import (
	"encoding/binary"
	"fmt"
	"hash/crc32"
	"io"
)

const (
	magicSize = 8
	ending    = 0xffffffff // in place of the length of a name
	longest   = 1 << 16    // name
)

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

// Checksum returns the checksum of data.
func Checksum(data []byte) uint32 { return crc32.Checksum(data, castagnoli) }

// Writer writes sections. After an error it writes nothing more; Close returns
// the error.
type Writer struct {
	w   io.Writer
	crc uint32 // of all that was written
	n   uint64
	err error
}

// NewWriter begins with a magic of 8 bytes and a version.
func NewWriter(w io.Writer, magic string, version uint32) *Writer {
	if len(magic) != magicSize {
		panic(fmt.Sprintf("BUG: a magic of %d bytes", len(magic)))
	}
	s := &Writer{w: w}
	s.write(binary.LittleEndian.AppendUint32([]byte(magic), version))
	return s
}

func (s *Writer) write(b []byte) {
	if s.err == nil {
		s.crc = crc32.Update(s.crc, castagnoli, b)
		_, s.err = s.w.Write(b)
	}
}

// Section writes a section.
func (s *Writer) Section(name string, data []byte) {
	if len(name) > longest && s.err == nil {
		s.err = fmt.Errorf("the name %.40q… has %d bytes; at most %d are possible", name, len(name), longest)
	}
	b := binary.LittleEndian.AppendUint32(nil, uint32(len(name)))
	b = append(b, name...)
	b = binary.LittleEndian.AppendUint64(b, uint64(len(data)))
	s.write(binary.LittleEndian.AppendUint32(b, Checksum(b)))
	s.write(data)
	s.write(binary.LittleEndian.AppendUint32(nil, Checksum(data)))
	s.n++
}

// Close writes the end. It does not close what is written to.
func (s *Writer) Close() error {
	b := binary.LittleEndian.AppendUint32(nil, ending)
	s.write(binary.LittleEndian.AppendUint64(b, s.n))
	s.write(binary.LittleEndian.AppendUint32(nil, s.crc))
	return s.err
}

// Reader reads sections, and not a byte beyond their end.
type Reader struct {
	r    io.Reader
	what string // is read, for messages
	crc  uint32
	at   int64 // bytes read
	n    uint64
	name string
	left uint64 // of the data of the section; its checksum comes behind
	open bool   // the data is still to be read
}

// NewReader checks the magic and the version. what says what is read, as in "a
// checkpoint".
func NewReader(r io.Reader, what, magic string, version uint32) (*Reader, error) {
	s := &Reader{r: r, what: what}
	head := make([]byte, magicSize+4)
	n, err := s.fill(head)
	if k := min(n, magicSize); string(head[:k]) != magic[:k] {
		return nil, fmt.Errorf("is not %s of Golgi: it begins with %q", what, head[:n])
	}
	if err != nil {
		return nil, err
	}
	if v := binary.LittleEndian.Uint32(head[magicSize:]); v != version {
		return nil, fmt.Errorf("is %s in version %d of the format, and this program reads version %d; use the version of Golgi that wrote it", what, v, version)
	}
	return s, nil
}

// fill reads all of b.
func (s *Reader) fill(b []byte) (int, error) {
	n, err := io.ReadFull(s.r, b)
	s.crc = crc32.Update(s.crc, castagnoli, b[:n])
	s.at += int64(n)
	if err == io.EOF || err == io.ErrUnexpectedEOF {
		return n, fmt.Errorf("was cut: it ends after %d bytes%s: %w", s.at, s.place(), io.ErrUnexpectedEOF)
	}
	if err != nil {
		return n, fmt.Errorf("cannot be read after %d bytes: %w", s.at, err)
	}
	return n, nil
}

func (s *Reader) place() string {
	if !s.open {
		return ""
	}
	return fmt.Sprintf(", in section %q", s.name)
}

func (s *Reader) damaged(from int64) error {
	return fmt.Errorf("is damaged: what is between bytes %d and %d%s does not have its checksum", from, s.at, s.place())
}

// Next goes on to the next section, and returns its name and the size of its
// data, or io.EOF after the last. Data that was not read is passed over.
func (s *Reader) Next() (name string, size uint64, err error) {
	if s.open {
		if _, err := s.data(0); err != nil {
			return "", 0, err
		}
	}
	from := s.at
	head := make([]byte, 4, 64)
	if _, err := s.fill(head); err != nil {
		return "", 0, err
	}
	n := binary.LittleEndian.Uint32(head)
	if n == ending {
		return "", 0, s.end()
	}
	if n > longest {
		return "", 0, fmt.Errorf("is damaged: at byte %d there is a name of %d bytes", from, n)
	}
	head = append(head, make([]byte, n+12)...)
	if _, err := s.fill(head[4:]); err != nil {
		return "", 0, err
	}
	sum := head[4+n+8:]
	if Checksum(head[:4+n+8]) != binary.LittleEndian.Uint32(sum) {
		return "", 0, s.damaged(from)
	}
	s.n++
	s.name, s.left, s.open = string(head[4:4+n]), binary.LittleEndian.Uint64(head[4+n:]), true
	return s.name, s.left, nil
}

// end checks the end.
func (s *Reader) end() error {
	from := s.at - 4
	b := make([]byte, 12)
	if _, err := s.fill(b[:8]); err != nil {
		return err
	}
	whole := s.crc
	if _, err := s.fill(b[8:]); err != nil {
		return err
	}
	if n := binary.LittleEndian.Uint64(b); n != s.n {
		return fmt.Errorf("is damaged: its end, at byte %d, says that there are %d sections, and there were %d", from, n, s.n)
	}
	if binary.LittleEndian.Uint32(b[8:]) != whole {
		s.at -= 4
		return s.damaged(0)
	}
	return io.EOF
}

// piece is how much is read at once, so that a size that is a lie takes no
// memory.
const piece = 1 << 20

// Data returns the data of the section, which is at most that many bytes long.
func (s *Reader) Data(most uint64) ([]byte, error) {
	if s.left > most {
		return nil, fmt.Errorf("has %d bytes in section %q, where at most %d can be", s.left, s.name, most)
	}
	return s.data(most)
}

// data reads the data and returns up to that many bytes of it.
func (s *Reader) data(keep uint64) ([]byte, error) {
	from := s.at
	var all []byte
	var room [4096]byte
	sum := uint32(0)
	for s.left > 0 {
		var b []byte
		if keep > 0 {
			n := int(min(s.left, piece))
			if all == nil {
				all = make([]byte, 0, n)
			}
			for cap(all)-len(all) < n {
				// Doubles, but not beyond what there is to come.
				grown := make([]byte, len(all), len(all)+int(min(s.left, uint64(max(len(all), piece)))))
				copy(grown, all)
				all = grown
			}
			b = all[len(all) : len(all)+n]
			all = all[:len(all)+n]
		} else {
			b = room[:min(s.left, uint64(len(room)))]
		}
		if _, err := s.fill(b); err != nil {
			return nil, err
		}
		sum = crc32.Update(sum, castagnoli, b)
		s.left -= uint64(len(b))
	}
	if _, err := s.fill(room[:4]); err != nil {
		return nil, err
	}
	if binary.LittleEndian.Uint32(room[:4]) != sum {
		return nil, s.damaged(from)
	}
	s.open = false
	return all, nil
}

// At returns how many bytes have been read.
func (s *Reader) At() int64 { return s.at }
