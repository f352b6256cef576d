package rng

import "math/bits"

// Philox4x32 returns block ctr of the counter-based generator Philox4x32-10
// (Salmon, Moraes, Dror and Shaw 2011, doi:10.1145/2063384.2063405) under
// that key: four random words from four words of address. It multiplies 32
// by 32 bits only, so that vector units can do it: the noise inside fused
// programs comes from it, and this is the reference they are tested against.
func Philox4x32(ctr [4]uint32, key [2]uint32) [4]uint32 {
	a, b, c, d := ctr[0], ctr[1], ctr[2], ctr[3]
	k0, k1 := key[0], key[1]
	for range 10 {
		hi0, lo0 := bits.Mul32(0xd2511f53, a)
		hi1, lo1 := bits.Mul32(0xcd9e8d57, c)
		a, b, c, d = hi1^b^k0, lo1, hi0^d^k1, lo0
		k0 += 0x9e3779b9
		k1 += 0xbb67ae85
	}
	return [4]uint32{a, b, c, d}
}
