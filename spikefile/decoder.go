package spikefile

import (
	"encoding/binary"
	"errors"
)

// decoder reads the data of a block.
type decoder struct {
	data []byte
	n    int // neurons
}

var errData = errors.New("the data of the block match their checksum and are no spikes")

// check reports data that are not what their block says, so that each need not.
func (d decoder) check(b place) error {
	data, step, seen := d.data, b.first, int64(0)
	fresh := true
	for len(data) > 0 {
		var gap, count uint64
		var ok bool
		if gap, data, ok = uvarint(data); !ok || gap > uint64(b.stop-step) || gap == 0 && !fresh {
			return errData
		}
		if count, data, ok = uvarint(data); !ok || count == 0 || count > uint64(d.n) {
			return errData
		}
		step, fresh = step+int64(gap), false
		if step >= b.stop {
			return errData
		}
		last := int64(-1)
		for range count {
			if gap, data, ok = uvarint(data); !ok || gap >= uint64(int64(d.n)-last-1) {
				return errData
			}
			last += int64(gap) + 1
		}
		seen += int64(count)
	}
	if seen != b.spikes {
		return errData
	}
	return nil
}

// each yields the spikes of the steps from to to-1 of data that were checked.
func (d decoder) each(b place, from, to int64, yield func(int64, int32) bool) bool {
	data, step := d.data, b.first
	for len(data) > 0 {
		var gap, count uint64
		gap, data, _ = uvarint(data)
		count, data, _ = uvarint(data)
		if step += int64(gap); step >= to {
			return true
		}
		neuron := int32(-1)
		for range count {
			gap, data, _ = uvarint(data)
			neuron += int32(gap) + 1
			if step >= from && !yield(step, neuron) {
				return false
			}
		}
	}
	return true
}

func uvarint(b []byte) (uint64, []byte, bool) {
	if len(b) > 0 && b[0] < 0x80 {
		return uint64(b[0]), b[1:], true
	}
	x, n := binary.Uvarint(b)
	if n <= 0 {
		return 0, b, false
	}
	return x, b[n:], true
}
