package dnn

import (
	"encoding/binary"
	"hash/crc32"
)

// Stored is implemented by layers that store their connections: checkpoints tell
// by the checksum whether a network has the connections that it had.
type Stored interface {
	Layer
	// Checksum returns one of the connections and their delays, without the
	// weights, which change.
	Checksum() uint32
}

// checksum returns one of rows of connections.
func checksum[C column](rows []int, cols []C, delays []uint16) uint32 {
	table := crc32.MakeTable(crc32.Castagnoli)
	sum := uint32(0)
	var room [4096]byte
	n := 0
	flush := func(size int) {
		if n += size; n+8 > len(room) {
			sum, n = crc32.Update(sum, table, room[:n]), 0
		}
	}
	for _, x := range rows {
		binary.LittleEndian.PutUint64(room[n:], uint64(x))
		flush(8)
	}
	for _, x := range cols {
		binary.LittleEndian.PutUint32(room[n:], uint32(x))
		flush(4)
	}
	for _, x := range delays {
		binary.LittleEndian.PutUint16(room[n:], x)
		flush(2)
	}
	return crc32.Update(sum, table, room[:n])
}
