package runner

import (
	"encoding/binary"
	"hash/fnv"
	"slices"
)

// Hash returns a number that tells trains apart: FNV-1a with 64 bits over the
// spikes in their order, each as its step (8 bytes) and its neuron (4 bytes),
// the lowest byte first. That of a train without spikes is the hash of nothing,
// 0xcbf29ce484222325.
func (t *SpikeTrain) Hash() uint64 { return HashOf(t) }

// HashOf returns the Hash of several trains as if they were of one large group,
// in that order: the neurons of a train come after all those of the trains
// before it. A train that is nil has none.
func HashOf(trains ...*SpikeTrain) uint64 {
	trains = slices.DeleteFunc(slices.Clone(trains), func(t *SpikeTrain) bool { return t == nil })
	h := fnv.New64a()
	var b [12]byte
	next := make([]int, len(trains))
	for {
		step, found := int64(0), false
		for j, t := range trains {
			if k := next[j]; k < t.Count() && (!found || t.Steps[k] < step) {
				step, found = t.Steps[k], true
			}
		}
		if !found {
			return h.Sum64()
		}
		shift := 0
		for j, t := range trains {
			for ; next[j] < t.Count() && t.Steps[next[j]] == step; next[j]++ {
				binary.LittleEndian.PutUint64(b[:8], uint64(step))
				binary.LittleEndian.PutUint32(b[8:], uint32(shift)+uint32(t.Indices[next[j]]))
				_, _ = h.Write(b[:]) // never fails
			}
			shift += t.N
		}
	}
}
