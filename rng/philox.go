package rng

import "math/bits"

// Constants of the two generators below.
const (
	philoxM      = 0xd256d193
	philoxM0     = 0xd2511f53
	philoxM1     = 0xcd9e8d57
	philoxW0     = 0x9e3779b9
	philoxW1     = 0xbb67ae85
	philoxRounds = 10
)

// Philox4x32 returns block ctr of the counter-based generator Philox4x32-10
// (Salmon, Moraes, Dror and Shaw 2011, doi:10.1145/2063384.2063405) under
// that key: four random words from four words of address. It multiplies 32
// by 32 bits only, so that vector units can do it: the noise inside fused
// programs comes from it, and this is the reference they are tested against.
func Philox4x32(ctr [4]uint32, key [2]uint32) [4]uint32 {
	a, b, c, d := ctr[0], ctr[1], ctr[2], ctr[3]
	k0, k1 := key[0], key[1]
	for range philoxRounds {
		hi0, lo0 := bits.Mul32(philoxM0, a)
		hi1, lo1 := bits.Mul32(philoxM1, c)
		a, b, c, d = hi1^b^k0, lo1, hi0^d^k1, lo0
		k0 += philoxW0
		k1 += philoxW1
	}
	return [4]uint32{a, b, c, d}
}

// Philox2x32 returns block ctr of Philox2x32-10, from the same paper, under that
// key: two random words from two words of address, for half the work. Its key
// has 32 bits, so that it takes an address apart in two stages: a word of
// Philox4x32 is the key, another one a word of the counter.
func Philox2x32(ctr [2]uint32, key uint32) [2]uint32 {
	a, b := ctr[0], ctr[1]
	for range philoxRounds {
		hi, lo := bits.Mul32(philoxM, a)
		a, b = hi^key^b, lo
		key += philoxW0
	}
	return [2]uint32{a, b}
}
