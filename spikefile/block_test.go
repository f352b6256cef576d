package spikefile

import (
	"bytes"
	"hash/crc32"
	"testing"

	"github.com/stretchr/testify/require"
)

// FuzzBlock: data behind right checksums, whatever they are, are spikes in order
// or an error.
func FuzzBlock(f *testing.F) {
	f.Add([]byte{1, 3, 0, 1, 0xa8, 2, 4, 1, 1}, uint16(300), int64(2), int64(7), int64(4))
	f.Fuzz(func(t *testing.T, data []byte, n uint16, start, steps, spikes int64) {
		h := Header{Name: "N", N: int(n), Dt: 1, Start: start}
		file, err := h.encode()
		if err != nil || steps < 0 || start+steps < start || spikes < 0 || spikes > 1<<32-1 {
			return
		}
		b := block{size: int64(len(data)), spikes: spikes, first: start, stop: start + steps, sum: crc32.Checksum(data, castagnoli)}
		file = append(b.append(file), data...)
		r, err := NewReader(bytes.NewReader(file), int64(len(file)))
		require.NoError(t, err)
		last, neuron, count := start, int32(-1), 0
		for step, i := range r.All() {
			if step < last || step == last && i <= neuron || step >= start+steps || i < 0 || int(i) >= int(n) {
				t.Fatalf("neuron %d in step %d after %d in %d", i, step, neuron, last)
			}
			last, neuron, count = step, i, count+1
		}
		if count > len(data) || r.Err() == nil {
			t.Fatalf("%d spikes in %d bytes: %v", count, len(data), r.Err())
		}
	})
}
