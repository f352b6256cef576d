package rng

import "testing"

// The known answers that come with the authors' library Random123.
func TestPhilox(t *testing.T) {
	const f = 0xffffffff
	for _, c := range []struct {
		ctr  [4]uint32
		key  [2]uint32
		want [4]uint32
	}{
		{want: [4]uint32{0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8}},
		{[4]uint32{f, f, f, f}, [2]uint32{f, f}, [4]uint32{0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd}},
		{[4]uint32{0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344}, [2]uint32{0xa4093822, 0x299f31d0},
			[4]uint32{0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1}},
	} {
		if got := Philox4x32(c.ctr, c.key); got != c.want {
			t.Errorf("Philox4x32(%x, %x) = %x, want %x", c.ctr, c.key, got, c.want)
		}
	}
}

func TestPhilox2x32(t *testing.T) {
	const f = 0xffffffff
	for _, c := range []struct {
		ctr  [2]uint32
		key  uint32
		want [2]uint32
	}{
		{want: [2]uint32{0xff1dae59, 0x6cd10df2}},
		{[2]uint32{f, f}, f, [2]uint32{0x2c3f628b, 0xab4fd7ad}},
		{[2]uint32{0x243f6a88, 0x85a308d3}, 0x13198a2e, [2]uint32{0xdd7ce038, 0xf62a4c12}},
	} {
		if got := Philox2x32(c.ctr, c.key); got != c.want {
			t.Errorf("Philox2x32(%x, %x) = %x, want %x", c.ctr, c.key, got, c.want)
		}
	}
}

func BenchmarkPhilox(b *testing.B) {
	var ctr [4]uint32
	for b.Loop() {
		ctr = Philox4x32(ctr, [2]uint32{1, 2})
	}
}
