package rng

import (
	"fmt"
	"math/big"
	"math/bits"
	"testing"
)

// The words are those of SplitMix64: first outputs of the authors' public C
// code for two seeds.
func TestSplitMix(t *testing.T) {
	for seed, want := range map[Key][]uint64{
		0:       {0xe220a8397b1dcdaf, 0x6e789e6aa1b965f4, 0x06c45d188009454f, 0xf88bb8a8724c81ec},
		1234567: {6457827717110365317, 3203168211198807973, 9817491932198370423, 4593380528125082431},
	} {
		s := seed.Stream()
		for i, w := range want {
			if got := s.Uint64(); got != w || seed.Word(uint64(i)) != w {
				t.Errorf("seed %d, word %d: %#x by stream, %#x by number, want %#x", seed, i, got, seed.Word(uint64(i)), w)
			}
		}
	}
}

func TestConstants(t *testing.T) {
	for n, c := range map[int64]uint64{3: withStep, 11: pathStep, 7: seedStep} {
		root := new(big.Float).SetPrec(200).SetInt64(n)
		root.Sqrt(root)
		whole, _ := root.Int(nil)
		root.Sub(root, new(big.Float).SetInt(whole))
		if got, _ := root.SetMantExp(root, 64).Uint64(); got != c || c%2 == 0 {
			t.Errorf("square root of %d: %#x, have %#x", n, got, c)
		}
	}
}

// children are ways to derive a key from a number.
var children = map[string]func(n uint64) Key{
	"seed":      NewKey,
	"number":    func(n uint64) Key { return NewKey(1).With(n) },
	"two deep":  func(n uint64) Key { return NewKey(1).With(n).With(7) },
	"two wide":  func(n uint64) Key { return NewKey(1).With(n >> 8).With(n & 255) },
	"path":      func(n uint64) Key { return NewKey(1).Path(fmt.Sprint("L", n, ".E")) },
	"path in":   func(n uint64) Key { return NewKey(n).Path("E.syn") },
	"path, row": func(n uint64) Key { return NewKey(1).Path("E.comm").With(n) },
}

// Flipping a bit of the number flips every bit of the key, and of the first
// and second word, half of the time.
func TestAvalanche(t *testing.T) {
	const trials = 4000
	for name, child := range children {
		for what, of := range map[string]func(Key) uint64{
			"key":    func(k Key) uint64 { return uint64(k) },
			"word 0": func(k Key) uint64 { return k.Word(0) },
			"word 1": func(k Key) uint64 { return k.Word(1) },
		} {
			for in := 0; in < 64; in += 7 {
				var flips [64]int
				total := 0
				for n := range uint64(trials) {
					d := of(child(n)) ^ of(child(n^1<<in))
					total += bits.OnesCount64(d)
					for out := range flips {
						flips[out] += int(d >> out & 1)
					}
				}
				// Numbers below 4000 are visited twice for the lower bits.
				twice := 1.0
				if in < 12 {
					twice = 2
				}
				near(t, fmt.Sprintf("%s, %s, bit %d", name, what, in), float64(total), 32*trials, 16*trials*twice)
				for out, f := range flips {
					if f < trials*45/100 || f > trials*55/100 {
						t.Errorf("%s, %s: bit %d flips bit %d in %d of %d", name, what, in, out, f, trials)
					}
				}
			}
		}
	}
}

// The streams of neighbouring keys, read side by side, are as random as one
// stream: bytes equally frequent, singly and in pairs within a stream and
// across streams, no correlation of neighbours.
func TestNeighbouringStreams(t *testing.T) {
	const keys, words = 2000, 50
	for name, child := range children {
		var b [keys][words]uint64
		for n := range b {
			s := child(uint64(n)).Stream()
			for i := range b[n] {
				b[n][i] = s.Uint64()
			}
		}
		for _, shift := range []int{0, 30, 56} {
			at := func(n, i int) int { return int(b[n][i] >> shift & 255) }
			what := fmt.Sprintf("%s, bits from %d", name, shift)
			single := make([]int, 256)
			within, across := make([]int, 1<<14), make([]int, 1<<14)
			for n := range keys - 1 {
				for i := range words - 1 {
					single[at(n, i)]++
					within[at(n, i)>>1<<7|at(n, i+1)>>1]++
					across[at(n, i)>>1<<7|at(n+1, i)>>1]++
				}
			}
			flat(t, what+", single", single)
			flat(t, what+", pairs within", within)
			flat(t, what+", pairs across", across)
		}
		// Correlation of numbers with the next in the stream, the same in the
		// next key, and the next in the next key.
		for _, d := range [][2]int{{0, 1}, {1, 0}, {1, 1}, {2, 0}, {1, -1}} {
			sum, count := 0.0, 0.0
			for n := range keys - 2 {
				for i := 1; i < words-1; i++ {
					sum += (unit(b[n][i]) - 0.5) * (unit(b[n+d[0]][i+d[1]]) - 0.5)
					count++
				}
			}
			near(t, fmt.Sprintf("%s, correlation %v", name, d), sum, 0, count/144)
		}
		// Low bits: parity of the numbers against word bits.
		for bit := range 64 {
			ones := 0
			for n := 0; n < keys; n += 2 {
				ones += int(b[n][0]>>bit&1) + int(^b[n+1][0]>>bit&1)
			}
			near(t, fmt.Sprintf("%s, bit %d against parity", name, bit), float64(ones), keys/2, keys/4)
		}
	}
}

// Different addresses have different keys.
func TestDistinct(t *testing.T) {
	seen := map[Key]string{}
	note := func(k Key, format string, args ...any) {
		what := fmt.Sprintf(format, args...)
		if other, ok := seen[k]; ok {
			t.Errorf("%s and %s have the same key", what, other)
		}
		seen[k] = what
	}
	zeros := make([]byte, 40)
	for seed := range uint64(20) {
		k := NewKey(seed)
		note(k, "seed %d", seed)
		for n := range uint64(200) {
			note(k.With(n), "%d: %d", seed, n)
			note(k.Path(fmt.Sprint(n)), "%d: path %d", seed, n)
			note(k.Path("E").With(n), "%d: E %d", seed, n)
			note(k.With(n).Path("E"), "%d: %d E", seed, n)
		}
		for n := range zeros {
			note(k.Path(string(zeros[:n])), "%d: %d zeros", seed, n)
		}
		for _, p := range []string{"E", "ab", "a.b", "a.b.c.d.e.f", "a.b.c.d.e.g"} {
			note(k.Path(p+"x"), "%d: path %sx", seed, p)
		}
		note(k.Path("a").Path("b"), "%d: path a, path b", seed)
	}
	if n := testing.AllocsPerRun(10, func() { sinkKey = NewKey(1).Path("Layers[3].E.syn.g").With(2) }); n != 0 {
		t.Errorf("a key allocates %v times", n)
	}
}

var sinkKey Key
