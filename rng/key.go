package rng

import "encoding/binary"

// The odd constants of the Weyl sequences that keys and words step along: the
// golden ratio for words, as in SplitMix64, and the fractional parts of the
// square roots of 3, 11 and 7 for the three ways to derive a key, so that no
// two ways step alike. (The square root of 5 would not do: it is twice the
// golden ratio less one.)
const (
	wordStep = 0x9e3779b97f4a7c15
	withStep = 0xbb67ae8584caa73b
	pathStep = 0x510e527fade682d1
	seedStep = 0xa54ff53a5f1d36f1
)

// A Key is an address in the space of randomness: it names a stream of random
// words that is always the same. Keys form a tree. From a seed come the keys
// of the parts of a network by [Key.Path], from those the keys of purposes,
// trials, steps, rows and blocks by [Key.With]:
//
//	k := rng.NewKey(seed).Path("E.comm").With(row).With(block)
//
// Different addresses give keys whose streams are independent, however alike
// the addresses are.
type Key uint64

// NewKey returns the root key of a seed.
func NewKey(seed uint64) Key { return Key(mix(seed + seedStep)) }

// With returns the child with number n.
func (k Key) With(n uint64) Key { return Key(mix(uint64(k) + (n+1)*withStep)) }

// Path returns the child with name s. The name is taken as one string of
// bytes: Path("a").Path("b") is another key than Path("ab") or Path("a.b").
func (k Key) Path(s string) Key {
	// The length goes first, so that padding the last word with zeros is no
	// loss; then every word of eight bytes changes the state one-to-one.
	h := mix(uint64(k) + uint64(len(s)+1)*pathStep)
	for ; len(s) >= 8; s = s[8:] {
		h = mix((h ^ binary.LittleEndian.Uint64([]byte(s[:8]))) + pathStep)
	}
	if len(s) > 0 {
		var last [8]byte
		copy(last[:], s)
		h = mix((h ^ binary.LittleEndian.Uint64(last[:])) + pathStep)
	}
	return Key(h)
}

// Word returns word i of the key's stream, the one that the stream's call
// number i (from 0) of Uint64 returns.
func (k Key) Word(i uint64) uint64 { return mix(uint64(k) + (i+1)*wordStep) }

// Stream returns the key's stream, at its first word.
func (k Key) Stream() Stream { return Stream{uint64(k)} }

// The multipliers of Stafford's mix 13.
const (
	mul1 = 0xbf58476d1ce4e5b9
	mul2 = 0x94d049bb133111eb
)

// mix is the output function of SplitMix64 (Steele, Lea and Flood 2014,
// doi:10.1145/2714064.2660195): Stafford's mix 13, a bijection of the 64-bit
// words in which every input bit flips every output bit half of the time.
func mix(z uint64) uint64 { return mixBy(z, mul1, mul2) }

// mixBy is mix for loops that keep the multipliers in registers.
func mixBy(z, mul1, mul2 uint64) uint64 {
	z = (z ^ z>>30) * mul1
	z = (z ^ z>>27) * mul2
	return z ^ z>>31
}
