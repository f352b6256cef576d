// Package npy reads and writes the arrays of NumPy: .npy files, which hold one,
// and .npz archives, which hold several by name.
//
// A .npy file is the text \x93NUMPY, a version, the length of a header, the
// header, and the values in one piece. The header is a dictionary in Python's
// notation,
//
//	{'descr': '<f8', 'fortran_order': False, 'shape': (3, 4), }
//
// padded with spaces so that the values begin at a multiple of 64 bytes. A .npz
// archive is a zip file of .npy files. The format is described in numpy.lib.format.
package npy

import (
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"math"
	"strconv"
)

const magic = "\x93NUMPY"

// Header says what the values of an array are.
type Header struct {
	Type    string // as in "<f8": byte order, kind, and bytes of an element
	Fortran bool   // the first index runs fastest
	Shape   []int
}

// Types of what is written.
const (
	Float64 = "<f8"
	Int64   = "<i8"
	Int32   = "<i4"
)

// Count returns the number of elements; an error if no memory holds so many.
func (h Header) Count() (int, error) {
	n := 1
	for _, d := range h.Shape {
		if d == 0 {
			return 0, nil
		}
	}
	for _, d := range h.Shape {
		if d < 0 || n > math.MaxInt/16/d {
			return 0, fmt.Errorf("an array of the shape %v", h.Shape)
		}
		n *= d
	}
	return n, nil
}

// Append adds what comes before the values, at least as many bytes as room, so
// that another shape can take its place later.
func (h Header) Append(dst []byte, room int) []byte {
	const before = len(magic) + 4
	from := len(dst)
	dst = append(append(dst, magic...), 1, 0, 0, 0)
	dst = append(append(append(dst, "{'descr': '"...), h.Type...), "', 'fortran_order': "...)
	if h.Fortran {
		dst = append(dst, "True, 'shape': ("...)
	} else {
		dst = append(dst, "False, 'shape': ("...)
	}
	for k, d := range h.Shape {
		if k > 0 {
			dst = append(dst, ", "...)
		}
		dst = strconv.AppendInt(dst, int64(d), 10)
	}
	if len(h.Shape) == 1 {
		dst = append(dst, ',')
	}
	dst = append(dst, "), }"...)
	total := max(room, len(dst)-from+1)
	total = (total + 63) / 64 * 64
	binary.LittleEndian.PutUint16(dst[from+before-2:], uint16(total-before))
	for len(dst)-from < total-1 {
		dst = append(dst, ' ')
	}
	return append(dst, '\n')
}

// maxHeader bounds a header: it is a line of text.
const maxHeader = 1 << 16

// ReadHeader reads what comes before the values, and returns how many bytes
// that is.
func ReadHeader(r io.Reader) (h Header, n int64, err error) {
	var start [8]byte
	if _, err := io.ReadFull(r, start[:]); err != nil {
		return h, 0, fmt.Errorf("it ends within the first 8 bytes: %w", noEOF(err))
	}
	if string(start[:6]) != magic {
		return h, 0, fmt.Errorf("it begins with %q, and not as an array of NumPy", start[:6])
	}
	size, width := 0, 2
	switch start[6] {
	case 1:
	case 2, 3:
		width = 4
	default:
		return h, 0, fmt.Errorf("byte 6: version %d.%d of the format is not known", start[6], start[7])
	}
	var length [4]byte
	if _, err := io.ReadFull(r, length[:width]); err != nil {
		return h, 0, fmt.Errorf("it ends within the length of the header, byte 8: %w", noEOF(err))
	}
	long := binary.LittleEndian.Uint32(length[:])
	if long > maxHeader {
		return h, 0, fmt.Errorf("byte 8: a header of %d bytes", long)
	}
	size = int(long)
	text := make([]byte, size)
	if k, err := io.ReadFull(r, text); err != nil {
		return h, 0, fmt.Errorf("it ends at byte %d, within the header: %w", 8+width+k, noEOF(err))
	}
	p := parser{text: string(text), from: 8 + width}
	h = p.header()
	if p.err == nil {
		_, p.err = h.Count()
	}
	return h, int64(8 + width + size), p.err
}

// noEOF makes the end of a file an error.
func noEOF(err error) error {
	if errors.Is(err, io.EOF) {
		return io.ErrUnexpectedEOF
	}
	return err
}
