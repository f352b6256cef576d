package tracefile

import (
	"bufio"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"math"
	"os"
	"slices"
	"sort"

	"github.com/golgi-sim/golgi/internal/npy"
)

// A Reader reads a table by pieces.
type Reader struct {
	path    string
	columns int
	records []record
	size    int64 // of the values' file
	err     error
}

// OpenReader looks at a table. An error is of one of which nothing can be read;
// one that was cut short can be, and Err says so. No file stays open.
func OpenReader(path string) (*Reader, error) {
	sums, err := os.Open(path + Sums)
	if err != nil {
		return nil, err
	}
	defer sums.Close()
	values, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer values.Close()
	info, err := values.Stat()
	if err != nil {
		return nil, err
	}
	if !info.Mode().IsRegular() {
		return nil, fmt.Errorf("%s: it is no file with a length", path)
	}
	r := &Reader{path: path, size: info.Size()}
	if err := r.head(sums); err != nil {
		return nil, fmt.Errorf("%s: %w", path+Sums, err)
	}
	r.read(bufio.NewReader(sums))
	r.check(values)
	return r, nil
}

// head reads what comes before the records.
func (r *Reader) head(sums io.Reader) error {
	b := make([]byte, headBytes)
	if n, err := io.ReadFull(sums, b); err != nil {
		return fmt.Errorf("it ends at byte %d, within its header of %d: %w", n, headBytes, err)
	}
	if string(b[:8]) != magic {
		return fmt.Errorf("it holds no checksums of a recording: it begins with %q", b[:8])
	}
	if v := binary.LittleEndian.Uint32(b[8:]); v != version {
		return fmt.Errorf("byte 8: version %d of the format; this program knows version %d", v, version)
	}
	columns := binary.LittleEndian.Uint64(b[16:])
	if binary.LittleEndian.Uint32(b[28:]) != crc32.Checksum(b[:28], castagnoli) ||
		binary.LittleEndian.Uint32(b[12:]) != start || columns < 1 || columns > math.MaxInt32 {
		return fmt.Errorf("bytes 0 to %d: the header does not match its checksum", headBytes-1)
	}
	r.columns = int(columns)
	return nil
}

// read reads the records as far as they and their values are there.
func (r *Reader) read(sums io.Reader) {
	b := make([]byte, recordBytes)
	most := int64(math.MaxInt64) // rows that the file of values has room for
	if most = (r.size - start) / int64(r.columns) / 8; r.size < start {
		most = 0
	}
	for {
		number := int64(len(r.records))
		at := headBytes + number*recordBytes
		n, err := io.ReadFull(sums, b)
		var rec record
		switch {
		case errors.Is(err, io.EOF):
			return
		case errors.Is(err, io.ErrUnexpectedEOF):
			r.damage(fmt.Errorf("%s: it ends at byte %d, in the middle of a record", r.path+Sums, at+int64(n)))
			return
		case err != nil:
			r.damage(fmt.Errorf("%s: byte %d: %w", r.path+Sums, at, err))
			return
		case !rec.decode(b, number) || rec.rows <= r.Rows() || rec.rows > r.Rows()+maxPiece(r.columns):
			r.damage(fmt.Errorf("%s: byte %d: the record does not match its checksum", r.path+Sums, at))
			return
		case rec.rows > most:
			r.damage(fmt.Errorf("%s: it ends at byte %d, and %d rows of %d values should be there", r.path, r.size, rec.rows, r.columns))
			return
		}
		r.records = append(r.records, rec)
	}
}

// maxPiece is how many rows a piece may have, of which a reader takes one into
// memory as a whole.
func maxPiece(columns int) int64 { return max(1, 1<<25/int64(columns)) }

// check compares the header of the values with what the records say.
func (r *Reader) check(values io.Reader) {
	h, _, err := npy.ReadHeader(values)
	if err == nil && (h.Type != npy.Float64 || h.Fortran || len(h.Shape) != 2 || h.Shape[1] != r.columns) {
		err = fmt.Errorf("the header says %q of the shape %v, and its checksums are of rows of %d numbers", h.Type, h.Shape, r.columns)
	}
	if err == nil && !slices.ContainsFunc(r.records, func(rec record) bool { return rec.rows == int64(h.Shape[0]) }) && h.Shape[0] != 0 && r.err == nil {
		err = fmt.Errorf("the header says %d rows, and its checksums are of %d", h.Shape[0], r.Rows())
	}
	if err != nil {
		r.damage(fmt.Errorf("%s: %w", r.path, err))
	}
}

// damage notes the first thing that is wrong.
func (r *Reader) damage(err error) {
	if r.err == nil {
		r.err = fmt.Errorf("%w; %d rows can be read", err, r.Rows())
	}
}

// end returns the rows up to the end of that many pieces.
func (r *Reader) end(pieces int64) int64 {
	if pieces == 0 {
		return 0
	}
	return r.records[pieces-1].rows
}

// Ends reports whether a position is a place at which the table could end.
func (r *Reader) Ends(at Position) bool {
	return at.Pieces >= 0 && at.Pieces <= int64(len(r.records)) && r.end(at.Pieces) == at.Rows
}

// Rows returns the number of rows.
func (r *Reader) Rows() int64 { return r.end(int64(len(r.records))) }

// Columns returns the number of columns.
func (r *Reader) Columns() int { return r.columns }

// Err returns where the table was cut short, as far as was seen. That values
// are damaged is seen when they are read.
func (r *Reader) Err() error { return r.err }

// Piece reads the piece that holds a row, and returns its first row too. buf is
// used if it has room. The row must be there.
func (r *Reader) Piece(row int64, buf []float64) (first int64, values []float64, err error) {
	k := sort.Search(len(r.records), func(k int) bool { return r.records[k].rows > row })
	first = r.end(int64(k))
	n := int(r.records[k].rows-first) * r.columns
	f, err := os.Open(r.path)
	if err != nil {
		return 0, nil, err
	}
	defer f.Close()
	at := start + first*int64(r.columns)*8
	sum := uint32(0)
	values = slices.Grow(buf[:0], n)
	b := make([]byte, min(8*n, 1<<16))
	for left := 8 * n; left > 0; left -= len(b) {
		b = b[:min(left, len(b))]
		if got, err := f.ReadAt(b, at+int64(8*n-left)); got < len(b) {
			return 0, nil, fmt.Errorf("%s: byte %d: %w", r.path, at+int64(8*n-left+got), err)
		}
		sum = crc32.Update(sum, castagnoli, b)
		for i := 0; i < len(b); i += 8 {
			values = append(values, math.Float64frombits(binary.LittleEndian.Uint64(b[i:])))
		}
	}
	if sum != r.records[k].sum {
		return 0, nil, fmt.Errorf("%s: bytes %d to %d: the values do not match their checksum", r.path, at, at+int64(8*n)-1)
	}
	return first, values, nil
}
