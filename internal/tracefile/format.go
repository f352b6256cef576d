// Package tracefile keeps tables of float64 that grow by rows while they are
// recorded, and are complete up to the last row written whatever happens then.
//
// A table is two files. The one, NAME.npy, holds the values and opens in NumPy,
// numpy.load("NAME.npy", mmap_mode="r"); its header is set anew with every piece
// that is added. The other, NAME.npy.sum, has a record for every piece: how many
// rows there are with it (8 bytes), the checksum of its values (4), and a
// checksum of these 12 bytes and of the number of the record (4). Before the
// records are the text GOLGISUM, the version, 1 (4 bytes), where the values
// begin (4), the columns (8), 4 zeros, and a checksum of these 28 bytes (4).
// Numbers have the lowest byte first; checksums are CRC-32C.
//
// A piece counts when its record is there, so that one that was cut short is as
// if it had not been begun.
package tracefile

import (
	"encoding/binary"
	"hash/crc32"
	"io"
	"os"

	"github.com/golgi-sim/golgi/internal/npy"
)

const (
	magic       = "GOLGISUM"
	version     = 1
	start       = 128 // where the values begin
	headBytes   = 32
	recordBytes = 16

	// Sums is what is added to the name of the values' file for that of the
	// checksums.
	Sums = ".sum"
)

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

// File is what is written to, an *os.File.
type File interface {
	io.WriterAt
	io.Closer
	Sync() error
	Truncate(size int64) error
}

// An Opener opens a file to be written: a new one, which there may not be yet,
// or one that there is.
type Opener func(path string, create bool) (File, error)

// Open is the Opener of the file system.
func Open(path string, create bool) (File, error) {
	flag := os.O_RDWR
	if create {
		flag |= os.O_CREATE | os.O_EXCL
	}
	return os.OpenFile(path, flag, 0o666)
}

// header adds the header of the values' file.
func header(dst []byte, rows int64, columns int) []byte {
	return npy.Header{Type: npy.Float64, Shape: []int{int(rows), columns}}.Append(dst, start)
}

// head returns what comes before the records.
func head(columns int) []byte {
	b := append([]byte(nil), magic...)
	b = binary.LittleEndian.AppendUint32(b, version)
	b = binary.LittleEndian.AppendUint32(b, start)
	b = binary.LittleEndian.AppendUint64(b, uint64(columns))
	b = append(b, 0, 0, 0, 0)
	return binary.LittleEndian.AppendUint32(b, crc32.Checksum(b, castagnoli))
}

// record is a piece: the rows up to its end, and the checksum of its values.
type record struct {
	rows int64
	sum  uint32
}

func (r record) append(dst []byte, number int64) []byte {
	from := len(dst)
	dst = binary.LittleEndian.AppendUint64(dst, uint64(r.rows))
	dst = binary.LittleEndian.AppendUint32(dst, r.sum)
	return binary.LittleEndian.AppendUint32(dst, recordSum(dst[from:], number))
}

func (r *record) decode(src []byte, number int64) bool {
	r.rows = int64(binary.LittleEndian.Uint64(src))
	r.sum = binary.LittleEndian.Uint32(src[8:])
	return binary.LittleEndian.Uint32(src[12:]) == recordSum(src[:12], number)
}

// recordSum is the checksum of a record at its place.
func recordSum(b []byte, number int64) uint32 {
	var n [8]byte
	binary.LittleEndian.PutUint64(n[:], uint64(number))
	return crc32.Update(crc32.Checksum(b, castagnoli), castagnoli, n[:])
}
