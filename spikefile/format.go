package spikefile

import (
	"encoding/binary"
	"encoding/json"
	"fmt"
	"hash/crc32"
	"math"
)

const (
	magic   = "GOLGISPK"
	version = 1

	startBytes = len(magic) + 8
	blockBytes = 36 // before the data
	maxText    = 1 << 26
)

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

// Header says what the spikes are of.
type Header struct {
	Name    string  `json:"name"`             // what they were recorded from, as in "N.spike"
	N       int     `json:"neurons"`          // how many neurons
	Offset  int     `json:"offset,omitempty"` // place of neuron 0 in its group
	Neurons []int   `json:"picked,omitempty"` // places of the neurons in their group, if they were picked out of it
	Dt      float64 `json:"dt_ms"`            // ms
	Start   int64   `json:"start"`            // first step of the recording
}

// Check reports what no recording can have.
func (h Header) Check() error {
	switch {
	case h.N < 0 || h.N > math.MaxInt32:
		return fmt.Errorf("%d neurons", h.N)
	case h.Offset < 0:
		return fmt.Errorf("neuron 0 has the place %d in its group", h.Offset)
	case !(h.Dt > 0) || math.IsInf(h.Dt, 0):
		return fmt.Errorf("dt is %v ms; it must be positive", h.Dt)
	case h.Start < 0 || h.Start > maxStep:
		return fmt.Errorf("the first step is %d", h.Start)
	case h.Neurons != nil && len(h.Neurons) != h.N:
		return fmt.Errorf("%d neurons were picked, and there are %d", len(h.Neurons), h.N)
	}
	return nil
}

// maxStep bounds steps, so that sums of them are numbers still.
const maxStep = 1 << 62

// encode returns the header as it is in the file.
func (h Header) encode() ([]byte, error) {
	if err := h.Check(); err != nil {
		return nil, err
	}
	text, err := json.Marshal(h)
	if err != nil {
		return nil, err
	}
	if len(text) > maxText {
		return nil, fmt.Errorf("a header of %d bytes", len(text))
	}
	b := append([]byte(nil), magic...)
	b = binary.LittleEndian.AppendUint32(b, version)
	b = binary.LittleEndian.AppendUint32(b, uint32(len(text)))
	b = append(b, text...)
	return binary.LittleEndian.AppendUint32(b, crc32.Checksum(b, castagnoli)), nil
}

// block is what comes before the data of a block.
type block struct {
	last        bool  // the end of the file
	size        int64 // of the data
	spikes      int64
	first, stop int64
	sum         uint32
}

func (b block) append(dst []byte) []byte {
	from := len(dst)
	mark := "SPKB"
	if b.last {
		mark = "SPKE"
	}
	dst = append(dst, mark...)
	dst = binary.LittleEndian.AppendUint32(dst, uint32(b.size))
	dst = binary.LittleEndian.AppendUint32(dst, uint32(b.spikes))
	dst = binary.LittleEndian.AppendUint64(dst, uint64(b.first))
	dst = binary.LittleEndian.AppendUint64(dst, uint64(b.stop))
	dst = binary.LittleEndian.AppendUint32(dst, b.sum)
	return binary.LittleEndian.AppendUint32(dst, crc32.Checksum(dst[from:], castagnoli))
}

// decode reads a block header; false if it is none.
func (b *block) decode(src []byte) bool {
	mark := string(src[:4])
	b.last = mark == "SPKE"
	b.size = int64(binary.LittleEndian.Uint32(src[4:]))
	b.spikes = int64(binary.LittleEndian.Uint32(src[8:]))
	b.first = int64(binary.LittleEndian.Uint64(src[12:]))
	b.stop = int64(binary.LittleEndian.Uint64(src[20:]))
	b.sum = binary.LittleEndian.Uint32(src[28:])
	return (mark == "SPKB" || b.last) && binary.LittleEndian.Uint32(src[32:]) == crc32.Checksum(src[:32], castagnoli)
}
