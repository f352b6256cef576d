package rng

import "math/bits"

// A Stream reads the words of a [Key] one after the other. It is eight bytes
// and has no hidden state: a copy continues where the original stood.
//
// How many words a draw takes can depend on the words (rejection), so what is
// to be found again by its number gets a key of its own instead of a place
// in a stream.
type Stream struct{ state uint64 }

// Uint64 returns the next word.
func (s *Stream) Uint64() uint64 {
	s.state += wordStep
	return mix(s.state)
}

// Float64 returns a number in (0, 1), never 0 and never 1: (k + 1/2) / 2^52
// with k uniform in 0 to 2^52-1. It takes one word.
func (s *Stream) Float64() float64 { return unit(s.Uint64()) }

// unit maps a word to (0, 1). Both operations are exact.
func unit(z uint64) float64 { return (float64(z>>12) + 0.5) * 0x1p-52 }

// IntN returns an integer in [0, n), exactly uniform. It panics if n <= 0.
func (s *Stream) IntN(n int) int {
	if n <= 0 {
		panic("rng: IntN needs n > 0")
	}
	return int(s.below(uint64(n)))
}

// below returns an integer in [0, n): the integer part of n times a random
// fraction of 64 bits. Of the 2^64 fractions, those are refused that would
// give some integers one fraction more than others
// (Lemire 2019, doi:10.1145/3230636).
func (s *Stream) below(n uint64) uint64 {
	hi, lo := bits.Mul64(s.Uint64(), n)
	if lo < n {
		// 2^64 mod n; the division is needed only once in 2^64/n draws.
		least := -n % n
		for lo < least {
			hi, lo = bits.Mul64(s.Uint64(), n)
		}
	}
	return hi
}
